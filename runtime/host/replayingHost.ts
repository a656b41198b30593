/**
 * A host that answers as another one did before, from its record: nothing is written, sent or started again, and nothing
 * takes time.
 *
 * Owns: giving the answers in turn, and noticing a program that doesn't ask the same. Must not know: Python, the debugger.
 */
import { InternalError } from '../base/internalError';
import { callNumber, CallReader, RECORDED_CALLS, type LoggedCalls } from './callLog';
import { asides } from './currentHost';
import type { Host } from './host';
import { LoggedHost } from './loggedHost';

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

export class ReplayingHost extends LoggedHost {
  /** The number of the call before which the listener is to be told; Infinity for none. */
  nextMoment = Infinity;
  listener: ReplayListener | null = null;
  private readonly reader: CallReader;
  /** What the program's clocks showed last. */
  private time = 0;
  private wallTime = 0n;

  constructor(real: Host, log: LoggedCalls) {
    super(real);
    this.reader = new CallReader(log);
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

  private answer(call: number): unknown {
    const { reader } = this;
    if (reader.position === this.nextMoment) this.told.moment();
    const recorded = reader.peek();
    if (recorded === undefined) return this.told.ended();
    if (recorded !== call)
      return this.told.diverged(`it asked for '${RECORDED_CALLS[call]}' instead of '${RECORDED_CALLS[recorded]}'`);
    if (reader.position % REPORT_EVERY === REPORT_EVERY - 1) this.told.progress(reader.position, reader.length);
    return reader.take();
  }

  private get told(): ReplayListener {
    if (this.listener === null) throw new InternalError('the program started differently than it was recorded');
    return this.listener;
  }
}
