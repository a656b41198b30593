/**
 * Every capability that `initialize` claims, each shown to work end to end. A claimed one without a test fails, and so
 * does a test of one that isn't claimed.
 */
import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { capabilities } from '../../adapter/requestTable';
import { Debuggee, places } from '../golden/debuggee';
import { example, lineOf } from './dapClient';

type Capability = keyof DebugProtocol.Capabilities;

const FILE = 'stepping.py';

const tests: Partial<Record<Capability, (debuggee: Debuggee) => Promise<void>>> = {
  async supportsConfigurationDoneRequest(debuggee) {
    await debuggee.launch();
    await debuggee.breakpoints('print');
    assert.equal(debuggee.client.output('stdout'), '');
    await debuggee.begin();
    assert.equal((await debuggee.stop()).reason, 'breakpoint');
  },

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

  async supportsExceptionInfoRequest(debuggee) {
    await debuggee.launch();
    await debuggee.client.request('setExceptionBreakpoints', { filters: ['raised'] });
    await debuggee.begin();
    await debuggee.stop();
    const info = await debuggee.client.request<DebugProtocol.ExceptionInfoResponse['body']>('exceptionInfo', {
      threadId: 1,
    });
    assert.equal(info.exceptionId, 'IndexError');
    assert.equal(info.description, 'list index out of range');
    assert.equal(info.breakMode, 'always');
    assert.match(info.details?.stackTrace ?? '', /in fail\n {4}return items\[5\]/);
  },

  async supportsDelayedStackTraceLoading(debuggee) {
    await stopAt(debuggee, 'helper');
    const page = await debuggee.client.request<DebugProtocol.StackTraceResponse['body']>('stackTrace', {
      threadId: 1,
      startFrame: 1,
      levels: 1,
    });
    assert.equal(page.totalFrames, 3);
    assert.deepEqual(places(page.stackFrames), [`main:${lineOf(FILE, 'loop')}`]);
  },

  async supportsValueFormattingOptions(debuggee) {
    await stopAt(debuggee, 'print');
    const { result } = await debuggee.client.request<{ result: string }>('evaluate', {
      expression: '[total, 255]',
      frameId: debuggee.frameId,
      format: { hex: true },
    });
    assert.equal(result, '[0x9, 0xff]');
  },

  async supportsSetVariable(debuggee) {
    await stopAt(debuggee, 'print');
    const { scopes } = await debuggee.client.request<{ scopes: DebugProtocol.Scope[] }>('scopes', {
      frameId: debuggee.frameId,
    });
    await debuggee.client.request('setVariable', {
      variablesReference: scopes[0].variablesReference,
      name: 'total',
      value: 'total * 100',
    });
    const items = (await debuggee.locals()).find(({ name }) => name === 'items')!;
    const [list] = await debuggee.children(items.variablesReference);
    await debuggee.client.request('setVariable', {
      variablesReference: list.variablesReference,
      name: '1',
      value: '"new"',
    });
    assert.equal(await debuggee.evaluate('items["a"]'), "[1, 'new', (3, 4)]");
    await debuggee.end();
    assert.match(debuggee.client.output('stdout'), /^total 900\n/);
  },

  async supportsSetExpression(debuggee) {
    await stopAt(debuggee, 'print');
    await debuggee.client.request('setExpression', {
      expression: 'items["a"][0]',
      value: 'total + 1',
      frameId: debuggee.frameId,
    });
    assert.equal(await debuggee.evaluate('items["a"][0]'), '10');
  },

  async supportsEvaluateForHovers(debuggee) {
    await stopAt(debuggee, 'print');
    assert.equal(await debuggee.evaluate('items', 'hover'), "{'a': [1, 2, (3, 4)], 2: 'two'}");
    const { success, message } = await debuggee.client.ask('evaluate', {
      expression: 'missing',
      frameId: debuggee.frameId,
      context: 'hover',
    });
    assert.equal(success, false);
    assert.equal(message, "NameError: name 'missing' is not defined");
  },

  async supportsClipboardContext(debuggee) {
    await stopAt(debuggee, 'print');
    assert.equal(
      await debuggee.evaluate('list(range(40))', 'clipboard'),
      `[${Array.from({ length: 40 }, (_, index) => index).join(', ')}]`,
    );
  },

  async supportsCompletionsRequest(debuggee) {
    await stopAt(debuggee, 'print');
    const { targets } = await debuggee.client.request<{ targets: DebugProtocol.CompletionItem[] }>('completions', {
      text: 'tot',
      column: 4,
      frameId: debuggee.frameId,
    });
    assert.deepEqual(targets, [{ label: 'total', type: 'variable', start: 0, length: 3 }]);
  },

  async completionTriggerCharacters(debuggee) {
    await stopAt(debuggee, 'print');
    const { targets } = await debuggee.client.request<{ targets: DebugProtocol.CompletionItem[] }>('completions', {
      text: 'items.po',
      column: 9,
      frameId: debuggee.frameId,
    });
    assert.deepEqual(
      targets.map(({ label }) => label),
      ['pop', 'popitem'],
    );
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

  async supportsLoadedSourcesRequest(debuggee) {
    await stopAt(debuggee, 'print');
    const { sources } = await debuggee.client.request<{ sources: DebugProtocol.Source[] }>('loadedSources');
    assert.equal(
      sources.some(({ path }) => path === example(FILE)),
      true,
    );
  },

  async supportsModulesRequest(debuggee) {
    await stopAt(debuggee, 'print');
    const { modules, totalModules } = await debuggee.client.request<DebugProtocol.ModulesResponse['body']>('modules', {
      moduleCount: 1000,
    });
    assert.equal(modules.length, totalModules);
    assert.equal(
      modules.some(({ name }) => name === '__main__'),
      true,
    );
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

  async supportsDisassembleRequest(debuggee) {
    await stopAt(debuggee, 'helper');
    const [{ instructionPointerReference: memoryReference }] = await debuggee.stack();
    const { instructions } = await debuggee.client.request<{ instructions: DebugProtocol.DisassembledInstruction[] }>(
      'disassemble',
      { memoryReference, instructionOffset: -6, instructionCount: 9 },
    );
    assert.deepEqual(
      instructions.map(({ instruction }) => instruction.replace(/ +/g, ' ')),
      [
        '',
        '',
        'LOAD_FAST 0 (number)',
        'LOAD_CONST 1 (2)',
        'BINARY_MULTIPLY',
        'STORE_FAST 1 (doubled)',
        'LOAD_FAST 1 (doubled)',
        'RETURN_VALUE',
        '',
      ],
    );
    assert.equal(instructions[6].address, memoryReference);
    assert.equal(instructions[6].line, lineOf(FILE, 'helper'));
    assert.equal(instructions[2].symbol, 'helper');
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

describe('each claimed capability', function () {
  this.timeout(120_000);

  it('has a test here', () => {
    assert.deepEqual(Object.keys(tests).sort(), Object.keys(capabilities()).sort());
  });

  for (const [name, test] of Object.entries(tests)) {
    it(name, async () => {
      const debuggee = new Debuggee(FILE);
      try {
        await test(debuggee);
      } finally {
        await debuggee.close();
      }
    });
  }
});

async function stopAt(debuggee: Debuggee, mark: Parameters<Debuggee['breakpoints']>[0]): Promise<void> {
  await debuggee.launch();
  await debuggee.breakpoints(mark);
  await debuggee.begin();
  await debuggee.stop();
}

/** Types a line once the program waits for one. */
async function type(debuggee: Debuggee, line: string): Promise<void> {
  for (;;) {
    const { success, message } = await debuggee.client.ask('evaluate', { expression: line, context: 'repl' });
    if (success) return;
    if (!message?.includes('is running')) throw new Error(message);
    await new Promise((resume) => setImmediate(resume));
  }
}
