/** Python's threads as DAP threads: stacks, steps and values in each. */
import assert from 'node:assert/strict';
import { Debuggee, places } from '../golden/debuggee';
import { lineOf } from './dapClient';

const FILE = 'threads.py';

describe('threads', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  beforeEach(async () => {
    debuggee = new Debuggee(FILE);
    await debuggee.launch();
  });
  afterEach(async () => {
    await debuggee.close();
  });

  async function idOf(name: string): Promise<number> {
    return (await debuggee.threads()).find((thread) => thread.name === name)!.id;
  }

  it('are listed with their names, and the one that stops is the one that is stopped', async () => {
    await debuggee.breakpoints('square');
    await debuggee.begin();
    const { frames } = await debuggee.stop();
    assert.deepEqual(
      (await debuggee.threads()).map(({ name }) => name),
      ['MainThread', 'worker'],
    );
    assert.equal(debuggee.threadId, await idOf('worker'));
    assert.deepEqual(places(frames).slice(0, 2), [
      `square:${lineOf(FILE, 'square')}`,
      `worker:${lineOf(FILE, 'call')}`,
    ]);
    assert.equal(
      frames.some(({ name }) => name === 'main'),
      false,
    );
    const main = await debuggee.stack(1);
    assert.equal(main.at(-1)?.name, '<module>');
    assert.equal(main.find(({ name }) => name === 'main')?.line, lineOf(FILE, 'join'));
    await debuggee.breakpoints();
    await debuggee.breakpoints(['square', { condition: 'number == 5' }]);
    await debuggee.to();
    assert.equal(debuggee.threadId, await idOf('pool_0'));
  });

  it('have values that can be evaluated and changed, in the frames of each', async () => {
    await debuggee.breakpoints('join');
    await debuggee.begin();
    await debuggee.stop();
    await debuggee.breakpoints('square');
    await debuggee.to();
    const main = (await debuggee.stack(1)).find(({ name }) => name === 'main')!;
    const own = debuggee.frameId;
    const evaluate = async (expression: string, frameId: number) =>
      (await debuggee.client.request<{ result: string }>('evaluate', { expression, frameId, context: 'repl' })).result;
    assert.equal(await evaluate('thread.name', main.id), "'worker'");
    await evaluate('number = 10', own);
    await debuggee.breakpoints();
    assert.equal(await debuggee.end(), 0);
    assert.equal(debuggee.client.output('stdout'), "[('first', 100), ('first', 16), 25]\n");
  });

  it('a step stays in its thread', async () => {
    await debuggee.breakpoints('call');
    await debuggee.begin();
    await debuggee.stop();
    await debuggee.breakpoints();
    const thread = debuggee.threadId;
    const inside = await debuggee.to('stepIn');
    assert.deepEqual(places(inside.frames)[0], `square:${lineOf(FILE, 'square')}`);
    const outside = await debuggee.to('stepOut');
    assert.deepEqual(places(outside.frames)[0], `worker:${lineOf(FILE, 'call')}`);
    const next = await debuggee.to('next');
    assert.equal(next.frames[0].name, 'worker');
    assert.equal(debuggee.threadId, thread);
  });

  it('another thread than the stopped one can be stepped', async () => {
    await debuggee.breakpoints('call');
    await debuggee.begin();
    await debuggee.stop();
    await debuggee.breakpoints();
    debuggee.threadId = 1;
    await debuggee.client.request('stepOut', { threadId: 1 });
    const { frames } = await debuggee.stop();
    assert.equal(debuggee.threadId, 1);
    assert.notEqual(frames[0].name, 'worker');
  });

  it('an exception that leaves a thread is uncaught', async () => {
    await debuggee.client.request('setExceptionBreakpoints', { filters: ['uncaught'] });
    await debuggee.breakpoints(['call', { condition: 'number == 4' }]);
    await debuggee.begin();
    await debuggee.stop();
    await debuggee.evaluate('name = []; number = ""', 'repl');
    const { reason, text, frames } = await debuggee.to();
    assert.equal(reason, 'exception');
    assert.match(text ?? '', /TypeError/);
    assert.equal(frames[0].name, 'square');
    assert.equal(debuggee.threadId, await idOf('worker'));
  });
});
