d = dict(a=1, b=2)
d['c'] = 3
del d['a']
d['a'] = 4
print(d, list(reversed(d)), d.popitem())  # expect: {'b': 2, 'c': 3} ['a', 'c', 'b'] ('a', 4)
