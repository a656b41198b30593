r = range(0, 20, 3)
print(r[2], r[-1], r[1:3], r[::-1], len(r), 9 in r, 10 in r, r.index(9), r == range(0, 21, 3))  # expect: 6 18 range(3, 9, 3) range(18, -3, -3) 7 True False 3 True
