/** Who cancelled a task, and who woke it: in snapshots, in stacks and with the exception. */
import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { CauseInfo, CoroutineSnapshot, TaskInfo } from '../../adapter/protocol';
import { Debuggee, places } from '../golden/debuggee';
import { lineOf } from './dapClient';

const FILE = 'cancellation.py';

describe('causes', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  beforeEach(() => {
    debuggee = new Debuggee(FILE);
  });
  afterEach(async () => {
    await debuggee.close();
  });

  async function current(): Promise<TaskInfo> {
    const { tasks } = await debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    const task = tasks.find(({ id }) => id === debuggee.threadId);
    assert.ok(task);
    return task;
  }

  /** `by, how: outermost of the user's frames` */
  function told({ by, how, of, frames }: CauseInfo): string {
    const own = frames.filter(({ library }) => !library).map(({ name, line }) => `${name}:${line}`);
    return `${of ?? '-'} by ${by}, ${how}: ${own.join(' ')}`;
  }

  it('tell who cancelled each task, where, and what that was passed on from', async () => {
    await debuggee.launch();
    await debuggee.breakpoints('cancelled');
    await debuggee.begin();
    const seen: Record<string, string[]> = {};
    for (let stop = 0; stop < 5; stop++) {
      await debuggee.stop();
      const { cancellation = [] } = await current();
      seen[await debuggee.evaluate('name')] = cancellation.map(told);
      await debuggee.go();
    }
    const gather = lineOf(FILE, 'cancel-gather');
    const passedOn = (task: string) => [
      `${task} 'waits' by Task-1 'main', gather: main:${gather}`,
      `gathering 'both' by Task-1 'main', cancel(): main:${gather}`,
    ];
    assert.deepEqual(seen, {
      "'plain'": [
        `plain 'waits' by Task-1 'main', cancel(): give_up:${lineOf(FILE, 'give-up')} main:${lineOf(FILE, 'give_up(plain)')}`,
      ],
      "'gathered 1'": passedOn('Task-2'),
      "'gathered 2'": passedOn('Task-3'),
      "'too slow'": ["Task-1 'main' by timeout, timeout: "],
      "'sibling'": ["sibling 'waits' by TaskGroup: failing 'fails' failed, TaskGroup: failing 'fails' failed: "],
    });
    assert.equal(await debuggee.ended(), 0);
  });

  it('are below a label in the stack of the cancelled task', async () => {
    await debuggee.launch();
    await debuggee.breakpoints('cancelled');
    await debuggee.begin();
    await debuggee.stop();
    const { frames } = await debuggee.to();
    const labels = frames.filter(({ presentationHint }) => presentationHint === 'label').map(({ name }) => name);
    assert.deepEqual(labels, [
      "await — gathering 'both'",
      "await — Task-1 'main'",
      "cancelled by — Task-1 'main'",
      "gathering 'both' cancelled by — Task-1 'main'",
      'created at',
    ]);
    const cancelled = frames.find(({ name }) => name.startsWith('gathering'))!;
    assert.deepEqual(places(frames.slice(frames.indexOf(cancelled) + 1))[0], `main:${lineOf(FILE, 'cancel-gather')}`);
    const { success } = await debuggee.client.ask('evaluate', {
      expression: '1',
      frameId: frames[frames.indexOf(cancelled) + 1].id,
    });
    assert.equal(success, false);
  });

  it('are told with a CancelledError', async () => {
    await debuggee.launch();
    await debuggee.client.request('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'raised', condition: 'asyncio.CancelledError' }],
    });
    await debuggee.begin();
    await debuggee.stop();
    const info = await debuggee.client.request<DebugProtocol.ExceptionInfoResponse['body']>('exceptionInfo', {
      threadId: debuggee.threadId,
    });
    assert.equal(info.exceptionId, 'asyncio.exceptions.CancelledError');
    assert.equal(
      info.description,
      `took too long\nCancelled by Task-1 'main', cancel(), at ${FILE}:${lineOf(FILE, 'give-up')}`,
    );
    assert.match(
      info.details?.stackTrace ?? '',
      /Cancelled by Task-1 'main', cancel\(\):\n.* in main\n.*\n.* in give_up\n {4}task\.cancel/,
    );
  });

  it('tell who woke a task: the stack that completed what it waited for', async () => {
    await debuggee.launch();
    await debuggee.breakpoints('read');
    await debuggee.begin();
    await debuggee.stop();
    const { tasks } = await debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    const reader = tasks.find(({ name }) => name === 'reader')!;
    assert.equal(told(reader.woken!), `- by Task-1 'main', completed: main:${lineOf(FILE, 'put')}`);
    assert.deepEqual(
      reader.woken?.frames.filter(({ library }) => library).map(({ name }) => name),
      ['Queue._wakeup_next', 'Queue.put_nowait'],
    );
  });

  it('tell it also of code that runs without frames', async () => {
    const file = '../test/adapter/causes/wakeUps.py';
    await debuggee.close();
    debuggee = new Debuggee(file);
    await debuggee.launch();
    await debuggee.breakpoints('look');
    await debuggee.begin();
    // The gather's own function completes it; what it does is native.
    for (let stop = 0; stop < 2; stop++) {
      await debuggee.stop();
      const { woken } = await current();
      const line = await debuggee.evaluate(
        "1 + [l.strip() for l in open(asyncio.tasks.__file__)].index('outer.set_result(results)')",
      );
      assert.deepEqual(
        woken?.frames.map((frame) => `${frame.name}:${frame.line}`),
        [`gather.<locals>._done_callback:${line}`],
      );
      await debuggee.go();
    }
    const seen: string[][] = [];
    // The first two are woken by code that runs for the first time, the others by code that is hot.
    for (let stop = 0; stop < 4; stop++) {
      await debuggee.stop();
      const { woken } = await current();
      assert.ok(woken);
      seen.push(woken.frames.map(({ name, line }) => `${name}:${line}`));
      assert.match(told(woken), /^- by producer 'produce', completed: /);
      await debuggee.go();
    }
    const own = (...names: string[]) => names.map((name) => `:${lineOf(file, name)}`);
    const lines = (stack: string[]) => stack.slice(2).map((frame) => frame.replace(/^[^:]*/, ''));
    assert.deepEqual(lines(seen[0]), own('deliver', 'send', 'sender'));
    assert.deepEqual(lines(seen[1]), own('deliver', 'parcel', 'wrapped', 'wrapper'));
    assert.deepEqual(seen.slice(2), seen.slice(0, 2));
    assert.equal(await debuggee.ended(), 0);
  });

  it('name the debugger where it cancelled', async () => {
    await debuggee.launch();
    await debuggee.breakpoints('give-up', 'cancelled');
    await debuggee.begin();
    await debuggee.stop();
    const { tasks } = await debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot');
    await debuggee.client.request('coroscope/cancelTask', { taskId: tasks.find(({ name }) => name === 'plain')!.id });
    const after = (await debuggee.client.request<CoroutineSnapshot>('coroscope/snapshot')).tasks;
    assert.equal(
      told(after.find(({ name }) => name === 'plain')!.cancellation![0]),
      "plain 'waits' by the debugger, cancel(): ",
    );
  });
});
