# An index is converted before anybody looks whether items can be set; defaultdict's repr of itself; hash(None).
from collections import defaultdict


class Big:
    def __index__(self):
        return 2**70


class Plain:
    pass


def failure(action):
    try:
        action()
    except Exception as e:
        return f"{type(e).__name__}: {e}"


print(failure(lambda: exec("o[2**64] = 1", {"o": set()})))  # expect: IndexError: cannot fit 'int' into an index-sized integer
print(failure(lambda: exec("o[2**64] = 1", {"o": Plain()})))  # expect: IndexError: cannot fit 'int' into an index-sized integer
print(failure(lambda: exec("del o[2**64]", {"o": {}.keys()})))  # expect: IndexError: cannot fit 'int' into an index-sized integer
print(failure(lambda: [][Big()]))  # expect: IndexError: cannot fit 'Big' into an index-sized integer
print(failure(lambda: exec("del o[b]", {"o": "a", "b": Big()})))  # expect: IndexError: cannot fit 'Big' into an index-sized integer
print(failure(lambda: exec("o[1] = 1", {"o": (1,)})), failure(lambda: exec("o['a'] = 1", {"o": (1,)})))  # expect: TypeError: 'tuple' object does not support item assignment TypeError: 'tuple' object does not support item assignment
d = defaultdict(list)
d[0] = d
print(d)  # expect: defaultdict(<class 'list'>, {0: defaultdict(<class 'list'>, {...})})
print(hash(None) & 0xFFFFFFFF)  # expect: 4238894112
