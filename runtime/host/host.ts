/**
 * What the runtime may ask of the world.
 *
 * Owns: the interface that the real host (host/node) and the fake one (host/fake) both have.
 * Must not know: Node, the adapter, Python objects.
 */
import type { DoorEvent } from './door';
import type { HostFiles } from './hostFiles';
import type { HostOperations, OperationName } from './operations';

/** Who answers the debugger's commands. */
export interface CommandHandler {
  /** What it throws is answered as an error. */
  answer(command: string, args: unknown): unknown;
  /** All commands that had come are answered; the program may be stopped here. */
  settled(): void;
  /** The program is about to wait for something outside. */
  idle(): void;
}

export interface PlatformFacts {
  /** As in sys.platform. */
  platform: string;
  pid: number;
  ppid: number;
  uid: number;
  gid: number;
  hostname: string;
  release: string;
  machine: string;
  cpuCount: number;
  homedir: string;
  tmpdir: string;
  /** How another interpreter like this one is started; absent where it can't be. */
  executable?: string;
}

/** What a host says of the program's surroundings, the same throughout a run. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly facts: PlatformFacts;
  /** Descriptors 0, 1 and 2 are the process's own: a child may have them. */
  readonly ownsStandardStreams: boolean;
}

/** What is costly to make, kept from run to run: the same for the same `kind` and `from`, whoever made it. */
export interface HostCodeCache {
  /** null: not kept, or not whole. */
  get(kind: string, from: Uint8Array): Uint8Array | null;
  put(kind: string, from: Uint8Array, result: Uint8Array): void;
}

export interface Host extends Surroundings {
  /** The runtime puts its library's folder over it. */
  files: HostFiles;
  /** null: nothing is kept. */
  readonly codeCache: HostCodeCache | null;

  /** One word of `Attention` bits, polled by the VM (`attention[0]`). */
  readonly attention: Int32Array;

  /** Monotonic seconds. */
  now(): number;
  /**
   * One word that changes every few milliseconds while somebody wants it to (`keepTicking`), and is 0 otherwise: a look
   * at it costs less than one at the clock. Null where the clock is no real one.
   */
  readonly ticks: Int32Array | null;
  /** The ticks go on for a while, or begin soon. */
  keepTicking(): void;
  /** Nanoseconds since the epoch. */
  wallTimeNs(): bigint;
  /** Seconds of processor time used. */
  cpuTime(): number;
  /** Minutes east of Greenwich at a moment (seconds since the epoch), and the zone's short name. */
  timeZone(epochSeconds: number): { offsetMinutes: number; name: string; isDst: boolean };
  random(count: number): Uint8Array;
  /** The niceness of what runs the program, from -20 to 19. May fail with a HostError. */
  setPriority(value: number): void;

  /** Writes to standard output (1) or standard error (2); blocks while the outside is behind. */
  write(fd: number, data: Uint8Array): void;
  /**
   * Up to `limit` bytes of standard input: blocks until there is some; empty at its end, and null when a signal came
   * first (the caller lets the VM handle it and asks again).
   */
  readInput(limit: number): Uint8Array | null;
  /** `readInput` would not block; where it would, input is asked for and `wait` ends when there is some. */
  inputReady(): boolean;
  isTerminal(fd: number): boolean;
  terminalSize(): { columns: number; lines: number } | null;

  /**
   * Blocks until something arrives or `timeout` seconds have passed (null: for ever; 0: only looks).
   * Returns all that has arrived, which may be nothing. Debugger commands are answered meanwhile.
   */
  wait(timeout: number | null): DoorEvent[];
  /** Blocks for some seconds, keeping what arrives for the next `wait`; true if a signal cut it short. */
  sleep(seconds: number): boolean;
  /** Ends the process as the signal would; absent where the process isn't the program's alone. */
  dieBy?: (signal: number) => void;
  /** Takes the signals that have arrived, leaving everything else for `wait`; clears their attention bit. */
  takeSignals(): number[];

  /** Begins an operation outside; a `completion` event with the returned id ends it. */
  start<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): number;
  /** Ends the wait under way, or the next: what there is to do has changed from inside, by a debugger's command. */
  nudge(): void;
  /** Begins an operation whose end nobody waits for: no completion comes. */
  tell<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): void;
  /** While true, operations may be kept back until the next wait, to go out together. */
  gather(on: boolean): void;
  cancel(operation: number): void;

  /** Sends the debugger's client an event. */
  sendEvent(event: string, body: unknown): void;
  setCommandHandler(handler: CommandHandler | null): void;
  /** Answers the commands that have arrived (the VM calls it when the attention word says so). */
  serveCommands(): void;
  /** Blocks, answering commands, until `done()` is true: how the program stands still at a breakpoint. */
  serveCommandsUntil(done: () => boolean): void;
}
