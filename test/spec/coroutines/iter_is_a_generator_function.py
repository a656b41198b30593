class Tree:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        for item in self.items:
            if isinstance(item, Tree):
                yield from item
            else:
                yield item


def flat(n):
    tree = Tree(n)
    for i in range(n):
        tree = Tree(i, tree, i)
    return list(tree)


for _ in range(100):
    flat(3)
print(flat(3))  # expect: [2, 1, 0, 3, 0, 1, 2]


def all_of(items):
    out = []
    for item in items:
        out.append(item)
    return out


for _ in range(400):
    all_of(Tree(1, 2))
print(all_of(Tree(1, 2)))  # expect: [1, 2]

# The class gets another __iter__, one with a parameter more, an async one, none.
Tree.__iter__ = lambda self: iter('ab')
print(all_of(Tree()))  # expect: ['a', 'b']
Tree.__iter__ = lambda self, more='c': (x for x in more)
print(all_of(Tree()))  # expect: ['c']


async def asynchronous(self):
    yield


Tree.__iter__ = asynchronous
try:
    all_of(Tree())
except TypeError as e:
    print(e)  # expect: iter() returned non-iterator of type 'async_generator'
del Tree.__iter__
try:
    all_of(Tree())
except TypeError as e:
    print(e)  # expect: 'Tree' object is not iterable
