/**
 * The shape of a look into the running event loop: plain JSON.
 *
 * Owns: the types. Times are seconds; ids are those of the snapshot of tasks. Must not know: how it is taken.
 */

/** A callback that waits for its turn: a task's step, or another. */
export interface CallbackInfo {
  /** The task whose step it is; null for any other callback. */
  taskId: number | null;
  /** The task's name, or the callback's repr. */
  text: string;
}

export interface TimerInfo extends CallbackInfo {
  /** In the loop's time. */
  due: number;
}

export interface DescriptorInfo {
  fd: number;
  /** What it is, such as a socket and where it goes to; null where there is nothing to say. */
  what: string | null;
  reader: string | null;
  writer: string | null;
}

export interface WakeInfo {
  reason: 'created' | 'yielded' | 'future' | 'error';
  /** The task that did it; null where a callback of the loop did. */
  taskId: number | null;
  /** That callback, or the future that was done; null where neither is known. */
  text: string | null;
}

export interface TaskCountsInfo {
  taskId: number;
  name: string;
  steps: number;
  running: number;
  ready: number;
  waiting: number;
  /** Who made it ready last, and why; null where nobody looked yet. */
  woken: WakeInfo | null;
}

/** How long something took, how often: less than a microsecond, then less than 2, 4, 8… of them; the last has the rest. */
export interface DurationsInfo {
  buckets: number[];
  /** Seconds. */
  longest: number;
}

/** What the steps of tasks took, for each coroutine function, ended tasks included. */
export interface StepTimesInfo {
  coroutine: string;
  /** So many steps were measured; where these are fewer than there were, each stands for several. */
  measured: number;
  running: DurationsInfo;
  /** In the ready queue before. */
  ready: DurationsInfo;
}

export interface FutureInfo {
  id: number;
  text: string;
  /** The tasks that wait for it. */
  waiters: number[];
}

export interface ExecutorInfo {
  threads: number;
  /** Jobs that a thread runs. */
  running: number;
  /** Jobs that no thread has taken yet, in their order. */
  queued: string[];
}

export interface LoopSnapshot {
  time: number;
  turns: number;
  debug: boolean;
  /** In the order in which they will run. */
  ready: CallbackInfo[];
  /** In the order in which they are due; cancelled ones are left out. */
  timers: TimerInfo[];
  descriptors: DescriptorInfo[];
  signals: { signal: number; text: string }[];
  /** The default executor; null where there is none yet. */
  executor: ExecutorInfo | null;
  /** Child processes that nobody has waited for. `status` as waitpid gives it, null while it runs. */
  processes: { pid: number; status: number | null }[];
  futures: FutureInfo[];
  tasks: TaskCountsInfo[];
  /** Since somebody looks. */
  stepTimes: StepTimesInfo[];
}
