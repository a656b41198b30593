/**
 * Code that runs without frames: whatever looks at a frame finds all of them as they would be.
 */
import assert from 'node:assert/strict';
import { output } from './output';

describe('code without frames: what looks at frames', function () {
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
