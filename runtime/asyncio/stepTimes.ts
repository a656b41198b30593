/**
 * How long the steps of tasks take, and how long a task is ready before its step begins, by coroutine function.
 *
 * Owns: counting, in powers of two of a microsecond; which steps are measured. Must not know: when steps begin and end,
 * how it is shown.
 */

/** A bucket for less than a microsecond, one for each power of two above; what takes longer than the last is in it, too. */
const BUCKETS = 26;
/** Half an hour is told from no longer times. */
const MOST = 2 ** 31 - 1;
/** Of more functions than these it is counted together. */
const MOST_FUNCTIONS = 1000;

/** Microseconds. To measure shorter steps takes a part of them that shows. */
const SHORT = 10;
/**
 * Of short steps one in about so many microseconds is measured, and no fewer than one in so many. Looking at the clock
 * takes a microsecond or two where the program's memory has driven the system's code for it out of the processor's cache.
 */
const APART = 400;
const MOST_ESTIMATED = 1000;
/** The average is of so many, and of at least so many before one is estimated by it. */
const AVERAGED = 16;
const MEASURED_FIRST = 32;

export class Durations {
  /** How many took less than a microsecond, less than 2, less than 4… */
  readonly buckets = new Uint32Array(BUCKETS);
  /** Microseconds. */
  longest = 0;

  /** Whole microseconds. */
  note(microseconds: number, times: number): void {
    if (microseconds > this.longest) this.longest = microseconds;
    const bucket = 32 - Math.clz32(microseconds);
    this.buckets[bucket < BUCKETS ? bucket : BUCKETS - 1] += times;
  }
}

/** Microseconds as a whole number that is none for JavaScript's collector. Estimates may put an end before its beginning. */
export function wholeMicroseconds(time: number): number {
  return time > 0 ? (time < MOST ? Math.floor(time) : MOST) : 0;
}

/** So that what repeats itself isn't measured at the same place each time. */
let shuffled = 1;

export class StepTimes {
  readonly running = new Durations();
  readonly ready = new Durations();
  measured = 0;
  /** Of the steps measured lately, in microseconds. */
  average = 0;
  /** So many of the next steps are taken to be average. */
  toEstimate = 0;
  /** Estimated steps for which no measured one stands in the histogram yet, with those still to be estimated. */
  private owed = 0;

  /** Whether these are so short, as far as is known, that not each is to be measured. */
  get areShort(): boolean {
    return this.measured >= MEASURED_FIRST && this.average < SHORT;
  }

  noteMeasured(microseconds: number): void {
    this.owed -= this.toEstimate;
    this.toEstimate = 0;
    const whole = wholeMicroseconds(microseconds);
    if (microseconds < SHORT) {
      this.running.note(whole, 1 + this.owed);
      this.owed = 0;
    } else this.running.note(whole, 1);
    this.average += (microseconds - this.average) / Math.min(++this.measured, AVERAGED);
  }

  /** A step that was to be estimated turned out not to be average. */
  noteLong(microseconds: number): void {
    this.running.note(wholeMicroseconds(microseconds), 1);
    this.owed--;
  }

  estimateNext(): void {
    shuffled = Math.imul(shuffled, 69069) + 1;
    const about = Math.min(MOST_ESTIMATED, APART / this.average) / 2;
    this.toEstimate = Math.floor(about + ((shuffled >>> 16) / 65536) * about);
    this.owed += this.toEstimate;
  }
}

const numbers = new Map<string, number>();
const byNumber: StepTimes[] = [];
/** Many tasks of one coroutine function are made one after the other. */
let last = { coroutine: '', number: -1 };

/** The number of the times for the coroutines of a name. */
export function numberOfStepTimes(coroutine: string): number {
  if (last.number >= 0 && last.coroutine === coroutine) return last.number;
  const name = byNumber.length < MOST_FUNCTIONS || numbers.has(coroutine) ? coroutine : 'others';
  let number = numbers.get(name);
  if (number === undefined) {
    numbers.set(name, (number = byNumber.length));
    byNumber.push(new StepTimes());
  }
  last = { coroutine, number };
  return number;
}

export function stepTimes(number: number): StepTimes {
  return byNumber[number];
}

/** All that were counted, by the names of their coroutines. */
export function allStepTimes(): [coroutine: string, times: StepTimes][] {
  return [...numbers].map(([coroutine, number]) => [coroutine, byNumber[number]]);
}
