import types
d = {'a': 1}
p = types.MappingProxyType(d)
d['b'] = 2
print(p, p['b'], len(p), list(p), p == {'a': 1, 'b': 2}, p | {'c': 3})  # expect: {'a': 1, 'b': 2} 2 2 ['a', 'b'] True {'a': 1, 'b': 2, 'c': 3}
try:
    p['x'] = 1
except TypeError as e:
    print(e)  # expect: 'mappingproxy' object does not support item assignment
