/** `terminateThreads`: cancels tasks, as `task.cancel()` would. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

export const terminateThreads = defineRequest<DebugProtocol.TerminateThreadsArguments>({
  command: 'terminateThreads',
  during: During.program,
  capabilities: { supportsTerminateThreadsRequest: true },
  async handle(session, { threadIds }) {
    if (!threadIds || threadIds.length === 0) throw badArgument('terminateThreads', 'no threadIds');
    await session.ask('terminateThreads', { threadIds });
  },
});
