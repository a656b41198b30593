/**
 * What tasks did and why, for those who look into the loop: steps, times, who woke whom.
 *
 * Owns: when notes are taken. Off unless somebody looks (the debugger): then tasks carry nothing. Must not know: how it is
 * shown.
 */
import type { PyObject, Value } from '../objects/object';
import { liveTasks, type LiveTask } from './runningLoop';
import { stepClock } from './stepClock';
import { numberOfStepTimes, stepTimes, StepTimes } from './stepTimes';
import { taskColumns, type Reason, type TaskCounts } from './taskCounts';

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
  /** Callbacks are timed. */
  on: false,
  /** It is also noted what each task does. */
  counts: false,
  /** The callback that runs now, where it is no task's step. */
  callback: undefined as Value | undefined,
  /** Told of steps and other callbacks that ran longer than the loop's slow_callback_duration. */
  slow: null as ((task: PyObject | undefined, seconds: number) => void) | null,
};

const NONE = -1;

/** How long callbacks take of which nobody asks for more than whether they are slow. */
const callbackTimes = new StepTimes();
/** The place of the task whose step ended last, if nothing else has run since: what was estimated too low was its time. */
let latest = NONE;

/** It is to be noticed which callbacks are slow. */
let slowWanted = false;

function startTiming(now: number): void {
  if (recording.on) return;
  recording.on = true;
  latest = NONE;
  stepClock.start(now);
}

function stopTimingUnlessWanted(): void {
  recording.on = recording.counts || slowWanted;
  if (!recording.on) recording.callback = undefined;
}

/** From now on it is noticed which callbacks are slow, and no more than that is noted for it. */
export function startLookingForSlow(now: number): void {
  slowWanted = true;
  startTiming(now);
}

export function stopLookingForSlow(): void {
  slowWanted = false;
  stopTimingUnlessWanted();
}

/** From now on tasks take note. `isReady`: whether a task has a step in the queue. */
export function startRecording(now: number, isReady: (task: LiveTask) => boolean): void {
  if (recording.counts) return;
  recording.counts = true;
  startTiming(now);
  const count = (task: LiveTask, ready: boolean): void =>
    taskColumns.begin(task.liveIndex, numberOfStepTimes(task.coroutineName), ready);
  for (const task of liveTasks) count(task, isReady(task));
  liveTasks.watcher = {
    added: (task) => count(task, true),
    moved(from, to) {
      taskColumns.move(from, to);
      if (latest === from) latest = to;
      else if (latest === to) latest = NONE;
    },
  };
}

/** What was noted of tasks is forgotten. */
export function stopRecording(): void {
  recording.counts = false;
  liveTasks.watcher = null;
  taskColumns.clear();
  latest = NONE;
  stopTimingUnlessWanted();
}

/** A task gets into the ready queue. */
export function becameReady({ liveIndex }: LiveTask, why: Reason): void {
  if (liveIndex >= 0) taskColumns.becameReady(liveIndex, why);
}

/** A task's step begins; what it returns is for `stepEnded`. */
export function stepBegins({ liveIndex }: LiveTask): StepTimes {
  // Only a task that is done isn't alive: its step fails.
  if (!recording.counts || liveIndex < 0) return callbackBegins(undefined);
  const times = stepTimes(taskColumns.functionOf(liveIndex));
  const measured = stepClock.measures(times);
  if (measured) settle();
  times.ready.note(taskColumns.stepBegins(liveIndex), 1);
  if (!measured) {
    taskColumns.estimated(liveIndex, times);
    stepClock.pass(times);
  }
  latest = liveIndex;
  return times;
}

/**
 * A task's step has ended; it may be in the queue again already. How long it took, in microseconds; 0 where it is taken to
 * be average, which only short ones are.
 */
export function stepEnded(task: LiveTask, times: StepTimes): number {
  return stepClock.wasAverage() ? 0 : measuredStepEnded(task, times);
}

function measuredStepEnded({ liveIndex }: LiveTask, times: StepTimes): number {
  const { took, more } = stepClock.end(times);
  if (recording.counts && liveIndex >= 0) {
    taskColumns.ranLonger(liveIndex, more);
    latest = liveIndex;
  }
  return took;
}

/** Another callback of the loop begins. */
export function callbackBegins(callback: Value | undefined): StepTimes {
  recording.callback = callback;
  latest = NONE;
  if (!stepClock.measures(callbackTimes)) stepClock.pass(callbackTimes);
  return callbackTimes;
}

/** As `stepEnded`. */
export function callbackEnded(times: StepTimes): number {
  recording.callback = undefined;
  return stepClock.wasAverage() ? 0 : stepClock.end(times).took;
}

/** A callback has ended that was over at once: of these many follow each other. */
export function shortCallbackEnded(): void {
  recording.callback = undefined;
  stepClock.loseTrack();
}

/** The clock is set right, since what comes next is measured or no callback. */
export function settle(): void {
  const more = stepClock.correct();
  if (more !== 0 && latest !== NONE) taskColumns.ranLonger(latest, more);
  latest = NONE;
}

/** What has passed since `settle` was no callback's time. */
export function skipTime(): void {
  latest = NONE;
  stepClock.skip();
}

/** What is known of a live task. */
export function countsOf({ liveIndex }: LiveTask): TaskCounts {
  return taskColumns.of(liveIndex);
}
