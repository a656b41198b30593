/**
 * Ticks for a program that wants to notice cheaply that time passes: `DoorWord.TICKS`.
 *
 * Owns: the timer, which runs only while ticks are wanted. Must not know: what for.
 */
import { DoorWord } from '../../runtime/index';

const MILLISECONDS = 10;
/** So many nobody wanted: that is enough. */
const MOST_UNWANTED = 20;

export class Ticker {
  private timer: NodeJS.Timeout | null = null;
  private unwanted = 0;
  private count = 0;

  constructor(private readonly words: Int32Array) {}

  start(): void {
    if (this.timer !== null) return;
    this.unwanted = 0;
    this.timer = setInterval(() => this.tick(), MILLISECONDS);
    this.timer.unref();
    this.show();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
    Atomics.store(this.words, DoorWord.TICKS, 0);
  }

  private tick(): void {
    if (Atomics.exchange(this.words, DoorWord.TICKS_WANTED, 0) !== 0) this.unwanted = 0;
    else if (++this.unwanted >= MOST_UNWANTED) {
      this.stop();
      return;
    }
    this.show();
  }

  /** Never 0: that says that there are none. */
  private show(): void {
    this.count = (this.count % 0x7fffffff) + 1;
    Atomics.store(this.words, DoorWord.TICKS, this.count);
  }
}
