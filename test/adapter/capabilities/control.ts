/** Tests of the capabilities that say how a program is started, moved and ended; run by capabilities.test.ts. */
import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Debuggee } from '../../golden/debuggee';
import { example, lineOf } from '../dapClient';
import { FILE, stopAt, type CapabilityTests } from './capabilityTests';

export const control: CapabilityTests = {
  async supportsConfigurationDoneRequest(debuggee) {
    await debuggee.launch();
    await debuggee.breakpoints('print');
    assert.equal(debuggee.client.output('stdout'), '');
    await debuggee.begin();
    assert.equal((await debuggee.stop()).reason, 'breakpoint');
  },

  async supportsSteppingGranularity(debuggee) {
    await stopAt(debuggee, 'loop');
    const before = (await debuggee.stack())[0];
    await debuggee.client.request('next', { threadId: 1, granularity: 'instruction' });
    const after = (await debuggee.stop()).frames[0];
    assert.equal(after.line, before.line);
    assert.notEqual(after.column, undefined);
    await debuggee.client.request('next', { threadId: 1, granularity: 'line' });
    assert.notEqual((await debuggee.stop()).frames[0].line, before.line);
  },

  async supportsCancelRequest(debuggee) {
    await stopAt(debuggee, 'print');
    const slow = debuggee.client.ask('evaluate', { expression: 'sum(range(10**6))', frameId: debuggee.frameId });
    const seq = debuggee.client.lastSeq;
    await debuggee.client.request('cancel', { requestId: seq });
    const { success, message } = await slow;
    assert.equal(success, false);
    assert.equal(message, 'cancelled');
  },

  async supportsRestartRequest(debuggee) {
    await stopAt(debuggee, 'print');
    await debuggee.client.request('restart', {});
    const { reason } = await debuggee.stop();
    assert.equal(reason, 'breakpoint');
    assert.equal(await debuggee.end(), 0);
    assert.equal(debuggee.client.output('stdout'), 'total 9\ncaught list index out of range\nend\n');
  },

  async supportsStepInTargetsRequest(debuggee) {
    await stopAt(debuggee, 'nested');
    const { targets } = await debuggee.client.request<{ targets: DebugProtocol.StepInTarget[] }>('stepInTargets', {
      frameId: debuggee.frameId,
    });
    assert.deepEqual(
      targets.map(({ label }) => label),
      ['helper(1)', 'helper(2)', 'max(helper(1), helper(2))'],
    );
    await debuggee.client.request('stepIn', { threadId: 1, targetId: targets[1].id });
    await debuggee.stop();
    assert.equal(await debuggee.evaluate('number'), '2');
  },

  async supportsGotoTargetsRequest(debuggee) {
    await stopAt(debuggee, 'print');
    const ask = async (line: number) => {
      const source = { path: example(FILE) };
      const body = await debuggee.client.request<{ targets: DebugProtocol.GotoTarget[] }>('gotoTargets', {
        source,
        line,
      });
      return body.targets;
    };
    assert.deepEqual(await ask(lineOf(FILE, 'loop')), []);
    const [target] = await ask(lineOf(FILE, 'total = 0'));
    await debuggee.client.request('goto', { threadId: 1, targetId: target.id });
    const { reason, frames } = await debuggee.stop();
    assert.equal(reason, 'goto');
    assert.equal(frames[0].line, lineOf(FILE, 'total = 0'));
    const next = await debuggee.to('next');
    assert.equal(next.frames[0].line, lineOf(FILE, 'items = {'));
    assert.equal(await debuggee.evaluate('total'), '0');
    assert.equal((await debuggee.to()).reason, 'breakpoint');
    assert.equal(await debuggee.evaluate('total'), '9');
  },

  async supportsRestartFrame(debuggee) {
    await stopAt(debuggee, 'helper');
    assert.equal(await debuggee.evaluate('doubled'), '0');
    await debuggee.evaluate('number = 50', 'repl');
    await debuggee.client.request('restartFrame', { frameId: debuggee.frameId });
    const { reason, frames } = await debuggee.stop();
    assert.equal(reason, 'restart');
    assert.equal(frames[0].line, lineOf(FILE, 'doubled = '));
    const again = await debuggee.to();
    assert.equal(again.frames[0].line, lineOf(FILE, 'helper'));
    assert.equal(await debuggee.evaluate('doubled'), '100');
    const { success } = await debuggee.client.ask('restartFrame', { frameId: again.frames[1].id });
    assert.equal(success, false);
  },

  async supportsTerminateThreadsRequest(debuggee) {
    const tasks = new Debuggee('timeouts.py');
    try {
      await tasks.launch();
      await tasks.breakpoints(['await asyncio.sleep(3600)', { mode: 'suspend' }]);
      await tasks.begin();
      await tasks.stop();
      await tasks.client.request('terminateThreads', { threadIds: [tasks.threadId] });
      await tasks.breakpoints('cancelled');
      const { frames } = await tasks.to();
      assert.equal(frames[0].line, lineOf('timeouts.py', 'cancelled'));
    } finally {
      await tasks.close();
    }
    await debuggee.launch();
  },

  async supportsTerminateRequest(debuggee) {
    await stopAt(debuggee, 'loop');
    await debuggee.client.request('terminate');
    assert.equal(await debuggee.ended(), 143);
    const tidy = new Debuggee(FILE);
    try {
      const lines = [
        'import time',
        'try:',
        "    print('began', flush=True)",
        '    time.sleep(3600)',
        'finally:',
        "    print('tidied')",
      ];
      await tidy.launch({ program: undefined, code: lines.join('\n'), clock: 'real' });
      await tidy.begin();
      await tidy.client.event('output');
      await tidy.client.request('terminate');
      assert.equal(await tidy.ended(), 143);
      assert.equal(tidy.client.output('stdout'), 'began\ntidied\n');
    } finally {
      await tidy.close();
    }
    const stubborn = new Debuggee(FILE);
    try {
      const lines = [
        'import signal',
        'signal.signal(signal.SIGTERM, signal.SIG_IGN)',
        'while True: print(end="", flush=True)',
      ];
      await stubborn.launch({ program: undefined, code: lines.join('\n') });
      await stubborn.begin();
      await stubborn.client.request('pause', { threadId: 1 });
      await stubborn.stop();
      await stubborn.go();
      await stubborn.client.request('terminate');
      await stubborn.client.request('terminate');
      assert.equal(await stubborn.ended(), 143);
    } finally {
      await stubborn.close();
    }
  },
};
