# A tree walked by yield from.
from time import perf_counter


class Node:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def build(start, end):
    if start == end:
        return None
    middle = (start + end) // 2
    return Node(build(start, middle), middle, build(middle + 1, end))


tree = build(0, 100_000)
start = perf_counter()
total = 0
for value in tree:
    total += value
print(perf_counter() - start)
