/** `coroscope/freezeTasks`: holds tasks at their next step, or lets them go on. */
import { badArgument } from '../dapError';
import { freezeTasksRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const freezeTasks = defineRequest<{ taskIds?: unknown; frozen?: unknown }>({
  command: freezeTasksRequest,
  during: During.program,
  async handle(session, { taskIds, frozen }) {
    if (typeof frozen !== 'boolean') throw badArgument(freezeTasksRequest, 'frozen is neither true nor false');
    if (taskIds !== null && !isNumbers(taskIds)) throw badArgument(freezeTasksRequest, 'taskIds are no numbers');
    await session.ask('freezeTasks', { taskIds, frozen });
  },
});

export function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}
