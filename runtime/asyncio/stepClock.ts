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

class StepClock {
  /** When the last callback ended, in microseconds from when the recording began, as far as is known. */
  stamp = 0;
  /** In seconds. */
  private origin = 0;
  /** The stamp was read from the real clock, and nothing has run since. */
  private exact = false;
  /** What the host's ticks were when the callback began; 0 where it is measured. */
  private tick = 0;
  private ticks: Int32Array | null = null;
  private asked = false;

  start(now: number): void {
    this.origin = now;
    this.stamp = 0;
    this.exact = true;
    this.ticks = host().ticks;
  }

  /** What passed up to now was nobody's. */
  skip(): void {
    this.stamp = this.look();
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

  /** A callback begins. Whether it is measured: then `correct` comes first, if its own time is wanted. */
  begin(times: StepTimes): boolean {
    this.tick = 0;
    if (times.toEstimate === 0) return true;
    this.tick = this.ticks![0];
    if (this.tick === 0) return true;
    times.toEstimate--;
    return false;
  }

  /** A callback has ended: how long it took. */
  end(times: StepTimes): number {
    const { tick } = this;
    if (tick !== 0 && this.ticks![0] === tick) {
      this.stamp += times.average;
      this.exact = false;
      return times.average;
    }
    const now = this.look();
    const took = now - this.stamp;
    if (tick !== 0) times.noteLong(took);
    else if (this.exact) {
      times.noteMeasured(took);
      if (times.areShort && this.ticking()) times.estimateNext();
    }
    this.stamp = now;
    this.exact = true;
    return took;
  }

  private look(): number {
    return (timeAside() - this.origin) * 1e6;
  }

  private ticking(): boolean {
    const { ticks } = this;
    if (ticks === null) return false;
    const goOn = ticks[0] !== 0;
    if (goOn || !this.asked) host().keepTicking();
    this.asked = !goOn;
    return goOn;
  }
}

export const stepClock = new StepClock();
