/** How programs on the command line start and end: settings, exit status, broken pipes, what is no program. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './dapClient';

describe('a program on the command line', function () {
  this.timeout(120_000);

  let folder: string;

  before(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'coroscope-ends-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(args: string[], env: Record<string, string> = {}, input = '') {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      input,
      env: { ...process.env, ...env },
    });
    return { status, out: stdout.trimEnd(), err: stderr.trimEnd() };
  }

  const exits = (value: string) => run(['-c', `import sys; sys.exit(${value})`]);

  it('ends with the status that sys.exit() was given', () => {
    assert.deepEqual(exits('()'), { status: 0, out: '', err: '' });
    assert.deepEqual(exits('(1, 2)'), { status: 1, out: '', err: '(1, 2)' });
    assert.equal(exits('-1').status, 255);
    assert.equal(exits('2**70').status, 255);
  });

  it('tells of an exit() when it ends anyway', () => {
    const { status, err } = run(['-c', 'import atexit, sys; atexit.register(sys.exit, 5)']);
    assert.deepEqual(
      [status, err],
      [0, 'Exception ignored in atexit callback <built-in function exit>:\nSystemExit: 5'],
    );
  });

  it('dies of a broken pipe if it asks for that', () => {
    const code = 'import signal\nsignal.signal(signal.SIGPIPE, signal.SIG_DFL)\nwhile True: print(1)';
    const cli = `'${process.execPath}' '${join(root, 'dist/cli.js')}'`;
    const shell = spawnSync('bash', ['-c', `${cli} -c '${code}' | head -1; echo \${PIPESTATUS[0]}`], {
      encoding: 'utf8',
    });
    assert.deepEqual([shell.stdout, shell.stderr], ['1\n141\n', '']);
  });

  it('ends with 120 where its output cannot be written', () => {
    const cli = `env -u PYTHONUNBUFFERED '${process.execPath}' '${join(root, 'dist/cli.js')}'`;
    const ends = (redirected: string, code: string) => {
      const { stdout, stderr } = spawnSync('bash', ['-c', `${cli} -c '${code}' ${redirected}; echo $?`], {
        encoding: 'utf8',
      });
      return stdout + stderr;
    };
    const told = 'Exception ignored while flushing sys.stdout:\nOSError: [Errno 28] No space left on device\n';
    assert.equal(ends('>/dev/full', 'print(1)'), `120\n${told}`);
    for (const [redirected, code] of [
      ['>/dev/full', 'print(1)'],
      ['>/dev/full', 'import sys; print(1); sys.exit(5)'],
      ['2>/dev/full', '1/0'],
      ['2>/dev/full', 'import sys; sys.exit("no")'],
      ['>/dev/full 2>&1', 'print(1)'],
    ])
      assert.equal(ends(redirected, code).split('\n')[0], '120', redirected);
    assert.equal(ends('2>/dev/full', 'import sys; sys.exit(3)'), '3\n');
  });

  it('dies by the signals that it leaves to their default action', () => {
    const code = (signal: number) =>
      `import os, signal; signal.signal(${signal}, 0)\ntry: os.kill(os.getpid(), ${signal})\nfinally: print("no")`;
    for (const signal of [2, 10, 13, 15]) {
      const child = spawnSync(process.execPath, [join(root, 'dist/cli.js'), '-c', code(signal)], { encoding: 'utf8' });
      assert.deepEqual([constants.signals[child.signal!], child.stdout, child.stderr], [signal, '', '']);
    }
  });

  it('starts in spite of an encoding that nobody knows', () => {
    assert.deepEqual(run(['-c', 'print("é")'], { PYTHONIOENCODING: 'bogus' }), {
      status: 0,
      out: 'é',
      err: 'PYTHONIOENCODING=bogus has no effect: unknown encoding: bogus',
    });
    const { err } = run(['-c', 'print()'], { PYTHONIOENCODING: ':bogus' });
    assert.equal(err, "PYTHONIOENCODING=:bogus has no effect: unknown error handler name 'bogus'");
  });

  it('takes its settings from options and variables', () => {
    const enabled = 'import faulthandler; print(faulthandler.is_enabled())';
    assert.equal(run(['-c', enabled]).out, 'False');
    assert.equal(run(['-X', 'faulthandler', '-c', enabled]).out, 'True');
    assert.equal(run(['-c', enabled], { PYTHONFAULTHANDLER: '1' }).out, 'True');
    assert.equal(run(['-E', '-c', enabled], { PYTHONFAULTHANDLER: '1' }).out, 'False');
    const prefix = run(['-c', 'import sys; print(sys.pycache_prefix)'], { PYTHONPYCACHEPREFIX: '/tmp/x' });
    assert.equal(prefix.out, '/tmp/x');
  });

  it('calls the encodings of its streams as their codecs do, and buffers as -u says', () => {
    const told = (encoding: string) =>
      run(['-c', 'import sys; print(sys.stdout.encoding, sys.stderr.errors)'], { PYTHONIOENCODING: encoding }).out;
    assert.equal(told('latin1'), 'iso8859-1 backslashreplace');
    assert.equal(told('U8:replace'), 'utf-8 backslashreplace');
    const lines = 'import sys; print(sys.stderr.write_through, sys.stderr.line_buffering)';
    assert.equal(run(['-c', lines], { PYTHONUNBUFFERED: '' }).out, 'False True');
    assert.equal(run(['-u', '-c', lines]).out, 'True False');
  });

  it('does not start with numbers that cannot be', () => {
    const refuses = (args: string[], env: Record<string, string>, what: string) => {
      const { status, err } = run([...args, '-c', 'print("started")'], env);
      assert.deepEqual([status, err.split('\n')[0]], [1, `Fatal Python error: ${what}`]);
    };
    const limit = 'invalid limit; must be >= 640 or 0 for unlimited.';
    const digits = 'config_init_int_max_str_digits';
    refuses(['-X', 'int_max_str_digits=5'], {}, `${digits}: -X int_max_str_digits: ${limit}`);
    refuses([], { PYTHONINTMAXSTRDIGITS: 'x' }, `${digits}: PYTHONINTMAXSTRDIGITS: ${limit}`);
    const frames = 'invalid number of frames';
    refuses(['-X', 'tracemalloc=-1'], {}, `config_init_tracemalloc: -X tracemalloc=NFRAME: ${frames}`);
    const processors = 'n is missing or an invalid number, n must be greater than 0';
    refuses(['-X', 'cpu_count=0'], {}, `config_init_cpu_count: -X cpu_count=n option: ${processors}`);
    refuses(['-X', 'gil=0'], {}, 'config_read_gil: Disabling the GIL is not supported by this build');
    refuses(['-X', 'frozen_modules=x'], {}, 'bad value for option -X frozen_modules (expected "on" or "off")');
  });

  it('heeds -X in numbers, before the environment', () => {
    const told =
      'import os, sys; print(sys.get_int_max_str_digits(), os.cpu_count(), sys.pycache_prefix, sys.flags.debug)';
    const options = ['-d', '-X', 'int_max_str_digits=700', '-X', 'cpu_count=77', '-X', 'pycache_prefix=/x'];
    const env = { PYTHONINTMAXSTRDIGITS: '800', PYTHON_CPU_COUNT: '5', PYTHONPYCACHEPREFIX: '/y' };
    assert.equal(run([...options, '-c', told], env).out, '700 77 /x 1');
    assert.equal(run(['-c', told], env).out, '800 5 /y 0');
    assert.equal(run(['-X', 'cpu_count=3', '-c', 'import os; print(os.process_cpu_count())']).out, '3');
  });

  it('does not start where a sitecustomize wants to end it', () => {
    for (const [name, code] of [
      ['sitecustomize', 'import sys; sys.exit(3)'],
      ['usercustomize', 'raise KeyboardInterrupt'],
    ]) {
      writeFileSync(join(folder, `${name}.py`), code);
      const { status, out, err } = run(['-c', 'print("started")'], { PYTHONPATH: folder });
      rmSync(join(folder, `${name}.py`));
      assert.deepEqual([status, out], [1, '']);
      assert.match(
        err,
        /^Fatal Python error: init_import_site: Failed to import the site module\nPython runtime state/,
      );
      assert.match(err, /\n(SystemExit: 3|KeyboardInterrupt)$/);
    }
  });

  it('writes what went to the streams that it began with, whatever took their place', () => {
    const env = { PYTHONUNBUFFERED: '' };
    const hidden = 'import os, sys; sys.stdout = open(os.devnull, "w"); print("no"); sys.__stdout__.write("yes")';
    assert.equal(run(['-c', hidden], env).out, 'yes');
    const gone = 'import sys; out = sys.stdout; sys.stdout = sys.__stdout__ = None; out.write("yes")';
    assert.equal(run(['-c', gone], env).out, 'yes');
  });

  it('can be os.path', () => {
    const { status, out, err } = run(['-m', 'os.path']);
    assert.deepEqual([status, out], [0, '']);
    assert.match(err, /RuntimeWarning: 'os.path' found in sys.modules/);
  });

  it('is called <stdin> when it comes from there', () => {
    assert.equal(run(['-'], {}, 'print(__file__)').out, '<stdin>');
  });

  it('says so where it is no source at all', () => {
    writeFileSync(join(folder, 'binary.py'), 'a = 1\nb = \0');
    const { status, err } = run(['binary.py']);
    assert.equal(status, 1);
    assert.match(err, /^ {2}File ".*binary\.py", line 2\n\s*SyntaxError: source code cannot contain null bytes$/);
  });

  it('finds variables that are empty', () => {
    assert.equal(run(['-c', 'import os; print(repr(os.environ.get("EMPTY")))'], { EMPTY: '' }).out, "''");
  });

  it('starts without a folder for its caches', () => {
    const started = run(['-c', 'import json; print(1)'], { XDG_CACHE_HOME: '/proc/none', HOME: '/proc/none' });
    assert.deepEqual(started, { status: 0, out: '1', err: '' });
  });

  it('runs where its working directory has been removed', () => {
    const program = join(folder, 'gone.py');
    writeFileSync(
      program,
      'import os\nfor f in (os.getcwd, lambda: open("x", "w")):\n  try: f()\n  except OSError as e: print(repr(e), e.filename)\nimport json, asyncio\nprint("end")',
    );
    const inRemovedFolder = (command: string[]) =>
      spawnSync('sh', ['-c', 'mkdir "$0" && cd "$0" && rmdir "$0" && exec "$@"', join(folder, 'gone'), ...command], {
        encoding: 'utf8',
      });
    const { status, stdout, stderr } = inRemovedFolder([process.execPath, join(root, 'dist/cli.js'), program]);
    const error = "FileNotFoundError(2, 'No such file or directory')";
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: `${error} None\n${error} x\nend\n`, stderr: '' });
  });
});
