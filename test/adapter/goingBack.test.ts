/** Sessions that record: steps back, reverse continue, and forward again up to where the program really is. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Recorded } from './recordedSession';

const TASKS = `\
import asyncio

async def count(name, items):
    for i in range(3):
        await asyncio.sleep(1)
        items.append(f'{name}{i}')
    return items

async def main():
    items = []
    other = asyncio.create_task(count('b', items), name='other')
    before = len(items)
    await count('a', items)
    after = len(items)  # after
    await other
    print(before, after, items)

asyncio.run(main())
`;

const LOOP = `\
import random
import time

for i in range(5):
    number = random.random()
    moment = time.time_ns()
    print("got", i)  # hit
`;

const CALLS = `\
def twice(n):
    n = n + 1  # inner
    return n * 2

def outer(n):
    return twice(n) + 1

value = outer(5)
print(value)
`;

const FILES = `\
name = input()
with open('log.txt', 'w') as file:
    file.write(f'hello {name}\\n')
with open('log.txt') as file:
    text = file.read()
done = True  # end
`;

const OUTSIDE = `\
import asyncio
import sys
import threading

async def answer(reader, writer):
    line = await reader.readline()
    writer.write(line.upper())
    await writer.drain()
    writer.close()

async def main():
    results = []
    server = await asyncio.start_server(answer, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b'hello' + bytes([10]))
    results.append(await reader.readline())
    results.append(await asyncio.to_thread(lambda: sum(range(100_000))))
    child = await asyncio.create_subprocess_exec('sh', '-c', 'echo one >> runs.txt; echo out', stdout=asyncio.subprocess.PIPE)
    out, _ = await child.communicate()
    results.append(out)
    thread = threading.Thread(target=lambda: results.append('thread'))
    thread.start()
    thread.join()
    print(results)  # end
    server.close()

asyncio.run(main())
`;

const WAITING = `\
import asyncio

async def ask(x):
    answer = x * 2
    print('waiting')
    await asyncio.Event().wait()

async def main():
    await ask(1)

asyncio.run(main())
`;

const FAILING = `\
def half(n):
    rest = n % 2
    return [n // 2][rest]

half(4)
half(5)
`;

describe('going back', function () {
  this.timeout(120_000);
  let recorded: Recorded;

  afterEach(async () => {
    await recorded.close();
  });

  it('steps back over an await, to where tasks have their older values, and on again to the present', async () => {
    recorded = new Recorded(TASKS);
    assert.equal(await recorded.begin(['# after']), 'breakpoint: after = len(items)  # after');
    assert.equal(await recorded.evaluate('items'), "['a0', 'b0', 'a1', 'b1', 'a2']");
    assert.equal(await recorded.go('stepBack'), "step: await count('a', items)");
    assert.equal(await recorded.evaluate('items'), '[]');
    assert.equal(await recorded.go('stepBack'), 'step: before = len(items)');
    assert.equal(await recorded.go('next'), "step: await count('a', items)");
    assert.equal(await recorded.evaluate('before'), '0');
    // Over the await again, which ends in the present.
    assert.equal(await recorded.go('next'), 'breakpoint: after = len(items)  # after');
    assert.equal(await recorded.go('next'), 'step: await other');
    assert.equal(recorded.client.output('stdout'), '');
    await recorded.client.request('continue', { threadId: recorded.threadId });
    await recorded.client.event('terminated');
    assert.equal(recorded.client.output('stdout'), "0 5 ['a0', 'b0', 'a1', 'b1', 'a2', 'b2']\n");
  });

  it('shows a suspended task as it was', async () => {
    recorded = new Recorded(TASKS);
    await recorded.begin(['# after']);
    const other = async (): Promise<string> => {
      const { threads } = await recorded.client.request<{ threads: DebugProtocol.Thread[] }>('threads');
      await recorded.look(threads.find(({ name }) => name.includes('other'))!.id);
      return recorded.evaluate('i');
    };
    assert.equal(await other(), '2');
    await recorded.look();
    await recorded.breakpoints('items.append');
    // Hits before: a0, b0, a1, b1, a2.
    assert.equal(await recorded.go('reverseContinue'), "breakpoint: items.append(f'{name}{i}')");
    assert.deepEqual([await recorded.evaluate('name'), await recorded.evaluate('i')], ["'a'", '2']);
    await recorded.go('reverseContinue');
    assert.deepEqual([await recorded.evaluate('name'), await recorded.evaluate('i')], ["'b'", '1']);
    await recorded.go('reverseContinue');
    assert.deepEqual([await recorded.evaluate('name'), await recorded.evaluate('i')], ["'a'", '1']);
    assert.equal(await other(), '1');
  });

  it('goes back to the hit before in a loop, with the random numbers and times that there were', async () => {
    recorded = new Recorded(LOOP);
    const seen: string[] = [];
    const look = async (): Promise<string> =>
      `${await recorded.evaluate('i')} ${await recorded.evaluate('(number, moment)')}`;
    await recorded.begin(['# hit'], { clock: 'real' });
    for (let i = 0; i < 3; i++) {
      seen.push(await look());
      await recorded.go('continue');
    }
    assert.match(await look(), /^3 /);
    assert.equal(recorded.client.output('stdout'), 'got 0\ngot 1\ngot 2\n');
    for (const before of seen.toReversed()) {
      assert.equal(await recorded.go('reverseContinue'), 'breakpoint: print("got", i)  # hit');
      assert.equal(await look(), before);
    }
    // There is no other hit before: the beginning.
    assert.equal(await recorded.go('reverseContinue'), 'entry: import random');
    for (const again of seen) {
      assert.equal(await recorded.go('continue'), 'breakpoint: print("got", i)  # hit');
      assert.equal(await look(), again);
    }
    assert.equal(await recorded.go('continue'), 'breakpoint: print("got", i)  # hit');
    assert.match(await look(), /^3 /);
    // What was printed in the past was printed once, and the program itself goes on.
    await recorded.breakpoints();
    await recorded.client.request('continue', { threadId: recorded.threadId });
    await recorded.client.event('terminated');
    assert.equal(recorded.client.output('stdout'), 'got 0\ngot 1\ngot 2\ngot 3\ngot 4\n');
  });

  it('steps back out of a function to its call, and into nothing at its beginning', async () => {
    recorded = new Recorded(CALLS);
    assert.equal(await recorded.begin(['# inner']), 'breakpoint: n = n + 1  # inner');
    assert.equal(await recorded.go('stepBack'), 'step: return twice(n) + 1');
    assert.equal(await recorded.go('stepBack'), 'step: value = outer(5)');
    assert.equal(await recorded.go('stepBack'), 'step: def outer(n):');
    assert.equal(await recorded.go('stepBack'), 'step: def twice(n):');
    const { success, message } = await recorded.client.ask('stepBack', { threadId: recorded.threadId });
    assert.equal(success, false);
    assert.match(message!, /ran before/);
    // The session is where it was.
    assert.equal(await recorded.go('next'), 'step: def outer(n):');
  });

  it('reads files and input again as they were, and writes nothing twice', async () => {
    recorded = new Recorded(FILES);
    const begun = recorded.begin(['# end']);
    await recorded.client.event('coroscope/inputWanted');
    await recorded.client.request('evaluate', { expression: 'Ada', context: 'repl' });
    assert.equal(await begun, 'breakpoint: done = True  # end');
    const file = join(recorded.folder.path, 'log.txt');
    assert.equal(readFileSync(file, 'utf8'), 'hello Ada\n');
    writeFileSync(file, 'something else');
    assert.equal(await recorded.go('stepBack'), 'step: text = file.read()');
    assert.equal(await recorded.evaluate('name'), "'Ada'");
    assert.equal(await recorded.go('next'), 'breakpoint: done = True  # end');
    assert.equal(await recorded.go('stepBack'), 'step: text = file.read()');
    assert.equal(readFileSync(file, 'utf8'), 'something else');
  });

  it('repeats what sockets, threads and children brought, with nothing sent or started again', async () => {
    recorded = new Recorded(OUTSIDE);
    assert.equal(await recorded.begin(['# end'], { clock: 'real' }), 'breakpoint: print(results)  # end');
    const results = await recorded.evaluate('results');
    assert.equal(results, "[b'HELLO\\n', 4999950000, b'out\\n', 'thread']");
    assert.equal(await recorded.go('stepBack'), 'step: thread.join()');
    assert.equal(await recorded.go('stepBack'), 'step: thread.start()');
    assert.equal(await recorded.evaluate('results'), "[b'HELLO\\n', 4999950000, b'out\\n']");
    await recorded.breakpoints('line.upper');
    assert.equal(await recorded.go('reverseContinue'), 'breakpoint: writer.write(line.upper())');
    assert.equal(await recorded.evaluate('line'), "b'hello\\n'");
    await recorded.breakpoints('# end');
    assert.equal(await recorded.go('continue'), 'breakpoint: print(results)  # end');
    assert.equal(await recorded.evaluate('results'), results);
    assert.equal(readFileSync(join(recorded.folder.path, 'runs.txt'), 'utf8'), 'one\n');
  });

  it('steps back from an exception to before its line', async () => {
    recorded = new Recorded(FAILING);
    const { client } = recorded;
    await client.launch({ program: recorded.path, clock: 'virtual', record: true });
    await client.request('setExceptionBreakpoints', { filters: ['raised'] });
    await client.request('configurationDone');
    assert.equal(await recorded.stop(), 'exception: return [n // 2][rest]');
    assert.equal(await recorded.go('stepBack'), 'step: return [n // 2][rest]');
    assert.equal(await recorded.go('stepBack'), 'step: rest = n % 2');
    assert.equal(await recorded.evaluate('n'), '5');
  });

  it('goes back from a pause where the program waits, and ends when it is told to', async () => {
    recorded = new Recorded(WAITING);
    const { client } = recorded;
    await client.launch({ program: recorded.path, clock: 'real', record: true });
    await client.request('configurationDone');
    while (!client.output('stdout').includes('waiting')) await client.event('output');
    await client.request('pause', { threadId: 1 });
    await recorded.stop();
    await recorded.breakpoints('answer =');
    assert.equal(await recorded.go('reverseContinue'), 'breakpoint: answer = x * 2');
    await client.request('terminate');
    await client.event('terminated');
  });

  it('does not go back over what was changed by hand, and lets nothing be changed in the past', async () => {
    recorded = new Recorded(CALLS);
    await recorded.begin(['# inner']);
    await recorded.go('stepBack');
    const refused = await recorded.client.ask('evaluate', { expression: 'x = 3', context: 'repl' });
    assert.match(refused.message!, /past/);
    assert.equal(await recorded.go('continue'), 'breakpoint: n = n + 1  # inner');
    await recorded.client.request('evaluate', { expression: 'n = 7', context: 'repl' });
    const { success, message } = await recorded.client.ask('stepBack', { threadId: recorded.threadId });
    assert.equal(success, false);
    assert.match(message!, /a statement was run in the console/);
  });

  it('can be cancelled before it has begun', async () => {
    recorded = new Recorded(CALLS);
    await recorded.begin(['# inner']);
    const { client } = recorded;
    const answer = client.ask('stepBack', { threadId: recorded.threadId });
    await client.request('cancel', { requestId: client.lastSeq });
    assert.equal((await answer).message, 'cancelled');
    assert.equal(await recorded.go('next'), 'step: return n * 2');
  });

  it('tells how far it is and can be cancelled, and then the program is where it was', async () => {
    // Long enough for the answer to its progress to come in time.
    recorded = new Recorded(`for _ in range(1_000_000): pass\n${CALLS}`);
    const { client } = recorded;
    await client.request('initialize', { adapterID: 'coroscope', supportsProgressReporting: true });
    await client.request('launch', { program: recorded.path, clock: 'virtual', record: true });
    await recorded.breakpoints('# inner');
    await client.request('configurationDone');
    await recorded.stop();
    const answer = client.ask('stepBack', { threadId: recorded.threadId });
    const { body } = await client.event('progressStart');
    assert.equal(body?.requestId, client.lastSeq);
    await client.request('cancel', { progressId: body?.progressId });
    const { success, message } = await answer;
    assert.deepEqual([success, message], [false, 'cancelled']);
    assert.deepEqual((await client.event('progressEnd')).body, { progressId: body?.progressId });
    assert.equal(await recorded.go('next'), 'step: return n * 2');
    assert.equal(await recorded.go('stepBack'), 'step: n = n + 1  # inner');
  });

  it('does not take back what goes on meanwhile', async () => {
    recorded = new Recorded(CALLS);
    await recorded.begin(['# inner']);
    const answer = recorded.client.ask('stepBack', { threadId: recorded.threadId });
    assert.equal(await recorded.go('next'), 'step: return n * 2');
    assert.equal((await answer).success, false);
    assert.equal(await recorded.evaluate('n'), '6');
  });

  it('is offered in recorded sessions only', async () => {
    recorded = new Recorded(CALLS);
    await recorded.begin(['# inner'], { record: false });
    assert.ok(!recorded.client.messages.some(({ event }) => event === 'capabilities'));
    const { message } = await recorded.client.ask('stepBack', { threadId: recorded.threadId });
    assert.match(message!, /isn't recorded/);
    await recorded.close();
    recorded = new Recorded(CALLS);
    await recorded.begin(['# inner']);
    const { body } = recorded.client.messages.find(({ event }) => event === 'capabilities')!;
    assert.deepEqual(body, { capabilities: { supportsStepBack: true } });
  });
});
