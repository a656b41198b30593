/** The Timeline's recording: what is told of each task, when, and by whom; parts, the bound, and what it costs nothing. */
import assert from 'node:assert/strict';
import type { TimelineEvent, TimelinePart } from '../../adapter/protocol';
import { Debuggee } from '../golden/debuggee';

describe('the timeline', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  afterEach(async () => {
    await debuggee.close();
  });

  /** Starts a program whose first lines are `import asyncio` and `def look(): pass`, on the virtual clock. */
  async function launch(lines: string[], options: object = {}): Promise<void> {
    debuggee = new Debuggee('locks.py');
    const code = ['import asyncio', 'def look(): pass', ...lines, 'asyncio.run(main())'].join('\n');
    await debuggee.launch({ program: undefined, code, ...options });
    await debuggee.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'look' }] });
    await debuggee.begin();
  }

  const ask = (args: object = {}) => debuggee.client.request<TimelinePart>('coroscope/timeline', args);

  /** `1.5 Task-2 awaiting sleep 3 @4 by Task-1`, times counted from the first event. */
  function told(...parts: TimelinePart[]): string[] {
    const tasks = new Map(parts.flatMap(({ tasks }) => tasks.map(({ id, title }) => [id, title.split(' ')[0]])));
    const lines = new Map(parts.flatMap(({ places }) => places.map(({ id, line }) => [id, line])));
    const events = parts.flatMap(({ events }) => events);
    const start = events[0]?.time ?? 0;
    const text = ({ time, task, what, place, by, on, awaited, seconds, error }: TimelineEvent) =>
      [
        Math.round((time - start) * 1e6) / 1e6,
        tasks.get(task),
        what,
        ...(on === undefined ? [] : [on]),
        ...(on === 'task' ? [tasks.get(awaited!)] : []),
        ...(seconds === undefined ? [] : [seconds]),
        ...(error === undefined ? [] : [error]),
        ...(place === undefined ? [] : [`@${lines.get(place)}`]),
        ...(by === undefined ? [] : [`by ${tasks.get(by)}`]),
      ].join(' ');
    return events.map(text);
  }

  it('tells from the start, where the launch configuration says so, what every task did', async () => {
    await launch(
      [
        'async def child(delay):', // 3
        '    await asyncio.sleep(delay)', // 4
        '    await asyncio.sleep(0)', // 5
        '    return delay', // 6
        'async def fails():', // 7
        '    raise ValueError("lost")', // 8
        'async def endless():', // 9
        '    await asyncio.get_running_loop().create_future()', // 10
        'async def main():', // 11
        '    one = asyncio.create_task(child(1.5), name="one")', // 12
        '    print(await one)', // 13
        '    bad = asyncio.create_task(fails(), name="bad")', // 14
        '    await asyncio.wait([bad])', // 15
        '    stuck = asyncio.create_task(endless(), name="stuck")', // 16
        '    await asyncio.sleep(1)', // 17
        '    stuck.cancel()', // 18
        '    await asyncio.gather(stuck, return_exceptions=True)', // 19
        '    look()', // 20
      ],
      { timeline: true },
    );
    await debuggee.client.stopped();
    const part = await ask();
    assert.deepEqual(told(part), [
      '0 Task-1 created @21',
      '0 Task-1 running',
      '0 one created @12 by Task-1',
      '0 Task-1 awaiting task one @13',
      '0 one running',
      '0 one awaiting sleep 1.5 @4',
      '1.5 one ready',
      '1.5 one running',
      '1.5 one yielded @5',
      '1.5 one running',
      '1.5 Task-1 ready by one',
      '1.5 one done',
      '1.5 Task-1 running',
      '1.5 bad created @14 by Task-1',
      '1.5 Task-1 awaiting gather @15',
      '1.5 bad running',
      '1.5 bad failed ValueError',
      '1.5 Task-1 ready',
      '1.5 Task-1 running',
      '1.5 stuck created @16 by Task-1',
      '1.5 Task-1 awaiting sleep 1 @17',
      '1.5 stuck running',
      '1.5 stuck awaiting future @10',
      '2.5 Task-1 ready',
      '2.5 Task-1 running',
      '2.5 stuck cancel @18 by Task-1',
      '2.5 stuck ready @18 by Task-1',
      '2.5 Task-1 awaiting gather @19',
      '2.5 stuck running',
      '2.5 stuck cancelled',
      '2.5 Task-1 ready',
      '2.5 Task-1 running',
    ]);
    const one = part.tasks.find(({ title }) => title === "one 'child'")!;
    assert.equal(part.tasks.find(({ id }) => id === one.parent)?.title, "Task-1 'main'");
    const start = part.places.find(({ id }) => id === one.start)!;
    assert.deepEqual([start.name, start.line], ['child', 3]);
    const sleep = part.events.find(({ on }) => on === 'sleep')!;
    assert.equal(part.places.find(({ id }) => id === sleep.place)?.await, 'await asyncio.sleep(delay)');
    assert.deepEqual([part.lost, part.more, part.next], [0, false, part.events.length]);
  });

  it('begins with the first question, with what there is then; goes on from any number', async () => {
    await launch([
      'async def waits(lock):', // 3
      '    async with lock:', // 4
      '        pass', // 5
      'async def main():', // 6
      '    lock = asyncio.Lock()', // 7
      '    async with lock:', // 8
      '        tasks = [asyncio.create_task(waits(lock), name=f"w{i}") for i in range(2)]', // 9
      '        await asyncio.sleep(1)', // 10
      '        look()', // 11
      '    await asyncio.wait(tasks)', // 12
      '    look()', // 13
    ]);
    await debuggee.client.stopped();
    const first = await ask();
    assert.deepEqual(told(first), ['0 Task-1 running', '0 w0 awaiting lock @4', '0 w1 awaiting lock @4']);
    const awaited = first.events.slice(1).map((event) => event.awaited);
    assert.ok(awaited[0] !== undefined && awaited[0] === awaited[1], 'they wait for one lock');
    await debuggee.go();
    await debuggee.client.stopped();
    const rest = await ask({ since: first.next, most: 3 });
    assert.deepEqual([rest.first, rest.next, rest.more], [3, 6, true]);
    assert.deepEqual(told(rest, await ask({ since: rest.next })), [
      '0 w0 ready @8 by Task-1',
      '0 Task-1 awaiting gather @12',
      '0 w0 running',
      '0 w1 ready @4 by w0',
      '0 w0 done',
      '0 w1 running',
      '0 w1 done',
      '0 Task-1 ready',
      '0 Task-1 running',
    ]);
  });

  it('keeps as many events as it was told to, and says how many are gone', async () => {
    await launch(['async def main():', '    for _ in range(200): await asyncio.sleep(0.1)', '    look()'], {
      timeline: true,
      timelineSize: 100,
    });
    await debuggee.client.stopped();
    const part = await ask({ since: 2 });
    // Created, three for each of 200 steps, and the last that begins.
    assert.deepEqual([part.size, part.events.length, part.next, part.first, part.lost], [100, 100, 602, 502, 500]);
    assert.deepEqual(
      part.tasks.map(({ title }) => title),
      ["Task-1 'main'"],
    );
    assert.ok(part.events.every(({ time }, i) => i === 0 || time >= part.events[i - 1].time));
  });

  it('tells at the end what nobody has asked for, and nothing once nobody looks', async () => {
    const lines = ['async def main():', '    look()', '    await asyncio.sleep(1)'];
    await launch(lines, { timeline: true });
    await debuggee.client.stopped();
    await ask();
    await debuggee.go();
    const { body } = await debuggee.client.event('coroscope/timeline');
    // What asyncio.run() still does by tasks of its own comes after that.
    assert.deepEqual(told(body as unknown as TimelinePart).slice(0, 5), [
      '0 Task-1 awaiting sleep 1 @5',
      '1 Task-1 ready',
      '1 Task-1 running',
      '1 Task-1 done',
      '1 Task-2 created @6',
    ]);
    await debuggee.ended();
    await debuggee.close();
    await launch(lines, { timeline: true });
    await debuggee.client.stopped();
    await debuggee.client.request('coroscope/endTimeline');
    await debuggee.end();
    assert.equal(
      debuggee.client.messages.some(({ event }) => event === 'coroscope/timeline'),
      false,
    );
  });

  it('tells of eager tasks, and of a cancellation that comes before the first step', async () => {
    await launch(
      [
        'async def quick(): return 1', // 3
        'async def slow(): await asyncio.sleep(1)', // 4
        'async def main():', // 5
        '    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)', // 6
        '    asyncio.create_task(quick(), name="quick")', // 7
        '    slept = asyncio.create_task(slow(), name="slow")', // 8
        '    asyncio.get_running_loop().set_task_factory(None)', // 9
        '    never = asyncio.create_task(quick(), name="never")', // 10
        '    never.cancel()', // 11
        '    await slept', // 12
        '    look()', // 13
      ],
      { timeline: true },
    );
    await debuggee.client.stopped();
    assert.deepEqual(told(await ask()).slice(2), [
      '0 quick created @7 by Task-1',
      '0 quick running',
      '0 quick done',
      '0 slow created @8 by Task-1',
      '0 slow running',
      '0 slow awaiting sleep 1 @4',
      '0 never created @10 by Task-1',
      '0 never cancel @11 by Task-1',
      '0 Task-1 awaiting task slow @12',
      '0 never running',
      '0 never cancelled',
      '1 slow ready',
      '1 slow running',
      '1 Task-1 ready by slow',
      '1 slow done',
      '1 Task-1 running',
    ]);
  });

  it('refuses what is no number', async () => {
    await launch(['async def main(): look()']);
    await debuggee.client.stopped();
    for (const args of [{ since: -1 }, { most: 0 }, { size: 'many' }])
      assert.equal((await debuggee.client.ask('coroscope/timeline', args)).success, false);
  });
});
