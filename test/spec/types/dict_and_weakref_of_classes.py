# A class adds __dict__ and __weakref__ to what its layout's base has; what only another base has counts as added.
import weakref


class Plain:
    pass


class Empty:
    __slots__ = ()


class Weak:
    __slots__ = ("__weakref__",)


class Valued:
    __slots__ = ("v",)


def show(bases, **namespace):
    try:
        c = type("C", bases, namespace)
    except TypeError as e:
        print(e)
    else:
        print(c.__base__.__name__, "__dict__" in vars(c), "__weakref__" in vars(c))


show((Empty, Plain), __slots__=("__dict__",))  # expect: Empty True True
show((Plain, Valued), __slots__=())  # expect: Valued True True
show((Valued, Weak), __slots__=("v2", "__weakref__"))  # expect: Valued False True
show((Weak, Empty), __slots__=("__weakref__",))  # expect: __weakref__ slot disallowed: we already got one
show((Plain,), __slots__=("__dict__",))  # expect: __dict__ slot disallowed: we already got one
show((Empty,), __slots__=("__dict__", "__dict__"))  # expect: __dict__ slot disallowed: we already got one
show((Empty,), __slots__=("__weakref__", "__weakref__"))  # expect: __weakref__ slot disallowed: we already got one
show((Valued, Plain), __slots__=("__dict__", "__weakref__"))  # expect: Valued True True
show((Empty,), __slots__=())  # expect: Empty False False
show((object, Plain), __slots__=("__dict__",))
# expect: Cannot create a consistent method resolution order (MRO) for bases object, Plain


# Behind what has a variable size there's no room for weak references.
class Number(int):
    pass


class Both(Plain, tuple):
    pass


class Items(list):
    pass


def refer(o):
    try:
        print(weakref.ref(o)() is o, vars(o))
    except TypeError as e:
        print(e)


refer(Number())  # expect: cannot create weak reference to 'Number' object
refer(Both())  # expect: cannot create weak reference to 'Both' object
refer(Items())  # expect: True {}
