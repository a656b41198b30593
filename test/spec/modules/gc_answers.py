# What gc says of objects, and the order of callbacks: of the oldest object first, of one object the latest first.
import gc
import weakref

print(gc.is_tracked(()), gc.is_tracked([]), gc.is_tracked(int), gc.is_tracked(type('A', (), {})))  # expect: False True False True
print(gc.is_tracked(len), gc.is_tracked([].append))  # expect: True True
print(gc.get_referents([1, 2, 3]))  # expect: [3, 2, 1]
print(gc.get_referents({'key': 5}))  # expect: [5]


class Node:
    pass


def watch(name):
    node = Node()
    node.self = node
    return [weakref.ref(node, lambda r, n=n: print(name, n)) for n in (1, 2)]


refs = watch('first'), watch('second')
gc.collect()
# expect: first 2
# expect: first 1
# expect: second 2
# expect: second 1
