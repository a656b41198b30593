/**
 * A code object made ready to run: decoded instructions, constants as values, inline caches.
 *
 * Owns: what the loop reads. Made at a code object's first run and kept in its `exec`. The debugger patches `ops`.
 */
import { CodeFlag, type Code, type ExceptionEntry } from '../bytecode/code';
import type { Const } from '../bytecode/constant';
import { Op } from '../bytecode/opcodes';
import { None, Ellipsis } from '../objects/builtinTypes';
import { pyCodeOf } from '../objects/function';
import type { Value } from '../objects/object';
import type { AwaitShortcut } from './awaitShortcut';
import type { Frame } from './frame';
import { debugHooks } from './probes';
import { fuse } from './fuse';
import { returnsNoneOnly, type Start } from './jit/analysis';
import type { CompileSource } from './jit/compile';
import type { Compiled, Frameless } from './jit/exits';
import { newFrozenset, PyBytes, PyComplex, PyFloat, PySlice, PyTuple } from '../objects/values';

/**
 * How often a code object is entered or resumed, or jumps back, before it is compiled. asyncio has many functions that run
 * up to four times for each of a hundred connections or tasks: compiling one costs as much as some hundred calls of it.
 */
const ENTRIES = { library: 1000, asyncio: 450, own: 60 };
const JUMPS = { library: 1940, asyncio: 250, own: 250 };
/** Entered so often by the interpreter after the first hot code, frames are much interpreted. */
const MUCH = 20_000;

/** Compiled code has some fifty bytes an instruction; more instructions may make more than OptimizeUpTo.SMALL. */
const LARGE = 150;

/** asyncio's functions with more instructions have most of them for what is rare: compiling takes so much longer. */
const MORE_RUNS = 4;

/** Where a frame begins. */
const begin: Start = { at: 0, depth: 0 };

/** So many times the library's code has to become hot while something is imported: a whole program may run meanwhile. */
const PUT_OFF = 5;

/** A call from frameless code counts like so many. */
const WANTED = 15;

/** After leaving so often more than once in `BALANCE` calls, frameless code rests ... */
const PATIENCE = 30;
/** Leaving costs about what the frame would have cost that was spared before. */
const BALANCE = 4;
/** ... for so many calls: first for few, since what it called may just not have been compiled; then for more and more. */
const REST = { first: 60, factor: 4, longest: 4000 };

/** The program's own code is compiled early. What the library runs while it is imported mostly is not hot. */
export type CodeKind = keyof typeof ENTRIES;

export class ExecCode {
  readonly code: Code;
  /** One word an instruction, at offset / 2: opcode in the low byte, operand (EXTENDED_ARG folded in) above it. */
  readonly ops: Int32Array;
  /** What `ops` would be without the tracer, which hides every instruction while this isn't null. */
  traced: Int32Array | null = null;
  /** The words that fusing replaced. */
  private plain: Map<number, number>;
  /** The second tier's function; null while there is none. */
  jit: Compiled | null = null;
  /** The same for calls that need no frame, of a function; null while there is none. */
  frameless: Frameless | null = null;
  /** The same for `await` on a call, of a coroutine function. */
  framelessAwait: Frameless | null = null;
  /** What awaiting a call of it takes for known; null while somebody looks into it, and for all but a few functions. */
  awaitShortcut: AwaitShortcut | null = null;
  private unpatchedShortcut: AwaitShortcut | null = null;
  private triedFrameless = false;
  private noneOnly: boolean | null = null;
  /** How often frameless code has left since it was last trusted, times `BALANCE`, less the calls by code with a frame. */
  departures = 0;
  /** Frameless code that is not used for so many calls, since it has left too often. */
  resting: Frameless | null = null;
  rest = 0;
  private nextRest = REST.first;
  /** How often it was entered or jumped back; negative: do not compile. */
  hot = 0;
  private jumped = false;
  /** Somebody looks into it: a breakpoint, a step or a trace. */
  isWatched = false;
  /** Compiled code was made of it. */
  private isWritten = false;
  /** How often compiling it was put off. */
  private putOff = 0;
  private readonly kind: CodeKind;
  /** At how many entries or jumps it is hot. */
  readonly hotEntries: number;
  readonly hotJumps: number;
  /** Calling it makes a generator, coroutine or async generator. */
  readonly isGenerator: boolean;
  readonly isCoroutine: boolean;
  readonly consts: Value[];
  readonly names: readonly string[];
  /** Inline caches, by instruction; the kind of entry depends on the opcode. */
  readonly caches: unknown[];
  /** Number of fast locals; cells of cellvars and then freevars follow them, then the operand stack begins. */
  readonly nlocals: number;
  readonly ncells: number;
  readonly base: number;
  readonly size: number;
  /** A new frame's slots, all empty: copying it is the fastest way to make them. */
  readonly template: (Value | undefined)[];
  readonly handlers: ExceptionEntry[];
  /** Frames of generators that have ended, to be used again: the topmost, each linked to the next by `back`. */
  spare: Frame | null = null;
  spares = 0;
  /** Where a frame of it made a coroutine last, as generator.ts notes it; null where nobody wanted to know. */
  lastOrigin: readonly unknown[] | null = null;
  /** For each cell variable that is a parameter: its cell's index and the local's. */
  readonly cellArgs: readonly [cell: number, local: number][];

