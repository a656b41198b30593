from itertools import batched, pairwise, islice, count, tee
print(list(batched('abcde', 2)), list(pairwise('abc')), list(islice(count(5, 2), 3)))  # expect: [('a', 'b'), ('c', 'd'), ('e',)] [('a', 'b'), ('b', 'c')] [5, 7, 9]
a, b = tee([1, 2, 3])
print(next(a), list(b), list(a))  # expect: 1 [1, 2, 3] [2, 3]
try:
    list(batched('abc', 2, strict=True))
except ValueError as e:
    print(e)  # expect: batched(): incomplete batch
