/** Recordings: made on the command line or in a session, opened in the debugger where the program is no more. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { readRecording, RecordingError, RecordingWriter } from '../../adapter/replay/recordingFile';
import { callNumber } from '../../runtime/host/callLog';
import { DapClient, root } from './dapClient';
import { ProgramFolder } from './programFolder';

const PROGRAM = `\
import asyncio
import os
import random
import sys
import time
import helper

async def answer(reader, writer):
    writer.write(helper.loud(await reader.readline()))
    await writer.drain()
    writer.close()

async def main():
    server = await asyncio.start_server(answer, '127.0.0.1', 0)
    address = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b'hello' + bytes([10]))
    line = await reader.readline()
    child = await asyncio.create_subprocess_exec('sh', '-c', 'echo run >> runs.txt', stdout=asyncio.subprocess.PIPE)
    await child.communicate()
    with open('data.txt') as file:
        data = file.read()
    facts = [line, address[1], data, os.getpid(), os.environ['SECRET'], sys.argv[1:], random.random(), time.time_ns(), time.localtime().tm_gmtoff]
    print(facts)  # end
    server.close()
    raise ValueError('too late')

asyncio.run(main())
`;
const HELPER = `\
def loud(line):
    return line.upper()  # inside
`;
const FILES = { 'main.py': PROGRAM, 'helper.py': HELPER, 'data.txt': 'some data' };

const HANGING = `\
import asyncio

async def main():
    print('waiting')
    await asyncio.Event().wait()

asyncio.run(main())
`;

interface Place {
  reason: string;
  line: string;
}

/** What the program printed is in the recording. */
function hasWritten(recording: string): boolean {
  try {
    return readRecording(recording).calls.kinds.includes(callNumber['files.write'] * 4 + 1);
  } catch (error) {
    if (error instanceof RecordingError) return false;
    throw error;
  }
}

/** A session that has opened a recording. */
class Opened {
  readonly client = new DapClient();
  private threadId = 0;
  private frame!: DebugProtocol.StackFrame;

  constructor(
    private readonly recording: string,
    private readonly sources: Record<string, string>,
  ) {}

  async begin(breakpoints: { path: string; mark: string }[], filters: string[] = []): Promise<void> {
    await this.client.launch({ recording: this.recording });
    for (const { path, mark } of breakpoints) {
      const line = this.sources[path].split('\n').findIndex((text) => text.includes(mark)) + 1;
      await this.client.request('setBreakpoints', { source: { path }, breakpoints: [{ line }] });
    }
    await this.client.request('setExceptionBreakpoints', { filters });
    await this.client.request('configurationDone');
  }

  async stop(): Promise<Place> {
    const { reason, threadId } = await this.client.stopped();
    this.threadId = threadId;
    const { stackFrames } = await this.client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', {
      threadId,
    });
    this.frame = stackFrames.find(({ source }) => source?.path !== undefined && source.path in this.sources)!;
    return { reason, line: this.sources[this.frame.source!.path!].split('\n')[this.frame.line - 1].trim() };
  }

  async go(command: string): Promise<Place> {
    await this.client.request(command, { threadId: this.threadId });
    return this.stop();
  }

  /** The text of the source as the client gets it where it has no such file. */
  async text(): Promise<string> {
    const { source } = this.frame;
    return (await this.client.request<{ content: string }>('source', { source, sourceReference: 0 })).content;
  }

  get source(): DebugProtocol.Source {
    return this.frame.source!;
  }

  async evaluate(expression: string, context = 'watch'): Promise<string> {
    const args = { expression, frameId: this.frame.id, context };
    return (await this.client.request<{ result: string }>('evaluate', args)).result;
  }

  /** What it told when it was over. */
  async over(): Promise<string> {
    await this.client.request('continue', { threadId: this.threadId });
    await this.client.event('terminated');
    return this.output('important');
  }

  output(category: string): string {
    const outputs = this.client.messages.filter(({ event, body }) => event === 'output' && body?.category === category);
    return outputs.map(({ body }) => String(body!.output)).join('');
  }
}

