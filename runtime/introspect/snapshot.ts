/**
 * The shape of a snapshot of all coroutines: plain JSON, what the views draw.
 *
 * Owns: the types, kept equal to those of the debug protocol's extension (the adapter hands snapshots on unchanged, and
 * the compiler compares the two there). Must not know: how a snapshot is taken.
 */

export type TaskState = 'created' | 'ready' | 'running' | 'awaiting' | 'done' | 'failed' | 'cancelled' | 'deadlocked';

export interface FrameInfo {
  name: string;
  path: string;
  /** For asking the debugger, where the path isn't on disk. */
  sourceReference?: number;
  /** From 1; columns in UTF-16 units. */
  line: number;
  column: number;
  /** The source text of the await in which the frame is suspended. */
  await: string | null;
  library: boolean;
}

export interface AwaitInfo {
  kind:
    'sleep' | 'task' | 'future' | 'lock' | 'event' | 'queue' | 'semaphore' | 'condition' | 'gather' | 'io' | 'other';
  text: string;
  description: string;
  taskId: number | null;
}

export interface CoroutineInfo {
  id: number;
  state: TaskState;
  coroutine: string;
  awaits: AwaitInfo | null;
  awaitedBy: number[];
  /** Innermost first. */
  frames: FrameInfo[];
  creation: FrameInfo[];
}

export interface TaskInfo extends CoroutineInfo {
  name: string;
  parentId: number | null;
  threadId: number | null;
  result?: string;
  exception?: string;
}

export interface CoroutineSnapshot {
  loopTime?: number;
  tasks: TaskInfo[];
  coroutines: CoroutineInfo[];
}
