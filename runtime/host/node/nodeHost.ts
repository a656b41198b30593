/**
 * The real host, on the worker's side: waiting on shared memory, reading the message port synchronously.
 *
 * Owns: the queue of what has arrived. Must not know: Python, the debugger (a handler is given to it), the adapter.
 */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import type { MessagePort } from 'node:worker_threads';
import { receiveMessageOnPort } from 'node:worker_threads';
import { InternalError } from '../../base/internalError';
import type { DoorEvent, DoorOptions, InwardMessage, OperationMessage, OutsideEvent, OutwardMessage } from '../door';
import { Attention, DoorWord, eventPacking, operationPacking } from '../door';
import type { CommandHandler, Host, HostCodeCache, PlatformFacts } from '../host';
import { HostError, type HostFiles } from '../hostFiles';
import type { HostOperations, OperationName } from '../operations';
import { packBytes, unpackBytes } from '../packing';
import { RandomSource } from '../randomSource';
import type { Clock } from './clock';
import { RealClock, VirtualClock } from './clock';
import { openCodeCache } from './codeCache';
import { call, NodeFiles } from './nodeFiles';
import { platformFacts, timeZone } from './platform';

/** Past this many bytes of output that the outside hasn't taken yet, `write` waits. */
const OUTPUT_LIMIT = 1 << 20;

/** So many operations are kept back at most: the outside works on them while the program goes on. */
const GATHER_LIMIT = 32;

/** With it come Node's sockets and streams, which few programs need here. */
const loadTty = () => createRequire(import.meta.url)('node:tty') as typeof import('node:tty');

