# An OrderedDict's iterator that has given the last key is at its end, whatever happens to the dictionary then.
from collections import OrderedDict


def walk(it, key, change):
    seen = []
    try:
        for k in it:
            seen.append(k)
            if k == key:
                change()
    except RuntimeError as e:
        seen.append(str(e))
    return seen


d = OrderedDict(a=1, b=2)
print(walk(iter(d), "b", lambda: d.update(c=3)))  # expect: ['a', 'b']
print(walk(reversed(d), "a", lambda: d.pop("b")))  # expect: ['c', 'b', 'a']
print(walk(iter(d.items()), ("c", 3), d.clear))  # expect: [('a', 1), ('c', 3)]
d.update(a=1, b=2)
print(walk(d.values(), 1, lambda: d.move_to_end("a")))  # expect: [1, 'OrderedDict mutated during iteration']
