print(slice(1), slice(1, 2, 3), slice(None, None, -1).indices(5), slice(-3, None).indices(10))  # expect: slice(None, 1, None) slice(1, 2, 3) (4, -1, -1) (7, 10, 1)
print(slice(1, 2) == slice(1, 2), hash(slice(1)) == hash(slice(1)))  # expect: True True
try:
    [1][slice('a')]
except TypeError as e:
    print(e)  # expect: slice indices must be integers or None or have an __index__ method
