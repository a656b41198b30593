/** What the requests that go back in a recorded run have in common: progress that is shown, and being cancelled. */
import type { Backwards } from './replay/recordedEngine';
import type { Session } from './session';

/** What takes less is not worth a notification. */
const SHOWN_AFTER_MS = 500;

const PROGRESS = 'back-';

/** The request whose progress is shown under an id. */
export function requestOfProgress(progressId: string): number | undefined {
  return progressId.startsWith(PROGRESS) ? Number(progressId.slice(PROGRESS.length)) : undefined;
}

export async function goBack(session: Session, kind: Backwards, threadId: number, requestId: number): Promise<void> {
  const { signal, done } = session.abortable(requestId);
  const progressId = `${PROGRESS}${requestId}`;
  const shows = session.client.initialize.supportsProgressReporting === true;
  let shown = false;
  const timer = setTimeout(() => {
    shown = shows;
    const body = { progressId, title: 'Running the program again', requestId, cancellable: true };
    if (shown) session.event('progressStart', body);
  }, SHOWN_AFTER_MS);
  const progress = (calls: number, of: number): void => {
    if (shown) session.event('progressUpdate', { progressId, percentage: Math.floor((calls / of) * 100) });
  };
  try {
    session.heldStop = await session.goBack(kind, threadId, { signal, progress });
  } finally {
    clearTimeout(timer);
    if (shown) session.event('progressEnd', { progressId });
    done();
  }
}

/** The stop comes after the answer. */
export function tellStop(session: Session): void {
  const { heldStop } = session;
  session.heldStop = null;
  if (heldStop) session.engineEvent('stopped', heldStop);
}
