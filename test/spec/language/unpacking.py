a, (b, *c), d = 1, [2, 3, 4], 5
print(a, b, c, d)  # expect: 1 2 [3, 4] 5
def f(*args, **kw): return args, kw
print(f(*[1, 2], 3, *(4,), x=1, **{'y': 2}))  # expect: ((1, 2, 3, 4), {'x': 1, 'y': 2})
try:
    f(**{'x': 1}, **{'x': 2})
except TypeError as e:
    print(str(e).split('.')[-1])  # expect: f() got multiple values for keyword argument 'x'
print([*range(2), *'ab'], {**{'a': 1}, 'b': 2})  # expect: [0, 1, 'a', 'b'] {'a': 1, 'b': 2}
