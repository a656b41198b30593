a = [1, 2]
out = []
for x in a:
    out.append(x)
    if x < 5:
        a.append(x + 2)
print(out)  # expect: [1, 2, 3, 4, 5, 6]
it = iter([1])
print(it.__length_hint__(), next(it), it.__length_hint__())  # expect: 1 1 0
