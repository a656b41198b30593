print([y := 1, y ** 2], y)  # expect: [1, 1] 1
print([last := i for i in range(3)], last)  # expect: [0, 1, 2] 2
