/**
 * What Coroscope adds to the Debug Adapter Protocol: requests, events and launch arguments.
 *
 * Types and names only, plain JSON data: the extension and the adapter share this file and nothing else. Any other DAP
 * client may use it, too. It knows neither VS Code nor the runtime.
 */

/** `{}` -> CoroutineSnapshot. Answered in any state of the program; while it runs, at the next time it can be asked. */
export const snapshotRequest = 'coroscope/snapshot';

/**
 * FocusArguments -> {}. Then a `stopped` event for that thread (reason `focus`) follows, so that the client shows its
 * stack: clients have no other way to be told. Only while the program is stopped.
 */
export const focusRequest = 'coroscope/focus';

/** Body: TasksChangedBody. Sent at most a few times a second, whenever a snapshot would look different. */
export const tasksChangedEvent = 'coroscope/tasksChanged';

/** Body: {}. The program reads its standard input and there is nothing to read: the next line of the console goes there. */
export const inputWantedEvent = 'coroscope/inputWanted';

/** CancelTaskArguments -> {}. Asks the task's loop to cancel it, as `task.cancel()` would. */
export const cancelTaskRequest = 'coroscope/cancelTask';

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
  /** `repr()` of the result, shortened. */
  result?: string;
  /** Type and message of the exception. */
  exception?: string;
}

export interface CoroutineSnapshot {
  /** The loop's own time in seconds; absent without a running loop. */
  loopTime?: number;
  tasks: TaskInfo[];
  /** Coroutines that belong to no task (a program with a loop of its own). */
  coroutines: CoroutineInfo[];
}

export interface FocusArguments {
  threadId: number;
}

export interface CancelTaskArguments {
  taskId: number;
}

export interface TasksChangedBody {
  /** How many tasks are not done. */
  live: number;
}

/** The attributes of a launch configuration, as the adapter receives them. */
export interface LaunchArguments {
  /** Exactly one of `program`, `module` and `code` says what to run. */
  program?: string;
  module?: string;
  code?: string;
  args?: string[];
  cwd?: string;
  /** Added to the adapter's own environment; null removes a variable. */
  env?: Record<string, string | null>;
  stopOnEntry?: boolean;
  /** Stepping and call stacks leave library code out. Default true. */
  justMyCode?: boolean;
  /** `virtual`: a sleep costs no wall time. Default `real`. */
  clock?: 'real' | 'virtual';
  /** How many frames of its creation every coroutine remembers. Default 16. */
  originTrackingDepth?: number;
  /** Folders put before `sys.path`. */
  pythonPath?: string[];
  /** Where the program's input and output go. */
  console?: 'internalConsole';
  noDebug?: boolean;
  /** Megabytes of heap the program may use; past it, it is ended with a clear message. Default 4096. */
  memoryLimit?: number;
}
