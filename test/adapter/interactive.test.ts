/** `-i`, Ctrl-C and running out of memory on the command line. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './dapClient';

const cli = resolve(root, 'dist/cli.js');

describe('the interactive command line', function () {
  this.timeout(60_000);

  function interactive(args: string[], input: string) {
    const env = { ...process.env, PYTHONSTARTUP: '', PYTHONINSPECT: '' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { input, encoding: 'utf8', env });
    return { status, stdout, stderr };
  }

  it('reads statements, prints values, goes on after an exception', () => {
    const input = 'print(5)\n1+1\ndef f():\n  return 3\n\nf()\n1/0\nx = [\n1]\nx\nraise SystemExit(4)\n';
    const { status, stdout, stderr } = interactive(['-q', '-i'], input);
    assert.equal(status, 4);
    assert.equal(stdout, '5\n2\n3\n[1]\n');
    assert.equal(
      stderr,
      '>>> >>> >>> ... ... >>> >>> Traceback (most recent call last):\n  File "<stdin>", line 1, in <module>\n' +
        '    1/0\n    ~^~\nZeroDivisionError: division by zero\n>>> ... >>> >>> ',
    );
  });

  it('shows a statement that is wrong, and one that the end cuts off', () => {
    const { status, stderr } = interactive(['-q', '-i'], 'if 1:\n  3\n4\n\nfor');
    assert.equal(status, 0);
    assert.match(stderr, /^>>> \.\.\. \.\.\. {3}File "<stdin>", line 3\n {4}4\n {4}\^\nSyntaxError: invalid syntax\n/);
    assert.match(stderr, / {4}for\nSyntaxError: invalid syntax\n>>> \n$/);
  });

  it('shows a statement that the compiler refuses', () => {
    const { stderr } = interactive(['-q', '-i'], 'x = 1\nreturn x\nnonlocal x\n');
    assert.equal(
      stderr,
      '>>> >>>   File "<stdin>", line 1\n    return x\n    ^^^^^^^^\nSyntaxError: \'return\' outside function\n' +
        '>>>   File "<stdin>", line 1\n    nonlocal x\n    ^^^^^^^^^^\n' +
        'SyntaxError: nonlocal declaration not allowed at module level\n>>> \n',
    );
  });

  it('comes after a program with -i, however it ended', () => {
    const { status, stdout, stderr } = interactive(['-q', '-i', '-c', 'y = 7; raise SystemExit(3)'], 'y\n');
    assert.equal(status, 0);
    assert.equal(stdout, '7\n');
    assert.match(stderr, /SystemExit: 3\n>>> >>> \n$/);
  });

  it('comes where there is no program, and says once what is missing', () => {
    const { status, stderr } = interactive(['-q', '-i', 'nothing.py'], '');
    assert.equal(status, 0);
    assert.match(stderr, /^python: can't open file '.*nothing\.py': \[Errno 2\] No such file or directory\n>>> \n$/);
    const env = { ...process.env, PYTHONSTARTUP: 'nothing.py' };
    const started = spawnSync(process.execPath, [cli, '-q', '-i'], { input: '', encoding: 'utf8', env });
    const missing = "[Errno 2] No such file or directory: 'nothing.py'";
    assert.equal(started.stderr, `Could not open PYTHONSTARTUP\nFileNotFoundError: ${missing}\n>>> \n`);
  });

  it('does not come after a program for $PYTHONINSPECT alone where nobody types', () => {
    const env = { ...process.env, PYTHONINSPECT: '1' };
    const { stdout, stderr } = spawnSync(process.execPath, [cli, '-c', 'print(1)'], {
      input: 'print(2)\n',
      encoding: 'utf8',
      env,
    });
    assert.deepEqual([stdout, stderr], ['1\n', '']);
  });

  it("awaits on a loop of its own in asyncio's", () => {
    const { status, stdout } = interactive(['-m', 'asyncio'], 'import asyncio\nawait asyncio.sleep(0, 5)\n1/0\n6\n');
    assert.equal(status, 0);
    assert.equal(stdout.replaceAll('>>> ', ''), '5\n6\n');
    assert.match(interactive(['-m', 'asyncio', 'ps', '1'], '').stdout, /can't look into another process/);
  });

  it('says what it is', () => {
    assert.match(interactive(['-i'], '').stderr, /^Python 3\.14\.\d+ .*\nType "help", .*\n>>> \n$/);
  });

  /** Sends SIGINT when the program has written `go`. */
  function interrupted(program: string): Promise<{ code: number | string | null; output: string; errors: string }> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [cli, '-c', program], { stdio: ['pipe', 'pipe', 'pipe'] });
      let output = '';
      let errors = '';
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString();
        if (data.includes('go')) child.kill('SIGINT');
      });
      child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
      child.on('close', (code, signal) => done({ code: code ?? signal, output, errors }));
    });
  }

  const GO = 'print("go", flush=True)\n';
  const PLACES: [string, string][] = [
    ['a busy loop', `${GO}while True: pass`],
    ['time.sleep()', `import time\n${GO}time.sleep(600)`],
    ['input()', `${GO}input()`],
    [
      'asyncio.run()',
      `import asyncio\nasync def main():\n  try:\n    ${GO}    await asyncio.sleep(600)\n  finally: print("tidy")\nasyncio.run(main())`,
    ],
  ];
  for (const [place, program] of PLACES) {
    it(`Ctrl-C ends ${place} with a KeyboardInterrupt`, async () => {
      const { code, output, errors } = await interrupted(program);
      assert.equal(code, 'SIGINT');
      assert.match(errors, /^Traceback[^]*\nKeyboardInterrupt\n$/);
      assert.equal(output, place === 'asyncio.run()' ? 'go\ntidy\n' : 'go\n');
    });
  }

  it('Ctrl-C twice ends a callback that never returns: the first time the main task is cancelled, for later', async () => {
    const { code, output, errors } = await interrupted(`
import asyncio
def forever(task):
    print("go", flush=True)
    while not task.cancelling(): pass
    print("go on", flush=True)
    while True: pass
async def main():
    asyncio.get_running_loop().call_soon(forever, asyncio.current_task())
    try:
        await asyncio.sleep(600)
    finally:
        print("tidy")
asyncio.run(main())
`);
    assert.equal(code, 'SIGINT');
    assert.match(errors, /^Traceback[^]*line 7, in forever\n[^]*\nKeyboardInterrupt\n$/);
    assert.equal(output, 'go\ngo on\ntidy\n');
  });

  const HUNGRY: [string, string][] = [
    ['values', 'x = []\nwhile True: x.append([1, 2, {}])'],
    ['bytes', 'x = []\nwhile True: x.append(bytearray(b"x") * 10_000_000)'],
  ];
  for (const [what, program] of HUNGRY) {
    it(`says that the memory is used up by ${what}`, () => {
      const { status, stderr } = interactive(['-X', 'memory=64', '-c', program], '');
      assert.equal(status, 1);
      assert.match(stderr, /^MemoryError: the program used up the memory it may use \(the limit is 64 MB\)/);
    });
  }

  it('-x skips the first line and keeps the numbers of the others', () => {
    const folder = mkdtempSync(join(tmpdir(), 'coroscope-x-'));
    const file = join(folder, 'first.py');
    writeFileSync(file, '@echo off (\nimport sys\nprint(sys._getframe().f_lineno)\n');
    const { stdout } = interactive(['-x', file], '');
    rmSync(folder, { recursive: true });
    assert.equal(stdout, '3\n');
  });
});
