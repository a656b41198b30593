/**
 * What those who wait at the door themselves (the event loop, select, sockets) must know of other Python threads.
 *
 * Owns: the seam. modules/threads.ts, which schedules, fills it in; without threads nothing waits differently.
 */
export const otherThreads = {
  /** There is another thread. */
  any: (): boolean => false,
  /** The running thread is not the main one. */
  inThread: (): boolean => false,
  /** Lets one other thread run that can; false where none can. */
  runOne: (): boolean => false,
  /** The earliest moment at which another thread goes on by itself; Infinity for none. */
  nextDeadline: (): number => Infinity,
  /** Blocks like a lock does; see threads.ts. */
  block: (ready: () => boolean, _timeout: number | null): boolean => ready(),
};
