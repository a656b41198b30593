/**
 * What Coroscope adds to the Debug Adapter Protocol: requests, events and launch arguments.
 *
 * Types and names only, plain JSON data: the extension and the adapter share this file and nothing else. Any other DAP
 * client may use it, too. Snapshots are the runtime's own, handed on unchanged. It does not know VS Code.
 */

/** SnapshotArguments -> CoroutineSnapshot. Answered in any state of the program; while it runs, at the next time it can be asked. */
export const snapshotRequest = 'coroscope/snapshot';

/**
 * {} -> LoopSnapshot, or {} where no loop runs: the ready queue, timers, descriptors, what tasks did and who woke them.
 * The latter costs something, so that is only noted from the first such request on.
 */
export const loopRequest = 'coroscope/loop';

/**
 * FocusArguments -> {}. Then a `stopped` event for that thread (reason `focus`) follows, so that the client shows its
 * stack: clients have no other way to be told. Only while the program is stopped.
 */
export const focusRequest = 'coroscope/focus';

/** Body: TasksChangedBody. Sent at most a few times a second, whenever a snapshot would look different. */
export const tasksChangedEvent = 'coroscope/tasksChanged';

/** Body: {}. The program reads its standard input and there is nothing to read: the next line of the console goes there. */
export const inputWantedEvent = 'coroscope/inputWanted';

/** {} -> AwaitGraph: who waits for what, who holds it, and cycles. */
export const awaitGraphRequest = 'coroscope/awaitGraph';

/** {} -> WarningList: what went wrong with coroutines unseen. Slow steps are noticed from the first such request on. */
export const warningsRequest = 'coroscope/warnings';

/**
 * UnwatchArguments -> {}. Nobody looks at that view any more: what `coroscope/loop` or `coroscope/warnings` began to note
 * is noted no longer, until it is asked for again. What tasks did so far is forgotten; warnings are kept.
 */
export const unwatchRequest = 'coroscope/unwatch';

export interface UnwatchArguments {
  view: WatchingView;
}

/**
 * TimelineArguments -> TimelinePart: what became of tasks, and when. It is recorded from the first such request on, or
 * from the start where the launch configuration says so; `since` asks only for what is new.
 */
export const timelineRequest = 'coroscope/timeline';

/** {} -> {}. Nobody looks at the timeline any more: what is recorded is dropped, and nothing more is. */
export const endTimelineRequest = 'coroscope/endTimeline';

/** Body: TimelinePart. The program has ended; this is what has not been asked for. */
export const timelineEvent = 'coroscope/timeline';

/** CancelTaskArguments -> {}. Asks the task's loop to cancel it, as `task.cancel()` would. */
export const cancelTaskRequest = 'coroscope/cancelTask';

/** RunTaskNextArguments -> {}. Of the tasks that are ready, this one goes on next. Only while the program is stopped. */
export const runTaskNextRequest = 'coroscope/runTaskNext';

/** FreezeTasksArguments -> {}. Holds tasks at their next step, or lets them go on. */
export const freezeTasksRequest = 'coroscope/freezeTasks';

/** LimitBreakpointsArguments -> {}. Breakpoints stop only in these tasks, until all of them have ended. */
export const limitBreakpointsRequest = 'coroscope/limitBreakpoints';

/**
 * GoBackToTaskArguments -> {}. In a recorded run: back to where the task was created, where what it waited for last was
 * completed, or where it was last asked to be cancelled. A `stopped` event (reason `goto`) follows. Only while stopped.
 */
export const goBackToTaskRequest = 'coroscope/goBackToTask';

import type { DecisionInfo, WatchingView } from '../runtime/index';

export type {
  AwaitedInfo,
  AwaitGraph,
  AwaitInfo,
  CauseInfo,
  CoroutineInfo,
  CoroutineSnapshot,
  DecisionInfo,
  LoopSnapshot,
  FrameInfo,
  GraphTask,
  SnapshotArguments,
  TaskInfo,
  TaskState,
  TimelineArguments,
  TimelineEvent,
  TimelinePart,
  TimelinePlace,
  TimelineTask,
  TimelineWhat,
  WarningInfo,
  WarningKind,
  WarningList,
  WatchingView,
} from '../runtime/index';

export interface FocusArguments {
  threadId: number;
}

export interface CancelTaskArguments {
  taskId: number;
}

export interface RunTaskNextArguments {
  taskId: number;
}

export interface FreezeTasksArguments {
  /** Null: all tasks that there are now. */
  taskIds: number[] | null;
  frozen: boolean;
}

export interface LimitBreakpointsArguments {
  /** None: no limit. */
  taskIds: number[];
}

export interface GoBackToTaskArguments {
  taskId: number;
  event: 'created' | 'woken' | 'cancelled';
}

export interface TasksChangedBody {
  /** How many tasks are not done. */
  live: number;
}

/**
 * `fifo`: in the order in which they became ready, as asyncio does. A number: chosen by that seed. Choices: as recorded,
 * a number from 0 on saying which of those that were ready went on, -n standing for n times the first; after them, the
 * first. `stopAt` is the number (from 1 on) of a decision that is to stop the program, before the chosen task goes on.
 */
export type Schedule = 'fifo' | number | { choices: number[]; stopAt?: number };

/** What looking for a failing schedule tells, as lines of JSON: how far it is, and at the end what it found. */
export type ExploreMessage =
  | { kind: 'progress'; phase: 'searching' | 'shrinking'; runs: number; most: number }
  /** `text`: what was found, for people. */
  | { kind: 'end'; exploration: Exploration; text: string };

export interface Exploration {
  /** Runs with different schedules, the first one asyncio's own order. */
  runs: number;
  /** Those that had to be ended, since they took too long. */
  unfinished: number;
  /** Why it was given up early. */
  note: string | null;
  found: FailingSchedule | null;
}

export interface FailingSchedule {
  /** Null: it fails in asyncio's own order. */
  seed: number | null;
  failure: Failure;
  /** The fewest choices that were found to lead to the failure, for the launch attribute `schedule`. */
  choices: number[];
  /** Those that aren't the first in line, in order; the last one decides. */
  deviations: DecisionInfo[];
  /** So many there were in the seed's run, and so many more runs it took to get rid of the others. */
  deviationsBefore: number;
  shrinkingRuns: number;
}

export interface Failure {
  kind: 'exception' | 'exit code' | 'deadlock' | 'never retrieved' | 'ended';
  /** Failures are the same when this is and their kinds are: the exception's type, the exit code. */
  what: string;
  text: string;
  /** The end of what the program wrote to standard error, with its traceback. */
  output: string;
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
  /** Which of the ready tasks goes on next. Anything but `fifo` implies the virtual clock. Default `fifo`. */
  schedule?: Schedule;
  /** How many frames of its creation every coroutine remembers. Default 16. */
  originTrackingDepth?: number;
  /** Folders put before `sys.path`. */
  pythonPath?: string[];
  /** The folder of the virtual environment whose packages can be imported. Default: the environment's `VIRTUAL_ENV`. */
  virtualEnvironment?: string;
  /** Where the program's input and output go. */
  console?: 'internalConsole';
  noDebug?: boolean;
  /** What comes from outside is recorded, so that the session can step back; into a file, too, if it has a name. */
  record?: boolean | string;
  /** Instead of a program: the file of a recorded run, which is gone through again. */
  recording?: string;
  /** The timeline is recorded from the start. */
  timeline?: boolean;
  /** How many events of the timeline are kept. Default 200000. */
  timelineSize?: number;
  /** Megabytes of heap the program may use; past it, it is ended with a clear message. Default 4096. */
  memoryLimit?: number;
}
