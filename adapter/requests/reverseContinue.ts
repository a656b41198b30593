/** `reverseContinue`: to where a breakpoint was hit before, or else to where the program began. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { goBack, tellStop } from '../goBack';
import { During, defineRequest } from '../request';

export const reverseContinue = defineRequest<DebugProtocol.ReverseContinueArguments>({
  command: 'reverseContinue',
  during: During.stopped,
  handle: (session, { threadId }, request) => goBack(session, { kind: 'reverseContinue', threadId }, request.seq),
  afterwards: tellStop,
});
