s = {1, 2}
print(s | {3}, s & frozenset([2, 5]), s - {1}, sorted(s ^ {2, 9}), s.union([3], (4,)))  # expect: {1, 2, 3} {2} {2} [1, 9] {1, 2, 3, 4}
try:
    s | [3]
except TypeError as e:
    print(e)  # expect: unsupported operand type(s) for |: 'set' and 'list'
print(type(frozenset([1]) | {2}), type({2} | frozenset([1])))  # expect: <class 'frozenset'> <class 'set'>
