import assert from 'node:assert/strict';
import { requestTable } from '../../adapter/requestTable';
import { SessionHarness } from './sessionHarness';

describe('a debug session', () => {
  it('answers initialize with the capabilities of the request table', async () => {
    const harness = new SessionHarness();
    const { success, body } = await harness.request('initialize', { adapterID: 'coroscope' });
    assert.equal(success, true);
    const claimed = Object.keys(body as object).sort();
    const declared = [...requestTable.values()].flatMap((row) => Object.keys(row.capabilities ?? {})).sort();
    assert.deepEqual(claimed, declared);
  });

  it('refuses requests that come too early, too late or twice, and goes on', async () => {
    const harness = new SessionHarness();
    const early = await harness.request('stackTrace', { threadId: 1 });
    assert.equal(early.success, false);
    assert.match(early.message ?? '', /stackTrace.*hasn't been initialized/);
    await harness.launch();
    const twice = await harness.request('launch', { code: 'pass' });
    assert.match(twice.message ?? '', /launch.*isn't possible now: the program is running/);
    const running = await harness.request('scopes', { frameId: 1 });
    assert.match(running.message ?? '', /the program is running/);
    harness.engine.listener?.ended(0, null);
    const late = await harness.request('continue', { threadId: 1 });
    assert.equal(late.message, 'The program has ended');
  });

  it('answers a request that it does not know', async () => {
    const harness = new SessionHarness();
    const { success, message } = await harness.request('brewCoffee');
    assert.equal(success, false);
    assert.equal(message, "The request 'brewCoffee' isn't supported");
  });

  it('survives a bug of its own', async () => {
    const harness = new SessionHarness();
    await harness.launch();
    harness.engine.listener?.event('stopped', { reason: 'pause', threadId: 1, breakpointIds: [] });
    harness.engine.answers.set('stackTrace', () => {
      throw new TypeError('no such thing');
    });
    const stderr = process.stderr.write.bind(process.stderr);
    let logged = '';
    process.stderr.write = (text: string) => {
      logged += text;
      return true;
    };
    try {
      const { success, message } = await harness.request('stackTrace', { threadId: 1 });
      assert.equal(success, false);
      assert.match(message ?? '', /Internal error.*no such thing/);
    } finally {
      process.stderr.write = stderr;
    }
    assert.match(logged, /no such thing/);
    const { success } = await harness.request('continue', { threadId: 1 });
    assert.equal(success, true);
  });

  it('sends what is typed to a program that waits for input, and to no other', async () => {
    const harness = new SessionHarness();
    await harness.launch();
    const refused = await harness.request('evaluate', { expression: 'Ada', context: 'repl' });
    assert.match(refused.message ?? '', /doesn't wait for input/);
    harness.engine.listener?.inputWanted();
    const { success } = await harness.request('evaluate', { expression: 'Ada', context: 'repl' });
    assert.equal(success, true);
    assert.deepEqual(harness.engine.input, ['Ada\n']);
  });

  it('tells how the program ended', async () => {
    const harness = new SessionHarness();
    await harness.launch();
    harness.engine.listener?.ended(3, 'MemoryError: too much');
    assert.deepEqual(harness.events('exited')[0].body, { exitCode: 3 });
    assert.equal(harness.events('terminated').length, 1);
    assert.deepEqual(harness.events('output').at(-1)?.body, {
      category: 'important',
      output: 'MemoryError: too much\n',
    });
  });

  it('gives a restarted program the breakpoints that are set', async () => {
    const harness = new SessionHarness();
    await harness.request('initialize', { adapterID: 'coroscope' });
    await harness.request('launch', { code: 'pass' });
    harness.engine.answers.set('setBreakpoints', () => []);
    await harness.request('setBreakpoints', { source: { path: '/a.py' }, breakpoints: [{ line: 7 }] });
    await harness.request('configurationDone');
    const first = harness.engine;
    const { success } = await harness.request('restart', {});
    assert.equal(success, true);
    assert.equal(first.killed, true);
    assert.notEqual(harness.engine, first);
    assert.deepEqual(harness.engine.asked[0], {
      command: 'setBreakpoints',
      arguments: { path: '/a.py', breakpoints: [{ id: 1, line: 7, mode: 'line' }] },
    });
    assert.equal(harness.engine.asked.at(-1)?.command, 'run');
    first.listener?.ended(143, null);
    assert.equal(harness.events('terminated').length, 0);
  });

  it('ends the program when the client disconnects', async () => {
    const harness = new SessionHarness();
    await harness.launch();
    await harness.request('disconnect');
    assert.equal(harness.engine.killed, true);
    assert.equal(harness.ended, true);
  });

  it('counts lines as the client does', async () => {
    const harness = new SessionHarness();
    await harness.request('initialize', { adapterID: 'coroscope', linesStartAt1: false });
    await harness.request('launch', { code: 'pass' });
    harness.engine.answers.set('setBreakpoints', () => [{ id: 1, verified: true, line: 8 }]);
    const { body } = await harness.request('setBreakpoints', { source: { path: '/a.py' }, breakpoints: [{ line: 7 }] });
    assert.deepEqual((harness.engine.asked[0].arguments as { breakpoints: { line: number }[] }).breakpoints[0].line, 8);
    assert.deepEqual(body, { breakpoints: [{ id: 1, verified: true, line: 7 }] });
  });
});
