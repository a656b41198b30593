def f(a, b=1, *args, c, d=(2, 3), **kw):
    x = a < b < c
    y = (a and b) or not c
    if not (a and (b or c)):
        y = a if b else c
    while x:
        if a in {1, 2, 3} or b not in [4, c]:
            x = b
    z = [*args, a, *kw]
    z = {**kw, 'a': 1, 'b': 2}
    g(a, *args, k=1, j=2, **kw)
    g(k=a, j=b)
    a.b.c(1)
    x, (y, *z) = a, b
    a, b = b, a
    a, b, c = c, b, a
    f'{a!r:>{b}} and {c}'
    a[1:2], a[b, ::c]
    lambda q, *, r=1: (q, r)
    a.x += 1
    b[c] -= 2
    del a, b[0], c.d
    n = 2 ** 10 + 60 * 60 * 24
    s = 'ab' * 3 + 'c'
    assert a, 'message'
    return {k: v for k in a for v in [k + 1] if v}
