/** `variables`: the children of a scope or value, in pages. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';
import { variableBody } from '../valueView';

export const variables = defineRequest<DebugProtocol.VariablesArguments, { variables: DebugProtocol.Variable[] }>({
  command: 'variables',
  during: During.stopped,
  capabilities: { supportsValueFormattingOptions: true },
  async handle(session, { variablesReference, filter, start = 0, count = 0, format }) {
    const found = await session.ask('variables', {
      reference: variablesReference,
      filter: filter ?? null,
      start,
      count,
      hex: format?.hex ?? false,
    });
    return { variables: found.map(variableBody) };
  },
});
