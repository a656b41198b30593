/**
 * The one door between the program and everything outside it: the messages that pass and the shared words.
 *
 * Owns: the shape of what crosses. Must not know: who stands on either side (a worker's port, a test's fake).
 */
import type { HostOperations, OperationName } from './operations';
import type { Packable, PackedBytes, Packing } from './packing';

/** Indexes into the shared Int32Array that both sides see. */
export const DoorWord = {
  /** Incremented by the outside after each message; the inside waits on it. */
  SEQUENCE: 0,
  /** Bits of `Attention`; the VM polls it at backward jumps and at calls. */
  ATTENTION: 1,
  /** Bytes of output on their way out; the inside stops writing while there are too many. */
  OUTPUT_IN_FLIGHT: 2,
  /** `Host.ticks`: counted up by the outside. */
  TICKS: 3,
  /** Set by the inside as long as it wants ticks; the outside takes it back each time and ends after a while without. */
  TICKS_WANTED: 4,
  LENGTH: 5,
} as const;

/** What a non-zero attention word asks for. */
export const Attention = {
  /** The debugger wants the program to stop at the next instruction. */
  PAUSE: 1,
  /** A debugger command waits at the door. */
  COMMAND: 2,
  /** A signal waits at the door. */
  SIGNAL: 4,
  /** The time slice is over: the VM may switch threads. Set by the inside itself. */
  TIME_SLICE: 8,
  /** A step into calls is under way: the debugger wants to see every frame that is entered. Set by the inside itself. */
  STEP: 16,
  /** The program traces itself (sys.settrace and the like). Set by the inside itself. */
  TRACE: 32,
} as const;

/**
 * How many bytes of its code a function runs before V8 optimises it: while a program starts, and from when its first
 * code is hot, or after a while. V8's own choice is 67,584; much of what our programs run is over in less. The
 * interpreter's loop is left alone for longer.
 */
export const OptimizeAfter = {
  STARTING: 1_000_000,
  RUNNING: 20_000,
  startMilliseconds: 500,
  loopMilliseconds: 1500,
} as const;

/**
 * The largest function that V8 optimises, in bytes of its code. LARGE is V8's own limit. The interpreter's loop is larger
 * than SMALL: optimising it takes as long as all of a small program's compiled code, which waits for it.
 */
export const OptimizeUpTo = { SMALL: 9_000, LARGE: 61_440 } as const;

/**
 * How many bytes of the code of others V8 puts into a function that it optimises. LARGE is V8's own limit. The thread
 * outside that serves a program's sockets takes the core on which V8 compiles: until the program is warm, less is to be
 * compiled then.
 */
export const InlineUpTo = { SMALL: 150, LARGE: 920 } as const;

export interface HostFailure {
  /** The name in <errno.h>, such as ENOENT; or a resolver's code, such as EAI_NONAME. */
  code: string;
  errno: number;
  message: string;
}

/** What comes in. */
export type InwardMessage =
  | { kind: 'stdin'; data: Uint8Array; eof: boolean }
  | { kind: 'signal'; signal: number }
  /** A debugger command; `id` is echoed in its reply. */
  | { kind: 'command'; id: number; command: string; arguments: unknown }
  /** The end of an operation that `Host.start` began. */
  | { kind: 'completion'; id: number; result?: unknown; failure?: HostFailure }
  /** Something happened to an open resource (a socket got data, a child ended); `event` says what. */
  | { kind: 'resource'; resource: number; event: string; data?: unknown }
  /** Several of these, in order: what one turn of the outside brought. A number: that resource's event 'data'. */
  | { kind: 'batch'; messages: Packable<OutsideEvent>[]; packed: PackedBytes | undefined };

/** What comes from outside for the program. */
export type OutsideEvent = Exclude<InwardMessage, { kind: 'command' | 'batch' }>;

/** What the program's side gets from `Host.wait`; commands never reach it, the debugger's handler takes them. */
export type DoorEvent =
  | Exclude<OutsideEvent, { kind: 'stdin' }>
  /** Standard input has come: `Host.readInput` gives it. */
  | { kind: 'stdin' }
  /** A debugger's command has changed what there is to do: whoever waits is to look again. */
  | { kind: 'nudge' };

export interface OperationMessage {
  kind: 'operation';
  /** 0: nobody waits for its end, and none is told. */
  id: number;
  operation: OperationName;
  arguments: HostOperations[OperationName]['arguments'];
}

/** What goes out. */
export type OutwardMessage =
  | { kind: 'output'; fd: number; data: Uint8Array }
  /** The program waits for standard input. */
  | { kind: 'stdinWanted' }
  | { kind: 'reply'; id: number; body?: unknown; error?: { message: string; internal: boolean } }
  /** An event of the debugger's (stopped, tasks changed). */
  | { kind: 'event'; event: string; body: unknown }
  | OperationMessage
  /** `packed`: what their arguments hold as `data`. A number: a `stream.write` to that resource. */
  | { kind: 'operations'; list: Packable<OperationMessage>[]; packed: PackedBytes | undefined }
  | { kind: 'cancelOperation'; id: number }
  /** Ticks are wanted: see `DoorWord.TICKS_WANTED`. */
  | { kind: 'tick' }
  /** The program has ended; nothing follows. */
  | { kind: 'exit'; code: number };

/** What the outside tells the inside when it starts it. */
export interface DoorOptions {
  words: SharedArrayBuffer;
  argv: string[];
  env: Record<string, string>;
  cwd: string;
  clock: 'real' | 'virtual';
  /** True where descriptors 0, 1 and 2 are the process's own; false where a debug adapter carries them. */
  ownsStandardStreams: boolean;
  /** A seed makes `random` repeatable; null takes the system's randomness. */
  seed: number | null;
  /** Where what is costly to make is kept from run to run; null: nowhere. */
  cacheFolder: string | null;
  /** Whether compiled code of the user's files is kept there, too. */
  keepCode: boolean;
}

/** What comes in and what goes out in one message. */
export const eventPacking: Packing<OutsideEvent> = {
  holder: (event) => event,
  stream: (event) => (event.kind === 'resource' && event.event === 'data' ? event.resource : -1),
};
export const operationPacking: Packing<OperationMessage> = {
  holder: ({ arguments: args }) => args,
  stream: ({ id, operation, arguments: args }) =>
    id === 0 && operation === 'stream.write' ? (args as HostOperations['stream.write']['arguments']).resource : -1,
};
