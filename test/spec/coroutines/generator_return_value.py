def g():
    yield 1
    return 5
i = g()
next(i)
try:
    next(i)
except StopIteration as e:
    print(e.value, e.args)  # expect: 5 (5,)
print(next(i, 'default'))  # expect: default
