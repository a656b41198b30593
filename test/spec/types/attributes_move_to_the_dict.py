# Attributes are the same whether they are read from the instance or from a __dict__ that was asked for between two reads.


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def total(p):
    return p.x + p.y


def move(p):
    p.x += 1
    p.z = p.x


points = [Point(i, i * 2) for i in range(300)]
print(sum(total(p) for p in points))  # expect: 134550
for i, p in enumerate(points):
    if i % 3 == 0:
        p.__dict__["y"] = 5
    if i % 3 == 1:
        vars(p)
    move(p)
    assert total(p) == p.__dict__["x"] + vars(p)["y"]
    assert list(p.__dict__) == ["x", "y", "z"], list(p.__dict__)
print(sum(total(p) for p in points))  # expect: 105650
print(points[3].__dict__)  # expect: {'x': 4, 'y': 5, 'z': 4}
points[4].__dict__["x"] = "new"
print(points[4].x, points[4].y)  # expect: new 8
