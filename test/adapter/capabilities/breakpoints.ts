/** Tests of the capabilities that say where and when a program stops; run by capabilities.test.ts. */
import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Debuggee, places } from '../../golden/debuggee';
import { example, lineOf } from '../dapClient';
import { FILE, stopAt, type, type CapabilityTests } from './capabilityTests';

export const breakpoints: CapabilityTests = {
  async supportsConditionalBreakpoints(debuggee) {
    await stopAt(debuggee, ['loop', { condition: 'number == 2' }]);
    assert.equal(await debuggee.evaluate('number'), '2');
    assert.equal(await debuggee.end(), 0);
  },

  async supportsHitConditionalBreakpoints(debuggee) {
    await stopAt(debuggee, ['loop', { hitCondition: '>= 2' }]);
    assert.equal(await debuggee.evaluate('number'), '1');
    await debuggee.to();
    assert.equal(await debuggee.evaluate('number'), '2');
  },

  async supportsLogPoints(debuggee) {
    await debuggee.launch();
    await debuggee.breakpoints(['loop', { logMessage: 'number is {number}, {{total}} is {total}' }]);
    await debuggee.begin();
    assert.equal(await debuggee.ended(), 0);
    assert.equal(
      debuggee.client.output('console'),
      'number is 0, {total} is 0\nnumber is 1, {total} is 0\nnumber is 2, {total} is 2\n',
    );
  },

  async breakpointModes(debuggee) {
    const awaits = new Debuggee('own_loop.py');
    try {
      await awaits.launch();
      const [suspend, resume, refused] = await awaits.breakpoints(
        ['await WaitB()', { mode: 'suspend' }],
        ['await WaitC()', { mode: 'resume' }],
        ['task = tasks[event][0]', { mode: 'suspend' }],
      );
      assert.deepEqual([suspend.verified, resume.verified, refused.verified], [true, true, false]);
      assert.match(refused.message ?? '', /no await/);
      await awaits.begin();
      await type(awaits, 'A');
      const first = await awaits.stop();
      assert.equal(first.description, 'Paused on suspend');
      assert.deepEqual(places(first.frames).slice(0, 2), ['WaitB.__await__:6', 'coroutine:20']);
      await awaits.go();
      await type(awaits, 'B');
      await type(awaits, 'C');
      const second = await awaits.stop();
      assert.equal(second.description, 'Paused on resume');
      assert.deepEqual(places(second.frames).slice(0, 2), ['WaitC.__await__:11', 'coroutine:22']);
    } finally {
      await awaits.close();
    }
    const outcomes = new Debuggee('timeouts.py');
    try {
      await outcomes.launch();
      await outcomes.breakpoints(
        ['await asyncio.sleep(3600)', { mode: 'cancel', condition: 'name != "wait_for"', hitCondition: '2' }],
        ['await asyncio.wait_for(', { mode: 'complete' }],
      );
      await outcomes.begin();
      const cancelled = await outcomes.stop();
      assert.equal(cancelled.description, 'Paused on cancellation');
      assert.equal(await outcomes.evaluate('name'), "'task'");
      assert.equal(cancelled.frames[0].line, lineOf('timeouts.py', 'await asyncio.sleep(3600)'));
    } finally {
      await outcomes.close();
    }
    const values = new Debuggee('await_points.py');
    try {
      await values.launch();
      await values.breakpoints(['print(await pair())', { mode: 'complete' }]);
      await values.begin();
      const complete = await values.stop();
      assert.deepEqual([complete.description, complete.text], ['Paused on completion', "('a', 'b')"]);
      assert.equal(await values.end(), 0);
    } finally {
      await values.close();
    }
    await debuggee.launch();
  },

  async supportsFunctionBreakpoints(debuggee) {
    await debuggee.launch();
    await debuggee.client.request('setFunctionBreakpoints', {
      breakpoints: [{ name: 'helper', condition: 'number == 1' }],
    });
    await debuggee.begin();
    const { reason, frames } = await debuggee.stop();
    assert.equal(reason, 'function breakpoint');
    assert.equal(frames[0].name, 'helper');
    assert.equal(await debuggee.evaluate('number'), '1');
  },

  async supportsBreakpointLocationsRequest(debuggee) {
    const awaits = new Debuggee('await_points.py');
    try {
      await awaits.launch();
      const line = lineOf('await_points.py', 'pair');
      const { breakpoints } = await awaits.client.request<{ breakpoints: DebugProtocol.BreakpointLocation[] }>(
        'breakpointLocations',
        { source: { path: example('await_points.py') }, line },
      );
      assert.deepEqual(
        breakpoints.map(({ column }) => column),
        [undefined, 13, 42],
      );
    } finally {
      await awaits.close();
    }
    await debuggee.launch();
  },

  async exceptionBreakpointFilters(debuggee) {
    await debuggee.launch();
    await debuggee.client.request('setExceptionBreakpoints', { filters: ['raised'] });
    await debuggee.begin();
    const { reason, text, frames } = await debuggee.stop();
    assert.equal(reason, 'exception');
    assert.equal(text, 'IndexError: list index out of range');
    assert.equal(frames[0].line, lineOf(FILE, 'fail'));
    assert.equal(await debuggee.end(), 0);
  },

  async supportsExceptionFilterOptions(debuggee) {
    await debuggee.launch();
    await debuggee.client.request('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'raised', condition: 'KeyError, ValueError' }],
    });
    await debuggee.begin();
    assert.equal(await debuggee.ended(), 0);
    assert.equal(debuggee.client.output('stdout'), 'total 9\ncaught list index out of range\nend\n');
  },

  async supportsDataBreakpoints(debuggee) {
    await stopAt(debuggee, 'loop');
    const watch = async (args: object) => {
      const body = await debuggee.client.request<DebugProtocol.DataBreakpointInfoResponse['body']>(
        'dataBreakpointInfo',
        args,
      );
      assert.deepEqual(body.accessTypes, ['write']);
      return body;
    };
    const { scopes } = await debuggee.client.request<{ scopes: DebugProtocol.Scope[] }>('scopes', {
      frameId: debuggee.frameId,
    });
    const total = await watch({ name: 'total', variablesReference: scopes[0].variablesReference });
    assert.equal(total.description, 'total');
    const item = await watch({ name: "items['a'][0]", frameId: debuggee.frameId });
    await debuggee.breakpoints();
    const { breakpoints } = await debuggee.client.request<{ breakpoints: DebugProtocol.Breakpoint[] }>(
      'setDataBreakpoints',
      { breakpoints: [{ dataId: total.dataId, condition: 'number < 3' }, { dataId: item.dataId }] },
    );
    assert.deepEqual(
      breakpoints.map(({ verified }) => verified),
      [true, true],
    );
    const seen: string[] = [];
    const next = async () => {
      const { reason, text, frames } = await debuggee.to();
      seen.push(`${reason} ${text} at ${frames[0].line - lineOf(FILE, 'loop')}`);
    };
    await next();
    await next();
    await next();
    // The first 0 → 0 is no change.
    assert.deepEqual(seen, [
      'data breakpoint total: 0 → 2 at 0',
      'data breakpoint total: 2 → 6 at 0',
      'data breakpoint total: 6 → 8 at 2',
    ]);
    await debuggee.evaluate("items['a'].append(4)", 'repl');
    await debuggee.client.request('setDataBreakpoints', { breakpoints: [] });
    assert.equal(await debuggee.end(), 0);
  },

  async supportsInstructionBreakpoints(debuggee) {
    await stopAt(debuggee, 'helper');
    const [{ instructionPointerReference: instructionReference }] = await debuggee.stack();
    await debuggee.breakpoints();
    const { breakpoints } = await debuggee.client.request<{ breakpoints: DebugProtocol.Breakpoint[] }>(
      'setInstructionBreakpoints',
      {
        breakpoints: [{ instructionReference, offset: -4, condition: 'number == 2' }, { instructionReference: '0x1' }],
      },
    );
    assert.deepEqual(
      breakpoints.map(({ verified }) => verified),
      [true, false],
    );
    const { reason, frames } = await debuggee.to();
    assert.equal(reason, 'instruction breakpoint');
    assert.equal(Number(frames[0].instructionPointerReference), Number(instructionReference) - 4);
    assert.equal(await debuggee.evaluate('number'), '2');
  },
};
