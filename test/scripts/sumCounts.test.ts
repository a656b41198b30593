import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const script = resolve(__dirname, '..', '..', 'scripts', 'sumCounts.mjs');

/** Exit code and last line for what the runs wrote. */
function sum(runs: object[], expected: number, ...failedSteps: string[]): [code: number | null, last: string] {
  const folder = mkdtempSync(join(tmpdir(), 'coroscope-counts-'));
  try {
    const file = join(folder, 'counts');
    writeFileSync(file, runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
    const args = [script, file, String(expected), ...failedSteps];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return [status, stdout.trimEnd().split('\n').at(-1) ?? ''];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (passes: number, failures = 0, pending = 0) => ({ passes, failures, pending });

describe('the closing line of CI', () => {
  it('adds up all runs', () => {
    assert.deepEqual(sum([run(3), run(4)], 2), [0, '7 passed, 0 failed']);
    assert.deepEqual(sum([run(3, 0, 2), run(4)], 2), [0, '7 passed, 0 failed, 2 skipped']);
  });

  it('fails for a failed test, a failed step, a run that did not end, and for no tests at all', () => {
    assert.deepEqual(sum([run(3), run(4, 1)], 2), [1, '7 passed, 1 failed']);
    assert.deepEqual(sum([run(3), run(4)], 2, 'lint'), [1, '7 passed, 0 failed']);
    assert.deepEqual(sum([run(3)], 2), [1, '3 passed, 0 failed']);
    assert.deepEqual(sum([run(0), run(0)], 2), [1, '0 passed, 0 failed']);
  });
});
