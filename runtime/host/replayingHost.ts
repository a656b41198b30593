/**
 * A host that answers as another one did before, from its record: nothing is written, sent or started again, and nothing
 * takes time.
 *
 * Owns: giving the answers in turn, and noticing a program that doesn't ask the same. Must not know: Python, the debugger.
 */
import { StartedDifferently } from '../base/startedDifferently';
import { callNumber, CallReader, RECORDED_CALLS, type LoggedCalls } from './callLog';
import { asides } from './currentHost';
import type { Host, Surroundings } from './host';
import type { HostFiles } from './hostFiles';
import { LoggedHost, surroundingsOf } from './loggedHost';

export interface ReplayListener {
  /** The record is at its end; does not return. */
  ended(): never;
  /** The program asks for something else than it did; does not return. */
  diverged(how: string): never;
  /** Before the call of the number that `nextMoment` says is answered. */
  moment(): void;
  progress(done: number, of: number): void;
}

/** Calls between two reports of how far it is. */
const REPORT_EVERY = 20_000;

const beforeTheProgram: ReplayListener = {
  ended() {
    throw new StartedDifferently('it came to the end of the recording');
  },
  diverged(how) {
    throw new StartedDifferently(how);
  },
  moment: () => undefined,
  progress: () => undefined,
};

export class ReplayingHost extends LoggedHost {
  /** The number of the call before which the listener is to be told; Infinity for none. */
  nextMoment = Infinity;
  listener = beforeTheProgram;
  readonly ticks = null;
  private readonly reader: CallReader;
  /** What the program's clocks showed last. */
  private time = 0;
  private wallTime = 0n;

  constructor(
    real: Host,
    log: LoggedCalls,
    surroundings: Surroundings = surroundingsOf(real),
    /** What the program wrote to its standard output and error is written. */
    shows = false,
  ) {
    super(real, surroundings);
    this.reader = new CallReader(log);
    if (shows) this.files = this.shownFiles(this.files);
  }

  /** Calls answered so far. */
  get position(): number {
    return this.reader.position;
  }

  now(): number {
    if (asides.depth === 0) this.time = this.answer(callNumber.now) as number;
    return this.time;
  }

  override wallTimeNs(): bigint {
    if (asides.depth === 0) this.wallTime = this.answer(callNumber.wallTimeNs) as bigint;
    return this.wallTime;
  }

  /** What is typed now is for the program that goes on from here, not for what the debugger evaluates. */
  override readInput(limit: number): Uint8Array | null {
    return asides.depth > 0 ? new Uint8Array(0) : super.readInput(limit);
  }

  override inputReady(): boolean {
    return asides.depth > 0 || super.inputReady();
  }

  takeSignals(): number[] {
    return [];
  }

  tell(): void {}

  gather(): void {}

  cancel(): void {}

  protected kept<T>(call: number, ask: () => T): T {
    return asides.depth > 0 ? ask() : (this.answer(call) as T);
  }

  private shownFiles(files: HostFiles): HostFiles {
    return {
      ...files,
      write: (fd, data, position) => {
        const count = files.write(fd, data, position);
        if ((fd === 1 || fd === 2) && asides.depth === 0) this.real.write(fd, data.subarray(0, count));
        return count;
      },
    };
  }

  private answer(call: number): unknown {
    const { reader } = this;
    if (reader.position === this.nextMoment) this.listener.moment();
    const recorded = reader.peek();
    if (recorded === undefined) return this.listener.ended();
    if (recorded !== call)
      return this.listener.diverged(`it asked for '${RECORDED_CALLS[call]}' instead of '${RECORDED_CALLS[recorded]}'`);
    if (reader.position % REPORT_EVERY === REPORT_EVERY - 1) this.listener.progress(reader.position, reader.length);
    return reader.take();
  }
}