  constructor(code: Code) {
    this.code = code;
    this.kind = secondTier.kindOf(code);
    const runs = this.kind === 'asyncio' && code.code.length > 2 * LARGE ? MORE_RUNS : 1;
    this.hotEntries = ENTRIES[this.kind] * runs;
    this.hotJumps = JUMPS[this.kind] * runs;
    this.ops = decodeOps(code.code);
    this.plain = fuse(this.ops);
    this.isGenerator = (code.flags & (CodeFlag.GENERATOR | CodeFlag.COROUTINE | CodeFlag.ASYNC_GENERATOR)) !== 0;
    this.isCoroutine = (code.flags & CodeFlag.COROUTINE) !== 0;
    this.consts = code.consts.map(toValue);
    this.names = code.names;
    this.caches = new Array<unknown>(this.ops.length).fill(undefined);
    this.nlocals = code.varnames.length;
    this.ncells = code.cellvars.length;
    this.base = this.nlocals + this.ncells + code.freevars.length;
    this.size = this.base + code.stacksize;
    // Made by push(), so that V8 knows that there are no holes.
    this.template = [];
    for (let i = 0; i < this.size; i++) this.template.push(undefined);
    this.handlers = code.exceptionTable;
    const nargs = code.argcount + code.kwonlyargcount + ((code.flags >> 2) & 1) + ((code.flags >> 3) & 1);
    const cellArgs: [number, number][] = [];
    code.cellvars.forEach((name, i) => {
      const local = code.varnames.indexOf(name);
      if (local >= 0 && local < nargs) cellArgs.push([this.nlocals + i, local]);
    });
    this.cellArgs = cellArgs;
  }

  /** Whatever it returns is None. */
  get returnsNone(): boolean {
    return (this.noneOnly ??= returnsNoneOnly(decodeOps(this.code.code), this.code.consts));
  }

  /** The instruction that a fused one at a place replaces. */
  fusedFrom(pc: number): number | undefined {
    return this.plain.get(pc);
  }

  /** Puts the plain instructions back and gives up compiled code: to be called before any word is patched. */
  unfuse(): void {
    for (const [i, w] of this.plain) this.ops[i] = w;
    this.plain.clear();
    this.jit = this.frameless = this.framelessAwait = this.resting = this.awaitShortcut = null;
    this.triedFrameless = false;
    this.rest = 0;
    this.hot = -1;
    this.isWatched = true;
  }

  /** The words that the debugger may patch. */
  get patchable(): Int32Array {
    return this.traced ?? this.ops;
  }

  /** No word is patched any more: it may be fused and compiled again. */
  refuse(): void {
    if (this.traced !== null) return;
    this.isWatched = false;
    if (this.plain.size === 0) this.plain = fuse(this.ops);
    this.awaitShortcut = this.unpatchedShortcut;
    this.hot = this.jumped ? -1 : 0;
  }

  /** The debugger makes a frame go on elsewhere: what compiled code takes for set may not be. It is not compiled any more. */
  noteJump(): void {
    this.jumped = true;
  }

  shortenAwait(by: AwaitShortcut): void {
    this.unpatchedShortcut = by;
    if (this.traced === null && this.hot >= 0) this.awaitShortcut = by;
  }

  /** Takes a function in the place of compiled code. */
  standIn(run: Compiled): void {
    if (this.traced !== null || this.hot < 0) return;
    this.jit = run;
    this.hot = -1;
  }

  /** The end of it: the code is run, and compiled when it is hot. */
  standDown(run: Compiled): void {
    if (this.jit !== run) return;
    this.jit = null;
    this.hot = 0;
  }

  /**
   * Compiles to JavaScript, if it can be; either way it is not tried again. What can run without frames is compiled so
   * first, and with frames when it is still entered often or `loops`. A frame stands at `from`.
   */
  compile(loops: boolean, from = begin): void {
    this.hot = -1;
    if (!secondTier.enabled) return;
    if (this.kind === 'library' && secondTier.imports > 0 && ++this.putOff < PUT_OFF) {
      this.hot = 0;
      return;
    }
    if (this.kind !== 'library' && secondTier.begins !== null) {
      secondTier.begins();
      secondTier.begins = null;
      interpreting.left = MUCH;
    }
    secondTier.writes?.(true);
    try {
      // What is no function is run once, as far as one can tell: it is written from where it stands.
      const isRest =
        !this.isWritten && (this.code.flags & CodeFlag.OPTIMIZED) === 0 && !this.isGenerator && from.at > 0;
      const source = this.source(isRest ? from : begin, isRest ? (from.ns ?? null) : null);
      if (!this.triedFrameless) {
        this.triedFrameless = true;
        this.setFrameless(secondTier.compileFrameless(source, this, this.consts, this.caches));
        if (this.frameless !== null && !loops) {
          this.hot = 0;
          return;
        }
      }
      const make = secondTier.compile(source);
      if (make === null) return;
      // Its compiled code may be larger than V8 optimises as long as it leaves the interpreter's loop alone.
      if (this.kind === 'own' && source.words.length > LARGE) secondTier.interprets?.();
      this.jit = make(this, this.consts, this.names, this.caches);
      this.isWritten = true;
      // It may be run again.
      if (isRest) this.hot = 0;
    } finally {
      secondTier.writes?.(false);
    }
  }

