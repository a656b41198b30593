/** `scopes`: the locals, closure and globals of a frame, running or suspended. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const scopes = defineRequest<DebugProtocol.ScopesArguments, { scopes: DebugProtocol.Scope[] }>({
  command: 'scopes',
  during: During.stopped,
  async handle(session, { frameId }) {
    const found = await session.ask('scopes', { frameId });
    return {
      scopes: found.map(({ name, kind, reference, named, expensive }) => ({
        name,
        variablesReference: reference,
        namedVariables: named,
        expensive,
        ...(kind === 'other' ? {} : { presentationHint: kind }),
      })),
    };
  },
});
