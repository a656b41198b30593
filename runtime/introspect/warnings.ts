/**
 * What went wrong with coroutines without anybody being told by an exception: the shape, plain JSON.
 *
 * Owns: the types. Must not know: how it is noticed.
 */
import type { FrameInfo } from './snapshot';

export type WarningKind = 'never awaited' | 'never retrieved' | 'destroyed' | 'slow' | 'deadlocked' | 'cycle';

export interface WarningInfo {
  id: number;
  kind: WarningKind;
  /** `coroutine 'fetch' was never awaited` */
  text: string;
  /** How often at the same place. */
  times: number;
  /** The task, while it is there. */
  taskId: number | null;
  /** Where it happened or waits, innermost first; of a cycle, where each of its tasks waits, by its title. */
  frames: FrameInfo[];
  /** Where the coroutine was made. */
  creation: FrameInfo[];
}

export interface WarningList {
  warnings: WarningInfo[];
  /** How many there were, also those that are no longer kept. */
  total: number;
}
