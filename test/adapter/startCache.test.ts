/** What is kept in the user's cache folder to start faster: made, used, mended, and never in the way. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './dapClient';

describe('the start cache', function () {
  this.timeout(120_000);

  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(realpathSync(tmpdir()), 'coroscope-cache-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function start(args: string[], env: Record<string, string> = {}) {
    return spawnSync(process.execPath, [resolve(root, 'dist/cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '', XDG_CACHE_HOME: join(folder, 'cache'), ...env },
    });
  }

  function run(args: string[], env: Record<string, string> = {}): string {
    const { status, stdout, stderr } = start(args, env);
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
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 100_000, 100_016);
    // V8 itself takes the second for sound, and dies of it.
    for (const broken of [whole.subarray(0, 1000), damaged]) {
      writeFileSync(file, broken);
      const { status, stdout, stderr } = start(['-c', 'print(2)']);
      assert.deepEqual([status, stdout, stderr], [0, '2\n', `coroscope: ${file} is broken and is made anew\n`]);
      assert.ok(readFileSync(file).length > 100_000);
      assert.equal(run(['-c', 'print(3)']), '3\n');
    }
  });

  it('keeps only what was used last of other builds and places', () => {
    const cache = join(folder, 'cache/coroscope');
    mkdirSync(cache, { recursive: true });
    const old = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000);
    const launcher = (name: string, days: number, text: string) => {
      mkdirSync(join(cache, name));
      writeFileSync(join(cache, name, 'python3'), text);
      utimesSync(join(cache, name), old(days), old(days));
    };
    for (let i = 1; i <= 9; i++) {
      writeFileSync(join(cache, `v8-of-build-${i}.bin`), '');
      utimesSync(join(cache, `v8-of-build-${i}.bin`), old(i), old(i));
      launcher(`bin-${i}`, i * 2, `#!/bin/sh\nexec '${process.execPath}' '${__filename}' "$@"\n`);
    }
    launcher('bin-gone', 0, `#!/bin/sh\nexec '${process.execPath}' '/nowhere/cli.js' "$@"\n`);
    writeFileSync(join(cache, 'v8-half-written.bin.123'), '');
    utimesSync(join(cache, 'v8-half-written.bin.123'), old(1), old(1));
    writeFileSync(join(cache, 'v8-being-written.bin.124'), '');
    assert.equal(run(['-c', 'import sys; print(len(sys.executable) > 0)']), 'True\n');
    const own = (name: string) => !/^v8-of|^v8-being|^bin-.$/.test(name);
    assert.deepEqual(
      filesOf('v8-').filter((name) => !own(name)),
      ['v8-being-written.bin.124', ...[1, 2, 3, 4, 5].map((i) => `v8-of-build-${i}.bin`)],
    );
    assert.equal(filesOf('v8-').filter(own).length, 1);
    // Five besides the one in use; a program may run for days with its launcher.
    assert.deepEqual(
      filesOf('bin-').filter((name) => !own(name)),
      ['bin-1', 'bin-2', 'bin-3', 'bin-4', 'bin-5'],
    );
    assert.equal(filesOf('bin-').filter(own).length, 1);
  });

  it('does without where the folder cannot be written', () => {
    mkdirSync(join(folder, 'cache'));
    writeFileSync(join(folder, 'cache/coroscope'), 'a file, not a folder');
    assert.equal(run(['-c', 'print(3)']), '3\n');
  });

  describe('of code', () => {
    const filler = Array.from({ length: 60 }, (_, i) => `def f${i}(x):\n    return x + ${i}\n`).join('');
    const write = (name: string, text: string) => writeFileSync(join(folder, name), `${filler}${text}\n`);
    const codeFiles = () => readdirSync(join(folder, 'cache/coroscope/code'));

    it('keeps what a module compiles to, by its contents', () => {
      write('mod.py', 'value = f1(41)');
      assert.equal(run(['-c', 'import mod; print(mod.value)']), '42\n');
      assert.equal(codeFiles().length, 1);
      assert.equal(run(['-c', 'import mod; print(mod.value, mod.f1.__code__.co_filename)']), `42 ${folder}/mod.py\n`);
      assert.equal(codeFiles().length, 1);
      write('mod.py', 'value = f1(42)');
      assert.equal(run(['-c', 'import mod; print(mod.value)']), '43\n');
      assert.equal(codeFiles().length, 2);
    });

    it('names the file that runs, not the first with these contents', () => {
      write('a.py', 'print(f1.__code__.co_filename, __file__)');
      write('b.py', 'print(f1.__code__.co_filename, __file__)');
      assert.equal(run(['a.py']), `${folder}/a.py ${folder}/a.py\n`);
      assert.equal(run(['b.py']), `${folder}/b.py ${folder}/b.py\n`);
      assert.equal(codeFiles().length, 1);
    });

    it('mends a broken file', () => {
      write('mod.py', 'value = f1(41)');
      run(['-c', 'import mod']);
      const file = join(folder, 'cache/coroscope/code', codeFiles()[0]);
      const whole = readFileSync(file);
      const broken = Buffer.from(whole);
      broken[broken.length - 5] ^= 0xff;
      writeFileSync(file, broken);
      const { stdout, stderr } = start(['-c', 'import mod; print(mod.value)']);
      assert.deepEqual([stdout, stderr], ['42\n', `coroscope: ${file} is broken and is made anew\n`]);
      assert.deepEqual(readFileSync(file), whole);
    });

    it('gives a warning each time', () => {
      write('mod.py', 'assert (1, "always")');
      for (let i = 0; i < 2; i++) {
        const { stderr } = start(['-c', 'import mod']);
        assert.match(stderr, /SyntaxWarning: assertion is always true/);
      }
    });

    it('writes nothing with -B', () => {
      write('mod.py', 'value = f1(41)');
      assert.equal(run(['-B', '-c', 'import mod; print(mod.value)']), '42\n');
      assert.equal(run(['-c', 'import mod; print(mod.value)'], { PYTHONDONTWRITEBYTECODE: '1' }), '42\n');
      assert.throws(codeFiles, { code: 'ENOENT' });
    });
  });
});
