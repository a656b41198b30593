/**
 * A host for tests: a virtual clock that jumps when nothing is ready, scripted input and events, output kept in memory.
 *
 * Owns: the script and what was written. Must not know: Node, threads, the real door. A run under it is repeatable.
 */
import type { DoorEvent } from '../door';
import { Attention } from '../door';
import type { CommandHandler, Host, PlatformFacts } from '../host';
import type { HostFiles } from '../hostFiles';
import type { HostOperations, OperationName } from '../operations';
import { RandomSource } from '../randomSource';
import { MemoryFiles } from './memoryFiles';

export interface FakeHostOptions {
  argv?: string[];
  env?: Record<string, string>;
  /** Standard input, whole; it ends after the last byte. */
  input?: string;
  files?: HostFiles;
  seed?: number;
}

interface ScriptedEvent {
  at: number;
  event: DoorEvent;
}

/** The program waits for something that the script never brings. */
export class FakeHostDeadlock extends Error {}

export class FakeHost implements Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: HostFiles;
  readonly codeCache = null;
  readonly attention = new Int32Array(1);
  readonly facts: PlatformFacts = {
    platform: 'linux',
    pid: 1000,
    ppid: 1,
    uid: 1000,
    gid: 1000,
    hostname: 'fake',
    release: '1.0',
    machine: 'x86_64',
    cpuCount: 1,
    homedir: '/home/user',
    tmpdir: '/tmp',
  };

  /** What the debugger's side was sent. */
  readonly sentEvents: { event: string; body: unknown }[] = [];
  /** Operations begun and not cancelled, for the test to answer with `schedule`. */
  readonly operations = new Map<number, { operation: OperationName; arguments: unknown }>();

  private elapsed = 0;
  private script: ScriptedEvent[] = [];
  private signals: number[] = [];
  private input: Uint8Array;
  private readonly written = new Map<number, string>();
  private readonly decoder = new TextDecoder();
  private readonly randomness: RandomSource;
  private commandHandler: CommandHandler | null = null;
  private pendingCommands: { command: string; arguments: unknown }[] = [];
  private nextOperation = 1;

  constructor(options: FakeHostOptions = {}) {
    this.argv = options.argv ?? [''];
    this.env = options.env ?? {};
    this.files = options.files ?? new MemoryFiles();
    this.input = new TextEncoder().encode(options.input ?? '');
    this.randomness = new RandomSource(options.seed ?? 1);
  }

  /** Everything written to a descriptor so far. */
  output(fd = 1): string {
    return this.written.get(fd) ?? '';
  }

  /** Lets an event arrive at a moment of virtual time. */
  schedule(at: number, event: DoorEvent): void {
    this.script.push({ at, event });
    this.script.sort((first, second) => first.at - second.at);
  }

  /** Queues a debugger command, answered at the next chance. */
  command(command: string, args: unknown): void {
    this.pendingCommands.push({ command, arguments: args });
    this.attention[0] |= Attention.COMMAND;
  }

  now(): number {
    return this.elapsed;
  }

  wallTimeNs(): bigint {
    return 946_684_800_000_000_000n + BigInt(Math.round(this.elapsed * 1e9));
  }

  cpuTime(): number {
    return this.elapsed;
  }

  timeZone(): { offsetMinutes: number; name: string; isDst: boolean } {
    return { offsetMinutes: 0, name: 'UTC', isDst: false };
  }

  random(count: number): Uint8Array {
    return this.randomness.bytes(count);
  }

  write(fd: number, data: Uint8Array): void {
    this.written.set(fd, (this.written.get(fd) ?? '') + this.decoder.decode(data));
  }

  readInput(limit: number): Uint8Array {
    const chunk = this.input.subarray(0, limit);
    this.input = this.input.subarray(chunk.length);
    return chunk;
  }

  isTerminal(): boolean {
    return false;
  }

  terminalSize(): null {
    return null;
  }

  wait(timeout: number | null): DoorEvent[] {
    this.serveCommands();
    const ready = this.takeDue();
    if (ready.length > 0) return ready;
    const next = this.script[0];
    const deadline = timeout === null ? Infinity : this.elapsed + timeout;
    if (next && next.at <= deadline) {
      this.elapsed = next.at;
      return this.takeDue();
    }
    if (timeout === null) throw new FakeHostDeadlock('the program waits for ever');
    this.elapsed = deadline;
    return [];
  }

  sleep(seconds: number): boolean {
    this.elapsed += seconds;
    return false;
  }

  takeSignals(): number[] {
    const signals = this.signals;
    this.signals = [];
    this.attention[0] &= ~Attention.SIGNAL;
    return signals;
  }

  /** A signal that arrives at once, while the program computes. */
  signal(signal: number): void {
    this.signals.push(signal);
    this.attention[0] |= Attention.SIGNAL;
  }

  start<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): number {
    const id = this.nextOperation++;
    this.operations.set(id, { operation, arguments: args });
    return id;
  }

  tell<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): void {
    this.start(operation, args);
  }

  gather(): void {
    return;
  }

  cancel(operation: number): void {
    this.operations.delete(operation);
  }

  sendEvent(event: string, body: unknown): void {
    this.sentEvents.push({ event, body });
  }

  setCommandHandler(handler: CommandHandler | null): void {
    this.commandHandler = handler;
  }

  serveCommands(): void {
    this.attention[0] &= ~Attention.COMMAND;
    if (this.pendingCommands.length === 0) return;
    this.answerAll();
    this.commandHandler?.settled();
  }

  serveCommandsUntil(done: () => boolean): void {
    while (!done()) {
      if (this.pendingCommands.length === 0)
        throw new FakeHostDeadlock('the program is stopped and nobody continues it');
      this.answerAll();
    }
  }

  private answerAll(): void {
    for (const { command, arguments: args } of this.pendingCommands.splice(0))
      this.commandHandler?.answer(command, args);
  }

  private takeDue(): DoorEvent[] {
    const due: DoorEvent[] = this.takeSignals().map((signal) => ({ kind: 'signal', signal }));
    while (this.script.length > 0 && this.script[0].at <= this.elapsed) due.push(this.script.shift()!.event);
    return due;
  }
}
