/** Tests of the capabilities that say what is seen and changed of a stopped program; run by capabilities.test.ts. */
import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { places } from '../../golden/debuggee';
import { example, lineOf } from '../dapClient';
import { FILE, stopAt, type CapabilityTests } from './capabilityTests';

export const inspection: CapabilityTests = {
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
};
