/** `restartFrame`: the stopped function from its beginning, with its variables as they are. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const restartFrame = defineRequest<DebugProtocol.RestartFrameArguments>({
  command: 'restartFrame',
  during: During.stopped,
  capabilities: { supportsRestartFrame: true },
  async handle(session, { frameId }) {
    await session.ask('restartFrame', { frameId });
  },
});
