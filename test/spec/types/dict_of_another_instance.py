# Two instances may share one __dict__; an instance may get another class. Code that has read their attributes follows.


class A:
    def __init__(self, v):
        self.v = v


class B:
    @property
    def w(self):
        return self.v + 1


def v(o):
    return o.v


def both():
    a, b = A(1), A(2)
    assert (v(a), v(b)) == (1, 2)
    a.__dict__ = b.__dict__
    a.v = 3
    assert (v(a), v(b)) == (3, 3)
    b.u = 4
    assert a.u == 4
    a.__dict__ = {"v": 5, 6: 7}
    assert (v(a), v(b), vars(a)) == (5, 3, {"v": 5, 6: 7})
    c = A(8)
    c.__class__ = B
    assert v(c) == 8 and c.w == 9
    c.v = 10
    c.x = 11
    assert (c.w, list(vars(c))) == (11, ["v", "x"])


for _ in range(200):
    both()
print("ok")  # expect: ok


class Slotted:
    __slots__ = ("s", "__dict__")


o = Slotted()
o.s = 1
o.d = 2
print(o.s, o.d, o.__dict__)  # expect: 1 2 {'d': 2}
try:
    o.__dict__ = 3
except TypeError as e:
    print(e)  # expect: __dict__ must be set to a dictionary, not a 'int'
