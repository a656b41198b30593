/**
 * The seam between the event loop and whoever chooses which of the ready tasks goes on next.
 *
 * Owns: the seam. Null unless a schedule is asked for: then the loop runs its queue as it stands.
 */
import type { ReadyQueue } from './readyQueue';

export interface Chooser {
  /** Called before each callback that the loop runs: may bring another to the front of the queue. */
  choose(ready: ReadyQueue): void;
}

export const scheduling = { chooser: null as Chooser | null };
