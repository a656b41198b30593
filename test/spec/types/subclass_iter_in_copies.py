# A set's elements are taken directly whatever its subclass iterates; a dict's, unless the subclass has an __iter__.
class S(set):
    def __iter__(self):
        return iter([7])


s = S([1, 2])
print(sorted(set(s)), sorted({*s}), [*s])  # expect: [1, 2] [1, 2] [7]


class Iterates(dict):
    def __iter__(self):
        return iter([7])

    def keys(self):
        return ["k"]

    def __getitem__(self, key):
        return 5


class HasKeys(dict):
    def keys(self):
        return ["k"]

    def __getitem__(self, key):
        return 5


d = Iterates(a=1)
print(dict(d), {**d}, {} | d, d | {}, d.copy())  # expect: {'k': 5} {'k': 5} {'k': 5} {'k': 5} {'k': 5}
d = HasKeys(a=1)
print(dict(d), {**d}, {} | d, d | {}, d.copy())  # expect: {'a': 1} {'a': 1} {'a': 1} {'a': 1} {'a': 1}
print((lambda **kw: kw)(**d))  # expect: {'a': 1}
