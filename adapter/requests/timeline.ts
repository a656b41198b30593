/** `coroscope/timeline`: what became of tasks, and when, since a number. */
import { unpackTimeline } from '../../runtime/index';
import { badArgument } from '../dapError';
import type { TimelineArguments, TimelinePart } from '../protocol';
import { timelineRequest } from '../protocol';
import { During, defineRequest } from '../request';

const NAMES = ['since', 'most', 'size'] as const;

export const timeline = defineRequest<Record<string, unknown>, TimelinePart>({
  command: timelineRequest,
  during: During.program,
  async handle(session, args) {
    const wanted: TimelineArguments = {};
    for (const name of NAMES) {
      const given = args[name];
      if (given === undefined) continue;
      if (!Number.isSafeInteger(given) || (given as number) < (name === 'since' ? 0 : 1))
        throw badArgument(timelineRequest, `${name} ${JSON.stringify(given)}`);
      wanted[name] = given as number;
    }
    return unpackTimeline(await session.ask('timeline', wanted));
  },
});
