from itertools import groupby
groups = groupby('aab')
_, first = next(groups)
_, second = next(groups)
print(list(first), list(second))  # expect: [] ['b']
print([(k, list(g)) for k, g in groupby([1, 2, 11, 12, 3], key=lambda n: n > 10)])  # expect: [(False, [1, 2]), (True, [11, 12]), (False, [3])]
