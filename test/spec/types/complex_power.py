print((1 + 2j) ** 2, 1j**2, (2 + 0j) ** -1)  # expect: (-3+4j) (-1+0j) (0.5+0j)
print(hash(1j), 1 + 0j == 1, {1: "x"}[1 + 0j])  # expect: 1000003 True x
