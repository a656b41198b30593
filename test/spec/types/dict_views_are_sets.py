d = {'a': 1, 'b': 2}
print(d.keys() & {'a', 'z'}, d.keys() - ['a'], sorted(d.keys() | 'c'), d.items() & [('b', 2)])  # expect: {'a'} {'b'} ['a', 'b', 'c'] {('b', 2)}
print(d.keys() == {'b', 'a'}, d.keys() <= {'a', 'b', 'c'}, d.keys().isdisjoint('xy'))  # expect: True True True
keys = d.keys()
d['c'] = 3
print(keys, len(keys), keys.mapping)  # expect: dict_keys(['a', 'b', 'c']) 3 {'a': 1, 'b': 2, 'c': 3}
