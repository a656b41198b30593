/** `coroscope/loop`: the running event loop, looked into. */
import type { LoopSnapshot } from '../protocol';
import { loopRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const loop = defineRequest<Record<string, never>, LoopSnapshot | Record<string, never>>({
  command: loopRequest,
  during: During.program,
  async handle(session) {
    return (await session.ask('loop', {})) ?? {};
  },
});
