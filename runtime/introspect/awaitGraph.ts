/**
 * The shape of the Await Graph: who waits for what, merged over tasks, and who holds it. Plain JSON.
 *
 * Owns: the types. Ids are those of the snapshot of tasks. Must not know: how it is taken.
 */
import type { AwaitInfo, FrameInfo } from './snapshot';

export interface GraphTask {
  taskId: number;
  /** `Task-3 'fetch'` */
  title: string;
  /** Where it holds or waits: its innermost frame that is not the library's. */
  frame: FrameInfo | null;
}

/** Tasks that wait at the same place. */
export interface WaiterGroup {
  /** What they await there, as in the source. */
  text: string;
  frame: FrameInfo | null;
  /** How many tasks; `tasks` has the first of them. */
  count: number;
  tasks: GraphTask[];
}

/** Something that is awaited. */
export interface AwaitedInfo {
  id: number;
  kind: AwaitInfo['kind'];
  /** `Lock first`, `Task-3 'fetch'`, `sleep` */
  title: string;
  /** The task, where it is one. */
  taskId: number | null;
  /** The tasks that have to go on before it is done: they hold the lock, or are the task or tasks awaited. */
  holders: GraphTask[];
  /** How many there are. */
  held: number;
  waiting: number;
  groups: WaiterGroup[];
  /** It is part of a cycle. */
  cyclic: boolean;
}

/** Tasks that wait for each other, each for the next, the last for the first. */
export interface AwaitCycle {
  steps: { task: GraphTask; awaits: string }[];
}

export interface AwaitGraph {
  cycles: AwaitCycle[];
  /** Those in cycles first, then those that most wait for. */
  awaited: AwaitedInfo[];
  /** How many are awaited, also those left out. */
  total: number;
}
