import assert from 'node:assert/strict';
import { FakeHost } from '../../runtime/host/fake/fakeHost';
import { runLoopProgram } from './loopHarness';

function prints(text: string, expected: string[]): void {
  assert.deepEqual(runLoopProgram(text), expected);
}

describe('the native event loop', () => {
  it('runs callbacks in order, those added meanwhile in the next turn', () =>
    prints(
      `
def a():
    log('a')
    loop.call_soon(log, 'later')
loop.call_soon(a)
loop.call_soon(log, 'b')
loop.call_later(0.5, loop.stop)
loop.run_forever()
log(loop.is_running(), loop.time())
`,
      ['a', 'b', 'later', 'False 0.5'],
    ));

  it('runs timers by time, then in the order in which they were set; cancelled ones not', () =>
    prints(
      `
for n, t in enumerate([3, 1, 2, 1]): loop.call_later(t, log, n, t)
loop.call_later(1.5, log, 'never').cancel()
loop.call_later(4, loop.stop)
loop.run_forever()
`,
      ['1 1', '3 1', '2 2', '0 3'],
    ));

  it('throws cancelled timers out when they are many', () =>
    prints(
      `
handles = [loop.call_later(100 + i, log, i) for i in range(200)]
for h in handles[:150]: h.cancel()
loop.call_soon(loop.stop)
loop.run_forever()
log(len(loop._scheduled), loop._timer_cancelled_count)
`,
      ['50 0'],
    ));

  it('steps tasks, with results, exceptions and virtual time', () =>
    prints(
      `
async def child(n):
    await sleep(n)
    if n == 2: raise ValueError('two')
    return n * 10
async def main():
    tasks = [loop.create_task(child(n), name='c' + str(n)) for n in (1, 2)]
    log(len(all_tasks()), current_task().get_name() != '')
    for t in tasks:
        try: log(await t)
        except ValueError as e: log('caught', e)
    return 'done'
log(loop.run_until_complete(main()), loop.time())
`,
      ['3 True', '10', "caught ValueError('two')", 'done 2.0'],
    ));

  it('cancels: the task awaited, message, uncancel, a task that refuses', () =>
    prints(
      `
async def stubborn():
    while True:
        try: await sleep(10)
        except CancelledError as e:
            log('no', e.args, current_task().cancelling())
            if current_task().uncancel() == 0: return 'stayed'
async def victim(): await sleep(10)
async def main():
    t = loop.create_task(stubborn())
    v = loop.create_task(victim())
    await sleep(1)
    log(t.cancel('please'), v.cancel())
    log(await t)
    try: await v
    except CancelledError: log(v.cancelled(), v.done())
loop.run_until_complete(main())
log(loop.time())
`,
      ['True True', "no ('please',) 1", 'stayed', 'True True', '1.0'],
    ));

  it('starts tasks eagerly', () =>
    prints(
      `
async def f():
    log('in', current_task().get_name())
    return 1
async def g():
    await sleep(0)
async def main():
    t = Task(f(), loop=loop, name='eager', eager_start=True)
    log(t.done(), t.result(), t.get_coro(), current_task().get_name() == 'main')
    u = Task(g(), loop=loop, eager_start=True)
    log(u.done())
    await u
loop.run_until_complete(Task(main(), loop=loop, name='main'))
`,
      ['in eager', 'True 1 None True', 'False'],
    ));

  it('says what was yielded wrongly', () =>
    prints(
      `
class Yields:
    def __init__(self, v): self.v = v
    def __await__(self): yield self.v
async def main():
    for v in (1, loop.create_future()):
        try: await Yields(v)
        except RuntimeError as e: log(e.args[0].split(' with')[0][:30])
    try: await current_task()
    except RuntimeError as e: log(e.args[0][:28])
loop.run_until_complete(main())
`,
      ['Task got bad yield: 1', 'yield was used instead of yiel', 'Task cannot await on itself: '.slice(0, 28)],
    ));

  it('keeps each task in its own context', () =>
    prints(
      `
v = ContextVar('v', default=0)
async def f(n):
    v.set(n)
    await sleep(1)
    log(n, v.get())
async def main():
    a, b = loop.create_task(f(1)), loop.create_task(f(2))
    await a
    await b
    log(v.get())
loop.run_until_complete(main())
`,
      ['1 1', '2 2', '0'],
    ));

  it('reports exceptions in callbacks and goes on', () =>
    prints(
      `
def bad(): raise KeyError('x')
loop.call_soon(bad)
loop.call_soon(loop.stop)
loop.run_forever()
`,
      ['Exception in callback bad() KeyError'],
    ));

  it('awaits subclasses and look-alikes of Future', () =>
    prints(
      `
class F(Future): pass
class Duck:
    _asyncio_future_blocking = False
    def __init__(self): self.cb = None
    def get_loop(self): return loop
    def add_done_callback(self, cb, context): loop.call_soon(cb, self, context=context)
    def result(self): return 7
    def __await__(self):
        self._asyncio_future_blocking = True
        yield self
        return self.result()
async def main():
    f = F(loop=loop)
    loop.call_soon(f.set_result, 5)
    log(await f, await Duck())
loop.run_until_complete(main())
`,
      ['5 7'],
    ));

  it('chains futures that were done before they are awaited, and refuses a second result', () =>
    prints(
      `
f = loop.create_future()
f.set_result(1)
try: f.set_result(2)
except InvalidStateError as e: log(e.args)
g = loop.create_future()
try: g.result()
except InvalidStateError as e: log(e.args)
g.set_exception(ValueError)
log(type(g.exception()).__name__)
try: loop.create_future().set_exception(3)
except TypeError as e: log(e.args)
async def main(): return await f
log(loop.run_until_complete(main()))
`,
      ["('invalid state',)", "('Result is not set.',)", 'ValueError', "('invalid exception object',)", '1'],
    ));

  it('is repeatable: a run under one seed prints the same twice', () => {
    const text = `
async def worker(n):
    for i in range(3):
        await sleep((n * 7 + i * 3) % 5)
        log(n, i, loop.time())
async def main():
    for t in [loop.create_task(worker(n)) for n in range(20)]: await t
loop.run_until_complete(main())
`;
    const first = runLoopProgram(text, new FakeHost({ seed: 5 }));
    assert.equal(first.length, 60);
    assert.deepEqual(runLoopProgram(text, new FakeHost({ seed: 5 })), first);
  });
});
