/**
 * A host that answers as another one did before, from its record: nothing is written, sent or started again, and nothing
 * takes time.
 *
 * Owns: giving the answers in turn, and noticing a program that doesn't ask the same. Must not know: Python, the debugger.
 */
import { InternalError } from '../base/internalError';
import { callNumber, CallReader, FILE_CALLS, RECORDED_CALLS, type LoggedCalls } from './callLog';
import { asides } from './currentHost';
import type { DoorEvent } from './door';
import type { CommandHandler, Host, HostCodeCache, PlatformFacts } from './host';
import type { HostFiles } from './hostFiles';
import type { HostOperations, OperationName } from './operations';

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

export class ReplayingHost implements Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly facts: PlatformFacts;
  readonly codeCache: HostCodeCache | null;
  readonly attention: Int32Array;
  readonly ownsStandardStreams: boolean;
  files: HostFiles;
  /** The number of the call before which the listener is to be told; Infinity for none. */
  nextMoment = Infinity;
  listener: ReplayListener | null = null;
  private readonly reader: CallReader;
  /** What the program's clocks showed last. */
  private time = 0;
  private wallTime = 0n;

  constructor(
    private readonly real: Host,
    log: LoggedCalls,
  ) {
    this.reader = new CallReader(log);
    this.argv = real.argv;
    this.env = real.env;
    this.facts = real.facts;
    this.codeCache = real.codeCache;
    this.attention = real.attention;
    this.ownsStandardStreams = real.ownsStandardStreams;
    this.files = this.replayFiles(real.files);
  }

  /** Calls answered so far. */
  get position(): number {
    return this.reader.position;
  }

  now(): number {
    if (asides.depth === 0) this.time = this.answer(callNumber.now) as number;
    return this.time;
  }

  wallTimeNs(): bigint {
    if (asides.depth === 0) this.wallTime = this.answer(callNumber.wallTimeNs) as bigint;
    return this.wallTime;
  }

  cpuTime(): number {
    return asides.depth > 0 ? this.real.cpuTime() : (this.answer(callNumber.cpuTime) as number);
  }

  timeZone(epochSeconds: number): { offsetMinutes: number; name: string; isDst: boolean } {
    return this.real.timeZone(epochSeconds);
  }

  random(count: number): Uint8Array {
    return asides.depth > 0 ? this.real.random(count) : (this.answer(callNumber.random) as Uint8Array);
  }

  setPriority(): void {
    if (asides.depth === 0) this.answer(callNumber.setPriority);
  }

  /** What the debugger evaluates may print; what the program prints has been printed. */
  write(fd: number, data: Uint8Array): void {
    if (asides.depth > 0) this.real.write(fd, data);
    else this.answer(callNumber.write);
  }

  readInput(): Uint8Array | null {
    return asides.depth > 0 ? new Uint8Array(0) : (this.answer(callNumber.readInput) as Uint8Array | null);
  }

  inputReady(): boolean {
    return asides.depth > 0 || (this.answer(callNumber.inputReady) as boolean);
  }

  isTerminal(fd: number): boolean {
    return asides.depth > 0 ? this.real.isTerminal(fd) : (this.answer(callNumber.isTerminal) as boolean);
  }

  terminalSize(): { columns: number; lines: number } | null {
    if (asides.depth > 0) return this.real.terminalSize();
    return this.answer(callNumber.terminalSize) as ReturnType<Host['terminalSize']>;
  }

  wait(timeout: number | null): DoorEvent[] {
    return asides.depth > 0
      ? this.real.wait(timeout)
      : ((this.answer(callNumber.wait) as DoorEvent[] | undefined) ?? []);
  }

  sleep(seconds: number): boolean {
    return asides.depth > 0 ? this.real.sleep(seconds) : (this.answer(callNumber.sleep) as boolean);
  }

  takeSignals(): number[] {
    return [];
  }

  start<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): number {
    return asides.depth > 0 ? this.real.start(operation, args) : (this.answer(callNumber.start) as number);
  }

  tell(): void {}

  nudge(): void {
    this.real.nudge();
  }

  gather(): void {}

  cancel(): void {}

  sendEvent(event: string, body: unknown): void {
    this.real.sendEvent(event, body);
  }

  setCommandHandler(handler: CommandHandler | null): void {
    this.real.setCommandHandler(handler);
  }

  serveCommands(): void {
    this.real.serveCommands();
  }

  serveCommandsUntil(done: () => boolean): void {
    this.real.serveCommandsUntil(done);
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

  private replayFiles(real: HostFiles): HostFiles {
    const files: Record<string, unknown> = {};
    for (const name of FILE_CALLS) {
      const call = callNumber[`files.${name}`];
      const ask = real[name].bind(real) as (...args: unknown[]) => unknown;
      files[name] = (...args: unknown[]) => (asides.depth > 0 ? ask(...args) : this.answer(call));
    }
    const call = callNumber['files.read'];
    files.read = (fd: number, into: Uint8Array, position: number | null): number => {
      if (asides.depth > 0) return real.read(fd, into, position);
      const bytes = this.answer(call) as Uint8Array;
      into.set(bytes);
      return bytes.length;
    };
    return files as unknown as HostFiles;
  }
}
