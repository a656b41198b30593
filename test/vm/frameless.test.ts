/**
 * Code that runs without frames: whatever looks at a frame finds all of them as they would be.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { blocksOf } from '../../runtime/vm/jit/frameless/blocks';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

/** What a program prints, line by line. It calls what is to be hot by `warm()`. */
function output(source: string): string[] {
  const run = spawnSync(process.execPath, [cli, '-c', source], { encoding: 'utf8', timeout: 120_000 });
  assert.equal(run.stderr, '');
  return run.stdout.trimEnd().split('\n');
}

describe('code without frames', function () {
  this.timeout(120_000);

  it('has a traceback all the same', () => {
    const source = `
import traceback
def inner(n, x):
    if n == 0:
        y = x + 1
        return 1 // y
    return inner(n - 1, x)
def outer(x):
    return inner(3,
                 x)
for i in range(500):
    outer(i)
try:
    outer(-1)
except ZeroDivisionError as e:
    print([(t.name, t.lineno) for t in traceback.extract_tb(e.__traceback__)])
    f = e.__traceback__.tb_next.tb_next.tb_frame
    print(f.f_code.co_name, f.f_locals)
`;
    assert.deepEqual(output(source), [
      "[('<module>', 14), ('outer', 9), ('inner', 7), ('inner', 7), ('inner', 7), ('inner', 6)]",
      "inner {'n': 3, 'x': -1}",
    ]);
  });

  it('shows the locals and lines of all callers, and goes on with them', () => {
    const source = `
import sys
def look(n):
    out = []
    f = sys._getframe(0)
    while f is not None:
        out.append((f.f_code.co_name, f.f_lineno, {k: v for k, v in f.f_locals.items() if k in ('n', 'k')}))
        f = f.f_back
    return out
def third(n):
    return look(n) if n == 7 else n
def second(n):
    k = n * 2
    r = third(n)
    return (k, r)
def first(n):
    k = 1
    while k < 3:
        k += 1
    a, b = second(n)
    return [a + k, b]
for i in range(300):
    first(8)
total, seen = first(7)
print(total)
for line in seen[:-1]:
    print(line)
print(first(8))
`;
    assert.deepEqual(output(source), [
      '17',
      "('look', 7, {'n': 7})",
      "('third', 11, {'n': 7})",
      "('second', 14, {'n': 7, 'k': 14})",
      "('first', 20, {'n': 7, 'k': 3})",
      '[19, 8]',
    ]);
  });

  it('counts the depth of recursion exactly', () => {
    const source = `
import sys
def down(n):
    return 0 if n == 0 else 1 + down(n - 1)
def fits(n):
    try:
        return down(n) == n
    except RecursionError:
        return False
def deepest():
    n = 1
    while fits(n):
        n += 1
    return n
sys.setrecursionlimit(140)
cold = deepest()
for i in range(300):
    down(20)
print(deepest() == cold, deepest() == cold)
sys.setrecursionlimit(1000)
print(fits(900), fits(990), fits(1000))
async def adown(n):
    return 0 if n == 0 else 1 + await adown(n - 1)
def afits(n):
    try:
        adown(n).send(None)
    except StopIteration as e:
        return e.value == n
    except RecursionError:
        return False
for i in range(300):
    afits(20)
print(afits(900), afits(990), afits(1000))
`;
    assert.deepEqual(output(source), ['True True', 'True True False', 'True True False']);
  });

  it('makes the coroutines of a chain that is suspended after all', () => {
    const source = `
import sys, types
@types.coroutine
def pause(x):
    got = yield x
    return got
async def link(n, wait):
    if n == 0:
        return await pause('paused') if wait else 1
    return 1 + await link(n - 1, wait)
def run(wait):
    c = link(4, wait)
    try:
        c.send(None)
    except StopIteration as e:
        return e.value
    return c
for i in range(500):
    run(False)
sys.set_coroutine_origin_tracking_depth(3)
c = run(True)
names = []
inner = c
while hasattr(inner, 'cr_await'):
    names.append((inner.cr_code.co_name, inner.cr_frame.f_locals['n'], inner.cr_origin and [o[1:] for o in inner.cr_origin]))
    inner = inner.cr_await
print(names[0], names[1], names[-1], inner.gi_code.co_name)
try:
    c.send(10)
except StopIteration as e:
    print(e.value)
d = run(True)
try:
    d.throw(KeyError('in'))
except KeyError as e:
    n = 0
    tb = e.__traceback__
    while tb is not None:
        n += 1
        tb = tb.tb_next
    print(n)
`;
    assert.deepEqual(output(source), [
      "('link', 4, [(12, 'run'), (21, '<module>')]) ('link', 3, [(10, 'link'), (14, 'run'), (21, '<module>')]) " +
        "('link', 0, [(10, 'link'), (10, 'link'), (10, 'link')]) pause",
      '14',
      '7',
    ]);
  });

  it('sees that globals, functions and classes change', () => {
    const source = `
def one(x):
    return x + K
K = 1
class C:
    def get(self):
        return self.v
    def put(self, v):
        self.v = v
        return self.get()
def use(c, x):
    return one(x) + c.put(x)
c = C()
print(sum(use(c, i) for i in range(400)))
K = 100
print(use(c, 1))
one.__code__ = (lambda x: x * K).__code__
print(use(c, 3))
C.get = lambda self: self.v + 1000
print(use(c, 3))
class D(C):
    @property
    def v(self):
        return 5
    @v.setter
    def v(self, x):
        pass
print(use(D(), 3))
c.get = lambda: -1
print(use(c, 3))
del K
try:
    use(c, 1)
except NameError as e:
    print(e)
`;
    assert.deepEqual(output(source), ['160000', '102', '303', '1303', '1305', '299', "name 'K' is not defined"]);
  });

  it('keeps to the meaning of loops, jumps, locals and operators', () => {
    const source = `
def loops(n):
    out = 0
    i = 0
    while True:
        i += 1
        if i > n:
            break
        for j in range(i):
            if j == 3:
                continue
            if j > 5:
                break
            out += j
        else:
            out += 100
        if i % 2 and not i % 3 or i == 4:
            out -= 1
    else:
        out = -1
    return out
def unset(n):
    if n:
        x = 1
    return x
def operators(a, b):
    r = a + b, a - b, a * b, -a, a < b, a == b, not a
    if isinstance(b, int) and b > 0:
        r += a // b, a % b, a << b, a >> b
    return r
def mixed(a, b):
    return (a + b, a * 2, a < b, a[0] if isinstance(a, str) else a / b)
def closure(k):
    def add(x):
        return x + k
    return add
add = closure(5)
def items(l, i, v):
    l[i] = v
    a, b, c = l
    return (a, [b, c], l[-1])
for i in range(400):
    loops(i % 9), unset(1), operators(i, 3), mixed(i, 2), add(i), items([1, 2, 3], i % 3, i)
print([loops(i) for i in range(10)])
try:
    unset(0)
except UnboundLocalError as e:
    print(e)
print(operators(2 ** 53 - 1, 2), operators(-7, 2), operators(0, 1), operators(-3, 0))
print(operators(2.5, 2.0)[:5], mixed('ab', 'c'), mixed(1.5, 3), mixed(True, 2))
print(add('x' == 'y'), add(1.5), items([1, 2, 3], -1, 9))
for wrong in (lambda: items([1, 2], 5, 0), lambda: items([1, 2], 0, 0), lambda: mixed('a', 1), lambda: add(None)):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
`;
    assert.deepEqual(output(source), [
      '[0, 100, 201, 303, 405, 512, 624, 636, 648, 659]',
      "cannot access local variable 'x' where it is not associated with a value",
      '(9007199254740993, 9007199254740989, 18014398509481982, -9007199254740991, False, False, False, 4503599627370495, 1, 36028797018963964, 2251799813685247) ' +
        '(-5, -9, -14, 7, True, False, False, -4, 1, -28, -2) (1, -1, 0, 0, True, False, True, 0, 0, 0, 0) (-3, -3, 0, 3, True, False, False)',
      "(4.5, 0.5, 5.0, -2.5, False) ('abc', 'abab', True, 'a') (4.5, 3.0, True, 0.5) (3, 2, True, 0.5)",
      '5 6.5 (1, [2, 9], 9)',
      'IndexError list assignment index out of range',
      'ValueError not enough values to unpack (expected 3, got 2)',
      'TypeError can only concatenate str (not "int") to str',
      "TypeError unsupported operand type(s) for +: 'NoneType' and 'int'",
    ]);
  });

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

  it('has cells of its own', () => {
    const source = `
def counter(start, step):
    def up():
        nonlocal start
        start += step
        return start
    return up
def sums(items, skip):
    return [x + skip for x in items if x is not skip]
def late(n):
    if n < 0:
        return lambda: value
    value = n
    get = lambda: value
    value += 1
    return get() + n
for i in range(300):
    up = counter(i, 2)
    up(), sums([1, 2, 3], 2), late(i)
print(up(), up(), sums([1, 2, 3], 3), late(4), up.__closure__[0].cell_contents)
import sys
def look(n):
    def inner():
        return n
    return sys._getframe().f_locals if n == 7 else inner()
def outer(n, m):
    k = lambda: (n, m)
    return look(n), m
for i in range(300):
    outer(1, 2)
seen, _ = outer(7, 2)
print(seen['n'], seen['inner'](), sys._getframe().f_code.co_name)
try:
    late(-1)()
except NameError as e:
    print(e)
`;
    assert.deepEqual(output(source), [
      '303 305 [4, 5] 9 305',
      '7 7 <module>',
      "cannot access free variable 'value' where it is not associated with a value in enclosing scope",
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

  it('is given up where it leaves each time, and tried again', () => {
    const source = `
class Node:
    def __init__(self, value):
        self.value = value
def make(i):
    return Node(i).value
def use(i):
    return make(i) + 1
print(sum(use(i) for i in range(20000)))
`;
    assert.deepEqual(output(source), ['200010000']);
  });

  it('traces and profiles calls from where that begins', () => {
    const source = `
import sys
calls = []
def tracer(frame, event, arg):
    calls.append((event, frame.f_code.co_name))
    return tracer if frame.f_code.co_name == 'leaf' else None
def leaf(n):
    return n + 1
def branch(n):
    if n < 0:
        sys.settrace(tracer)
    return leaf(n) + leaf(n)
for i in range(300):
    branch(i)
branch(-1)
sys.settrace(None)
print(calls)
print(branch(1))
`;
    const one = "('call', 'leaf'), ('line', 'leaf'), ('return', 'leaf')";
    assert.deepEqual(output(source), [`[${one}, ${one}]`, '4']);
  });

  it('does without jumps into the middle of a loop', () => {
    const text = (jumps: [number, number][]) => {
      const blocks = blocksOf(jumps.map(([from, to]) => ({ from, to })));
      return blocks && [...blocks.before].sort(([a], [b]) => a - b).map(([at, t]) => `${at} ${t}`);
    };
    assert.deepEqual(
      text([
        [1, 6],
        [2, 4],
        [5, 0],
      ]),
      ['0 B6:{W0:for(;;){B4:{', '4 }', '6 break W0;}}'],
    );
    assert.equal(
      text([
        [0, 3],
        [5, 2],
      ]),
      null,
    );
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

  it('awaits methods and functions of modules, whose coroutines are there when somebody looks', () => {
    const source = `
import sys, types
m = types.ModuleType('m')
def name(i):
    return sys._getframe(i).f_code.co_qualname
class Wait:
    def __await__(self):
        return (yield 'waiting')
class Server:
    async def get(self, n):
        if n == 7:
            return await Wait()
        if n == 8:
            return first.cr_frame.f_code.co_name, list(map(name, range(1, 5)))
        if n == 9:
            raise KeyError(n)
        return n
    async def answer(self, n):
        return await self.get(n)
async def other(n):
    return await m.server.answer(n)
m.other = other
m.server = Server()
async def main(n):
    total = 0
    for i in range(200):
        total += await m.other(1)
    return [total, await m.other(n)]
def run(n):
    global first
    first = main(n)
    try:
        print(first.send(None), first.cr_await.cr_await.cr_await.__qualname__)
        first.send('woken')
    except StopIteration as e:
        return e.value
    except KeyError as e:
        tb, names = e.__traceback__, []
        while tb is not None:
            names.append(tb.tb_frame.f_code.co_qualname)
            tb = tb.tb_next
        return names
for n in (1, 7, 8, 9):
    print(run(n))
`;
    assert.deepEqual(output(source), [
      '[200, 1]',
      'waiting Server.get',
      "[200, 'woken']",
      "[200, ('main', ['Server.get', 'Server.answer', 'other', 'main'])]",
      "['run', 'main', 'other', 'Server.answer', 'Server.get']",
    ]);
  });
});
