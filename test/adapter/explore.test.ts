/** Looking for a failing schedule: the search and the shrinking alone, then real programs. */
import assert from 'node:assert/strict';
import { explore, type ExploreOptions } from '../../adapter/explore/explorer';
import { explorationText } from '../../adapter/explore/explorationText';
import type { Run } from '../../adapter/explore/runWithSchedule';
import { shrink } from '../../adapter/explore/shrink';
import type { ExploreMessage } from '../../adapter/protocol';
import { choicesOf, deviationsOf, type Deviation, type ScheduleReport } from '../../runtime/index';
import { DapClient, example, lineOf } from './dapClient';
import { ProgramFolder } from './programFolder';

const deviations = (...decisions: number[]): Deviation[] => decisions.map((decision) => ({ decision, taken: 2 }));
const decisionsOf = (list: readonly Deviation[]): number[] => list.map(({ decision }) => decision);

describe('shrinking a schedule', () => {
  it('keeps what the failure takes, and nothing else', async () => {
    const tried: number[][] = [];
    const start = deviations(...Array.from({ length: 40 }, (_, i) => 10 * i));
    const found = await shrink(
      start,
      async (candidate) => {
        tried.push(decisionsOf(candidate));
        return decisionsOf(candidate).includes(30) && decisionsOf(candidate).includes(170) ? candidate : null;
      },
      200,
    );
    assert.deepEqual(found, [
      { decision: 30, taken: 1 },
      { decision: 170, taken: 1 },
    ]);
    assert.ok(tried.length < 60, `${tried.length} tries`);
  });

  it('takes the latest of the choices that decide as well', async () => {
    const fails = async (candidate: readonly Deviation[]) =>
      candidate.some(({ decision }) => decision >= 20 && decision <= 23) ? candidate : null;
    assert.deepEqual(await shrink(deviations(5, 20, 60), fails, 100), [{ decision: 23, taken: 1 }]);
  });

  it('ends after so many tries with what it has by then', async () => {
    let tries = 0;
    const found = await shrink(deviations(1, 2, 3, 4, 5, 6, 7, 8), async (list) => (tries++, list), 1);
    assert.deepEqual([tries, found.length], [1, 4]);
  });
});

/** A program that asks ten times which of three goes on; `fails` says for which answers it does. */
function decider(
  fails: (taken: readonly number[]) => string | null,
  most = 20,
): ExploreOptions & { told: ExploreMessage[] } {
  const told: ExploreMessage[] = [];
  return {
    most,
    together: 2,
    told,
    tell: (message) => told.push(message),
    stopped: () => false,
    run: ({ seed, choices }) => {
      const answers = Array.from({ length: 10 }, (_, i) => (seed === null ? 0 : (seed + i) % 3));
      for (const { decision, taken } of deviationsOf(choices))
        if (decision <= 10) answers[decision - 1] = Math.min(taken, 2);
      const had = answers.flatMap((taken, i) => (taken > 0 ? [{ decision: i + 1, taken }] : []));
      return Promise.resolve(ended(had, fails(answers)));
    },
  };
}

function ended(had: Deviation[], error: string | null): Run {
  const report: ScheduleReport = {
    choices: choicesOf(had),
    decisions: 10,
    deviations: had.map(({ decision }) => ({
      number: decision,
      ran: 'b',
      before: 'a',
      place: { path: '/home/me/shop.py', line: decision },
    })),
    divergence: null,
    unfinished: false,
    exception: error === null ? null : { type: error, text: `${error}: no` },
    neverRetrieved: [],
    deadlock: null,
  };
  return { exitCode: error === null ? 0 : 1, note: null, report, tookTooLong: false, errors: '' };
}

