print(True + True, True & False, True ^ 1, isinstance(True, int))  # expect: 2 False 0 True
print(f"{True}", f"{True:d}", f"{True:>6}", "%d" % True)  # expect: True 1      1 1
