/**
 * What those who wait at the door themselves (the event loop, select, sockets) must know of other Python threads.
 *
 * Owns: the seam. modules/threads.ts, which schedules, fills it in; without threads nothing waits differently.
 */
import type { Frame } from './frame';

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
  block: (ready: () => boolean, _timeout: number | null, _door?: boolean): boolean => ready(),
  /** The thread is being parked by this exception: the native call it passes through will be made again. */
  isParking: (_e: unknown): boolean => false,
  /** After a native call was made again that may not block this time. */
  wentOn: (): void => undefined,
  /** Where a native call that can be made again may let others run: parks the thread if its time slice is over. */
  pauseHere: (): void => undefined,
  /** Something changed that another thread may wait for. */
  changed: (): void => undefined,
  /** The innermost frames of the threads that don't run now. */
  frames: (): Frame[] => [],
  /** +1: no other thread runs until -1. */
  freeze: (_by: number): void => undefined,
};

/** A piece of state of which every thread has its own: swapped when threads are. */
export interface PerThread {
  save(): unknown;
  /** Undefined for a thread that begins. */
  load(saved: unknown): void;
}

export const perThread: PerThread[] = [];
