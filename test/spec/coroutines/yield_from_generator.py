def g():
    x = yield 1
    print('x', x)
    return 'r'
def h():
    r = yield from g()
    print(r)
    yield 2
i = h()
print(next(i))
print(i.send('s'))
# expect: 1
# expect: x s
# expect: r
# expect: 2
