/**
 * A code object: what the compiler makes of one scope and the VM runs.
 *
 * Owns: the data (CPython's PyCodeObject, with 3.9's instruction encoding and 3.11's tables beside it).
 * Must not know: Python objects, frames, how instructions are executed. Immutable after compilation but for `exec`.
 */
import type { Const } from './constant';

export const CodeFlag = {
  OPTIMIZED: 0x1,
  NEWLOCALS: 0x2,
  VARARGS: 0x4,
  VARKEYWORDS: 0x8,
  NESTED: 0x10,
  GENERATOR: 0x20,
  NOFREE: 0x40,
  COROUTINE: 0x80,
  ITERABLE_COROUTINE: 0x100,
  ASYNC_GENERATOR: 0x200,
  HAS_DOCSTRING: 0x4000000,
  METHOD: 0x8000000,
} as const;

/** One row of the exception table: an exception raised in [start, end) cuts the operand stack to `depth` and jumps. */
export interface ExceptionEntry {
  /** Byte offsets. */
  start: number;
  end: number;
  target: number;
  depth: number;
  /**
   * Where the outermost exception handler that this exception leaves (and that lies within the protected range) saved
   * the exception handled before it: a stack index, with old traceback, old value, old type from there; -1 when it
   * leaves none. The VM restores that one before it pushes the new handler's six values.
   */
  handler: number;
}

export type AwaitKind =
  'await' | 'async for' | 'async with enter' | 'async with exit' | 'async comprehension' | 'yield';

/** A place where a coroutine can be suspended. */
export interface AwaitPoint {
  /** Byte offset of the YIELD_FROM (or YIELD_VALUE) that suspends. */
  offset: number;
  kind: AwaitKind;
  /** Lines count from 1, columns from 0 in UTF-8 bytes, as in the AST. */
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
  /** The awaited expression's source text, on one line. */
  text: string;
}

/** What a code object is made of. All names are CPython's without their `co_`. */
export interface CodeInit {
  name: string;
  qualname: string;
  filename: string;
  firstlineno: number;
  flags: number;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  stacksize: number;
  varnames: string[];
  names: string[];
  cellvars: string[];
  freevars: string[];
  consts: Const[];
  /** 3.9 wordcode: opcode byte, operand byte, with EXTENDED_ARG. */
  code: Uint8Array;
  /** Four numbers for each instruction (index = offset / 2): lineno, end_lineno, col, end_col; -1 where there is none. */
  positions: Int32Array;
  exceptionTable: ExceptionEntry[];
  awaitPoints: AwaitPoint[];
  /**
   * Pairs (offset, line) where CPython 3.9's listing shows other lines than `positions`, which follow 3.14
   * (`with` exits, method calls over several lines); null when they agree.
   */
  listingLines: Int32Array | null;
}

export interface Code extends CodeInit {}

export class Code {
  /** What the VM derives from this code at its first run (decoded instructions, constants, caches); null until then. */
  exec: unknown = null;

  constructor(init: CodeInit) {
    Object.assign(this, init);
  }

  /** Where a frame stands before its first instruction: at the definition, and above line 1 of a module. */
  get entryLine(): number {
    return this.name === '<module>' && (this.flags & CodeFlag.NEWLOCALS) === 0 ? 0 : this.firstlineno;
  }

  /** The line of the instruction at a byte offset, or -1. */
  lineAt(offset: number): number {
    return this.positions[(offset >> 1) * 4];
  }
}
