from itertools import combinations, permutations, product, combinations_with_replacement
print(list(combinations('abc', 2)), list(permutations('ab')))  # expect: [('a', 'b'), ('a', 'c'), ('b', 'c')] [('a', 'b'), ('b', 'a')]
print(list(product('ab', repeat=2)), list(combinations_with_replacement('ab', 2)))  # expect: [('a', 'a'), ('a', 'b'), ('b', 'a'), ('b', 'b')] [('a', 'a'), ('a', 'b'), ('b', 'b')]
