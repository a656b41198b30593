# `__dict__` and `__weakref__` in __slots__: refused where the base that gives the layout has them, or where they come twice.
class Bare:
    __slots__ = ()


class Full:
    pass


class WithSlot:
    __slots__ = ("x",)


def attempt(*bases, slots):
    try:
        cls = type("C", bases, {"__slots__": slots})
    except TypeError as e:
        print(e)
    else:
        o = cls()
        print(hasattr(o, "__dict__"), "__weakref__" in dir(o))


attempt(Bare, Full, slots=("__dict__",))  # expect: True True
attempt(Bare, Full, slots=("__weakref__",))  # expect: True True
attempt(WithSlot, Full, slots=("__dict__", "__weakref__"))  # expect: True True
attempt(Full, Bare, slots=("__dict__",))  # expect: __dict__ slot disallowed: we already got one
attempt(Full, slots=("__weakref__",))  # expect: __weakref__ slot disallowed: we already got one
attempt(Bare, slots=("__dict__", "__dict__"))  # expect: __dict__ slot disallowed: we already got one
attempt(Bare, slots=("__weakref__", "__weakref__"))  # expect: __weakref__ slot disallowed: we already got one
attempt(Bare, slots=())  # expect: False False
# expect: Cannot create a consistent method resolution order (MRO) for bases object, Full
attempt(object, Full, slots=("__dict__",))
