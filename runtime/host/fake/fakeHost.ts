/**
 * A host for tests: a virtual clock that jumps when nothing is ready, scripted input and events, output kept in memory.
 *
 * Owns: the script and what was written. Must not know: Node, threads, the real door. A run under it is repeatable.
 */
import type { DoorEvent } from '../door';
import { Attention } from '../door';
import type { CommandHandler, Host, PlatformFacts } from '../host';
import { HostError, type HostFiles } from '../hostFiles';
import type { HostOperations, OperationName } from '../operations';
import { RandomSource } from '../randomSource';
import { MemoryFiles } from './memoryFiles';
import { MemoryNetwork, type Fault, type NetworkOptions } from './memoryNetwork';

export interface FakeHostOptions {
  argv?: string[];
  env?: Record<string, string>;
  /** Standard input, whole or by the moment at which it is typed; it ends after the last byte. */
  input?: string | { at: number; text: string }[];
  files?: HostFiles;
  seed?: number;
  /** The network in memory; without it the test answers operations itself. */
  network?: NetworkOptions;
  /** The word that the VM polls already, where several hosts follow each other. */
  attention?: Int32Array;
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
  readonly ticks = null;
  readonly attention: Int32Array;
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

  readonly ownsStandardStreams = false;

  private elapsed = 0;
  private nudged = false;
  /** The moment for which an event of the input is in the script. */
  private inputAwaited = -1;
  private script: ScriptedEvent[] = [];
  private signals: number[] = [];
  private readonly input: { at: number; bytes: Uint8Array }[];
  private readonly written = new Map<number, string>();
  private readonly decoder = new TextDecoder();
  private readonly randomness: RandomSource;
  private readonly network: MemoryNetwork | null;
  private commandHandler: CommandHandler | null = null;
  private pendingCommands: { command: string; arguments: unknown }[] = [];
  private nextOperation = 1;

  constructor(options: FakeHostOptions = {}) {
    this.argv = options.argv ?? [''];
    this.env = options.env ?? {};
    const files = options.files ?? new MemoryFiles();
    if (files instanceof MemoryFiles)
      files.streams = { read: (limit) => this.readInput(limit), write: (fd, data) => this.write(fd, data) };
    this.files = files;
    this.attention = options.attention ?? new Int32Array(1);
    const typed = typeof options.input === 'string' ? [{ at: 0, text: options.input }] : (options.input ?? []);
    this.input = typed.map(({ at, text }) => ({ at, bytes: new TextEncoder().encode(text) }));
    this.randomness = new RandomSource(options.seed ?? 1);
    const delays = new RandomSource((options.seed ?? 1) ^ 0x5eed);
    this.network = options.network ? new MemoryNetwork(options.network, this, delays) : null;
  }

  /** Everything written to a descriptor so far. */
  output(fd = 1): string {
    return this.written.get(fd) ?? '';
  }

  /** Lets an event arrive at a moment of virtual time. */
  schedule(at: number, event: DoorEvent): void {
    const { script } = this;
    let place = script.length;
    while (place > 0 && script[place - 1].at > at) place--;
    script.splice(place, 0, { at, event });
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

  keepTicking(): void {}

  cpuTime(): number {
    return this.elapsed;
  }

  timeZone(): { offsetMinutes: number; name: string; isDst: boolean } {
    return { offsetMinutes: 0, name: 'UTC', isDst: false };
  }

  setPriority(): void {
    throw new HostError('ENOSYS', 38, 'setPriority');
  }

  random(count: number): Uint8Array {
    return this.randomness.bytes(count);
  }

  write(fd: number, data: Uint8Array): void {
    this.written.set(fd, (this.written.get(fd) ?? '') + this.decoder.decode(data));
  }

  readInput(limit: number): Uint8Array {
    const [first] = this.input;
    if (first === undefined) return new Uint8Array(0);
    this.elapsed = Math.max(this.elapsed, first.at);
    const chunk = first.bytes.subarray(0, limit);
    first.bytes = first.bytes.subarray(chunk.length);
    if (first.bytes.length === 0) this.input.shift();
    return chunk;
  }

  inputReady(): boolean {
    const [first] = this.input;
    if (first === undefined || first.at <= this.elapsed) return true;
    if (this.inputAwaited !== first.at) {
      this.inputAwaited = first.at;
      this.schedule(first.at, { kind: 'stdin' });
    }
    return false;
  }

  nudge(): void {
    this.nudged = true;
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
    if (this.nudged) {
      this.nudged = false;
      ready.push({ kind: 'nudge' });
    }
    if (ready.length > 0) return ready;
    const deadline = timeout === null ? Infinity : this.elapsed + timeout;
    for (let next = this.script[0]; next && next.at <= deadline; next = this.script[0]) {
      this.elapsed = next.at;
      const due = this.takeDue();
      if (due.length > 0) return due;
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
    if (this.network?.operate(id, operation, args)) return id;
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
    while (this.script.length > 0 && this.script[0].at <= this.elapsed) {
      const { event } = this.script.shift()!;
      if (event.kind === 'resource' && event.event === 'fault') due.push(...this.network!.strike(event.data as Fault));
      else if (!this.network?.holds(event)) due.push(event);
    }
    return due;
  }
}
