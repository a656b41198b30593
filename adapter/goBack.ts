/** What the requests that go back in a recorded run have in common: progress that is shown, and being cancelled. */
import type { Backwards } from './replay/recordedEngine';
import type { Session } from './session';

const PROGRESS = 'back-';

/** The request whose progress is shown under an id. */
export function requestOfProgress(progressId: string): number | undefined {
  return progressId.startsWith(PROGRESS) ? Number(progressId.slice(PROGRESS.length)) : undefined;
}

export async function goBack(session: Session, where: Backwards, requestId: number): Promise<void> {
  const { signal, done } = session.abortable(requestId);
  const progressId = `${PROGRESS}${requestId}`;
  const shows = session.client.initialize.supportsProgressReporting === true;
  // Clients show it only where it takes a while.
  if (shows) session.event('progressStart', { progressId, title: 'Running again', requestId, cancellable: true });
  const progress = (calls: number, of: number): void => {
    if (shows) session.event('progressUpdate', { progressId, percentage: Math.floor((calls / of) * 100) });
  };
  try {
    session.heldStop = await session.goBack(where, { signal, progress });
  } finally {
    if (shows) session.event('progressEnd', { progressId });
    done();
  }
}

/** The stop comes after the answer. */
export function tellStop(session: Session): void {
  const { heldStop } = session;
  session.heldStop = null;
  if (heldStop) session.engineEvent('stopped', heldStop);
}
