/**
 * The clock by which the loop's callbacks are timed while somebody looks on. What ends one begins the next, so that no
 * time is counted twice.
 *
 * A look at the real clock takes a part of a short step that shows. So of short steps only some are measured; the others
 * are taken to be average, and the next look puts right what that makes wrong together. A long one among them is noticed,
 * since the host's ticks go on meanwhile.
 *
 * Owns: when it is looked at the real clock. Must not know: whose callbacks these are.
 */
import { host, timeAside } from '../host/currentHost';
import type { StepTimes } from './stepTimes';

/** Of hosts that have none. */
const NO_TICKS = new Int32Array(1);

class StepClock {
  /**
   * When the last callback ended, in microseconds from when the recording began, as far as is known. In an array: a number
   * with a fraction that a function is given or returns is an object for JavaScript's collector, at each step.
   */
  private readonly time = new Float64Array(1);
  /** In seconds. */
  private origin = 0;
  /** The stamp was read from the real clock, and nothing has run since. */
  private exact = false;
  /** What the host's ticks were when the callback began; 0 where it is measured. */
  private tick = 0;
  private ticks: Int32Array = NO_TICKS;
  private asked = false;

  get stamp(): number {
    return this.time[0];
  }

  start(now: number): void {
    this.origin = now;
    this.time[0] = 0;
    this.exact = true;
    this.ticks = host().ticks ?? NO_TICKS;
  }

  /** What passed up to now was nobody's. */
  skip(): void {
    this.time[0] = this.look();
    this.exact = true;
  }

  /** The last callback is long over: the next is measured from its own beginning. */
  loseTrack(): void {
    this.exact = false;
  }

  /** How much later it is than the estimates say; may be negative. */
  correct(): number {
    if (this.exact) return 0;
    const before = this.stamp;
    this.skip();
    return this.stamp - before;
  }

  /** A callback begins. Whether it is measured, `correct` coming first where its own time is wanted; or else `pass` follows. */
  measures(times: StepTimes): boolean {
    const tick = this.ticks[0];
    if (times.toEstimate === 0 || tick === 0) {
      this.tick = 0;
      return true;
    }
    times.toEstimate--;
    this.tick = tick;
    return false;
  }

  /** The callback that begins is taken to be over. */
  pass(times: StepTimes): void {
    this.time[0] += times.average;
    this.exact = false;
  }

  /** Whether the callback that has ended wasn't measured, and no tick says that it should have been. */
  wasAverage(): boolean {
    return this.tick !== 0 && this.ticks[0] === this.tick;
  }

  /** A callback has ended that was not: how long it took, and what of that `pass` didn't know of. */
  end(times: StepTimes): { took: number; more: number } {
    const passed = this.tick === 0 ? 0 : times.average;
    const now = this.look();
    const more = now - this.stamp;
    const took = more + passed;
    if (this.tick !== 0) times.noteLong(took);
    else if (this.exact) {
      times.noteMeasured(took);
      if (times.areShort && this.ticking()) times.estimateNext();
    }
    this.time[0] = now;
    this.exact = true;
    return { took, more };
  }

  private look(): number {
    return (timeAside() - this.origin) * 1e6;
  }

  private ticking(): boolean {
    if (this.ticks === NO_TICKS) return false;
    const goOn = this.ticks[0] !== 0;
    if (goOn || !this.asked) host().keepTicking();
    this.asked = !goOn;
    return goOn;
  }
}

export const stepClock = new StepClock();
