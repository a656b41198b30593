/** `coroscope/endTimeline`: nobody looks at the timeline any more. */
import { endTimelineRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const endTimeline = defineRequest({
  command: endTimelineRequest,
  during: During.program,
  async handle(session) {
    await session.ask('endTimeline', {});
  },
});
