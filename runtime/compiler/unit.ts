/**
 * What the compiler knows of the code object it is making: CPython's compiler_unit.
 *
 * Owns: names, constants, frame blocks of one scope. Must not know: how statements are compiled.
 */
import type { AwaitKind } from '../bytecode/code';
import type { Expr, Positioned, Stmt } from '../syntax/ast';
import { ConstantTable } from './constantTable';
import type { InstructionBuffer } from './instructionBuffer';
import { NameScope, type Scope } from './scope';

export type UnitKind =
  'module' | 'class' | 'function' | 'async function' | 'lambda' | 'comprehension' | 'annotations' | 'type parameters';

/** A construct that `return`, `break` and `continue` have to unwind. */
export type FrameBlock =
  | { kind: 'while'; start: number; exit: number }
  | { kind: 'for'; start: number; exit: number }
  | { kind: 'except' }
  | { kind: 'finally try'; body: Stmt[] }
  | { kind: 'finally end' }
  | { kind: 'with' | 'async with'; where: Expr }
  | { kind: 'handler cleanup'; name: string | null }
  | { kind: 'except star handler' }
  | { kind: 'pop value' };

export interface PendingAwaitPoint {
  instruction: number;
  kind: AwaitKind;
  where: Positioned;
  /** What the text shows; null for a bare `yield`. */
  shown: Positioned | null;
}

/** Names in order of first use, numbered. */
export class NameTable {
  readonly names: string[] = [];
  private readonly index = new Map<string, number>();

  constructor(initial: readonly string[] = []) {
    for (const name of initial) this.add(name);
  }

  add(name: string): number {
    let index = this.index.get(name);
    if (index === undefined) {
      index = this.names.push(name) - 1;
      this.index.set(name, index);
    }
    return index;
  }

  find(name: string): number {
    return this.index.get(name) ?? -1;
  }
}

export class Unit {
  readonly consts = new ConstantTable();
  readonly names = new NameTable();
  readonly varnames: NameTable;
  readonly cellvars: NameTable;
  readonly freevars: NameTable;
  readonly blocks: FrameBlock[] = [];
  readonly awaits: PendingAwaitPoint[] = [];
  qualname = '';
  argcount = 0;
  posonlyargcount = 0;
  kwonlyargcount = 0;
  extraFlags = 0;
  /** Whether the current basic block ends with a return (CPython's b_return). */
  returned = false;
  /** Names that methods of this class assign to on their first parameter. */
  staticAttributes: Set<string> | null = null;

  constructor(
    readonly kind: UnitKind,
    readonly name: string,
    readonly scope: Scope,
    readonly parent: Unit | null,
    readonly privateName: string | null,
    readonly firstlineno: number,
    readonly buffer: InstructionBuffer,
  ) {
    this.varnames = new NameTable(scope.varnames);
    const cells: string[] = [];
    const free: string[] = [];
    for (const [symbol, flags] of scope.symbols) {
      const resolved = flags >> 12;
      if (resolved === NameScope.CELL) cells.push(symbol);
      else if (resolved === NameScope.FREE || flags & 64) free.push(symbol);
    }
    if (cells.length > 1) cells.sort(compareCodePoints);
    if (free.length > 1) free.sort(compareCodePoints);
    if (scope.needsClassClosure) cells.push('__class__');
    if (scope.needsClassDict) cells.push('__classdict__');
    if (kind === 'class' && scope.hasConditionalAnnotations) cells.push('__conditional_annotations__');
    this.cellvars = new NameTable(cells);
    this.freevars = new NameTable(free);
  }

  get hasFree(): boolean {
    return this.freevars.names.length > 0;
  }
}

function compareCodePoints(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
