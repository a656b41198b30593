from collections import OrderedDict


class Counting(OrderedDict):
    def __delitem__(self, key):
        print("del", key)

    def __missing__(self, key):
        return 0


d = Counting(a=1, b=2)
print(d.pop("a"), d.popitem(), len(d))  # expect: 1 ('b', 2) 0
try:
    d.pop("a")
except KeyError as e:
    print(e)  # expect: 'a'


class Key:
    count = 0

    def __hash__(self):
        return 1

    def __eq__(self, other):
        Key.count += 1
        if Key.count == 2:
            first.clear()
        return True


first = OrderedDict.fromkeys((0, Key(), 4.2))
second = OrderedDict.fromkeys((0, Key(), 4.2))
try:
    first == second
except RuntimeError as e:
    print(e)  # expect: OrderedDict mutated during iteration
