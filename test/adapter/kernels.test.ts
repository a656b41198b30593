/** Loops that aren't asyncio, on `select` and `socket`: they run as in CPython, and their coroutines are seen. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CoroutineSnapshot } from '../../adapter/protocol';
import { cpython } from './cpython';
import { DapClient, root } from './dapClient';

const fileOf = (name: string): string => resolve(__dirname, 'kernels', `${name}.py`);

const PRINTED = {
  traps: ["b'CLIENT 0'", "b'CLIENT 1'", "b'CLIENT 2'", 'over'],
  scopes: ['from a thread: 45', 'timed out: True', 'the sibling is cancelled', 'failed: failed', 'over'],
};

describe('kernels of other kinds', function () {
  this.timeout(120_000);
  let client: DapClient | undefined;

  afterEach(async () => {
    await client?.close();
    client = undefined;
  });

  for (const [name, lines] of Object.entries(PRINTED))
    it(`${name} prints what it prints in CPython`, () => {
      const run = (command: string, ...args: string[]): string[] =>
        spawnSync(command, [...args, fileOf(name)], { encoding: 'utf8' })
          .stdout.trimEnd()
          .split('\n');
      assert.deepEqual(run(process.execPath, resolve(root, 'dist/cli.js')), lines);
      const command = cpython();
      if (command !== null) assert.deepEqual(run(command), lines);
    });

  /** The coroutines while the program stands at a line: what each awaits, and what it is suspended in. */
  async function coroutinesAt(name: string, text: string): Promise<Map<string, [string | undefined, string[]]>> {
    const program = fileOf(name);
    client = new DapClient();
    await client.launch({ program });
    const line = readFileSync(program, 'utf8').split('\n').indexOf(text) + 1;
    await client.request('setBreakpoints', { source: { path: program }, breakpoints: [{ line }] });
    await client.request('configurationDone');
    await client.stopped();
    const { coroutines } = await client.request<CoroutineSnapshot>('coroscope/snapshot');
    return new Map(
      coroutines.map(({ coroutine, awaits, frames }) => [coroutine, [awaits?.text, frames.map((f) => f.name)]]),
    );
  }

  it('coroutines that trap into a kernel are shown, with what they await', async () => {
    const seen = await coroutinesAt('traps', '    sock.close()');
    assert.deepEqual(seen.get('main'), ['trap("join", self)', ['trap', 'Task.join', 'main']]);
    assert.deepEqual(seen.get('echo'), [
      'trap(event, self.sock)',
      ['trap', 'Stream.when_ready', 'Stream.receive', 'echo'],
    ]);
  });

  it('coroutines in nurseries are shown, with what they await', async () => {
    const seen = await coroutinesAt('scopes', '    raise ValueError("failed")');
    assert.deepEqual(seen.get('sibling'), [
      'wait_rescheduled(lambda: None)',
      ['wait_rescheduled', 'Kernel.readable', 'sibling'],
    ]);
    assert.equal(seen.get('main')?.[1].at(-1), 'main');
    assert.equal(seen.get('main')?.[1][0], 'wait_rescheduled');
  });
});
