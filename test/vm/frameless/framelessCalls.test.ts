/**
 * What code without frames calls itself, and what it leaves to frames.
 */
import assert from 'node:assert/strict';
import { output } from './output';

describe('code without frames: calls', function () {
  this.timeout(120_000);

  it('calls native functions itself only where nothing of the program runs', () => {
    const source = `
import sys
seen = []
def caller():
    return sys._getframe(2).f_code.co_name
class Key:
    def __hash__(self):
        seen.append(('hash', caller()))
        return 1
    def __eq__(self, other):
        seen.append(('eq', caller()))
        return True
class Sized:
    def __len__(self):
        seen.append(('len', caller()))
        return 3
class Meta(type):
    def __instancecheck__(cls, v):
        seen.append(('check', caller()))
        return True
class Odd(metaclass=Meta):
    pass
class Proxy:
    @property
    def __class__(self):
        seen.append(('class', caller()))
        return int
class Items(list):
    def append(self, v):
        seen.append(('append', caller()))
class Less:
    def __lt__(self, other):
        seen.append(('lt', caller()))
        return True
    __gt__ = __lt__
def use(d, k, items, v, cls):
    items.append(v)
    d[k] = d.get(k, 0) + 1
    return k in d, d[k], len(items), len(v), isinstance(v, cls), max(v, v) is v
def inner(*args):
    return use(*args)
def end(s):
    return s.pop(), abs(-2), min(1, 2.0), list(range(1, 3))
for i in range(300):
    use({}, i, [], [], list)
    end([i])
print(use({}, 'a', [], [], list), use({1: 2}, True, [], (), (int, tuple)), end([7]))
print(use({Key(): 5}, 1, [], [], int), seen)
seen.clear()
for empty in [], set():
    try:
        print(end(empty))
    except Exception as e:
        print(type(e).__name__, e)
def size(v): return len(v)
def check(v, c): return isinstance(v, c)
def most(a, b): return max(a, b)
def add(a, v): a.append(v)
for i in range(300):
    size([]), check(i, int), most(i, 2), add([], i)
print(size(Sized()), check(1, Odd), check(Proxy(), int), type(most(Less(), Less())).__name__, add(Items(), 1), seen)
`;
    assert.deepEqual(output(source), [
      '(True, 1, 1, 0, True, True) (True, 3, 1, 0, True, True) (7, 2, 1, [1, 2])',
      "(True, 6, 1, 0, False, True) [('hash', '<module>'), ('eq', 'use'), ('eq', 'use'), ('eq', 'use'), ('eq', 'use')]",
      'IndexError pop from empty list',
      "KeyError 'pop from an empty set'",
      "3 True True Less None [('len', 'size'), ('check', 'check'), ('class', 'check'), ('lt', 'most'), ('append', 'add')]",
    ]);
  });

  it('makes instances, and finds what super() names', () => {
    const source = `
import sys
def stack():
    f, out = sys._getframe(2), []
    while f is not None:
        out.append(f.f_code.co_name)
        f = f.f_back
    return out
class Base:
    def __init__(self, a, b=None):
        self.a = a
    def name(self):
        return ['Base']
class Middle(Base):
    def __init__(self, a, b):
        super().__init__(a, b)
        self.b = b
        if b == 'look':
            self.seen = look()
    def name(self):
        return super().name() + ['Middle']
class Side(Base):
    def name(self):
        return super().name() + ['Side']
class Leaf(Middle, Side):
    def __init__(self, a, b):
        super().__init__(a, b)
    def name(self):
        return super().name() + ['Leaf']
def look():
    return stack()
def make(a, b):
    leaf = Leaf(a, b)
    return leaf
def many(kind, n):
    return [kind(i, i).b for i in range(n)]
class Odd:
    def __init__(self, a, b):
        if a == 7:
            return a
def odd(a):
    return Odd(a, a)
for i in range(500):
    make(i, i).name(), many(Leaf, 2), many(Middle, 2), odd(1)
print(make(1, 'look').seen, make(2, 3).name(), type(make(1, 2)).__name__)
try:
    odd(7)
except TypeError as e:
    print(e, e.__traceback__.tb_next.tb_lineno)
try:
    make(1)
except TypeError as e:
    print(e)
Middle.__init__ = lambda self, a, b: setattr(self, 'b', (a, b))
print(make(1, 2).b, many(Leaf, 2))
Side.name = lambda self: ['new']
print(make(1, 2).name())
def fails(self, a, b):
    self.z = a // b
Leaf.__init__ = fails
for i in range(100):
    make(4, 2)
try:
    make(1, 0)
except ZeroDivisionError as e:
    tb = e.__traceback__
    print([f.co_name for f in (tb.tb_next.tb_frame.f_code, tb.tb_next.tb_next.tb_frame.f_code)])
`;
    assert.deepEqual(output(source), [
      "['__init__', '__init__', 'make', '<module>'] ['Base', 'Side', 'Middle', 'Leaf'] Leaf",
      "__init__() should return None, not 'int' 42",
      "make() missing 1 required positional argument: 'b'",
      '(1, 2) [(0, 0), (1, 1)]',
      "['new', 'Middle', 'Leaf']",
      "['make', 'fails']",
    ]);
  });

  it('calls native functions that neither raise nor run Python code, and leaves before they would', () => {
    const source = `
import sys, traceback
from collections import deque
class Long:
    def __len__(self):
        frame = sys._getframe(1)
        return frame.f_code.co_name == 'size' and frame.f_locals['v'] is self
class Ring(deque):
    pass
def size(v):
    n = len(v)
    return n if v else -1
def turn(d, x):
    d.append(x)
    y = d.popleft()
    d.appendleft(y)
    return d.pop()
def third(d):
    d.popleft()
    d.popleft()
    return d.popleft()
for i in range(300):
    assert size([i]) == 1 and turn(deque([1, 2]), i) == i and third(deque([1, 2, i])) == i
print(size(Long()), size('abc'), size({1: 2}), size(Ring([1, 2])), size(()), size(range(3)))
print(turn(Ring([1]), 7), turn(deque([1], 1), 8))
short = deque([1, 2])
try:
    third(short)
except IndexError as e:
    print(e, [(t.name, t.lineno) for t in traceback.extract_tb(e.__traceback__)], short)
for wrong in (lambda: size(3), lambda: turn([], 1)):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
`;
    assert.deepEqual(output(source), [
      '1 3 1 2 -1 3',
      '7 8',
      "pop from an empty deque [('<module>', 28), ('third', 21)] deque([])",
      "TypeError object of type 'int' has no len()",
      "AttributeError 'list' object has no attribute 'popleft'",
    ]);
  });

  it('calls functions of modules, also after they were replaced', () => {
    const source = `
import types, sys
m = types.ModuleType('m')
def one(x):
    return x + 1
def depth(x):
    return [sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name]
m.f = one
m.length = len
def middle(x):
    return m.f(x)
def outer(x):
    return [middle(x), m.length((x, x))]
for i in range(300):
    assert outer(i) == [i + 1, 2]
m.f = depth
print(outer(1))
m.f = str
m.length = repr
print(outer(2))
del m.length
try:
    outer(3)
except AttributeError as e:
    print(e)
`;
    assert.deepEqual(output(source), [
      "[['middle', 'outer'], 2]",
      "['2', '(2, 2)']",
      "module 'm' has no attribute 'length'",
    ]);
  });
});
