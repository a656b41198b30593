/** `setExpression`: assigns to whatever an expression names. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';
import { valueBody } from '../valueView';

export const setExpression = defineRequest<
  DebugProtocol.SetExpressionArguments,
  DebugProtocol.SetExpressionResponse['body']
>({
  command: 'setExpression',
  during: During.stopped,
  capabilities: { supportsSetExpression: true },
  async handle(session, { expression, value, frameId = null, format }) {
    const set = await session.ask('setExpression', { expression, value, frameId, hex: format?.hex ?? false });
    return { value: set.value, ...valueBody(set) };
  },
});
