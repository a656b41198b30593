/** The Await Graph: who waits for what, who holds it, cycles; many tasks merged. */
import assert from 'node:assert/strict';
import type { AwaitGraph } from '../../adapter/protocol';
import { Debuggee } from '../golden/debuggee';
import { lineOf } from './dapClient';

describe('the await graph', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  afterEach(async () => {
    await debuggee.close();
  });

  function graph(): Promise<AwaitGraph> {
    return debuggee.client.request<AwaitGraph>('coroscope/awaitGraph');
  }

  /** Runs a program until it calls `look()`. */
  async function lookAt(lines: string[]): Promise<AwaitGraph> {
    debuggee = new Debuggee('locks.py');
    const code = ['import asyncio', 'def look(): pass', ...lines, 'asyncio.run(main())'].join('\n');
    await debuggee.launch({ program: undefined, code });
    await debuggee.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'look' }] });
    await debuggee.begin();
    await debuggee.client.stopped();
    return graph();
  }

  const titles = (tasks: { title: string }[]) => tasks.map(({ title }) => title);

  it('shows who holds each lock, and the cycle of tasks that wait for each other', async () => {
    debuggee = new Debuggee('locks.py');
    await debuggee.launch();
    await debuggee.breakpoints(['stuck', { mode: 'suspend' }]);
    await debuggee.begin();
    await debuggee.stop();
    assert.deepEqual((await graph()).cycles, []);
    await debuggee.to();
    const { cycles, awaited, total } = await graph();
    assert.deepEqual(
      cycles.map(({ steps }) => steps.map(({ task, awaits }) => `${task.title} awaits ${awaits}`).sort()),
      [["ab 'transfer' awaits Lock second", "ba 'transfer' awaits Lock second"]],
    );
    const locks = awaited.filter(({ kind }) => kind === 'lock');
    assert.deepEqual(
      locks.map(({ holders, groups, cyclic }) => [titles(holders), titles(groups[0].tasks), cyclic]),
      [
        [["ba 'transfer'"], ["ab 'transfer'"], true],
        [["ab 'transfer'"], ["ba 'transfer'"], true],
      ],
    );
    assert.equal(locks[0].holders[0].frame?.line, lineOf('locks.py', 'stuck'));
    // What the group of tasks waits for is a third thing, and not in the cycle.
    assert.equal(total, 3);
    assert.deepEqual(titles(awaited.find(({ kind }) => kind === 'gather')!.holders).sort(), [
      "ab 'transfer'",
      "ba 'transfer'",
    ]);
  });

  it('merges tasks that wait at one place, and tells queues, events, semaphores and tasks apart', async () => {
    const { awaited, cycles } = await lookAt([
      'async def get(queue): await queue.get()',
      'async def limited(gate):',
      '    async with gate: await asyncio.sleep(5)',
      'async def on(event): await event.wait()',
      'async def joins(task): await task',
      'async def main():',
      '    queue, gate, event = asyncio.Queue(), asyncio.Semaphore(2), asyncio.Event()',
      '    tasks = [asyncio.create_task(get(queue)) for _ in range(3)]',
      '    tasks += [asyncio.create_task(limited(gate)) for _ in range(5)]',
      '    tasks.append(asyncio.create_task(on(event), name="on"))',
      '    tasks.append(asyncio.create_task(joins(tasks[-1])))',
      '    await asyncio.sleep(1)',
      '    look()',
    ]);
    assert.deepEqual(cycles, []);
    assert.deepEqual(
      awaited
        .map(({ title, waiting, held, groups }) => `${title}: ${waiting} at ${groups.length}, held by ${held}`)
        .sort(),
      [
        'Event event: 1 at 1, held by 0',
        'Queue queue: 3 at 1, held by 0',
        'Semaphore gate: 3 at 1, held by 2',
        'on: 1 at 1, held by 1',
        'sleep: 2 at 1, held by 0',
      ],
    );
  });

  it('a condition is not held by those that wait for it to be notified', async () => {
    const { awaited } = await lookAt([
      'async def waits(condition):',
      '    async with condition: await condition.wait()',
      'async def main():',
      '    condition = asyncio.Condition()',
      '    task = asyncio.create_task(waits(condition))',
      '    await asyncio.sleep(0)',
      '    look()',
    ]);
    assert.deepEqual(
      awaited.map(({ title, held }) => [title, held]),
      [['Condition condition', 0]],
    );
  });

  it('holds twenty thousand tasks, and tells of a bounded part', async () => {
    const { awaited, total } = await lookAt([
      'async def waits(lock):',
      '    async with lock: pass',
      'async def sleeps(): await asyncio.get_running_loop().create_future()',
      'async def main():',
      '    lock = asyncio.Lock()',
      '    async with lock:',
      '        tasks = [asyncio.create_task(waits(lock)) for _ in range(19000)]',
      '        tasks += [asyncio.create_task(sleeps()) for _ in range(1000)]',
      '        await asyncio.sleep(0)',
      '        look()',
      '    asyncio.get_running_loop().stop()',
    ]);
    assert.equal(total, 1001);
    assert.equal(awaited.length, 200);
    assert.equal(awaited[0].waiting, 19_000);
    assert.equal(awaited[0].groups[0].tasks.length, 100);
  });
});
