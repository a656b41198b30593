from collections import defaultdict
d = defaultdict(list)
d['a'].append(1)
print(d, d.get('b'), 'b' in d)  # expect: defaultdict(<class 'list'>, {'a': [1]}) None False
