/** `pause`: stops the program where it is, be it looping, sleeping or waiting for input. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const pause = defineRequest<DebugProtocol.PauseArguments>({
  command: 'pause',
  during: During.program,
  async handle(session, { threadId }) {
    if (session.phase === 'running') await session.ask('pause', { threadId });
  },
});
