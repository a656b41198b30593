# since: 3.14
# Messages of types called wrongly, and what an empty dict does not ask.
def fails(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


fails(lambda: {}.pop([], 1))  # expect: 1
fails(lambda: {}.pop([]))  # expect: KeyError []
fails(lambda: b"" % "")  # expect: TypeError not all arguments converted during bytes formatting
fails(lambda: zip([], strict=1, x=2))  # expect: TypeError zip() takes at most 1 keyword argument (2 given)
fails(lambda: str(1, 2, 3, 4))  # expect: TypeError str expected at most 3 arguments, got 4
fails(lambda: property(1, 2, 3, 4, 5))  # expect: TypeError property() takes at most 4 arguments (5 given)
# expect: TypeError metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
fails(lambda: type("a", (1,), {}))


class D(dict):
    pass


fails(lambda: D.fromkeys(a=1))  # expect: TypeError D.fromkeys() takes no keyword arguments
fails(lambda: D.__init_subclass__(1))  # expect: TypeError D.__init_subclass__() takes no arguments (1 given)
fails(lambda: (1).__add__(a=1))  # expect: TypeError wrapper __add__() takes no keyword arguments
fails(lambda: (1).__pow__())  # expect: TypeError expected 1 or 2 arguments, got 0
fails(lambda: D().__setitem__(1))  # expect: TypeError __setitem__ expected 2 arguments, got 1
fails(lambda: fails.__get__(1, 2, 3))  # expect: TypeError __get__ expected at most 2 arguments, got 3
