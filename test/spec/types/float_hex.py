print((0.1).hex(), float.fromhex("0x1.8p1"), float.fromhex("-inf"))  # expect: 0x1.999999999999ap-4 3.0 -inf
print((1.5).as_integer_ratio(), (0.1).as_integer_ratio())  # expect: (3, 2) (3602879701896397, 36028797018963968)
