import assert from 'node:assert/strict';
import {
  debugConfiguration,
  headline,
  MessageLines,
  progressStep,
  progressText,
} from '../../extension/schedule/exploration';
import type { Exploration, FailingSchedule } from '../../adapter/protocol';

const found: FailingSchedule = {
  seed: 7,
  failure: { kind: 'exception', what: 'AssertionError', text: 'AssertionError: money is lost', output: '' },
  choices: [-4, 1],
  deviations: [
    { number: 5, ran: "task 'b to a'", before: "task 'a to b'", place: { path: '/home/me/bank.py', line: 14 } },
  ],
  deviationsBefore: 20,
  shrinkingRuns: 9,
};
const exploration: Exploration = { runs: 9, unfinished: 0, note: null, found };
const searching = (runs: number) => ({ kind: 'progress', phase: 'searching', runs, most: 200 }) as const;
const shrinking = (runs: number) => ({ kind: 'progress', phase: 'shrinking', runs, most: 200 }) as const;

describe('a failing schedule in the editor', () => {
  it('is said in one sentence, with the choice that decides', () => {
    assert.equal(
      headline(exploration, 'bank.py'),
      "bank.py fails when at bank.py:14 task 'b to a' runs before task 'a to b': AssertionError: money is lost",
    );
    const always = { ...exploration, found: { ...found, seed: null, deviations: [] } };
    assert.equal(headline(always, 'bank.py'), "bank.py fails in asyncio's own order: AssertionError: money is lost");
  });

  it('that was not found is said to be so, and why', () => {
    const nothing = { runs: 200, unfinished: 0, note: null, found: null };
    assert.equal(headline(nothing, 'a.py'), 'No failing schedule was found for a.py in 200 runs.');
    assert.equal(
      headline({ ...nothing, note: 'it was stopped' }, 'a.py'),
      'No failing schedule was found for a.py: it was stopped.',
    );
    assert.match(headline({ ...nothing, unfinished: 3 }, 'a.py'), /in 200 runs, 3 of which were ended early\.$/);
  });

  it('is debugged stopped at that choice', () => {
    assert.deepEqual(debugConfiguration('/home/me/bank.py', 'bank.py', found), {
      type: 'coroscope',
      request: 'launch',
      name: 'Debug the failing schedule of bank.py',
      program: '/home/me/bank.py',
      schedule: { choices: [-4, 1], stopAt: 5 },
    });
    const always = debugConfiguration('/a.py', 'a.py', { ...found, choices: [], deviations: [] });
    assert.deepEqual(always.schedule, { choices: [] });
  });

  it('is told in lines that come in pieces', () => {
    const lines = new MessageLines();
    const text = `${JSON.stringify(searching(1))}\n${JSON.stringify(shrinking(2))}\n`;
    assert.deepEqual(lines.feed(text.slice(0, 10)), []);
    assert.deepEqual(lines.feed(text.slice(10)), [searching(1), shrinking(2)]);
  });

  it('is looked for with progress', () => {
    assert.equal(progressText(searching(3)), 'run 3 of 200');
    assert.match(progressText(shrinking(3)), /^it fails; looking for the choice that decides, run 3$/);
    assert.equal(progressStep(searching(10), searching(14)), 2);
    assert.equal(progressStep(searching(10), shrinking(1)), 0);
  });
});
