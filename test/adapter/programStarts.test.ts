/** How a program starts: what it is, what it is given, what can't be. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './dapClient';

describe('a program that starts', function () {
  this.timeout(60_000);

  const folder = mkdtempSync(join(tmpdir(), 'coroscope-starts-'));
  const cli = join(root, 'dist/cli.js');

  after(() => rmSync(folder, { recursive: true }));

  function run(args: string[], env: Record<string, string> = {}) {
    const own = Object.entries(process.env).filter(([name]) => !/^(LANG|LC_.*|PYTHON.*)$/.test(name));
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...Object.fromEntries(own), ...env },
    });
    return { status, out: stdout.trim(), err: stderr.trim() };
  }

  it('may be a compiled file', () => {
    writeFileSync(join(folder, 'made.py'), 'import sys\nprint(__name__, sys.argv, __file__[-8:], __loader__.name)\n');
    run(['-c', 'import py_compile; py_compile.compile("made.py", "made.pyc")']);
    const out = "__main__ ['made.pyc', 'x'] made.pyc __main__";
    assert.deepEqual(run(['made.pyc', 'x']), { status: 0, out, err: '' });
  });

  it("may not be another interpreter's compiled file", () => {
    writeFileSync(join(folder, 'foreign.pyc'), 'print(1) # not compiled');
    const err = 'RuntimeError: Bad magic number in .pyc file';
    assert.deepEqual(run(['foreign.pyc']), { status: 1, out: '', err });
  });

  it('may not be a compiled file without code', () => {
    const program =
      'import importlib.util, marshal\nopen("value.pyc", "wb").write(importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(1))';
    run(['-c', program]);
    assert.equal(run(['value.pyc']).err, 'RuntimeError: Bad code object in .pyc file');
  });

  it('does not start with settings that can not be', () => {
    const begun = (env: Record<string, string>, ...options: string[]) => run([...options, '-c', 'print(1)'], env);
    assert.deepEqual(begun({ PYTHONUTF8: '2' }), {
      status: 1,
      out: '',
      err: 'Fatal Python error: preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value\nPython runtime state: preinitializing',
    });
    assert.match(begun({}, '-X', 'utf8=yes').err, /^Fatal .*: invalid -X utf8 option value$/m);
    for (const seed of ['x', '-1', '4294967296'])
      assert.match(begun({ PYTHONHASHSEED: seed }).err, /must be "random" or an integer in range \[0; 4294967295\]$/m);
    for (const seed of ['', 'random', '0', '4294967295']) assert.equal(begun({ PYTHONHASHSEED: seed }).out, '1');
    assert.equal(begun({ PYTHONUTF8: '2' }, '-E').out, '1');
  });

  it('has streams whose error handlers depend on the locale', () => {
    const show = 'import sys; print(sys.stdin.errors, sys.stdout.errors, sys.flags.utf8_mode)';
    const shown = (env: Record<string, string>) => run(['-c', show], env).out;
    assert.equal(shown({ LC_ALL: 'en_US.UTF-8' }), 'strict strict 0');
    assert.equal(shown({ LC_ALL: 'en_US.UTF-8', PYTHONUTF8: '1' }), 'surrogateescape surrogateescape 1');
    assert.equal(shown({ LC_ALL: 'C' }), 'surrogateescape surrogateescape 1');
    assert.equal(shown({ LANG: 'C.UTF-8' }), 'surrogateescape surrogateescape 0');
    assert.equal(shown({ LC_ALL: 'C', PYTHONIOENCODING: 'utf-8' }), 'strict strict 1');
    assert.equal(shown({ LC_ALL: 'C', PYTHONIOENCODING: ':replace' }), 'replace replace 1');
  });

  it('is given bytes that are no text', function () {
    if (process.platform !== 'linux') this.skip();
    const show = 'import os, sys; print(ascii(sys.argv[1:]), ascii(os.environ["ODD"]), ascii(sys.path[1]))';
    const { stdout } = spawnSync(
      'sh',
      [
        '-c',
        'ODD=$(printf "x\\377") PYTHONPATH=$(printf "/\\376") exec "$0" "$@" "$(printf "a\\377")"',
        process.execPath,
        cli,
        '-c',
        show,
        'é',
      ],
      { encoding: 'utf8' },
    );
    assert.equal(stdout.trim(), "['\\xe9', 'a\\udcff'] 'x\\udcff' '/\\udcfe'");
  });

  it('starts children where its working directory has been removed', function () {
    if (process.platform !== 'linux') this.skip();
    const program =
      'import os, subprocess\nos.mkdir("gone")\nos.chdir("gone")\nos.rmdir("../gone")\n' +
      'print(subprocess.run(["touch", "made"], stderr=subprocess.DEVNULL).returncode, flush=True)\nsubprocess.run(["echo", "x"])';
    assert.deepEqual(run(['-c', program]), { status: 0, out: '1\nx', err: '' });
  });
});
