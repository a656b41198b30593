print(0 / -1, -0 / 1, 0 / -(10**30))  # expect: -0.0 0.0 -0.0
zero, minus = 0, -3
print(zero / minus)  # expect: -0.0
