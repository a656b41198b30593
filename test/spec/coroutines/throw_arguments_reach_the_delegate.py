# What throw() was given goes as it is to the innermost that has a throw(); what is no exception is raised around it.
class Iterator:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        raise LookupError(args)


def delegating(inner):
    try:
        raise KeyError("handled")
    finally:
        yield from inner


def plain():
    yield 1


def thrown(inner, what):
    g = delegating(inner)
    next(g)
    try:
        g.throw(what)
    except BaseException as e:
        print(type(e).__name__, e, "<", repr(e.__context__))


thrown(Iterator(), 5)  # expect: LookupError (5,) < KeyError('handled')
thrown(Iterator(), TypeError)  # expect: LookupError (<class 'TypeError'>,) < KeyError('handled')
# expect: TypeError exceptions must be classes or instances deriving from BaseException, not int < KeyError('handled')
thrown(plain(), 5)
# expect: TypeError exceptions must be classes or instances deriving from BaseException, not int < None
thrown([1], 5)
