print(2**53 + 1 > float(2**53), 2**53 == float(2**53))  # expect: True True
print(10**400 > float("inf"), 1 == 1.0 == True)  # expect: False True
print({1: "a"}[1.0], len({1, 1.0, True}))  # expect: a 1
