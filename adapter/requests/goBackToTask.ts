/** `coroscope/goBackToTask`: in a recorded run, to where a task was created, woken or asked to be cancelled. */
import { badArgument } from '../dapError';
import { goBack, tellStop } from '../goBack';
import { type GoBackToTaskArguments, goBackToTaskRequest } from '../protocol';
import { During, defineRequest } from '../request';

const EVENTS = ['created', 'woken', 'cancelled'] as const;

export const goBackToTask = defineRequest<{ taskId?: unknown; event?: unknown }>({
  command: goBackToTaskRequest,
  during: During.stopped,
  async handle(session, { taskId, event }, request) {
    if (typeof taskId !== 'number') throw badArgument(goBackToTaskRequest, 'no taskId');
    if (!isEvent(event)) throw badArgument(goBackToTaskRequest, `the event is none of ${EVENTS.join(', ')}`);
    await goBack(session, { kind: 'taskEvent', taskId, event }, request.seq);
  },
  afterwards: tellStop,
});

function isEvent(event: unknown): event is GoBackToTaskArguments['event'] {
  return EVENTS.some((known) => known === event);
}
