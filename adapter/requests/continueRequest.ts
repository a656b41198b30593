/** `continue`: lets everything go on. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const continueRequest = defineRequest<DebugProtocol.ContinueArguments, { allThreadsContinued: boolean }>({
  command: 'continue',
  during: During.stopped,
  async handle(session, { threadId }) {
    session.phase = 'running';
    await session.ask('continue', { threadId });
    return { allThreadsContinued: true };
  },
});
