/** Each example prints what CPython prints. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { cpython } from './cpython';
import { root } from './dapClient';

const FOLDER = resolve(root, 'examples');
const VIRTUAL_CLOCK = resolve(root, 'test/adapter/virtualClock');

const INPUT: Record<string, string> = {
  greeting: 'Ada\n',
  own_loop: 'A\nA\nB\nC\nB\nC\nC\nA\nB\nA\nC\nB\nC\n',
};

/** Where CPython 3.13 prints something else: 3.14's message, and the co_flags of 3.9. */
const EXPECTED: Record<string, string> = {
  await_number: "'int' object can't be awaited\n",
  coro_demo: '195\n10\n',
};

describe('examples', function () {
  this.timeout(120_000);

  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.py'))) {
    const name = file.slice(0, -3);
    it(`${name} prints what CPython prints`, function () {
      const input = INPUT[name] ?? '';
      const cli = resolve(root, 'dist/cli.js');
      const ours = run(process.execPath, [cli, '-X', 'clock=virtual', file], input);
      const expected = EXPECTED[name];
      if (expected !== undefined) {
        assert.deepEqual(ours, { status: 0, stdout: expected });
        return;
      }
      const command = cpython();
      if (command === null) {
        this.test!.title += ' (skipped: there is no python3.13)';
        this.skip();
      }
      assert.deepEqual(ours, run(command, [file], input, { ...process.env, PYTHONPATH: VIRTUAL_CLOCK }));
    });
  }
});

function run(
  command: string,
  args: string[],
  input: string,
  env = process.env,
): { status: number | null; stdout: string } {
  const { status, stdout } = spawnSync(command, args, { cwd: FOLDER, input, env, encoding: 'utf8' });
  return { status, stdout };
}
