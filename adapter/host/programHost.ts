/**
 * The outside of the door: starts the worker that runs the program and serves what it asks for.
 *
 * Owns: the worker, its port and shared words. Must not know: the Debug Adapter Protocol, Python.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type {
  OutsideEvent,
  DoorOptions,
  HostFailure,
  InwardMessage,
  OperationMessage,
  OutwardMessage,
  ProgramOptions,
  ReplayOptions,
} from '../../runtime/index';
import {
  Attention,
  BROKEN_INSTALLATION,
  libraryDamage,
  DoorWord,
  eventPacking,
  InlineUpTo,
  operationPacking,
  OptimizeAfter,
  OptimizeUpTo,
  packBytes,
  STARTED_DIFFERENTLY,
  unpackBytes,
} from '../../runtime/index';
import { cacheFolder } from './cacheFolder';
import { failureOf } from './failure';
import type { OperationTable } from './operationTable';
import { ResourceTable } from './resourceTable';
import { Ticker } from './ticker';

export interface ProgramHostOptions {
  program: ProgramOptions;
  cwd: string;
  env: Record<string, string>;
  clock: 'real' | 'virtual';
  memoryLimit: number | null;
  /** With a debug agent, the program waits for its command `run`. */
  debug: boolean;
  ownsStandardStreams: boolean;
  /** The run is to repeat a recorded one. */
  replay?: ReplayOptions;
}

export interface ProgramHostListener {
  output(fd: number, data: Uint8Array): void;
  inputWanted(): void;
  reply(id: number, body: unknown, error: { message: string; internal: boolean } | undefined): void;
  event(event: string, body: unknown): void;
  /** A negative exit code: ended as if by that signal. */
  ended(exitCode: number, note: string | null): void;
}

/** So many events go through the door at once at most: the program works on them while the next are read. */
const MOST_AT_ONCE = 32;

/** What workerMain.ts finds in its `workerData`. */
interface WorkerStart {
  port: MessageChannel['port2'];
  door: DoorOptions;
  program: ProgramOptions;
  debug: boolean;
  replay: ReplayOptions | null;
}

type OperationsMessage = Extract<OutwardMessage, { kind: 'operation' | 'operations' | 'cancelOperation' }>;

const neverAborted = new AbortController().signal;

/** Native code that calls back into Python re-enters the loop on this stack. */
const STACK_MEGABYTES = 64;
/** Frames and values die young; workerStart.ts makes V8 take this much at once. */
const YOUNG_MEGABYTES = 48;
/** So large the old generation grows before V8 first marks it: a program that has just begun keeps most of what it makes. */
const UNMARKED_MEGABYTES = 256;
const MEGABYTE = 1 << 20;
/** What the process takes besides the program's values. */
const OVERHEAD_MEGABYTES = 256;
const MEMORY_CHECK_MS = 200;
/** How often it is looked at how long the program has worked, and how many times at most. */
const LOOK_AGAIN_MS = 50;
const MOST_LOOKS = 40;

export class ProgramHost {
  private readonly worker: Worker;
  private readonly port: MessageChannel['port1'];
  private readonly words: Int32Array;
  private readonly ticker: Ticker;
  private readonly online: Promise<void>;
  private operationTable: OperationTable | null = null;
  private readonly table: Promise<OperationTable>;
  private readonly operations = new Map<number, AbortController>();
  private readonly resources = new ResourceTable(
    (resource, event, data) => this.bring({ kind: 'resource', resource, event, data }),
    (signal) => this.signal(signal),
  );
  /** What this turn of the event loop brought and is still to be sent. */
  private brought: OutsideEvent[] = [];
  private exitCode: number | null = null;
  private failure: string | null = null;
  private over = false;
  /** How much V8 puts into one function it has been told, or it need not hurry any more. */
  private inliningChosen = false;
  private killed = false;

