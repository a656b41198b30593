/** `stepBack`: to the line that ran before in the same frame; over an await, the one before the await. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { goBack, tellStop } from '../goBack';
import { During, defineRequest } from '../request';

export const stepBack = defineRequest<DebugProtocol.StepBackArguments>({
  command: 'stepBack',
  during: During.stopped,
  handle: (session, { threadId }, request) => goBack(session, { kind: 'stepBack', threadId }, request.seq),
  afterwards: tellStop,
});