describe('recordings', function () {
  this.timeout(120_000);
  let folder: ProgramFolder;
  let opened: Opened | null = null;
  let recording: string;
  const path = (name: string): string => join(folder.path, name);

  afterEach(async () => {
    await opened?.client.close();
    opened = null;
    folder.remove();
  });

  const begin = (files: Record<string, string>): void => {
    folder = new ProgramFolder(files);
    recording = path('run.cororec');
  };

  /** Opens the recording with the program at another place. */
  const open = (): Opened =>
    (opened = new Opened(recording, { [path('main.py')]: PROGRAM, [path('helper.py')]: HELPER }));

  /** Runs the program once, recorded, and takes everything away that it was told of. */
  const record = (): string => {
    begin(FILES);
    process.env.SECRET = 'of then';
    const { status, stdout } = folder.run('--record', recording, 'main.py', 'one');
    delete process.env.SECRET;
    assert.equal(status, 1);
    assert.equal(readFileSync(path('runs.txt'), 'utf8'), 'run\n');
    for (const name of ['main.py', 'helper.py', 'data.txt']) folder.removeFile(name);
    return stdout;
  };

  it('are gone through again where nothing of the program is left, with the same in them', async () => {
    const printed = record();
    const session = open();
    await session.begin([
      { path: path('helper.py'), mark: '# inside' },
      { path: path('main.py'), mark: '# end' },
    ]);
    assert.deepEqual(await session.stop(), { reason: 'breakpoint', line: 'return line.upper()  # inside' });
    assert.equal(await session.evaluate('line'), "b'hello\\n'");
    assert.equal(await session.text(), HELPER);
    assert.deepEqual(await session.go('continue'), { reason: 'breakpoint', line: 'print(facts)  # end' });
    assert.equal(await session.evaluate(`str(facts) == ${JSON.stringify(printed.trimEnd())}`), 'True');
    assert.equal(session.output('stdout'), '');
    // Sources that are not there any more come from the recording.
    assert.notEqual(session.source.sourceReference, 0);
    assert.equal(session.source.presentationHint, undefined, 'editors would not open it');
    assert.equal(await session.text(), PROGRAM);
    await session.over();
    assert.equal(session.output('stdout'), printed);
    assert.match(session.output('stderr'), /ValueError: too late/);
    assert.equal(readFileSync(path('runs.txt'), 'utf8'), 'run\n', 'the child was started again');
  });

  it('can be gone back in, and stop at what failed', async () => {
    record();
    const session = open();
    await session.begin([{ path: path('main.py'), mark: '# end' }], ['uncaught']);
    await session.stop();
    const facts = await session.evaluate('facts');
    assert.deepEqual(await session.go('continue'), { reason: 'exception', line: 'asyncio.run(main())' });
    assert.deepEqual(await session.go('reverseContinue'), { reason: 'breakpoint', line: 'print(facts)  # end' });
    assert.equal(await session.evaluate('facts'), facts);
    const { reason, line } = await session.go('stepBack');
    assert.equal(reason, 'step');
    assert.match(line, /^facts = /);
    assert.equal(session.output('stdout').split('\n').length, 2, 'it was printed twice');
  });

  it('show sources as files where they are the same, and as they were where not', async () => {
    record();
    writeFileSync(path('main.py'), PROGRAM);
    writeFileSync(path('helper.py'), HELPER.replace('upper', 'lower'));
    const session = open();
    await session.begin([
      { path: path('helper.py'), mark: '# inside' },
      { path: path('main.py'), mark: '# end' },
    ]);
    await session.stop();
    assert.notEqual(session.source.sourceReference ?? 0, 0);
    assert.equal(await session.text(), HELPER);
    await session.go('continue');
    assert.equal(session.source.sourceReference ?? 0, 0);
  });

  it('let nothing be changed', async () => {
    record();
    const session = open();
    await session.begin([{ path: path('main.py'), mark: '# end' }]);
    await session.stop();
    await assert.rejects(session.evaluate('facts = []', 'repl'), /this is a recording/);
  });

  it('of a program that was killed while it waited end where it waited', async () => {
    begin({ 'main.py': HANGING });
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), '--record', recording, 'main.py'], {
      cwd: folder.path,
    });
    child.stdout.setEncoding('utf8');
    for await (const text of child.stdout) if (String(text).includes('waiting')) break;
    // It is written a part at a time.
    while (!hasWritten(recording)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGKILL');
    await once(child, 'close');

    opened = new Opened(recording, { [path('main.py')]: HANGING });
    await opened.begin([]);
    assert.deepEqual(await opened.stop(), { reason: 'pause', line: 'asyncio.run(main())' });
    assert.equal(opened.output('stdout'), 'waiting\n');
    const { threads } = await opened.client.request<{ threads: DebugProtocol.Thread[] }>('threads');
    const task = threads.find(({ name }) => name.startsWith('Task-1'))!;
    const { stackFrames } = await opened.client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', {
      threadId: task.id,
    });
    assert.ok(stackFrames.some(({ name, line }) => name === 'main' && line === 5));
    assert.match(await opened.over(), /The recording ends here/);
  });

  it('of another program end with what was not the same', async () => {
    record();
    const { program, ...told } = readRecording(recording);
    const writer = new RecordingWriter(recording, { ...program, target: { kind: 'code', value: 'open("other")' } });
    writer.append(told);
    writer.close();
    const session = open();
    await session.client.launch({ recording });
    await session.client.event('terminated');
    assert.match(
      session.output('important'),
      /^The recording can't be followed: .* it asked for 'files.\w+' instead of 'files.\w+'\)\n$/,
    );
  });

  it('are made in a session, too', async () => {
    begin(FILES);
    const client = new DapClient();
    await client.launch({ program: path('main.py'), record: recording, env: { SECRET: 'in a session' } });
    await client.request('configurationDone');
    await client.event('terminated');
    await client.close();
    const session = open();
    await session.begin([{ path: path('main.py'), mark: '# end' }]);
    await session.stop();
    assert.equal(await session.evaluate('facts[4]'), "'in a session'");
  });

  it('are refused with what is wrong with them', async () => {
    record();
    const refusal = async (launch: object): Promise<string> => {
      const client = new DapClient();
      await client.request('initialize', { adapterID: 'coroscope' });
      const { success, message } = await client.ask('launch', launch);
      await client.close();
      assert.equal(success, false);
      return message!;
    };
    const other = path('other');
    assert.match(await refusal({ recording: other }), /other' can't be opened: ENOENT/);
    writeFileSync(other, 'something else\n');
    assert.match(await refusal({ recording: other }), /it is no recording/);
    assert.match(await refusal({ recording, program: 'x.py' }), /'recording' and 'program' exclude each other/);
    assert.match(await refusal({ program: recording, record: join(other, 'x') }), /can't be written: ENOTDIR/);
    appendFileSync(recording, Buffer.from([3, 0, 0, 0, 1, 2, 3]));
    assert.match(await refusal({ recording }), /it is damaged \(at byte \d+\)/);
    for (const size of [30, 0]) {
      truncateSync(recording, size);
      assert.match(await refusal({ recording }), /it is empty/);
    }
    assert.match(folder.run('--record', join(other, 'x'), '-c', 'pass').stderr, /can't be written: ENOTDIR/);
  });

  it('end early where the disk is full, and the program goes on', function () {
    begin({});
    if (!existsSync('/dev/full')) this.skip();
    const { status, stdout, stderr } = folder.run('--record', '/dev/full', '-c', 'print(1)');
    assert.deepEqual([status, stdout], [0, '1\n']);
    assert.match(stderr, /^The recording ends early, since it can't be written: ENOSPC/);
  });
});
