# What throw() makes the inner generator raise gets what the outer one is handling as its context.
def inner():
    yield


def outer():
    try:
        raise ZeroDivisionError("boom")
    except ZeroDivisionError:
        yield from inner()


g = outer()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print(repr(e.__context__))  # expect: ZeroDivisionError('boom')
