/**
 * A host that keeps what another one answers: with that, the program can be run again.
 *
 * Owns: what is kept of each call. Must not know: what the record is for, the debugger (it is told of commands at moments
 * that can be found again).
 */
import { callNumber, CallLog, FILE_CALLS } from './callLog';
import { asides } from './currentHost';
import { Attention, type DoorEvent } from './door';
import type { CommandHandler, Host, HostCodeCache, PlatformFacts } from './host';
import { HostError, type HostFiles } from './hostFiles';
import type { HostOperations, OperationName } from './operations';

export class RecordingHost implements Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly facts: PlatformFacts;
  readonly codeCache: HostCodeCache | null;
  readonly attention: Int32Array;
  readonly ownsStandardStreams: boolean;
  readonly dieBy?: (signal: number) => void;
  files: HostFiles;
  readonly log = new CallLog();
  /** The program is in a call that is kept: what the debugger does now can be done again at the same moment. */
  inCall = false;
  /** Somebody answers commands. */
  private attached = false;
  /** Signals came while the program computed. */
  private signalled = false;

  constructor(private readonly real: Host) {
    this.argv = real.argv;
    this.env = real.env;
    this.facts = real.facts;
    this.codeCache = real.codeCache;
    this.attention = real.attention;
    this.ownsStandardStreams = real.ownsStandardStreams;
    this.dieBy = real.dieBy;
    this.files = this.recordFiles(real.files);
  }

  /** Why the run can't be repeated. */
  get gap(): string | null {
    if (this.signalled) return 'a signal came while it computed, at a place that is not recorded';
    return this.log.full ? 'there was more input than is kept' : null;
  }

  now(): number {
    if (asides.depth > 0) return this.real.now();
    this.serve();
    const time = this.real.now();
    this.log.number(callNumber.now, time);
    return time;
  }

  wallTimeNs(): bigint {
    return this.kept(callNumber.wallTimeNs, () => this.real.wallTimeNs());
  }

  cpuTime(): number {
    return this.kept(callNumber.cpuTime, () => this.real.cpuTime());
  }

  timeZone(epochSeconds: number): { offsetMinutes: number; name: string; isDst: boolean } {
    return this.real.timeZone(epochSeconds);
  }

  random(count: number): Uint8Array {
    return this.kept(callNumber.random, () => this.real.random(count));
  }

  setPriority(value: number): void {
    this.kept(callNumber.setPriority, () => this.real.setPriority(value));
  }

  write(fd: number, data: Uint8Array): void {
    this.kept(callNumber.write, () => this.real.write(fd, data));
  }

  readInput(limit: number): Uint8Array | null {
    return this.kept(callNumber.readInput, () => this.real.readInput(limit));
  }

  inputReady(): boolean {
    return this.kept(callNumber.inputReady, () => this.real.inputReady());
  }

  isTerminal(fd: number): boolean {
    return this.kept(callNumber.isTerminal, () => this.real.isTerminal(fd));
  }

  terminalSize(): { columns: number; lines: number } | null {
    return this.kept(callNumber.terminalSize, () => this.real.terminalSize());
  }

  wait(timeout: number | null): DoorEvent[] {
    const ask = (): DoorEvent[] | undefined => {
      const events = this.real.wait(timeout);
      return events.length === 0 ? undefined : events;
    };
    return this.kept(callNumber.wait, ask) ?? [];
  }

  sleep(seconds: number): boolean {
    return this.kept(callNumber.sleep, () => this.real.sleep(seconds));
  }

  takeSignals(): number[] {
    const signals = this.real.takeSignals();
    if (signals.length > 0 && asides.depth === 0) this.signalled = true;
    return signals;
  }

  start<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): number {
    return this.kept(callNumber.start, () => this.real.start(operation, args));
  }

  tell<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): void {
    this.real.tell(operation, args);
  }

  nudge(): void {
    this.real.nudge();
  }

  gather(on: boolean): void {
    this.real.gather(on);
  }

  cancel(operation: number): void {
    this.real.cancel(operation);
  }

  sendEvent(event: string, body: unknown): void {
    this.real.sendEvent(event, body);
  }

  setCommandHandler(handler: CommandHandler | null): void {
    this.attached = handler !== null;
    this.real.setCommandHandler(handler);
  }

  serveCommands(): void {
    this.real.serveCommands();
  }

  serveCommandsUntil(done: () => boolean): void {
    this.real.serveCommandsUntil(done);
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

  private kept<T>(call: number, ask: () => T): T {
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

  private recordFiles(real: HostFiles): HostFiles {
    const files: Record<string, unknown> = {};
    for (const name of FILE_CALLS) {
      const call = callNumber[`files.${name}`];
      const ask = real[name].bind(real) as (...args: unknown[]) => unknown;
      files[name] = (...args: unknown[]) => this.kept(call, () => ask(...args));
    }
    const call = callNumber['files.read'];
    files.read = (fd: number, into: Uint8Array, position: number | null): number => {
      if (asides.depth > 0) return real.read(fd, into, position);
      return this.kept(call, () => into.slice(0, real.read(fd, into, position))).length;
    };
    return files as unknown as HostFiles;
  }
}
