/** `setVariable`: a local, a global, an item or an attribute gets the value of an expression. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';
import { valueBody } from '../valueView';

export const setVariable = defineRequest<DebugProtocol.SetVariableArguments, DebugProtocol.SetVariableResponse['body']>(
  {
    command: 'setVariable',
    during: During.stopped,
    capabilities: { supportsSetVariable: true },
    async handle(session, { variablesReference, name, value, format }) {
      const set = await session.ask('setVariable', {
        reference: variablesReference,
        name,
        value,
        hex: format?.hex ?? false,
      });
      return { value: set.value, ...valueBody(set) };
    },
  },
);
