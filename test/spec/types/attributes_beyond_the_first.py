# An instance may have any number of attributes; they keep their order.


class Many:
    def __init__(self, count):
        for i in range(count):
            setattr(self, f"a{i}", i)


def change(o):
    o.a0 += 1
    o.a3 += 1
    o.a4 += 1
    o.a6 += 1
    return o.a0, o.a3, o.a4, o.a6


for count in (7, 8, 9, 63, 64, 65, 130):
    many = [Many(count) for _ in range(100)]
    assert {change(o) for o in many} == {(1, 4, 5, 7)}
    assert list(vars(many[0])) == [f"a{i}" for i in range(count)]
    assert sum(vars(many[1]).values()) == count * (count - 1) // 2 + 4
    assert getattr(many[2], f"a{count - 1}") == count - 1 + (count == 7)
    assert not hasattr(many[3], f"a{count}")
print("ok")  # expect: ok