describe('looking for a failing schedule', () => {
  it('finds the first seed that fails and the choice that decides', async () => {
    const options = decider((taken) => (taken[3] === 2 ? 'KeyError' : null));
    const { runs, found } = await explore(options);
    assert.equal(found?.seed, 2);
    assert.equal(runs, 4);
    assert.deepEqual(found.choices, [-3, 2]);
    assert.equal(found.deviations[0].number, 4);
    assert.deepEqual(options.told[0], { kind: 'progress', phase: 'searching', runs: 3, most: 20 });
    assert.ok(options.told.some((message) => message.kind === 'progress' && message.phase === 'shrinking'));
  });

  it('shrinks towards the same failure, not to another', async () => {
    const { found } = await explore(
      decider((taken) => (taken[0] === 2 && taken[1] === 0 ? 'KeyError' : taken[0] === 1 ? 'ValueError' : null)),
    );
    assert.deepEqual([found?.failure.what, found?.choices], ['ValueError', [1]]);
  });

  it('says at once if the program fails in any case, never has a choice, or does not end', async () => {
    const always = await explore(decider(() => 'KeyError'));
    assert.deepEqual([always.runs, always.found?.seed, always.found?.choices], [1, null, []]);
    const single = ended([], null);
    const alone = await explore({
      ...decider(() => null),
      run: async () => ({ ...single, report: { ...single.report!, decisions: 0 } }),
    });
    assert.match(alone.note!, /nothing to choose/);
    const endless = await explore({
      ...decider(() => null),
      run: async () => ({ ...single, report: null, tookTooLong: true }),
    });
    assert.match(endless.note!, /does not end by itself/);
    assert.deepEqual([alone.runs, alone.found, endless.found], [1, null, null]);
  });

  it('ends when nobody wants to know any more', async () => {
    let asked = 0;
    const { runs, note } = await explore({ ...decider(() => null), stopped: () => asked++ > 4 });
    assert.ok(runs < 20, String(runs));
    assert.equal(note, 'it was stopped');
  });

  it('tells what it found', async () => {
    const text = explorationText(await explore(decider((taken) => (taken[3] === 2 ? 'KeyError' : null))), 'shop.py');
    assert.match(text, /^It fails with seed 2, in run 4: KeyError: no\nOne choice other than asyncio's is enough/);
    assert.match(text, /\n {2}at shop\.py:4 b ran before a {3}<- decides\n/);
    assert.match(text, /"schedule": \{"choices":\[-3,2\],"stopAt":4\}\n/);
    const nothing = explorationText(await explore(decider(() => null)), 'shop.py');
    assert.equal(nothing, 'No schedule was found with which it fails, in 20 runs.\n');
  });
});

const DEADLOCK = `
import asyncio
async def both(first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:
            pass
async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    async with asyncio.TaskGroup() as group:
        group.create_task(both(a, b), name='one')
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        group.create_task(both(b, a), name='two')
asyncio.run(main())
`;

const UNSEEN = `
import asyncio
ready = []
async def check():
    await asyncio.sleep(1)
    if not ready: raise LookupError('not yet')
async def prepare():
    await asyncio.sleep(1)
    ready.append(1)
async def main():
    tasks = [asyncio.create_task(prepare()), asyncio.create_task(check())]
    await asyncio.wait(tasks)
asyncio.run(main())
`;

describe('exploring a program', function () {
  this.timeout(300_000);

  let folder: ProgramFolder;
  before(() => {
    folder = new ProgramFolder({ 'deadlock.py': DEADLOCK, 'unseen.py': UNSEEN });
  });
  after(() => folder.remove());

  it("finds the example's mistake, and a session stops at the choice that decides", async () => {
    const { status, stdout } = folder.run('--explore', '20', example('bank.py'));
    assert.equal(status, 1);
    assert.match(stdout, /^It fails with seed \d+, in run \d+: AssertionError: money is lost\n {2}Traceback/);
    const line = lineOf('bank.py', 'asked');
    assert.match(stdout, new RegExp(`at bank\\.py:${line} task 'b to a' ran before task 'a to b' {3}<- decides`));
    const schedule: unknown = JSON.parse(/"schedule": (.*)/.exec(stdout)![1]);

    const client = new DapClient();
    try {
      await client.launch({ program: example('bank.py'), schedule });
      await client.request('configurationDone');
      const { reason, threadId, text } = await client.stopped();
      assert.equal(reason, 'choice');
      assert.equal(text, "task 'b to a' is about to run before task 'a to b'");
      const { threads } = await client.request<{ threads: { id: number; name: string }[] }>('threads');
      assert.match(threads.find(({ id }) => id === threadId)!.name, /^b to a/);
      const { stackFrames } = await client.request<{ stackFrames: { name: string; line: number }[] }>('stackTrace', {
        threadId,
      });
      const mine = stackFrames.find(({ name }) => name === 'transfer');
      assert.equal(mine?.line, line);
      // From there it goes on as the schedule says.
      await client.request('next', { threadId });
      const stepped = await client.stopped();
      assert.deepEqual([stepped.reason, stepped.threadId], ['step', threadId]);
      await client.request('setExceptionBreakpoints', { filters: [] });
      await client.request('continue', { threadId });
      assert.equal((await client.event('exited')).body?.exitCode, 1);
      assert.match(client.output('stderr'), /AssertionError: money is lost/);
    } finally {
      await client.close();
    }
  });

  it('finds a deadlock, and who waits where', () => {
    const { stdout } = folder.run('--explore', '20', 'deadlock.py');
    assert.match(
      stdout,
      /^It fails with seed \d+, .*: a deadlock: nothing can happen any more; waiting: .*task 'one' at deadlock\.py:6/,
    );
    assert.match(stdout, /<- decides/);
  });

  it('finds an exception that nobody retrieves, told in lines of JSON', () => {
    const { status, stdout } = folder.run('--explore-json', '20', 'unseen.py');
    const messages = stdout
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as ExploreMessage);
    const end = messages.at(-1)!;
    assert.equal(end.kind, 'end');
    const { found } = end.exploration;
    assert.deepEqual([status, found?.failure.kind, found?.failure.what], [1, 'never retrieved', 'LookupError']);
    assert.equal(found?.deviations.length, 1);
  });

  it('needs a program that can be run again, and a number', () => {
    assert.match(folder.run('--explore', '5').stderr, /^--explore needs a file, -m or -c/);
    assert.match(folder.run('--explore', 'x.py').stderr, /^--explore needs the number of runs/);
  });
});
