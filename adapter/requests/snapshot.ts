/** `coroscope/snapshot`: the tasks and coroutines, for the views. */
import { badArgument } from '../dapError';
import type { CoroutineSnapshot } from '../protocol';
import { snapshotRequest } from '../protocol';
import { During, defineRequest } from '../request';

export const snapshot = defineRequest<{ most?: unknown; filter?: unknown }, CoroutineSnapshot>({
  command: snapshotRequest,
  during: During.program,
  handle(session, { most, filter }) {
    if (most !== undefined && (typeof most !== 'number' || !(most >= 0)))
      throw badArgument(snapshotRequest, `most ${JSON.stringify(most)}`);
    if (filter !== undefined && typeof filter !== 'string') throw badArgument(snapshotRequest, 'filter is no text');
    return session.ask('snapshot', {
      ...(most === undefined ? {} : { most }),
      ...(filter === undefined ? {} : { filter }),
    });
  },
});
