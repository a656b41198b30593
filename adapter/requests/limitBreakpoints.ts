/** `coroscope/limitBreakpoints`: breakpoints stop only in some tasks, or again in all. */
import { badArgument } from '../dapError';
import { limitBreakpointsRequest } from '../protocol';
import { During, defineRequest } from '../request';
import { isNumbers } from './freezeTasks';

export const limitBreakpoints = defineRequest<{ taskIds?: unknown }>({
  command: limitBreakpointsRequest,
  during: During.program,
  async handle(session, { taskIds }) {
    if (!isNumbers(taskIds)) throw badArgument(limitBreakpointsRequest, 'taskIds are no numbers');
    await session.ask('limitBreakpoints', { taskIds });
  },
});
