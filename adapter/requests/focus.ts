/** `coroscope/focus`: makes the client show a thread's stack, as if it had just stopped there. */
import { badArgument } from '../dapError';
import { focusRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const focus = defineRequest<{ threadId?: unknown }>({
  command: focusRequest,
  during: During.stopped,
  async handle(session, { threadId }) {
    const threads = await session.ask('threads', {});
    const found = threads.find(({ id }) => id === threadId);
    if (!found) throw badArgument(focusRequest, `no thread ${JSON.stringify(threadId)}`);
    session.event('stopped', { reason: 'focus', description: found.name, threadId, allThreadsStopped: true });
  },
});
