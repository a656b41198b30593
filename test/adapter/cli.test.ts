/** The command line: the same output, errors and exit codes as Python's. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cpython } from './cpython';
import { root } from './dapClient';

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

describe('coroscope on the command line', function () {
  this.timeout(120_000);

  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'coroscope-cli-'));
    writeFileSync(
      join(folder, 'hello.py'),
      'import sys\nprint("hello", sys.argv[1:], __name__, __file__ == sys.argv[0])\n',
    );
    writeFileSync(join(folder, 'tool.py'), 'import sys\nprint(__name__, sys.argv[1:])\nsys.exit(3)\n');
    writeFileSync(
      join(folder, 'fails.py'),
      'def inner(n):\n    return 1 / n\n\n\ndef outer():\n    try:\n        inner(0)\n    except ZeroDivisionError as error:\n        raise ValueError("no") from error\n\n\nouter()\n',
    );
    writeFileSync(join(folder, 'echo.py'), 'name = input("name? ")\nprint("hello", name)\nprint(input())\n');
  });

  it('warns with -b of bytes taken for str', () => {
    const program =
      "import sys; print(sys.flags.bytes_warning, b'a' == 'a', bytearray(b'a') != 'a', str(b'a'), b'a' == 97)";
    const once = coroscope(['-b', '-c', program]);
    assert.equal(once.stdout, "1 False True b'a' False\n");
    assert.deepEqual(
      once.stderr.split('\n').flatMap((line) => /BytesWarning: (.*)/.exec(line)?.[1] ?? []),
      [
        'Comparison between bytes and string',
        'Comparison between bytearray and string',
        'str() on a bytes instance',
        'Comparison between bytes and int',
      ],
    );
    assert.match(coroscope(['-bb', '-c', "b'a' == 'a'"]).stderr, /^BytesWarning: Comparison between bytes and string/m);
    assert.deepEqual(coroscope(['-c', "print(b'a' == 'a', str(b'a'))"]), {
      status: 0,
      stdout: "False b'a'\n",
      stderr: '',
    });
  });

  it('shows the lines of a program given with -c, and no columns with -X no_debug_ranges', () => {
    const program = 'import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc()\n';
    const head = 'Traceback (most recent call last):\n  File "<string>", line 3, in <module>\n    1 / 0\n';
    const tail = 'ZeroDivisionError: division by zero\n';
    assert.equal(coroscope(['-c', program]).stderr, `${head}    ~~^~~\n${tail}`);
    assert.equal(coroscope(['-X', 'no_debug_ranges', '-c', program]).stderr, head + tail);
  });

  it('says of what cannot be imported why', () => {
    writeFileSync(join(folder, 'native.abi3.so'), '');
    const errorOf = (line: string) => coroscope(['-c', line]).stderr.trimEnd().split('\n').slice(1).join('|');
    assert.match(
      errorOf('import native'),
      /ImportError: .*\/native\.abi3\.so is a C extension, which can't run in Coroscope/,
    );
    assert.match(errorOf('import turtle'), /No module named 'turtle'\|turtle is part of CPython's library but not/);
    assert.match(errorOf('import sqlite3'), /sqlite3 is part of CPython's library but not/);
    assert.match(errorOf('import ctypes'), /ctypes is part of CPython's library but not/);
    assert.match(
      errorOf('import nothing'),
      /ModuleNotFoundError: No module named 'nothing'\|looked for in \/.* and the standard library; no virtual/,
    );
    assert.match(errorOf('import json.nothing'), /ModuleNotFoundError: No module named 'json.nothing'$/);
    writeFileSync(join(folder, 'other.cpython-312-darwin.so'), '');
    assert.match(errorOf('import other'), /other\.cpython-312-darwin\.so is a C extension .*CPython can run it$/);
  });

  it('takes -X importtime: what each import took, inner ones before', () => {
    writeFileSync(join(folder, 'outer_one.py'), 'import inner_one\nimport sys\n');
    writeFileSync(join(folder, 'inner_one.py'), 'x = [i for i in range(1000)]\n');
    const timesOf = (args: string[], env: Record<string, string> = {}) => {
      const command = [join(root, 'dist/cli.js'), ...args, '-c', 'import outer_one, inner_one'];
      const { stderr } = spawnSync(process.execPath, command, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      return stderr.split('\n');
    };
    for (const lines of [timesOf(['-X', 'importtime']), timesOf([], { PYTHONPROFILEIMPORTTIME: '1' })]) {
      assert.equal(lines[0], 'import time: self [us] | cumulative | imported package');
      const rows = lines.map((line) => /^import time: {0,8}(\d+) \| {1,10}(\d+) \| ( *)(\w+_one)$/.exec(line));
      const [inner, outer, ...more] = rows.filter((row) => row !== null);
      assert.deepEqual([inner[3], inner[4], outer[3], outer[4], more.length], ['  ', 'inner_one', '', 'outer_one', 0]);
      // What the inner one took is in the outer one's sum and not in its own time, but for rounding.
      assert.ok(Math.abs(Number(outer[1]) + Number(inner[2]) - Number(outer[2])) <= 2);
    }
    assert.ok(timesOf(['-X', 'importtime=2']).includes('import time: cached    | cached     | inner_one'));
    assert.deepEqual(timesOf([]), ['']);
  });

  it('takes -X clock=virtual: an hour of sleeping takes no time, in a thread or out of it', () => {
    writeFileSync(
      join(folder, 'hours.py'),
      `import asyncio, threading, time
begin = time.monotonic()
asyncio.run(asyncio.sleep(3600))
time.sleep(3600)
thread = threading.Thread(target=time.sleep, args=(3600,))
thread.start()
thread.join()
print(time.monotonic() - begin)
`,
    );
    const { stdout, status } = run(process.execPath, [join(root, 'dist/cli.js'), '-X', 'clock=virtual', 'hours.py']);
    assert.deepEqual({ stdout: Math.round(Number(stdout)), status }, { stdout: 3 * 3600, status: 0 });
  });

  after(() => rmSync(folder, { recursive: true }));

  function run(command: string, args: string[], input = ''): Outcome {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, input, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  function coroscope(args: string[], input?: string): Outcome {
    return run(process.execPath, [resolve(root, 'dist/cli.js'), ...args], input);
  }

  it('a reader of the output that goes away is a BrokenPipeError', () => {
    const program =
      'import sys\ntry:\n  while True: print("x" * 1000)\nexcept BrokenPipeError as e: sys.stderr.write(f"{e.errno}\\n")\nimport os; os._exit(0)';
    const { stderr } = run('/bin/sh', [
      '-c',
      '"$0" "$1" -c "$2" | head -1',
      process.execPath,
      resolve(root, 'dist/cli.js'),
      program,
    ]);
    assert.equal(stderr, '32\n');
  });

  it('os.abort() ends the process by its signal', () => {
    const aborting = [resolve(root, 'dist/cli.js'), '-c', 'import os; os.abort()'];
    assert.equal(spawnSync(process.execPath, aborting, { cwd: folder }).signal, 'SIGABRT');
  });

  /** [title, arguments, standard input, expected exit code] */
  const CASES: [string, string[], string, number][] = [
    ['a file', ['hello.py', 'one', '-x'], '', 0],
    ['code', ['-c', 'import sys; print(sys.argv)', 'a', '-b'], '', 0],
    ['a module', ['-m', 'tool', 'x'], '', 3],
    ['standard input', ['-', 'x'], 'import sys\nprint(sys.argv)\n', 0],
    ['standard input by default', [], 'print(6 * 7)\n', 0],
    ['input()', ['echo.py'], 'Ada\nend\n', 0],
    ['input() at the end', ['echo.py'], 'Ada\n', 1],
    ['an exit code', ['-c', 'raise SystemExit(7)'], '', 7],
    ['an exit message', ['-c', 'import sys; sys.exit("sorry")'], '', 1],
    ['an exception with its cause', ['fails.py'], '', 1],
    ['an exception in code', ['-c', '1/0'], '', 1],
    ['-O', ['-O', '-c', 'assert False; print(__debug__)'], '', 0],
    ['output to both', ['-c', 'import sys; print("out"); print("err", file=sys.stderr)'], '', 0],
  ];

  for (const [title, args, input, status] of CASES) {
    it(`${title} gives what Python gives`, function () {
      const ours = coroscope(args, input);
      assert.equal(ours.status, status, ours.stderr);
      const command = cpython();
      if (command === null) {
        this.test!.title += ' (exit code only: there is no python3.13)';
        return;
      }
      const theirs = run(command, args, input);
      assert.deepEqual({ ...ours, stderr: comparable(ours.stderr) }, { ...theirs, stderr: comparable(theirs.stderr) });
    });
  }

  it('-m dis lists bytecode as CPython 3.9 does', () => {
    const { status, stdout } = run(process.execPath, [
      resolve(root, 'dist/cli.js'),
      '-m',
      'dis',
      resolve(root, 'examples/coro_demo_listed.py'),
    ]);
    assert.equal(status, 0);
    const listing = stdout
      .replace(/0x[0-9a-f]+/g, '0xADDRESS')
      .replaceAll(resolve(root, 'examples/coro_demo_listed.py'), 'coro_demo.py');
    assert.equal(listing, SEED_LISTING);
  });

  it('refuses what it cannot read', () => {
    assert.deepEqual(coroscope(['-V']), { status: 0, stdout: 'Python 3.14.2 (Coroscope)\n', stderr: '' });
    const bad = coroscope(['-Z']);
    assert.equal(bad.status, 2);
    assert.match(bad.stderr, /^unknown option -Z\nusage: coroscope/);
    const missing = coroscope(['nowhere.py']);
    assert.equal(missing.status, 2);
    assert.match(missing.stderr, /can't open file '.*nowhere\.py': \[Errno 2\] No such file or directory\n$/);
  });
});

