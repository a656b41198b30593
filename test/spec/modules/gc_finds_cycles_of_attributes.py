# Instances that refer to each other by attributes are collected; copies have attributes of their own.
import copy
import gc
import pickle
import weakref


class Node:
    def __init__(self, n):
        self.n = n
        self.b = self.c = self.d = self.e = None


a, b, c = Node(1), Node(2), Node(3)
a.b, b.e, c.e = b, a, c
alive = [weakref.ref(x) for x in (a, b, c)]
kept = Node(4)
kept.e = c
del a, b, c
gc.collect()
print([r() is None for r in alive])  # expect: [True, True, False]

twin = copy.copy(kept)
twin.n = 5
deep = copy.deepcopy(kept)
again = pickle.loads(pickle.dumps(kept))
print(kept.n, twin.n, deep.n, again.n)  # expect: 4 5 4 4
print(twin.e is kept.e, deep.e is kept.e, deep.e.e is deep.e, again.e.e is again.e)  # expect: True False True True
