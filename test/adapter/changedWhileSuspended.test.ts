/** What changed while a function was suspended, and which task changed it: after a step, at a breakpoint, in a suspended frame. */
import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TimelinePart } from '../../adapter/protocol';
import { Debuggee } from '../golden/debuggee';

describe('changed while suspended', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  afterEach(async () => {
    await debuggee.close();
  });

  /** The scope's rows; null where there is no such scope. */
  async function changed(frameId = debuggee.frameId): Promise<DebugProtocol.Variable[] | null> {
    const { scopes } = await debuggee.client.request<{ scopes: DebugProtocol.Scope[] }>('scopes', { frameId });
    const scope = scopes.find(({ name }) => name === 'Changed while suspended');
    return scope ? debuggee.children(scope.variablesReference) : null;
  }

  const texts = (rows: DebugProtocol.Variable[] | null) => rows?.map(({ name, value }) => `${name}: ${value}`) ?? null;

  /** A program that stops where it calls `look()`; line 3 is the first of `lines`. */
  async function launch(lines: string[]): Promise<void> {
    debuggee = new Debuggee('locks.py');
    const code = ['import asyncio', 'def look(): pass', ...lines, 'asyncio.run(main())'].join('\n');
    await debuggee.launch({ program: undefined, code });
    await debuggee.client.request('setFunctionBreakpoints', { breakpoints: [{ name: 'look' }] });
    await debuggee.begin();
    await debuggee.stop();
  }

  /** To the caller of `look()`, before the line after it. */
  async function out(): Promise<void> {
    await debuggee.to('stepOut');
    await debuggee.to('next');
  }

  it('tells of a lost update, after a step over the await', async () => {
    debuggee = new Debuggee('lost_update.py');
    await debuggee.launch();
    await debuggee.breakpoints('bank');
    await debuggee.begin();
    await debuggee.stop();
    assert.equal(await changed(), null);
    await debuggee.breakpoints();
    // "fifty" is the first: nobody changes anything before it goes on.
    await debuggee.to('next');
    assert.deepEqual(texts(await changed()), [
      '(nothing): nothing that can be reached from here has changed',
      "(ran meanwhile): twenty 'deposit'",
    ]);
    await debuggee.end();
    await debuggee.close();

    debuggee = new Debuggee('lost_update.py');
    await debuggee.launch();
    await debuggee.breakpoints(['bank', { condition: 'amount == 20' }]);
    await debuggee.begin();
    await debuggee.stop();
    await debuggee.breakpoints();
    await debuggee.to('next');
    const rows = await changed();
    assert.deepEqual(texts(rows), [
      "account.balance: 100 → 150, by fifty 'deposit' at lost_update.py:19",
      "account.history: [] → [50], by fifty 'deposit' in its step from lost_update.py:18 to its end",
      "(ran meanwhile): fifty 'deposit'",
    ]);
    assert.deepEqual(texts(await debuggee.children(rows![0].variablesReference)), [
      'before: 100',
      'after: 150',
      "fifty 'deposit': 100 → 150 at lost_update.py:19, in the step from lost_update.py:18 to its end",
    ]);
    // Another step, another await: what was is no news any more.
    await debuggee.to('next');
    assert.equal(await changed(), null);
  });

  it('sees items, globals, shared variables, and what came with a new value; not what it can tell apart by itself', async () => {
    await launch([
      'class Box:', // 3
      '    def __init__(self): self.size, self.ratio, self.inner = 1, 0.5, None', // 4
      'TOTAL, UNNAMED = 0, 0', // 5
      'async def changes(rows, table, seen, box, bump):', // 6
      '    global TOTAL, UNNAMED', // 7
      '    TOTAL, UNNAMED = 7, 7', // 8
      '    rows[0] = 10', // 9
      '    table["b"] = 2', // 10
      '    del table["a"]', // 11
      '    seen.add(3)', // 12
      '    box.ratio = 0.25 * 2', // 13
      '    box.inner = Box()', // 14
      '    bump()', // 15
      '    await asyncio.sleep(0)', // 16
      '    box.inner.size = 2', // 17
      'async def main():', // 18
      '    rows, table, seen, box, count = [1, 2], {"a": 1}, {1}, Box(), 0', // 19
      '    def bump():', // 20
      '        nonlocal count', // 21
      '        count += 1', // 22
      '    queue = asyncio.Queue()', // 23
      '    task = asyncio.create_task(changes(rows, table, seen, box, bump), name="changer")', // 24
      '    queue.put_nowait(1)', // 25
      '    look()', // 26
      '    await task', // 27
      '    print(TOTAL)', // 28
    ]);
    await out();
    await debuggee.to('next');
    const names = (await changed())!.map(({ name, value }) => `${name}: ${value.replace(/, by .*/, '')}`);
    assert.deepEqual(
      names.slice(0, -1).sort(),
      [
        '3 in seen: nothing → True',
        'TOTAL: 0 → 7',
        'box.inner.size: 1 → 2',
        names.find((name) => name.startsWith('box.inner: None → <'))!,
        'count: 0 → 1',
        'rows[0]: 1 → 10',
        "table['a']: 1 → nothing",
        "table['b']: nothing → 2",
      ].sort(),
    );
    const by = (await changed())!.map(({ name, value }) => `${name} ${/by .*/.exec(value)?.[0]}`);
    assert.ok(by.includes("rows[0] by changer 'changes' in its step from <string>:6 to <string>:16"), by.join('\n'));
    assert.ok(by.includes("box.inner.size by changer 'changes' at <string>:17"), by.join('\n'));
    assert.ok(by.includes("count by changer 'changes' in its step from <string>:6 to <string>:16"), by.join('\n'));
  });

  it('tells callbacks of the loop from tasks, and leaves out what its own callees did', async () => {
    await launch([
      'async def helper(box):', // 3
      '    box.append("mine")', // 4
      '    await asyncio.sleep(1)', // 5
      '    box.append("mine, too")', // 6
      'async def main():', // 7
      '    mine, others = [], []', // 8
      '    asyncio.get_running_loop().call_later(0.5, others.append, "callback")', // 9
      '    look()', // 10
      '    await helper(mine)', // 11
      '    print(mine)', // 12
    ]);
    await out();
    await debuggee.to('next');
    assert.deepEqual(texts(await changed()), ["others: [] → ['callback'], by a callback of the event loop"]);
  });

  it('is told at breakpoints for the resumption and the completion of an await, also of a task that nobody steps', async () => {
    for (const mode of ['resume', 'complete']) {
      debuggee = new Debuggee('lost_update.py');
      await debuggee.launch();
      await debuggee.breakpoints(['bank', { mode, condition: 'amount == 20' }]);
      await debuggee.begin();
      const { frames } = await debuggee.stop();
      const deposit = frames.find(({ name }) => name === 'deposit')!;
      assert.deepEqual(texts(await changed(deposit.id))?.slice(0, 1), [
        "account.balance: 100 → 150, by fifty 'deposit' at lost_update.py:19",
      ]);
      await debuggee.end();
      await debuggee.close();
    }
  });

  it('is told of the function that is still suspended, when the program stops elsewhere', async () => {
    debuggee = new Debuggee('lost_update.py');
    await debuggee.launch({ timeline: true });
    await debuggee.breakpoints(['bank', { condition: 'amount == 20' }]);
    await debuggee.begin();
    await debuggee.stop();
    const { threadId } = debuggee;
    await debuggee.breakpoints('account.history.append');
    await debuggee.to('next');
    assert.notEqual(debuggee.threadId, threadId);
    const frame = (await debuggee.stack(threadId)).find(({ name }) => name === 'deposit')!;
    assert.deepEqual(texts(await changed(frame.id)), [
      "account.balance: 100 → 150, by fifty 'deposit' at lost_update.py:19",
    ]);
    // Both listen to tasks, and the timeline still does when nobody watches any more.
    const { next } = await debuggee.client.request<TimelinePart>('coroscope/timeline');
    await debuggee.breakpoints();
    await debuggee.go();
    const { body } = await debuggee.client.event('coroscope/timeline');
    const rest = body as unknown as TimelinePart;
    assert.equal(rest.first, next);
    assert.ok(rest.events.some(({ what }) => what === 'done'));
  });

  it('no longer says who it was where so much runs that comparing would take too long', async () => {
    await launch([
      'async def spins():', // 3
      '    for _ in range(1000): await asyncio.sleep(0)', // 4
      'async def writes(rows):', // 5
      '    await asyncio.sleep(1)', // 6
      '    rows[4][499] = "changed"', // 7
      'async def main():', // 8
      '    rows = [[0] * 500 for _ in range(5)]', // 9
      '    spins_ = asyncio.create_task(spins(), name="spins")', // 10
      '    writer = asyncio.create_task(writes(rows), name="writer")', // 11
      '    look()', // 12
      '    await writer', // 13
      '    print(len(rows))', // 14
    ]);
    await out();
    await debuggee.to('next');
    assert.deepEqual(texts(await changed()), [
      "rows[4][499]: 0 → 'changed', by one of those that ran meanwhile",
      "(ran meanwhile): spins, writer 'writes'",
    ]);
  });
});
