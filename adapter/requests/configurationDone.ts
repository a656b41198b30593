/** `configurationDone`: all breakpoints are set, the program may begin. */
import { defineRequest } from '../request';

export const configurationDone = defineRequest({
  command: 'configurationDone',
  during: ['configuring'],
  capabilities: { supportsConfigurationDoneRequest: true },
  async handle(session) {
    const { stopOnEntry, justMyCode, noDebug, timeline } = session.plan!;
    session.phase = 'running';
    await session.ask('run', { stopOnEntry: stopOnEntry && !noDebug, justMyCode, timeline });
  },
});
