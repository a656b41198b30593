def g():
    yield 1
    return 'result'
it = g()
print(next(it))  # expect: 1
try:
    next(it)
except StopIteration as e:
    print(e.value)  # expect: result
print(next(it, 'default'))  # expect: default
