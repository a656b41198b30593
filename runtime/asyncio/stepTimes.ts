/**
 * How long the steps of tasks take, and how long a task is ready before its step begins, by coroutine function.
 *
 * Owns: counting, in powers of two of a microsecond. Must not know: when steps begin and end, how it is shown.
 */

/** A bucket for less than a microsecond, one for each power of two above; what takes longer than the last is in it, too. */
const BUCKETS = 26;
/** Of more functions than these it is counted together. */
const MOST_FUNCTIONS = 1000;

export class Durations {
  /** How many took less than a microsecond, less than 2, less than 4… */
  readonly buckets = new Uint32Array(BUCKETS);
  /** Microseconds. */
  longest = 0;

  note(microseconds: number): void {
    if (microseconds > this.longest) this.longest = microseconds;
    const bucket = 32 - Math.clz32(Math.min(microseconds, 0x7fffffff));
    this.buckets[bucket < BUCKETS ? bucket : BUCKETS - 1]++;
  }
}

export class StepTimes {
  readonly running = new Durations();
  readonly ready = new Durations();
}

const byFunction = new Map<string, StepTimes>();

/** Those of the coroutines of a name. */
export function stepTimesOf(coroutine: string): StepTimes {
  const name = byFunction.size < MOST_FUNCTIONS || byFunction.has(coroutine) ? coroutine : 'others';
  let times = byFunction.get(name);
  if (times === undefined) byFunction.set(name, (times = new StepTimes()));
  return times;
}

/** All that were counted, by the names of their coroutines. */
export function allStepTimes(): ReadonlyMap<string, StepTimes> {
  return byFunction;
}
