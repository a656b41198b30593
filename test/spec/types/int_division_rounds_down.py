print(-7 // 2, -7 % 2)  # expect: -4 1
print(7 // -2, 7 % -2)  # expect: -4 -1
print(divmod(-10**20, 7))  # expect: (-14285714285714285715, 5)
