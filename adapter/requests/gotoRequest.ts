/** `goto`: the stopped frame will go on somewhere else. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const gotoRequest = defineRequest<DebugProtocol.GotoArguments>({
  command: 'goto',
  during: During.stopped,
  async handle(session, { threadId, targetId }) {
    await session.ask('goto', { threadId, targetId });
  },
});
