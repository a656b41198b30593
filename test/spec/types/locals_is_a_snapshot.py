def f(a):
    b = 2
    before = locals()
    c = 3
    before['a'] = 'changed'
    return sorted(before), a, sorted(locals())
print(f(1))  # expect: (['a', 'b'], 1, ['a', 'b', 'before', 'c'])
