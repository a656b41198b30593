# Which AttributeErrors say what was looked up where: those that attribute access makes or passes on, not those of calls.
class Getter:
    def __get__(self, obj, owner):
        raise AttributeError("from get")


class Point:
    __slots__ = ("x",)
    bare = property()
    got = Getter()


class Plain:
    pass


def attempt(f, *args):
    try:
        f(*args)
    except AttributeError as e:
        print(e, "|", e.name, type(e.obj).__name__)


p = Point()
attempt(lambda: p.x)  # expect: 'Point' object has no attribute 'x' | x Point
attempt(lambda: p.x())  # expect: 'Point' object has no attribute 'x' | None NoneType
attempt(lambda: Point.x.__get__(p))  # expect: 'Point' object has no attribute 'x' | None NoneType
attempt(delattr, p, "x")  # expect: x | None NoneType
attempt(lambda: p.got)  # expect: from get | got Point
attempt(lambda: p.got())  # expect: from get | None NoneType
attempt(lambda: p.bare)  # expect: property 'bare' of 'Point' object has no getter | bare Point
attempt(lambda: p.bare())  # expect: property 'bare' of 'Point' object has no getter | None NoneType
attempt(lambda: p.y())  # expect: 'Point' object has no attribute 'y' | y Point
attempt(object.__getattribute__, p, "x")  # expect: 'Point' object has no attribute 'x' | None NoneType
attempt(object.__getattribute__, p, "y")  # expect: 'Point' object has no attribute 'y' | y Point
attempt(object.__getattribute__, Point, "y")  # expect: 'type' object has no attribute 'y' | y type
attempt(type.__getattribute__, Point, "y")  # expect: type object 'Point' has no attribute 'y' | None NoneType
attempt(delattr, Plain(), "y")  # expect: 'Plain' object has no attribute 'y' | None NoneType
attempt(delattr, Point, "y")  # expect: type object 'Point' has no attribute 'y' | y type
attempt(setattr, [], "append", 1)  # expect: 'list' object attribute 'append' is read-only | None NoneType
