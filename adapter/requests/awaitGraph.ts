/** `coroscope/awaitGraph`: who waits for what. */
import type { AwaitGraph } from '../protocol';
import { awaitGraphRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const awaitGraph = defineRequest<Record<string, never>, AwaitGraph>({
  command: awaitGraphRequest,
  during: During.program,
  handle: (session) => session.ask('awaitGraph', {}),
});
