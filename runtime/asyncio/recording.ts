/**
 * What tasks did and why, for those who look into the loop: steps, times, who woke whom.
 *
 * Owns: the counts and when they are taken. One look at the clock a callback: what ends one begins the next. Off unless
 * somebody looks (the debugger): then tasks carry nothing. Must not know: how it is shown.
 */
import type { PyObject, Value } from '../objects/object';
import type { StepTimes } from './stepTimes';

/** Why a task became ready. */
export type WakeReason = 'created' | 'yielded' | 'future' | 'error';

/** Times are whole microseconds: a number with a fraction would be an object of its own in each of many tasks. */
export class TaskCounts {
  running = 0;
  ready = 0;
  waiting = 0;
  /** When it became ready, or when its last step ended. */
  since: number;
  isReady = true;
  reason: WakeReason = 'created';
  /** The task whose step made it ready; undefined where a callback of the loop did. */
  wokenBy: PyObject | undefined = undefined;
  /** That callback, or undefined. */
  wokenByCallback: Value | undefined = undefined;

  /** `times`: where the durations of its steps are counted. */
  constructor(
    now: number,
    readonly times: StepTimes,
  ) {
    this.since = now;
  }
}

/** What a listener keeps of a task, by the task's number. */
export interface TaskLane {
  readonly id: number;
}

/** Told of what becomes of tasks, as it happens. */
export interface TaskListener {
  created(task: PyObject): void;
  /** Its next step has been queued. */
  ready(task: PyObject): void;
  stepBegins(task: PyObject): void;
  /** The step is over: the task waits, is queued again, or is done. */
  stepEnds(task: PyObject): void;
  cancelRequested(task: PyObject): void;
}

export const recording = {
  /** Null where nobody listens: that is all that it costs then. */
  listener: null as TaskListener | null,
  on: false,
  /** The time when the last callback ended, in microseconds from when the recording began. */
  stamp: 0,
  /** When that was, in seconds. */
  origin: 0,
  /** Native callbacks have run since then. */
  stale: false,
  /** The callback that runs now, where it is no task's step. */
  callback: undefined as Value | undefined,
  /** Told of steps and other callbacks that ran longer than the loop's slow_callback_duration. */
  slow: null as ((task: PyObject | undefined, seconds: number) => void) | null,
};

/** A task gets into the ready queue. */
export function becameReady(counts: TaskCounts, reason: WakeReason, by: PyObject | undefined): void {
  const { stamp } = recording;
  // From within its own step: it has waited for nothing.
  if (!counts.isReady) counts.waiting += stamp - counts.since;
  counts.isReady = true;
  counts.since = stamp;
  counts.reason = reason;
  counts.wokenBy = by;
  counts.wokenByCallback = by === undefined ? recording.callback : undefined;
}

/** A task's step begins. */
export function stepBegins(counts: TaskCounts): void {
  const ready = recording.stamp - counts.since;
  counts.ready += ready;
  counts.times.ready.note(ready);
  counts.since = recording.stamp;
  counts.isReady = false;
}

/** A task's step, which began at the stamp, has ended; it may be in the queue again already. */
export function stepEnded(counts: TaskCounts, end: number): void {
  const running = end - recording.stamp;
  counts.running += running;
  counts.times.running.note(running);
  counts.since = end;
}
