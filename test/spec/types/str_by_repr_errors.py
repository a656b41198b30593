# A __repr__ that gives no str: the error names what was asked for.
class Odd:
    def __repr__(self):
        return 5


def attempt(f, *args):
    try:
        print(f(*args))
    except TypeError as e:
        print(e)


attempt(repr, Odd())  # expect: __repr__ returned non-string (type int)
attempt(ascii, Odd())  # expect: __repr__ returned non-string (type int)
attempt(str, Odd())  # expect: __str__ returned non-string (type int)
attempt(format, Odd())  # expect: __str__ returned non-string (type int)
attempt(print, Odd())  # expect: __str__ returned non-string (type int)
attempt(lambda: f"{Odd()}")  # expect: __str__ returned non-string (type int)
attempt(lambda: f"{Odd()!r}")  # expect: __repr__ returned non-string (type int)
attempt(lambda: "%s" % Odd())  # expect: __str__ returned non-string (type int)
attempt(lambda: "%r" % Odd())  # expect: __repr__ returned non-string (type int)
attempt(lambda: [Odd()].__repr__())  # expect: __repr__ returned non-string (type int)
