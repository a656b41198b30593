d = {}
d.update({'a': 1}, b=2)
d.update([('c', 3)])
print(d, d | {'a': 9}, {**d, 'x': 0})  # expect: {'a': 1, 'b': 2, 'c': 3} {'a': 9, 'b': 2, 'c': 3} {'a': 1, 'b': 2, 'c': 3, 'x': 0}
class Mapping:
    def keys(self):
        return ['k']
    def __getitem__(self, key):
        return key.upper()
d.update(Mapping())
print(d)  # expect: {'a': 1, 'b': 2, 'c': 3, 'k': 'K'}
try:
    d.update([(1, 2, 3)])
except ValueError as e:
    print(e)  # expect: dictionary update sequence element #0 has length 3; 2 is required
