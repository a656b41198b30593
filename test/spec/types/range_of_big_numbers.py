r = range(10**20, 10**20 + 10, 5)
print(list(r), r[1], 10**20 + 5 in r, len(r))  # expect: [100000000000000000000, 100000000000000000005] 100000000000000000005 True 2
try:
    len(range(10**20))
except OverflowError as e:
    print(e)  # expect: Python int too large to convert to C ssize_t
