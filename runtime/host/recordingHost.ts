/**
 * A host that keeps what another one answers: with that, the program can be run again.
 *
 * Owns: when commands of the debugger are answered, so that the moment can be found again. Must not know: what the record
 * is for, the debugger.
 */
import { callNumber, CallLog, type RecordedCalls } from './callLog';
import { asides } from './currentHost';
import { Attention } from './door';
import type { CommandHandler, Host } from './host';
import { HostError } from './hostFiles';
import { LoggedHost, surroundingsOf } from './loggedHost';
import { notingSources } from './recordedSources';
import type { HostOperations, OperationName } from './operations';

export class RecordingHost extends LoggedHost {
  readonly dieBy?: (signal: number) => void;
  readonly log = new CallLog();
  /** The program is in a call that is kept: what the debugger does now can be done again at the same moment. */
  inCall = false;
  private readonly sources = new Map<string, Uint8Array>();
  private sourcesTaken = 0;
  /** Somebody answers commands. */
  private attached = false;
  /** Signals came while the program computed. */
  private signalled = false;

  constructor(real: Host) {
    super(real, surroundingsOf(real));
    this.dieBy = real.dieBy;
    this.files = notingSources(this.files, this.sources);
  }

  get ticks(): Int32Array | null {
    return this.real.ticks;
  }

  /** Why the run can't be repeated. */
  get gap(): string | null {
    if (this.signalled) return 'a signal came while it computed, at a place that is not recorded';
    return this.log.full ? 'there was more input than is kept' : null;
  }

  /** All so far. */
  recorded(): RecordedCalls {
    const { surroundings, sources, gap } = this;
    return { surroundings, calls: this.log.calls(), sources, gap };
  }

  /** What has come since the last time; with `forget`, for somebody who alone wants it. */
  takeRecorded(forget: boolean): RecordedCalls {
    const { surroundings, gap } = this;
    const sources = new Map([...this.sources].slice(this.sourcesTaken));
    this.sourcesTaken = this.sources.size;
    return { surroundings, calls: this.log.take(forget), sources, gap };
  }

  now(): number {
    if (asides.depth > 0) return this.real.now();
    this.serve();
    const time = this.real.now();
    this.log.number(callNumber.now, time);
    return time;
  }

  takeSignals(): number[] {
    const signals = this.real.takeSignals();
    if (signals.length > 0 && asides.depth === 0) {
      this.signalled = true;
      this.log.close();
    }
    return signals;
  }

  tell<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): void {
    this.real.tell(operation, args);
  }

  gather(on: boolean): void {
    this.real.gather(on);
  }

  cancel(operation: number): void {
    this.real.cancel(operation);
  }

  override setCommandHandler(handler: CommandHandler | null): void {
    this.attached = handler !== null;
    super.setCommandHandler(handler);
  }

  /** Commands that wait are best answered here: between two calls nobody knows how far the program is. */
  private serve(): void {
    if (!this.attached || (this.attention[0] & Attention.COMMAND) === 0) return;
    this.inCall = true;
    try {
      this.real.serveCommands();
    } finally {
      this.inCall = false;
    }
  }

  protected kept<T>(call: number, ask: () => T): T {
    if (asides.depth > 0) return ask();
    this.serve();
    this.inCall = true;
    let answer: T;
    try {
      answer = ask();
    } catch (error) {
      if (error instanceof HostError) this.log.failure(call, error);
      throw error;
    } finally {
      this.inCall = false;
    }
    if (answer === undefined) this.log.none(call);
    else if (typeof answer === 'number') this.log.number(call, answer);
    else this.log.value(call, answer);
    return answer;
  }
}
