try:
    class C:
        __classcell__ = None
        __slots__ = ("1",)
except TypeError as e:
    print(e)  # expect: __slots__ must be identifiers


class A:
    pass


class B:
    pass


def refused(base):
    try:
        A.__bases__ = (base,)
    except TypeError as e:
        print(e)


refused(B)  # expect: __bases__ assignment: 'B' deallocator differs from 'object'
refused(int)  # expect: __bases__ assignment: 'int' object layout differs from 'object'
try:
    class C(5, tag=1):
        pass
except TypeError as e:
    print(e)  # expect: int() takes at most 2 arguments (4 given)
