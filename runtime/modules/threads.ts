/**
 * Threads as the native modules see them: identities, what each thread keeps for itself, and blocking.
 *
 * Owns: the table of threads and the seam to whoever schedules them. Must not know: locks, frames.
 */
import type { PyBaseException } from '../objects/exceptionTypes';
import { newError } from '../objects/errors';
import type { PyDict } from '../objects/dict';
import type { PyObject } from '../objects/object';
import { host } from '../host/currentHost';
import { interrupted } from './osErrors';

export class ThreadState {
  /** `threading.local` dictionaries, by the local object. */
  readonly locals = new Map<PyObject, PyDict>();
  name: string | undefined = undefined;
  done = false;
  /** Raised in the thread when it next runs. */
  pending: PyBaseException | undefined = undefined;
  constructor(readonly ident: number) {}
}

const FIRST_IDENT = 0x7f3000001000;

export const mainThread = new ThreadState(FIRST_IDENT);

/** Scheduling; replaced when the VM schedules threads. */
export const threads = {
  current: mainThread,
  all: new Map<number, ThreadState>([[mainThread.ident, mainThread]]),
  nextIdent: FIRST_IDENT + 0x1000,
  /**
   * Blocks the running thread until `ready()` or until `timeout` seconds have passed (null: for ever); false after a
   * timeout. Others run meanwhile.
   */
  block(ready: () => boolean, timeout: number | null): boolean {
    const deadline = timeout === null ? Infinity : host().now() + timeout;
    for (;;) {
      if (ready()) return true;
      const left = deadline - host().now();
      if (left <= 0) return false;
      // Only a signal handler can make it ready while there is no other thread.
      if (host().sleep(Math.min(left, 3600))) interrupted.run();
    }
  },
  /** Starts a thread that calls `body`; undefined where threads can't be started. */
  start: undefined as ((state: ThreadState, body: () => void) => void) | undefined,
};

export function newThreadState(): ThreadState {
  const t = new ThreadState(threads.nextIdent);
  threads.nextIdent += 0x1000;
  return t;
}

/** Starts `body` in a new thread; raises RuntimeError. */
export function startThread(state: ThreadState, body: () => void): void {
  if (threads.start === undefined) throw newError('RuntimeError', "can't start new thread");
  threads.all.set(state.ident, state);
  threads.start(state, body);
}