  constructor(
    options: ProgramHostOptions,
    private readonly listener: ProgramHostListener,
  ) {
    const words = new SharedArrayBuffer(DoorWord.LENGTH * 4);
    this.words = new Int32Array(words);
    this.ticker = new Ticker(this.words);
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const start: WorkerStart = {
      port: port2,
      door: {
        words,
        argv: options.program.args,
        env: options.env,
        cwd: options.cwd,
        clock: options.clock,
        ownsStandardStreams: options.ownsStandardStreams,
        // With a schedule, a run is to be the same each time.
        seed: options.program.schedule === undefined ? null : 0,
        cacheFolder: cacheFolder(process.env, process.platform),
        keepCode: keepsCode(options),
      },
      program: options.program,
      debug: options.debug,
      replay: options.replay ?? null,
    };
    const { file, execArgv } = workerFile();
    const most =
      options.memoryLimit === null ? UNMARKED_MEGABYTES : Math.min(UNMARKED_MEGABYTES, options.memoryLimit >> 1);
    setFlagsFromString(`--initial-old-space-size=${most}`);
    this.worker = new Worker(file, {
      workerData: start,
      transferList: [port2],
      execArgv,
      // Standard output may be the protocol's; what the runtime itself prints is a bug's trace.
      stdout: true,
      stderr: true,
      env: {},
      resourceLimits: {
        stackSizeMb: STACK_MEGABYTES,
        maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
        ...(options.memoryLimit === null ? {} : { maxOldGenerationSizeMb: options.memoryLimit }),
      },
    });
    // Sockets and their like take their time to load, and the worker to start.
    this.table = import('./operationTable').then(({ operationTable }) => (this.operationTable = operationTable));
    // Node makes its own stream when it is first asked for.
    for (const stream of [this.worker.stdout, this.worker.stderr])
      stream.on('data', (data: Uint8Array) => process.stderr.write(data));
    this.port.on('message', (message: OutwardMessage) => this.receive(message));
    this.online = new Promise((resolve, reject) => {
      this.worker.once('online', resolve);
      this.worker.once('error', reject);
      // Ended before it ran; the listener is told.
      this.worker.once('exit', () => resolve());
    });
    // Nobody may be waiting yet when the worker fails; `error` below tells it.
    this.online.catch(() => undefined);
    this.optimizeSoon(process.cpuUsage());
    this.worker.on('error', (error) => (this.failure = describeDeath(error, options.memoryLimit)));
    this.worker.on('exit', (code) => this.finish(code));
    if (options.memoryLimit !== null) this.watchMemory(options.memoryLimit);
  }

  /** Resolves when the worker runs, or was ended before. */
  started(): Promise<void> {
    return this.online;
  }

  command(id: number, command: string, args: unknown): void {
    this.send({ kind: 'command', id, command, arguments: args }, Attention.COMMAND);
  }

  input(data: Uint8Array, eof: boolean): void {
    this.send({ kind: 'stdin', data, eof }, 0);
  }

  signal(signal: number): void {
    if (this.over) this.resources.abandon();
    else this.send({ kind: 'signal', signal }, Attention.SIGNAL);
  }

  /** The client has taken so much output: the program may go on writing. */
  outputTaken(bytes: number): void {
    Atomics.sub(this.words, DoorWord.OUTPUT_IN_FLIGHT, bytes);
    Atomics.notify(this.words, DoorWord.OUTPUT_IN_FLIGHT);
  }

  async kill(): Promise<void> {
    if (this.over) return;
    this.killed = true;
    await this.worker.terminate();
  }

  /** Events of one turn go through the door together, unless they are many. */
  private bring(event: OutsideEvent): void {
    const count = this.brought.push(event);
    if (count === 1) setImmediate(() => this.deliver());
    else if (count >= MOST_AT_ONCE) this.deliver();
  }

  private deliver(): void {
    const messages = this.brought;
    if (messages.length === 0) return;
    this.brought = [];
    if (messages.length === 1) this.send(messages[0], 0);
    else this.send({ kind: 'batch', messages, packed: packBytes(messages, eventPacking) }, 0);
  }

  /**
   * Ends the late optimising of the start when the process has worked for so long since, and some time later lets V8
   * optimise the interpreter's loop, too. On a busy machine that takes its time, and optimising would take what little
   * there is.
   */
  private optimizeSoon(start: NodeJS.CpuUsage, looks = 0): void {
    const { user, system } = process.cpuUsage(start);
    const worked = looks > MOST_LOOKS ? Infinity : (user + system) / 1000;
    // Flags are the process's: the worker, which may be busy, sees it too.
    if (worked >= OptimizeAfter.startMilliseconds) setFlagsFromString(`--interrupt-budget=${OptimizeAfter.RUNNING}`);
    if (worked >= OptimizeAfter.loopMilliseconds) {
      setFlagsFromString(`--max-optimized-bytecode-size=${OptimizeUpTo.LARGE}`);
      setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${InlineUpTo.LARGE}`);
      this.inliningChosen = true;
      // Not before: a program that is over by then would spend a part of its time on marking, for nothing.
      setFlagsFromString('--incremental-marking');
    } else setTimeout(() => this.optimizeSoon(start, looks + 1), LOOK_AGAIN_MS).unref();
  }

  /** V8 watches its own heap; the bytes of buffers lie outside of it. */
  private watchMemory(limit: number): void {
    const timer = setInterval(() => {
      if (this.over || process.memoryUsage.rss() < (limit + OVERHEAD_MEGABYTES) * MEGABYTE) return;
      clearInterval(timer);
      this.failure = outOfMemory(limit);
      void this.worker.terminate();
    }, MEMORY_CHECK_MS);
    timer.unref();
  }

  private send(message: InwardMessage, attention: number): void {
    this.port.postMessage(message);
    if (attention !== 0) Atomics.or(this.words, DoorWord.ATTENTION, attention);
    Atomics.add(this.words, DoorWord.SEQUENCE, 1);
    Atomics.notify(this.words, DoorWord.SEQUENCE);
  }

  private receive(message: OutwardMessage): void {
    switch (message.kind) {
      case 'output':
        this.listener.output(message.fd, message.data);
        return;
      case 'stdinWanted':
        this.listener.inputWanted();
        return;
      case 'reply':
        this.listener.reply(message.id, message.body, message.error);
        return;
      case 'event':
        this.listener.event(message.event, message.body);
        return;
      case 'operation':
      case 'operations':
      case 'cancelOperation':
        if (this.operationTable !== null) this.serve(message, this.operationTable);
        else void this.table.then((table) => this.serve(message, table));
        return;
      case 'tick':
        this.ticker.start();
        return;
      case 'exit':
        this.exitCode = message.code;
        return;
    }
  }

  private serve(message: OperationsMessage, table: OperationTable): void {
    switch (message.kind) {
      case 'operation':
        this.operate(message, table);
        return;
      case 'operations':
        unpackBytes(message.list, message.packed, operationPacking.holder, {
          message: (operation) => this.operate(operation, table),
          bytes: (resource, data, from, to) => this.resources.write(resource, data, from, to),
        });
        return;
      case 'cancelOperation':
        this.operations.get(message.id)?.abort();
        this.operations.delete(message.id);
    }
  }

  /** This thread is going to have much to do. */
  private inlineLess(): void {
    if (this.inliningChosen) return;
    this.inliningChosen = true;
    setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${InlineUpTo.SMALL}`);
  }

