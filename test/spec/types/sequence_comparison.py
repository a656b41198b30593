print([1, 2] < [1, 3], (1,) < (1, 0), [1, 2] == [1, 2.0], (1, 2) != (1, 2))  # expect: True True True False
try:
    [1] < (1,)
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'list' and 'tuple'
try:
    [object()] < [object()]
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'object' and 'object'
