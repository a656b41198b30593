/** `coroscope/cancelTask`: asks a task's loop to cancel it. */
import { badArgument } from '../dapError';
import { cancelTaskRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const cancelTask = defineRequest<{ taskId?: unknown }>({
  command: cancelTaskRequest,
  during: During.program,
  async handle(session, { taskId }) {
    if (typeof taskId !== 'number') throw badArgument(cancelTaskRequest, 'no taskId');
    await session.ask('cancelTask', { taskId });
  },
});
