# GeneratorExit does not get what an outer frame of the chain is handling as its context.
def inner():
    try:
        yield
    except GeneratorExit as e:
        print(e.__context__)  # expect: None
        raise


def outer():
    try:
        1 / 0
    except ZeroDivisionError:
        yield from inner()


g = outer()
next(g)
g.close()
