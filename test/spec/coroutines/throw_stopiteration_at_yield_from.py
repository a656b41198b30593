# StopIteration thrown in at a `yield from` of an iterator without throw() ends the `yield from` with its value.
def f():
    print((yield from [1, 2]))  # expect: 7
    yield "next"


g = f()
next(g)
print(g.throw(StopIteration(7)))  # expect: next
