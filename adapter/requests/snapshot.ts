/** `coroscope/snapshot`: every task and coroutine, for the views. */
import type { CoroutineSnapshot } from '../protocol';
import { snapshotRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const snapshot = defineRequest<unknown, CoroutineSnapshot>({
  command: snapshotRequest,
  during: During.program,
  handle: (session) => session.ask('snapshot', {}),
});
