/** `next`: to the next line of the same task; over an await that is the line after it, not the event loop. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';
import { step } from '../step';

export const next = defineRequest<DebugProtocol.NextArguments>({
  command: 'next',
  during: During.stopped,
  capabilities: { supportsSteppingGranularity: true },
  handle: (session, args) => step(session, 'next', args),
});
