# What a comparison adds to the list is noticed although it takes it away again.
class C(int):
    def __lt__(self, other):
        items.append(1)
        items.pop()
        return int(self) < int(other)


items = [C(3), C(1)]
try:
    items.sort()
except ValueError as e:
    print(e, items)  # expect: list modified during sort [1, 3]
try:
    type(iter(""))("a")
except TypeError as e:
    print(e)  # expect: cannot create 'str_ascii_iterator' instances
