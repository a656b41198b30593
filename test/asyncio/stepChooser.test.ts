/** Which of the ready tasks goes on next, where somebody chooses; and what nobody may reorder. */
import assert from 'node:assert/strict';
import { RecordedPicker, SeededPicker } from '../../runtime/asyncio/pickers';
import { scheduling } from '../../runtime/asyncio/scheduling';
import { type ChoiceWatch, type Picker, StepChooser } from '../../runtime/asyncio/stepChooser';
import { runLoopProgram } from './loopHarness';

const none = (): void => undefined;
const unwatched: ChoiceWatch = { counted: none, deciding: none, decided: none };

/** What a program logs, and its choices, where one picks the next task. */
function runWith(picker: Picker, text: string): { lines: string[]; chooser: StepChooser } {
  const chooser = new StepChooser(picker, unwatched);
  scheduling.chooser = chooser;
  try {
    return { lines: runLoopProgram(text), chooser };
  } finally {
    scheduling.chooser = null;
  }
}

const choosing = (...choices: number[]) => new RecordedPicker(choices);
const last: Picker = { pick: (candidates) => candidates.length - 1 };

const THREE_TASKS = `
async def work(name):
    log(name, 1)
    await bare()
    log(name, 2)
for name in 'abc': loop.create_task(work(name))
loop.call_later(1, loop.stop)
loop.run_forever()
`;

describe('choosing the next of the ready tasks', () => {
  it('takes the first unless something else is chosen', () => {
    const { lines, chooser } = runWith(choosing(), THREE_TASKS);
    assert.deepEqual(lines, ['a 1', 'b 1', 'c 1', 'a 2', 'b 2', 'c 2']);
    assert.deepEqual(chooser.choices.toArray(), []);
    assert.equal(chooser.decisions, 5);
  });

  it('takes the chosen one before the others, which keep their order', () => {
    const { lines, chooser } = runWith(choosing(2, -1, 2), THREE_TASKS);
    assert.deepEqual(lines, ['c 1', 'a 1', 'a 2', 'b 1', 'c 2', 'b 2']);
    assert.deepEqual(chooser.choices.toArray(), [2, -1, 2]);
  });

  it('lets no step overtake a plain callback that stood before it', () =>
    assert.deepEqual(
      runWith(
        last,
        `
async def work(name): log(name)
loop.create_task(work('a'))
loop.create_task(work('b'))
loop.call_soon(log, 'callback')
loop.call_soon(log, 'another')
loop.create_task(work('c'))
loop.create_task(work('d'))
loop.call_later(1, loop.stop)
loop.run_forever()
`,
      ).lines,
      ['b', 'a', 'callback', 'another', 'd', 'c'],
    ));

  it('lets those that wait for one future go on in the order of its callbacks', () =>
    assert.deepEqual(
      runWith(
        last,
        `
first, second = loop.create_future(), loop.create_future()
async def wait(name, future):
    await future
    log(name)
for name in 'ab': loop.create_task(wait(name, first))
for name in 'cd': loop.create_task(wait(name, second))
def complete():
    first.set_result(None)
    second.set_result(None)
loop.call_later(1, complete)
loop.call_later(2, loop.stop)
loop.run_forever()
`,
      ).lines,
      // The last of them came first to their futures, too.
      ['d', 'c', 'b', 'a'],
    ));

  it('reorders timers that are due at the same moment, and no others', () =>
    assert.deepEqual(
      runWith(
        last,
        `
for name, when in [('a', 1), ('b', 1), ('c', 1), ('d', 2), ('e', 0.5)]: loop.call_later(when, log, name)
loop.call_later(3, loop.stop)
loop.run_forever()
`,
      ).lines,
      ['e', 'c', 'b', 'a', 'd'],
    ));

  it('is the same for the same seed, and not for every seed', () => {
    const runs = [0, 1, 2, 3, 4, 5, 6, 7].map((seed) => runWith(new SeededPicker(seed), THREE_TASKS).lines.join());
    const again = [0, 1, 2, 3, 4, 5, 6, 7].map((seed) => runWith(new SeededPicker(seed), THREE_TASKS).lines.join());
    assert.deepEqual(runs, again);
    assert.ok(new Set(runs).size > 3, [...new Set(runs)].join('\n'));
  });

  it('does again what is recorded of a seed', () => {
    for (const seed of [0, 1, 3]) {
      const { lines, chooser } = runWith(new SeededPicker(seed), THREE_TASKS);
      const recorded = choosing(...chooser.choices.toArray());
      assert.deepEqual(runWith(recorded, THREE_TASKS).lines, lines);
      assert.equal(recorded.divergence, undefined);
    }
  });

  it('says where a record does not fit', () => {
    const recorded = choosing(-1, 5, 1);
    assert.equal(runWith(recorded, THREE_TASKS).lines.length, 6);
    assert.deepEqual(recorded.divergence, { decision: 2, taken: 6, of: 3 });
  });

  it('obeys somebody who wants a certain task to be next', () => {
    const chooser: StepChooser = new StepChooser(choosing(2), {
      ...unwatched,
      deciding: ({ number, candidates }) => {
        if (number === 1) chooser.forced = candidates[1].task;
      },
    });
    scheduling.chooser = chooser;
    try {
      assert.deepEqual(runLoopProgram(THREE_TASKS).slice(0, 3), ['b 1', 'a 1', 'c 1']);
    } finally {
      scheduling.chooser = null;
    }
    assert.deepEqual(chooser.choices.toArray(), [1]);
  });
});
