# What a comparison raises comes before the remark that the list has changed.
items = [1, 2]
try:
    items.sort(key=lambda _: items.append(1))
except TypeError as e:
    print(e)  # expect: '<' not supported between instances of 'NoneType' and 'NoneType'
print(items)  # expect: [1, 2]