/** Tracebacks without carets, which 3.14 and 3.13 set differently. */
function comparable(stderr: string): string {
  return stderr.replace(/^ *[~^]+ *\n/gm, '');
}

/** The seed document's listing, with its one slip mended: the last LOAD_CONST has index 2. */
const SEED_LISTING = `  1           0 LOAD_CONST               0 (0)
              2 LOAD_CONST               1 (None)
              4 IMPORT_NAME              0 (asyncio)
              6 STORE_NAME               0 (asyncio)

  3           8 LOAD_CONST               2 (<code object f at 0xADDRESS, file "coro_demo.py", line 3>)
             10 LOAD_CONST               3 ('f')
             12 MAKE_FUNCTION            0
             14 STORE_NAME               1 (f)

  7          16 LOAD_NAME                2 (print)
             18 LOAD_NAME                0 (asyncio)
             20 LOAD_METHOD              3 (run)
             22 LOAD_NAME                1 (f)
             24 CALL_FUNCTION            0
             26 CALL_METHOD              1
             28 CALL_FUNCTION            1
             30 POP_TOP
             32 LOAD_CONST               1 (None)
             34 RETURN_VALUE

Disassembly of <code object f at 0xADDRESS, file "coro_demo.py", line 3>:
  4           0 LOAD_GLOBAL              0 (asyncio)
              2 LOAD_METHOD              1 (sleep)
              4 LOAD_CONST               1 (5)
              6 CALL_METHOD              1
              8 GET_AWAITABLE
             10 LOAD_CONST               0 (None)
             12 YIELD_FROM
             14 POP_TOP

  5          16 LOAD_CONST               2 (10)
             18 RETURN_VALUE
`;
