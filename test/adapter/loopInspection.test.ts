/** What `coroscope/loop` tells of a loop that has a bit of everything. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { LoopSnapshot } from '../../adapter/protocol';
import { DapClient } from './dapClient';
import { ProgramFolder } from './programFolder';

const PROGRAM = `
import asyncio, concurrent.futures, os, signal, socket, sys, threading

async def waits(future):
    await future

async def wakes(future):
    await asyncio.sleep(0)
    future.set_result(1)
    pass  # look

async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(concurrent.futures.ThreadPoolExecutor(1))
    started, release = threading.Event(), threading.Event()
    jobs = [loop.run_in_executor(None, lambda: (started.set(), release.wait())), loop.run_in_executor(None, sum, [])]
    while not started.is_set():
        await asyncio.sleep(0.001)
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    reading, writing = os.pipe()
    loop.add_reader(reading, print)
    loop.add_signal_handler(signal.SIGUSR1, print)
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", "input()", stdin=-1)
    loop.call_later(1000, len, ())
    never = loop.create_future()
    future = loop.create_future()
    tasks = [asyncio.create_task(waits(f), name=n) for f, n in ((never, "never"), (future, "sleeper"))]
    tasks.append(asyncio.create_task(wakes(future), name="waker"))
    await tasks[2]
    release.set()
    for job in jobs:
        await job
    child.kill()
    await child.wait()

asyncio.run(main())
`;

describe('the loop, looked into', function () {
  this.timeout(120_000);
  const client = new DapClient();
  const folder = new ProgramFolder({ 'program.py': PROGRAM });
  let loop: LoopSnapshot;

  before(async () => {
    const program = join(folder.path, 'program.py');
    await client.launch({ program, stopOnEntry: true });
    const line = PROGRAM.split('\n').findIndex((text) => text.includes('# look')) + 1;
    await client.request('setBreakpoints', { source: { path: program }, breakpoints: [{ line }] });
    await client.request('configurationDone');
    const { threadId } = await client.stopped();
    // From the first look on, tasks take note.
    assert.deepEqual(await client.request('coroscope/loop'), {});
    await client.request('continue', { threadId });
    await client.stopped();
    loop = await client.request<LoopSnapshot>('coroscope/loop');
  });

  after(async () => {
    await client.close();
    folder.remove();
  });

  const task = (name: string) => loop.tasks.find((t) => t.name === name)!;

  it('has what is ready and what is due', () => {
    const ready = loop.ready.find(({ text }) => text === 'sleeper');
    assert.equal(ready?.taskId, task('sleeper').taskId);
    const [{ text, due }] = loop.timers.slice(-1);
    assert.match(text, /built-in function len/);
    assert.ok(due > loop.time + 900 && due <= loop.time + 1000);
  });

  it('says of each watched descriptor what it is', () => {
    const what = (text: RegExp) => loop.descriptors.find((d) => text.test(d.what ?? ''));
    assert.match(what(/^TCP socket, listens on 127\.0\.0\.1:\d+$/)?.reader ?? '', /_accept_connection/);
    assert.match(what(/^TCP socket, 127\.0\.0\.1:\d+, connected to 127\.0\.0\.1:\d+$/)?.reader ?? '', /_read_ready/);
    assert.match(what(/^pipe, its reading end$/)?.reader ?? '', /print/);
  });

  it('has signal handlers, subprocesses, and the jobs of the executor', () => {
    assert.deepEqual(
      loop.signals.map(({ signal }) => signal),
      [10],
    );
    assert.deepEqual(
      loop.processes.map(({ status }) => status),
      [null],
    );
    assert.deepEqual(loop.executor, { threads: 1, running: 1, queued: ['<built-in function sum>'] });
  });

  it('says which futures are awaited, by whom', () => {
    const waiters = loop.futures.flatMap((future) => future.waiters);
    assert.ok(waiters.includes(task('never').taskId));
    assert.ok(!waiters.includes(task('sleeper').taskId));
  });

  it('counts what tasks did, and says who woke whom and why', () => {
    assert.equal(task('sleeper').steps, 1);
    assert.equal(task('waker').steps, 2);
    assert.ok(task('sleeper').running >= 0 && task('sleeper').waiting > 0);
    const { reason, taskId, text } = task('sleeper').woken!;
    assert.deepEqual([reason, taskId], ['future', task('waker').taskId]);
    assert.match(text ?? '', /Future finished result=1/);
    assert.equal(task('waker').woken?.reason, 'yielded');
    assert.equal(task('never').woken?.reason, 'created');
  });
});
