# `enumerate` has words of its own for wrong arguments; its subclasses have those of other types.
class Numbered(enumerate):
    pass


def attempt(f, *args, **kwargs):
    try:
        print(list(f(*args, **kwargs)))
    except TypeError as e:
        print(e)


attempt(enumerate, start=3, iterable="a")  # expect: [(3, 'a')]
attempt(enumerate)  # expect: enumerate() missing required argument 'iterable'
attempt(enumerate, foo=1)  # expect: 'foo' is an invalid keyword argument for enumerate()
attempt(enumerate, start=1)  # expect: 'start' is an invalid keyword argument for enumerate()
attempt(enumerate, [], iterable=[])  # expect: 'iterable' is an invalid keyword argument for enumerate()
attempt(enumerate, start=3, x="a")  # expect: 'x' is an invalid keyword argument for enumerate()
attempt(enumerate, iterable=[], start=3, x=1)  # expect: enumerate() missing required argument 'iterable'
attempt(enumerate, [], 1, x=2)  # expect: enumerate() takes at most 2 arguments (3 given)
attempt(Numbered)  # expect: enumerate() missing required argument 'iterable' (pos 1)
attempt(Numbered, start=1)  # expect: enumerate() missing required argument 'iterable' (pos 1)
attempt(Numbered, [], foo=1)  # expect: enumerate() got an unexpected keyword argument 'foo'
