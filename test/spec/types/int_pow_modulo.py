print(pow(3, 200, 13), pow(3, -1, 7), pow(3, 5, -7))  # expect: 9 5 -2
try:
    pow(2, -1, 4)
except ValueError as e:
    print(e)  # expect: base is not invertible for the given modulus
