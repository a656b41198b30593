nan = float('nan')
print(nan == nan, [nan] == [nan], nan in [nan], [nan].index(nan))  # expect: False True True 0
