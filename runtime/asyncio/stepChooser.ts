/**
 * Which of the ready tasks goes on next, where a program is run with a schedule.
 *
 * Owns: what may be reordered, and the record of what was chosen. Only two things may: the steps of tasks that are ready,
 * up to the next plain callback; and timers that are due at the same moment. Plain callbacks keep their order, no step
 * overtakes a callback that stood before it, and the tasks that wait for one future go on in the order of its callbacks:
 * all that asyncio promises. Must not know: how a schedule is given (pickers.ts has the ways to choose), how it is shown.
 */
import { ChoiceList } from '../base/choiceList';
import { PyFuture } from './future';
import { PyHandle, PyTimerHandle } from './handle';
import { library } from './library';
import type { Ready, ReadyQueue } from './readyQueue';
import { type Chooser, scheduling } from './scheduling';
import { PyTask, TaskStep } from './task';
import { PyTaskStepWrapper, wokenByMethod } from './taskCallbacks';

/** So far ahead it is looked for candidates: a hundred thousand ready tasks are not looked at for each step. */
const WINDOW = 64;
/** As in CPython's loop: timers that are due within that are due at the same moment. */
const SAME_MOMENT = 1e-9;

export interface Picker {
  /** Which of the candidates, from 0 on. */
  pick(candidates: readonly Candidate[], decision: number): number;
}

export interface Candidate {
  /** Its place in the queue. */
  at: number;
  item: Ready;
  /** Undefined for a timer. */
  task: PyTask | undefined;
}

/** A choice among several. */
export interface Decision {
  /** From 1 on. */
  number: number;
  candidates: readonly Candidate[];
  taken: number;
}

/** Who is told of what is chosen. */
export interface ChoiceWatch {
  /** Before each callback: so many there are with it. */
  counted(steps: number): void;
  /** A choice is about to be made; `forced` may still change it. */
  deciding(decision: Decision): void;
  /** It has been made; the callback runs now. */
  decided(decision: Decision): void;
}

export class StepChooser implements Chooser {
  readonly choices = new ChoiceList();
  decisions = 0;
  /** Callbacks run so far. */
  steps = 0;
  /** Somebody has decided: as soon as it is among the candidates, it is this one's turn. */
  forced: PyTask | undefined = undefined;

  constructor(
    private readonly picker: Picker,
    private readonly watch: ChoiceWatch,
  ) {}

  choose(ready: ReadyQueue): void {
    this.watch.counted(++this.steps);
    const candidates = candidatesIn(ready);
    if (candidates.length < 2) return;
    const number = ++this.decisions;
    const picked = this.wantedAmong(candidates) ?? this.picker.pick(candidates, number);
    this.watch.deciding({ number, candidates, taken: picked });
    // The program may have been stopped there, and somebody wants another one.
    const taken = this.wantedAmong(candidates) ?? picked;
    this.forced = candidates[taken].task === this.forced ? undefined : this.forced;
    this.choices.add(taken);
    if (taken > 0) ready.bringForward(candidates[taken].at);
    this.watch.decided({ number, candidates, taken });
  }

  private wantedAmong(candidates: readonly Candidate[]): number | undefined {
    if (this.forced === undefined) return undefined;
    const at = candidates.findIndex(({ task }) => task === this.forced);
    return at < 0 ? undefined : at;
  }
}

/**
 * Has a task that is ready go on next, as far as that may be: after the callbacks that stand before it, and after those
 * that began to wait for the same future before. With a schedule it is a choice like any other. False: it isn't ready.
 */
export function runNext(ready: ReadyQueue, task: PyTask): boolean {
  let at = 0;
  const stepAt = (index: number) => {
    const item = ready.at(index);
    return item === undefined ? undefined : stepOf(item);
  };
  while (at < ready.length && stepAt(at)?.task !== task) at++;
  const step = stepAt(at);
  if (step === undefined) return false;
  const { chooser } = scheduling;
  if (chooser instanceof StepChooser) {
    chooser.forced = task;
    return true;
  }
  let to = at;
  while (to > 0) {
    const before = stepAt(to - 1);
    if (before === undefined || (step.cause !== undefined && before.cause === step.cause)) break;
    to--;
  }
  ready.bringForward(at, to);
  return true;
}

/** Those of which any may run next, the first in line first. */
export function candidatesIn(ready: ReadyQueue): Candidate[] {
  let at = 0;
  for (let item = ready.at(at); item instanceof PyHandle && item.cancelled;) item = ready.at(++at);
  const first = ready.at(at);
  if (first === undefined) return [];
  return first instanceof PyTimerHandle ? timersFrom(ready, at, first.due) : stepsFrom(ready, at);
}

function timersFrom(ready: ReadyQueue, begin: number, due: number): Candidate[] {
  const candidates: Candidate[] = [];
  for (let at = begin; at < begin + WINDOW; at++) {
    const item = ready.at(at);
    if (!(item instanceof PyTimerHandle) || Math.abs(item.due - due) > SAME_MOMENT) break;
    if (item.cancelled) continue;
    candidates.push({ at, item, task: undefined });
  }
  // Those that sleep only become ready, and which of them goes on first is chosen then.
  return candidates.length > 1 && candidates.every(({ item }) => isSleeper(item)) ? [] : candidates;
}

function isSleeper(item: Ready): boolean {
  return item instanceof PyHandle && item.callback === library('asyncio.futures', '_set_result_unless_cancelled');
}

function stepsFrom(ready: ReadyQueue, begin: number): Candidate[] {
  const candidates: Candidate[] = [];
  const seen = new Set<object>();
  for (let at = begin; at < begin + WINDOW; at++) {
    const item = ready.at(at);
    if (item === undefined) break;
    if (item instanceof PyHandle && item.cancelled) continue;
    const step = stepOf(item);
    if (step === undefined) break;
    const { task, cause } = step;
    const isLater = seen.has(task) || (cause !== undefined && seen.has(cause));
    seen.add(task);
    if (cause !== undefined) seen.add(cause);
    if (!isLater) candidates.push({ at, item, task });
  }
  return candidates;
}

/** The task whose step an entry of the queue is, and the future that woke it; undefined for a plain callback. */
function stepOf(item: Ready): { task: PyTask; cause: PyFuture | undefined } | undefined {
  const futureIn = (cause: unknown): PyFuture | undefined => (cause instanceof PyFuture ? cause : undefined);
  if (item instanceof PyTask) return { task: item, cause: futureIn(item.queuedFor) };
  if (item instanceof TaskStep) return { task: item.task, cause: futureIn(item.cause) };
  if (!(item instanceof PyHandle)) return undefined;
  // In debug mode, and where the program has a `call_soon` of its own.
  const { callback } = item;
  if (callback instanceof PyTaskStepWrapper) return { task: callback.task, cause: undefined };
  const task = wokenByMethod(callback);
  return task && { task, cause: futureIn(item.args?.[0]) };
}
