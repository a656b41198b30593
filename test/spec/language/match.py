def f(v):
    match v:
        case 0: return 'zero'
        case int(n) if n > 10: return f'big {n}'
        case str() | bytes(): return 'text'
        case [x, *rest]: return ('seq', x, rest)
        case {'k': k, **rest}: return ('map', k, rest)
        case None: return 'none'
        case _: return 'other'
print([f(v) for v in (0, 11, 'a', [1, 2, 3], {'k': 1, 'z': 2}, None, 5)])  # expect: ['zero', 'big 11', 'text', ('seq', 1, [2, 3]), ('map', 1, {'z': 2}), 'none', 'other']
