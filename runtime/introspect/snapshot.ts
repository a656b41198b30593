/**
 * The shape of a snapshot of all coroutines: plain JSON, what the views draw.
 *
 * Owns: the types; the adapter hands snapshots on unchanged. Must not know: how a snapshot is taken.
 */

/** The words that the views show, too. `deadlocked`: awaits what nothing that is alive can complete. */
export type TaskState = 'created' | 'ready' | 'running' | 'awaiting' | 'done' | 'failed' | 'cancelled' | 'deadlocked';

/** One line of a stack. Lines and columns count from 1, columns in UTF-16 units. */
export interface FrameInfo {
  /** The qualified name of the function. */
  name: string;
  /** Absolute path of the source file, or `<string>` and the like for what has no file. */
  path: string;
  /** For DAP's `source` request, where the path isn't on disk (the standard library's sources). */
  sourceReference?: number;
  line: number;
  column: number;
  /** The `await` (`async for`, `async with`) in which the frame is suspended, as in the source: `await queue.get()`. */
  await: string | null;
  /** Not the user's own code: shown subtle. */
  library: boolean;
}

/** What a suspended coroutine waits for, at the far end of its chain of awaits. */
export interface AwaitInfo {
  kind:
    'sleep' | 'task' | 'future' | 'lock' | 'event' | 'queue' | 'semaphore' | 'condition' | 'gather' | 'io' | 'other';
  /** What the innermost await of the user's code awaits, as it stands in the source: `queue.get()`. */
  text: string;
  /** For people: `sleep until 2.5 s`, `Task-3 'fetch'`, `Queue.get`. */
  description: string;
  /** The task that is awaited, when it is one. */
  taskId: number | null;
}

/** Something that was done to a task, and where: a cancellation, or what completed the future that it waited for. */
export interface CauseInfo {
  /** In words: `cancel()`, `timeout`, `TaskGroup: Task-3 'fetch' failed`, `passed on`; `completed`, `failed`. */
  how: string;
  /** The task that was cancelled, in a cancellation chain; null for anything else. */
  of: string | null;
  /** Who did it: `Task-3 'fetch'`, `the event loop`, `the debugger`. */
  by: string;
  /** That task, while it is there. */
  taskId: number | null;
  /** Where it was done, innermost first; none where no Python code did it. */
  frames: FrameInfo[];
}

/** What tasks and bare coroutines have in common. Stacks are innermost frame first. */
export interface CoroutineInfo {
  /** Unique in one debug session, never used again. Tasks and coroutines share one numbering. */
  id: number;
  state: TaskState;
  /** Qualified name of the coroutine's function. */
  coroutine: string;
  awaits: AwaitInfo | null;
  /** Ids of the tasks or coroutines that await this one. */
  awaitedBy: number[];
  /** Where it is suspended or runs, down through everything that it awaits. */
  frames: FrameInfo[];
  /** Where it was created (`cr_origin`). */
  creation: FrameInfo[];
}

export interface TaskInfo extends CoroutineInfo {
  /** asyncio's name: `Task-1`. */
  name: string;
  /** The task that created it; null when it was none, or when that one is forgotten. */
  parentId: number | null;
  /** The DAP thread that stands for it; null when it has none (only a bounded set of tasks are threads). */
  threadId: number | null;
  /** The debugger holds it: its next step waits. */
  frozen?: true;
  /** `repr()` of the result, shortened. */
  result?: string;
  /** Type and message of the exception. */
  exception?: string;
  /** What cancelled it, then what that was passed on from: the cancellation chain. */
  cancellation?: CauseInfo[];
  /** What completed the future that it waited for last. */
  woken?: CauseInfo;
}

export interface CoroutineSnapshot {
  /** The loop's own time in seconds; absent without a running loop. */
  loopTime?: number;
  tasks: TaskInfo[];
  /** Coroutines that belong to no task (a program with a loop of its own). */
  coroutines: CoroutineInfo[];
  /** How many tasks and coroutines there are, also those that the question left out. */
  total: number;
  /** How many of those match its filter; without one the same. */
  matching: number;
  /** The tasks that breakpoints are limited to, by their titles; absent without such a limit. */
  breaksOnlyIn?: string[];
}

/** What to tell of; the rest is only counted. */
export interface SnapshotArguments {
  /** At most so many tasks and coroutines: what runs and what is newest, with the tasks they come from. */
  most?: number;
  /** Only those whose name, coroutine or state contains this, whatever the case. */
  filter?: string;
}
