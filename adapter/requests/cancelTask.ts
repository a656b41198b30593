/** `coroscope/cancelTask`: asks a task's loop to cancel it. */
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

export const cancelTask = defineRequest<{ taskId?: unknown }>({
  command: 'coroscope/cancelTask',
  during: During.program,
  async handle(session, { taskId }) {
    if (typeof taskId !== 'number') throw badArgument('coroscope/cancelTask', 'no taskId');
    await session.ask('cancelTask', { taskId });
  },
});
