/**
 * What tasks did, as numbers, by their places among the live tasks. In columns: where there are a hundred thousand tasks,
 * an object for each is something that JavaScript's collector copies and looks through.
 *
 * Owns: the columns. Must not know: tasks, clocks.
 */

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

/** Of a task's times: when it became ready or its last step ended, and three sums. */
const SINCE = 0;
const RUNNING = 1;
const READY = 2;
const WAITING = 3;
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
  begin(at: number, stepTimes: number, isReady: boolean, now: number): void {
    if (at >= this.marks.length) this.resize(Math.max(FEW, 2 * at));
    const { times } = this;
    const t = at * TIMES;
    times[t + SINCE] = now;
    times[t + RUNNING] = times[t + READY] = times[t + WAITING] = 0;
    this.marks[at] = (stepTimes << FUNCTION) | (isReady ? IS_READY : 0);
  }

  clear(): void {
    this.times = new Float64Array(0);
    this.marks = new Uint16Array(0);
  }

  /** A task has moved to another place. */
  move(from: number, to: number): void {
    this.times.copyWithin(to * TIMES, from * TIMES, (from + 1) * TIMES);
    this.marks[to] = this.marks[from];
  }

  becameReady(at: number, why: Reason, now: number): void {
    const { times, marks } = this;
    const mark = marks[at];
    const t = at * TIMES;
    if ((mark & IS_READY) === 0) times[t + WAITING] += now - times[t + SINCE];
    times[t + SINCE] = now;
    marks[at] = (mark & ~WHY_MASK) | (why << WHY) | IS_READY;
  }

  functionOf(at: number): number {
    return this.marks[at] >> FUNCTION;
  }

  /** How long it was ready. */
  stepBegins(at: number, now: number): number {
    const { times } = this;
    const t = at * TIMES;
    const ready = now - times[t + SINCE];
    times[t + READY] += ready;
    times[t + SINCE] = now;
    this.marks[at] &= ~IS_READY;
    return ready;
  }

  stepEnded(at: number, running: number, now: number): void {
    const { times } = this;
    const t = at * TIMES;
    times[t + RUNNING] += running;
    times[t + SINCE] = now;
  }

  ranLonger(at: number, more: number): void {
    this.times[at * TIMES + RUNNING] += more;
  }

  of(at: number): TaskCounts {
    const t = at * TIMES;
    const [running, ready, waiting] = [RUNNING, READY, WAITING].map((what) => this.times[t + what]);
    return { running, ready, waiting, reason: (this.marks[at] & WHY_MASK) >> WHY };
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
