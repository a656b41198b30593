items = [3, 1, 2]
try:
    items.sort(key=lambda v: items.append(v) or v)
except ValueError as e:
    print(e)  # expect: list modified during sort
print(items)  # expect: [1, 2, 3]
