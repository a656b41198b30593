# Whoever is delegated to ends, raises, returns or is looked at, again and again, in code that is hot.
import sys


class Node:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self):
        if self.left:
            got = yield from self.left
            if got:
                log.append(got)
        if self.value % 97 == 5:
            frames.append(sys._getframe())
        sent = yield self.value
        if sent:
            log.append(sent)
        if self.value % 251 == 17 and self.value in raising:
            raise ValueError(self.value)
        if self.right:
            yield from self.right
        return self.value if self.value % 150 == 0 else None


class Careful(Node):
    def __iter__(self):
        try:
            yield from super().__iter__()
        except ValueError as e:
            log.append(e.args)
            yield -1


def build(start, end):
    if start == end:
        return None
    middle = (start + end) // 2
    cls = Careful if middle % 100 == 50 else Node
    return cls(build(start, middle), middle, build(middle + 1, end))


log = []
frames = []
raising = {17, 268}
tree = build(0, 1000)
for _ in range(5):
    total = 0
    for value in tree:
        total += value
    print(total, len(log), len(frames), len({f.f_locals['self'] for f in frames}))
    raising.clear()
# expect: 374902 2 6 6
# expect: 499500 4 17 11
# expect: 499500 6 28 11
# expect: 499500 8 39 11
# expect: 499500 10 50 11
walk = iter(tree)
for _ in range(300):
    next(walk)
print(walk.send('sent'), log[-1])  # expect: 300 sent
inner = walk
while inner.gi_yieldfrom is not None:
    inner = inner.gi_yieldfrom
print(inner.gi_frame.f_locals['self'].value, next(walk), next(inner, 'ended'))  # expect: 300 301 ended
try:
    walk.throw(KeyError(1))
except KeyError as e:
    print(repr(e), walk.gi_frame)  # expect: KeyError(1) None
print(sum(tree), sum(1 for _ in tree))  # expect: 499500 1000
