/** `completions`: names for what is being typed in the debug console. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { CompletionInfo } from '../../runtime/index';
import { During, defineRequest } from '../request';

const TYPES: Record<CompletionInfo['kind'], DebugProtocol.CompletionItemType> = {
  variable: 'variable',
  function: 'function',
  class: 'class',
  module: 'module',
  property: 'property',
  keyword: 'keyword',
};

export const completions = defineRequest<
  DebugProtocol.CompletionsArguments,
  { targets: DebugProtocol.CompletionItem[] }
>({
  command: 'completions',
  during: During.stopped,
  capabilities: { supportsCompletionsRequest: true, completionTriggerCharacters: ['.'] },
  async handle(session, { text, column, line, frameId = null }) {
    const lines = text.split('\n');
    const row = line === undefined ? 0 : session.client.ourLine(line) - 1;
    const before = lines.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0);
    const found = await session.ask('completions', {
      text,
      column: before + session.client.ourColumn(column),
      frameId,
    });
    return {
      targets: found.map(({ label, kind, start, length }) => ({
        label,
        type: TYPES[kind],
        start: start - before,
        length,
      })),
    };
  },
});
