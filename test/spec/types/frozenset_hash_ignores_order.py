print(hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])), {frozenset('ab'): 1}[frozenset('ba')])  # expect: True 1