function isDevice(fd: number): boolean {
  try {
    return fs.fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
}

type Command = Extract<InwardMessage, { kind: 'command' }>;

export class NodeHost implements Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly facts: PlatformFacts;
  readonly files: HostFiles;
  readonly codeCache: HostCodeCache | null;
  readonly attention: Int32Array;
  readonly ticks: Int32Array | null;
  readonly ownsStandardStreams: boolean;
  readonly dieBy?: (signal: number) => void;

  private readonly words: Int32Array;
  private readonly clock: Clock;
  private readonly randomness: RandomSource | null;
  /** What has arrived and nobody has taken yet, by who takes it. */
  private events: DoorEvent[] = [];
  private signals: number[] = [];
  private commands: Command[] = [];
  private input: Uint8Array[] = [];
  private inputEnded = false;
  private inputAsked = false;
  private commandHandler: CommandHandler | null = null;
  private nextOperation = 1;
  private readonly operations = new Set<number>();
  private gathering = false;
  private gathered: OperationMessage[] = [];

  constructor(
    private readonly port: MessagePort,
    private readonly options: DoorOptions,
  ) {
    this.words = new Int32Array(options.words);
    this.attention = this.words.subarray(DoorWord.ATTENTION, DoorWord.ATTENTION + 1);
    this.argv = options.argv;
    this.env = options.env;
    this.facts = platformFacts(options.cacheFolder);
    this.codeCache = options.keepCode ? openCodeCache(options.cacheFolder) : null;
    this.clock = options.clock === 'virtual' ? new VirtualClock() : new RealClock();
    this.ticks = this.clock.virtual ? null : this.words.subarray(DoorWord.TICKS, DoorWord.TICKS + 1);
    this.randomness = options.seed === null ? null : new RandomSource(options.seed);
    this.ownsStandardStreams = options.ownsStandardStreams;
    if (options.ownsStandardStreams)
      this.dieBy = (signal) => {
        // Node hears the one and ignores the other: the program ends first, then the main thread ends the process.
        if (signal === constants.signals.SIGINT || signal === constants.signals.SIGPIPE) return;
        process.kill(process.pid, signal);
        // It comes when the main thread's turn is over, if not before.
        for (let i = 0; i < 50; i++) Atomics.wait(this.words, DoorWord.SEQUENCE, this.words[DoorWord.SEQUENCE], 10);
      };
    this.files = new NodeFiles(options.cwd, {
      read: (limit) => this.readInput(limit),
      write: (fd, data) => this.write(fd, data),
    });
  }

  now(): number {
    return this.clock.now();
  }

  keepTicking(): void {
    this.words[DoorWord.TICKS_WANTED] = 1;
    if (this.words[DoorWord.TICKS] === 0) this.post({ kind: 'tick' });
  }

  wallTimeNs(): bigint {
    return this.clock.wallTimeNs();
  }

  cpuTime(): number {
    if (this.clock.virtual) return this.clock.now();
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }

  timeZone(epochSeconds: number): { offsetMinutes: number; name: string; isDst: boolean } {
    return timeZone(epochSeconds);
  }

  setPriority(value: number): void {
    try {
      // 0 is the calling thread, which is the program's.
      setPriority(0, value);
    } catch (e) {
      const { code, errno } = (e as { info?: { code: string; errno: number } }).info ?? {};
      if (code === undefined || errno === undefined) throw e;
      throw new HostError(code, Math.abs(errno), code);
    }
  }

  random(count: number): Uint8Array {
    return this.randomness?.bytes(count) ?? randomBytes(count);
  }

  write(fd: number, data: Uint8Array): void {
    if (this.options.ownsStandardStreams) {
      call(() => writeFully(fd, data));
      return;
    }
    if (data.length === 0) return;
    Atomics.add(this.words, DoorWord.OUTPUT_IN_FLIGHT, data.length);
    this.post({ kind: 'output', fd, data: data.slice() });
    for (;;) {
      const inFlight = Atomics.load(this.words, DoorWord.OUTPUT_IN_FLIGHT);
      if (inFlight <= OUTPUT_LIMIT) return;
      Atomics.wait(this.words, DoorWord.OUTPUT_IN_FLIGHT, inFlight);
    }
  }

  readInput(limit: number): Uint8Array | null {
    for (;;) {
      const chunk = this.input[0];
      if (chunk) {
        if (chunk.length <= limit) {
          this.input.shift();
          return chunk;
        }
        this.input[0] = chunk.subarray(limit);
        return chunk.subarray(0, limit);
      }
      if (this.inputEnded) return new Uint8Array(0);
      this.askForInput();
      this.commandHandler?.idle();
      this.receive(null);
      this.answer();
      if (this.signals.length > 0) return null;
    }
  }

  inputReady(): boolean {
    this.receive(0);
    if (this.input.length > 0 || this.inputEnded) return true;
    this.askForInput();
    return false;
  }

  private askForInput(): void {
    if (this.inputAsked) return;
    this.inputAsked = true;
    this.post({ kind: 'stdinWanted' });
  }

  isTerminal(fd: number): boolean {
    return this.options.ownsStandardStreams && isDevice(fd) && loadTty().isatty(fd);
  }

  terminalSize(): { columns: number; lines: number } | null {
    if (!this.isTerminal(1)) return null;
    const [columns, lines] = new (loadTty().WriteStream)(1).getWindowSize();
    return { columns, lines };
  }

  wait(timeout: number | null): DoorEvent[] {
    const deadline = timeout === null ? null : this.now() + timeout;
    for (;;) {
      this.receive(0);
      this.answer();
      if (this.events.length > 0 || this.signals.length > 0) break;
      const remaining = deadline === null ? null : deadline - this.now();
      if (remaining !== null && remaining <= 0) break;
      this.waitOrJump(remaining);
    }
    const { events } = this;
    this.events = [];
    // The array as it was filled: one made of two parts has another layout in V8 when it is empty.
    if (this.signals.length === 0) return events;
    return [...this.takeSignals().map((signal): DoorEvent => ({ kind: 'signal', signal })), ...events];
  }

  sleep(seconds: number): boolean {
    const deadline = this.now() + seconds;
    for (;;) {
      this.receive(0);
      this.answer();
      if (this.signals.length > 0) return true;
      const remaining = deadline - this.now();
      if (remaining <= 0) return false;
      this.waitOrJump(remaining);
    }
  }

  takeSignals(): number[] {
    const signals = this.signals;
    Atomics.and(this.words, DoorWord.ATTENTION, ~Attention.SIGNAL);
    this.receive(0);
    this.signals = [];
    return signals;
  }

  start<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): number {
    const id = this.nextOperation++;
    this.operations.add(id);
    this.operate({ kind: 'operation', id, operation, arguments: args });
    return id;
  }

  tell<K extends OperationName>(operation: K, args: HostOperations[K]['arguments']): void {
    this.operate({ kind: 'operation', id: 0, operation, arguments: args });
  }

  nudge(): void {
    this.events.push({ kind: 'nudge' });
  }

  gather(on: boolean): void {
    this.gathering = on;
    if (!on) this.flush();
  }

  private operate(message: OperationMessage): void {
    this.gathered.push(message);
    if (!this.gathering || this.gathered.length >= GATHER_LIMIT) this.flush();
  }

  private flush(): void {
    const list = this.gathered;
    if (list.length === 0) return;
    this.gathered = [];
    if (list.length === 1) this.port.postMessage(list[0]);
    else this.post({ kind: 'operations', list, packed: packBytes(list, operationPacking) });
  }

  cancel(operation: number): void {
    if (this.operations.delete(operation)) this.post({ kind: 'cancelOperation', id: operation });
  }

  sendEvent(event: string, body: unknown): void {
    this.post({ kind: 'event', event, body });
  }

  setCommandHandler(handler: CommandHandler | null): void {
    this.commandHandler = handler;
  }

  serveCommands(): void {
    Atomics.and(this.words, DoorWord.ATTENTION, ~Attention.COMMAND);
    this.receive(0);
    this.answer();
  }

  serveCommandsUntil(done: () => boolean): void {
    for (;;) {
      Atomics.and(this.words, DoorWord.ATTENTION, ~Attention.COMMAND);
      this.receive(0);
      this.answerAll();
      if (done()) return;
      this.receive(null);
    }
  }

  /** Tells the outside that the program has ended. */
  exit(code: number): void {
    this.post({ kind: 'exit', code });
  }

  private post(message: OutwardMessage): void {
    this.flush();
    this.port.postMessage(message);
  }

  private waitOrJump(seconds: number | null): void {
    if (this.clock.virtual && seconds !== null && this.operations.size === 0 && !this.inputAsked) {
      this.clock.advance(seconds);
      return;
    }
    this.commandHandler?.idle();
    this.receive(seconds);
  }

  /** Sorts all messages that have come; where there is none, waits up to `seconds` for one (null: for ever). */
  private receive(seconds: number | null): void {
    this.flush();
    const sequence = Atomics.load(this.words, DoorWord.SEQUENCE);
    if (this.drain() || seconds === 0) return;
    Atomics.wait(
      this.words,
      DoorWord.SEQUENCE,
      sequence,
      seconds === null ? Infinity : Math.min(seconds * 1000, 2 ** 30),
    );
    this.drain();
  }

  private drain(): boolean {
    let any = false;
    for (;;) {
      const received = receiveMessageOnPort(this.port);
      if (!received) return any;
      any = true;
      this.sort(received.message as InwardMessage);
    }
  }

  private readonly unpacked = {
    message: (message: OutsideEvent): void => this.sort(message),
    bytes: (resource: number, data: Uint8Array, from: number, to: number): void =>
      void this.events.push({ kind: 'resource', resource, event: 'data', data: data.slice(from, to) }),
  };

  private sort(message: InwardMessage): void {
    switch (message.kind) {
      case 'command':
        this.commands.push(message);
        return;
      case 'signal':
        this.signals.push(message.signal);
        return;
      case 'stdin':
        if (message.data.length > 0) this.input.push(message.data);
        if (message.eof) this.inputEnded = true;
        this.inputAsked = false;
        this.events.push({ kind: 'stdin' });
        return;
      case 'completion':
        if (this.operations.delete(message.id)) this.events.push(message);
        return;
      case 'resource':
        this.events.push(message);
        return;
      case 'batch':
        unpackBytes(message.messages, message.packed, eventPacking.holder, this.unpacked);
        return;
    }
  }

  /** Answers the debugger where the program waits, or polls the attention word. */
  private answer(): void {
    if (this.commands.length === 0) return;
    this.answerAll();
    this.commandHandler?.settled();
  }

  private answerAll(): void {
    for (;;) {
      const command = this.commands.shift();
      if (!command) return;
      try {
        if (!this.commandHandler) throw new InternalError('no debugger is attached');
        this.post({
          kind: 'reply',
          id: command.id,
          body: this.commandHandler.answer(command.command, command.arguments),
        });
      } catch (error) {
        this.post({ kind: 'reply', id: command.id, error: describeFailure(error) });
      }
    }
  }
}

/** What the user may read is an Error with a `showUser` mark; anything else is a bug of ours. */
function describeFailure(error: unknown): { message: string; internal: boolean } {
  if (error instanceof Error) {
    const internal = !(error as { showUser?: boolean }).showUser;
    return { message: internal ? (error.stack ?? error.message) : error.message, internal };
  }
  return { message: String(error), internal: true };
}

function writeFully(fd: number, data: Uint8Array): void {
  let written = 0;
  while (written < data.length) {
    try {
      written += fs.writeSync(fd, data, written);
    } catch (error) {
      // A pipe that Node has made non-blocking is full: wait for its reader.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
