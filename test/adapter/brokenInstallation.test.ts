/** Files of the installation that are missing or damaged: what can be done without is, else a message says what to do. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './dapClient';

describe('a broken installation', function () {
  this.timeout(120_000);

  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'coroscope-broken-'));
    for (const name of ['cli.js', 'worker.js', 'runtime.js'])
      copyFileSync(join(root, 'dist', name), join(folder, name));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const sound = (name: string) => symlinkSync(join(root, 'dist', name), join(folder, name));
  const run = (code: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'cli.js'), '-c', code], {
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: folder },
    });
    return { status, stdout, stderr };
  };
  const refusal = (how: string) =>
    `Coroscope cannot start: the standard library's file, library.bin, ${how}. ` +
    'Install it anew, or in its sources run: npm run build\n';

  it('says so where the library is missing, cut off, of another version or something else', () => {
    sound('prepared.bin');
    const library = readFileSync(join(root, 'dist/library.bin'));
    const file = join(folder, 'library.bin');
    assert.deepEqual(run('print(1)'), { status: 1, stdout: '', stderr: refusal('is missing') });
    const other = Buffer.from(library.subarray(0, 100_000));
    other[4] ^= 1;
    for (const [bytes, how] of [
      [library.subarray(0, 0), 'is cut off'],
      [library.subarray(0, 1000), 'is cut off'],
      [library.subarray(0, library.length - 1), 'is cut off'],
      [other, 'is of another version'],
      [Buffer.from('<html>not found</html>'), 'is of another version'],
    ] as const) {
      writeFileSync(file, bytes);
      assert.deepEqual(run('print(1)'), { status: 1, stdout: '', stderr: refusal(how) });
    }
  });

  it('takes damage for what it is, not for a bug', () => {
    sound('prepared.bin');
    const library = readFileSync(join(root, 'dist/library.bin'));
    // Past the index.
    for (let at = 60_000; at < library.length; at += 97) library[at] ^= 0x55;
    writeFileSync(join(folder, 'library.bin'), library);
    assert.deepEqual(run('import asyncio, unittest, json'), { status: 1, stdout: '', stderr: refusal('is damaged') });
  });

  it('does without what was prepared', () => {
    sound('library.bin');
    const code = 'import json; print(json.loads("[12.5e1]"))';
    assert.deepEqual(run(code), { status: 0, stdout: '[125.0]\n', stderr: '' });
    const prepared = readFileSync(join(root, 'dist/prepared.bin'));
    const damaged = Buffer.from(prepared);
    damaged[damaged.length >> 1] ^= 1;
    const file = join(folder, 'prepared.bin');
    for (const bytes of [Buffer.alloc(0), prepared.subarray(0, 5000), damaged]) {
      writeFileSync(file, bytes);
      const note = `coroscope: ${file} is broken: some imports take longer until it is built or installed anew\n`;
      assert.deepEqual(run(code), { status: 0, stdout: '[125.0]\n', stderr: note });
    }
    writeFileSync(file, prepared);
    assert.deepEqual(run(code), { status: 0, stdout: '[125.0]\n', stderr: '' });
  });
});
