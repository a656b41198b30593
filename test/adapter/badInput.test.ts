/** What can be wrong with a program, a launch or a client: a clear message each time, and nothing hangs or stays behind. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DapClient } from './dapClient';

describe('bad input', function () {
  this.timeout(120_000);

  let folder: string;
  let client: DapClient;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'coroscope-'));
  });

  after(() => rmSync(folder, { recursive: true }));

  beforeEach(() => {
    client = new DapClient();
  });

  afterEach(async () => {
    await client.close();
  });

  /** Runs a text as a file to its end; its exit code. */
  async function run(text: string, launch: object = {}): Promise<number> {
    const program = join(folder, 'program.py');
    writeFileSync(program, text);
    await client.launch({ program, ...launch });
    await client.request('configurationDone');
    const { body } = await client.event('exited');
    await client.event('terminated');
    return body?.exitCode as number;
  }

  it('a syntax error is reported as Python reports it', async () => {
    assert.equal(await run('def f(:\n    pass\n'), 1);
    assert.match(
      client.output('stderr'),
      /File ".*program\.py", line 1\n {4}def f\(:\n.*\^\nSyntaxError: invalid syntax\n$/s,
    );
  });

  it('a missing program fails the launch', async () => {
    await client.request('initialize', { adapterID: 'coroscope' });
    const { success, message } = await client.ask('launch', { program: join(folder, 'nowhere.py') });
    assert.equal(success, false);
    assert.match(message ?? '', /nowhere\.py' doesn't exist$/);
    await client.request('launch', { code: 'print("second try")' });
    await client.request('configurationDone');
    await client.event('terminated');
    assert.equal(client.output('stdout'), 'second try\n');
  });

  it('an unknown module ends the program', async () => {
    await client.launch({ module: 'no_such_module_at_all' });
    await client.request('configurationDone');
    assert.equal((await client.event('exited')).body?.exitCode, 1);
    assert.match(client.output('stderr'), /No module named no_such_module_at_all\n$/);
  });

  it('a launch without a program is refused', async () => {
    await client.request('initialize', { adapterID: 'coroscope' });
    const { success, body } = await client.ask('launch', {});
    assert.equal(success, false);
    assert.deepEqual(body?.error, {
      id: 2000,
      format:
        "The launch configuration can't be used: 'program' is missing: the Python file to run (or 'module', or 'code')",
      showUser: true,
    });
  });

  it('endless recursion is a RecursionError', async () => {
    assert.equal(await run('def f(n):\n    return f(n + 1)\n\nf(0)\n'), 1);
    assert.match(client.output('stderr'), /RecursionError: maximum recursion depth exceeded\n$/);
  });

  it('endless recursion through native code is a RecursionError', async () => {
    const text = 'class A:\n    def __repr__(self):\n        return repr(self)\n\nrepr(A())\n';
    assert.equal(await run(text), 1);
    assert.match(client.output('stderr'), /RecursionError: maximum recursion depth exceeded/);
  });

  it('a program that allocates without end is ended', async () => {
    assert.equal(await run('kept = []\nwhile True:\n    kept.append([0] * 1000)\n', { memoryLimit: 64 }), 1);
    assert.match(client.output('important') + client.output('stderr'), /MemoryError/);
  });

  it('a program that kills its own process ends with its code', async () => {
    assert.equal(await run('import os\nos._exit(7)\n'), 7);
  });

  it('an endless loop leaves the adapter answering, and can be ended', async () => {
    await client.launch({ code: 'while True:\n    pass\n' });
    await client.request('configurationDone');
    const { success } = await client.ask('evaluate', { expression: '1' });
    assert.equal(success, false);
    await client.request('pause', { threadId: 1 });
    assert.equal((await client.stopped()).reason, 'pause');
    await client.request('terminate');
    assert.equal((await client.event('exited')).body?.exitCode, 143);
  });

  it('a callback that never returns can be paused, looked at and ended', async () => {
    const lines = [
      'import asyncio',
      'def forever(n):',
      '    print("ready", flush=True)',
      '    while True: n += 1',
      'async def main():',
      '    asyncio.get_running_loop().call_soon(forever, 5)',
      '    await asyncio.sleep(3600)',
      'asyncio.run(main())',
    ];
    await client.launch({ code: lines.join('\n') });
    await client.request('configurationDone');
    await client.event('output');
    await client.request('pause', { threadId: 1 });
    const { reason, threadId } = await client.stopped();
    assert.equal(reason, 'pause');
    const { stackFrames } = await client.request<{ stackFrames: { line: number; name: string }[] }>('stackTrace', {
      threadId,
    });
    const { name, line } = stackFrames.find((frame) => frame.name === 'forever')!;
    assert.deepEqual([name, line >= 3], ['forever', true]);
    await client.request('terminate');
    assert.equal((await client.event('exited')).body?.exitCode, 143);
  });

  it('a pattern that backtracks for ever can be paused and ended', async () => {
    await client.launch({
      code: "import re\npattern = re.compile(r'(a|aa)+$')\nprint('ready')\npattern.match('a' * 200 + 'b')\n",
    });
    await client.request('configurationDone');
    await client.event('output');
    await client.request('pause', { threadId: 1 });
    assert.equal((await client.stopped()).reason, 'pause');
    const { stackFrames } = await client.request<{ stackFrames: { line: number }[] }>('stackTrace', { threadId: 1 });
    assert.equal(stackFrames[0].line, 4);
    await client.request('terminate');
    assert.equal((await client.event('exited')).body?.exitCode, 143);
  });

  it('malformed messages are reported and survived', async () => {
    client.write('{"seq": 1, "type": "request"');
    client.write('"just text"');
    client.process.stdin.write('Content-Size: 3\r\n\r\n');
    const { body } = await client.event('output');
    assert.match(String(body?.output), /^Not a message of the Debug Adapter Protocol: no JSON/);
    await client.request('initialize', { adapterID: 'coroscope' });
  });

  it('requests out of order are refused', async () => {
    const early = await client.ask('configurationDone');
    assert.equal(
      early.message,
      "The request 'configurationDone' isn't possible now: the session hasn't been initialized",
    );
    await client.request('initialize', { adapterID: 'coroscope' });
    const twice = await client.ask('initialize', { adapterID: 'coroscope' });
    assert.equal(twice.message, "The request 'initialize' isn't possible now: nothing has been launched");
    const late = await client.ask('stackTrace', { threadId: 1 });
    assert.equal(late.message, "The request 'stackTrace' isn't possible now: nothing has been launched");
  });

  it('a client that vanishes takes the program and the adapter with it', async () => {
    await client.launch({ code: 'while True:\n    pass\n' });
    await client.request('configurationDone');
    client.process.stdin.destroy();
    assert.equal(await client.exited, 0);
  });

  it('a port in use is said to be', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const second = new DapClient(['--port', String(port)]);
    try {
      assert.equal(await second.exited, 1);
      assert.equal(second.stderr, `coroscope: Port ${port} is in use by another program; choose another with --port\n`);
    } finally {
      server.close();
    }
  });

  it('clients on a port come and go', async () => {
    const server = new DapClient(['--port', '0']);
    try {
      const port = await listeningPort(server);
      for (let visit = 0; visit < 2; visit++) {
        const answer = await new Promise<string>((resolve, reject) => {
          const socket = connect(port, '127.0.0.1', () => {
            const text = JSON.stringify({
              seq: 1,
              type: 'request',
              command: 'initialize',
              arguments: { adapterID: 'x' },
            });
            socket.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
          });
          socket.on('data', (data) => {
            resolve(data.toString());
            socket.destroy();
          });
          socket.on('error', reject);
        });
        assert.match(answer, /"success":true/);
      }
    } finally {
      server.process.kill();
      await server.exited;
    }
  });
});

/** The port that the adapter names on its standard output. */
function listeningPort(server: DapClient): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    server.process.stdout.prependListener('data', (data: Buffer) => {
      text += data.toString();
      const port = /listening on 127\.0\.0\.1:(\d+)/.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}
