import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programSeed, seeded } from '../../scripts/fuzz/choices';
import { bestOfBoth, Comparison, firstDifference } from '../../scripts/fuzz/compare';
import { cpython314, processInterpreter } from '../../scripts/fuzz/interpreters';
import { minimise } from '../../scripts/fuzz/minimise';
import { randomProgram, replay, SUBJECTS } from '../../scripts/fuzz/programs';
import { findPython } from '../../scripts/findPython';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

describe('fuzzing', () => {
  it('makes the same program of the same seed, and of its choices', () => {
    for (const subject of SUBJECTS) {
      const made = randomProgram(seeded(programSeed(7, 3)), subject);
      assert.equal(randomProgram(seeded(programSeed(7, 3)), subject).source, made.source);
      assert.equal(replay(made.choices, subject).source, made.source);
    }
  });

  it('makes a failing program smaller', async () => {
    const made = randomProgram(seeded(programSeed(2, 0)), 'function');
    const fails = (source: string): Promise<boolean> =>
      Promise.resolve(source.includes('def f(') && source.includes('show('));
    const small = await minimise(made, (choices) => replay(choices, 'function'), fails);
    assert.ok(small.source.length < 90, small.source);
  });

  it("takes a line that is either oracle's", () => {
    assert.equal(bestOfBoth('a\nnew\nc', 'a\nold\nd', 'a\nold\nx'), 'a\nold\nc');
    assert.equal(bestOfBoth('a\nnew', 'old', 'old'), 'a\nnew');
  });

  it('says where outputs part', () => {
    assert.equal(firstDifference('a\nb\n', 'a\nb\n'), null);
    assert.deepEqual(firstDifference('a\nb\n', 'a\nc\n'), { expected: 'b', got: 'c' });
  });

  it('takes no account of where the library is, nor of what follows a bytearray that CPython keeps from growing', () => {
    const at = (folder: string): string => `at ${folder}/asyncio/tasks.py:810>`;
    assert.equal(firstDifference(at('/lib/python314.zip'), at('/coroscope/lib/python3.14')), null);
    assert.notEqual(firstDifference(at('/lib/python314.zip'), at('/coroscope/other')), null);
    assert.equal(firstDifference('a\nBufferError: Existing exports of data: no\nb', 'a\nbytearray()\nc'), null);
    assert.notEqual(firstDifference('a\nBufferError: Existing exports of data: no\nb', 'b\nbytearray()\nc'), null);
  });

  it('finds no difference from CPython in a few programs', async function () {
    if (!existsSync(cli)) this.skip();
    this.timeout(120_000);
    const ours = processInterpreter(process.execPath, [cli]);
    const python = findPython('3.13');
    const oracle = python === null ? null : processInterpreter(python, []);
    const comparison = new Comparison(ours, oracle, await cpython314());
    const differing: string[] = [];
    try {
      for (let i = 0; i < 40; i++) {
        const { source } = randomProgram(
          seeded(programSeed(1, i)),
          ['function', 'generator', 'coroutine', 'asyncgen'][i % 4],
        );
        const difference = await comparison.difference(source);
        if (difference !== null) differing.push(`${difference.expected} | ${difference.got}\n${source}`);
      }
    } finally {
      ours.close();
      oracle?.close();
    }
    assert.deepEqual(differing, []);
  });
});
