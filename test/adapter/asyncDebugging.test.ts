/** Debugging coroutines and tasks: steps that stay in their task, suspended frames, pausing what waits. */
import assert from 'node:assert/strict';
import type { CoroutineSnapshot, LoopSnapshot } from '../../adapter/protocol';
import { Debuggee, places } from '../golden/debuggee';
import { lineOf } from './dapClient';

type StepTimes = LoopSnapshot['stepTimes'][number];

describe('debugging coroutines', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  afterEach(async () => {
    await debuggee.close();
  });

  async function stopAt(file: string, ...marks: Parameters<Debuggee['breakpoints']>): Promise<void> {
    debuggee = new Debuggee(file);
    await debuggee.launch();
    await debuggee.breakpoints(...marks);
    await debuggee.begin();
    await debuggee.stop();
    await debuggee.breakpoints();
  }

  it('shows the loop: what is ready, who waits for what, what tasks did and who woke them', async () => {
    debuggee = new Debuggee('task_tree.py');
    await debuggee.launch({ stopOnEntry: true });
    await debuggee.begin();
    await debuggee.stop();
    // From the first look on, tasks take note.
    assert.deepEqual(await debuggee.client.request('coroscope/loop'), {});
    await debuggee.breakpoints('fetch');
    await debuggee.to();
    const loop = await debuggee.client.request<LoopSnapshot>('coroscope/loop');
    assert.deepEqual(
      loop.ready.map(({ text }) => text),
      ['fetch left.2', 'fetch right.1', 'fetch right.2'],
    );
    const task = (name: string, { tasks } = loop) => tasks.find((t) => t.name === name)!;
    assert.deepEqual(
      loop.futures.map(({ waiters }) => waiters),
      [[task('left').taskId], [task('right').taskId]],
    );
    assert.deepEqual(task('fetch left.2').woken, { reason: 'created', taskId: task('left').taskId, text: null });
    await debuggee.breakpoints('print(result)');
    await debuggee.to('continue');
    const later = await debuggee.client.request<LoopSnapshot>('coroscope/loop');
    const { steps, waiting, running, woken } = task('Task-1', later);
    // It waited 0.03 s of virtual time for the one, which it was woken by; the other was done by then.
    assert.deepEqual(
      { steps, waiting, running, reason: woken?.reason },
      { steps: 2, waiting: 0.03, running: 0, reason: 'future' },
    );
    assert.match(woken?.text ?? '', /Task finished name='left'/);
    assert.equal(later.timers.length, 0);
  });

  it('counts how long steps take and how long tasks are ready before, by coroutine', async () => {
    debuggee = new Debuggee('task_tree.py');
    const code = [
      'import asyncio, time',
      'async def slow(): time.sleep(2)',
      'async def quick(): await asyncio.sleep(0)',
      'def look(): pass',
      'async def main():',
      '    await asyncio.gather(slow(), quick(), quick())',
      '    look()',
      'asyncio.run(main())',
    ];
    await debuggee.launch({ program: undefined, code: code.join('\n'), stopOnEntry: true });
    await debuggee.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'look' }] });
    await debuggee.begin();
    await debuggee.stop();
    await debuggee.client.request('coroscope/loop');
    await debuggee.to();
    const { stepTimes } = await debuggee.client.request<LoopSnapshot>('coroscope/loop');
    const two = 2 ** 21;
    const counted = ({ buckets, longest }: StepTimes['running']) => ({
      times: Object.fromEntries<number>(
        buckets.flatMap((times, index): [number, number][] => (times > 0 ? [[2 ** index, times]] : [])),
      ),
      longest,
    });
    const none = { times: { 1: 1 }, longest: 0 };
    assert.deepEqual(
      stepTimes.map(({ coroutine, running, ready }) => [coroutine, counted(running), counted(ready)]),
      [
        ['main', none, { times: { 1: 2 }, longest: 0 }],
        ['slow', { times: { [two]: 1 }, longest: 2 }, none],
        ['quick', { times: { 1: 4 }, longest: 0 }, { times: { 1: 2, [two]: 2 }, longest: 2 }],
      ],
    );
    assert.equal(await debuggee.end(), 0);
  });

  it('a step over an await stops at the next line of the same task, while others run', async () => {
    await stopAt('task_tree.py', 'fetch');
    assert.equal(await debuggee.evaluate('name'), "'left.1'");
    const task = debuggee.threadId;
    const { reason, frames } = await debuggee.to('next');
    assert.equal(reason, 'step');
    assert.equal(debuggee.threadId, task);
    assert.equal(frames[0].line, lineOf('task_tree.py', 'fetch') + 1);
    assert.equal(await debuggee.evaluate('name'), "'left.1'");
  });

  it('a step at the end of a task goes on where the task is awaited', async () => {
    await stopAt('task_tree.py', 'fetch');
    await debuggee.to('next');
    const { frames } = await debuggee.to('next');
    // `both` only has its return left, so the next line is in what awaits its task.
    assert.equal(frames[0].name, 'main');
  });

  it('a step into an await enters the coroutine, and out of it comes back', async () => {
    await stopAt('await_points.py', 'print(await pair())');
    const inside = await debuggee.to('stepIn');
    assert.equal(inside.frames[0].name, 'pair');
    assert.equal(inside.frames[0].line, lineOf('await_points.py', 'pair'));
    const back = await debuggee.to('stepOut');
    assert.equal(back.frames[0].name, 'main');
    assert.equal(back.frames[0].line, lineOf('await_points.py', 'print(await pair())'));
  });

  it('steps over async for and async with stay in the coroutine', async () => {
    await stopAt('await_points.py', 'for');
    const seen: number[] = [];
    for (let step = 0; step < 7; step++) {
      const { frames } = await debuggee.to('next');
      assert.equal(frames[0].name, 'main');
      seen.push(frames[0].line - lineOf('await_points.py', 'for'));
    }
    assert.deepEqual(seen, [1, 0, 1, 0, 2, 3, 4]);
  });

  it('evaluates and sets variables in suspended frames', async () => {
    await stopAt('task_tree.py', ['fetch', { condition: "name == 'right.2'" }]);
    const threads = await debuggee.threads();
    const other = threads.find(({ name }) => name === "fetch left.1 'fetch'")!;
    const stack = await debuggee.stack(other.id);
    assert.deepEqual(
      stack.slice(0, 2).map(({ name }) => name),
      ['sleep', 'fetch'],
    );
    const locals = await debuggee.locals(stack[1].id);
    assert.deepEqual(
      locals.map(({ name, value }) => `${name}=${value}`),
      ["name='left.1'", 'seconds=0.02'],
    );
    await debuggee.client.request('setExpression', { expression: 'name', value: "'changed'", frameId: stack[1].id });
    assert.equal(await debuggee.end(), 0);
    assert.match(debuggee.client.output('stdout'), /^changed after 0\.02\n/);
  });

  it('the console awaits on the loop of the stopped program, while its other tasks go on', async () => {
    await stopAt('producer_consumer.py', 'took');
    const console = (expression: string) => debuggee.evaluate(expression, 'repl');
    assert.equal(await console('await asyncio.sleep(1, "slept")'), "'slept'");
    assert.match(debuggee.client.output('stdout'), /second took/);
    assert.equal(await console('asyncio.current_task().get_name()'), "'first'");
    assert.equal(await console('taken = await asyncio.sleep(0, number + 7)'), 'None');
    assert.equal(await console('taken'), '7');
    const failing = await debuggee.client.ask('evaluate', {
      expression: 'await asyncio.wait_for(asyncio.Event().wait(), 5)',
      frameId: debuggee.frameId,
      context: 'repl',
    });
    assert.equal(failing.message, 'TimeoutError');
    assert.equal(debuggee.client.output('stdout').includes('first took'), false);
  });

  it('says why the console cannot await', async () => {
    await stopAt('stepping.py', 'print');
    const { message } = await debuggee.client.ask('evaluate', {
      expression: 'await __import__("asyncio").sleep(0)',
      frameId: debuggee.frameId,
      context: 'repl',
    });
    assert.match(message ?? '', /no event loop/);
    await debuggee.close();
    await stopAt('task_tree.py', 'fetch');
    const stuck = await debuggee.client.ask('evaluate', {
      expression: 'await __import__("asyncio").Event().wait()',
      frameId: debuggee.frameId,
      context: 'repl',
    });
    assert.match(stuck.message ?? '', /can never finish/);
    assert.equal(await debuggee.end(), 0);
  });

  it('shows where a task was created, and by which', async () => {
    await stopAt('task_tree.py', ['fetch', { mode: 'suspend' }]);
    const snapshot = await debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    const named = (name: string) => snapshot.tasks.find((task) => task.name === name)!;
    const [main, left, fetch] = [named('Task-1'), named('left'), named('fetch left.1')];
    assert.deepEqual([main.parentId, left.parentId, fetch.parentId], [null, main.id, left.id]);
    assert.deepEqual([main.state, left.state, fetch.state], ['awaiting', 'awaiting', 'awaiting']);
    assert.deepEqual([main.awaits?.kind, main.awaits?.taskId], ['task', left.id]);
    assert.equal(left.awaits?.kind, 'gather');
    assert.deepEqual([fetch.awaits?.kind, fetch.awaits?.description], ['sleep', 'sleep 0.02 s']);
    assert.deepEqual(fetch.awaitedBy, [left.id]);
    assert.deepEqual(left.awaitedBy, [main.id]);
    assert.equal(fetch.frames.at(-1)?.await, 'await asyncio.sleep(seconds)');
    assert.equal(fetch.creation[0].line, lineOf('task_tree.py', 'create_task(fetch(f"{label}.1"'));
  });

  it('holds frozen tasks at their next step until they are thawed', async () => {
    await stopAt('task_tree.py', 'fetch');
    const ask = () => debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    const freeze = (taskIds: number[] | null, frozen: boolean) =>
      debuggee.client.request('coroscope/freezeTasks', { taskIds, frozen });
    const { tasks } = await ask();
    const left = tasks.filter(({ name }) => name.includes('left.')).map(({ id }) => id);
    assert.equal(left.length, 2);
    await freeze(left, true);
    assert.deepEqual(
      (await ask()).tasks.filter(({ frozen }) => frozen).map(({ id }) => id),
      left,
    );
    await debuggee.breakpoints('return f"{name}');
    await debuggee.to();
    assert.equal(await debuggee.evaluate('name'), "'right.1'");
    await debuggee.to();
    assert.equal(await debuggee.evaluate('name'), "'right.2'");
    // All that is left waits for what is frozen, which is no deadlock.
    await debuggee.go();
    await debuggee.client.request('pause', { threadId: 1 });
    await debuggee.client.stopped();
    const held = await ask();
    assert.equal(
      held.tasks.some(({ state }) => state === 'deadlocked'),
      false,
    );
    await freeze(null, false);
    await debuggee.to();
    assert.equal(await debuggee.evaluate('name'), "'left.1'");
    await debuggee.breakpoints();
    assert.equal(await debuggee.end(), 0);
    const refused = await debuggee.client.ask('coroscope/freezeTasks', { taskIds: [12345], frozen: true });
    assert.equal(refused.success, false);
  });

  it('breaks only in the tasks that are followed, until they have ended', async () => {
    await stopAt('task_tree.py', 'fetch');
    const ask = () => debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    const limit = (taskIds: unknown) => debuggee.client.ask('coroscope/limitBreakpoints', { taskIds });
    const { tasks, breaksOnlyIn } = await ask();
    assert.equal(breaksOnlyIn, undefined);
    const idOf = (wanted: string) => tasks.find(({ name }) => name === wanted)!.id;
    await limit([idOf('fetch left.2')]);
    await debuggee.breakpoints('fetch');
    assert.deepEqual((await ask()).breaksOnlyIn, ["fetch left.2 'fetch'"]);
    // The four reach both lines in the order left.1, left.2, right.1, right.2; then left.1, right.1, left.2, right.2.
    await debuggee.to();
    assert.equal(await debuggee.evaluate('name'), "'left.2'");
    await debuggee.breakpoints('return f"{name}');
    await debuggee.to();
    assert.equal(await debuggee.evaluate('name'), "'left.2'");
    await debuggee.to();
    assert.equal(await debuggee.evaluate('name'), "'right.2'", 'the limit has ended with the task');
    assert.equal((await ask()).breaksOnlyIn, undefined);
    const refused = [await limit([12345]), await limit('all'), await limit([])];
    assert.deepEqual(
      refused.map(({ success, message }) => (success ? 'done' : message)),
      [
        'there is no task 12345 any more',
        "The request 'coroscope/limitBreakpoints' has a wrong argument: taskIds are no numbers",
        'done',
      ],
    );
    await debuggee.breakpoints();
    assert.equal(await debuggee.end(), 0);
  });

  it('breaks in all tasks again when that is asked for', async () => {
    await stopAt('task_tree.py', ['fetch', { mode: 'suspend' }]);
    const { tasks } = await debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    const limit = (taskIds: number[]) => debuggee.client.request('coroscope/limitBreakpoints', { taskIds });
    const idOf = (wanted: string) => tasks.find(({ name }) => name === wanted)!.id;
    await limit([idOf('fetch right.1')]);
    await debuggee.breakpoints(['fetch', { mode: 'suspend' }]);
    await debuggee.to();
    assert.equal(debuggee.threadId, idOf('fetch right.1'));
    await limit([]);
    await debuggee.to();
    assert.equal(debuggee.threadId, idOf('fetch right.2'));
    await debuggee.breakpoints();
    assert.equal(await debuggee.end(), 0);
  });

  it('proves that tasks can never finish, while others go on', async () => {
    debuggee = new Debuggee('task_tree.py');
    const code = [
      'import asyncio',
      'shared = asyncio.Event()',
      'async def cross(first, second):',
      '    async with first:',
      '        await asyncio.sleep(0)',
      '        async with second: pass',
      'async def tick():',
      '    for n in range(3): await asyncio.sleep(1)',
      'async def wait_shared(): await shared.wait()',
      'async def fetch(future): return await future',
      'async def both():',
      '    left, right = asyncio.Lock(), asyncio.Lock()',
      '    await asyncio.gather(',
      '        asyncio.create_task(cross(left, right), name="left"),',
      '        asyncio.create_task(cross(right, left), name="right"))',
      'async def main():',
      '    loop = asyncio.get_running_loop()',
      '    asyncio.create_task(both(), name="both")',
      '    loop.call_later(50, (answer := loop.create_future()).set_result, 1)',
      '    coros = {"ticker": tick(), "shared": wait_shared(), "fetch": fetch(answer)}',
      '    await asyncio.gather(*[asyncio.create_task(coro, name=name) for name, coro in coros.items()])',
      'asyncio.run(main())',
    ];
    await debuggee.launch({ program: undefined, code: code.join('\n') });
    await debuggee.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'sleep', hitCondition: '4' }] });
    await debuggee.begin();
    await debuggee.stop();
    const { tasks } = await debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    const states = Object.fromEntries(tasks.map(({ name, state }) => [name, state]));
    assert.deepEqual(states, {
      'Task-1': 'awaiting',
      both: 'deadlocked',
      left: 'deadlocked',
      right: 'deadlocked',
      ticker: 'running',
      // Any code alive could set the global event, and the timer will complete the future.
      shared: 'awaiting',
      fetch: 'awaiting',
    });
  });

  it('tells of thousands of tasks a part, and of others by a filter', async () => {
    debuggee = new Debuggee('task_tree.py');
    const code = [
      'import asyncio',
      'async def wait(): await asyncio.sleep(1)',
      'async def main():',
      '    tasks = [asyncio.create_task(wait(), name=f"w{n}") for n in range(2500)]',
      '    await asyncio.gather(*tasks)',
      'asyncio.run(main())',
    ];
    await debuggee.launch({ program: undefined, code: code.join('\n') });
    await debuggee.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'wait', hitCondition: '2500' }] });
    await debuggee.begin();
    await debuggee.stop();
    const ask = (args: object) => debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot', args);
    const part = await ask({ most: 20 });
    assert.deepEqual([part.total, part.matching], [2501, 2501]);
    const names = part.tasks.map(({ name }) => name);
    // The main task is there as the others' parent.
    assert.deepEqual([names.length, names[0], names.at(-1)], [21, 'Task-1', 'w2499']);
    const filtered = await ask({ most: 20, filter: 'W170' });
    assert.equal(filtered.matching, 11);
    assert.deepEqual(filtered.tasks.map(({ name }) => name).slice(0, 3), ['Task-1', 'w170', 'w1700']);
    assert.equal((await ask({ filter: 'running' })).matching, 1);
    assert.equal((await ask({})).tasks.length, 2501);
    assert.equal((await debuggee.threads()).length, 1025);
    const refused = await debuggee.client.ask('coroscope/snapshot', { most: 'all' });
    assert.equal(refused.success, false);
  });

  it('pauses a program that waits for its event loop, sleeps or reads', async () => {
    for (const code of [
      'import asyncio\nasyncio.run(asyncio.sleep(3600))\n',
      'import time\ntime.sleep(3600)\n',
      'input()\n',
    ]) {
      debuggee = new Debuggee('');
      await debuggee.client.launch({ code });
      await debuggee.begin();
      await debuggee.client.request('pause', { threadId: 1 });
      const { reason, frames } = await debuggee.stop();
      assert.equal(reason, 'pause');
      assert.equal(frames.at(-1)?.name, '<module>');
      assert.equal(await debuggee.evaluate('1 + 1'), '2');
      await debuggee.go();
      await debuggee.client.request('terminate');
      await debuggee.ended();
      await debuggee.close();
    }
  });

  it('the chain of awaits goes through a wrapped coroutine', async () => {
    await stopAt('context_manager.py', ['connecting', { mode: 'suspend' }]);
    assert.deepEqual(
      places(await debuggee.stack())
        .slice(0, 4)
        .map((place) => place.split(':')[0]),
      ['sleep', '_connect', '_ContextManager.__aenter__', 'main'],
    );
  });
});
