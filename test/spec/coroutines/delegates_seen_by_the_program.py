# A generator made by `yield from` keeps its state, and its frame, once the program has seen one of them, however many end after it.
import sys


class Node:
    def __init__(self, left, value, right):
        self.left = left
        self.value = value
        self.right = right

    def __iter__(self):
        if self.left:
            yield from self.left
        if self.value in wanted:
            frames.append(sys._getframe())
        yield self.value
        if self.right:
            yield from self.right


def build(start, end):
    if start == end:
        return None
    middle = (start + end) // 2
    return Node(build(start, middle), middle, build(middle + 1, end))


wanted = set()
frames = []
tree = build(0, 1000)
for _ in range(3):
    list(tree)

wanted = set(range(0, 1000, 100))
list(tree)
wanted = set()
list(tree)
print(len({id(frame) for frame in frames}))  # expect: 10
print([frame.f_locals['self'].value for frame in frames] == list(range(0, 1000, 100)))  # expect: True
parents = [frame.f_back.f_locals['self'] for frame in frames if frame.f_back.f_code.co_name == '__iter__']
nodes = [frame.f_locals['self'] for frame in frames if frame.f_back.f_code.co_name == '__iter__']
print({node in (parent.left, parent.right) for node, parent in zip(nodes, parents)}, len(nodes) > 5)  # expect: {True} True


def profile(frame, event, arg):
    if event == 'return' and frame.f_code.co_name == '__iter__' and len(profiled) < 5:
        profiled.append((frame, frame.f_locals['self'].value))


profiled = []
running = iter(tree)
next(running)
sys.setprofile(profile)
next(running)
sys.setprofile(None)
list(running)
list(tree)
print([frame.f_locals['self'].value == value for frame, value in profiled])  # expect: [True, True, True, True, True]

walk = iter(tree)
next(walk)
inner = walk.gi_yieldfrom
list(walk)
running = iter(tree)
next(running)
print(inner.gi_frame, inner.gi_yieldfrom, inner.gi_running, list(inner))  # expect: None None False []


class Shared:
    def __init__(self, delegate):
        self.delegate = delegate

    def __iter__(self):
        yield from self.delegate


def numbers():
    yield 1
    yield 2


def through(v):
    yield from v


shared = numbers()
frame = shared.gi_frame
outer = Shared(Shared(shared))
print(list(through(outer)), list(tree)[-1])  # expect: [1, 2] 999
print(frame.f_back.f_locals['self'] is outer.delegate)  # expect: True
