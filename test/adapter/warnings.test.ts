/** What went wrong with coroutines unseen: each kind, with its place. */
import assert from 'node:assert/strict';
import type { LoopSnapshot, WarningList } from '../../adapter/protocol';
import { Debuggee } from '../golden/debuggee';

describe('warnings', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  afterEach(async () => {
    await debuggee.close();
  });

  function warnings(): Promise<WarningList> {
    return debuggee.client.request<WarningList>('coroscope/warnings');
  }

  /** Runs a program to its calls of `look()`. */
  async function lookAt(lines: string[], options: object = {}): Promise<WarningList> {
    debuggee = new Debuggee('locks.py');
    const code = ['import asyncio, gc, time', 'def look(): pass', ...lines, 'asyncio.run(main())'].join('\n');
    await debuggee.launch({ program: undefined, code, ...options });
    await debuggee.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'look' }] });
    await debuggee.begin();
    await debuggee.client.stopped();
    return warnings();
  }

  const texts = (list: WarningList) => list.warnings.map(({ kind, text, times }) => `${kind}: ${text} (${times})`);

  it('are a coroutine never awaited, with its creation; at one place once', async () => {
    const list = await lookAt([
      'async def forgotten(): pass',
      'async def main():',
      '    for _ in range(3):',
      '        forgotten()',
      '    look()',
    ]);
    assert.deepEqual(texts(list), ["never awaited: coroutine 'forgotten' was never awaited (3)"]);
    assert.equal(list.total, 3);
    assert.deepEqual(list.warnings[0].creation.map(({ name, line }) => `${name}:${line}`).slice(0, 1), ['main:6']);
  });

  it('are an exception that nobody retrieved, and one that nobody has retrieved yet', async () => {
    const list = await lookAt([
      'async def fails(): raise ValueError("lost")',
      'async def main():',
      '    asyncio.create_task(fails(), name="gone")',
      '    await asyncio.sleep(0.1)',
      '    gc.collect()',
      '    kept = asyncio.create_task(fails(), name="kept")',
      '    await asyncio.sleep(0.1)',
      '    look()',
    ]);
    assert.deepEqual(texts(list), [
      "never retrieved: kept 'fails' failed, and its exception has not been retrieved yet: ValueError: lost (1)",
      "never retrieved: gone 'fails' failed, and its exception was never retrieved: ValueError: lost (1)",
    ]);
  });

  it('are a task that can never finish, and one destroyed while it was pending', async () => {
    const lines = [
      'async def waits(): await asyncio.get_running_loop().create_future()',
      'async def main():',
      '    asyncio.create_task(waits(), name="stuck")',
      '    await asyncio.sleep(0.1)',
      '    look()',
      '    gc.collect()',
      '    look()',
    ];
    assert.deepEqual(texts(await lookAt(lines)), ["deadlocked: stuck 'waits' can never finish (1)"]);
    await debuggee.go();
    await debuggee.client.stopped();
    const list = await warnings();
    assert.deepEqual(texts(list), ["destroyed: stuck 'waits' was destroyed while it was pending (1)"]);
    assert.deepEqual(
      list.warnings[0].frames.map(({ name, line }) => `${name}:${line}`),
      ['waits:3'],
    );
  });

  it('are tasks that wait for each other, though something alive could still release their locks', async () => {
    const list = await lookAt([
      'async def transfer(first, second):',
      '    async with first:',
      '        await asyncio.sleep(0.01)',
      '        async with second: pass',
      'async def main():',
      '    a, b = asyncio.Lock(), asyncio.Lock()',
      '    tasks = [asyncio.create_task(transfer(a, b), name="ab"), asyncio.create_task(transfer(b, a), name="ba")]',
      '    await asyncio.sleep(0.1)',
      '    look()',
    ]);
    assert.deepEqual(
      texts(list).map((text) => text.replace("ba 'transfer' and ab 'transfer'", "ab 'transfer' and ba 'transfer'")),
      ["cycle: ab 'transfer' and ba 'transfer' wait for each other (1)"],
    );
    assert.deepEqual(list.warnings[0].frames.map(({ name, line }) => `${name}:${line}`).sort(), [
      "ab 'transfer':6",
      "ba 'transfer':6",
    ]);
    assert.equal(list.total, 1);
  });

  it('are slow steps, once somebody looks', async () => {
    await lookAt([
      'async def busy():',
      '    time.sleep(0.2)',
      '    await asyncio.sleep(0.01)',
      'async def main():',
      '    look()',
      '    asyncio.get_running_loop().slow_callback_duration = 0.15',
      '    await asyncio.create_task(busy(), name="busy")',
      '    look()',
    ]);
    await debuggee.go();
    await debuggee.client.stopped();
    const list = await warnings();
    const slow = list.warnings.filter(({ taskId, kind }) => kind === 'slow' && taskId !== null);
    assert.equal(
      slow.some(({ text }) => /^busy ran for 0\.2\d\d s without an await$/.test(text)),
      true,
    );
  });

  it('have slow steps noticed only while somebody looks, and nothing else noted of tasks', async () => {
    await lookAt([
      'async def busy():',
      '    time.sleep(0.15)',
      '    await asyncio.sleep(0)',
      'async def main():',
      '    look()',
      '    await asyncio.create_task(busy(), name="seen")',
      '    look()',
      '    await asyncio.create_task(busy(), name="unseen")',
      '    look()',
    ]);
    const slow = async (): Promise<string[]> =>
      texts(await warnings()).filter((text) => text.startsWith("slow: seen 'busy' ran for 0."));
    await debuggee.go();
    await debuggee.client.stopped();
    const seen = await slow();
    assert.match(seen.join(), /^[^,]+ \(1\)$/);
    const { stepTimes } = await debuggee.client.request<LoopSnapshot>('coroscope/loop');
    assert.ok(stepTimes.every(({ measured }) => measured === 0));
    for (const view of ['loop', 'warnings']) await debuggee.client.request('coroscope/unwatch', { view });
    await debuggee.go();
    await debuggee.client.stopped();
    assert.deepEqual(await slow(), seen);
    await assert.rejects(debuggee.client.request('coroscope/unwatch', { view: 'graph' }), /none of loop, warnings/);
  });
});
