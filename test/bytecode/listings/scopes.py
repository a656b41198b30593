import a.b.c as d
from . import e, f as g


def outer(x):
    y = 1

    def inner():
        nonlocal y
        global z
        y, z = x, y
        return (lambda: x + y)

    return inner, [x for _ in y]


if b:
    never()
elif a:
    always()
