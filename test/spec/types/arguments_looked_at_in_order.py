def refused(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except TypeError as e:
        print(e)


refused(b"a".find, "a", "b")  # expect: slice indices must be integers or None or have an __index__ method
refused(b"a".split, "a", "b")  # expect: 'str' object cannot be interpreted as an integer
refused(bytes, 1, 2)  # expect: bytes() argument 'encoding' must be str, not int
refused(bytearray, 1, 2)  # expect: bytearray() argument 'encoding' must be str, not int
refused(int, 1, x=1, y=2)  # expect: int() takes at most 2 arguments (3 given)
refused(max, foo=1)  # expect: max expected at least 1 argument, got 0
refused(NameError, x=1, y=2)  # expect: NameError() takes at most 1 keyword argument (2 given)
refused(type, 1, foo=1)  # expect: type() takes no keyword arguments
refused(int.__new__, foo=1)  # expect: int.__new__(): not enough arguments
refused(list.__add__, foo=1)  # expect: descriptor '__add__' of 'list' object needs an argument
