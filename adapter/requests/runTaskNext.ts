/** `coroscope/runTaskNext`: chooses which of the ready tasks goes on next. */
import { badArgument } from '../dapError';
import { runTaskNextRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const runTaskNext = defineRequest<{ taskId?: unknown }>({
  command: runTaskNextRequest,
  during: During.stopped,
  async handle(session, { taskId }) {
    if (typeof taskId !== 'number') throw badArgument(runTaskNextRequest, 'no taskId');
    await session.ask('runTaskNext', { taskId });
  },
});
