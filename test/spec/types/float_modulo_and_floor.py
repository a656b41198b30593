print(-7.5 // 2, -7.5 % 2, divmod(7.5, -2))  # expect: -4.0 0.5 (-4.0, -0.5)
print(5.0 % float("inf"), -5.0 % float("inf"), -0.0 % 5)  # expect: 5.0 inf 0.0