  private operate({ id, operation, arguments: args }: OperationMessage, table: OperationTable): void {
    if (id === 0) {
      try {
        const end: unknown = table[operation](args as never, this.resources, neverAborted);
        // What is over at once makes no promise.
        if (end instanceof Promise) end.catch(() => undefined);
      } catch {
        // A failure, where anybody cares, is an event of the resource.
      }
      return;
    }
    if (operation === 'stream.connect' || operation === 'stream.listen') this.inlineLess();
    const abort = new AbortController();
    this.operations.set(id, abort);
    const end = (outcome: { result?: unknown; failure?: HostFailure }): void => {
      if (this.operations.delete(id)) this.bring({ kind: 'completion', id, ...outcome });
    };
    attempt<unknown>(() => table[operation](args as never, this.resources, abort.signal)).then(
      (result) => end({ result }),
      (error: unknown) => end({ failure: failureOf(error as NodeJS.ErrnoException) }),
    );
  }

  private finish(workerCode: number): void {
    if (this.over) return;
    this.over = true;
    this.ticker.stop();
    // The worker's 'exit' may overtake its last messages (output, what it sent, the exit code).
    for (let last = receiveMessageOnPort(this.port); last; last = receiveMessageOnPort(this.port)) {
      this.receive(last.message as OutwardMessage);
    }
    for (const abort of this.operations.values()) abort.abort();
    this.operations.clear();
    const closed = this.resources.closeAll();
    this.port.close();
    const unexpected = this.exitCode === null && !this.killed;
    const note = this.failure ?? (unexpected ? `The Python runtime ended by itself (code ${workerCode})` : null);
    const end = (): void => this.listener.ended(this.exitCode ?? (this.killed ? 143 : 1), note);
    if (this.killed) end();
    else void closed.then(end);
  }
}

/** What Node throws at once about an argument must not end the session either. */
async function attempt<T>(start: () => Promise<T> | T): Promise<T> {
  return start();
}

/** As Python decides whether to write `.pyc` files. */
function keepsCode({ program, env }: ProgramHostOptions): boolean {
  const { dontWriteBytecode, ignoreEnvironment } = program.flags;
  return !dontWriteBytecode && (ignoreEnvironment || !env.PYTHONDONTWRITEBYTECODE);
}

function outOfMemory(memoryLimit: number | null): string {
  const limit = memoryLimit === null ? '' : ` (the limit is ${memoryLimit} MB)`;
  return `MemoryError: the program used up the memory it may use${limit} and was ended`;
}

function describeDeath(error: unknown, memoryLimit: number | null): string {
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return outOfMemory(memoryLimit);
  }
  if (code === BROKEN_INSTALLATION || code === STARTED_DIFFERENTLY) return message;
  return damagedLibrary() ?? `The Python runtime failed, which is a bug of Coroscope's: ${stack ?? message}`;
}

/** What to tell of the library's file, beside this bundle or in dist/; null where it is whole or can't be read. */
function damagedLibrary(): string | null {
  for (const place of ['./library.bin', '../../dist/library.bin']) {
    try {
      return libraryDamage(readFileSync(fileURLToPath(new URL(place, import.meta.url))));
    } catch {
      // Then it isn't there: the worker says that itself.
    }
  }
  return null;
}

/** The bundled worker beside this bundle, or its source when we run from source. */
function workerFile(): { file: string; execArgv: string[] } {
  const bundled = fileURLToPath(new URL('./worker.js', import.meta.url));
  if (existsSync(bundled)) return { file: bundled, execArgv: [] };
  const source = fileURLToPath(new URL('../../runtime/workerMain.ts', import.meta.url));
  return { file: source, execArgv: ['--import', 'tsx'] };
}