  private source(from: Start, ns: Value | null): CompileSource {
    const { code } = this;
    const nargs = code.argcount + code.kwonlyargcount + ((code.flags >> 2) & 1) + ((code.flags >> 3) & 1);
    const words = decodeOps(code.code);
    // A parameter that is in a cell is no local.
    const inCells = this.cellArgs.length > 0;
    return { code, words, base: this.base, nlocals: this.nlocals, nargs: inCells ? 0 : nargs, from, ns };
  }

  private setFrameless(run: Frameless | null): void {
    if (this.isCoroutine) this.framelessAwait = run;
    else this.frameless = run;
  }

  /** Frameless code has left: that costs more than it spares if it happens often. */
  noteDeparture(): void {
    this.departures += BALANCE;
    if (this.departures <= PATIENCE * BALANCE) return;
    this.departures = 0;
    this.rest = this.nextRest;
    this.nextRest = Math.min(this.nextRest * REST.factor, REST.longest);
    this.resting = this.frameless ?? this.framelessAwait ?? this.resting;
    this.frameless = this.framelessAwait = null;
  }

  /** Frameless code calls this code, which has none: what is called from hot code becomes hot sooner. */
  wantFrameless(): Frameless | null {
    if (this.hot < 0 || this.triedFrameless || this.isGenerator) return null;
    this.hot += WANTED;
    if (this.hot > this.hotEntries) this.compile(false);
    return this.frameless;
  }

  /** Called with a frame while the frameless code rests. */
  noteCall(): void {
    if (this.rest > 0 && --this.rest === 0) {
      this.setFrameless(this.resting);
      this.resting = null;
    }
  }
}

/** Counts down, from the first hot code on, how often the interpreter enters a frame. */
export const interpreting = { left: 0 };

/** The second tier: set by loop.ts, since compiled code needs what is above this file. */
export const secondTier = {
  enabled: true,
  kindOf: (_code: Code): CodeKind => 'library',
  /** Imports under way: what the library does then is soon over, and compiling takes longer. */
  imports: 0,
  /** Told once, when the first code object of this kind is hot. */
  begins: null as (() => void) | null,
  /** Told before code is written and after that. */
  writes: null as ((now: boolean) => void) | null,
  /** Told when much is interpreted after that. */
  interprets: null as (() => void) | null,
  compile: (
    _source: CompileSource,
  ): ((x: unknown, consts: unknown, names: unknown, caches: readonly unknown[]) => Compiled) | null => null,
  compileFrameless: (
    _source: CompileSource,
    _x: unknown,
    _consts: unknown,
    _caches: readonly unknown[],
  ): Frameless | null => null,
};

/** The executable form of a code object. */
export function execOf(code: Code): ExecCode {
  if (code.exec !== null) return code.exec as ExecCode;
  const exec = new ExecCode(code);
  code.exec = exec;
  if (debugHooks.prepared !== null) debugHooks.prepared(exec);
  return exec;
}

function decodeOps(bytes: Uint8Array): Int32Array {
  const ops = new Int32Array(bytes.length >> 1);
  let high = 0;
  for (let i = 0; i < ops.length; i++) {
    const op = bytes[2 * i];
    const arg = (high << 8) | bytes[2 * i + 1];
    ops[i] = (arg << 8) | op;
    high = op === Op.EXTENDED_ARG ? arg : 0;
  }
  return ops;
}

function toValue(c: Const): Value {
  switch (c.type) {
    case 'None':
      return None;
    case 'Ellipsis':
      return Ellipsis;
    case 'bool':
    case 'int':
    case 'str':
      return c.value;
    case 'float':
      return new PyFloat(c.value);
    case 'complex':
      return new PyComplex(c.real ?? 0, c.imag);
    case 'bytes':
      return new PyBytes(c.value);
    case 'tuple':
      return new PyTuple(c.items.map(toValue));
    case 'frozenset':
      return newFrozenset(c.items.map(toValue));
    case 'slice':
      return new PySlice(toValue(c.items[0]), toValue(c.items[1]), toValue(c.items[2]));
    case 'code':
      return pyCodeOf(c.code);
  }
}
