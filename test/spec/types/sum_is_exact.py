print(sum([0.1] * 10), sum([1e308, 1e308, -1e308]), sum([1, 2.5, True]), sum([[1], [2]], []))  # expect: 1.0 inf 4.5 [1, 2]
try:
    sum(['a'], '')
except TypeError as e:
    print(e)  # expect: sum() can't sum strings [use ''.join(seq) instead]
