/**
 * A host in front of another one, for runs that can be repeated: what a program must be told again passes through `kept`,
 * all else goes straight through.
 *
 * Owns: which calls those are. Must not know: whether they are being recorded or answered from a record.
 */
import { callNumber, FILE_CALLS } from './callLog';
import type { DoorEvent } from './door';
import type { CommandHandler, Host, HostCodeCache, PlatformFacts, Surroundings } from './host';
import type { HostFiles } from './hostFiles';
import type { HostOperations, OperationName } from './operations';

/** As plain data, which can go through the door. */
export function surroundingsOf({ argv, env, facts, ownsStandardStreams }: Host): Surroundings {
  return { argv, env, facts, ownsStandardStreams };
}

export abstract class LoggedHost implements Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly facts: PlatformFacts;
  readonly codeCache: HostCodeCache | null;
  readonly attention: Int32Array;
  readonly ownsStandardStreams: boolean;
  files: HostFiles;

  constructor(
    protected readonly real: Host,
    readonly surroundings: Surroundings,
  ) {
    this.argv = surroundings.argv;
    this.env = surroundings.env;
    this.facts = surroundings.facts;
    this.ownsStandardStreams = surroundings.ownsStandardStreams;
    this.codeCache = real.codeCache;
    this.attention = real.attention;
    this.files = this.keptFiles(real.files);
  }

  /** `ask` asks the real host; `undefined` is an answer of its own, which takes no room. */
  protected abstract kept<T>(call: number, ask: () => T): T;

  /** Asked far more often than all else. */
  abstract now(): number;
  abstract readonly ticks: Int32Array | null;
  abstract takeSignals(): number[];
  abstract tell<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): void;
  abstract gather(on: boolean): void;
  abstract cancel(operation: number): void;

  wallTimeNs(): bigint {
    return this.kept(callNumber.wallTimeNs, () => this.real.wallTimeNs());
  }

  cpuTime(): number {
    return this.kept(callNumber.cpuTime, () => this.real.cpuTime());
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

  start<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): number {
    return this.kept(callNumber.start, () => this.real.start(operation, args));
  }

  timeZone(epochSeconds: number): { offsetMinutes: number; name: string; isDst: boolean } {
    return this.kept(callNumber.timeZone, () => this.real.timeZone(epochSeconds));
  }

  nudge(): void {
    this.real.nudge();
  }

  keepTicking(): void {
    this.real.keepTicking();
  }

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

  private keptFiles(real: HostFiles): HostFiles {
    const files: Record<string, unknown> = {};
    for (const name of FILE_CALLS) {
      const call = callNumber[`files.${name}`];
      const ask = real[name].bind(real) as (...args: unknown[]) => unknown;
      files[name] = (...args: unknown[]) => this.kept(call, () => ask(...args));
    }
    // The bytes are the answer, not how many there were.
    const call = callNumber['files.read'];
    files.read = (fd: number, into: Uint8Array, position: number | null): number => {
      const bytes = this.kept(call, () => into.slice(0, real.read(fd, into, position)));
      into.set(bytes);
      return bytes.length;
    };
    return files as unknown as HostFiles;
  }
}
