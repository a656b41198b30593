/** `stackTrace`: a task's frames innermost first, then its creation, in pages. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const stackTrace = defineRequest<DebugProtocol.StackTraceArguments, DebugProtocol.StackTraceResponse['body']>({
  command: 'stackTrace',
  during: During.stopped,
  capabilities: { supportsDelayedStackTraceLoading: true },
  async handle(session, { threadId, startFrame = 0, levels = 0 }) {
    const { frames, total } = await session.ask('stackTrace', { threadId, start: startFrame, levels });
    return { stackFrames: frames.map((frame) => session.client.frame(frame)), totalFrames: total };
  },
});
