/** Programs run with a schedule, on the command line and in a debug session. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DapClient, example } from './dapClient';
import { ProgramFolder } from './programFolder';

/** Everything that is the same in each run with the same seed: order, time, randomness. */
const SEEN = `
import asyncio, random, time
async def work(name):
    for step in range(3):
        await asyncio.sleep(random.choice([0, 0.5, 1]))
        print(name, step, time.time(), random.random())
async def main():
    await asyncio.gather(*(work(name) for name in 'abc'))
asyncio.run(main())
`;

const THREE = `import asyncio
async def work(name):
    print(name)
async def main():
    async with asyncio.TaskGroup() as group:
        for name in 'abc':
            group.create_task(work(name), name=name)
asyncio.run(main())
`;

describe('a schedule', function () {
  this.timeout(120_000);

  let folder: ProgramFolder;
  before(() => {
    folder = new ProgramFolder({ 'seen.py': SEEN, 'three.py': THREE });
  });
  after(() => folder.remove());

  it('by a seed is the same run each time, and another with another seed', () => {
    const first = folder.run('--schedule', '8', 'seen.py');
    assert.equal(first.status, 0, first.stderr);
    assert.equal(first.stdout.split('\n').length, 10);
    assert.deepEqual(folder.run('--schedule', '8', 'seen.py'), first);
    assert.notEqual(folder.run('--schedule=4', 'seen.py').stdout, first.stdout);
  });

  it('by a seed is so in debug mode of asyncio, too', () => {
    const order = (text: string) => text.replace(/ \S+ \S+$/gm, '');
    const plain = folder.run('--schedule', '4', 'seen.py');
    const debugged = folder.run('-X', 'dev', '--schedule', '4', 'seen.py');
    assert.equal(order(debugged.stdout), order(plain.stdout));
  });

  it('decides whether the transfers of the example lose money', () => {
    assert.equal(folder.run(example('bank.py')).status, 0);
    assert.equal(folder.run('--schedule', '{"choices": []}', example('bank.py')).status, 0);
    const { status, stderr } = folder.run('--schedule', '0', example('bank.py'));
    assert.equal(status, 1);
    assert.match(stderr, /AssertionError: money is lost/);
  });

  it('that the program does not follow is said to be so', () => {
    const { status, stderr } = folder.run('--schedule', '{"choices": [-1, 7]}', example('bank.py'));
    assert.equal(status, 0);
    assert.match(stderr, /has not followed the recorded schedule.*: decision 2 takes number 8 .*, but there were \d/);
    const longer = folder.run('--schedule', '{"choices": [-100, 1]}', example('bank.py'));
    assert.match(longer.stderr, /it goes up to decision 101, but the program ended after \d+\./);
  });

  it('that is none is refused', () => {
    for (const bad of ['-1', '1.5', 'fast', '{"choices": ["a"]}', '{}']) {
      const { status, stderr } = folder.run('--schedule', bad, 'seen.py');
      assert.equal(status, 2);
      assert.match(stderr, /^--schedule must be "fifo", a seed .*\nusage:/);
    }
  });

  describe('by hand', () => {
    let client: DapClient;
    let taskOf: Map<string, number>;

    /** Stopped in the step of a, while b and c are ready and main waits. */
    async function stopInFirst(launch: object): Promise<void> {
      const path = join(folder.path, 'three.py');
      client = new DapClient();
      await client.launch({ program: path, ...launch });
      await client.request('setBreakpoints', {
        source: { path },
        breakpoints: [{ line: 3, condition: 'name == "a"' }],
      });
      await client.request('configurationDone');
      await client.stopped();
      const { tasks } = await client.request<{ tasks: { id: number; name: string }[] }>('coroscope/snapshot');
      taskOf = new Map(tasks.map(({ id, name }) => [name, id]));
    }

    async function end(): Promise<string> {
      await client.request('continue', { threadId: 1 });
      await client.event('exited');
      return client.output('stdout').replace(/\s+/g, ' ').trim();
    }

    afterEach(() => client.close());

    it('has a ready task go on next', async () => {
      await stopInFirst({});
      await client.request('coroscope/runTaskNext', { taskId: taskOf.get('c') });
      assert.equal(await end(), 'a c b');
    });

    it('is a choice among the others where choices are recorded', async () => {
      await stopInFirst({ schedule: { choices: [] } });
      await client.request('coroscope/runTaskNext', { taskId: taskOf.get('c') });
      assert.equal(await end(), 'a c b');
      assert.match(client.output('console'), /"schedule": \{"choices": \[-1, 1\]\}/);
    });

    it('is not what the console awaits', async () => {
      await stopInFirst({ schedule: { choices: [-1, 1] } });
      const expression = 'await asyncio.gather(*(asyncio.sleep(0, name) for name in "xyz"))';
      const { result } = await client.request<{ result: string }>('evaluate', { expression, context: 'repl' });
      assert.equal(result, "['x', 'y', 'z']");
      // The others have run meanwhile, in asyncio's order.
      assert.equal(await end(), 'b c a');
    });

    it('replaces the choice at which the program is stopped', async () => {
      await stopInFirst({ schedule: { choices: [-1, 1], stopAt: 2 } });
      await client.request('continue', { threadId: 1 });
      const { text } = await client.stopped();
      assert.equal(text, "task 'c' is about to run before task 'b'");
      await client.request('coroscope/runTaskNext', { taskId: taskOf.get('b') });
      assert.equal(await end(), 'a b c');
    });

    it('is refused for a task that runs, waits, or is not there', async () => {
      await stopInFirst({});
      const refused = async (taskId: unknown) => (await client.ask('coroscope/runTaskNext', { taskId })).message;
      assert.equal(await refused(taskOf.get('a')), 'a is the task that runs');
      assert.equal(await refused(taskOf.get('Task-1')), 'Task-1 is not ready: it waits for something');
      assert.match((await refused(4711))!, /no task 4711/);
      assert.match((await refused('b'))!, /no taskId/);
    });
  });

  it('by a seed ends a debug session with the choices that repeat it', async () => {
    const client = new DapClient();
    try {
      await client.launch({ program: example('bank.py'), schedule: 0 });
      await client.request('configurationDone');
      assert.equal((await client.event('exited')).body?.exitCode, 1);
      const [, choices] = /To run it again with the same choices: "schedule": (\{.*\})/.exec(client.output('console'))!;
      assert.match(folder.run('--schedule', choices, example('bank.py')).stderr, /^AssertionError: money is lost/m);
    } finally {
      await client.close();
    }
  });
});
