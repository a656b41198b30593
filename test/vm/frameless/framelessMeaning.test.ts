/**
 * Code without frames means what the instructions mean, and notices what has changed since it was made.
 */
import assert from 'node:assert/strict';
import { blocksOf } from '../../../runtime/vm/jit/frameless/blocks';
import { output } from './output';

describe('code without frames: its meaning', function () {
  this.timeout(120_000);

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
});
