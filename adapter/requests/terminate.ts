/**
 * `terminate`: the program is told to end (SIGTERM: its own handler runs, or its `finally` blocks), and is ended at once
 * when it hasn't begun or is asked a second time; `exited` and `terminated` follow.
 */
import { constants } from 'node:os';
import { During, defineRequest } from '../request';

export const terminate = defineRequest({
  command: 'terminate',
  during: During.session,
  capabilities: { supportsTerminateRequest: true },
  async handle(session) {
    if (session.phase === 'configuring' || session.terminating) return session.kill();
    session.terminating = true;
    // A stopped program sees the signal when it is let go: it runs no further.
    if (session.phase === 'stopped') session.signal(constants.signals.SIGTERM);
    await session.ask('letGo', {}).catch((error: unknown) => {
      // It may be quick to end.
      if (session.phase !== 'ended') throw error;
    });
  },
  /** A running one only once the client has its answer, so that the end comes after it. */
  afterwards(session) {
    if (session.phase === 'running') session.signal(constants.signals.SIGTERM);
  },
});
