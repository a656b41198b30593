/**
 * What tasks did, as numbers, by their places among the live tasks. In columns: where there are a hundred thousand tasks,
 * an object for each is something that JavaScript's collector copies and looks through.
 *
 * Owns: the columns. Must not know: tasks.
 */
import { stepClock } from './stepClock';
import { wholeMicroseconds, type StepTimes } from './stepTimes';

/** Why a task became ready. */
export const enum Reason {
  UNKNOWN,
  CREATED,
  YIELDED,
  FUTURE,
  ERROR,
}

export interface TaskCounts {
  /** Microseconds. */
  running: number;
  ready: number;
  waiting: number;
  /** Unknown where it was ready before the counting began, or waits since then. */
  reason: Reason;
}

/** Of a task's times: when the counting began, when it became ready last, and two sums. What is left of its time it waited. */
const BEGAN = 0;
const READY_SINCE = 1;
const RUNNING = 2;
const READY = 3;
const TIMES = 4;

/** Bits of a task's mark: it is ready, why, and the number of its function's step times. */
const IS_READY = 1;
const WHY = 1;
const WHY_MASK = 7 << WHY;
const FUNCTION = 4;

const FEW = 1024;

class TaskColumns {
  private times = new Float64Array(0);
  private marks = new Uint16Array(0);

  /** Nothing is known yet of the task at that place. */
  begin(at: number, stepTimes: number, isReady: boolean): void {
    if (at >= this.marks.length) this.resize(Math.max(FEW, 2 * at));
    const { times } = this;
    const t = at * TIMES;
    times[t + BEGAN] = times[t + READY_SINCE] = stepClock.stamp;
    times[t + RUNNING] = times[t + READY] = 0;
    this.marks[at] = (stepTimes << FUNCTION) | (isReady ? IS_READY : 0);
  }

  clear(): void {
    this.times = new Float64Array(0);
    this.marks = new Uint16Array(0);
  }

  /** A task has moved to another place. */
  move(from: number, to: number): void {
    for (let i = 0; i < TIMES; i++) this.times[to * TIMES + i] = this.times[from * TIMES + i];
    this.marks[to] = this.marks[from];
  }

  becameReady(at: number, why: Reason): void {
    const { marks } = this;
    this.times[at * TIMES + READY_SINCE] = stepClock.stamp;
    marks[at] = (marks[at] & ~WHY_MASK) | (why << WHY) | IS_READY;
  }

  functionOf(at: number): number {
    return this.marks[at] >> FUNCTION;
  }

  /** A step begins, for how long the task was ready, in whole microseconds. */
  stepBegins(at: number): number {
    const { times } = this;
    const t = at * TIMES;
    const ready = stepClock.stamp - times[t + READY_SINCE];
    times[t + READY] += ready;
    this.marks[at] &= ~IS_READY;
    return wholeMicroseconds(ready);
  }

  /** A step is taken to be average. */
  estimated(at: number, { average }: StepTimes): void {
    this.times[at * TIMES + RUNNING] += average;
  }

  ranLonger(at: number, more: number): void {
    this.times[at * TIMES + RUNNING] += more;
  }

  of(at: number): TaskCounts {
    const now = stepClock.stamp;
    const mark = this.marks[at];
    const [began, since, running, before] = this.times.subarray(at * TIMES, (at + 1) * TIMES);
    const ready = (mark & IS_READY) === 0 ? before : before + now - since;
    return { running, ready, waiting: now - began - running - ready, reason: (mark & WHY_MASK) >> WHY };
  }

  private resize(length: number): void {
    const { times, marks } = this;
    this.times = new Float64Array(length * TIMES);
    this.times.set(times);
    this.marks = new Uint16Array(length);
    this.marks.set(marks);
  }
}

export const taskColumns = new TaskColumns();
