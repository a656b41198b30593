print(repr(ValueError()), repr(ValueError('a')), repr(ValueError('a', 1)), str(ValueError('a', 1)), str(KeyError('k')))  # expect: ValueError() ValueError('a') ValueError('a', 1) ('a', 1) 'k'
print(SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code, StopIteration(5).value)  # expect: 3 None (1, 2) 5
