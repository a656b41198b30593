/** What is kept in the user's cache folder to start faster: made, used, mended, and never in the way. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './dapClient';

describe('the start cache', function () {
  this.timeout(120_000);

  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'coroscope-cache-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(args: string[], env: Record<string, string> = {}): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve(root, 'dist/cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache'), ...env },
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  }

  const filesOf = (kind: string) =>
    readdirSync(join(folder, 'cache/coroscope')).filter((name) => name.startsWith(kind));

  it("keeps V8's compiled form of the runtime, and makes it anew where it is broken", () => {
    assert.equal(run(['-c', 'print(1)']), '1\n');
    const [name, ...more] = filesOf('v8-');
    assert.deepEqual(more, []);
    const file = join(folder, 'cache/coroscope', name);
    const whole = readFileSync(file);
    assert.ok(whole.length > 100_000);
    writeFileSync(file, whole.subarray(0, 1000));
    assert.equal(run(['-c', 'print(2)']), '2\n');
    assert.ok(readFileSync(file).length > 100_000);
  });

  it('does without where the folder cannot be written', () => {
    mkdirSync(join(folder, 'cache'));
    writeFileSync(join(folder, 'cache/coroscope'), 'a file, not a folder');
    assert.equal(run(['-c', 'print(3)']), '3\n');
  });
});
