/**
 * The real host's two clocks.
 *
 * Owns: what time it is and how long a wait really takes. Must not know: the door.
 */

export interface Clock {
  /** Monotonic seconds. */
  now(): number;
  wallTimeNs(): bigint;
  /** True where a wait with nothing else to wait for should jump by `advance` instead of blocking. */
  readonly virtual: boolean;
  advance(seconds: number): void;
}

export class RealClock implements Clock {
  readonly virtual = false;
  /** The system's monotonic clock, which other processes see, too, at performance.now()'s zero. */
  private readonly base = Number(process.hrtime.bigint()) / 1e9 - performance.now() / 1e3;

  now(): number {
    return this.base + performance.now() / 1e3;
  }

  wallTimeNs(): bigint {
    return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1e3)) * 1000n;
  }

  advance(): void {}
}

/** Stands still while the program computes and jumps where it waits: `sleep(3600)` costs nothing and repeats exactly. */
export class VirtualClock implements Clock {
  readonly virtual = true;
  private elapsed = 0;

  now(): number {
    return 1000 + this.elapsed;
  }

  /** Begins at the year 2000, so that a run prints the same dates every time. */
  wallTimeNs(): bigint {
    return 946_684_800_000_000_000n + BigInt(Math.round(this.elapsed * 1e9));
  }

  advance(seconds: number): void {
    this.elapsed += seconds;
  }
}
