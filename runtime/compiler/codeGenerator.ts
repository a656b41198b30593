/**
 * The state of one compilation and the primitives that all families of constructs use: emitting instructions, names,
 * constants, labels, scopes, errors.
 *
 * Owns: the stack of units. Must not know: any statement or expression; those are reached by the two visit methods,
 * so that the families need not import each other.
 */
import { assert } from '../base/internalError';
import { Code, type AwaitKind } from '../bytecode/code';
import type { Const } from '../bytecode/constant';
import { MakeFunction, Op } from '../bytecode/opcodes';
import type { Expr, Positioned, Stmt } from '../syntax/ast';
import type { PySyntaxError } from '../syntax/syntaxError';
import { assemble } from './assembler';
import type { CompileOptions, CompilerWarning } from './compileOptions';
import { NONE, strConst } from './constantTable';
import { InstructionBuffer } from './instructionBuffer';
import { mangle } from '../base/mangle';
import { NOWHERE } from './lineMarks';
import { maybeMangle } from './mangle';
import { NameScope, type Scope } from './scope';
import type { SourceText } from './sourceText';
import type { SymbolTable } from './symtable';
import { Unit, type FrameBlock, type PendingAwaitPoint, type UnitKind } from './unit';

export abstract class CodeGenerator {
  unit!: Unit;
  /** What the next instruction belongs to. */
  location!: Positioned;
  /** The line that CPython 3.9 would give the next instruction. */
  line = 0;
  /** Whether the line table has an entry for `line` already (3.9's u_lineno_set). */
  private lineSet = false;
  /** Above 0 nothing is emitted: dead code is only checked. */
  private silent = 0;
  private readonly buffers: InstructionBuffer[] = [];
  private depth = 0;
  private readonly saved: { location: Positioned; line: number; lineSet: boolean }[] = [];

  constructor(
    readonly text: SourceText,
    readonly symbols: SymbolTable,
    readonly options: CompileOptions,
  ) {}

  abstract visitExpr(e: Expr): void;
  abstract visitStmt(s: Stmt): void;

  visitExprs(list: Expr[]): void {
    for (let i = 0; i < list.length; i++) this.visitExpr(list[i]);
  }

  visitStmts(list: Stmt[]): void {
    for (let i = 0; i < list.length; i++) this.visitStmt(list[i]);
  }

  // --- positions ---

  /** Enters a statement: its line gets an entry of its own. */
  startStatement(s: Positioned): void {
    this.location = s;
    this.line = s.lineno;
    this.lineSet = false;
  }

  setLine(line: number): void {
    this.line = line;
    this.lineSet = false;
  }

  /** As setLine, but only when the line changes. */
  changeLine(line: number): void {
    if (line !== this.line) {
      this.line = line;
      this.lineSet = false;
    }
  }

  // --- instructions ---

  emit(op: number, arg = 0): void {
    if (this.silent > 0) return;
    const b = this.unit.buffer;
    const i = b.count;
    if (i === b.ops.length) b.grow();
    b.ops[i] = op;
    b.args[i] = arg;
    b.targets[i] = -1;
    b.lines[i] = this.line;
    b.lineStarts[i] = this.lineSet ? 0 : 1;
    b.locations[i] = this.location;
    b.count = i + 1;
    this.lineSet = true;
    if (op === Op.RETURN_VALUE) this.unit.returned = true;
  }

  /** Emits with another position than the construct's own. */
  emitAt(where: Positioned, op: number, arg = 0): void {
    const before = this.location;
    this.location = where;
    this.emit(op, arg);
    this.location = before;
  }

  /** Has the line of `where` reached, should no other instruction stand for it. */
  emitLine(where: Positioned): void {
    this.emitAt(where, Op.NOP);
  }

  /** Emits what no statement stands for; listings show it at the line before, as 3.9's do. */
  nowhere(emit: () => void): void {
    const before = this.location;
    this.location = NOWHERE;
    emit();
    this.location = before;
  }

  /** A jump that no statement stands for. */
  emitJumpNowhere(op: number, label: number): void {
    this.nowhere(() => this.emitJump(op, label));
  }

  emitJump(op: number, label: number): void {
    if (this.silent > 0) return;
    const b = this.unit.buffer;
    const i = b.count;
    this.emit(op);
    b.targets[i] = label;
    if (op === Op.SETUP_FINALLY || op === Op.SETUP_WITH || op === Op.SETUP_ASYNC_WITH) b.hasBlocks = true;
  }

  emitConst(value: Const): void {
    if (this.silent > 0) return;
    this.emit(Op.LOAD_CONST, this.unit.consts.add(value));
  }

  emitNone(): void {
    this.emitConst(NONE);
  }

  emitStr(value: string): void {
    this.emitConst(strConst(value));
  }

  /** An instruction whose operand is a name in co_names. */
  emitName(op: number, name: string): void {
    if (this.silent > 0) return;
    this.emit(op, this.unit.names.add(maybeMangle(this.unit.privateName, this.unit.scope, name)));
  }

  /** GET_AWAITABLE, LOAD_CONST None, YIELD_FROM; notes the await point. */
  emitAwait(kind: AwaitKind, where: Positioned, shown: Positioned | null): void {
    this.emit(Op.GET_AWAITABLE);
    this.emitNone();
    this.emit(Op.YIELD_FROM);
    this.noteAwait(kind, where, shown);
  }

  /** Notes that the instruction just emitted can suspend a coroutine. */
  noteAwait(kind: AwaitKind, where: Positioned, shown: Positioned | null): void {
    if (this.silent > 0) return;
    const point: PendingAwaitPoint = { instruction: this.unit.buffer.count - 1, kind, where, shown };
    this.unit.awaits.push(point);
  }

  newLabel(): number {
    return this.unit.buffer.newLabel();
  }

  /** A label here; begins a new basic block. */
  place(label: number): void {
    this.unit.buffer.placeLabel(label);
    this.unit.returned = false;
  }

  nextBlock(): void {
    this.unit.returned = false;
  }

  /** Compiles dead code for its errors only. */
  silently(visit: () => void): void {
    this.silent++;
    visit();
    this.silent--;
  }

  get emitting(): boolean {
    return this.silent === 0;
  }

  // --- frame blocks ---

  pushBlock(block: FrameBlock, where: Positioned = this.location): void {
    const { blocks, scope } = this.unit;
    let nesting = scope.generator || scope.coroutine ? 1 : 0;
    for (const { kind } of blocks) nesting += kind === 'handler cleanup' || kind === 'except star handler' ? 2 : 1;
    if (nesting >= MAX_BLOCKS) throw this.error('too many statically nested blocks', where);
    blocks.push(block);
  }

  popBlock(): void {
    this.unit.blocks.pop();
  }

  // --- names ---

  loadName(name: string): void {
    this.nameOp(name, 0);
  }

  storeName(name: string): void {
    this.nameOp(name, 1);
  }

  deleteName(name: string): void {
    this.nameOp(name, 2);
  }

  /** Dead code emits nothing, but its globals are in co_names, as in 3.9. */
  private nameOp(name: string, ctx: 0 | 1 | 2): void {
    const unit = this.unit;
    const scope = unit.scope;
    const mangled = maybeMangle(unit.privateName, scope, name);
    switch (scope.scopeOf(mangled)) {
      case NameScope.FREE:
      case NameScope.CELL:
        return this.derefOp(mangled, ctx);
      case NameScope.LOCAL:
        if (!scope.functionLike) break;
        if (this.silent === 0) this.emit(FAST[ctx], unit.varnames.add(mangled));
        return;
      case NameScope.GLOBAL_IMPLICIT:
        if (scope.functionLike) return this.globalOp(mangled, ctx, scope.canSeeClassScope);
        break;
      case NameScope.GLOBAL_EXPLICIT:
        return this.globalOp(mangled, ctx, false);
    }
    this.emit(NAME[ctx], unit.names.add(mangled));
  }

  private globalOp(mangled: string, ctx: 0 | 1 | 2, seesClass: boolean): void {
    const index = this.unit.names.add(mangled);
    if (ctx === 0 && seesClass) {
      this.emit(Op.LOAD_DEREF, this.cellIndex('__classdict__'));
      return this.emit(Op.LOAD_FROM_DICT_OR_GLOBALS, index);
    }
    this.emit(GLOBAL[ctx], index);
  }

  private derefOp(mangled: string, ctx: 0 | 1 | 2): void {
    const { scope, cellvars, freevars } = this.unit;
    // A class body's `__class__` may be an outer one though its methods see the class's own, which is a cell.
    const isOuter = scope.scopeOf(mangled) === NameScope.FREE && freevars.find(mangled) >= 0;
    const index = isOuter ? cellvars.names.length + freevars.find(mangled) : this.cellIndex(mangled);
    if (ctx === 0 && this.unit.kind === 'class') return this.emit(Op.LOAD_CLASSDEREF, index);
    if (ctx === 0 && this.unit.scope.canSeeClassScope && !CLASS_CELLS.has(mangled)) {
      this.emit(Op.LOAD_DEREF, this.cellIndex('__classdict__'));
      return this.emit(Op.LOAD_FROM_DICT_OR_DEREF, index);
    }
    this.emit(DEREF[ctx], index);
  }

  /** The operand that names a cell or free variable. */
  cellIndex(name: string): number {
    const cell = this.unit.cellvars.find(name);
    if (cell >= 0) return cell;
    const free = this.unit.freevars.find(name);
    assert(free >= 0, `no cell for ${name} in ${this.unit.name}`);
    return this.unit.cellvars.names.length + free;
  }

  // --- scopes ---

  scopeOf(key: object): Scope {
    const scope = this.symbols.scopes.get(key);
    assert(scope !== undefined, 'no scope for a node');
    return scope;
  }

  /** `privateName` is for the scope of a generic class's type parameters; others inherit theirs. */
  enterScope(
    kind: UnitKind,
    name: string,
    scope: Scope,
    where: Positioned,
    firstlineno: number,
    privateName?: string,
  ): void {
    const parent = (this.unit as Unit | undefined) ?? null;
    if (parent !== null) this.saved.push({ location: this.location, line: this.line, lineSet: this.lineSet });
    const buffer = (this.buffers[this.depth] ??= new InstructionBuffer());
    this.depth++;
    buffer.reset();
    const mangler = privateName ?? (kind === 'class' ? name : (parent?.privateName ?? null));
    this.unit = new Unit(kind, name, scope, parent, mangler, firstlineno, buffer);
    this.unit.qualname = parent === null ? name : qualifiedName(this.unit, parent);
    this.location = where;
    this.line = firstlineno;
    this.lineSet = false;
  }

  /** Ends the code of the current scope and goes back to the one around it. */
  exitScope(): Code {
    const unit = this.unit;
    if (!unit.returned) {
      this.location = NOWHERE;
      if (unit.kind !== 'lambda' || !unit.scope.generator) this.emitNone();
      this.emit(Op.RETURN_VALUE);
    }
    const code = this.silent > 0 ? NO_CODE : assemble(unit, this.text, this.options);
    this.depth--;
    if (unit.parent !== null) {
      this.unit = unit.parent;
      const saved = this.saved.pop()!;
      this.location = saved.location;
      this.line = saved.line;
      this.lineSet = saved.lineSet;
    }
    return code;
  }

  /** Loads the cells that `code` needs, the code and its name, and makes the function. */
  makeClosure(code: Code, flags: number, qualname: string = code.qualname): void {
    if (code.freevars.length > 0) {
      for (const name of code.freevars) this.emit(Op.LOAD_CLOSURE, this.closureIndex(name));
      flags |= MakeFunction.CLOSURE;
      this.emit(Op.BUILD_TUPLE, code.freevars.length);
    }
    this.emitConst({ type: 'code', code });
    this.emitStr(qualname);
    this.emit(Op.MAKE_FUNCTION, flags);
  }

  private closureIndex(name: string): number {
    if (this.silent > 0) return 0;
    const unit = this.unit;
    // In a class body a name may be both a local of the class and free in it (FREE_CLASS).
    if (unit.scope.scopeOf(name) === NameScope.CELL || unit.cellvars.find(name) >= 0) return this.cellIndex(name);
    const free = unit.freevars.find(name);
    assert(free >= 0, `no free variable ${name} in ${unit.name}`);
    return unit.cellvars.names.length + free;
  }

  // --- errors ---

  error(message: string, where: Positioned = this.location): PySyntaxError {
    return this.text.error(message, where);
  }

  warn(message: string, where: Positioned): void {
    const warning: CompilerWarning = { category: 'SyntaxWarning', message, ...positionOf(where) };
    this.options.warn?.(warning);
  }
}

/** Cells of a class body that the compiler made: no name of the class can hide them. */
const CLASS_CELLS = new Set(['__classdict__', '__conditional_annotations__']);

/** CO_MAXBLOCKS; an exception handler counts twice, and the whole of a generator once, as CPython nests them. */
const MAX_BLOCKS = 21;

/** Stands for the code of functions inside dead code. */
const NO_CODE = new Code({
  name: '',
  qualname: '',
  filename: '',
  firstlineno: 1,
  flags: 0,
  argcount: 0,
  posonlyargcount: 0,
  kwonlyargcount: 0,
  stacksize: 0,
  varnames: [],
  names: [],
  cellvars: [],
  freevars: [],
  consts: [],
  code: new Uint8Array(0),
  positions: new Int32Array(0),
  exceptionTable: [],
  awaitPoints: [],
  listingLines: null,
});

const FAST = [Op.LOAD_FAST, Op.STORE_FAST, Op.DELETE_FAST];
const NAME = [Op.LOAD_NAME, Op.STORE_NAME, Op.DELETE_NAME];
const GLOBAL = [Op.LOAD_GLOBAL, Op.STORE_GLOBAL, Op.DELETE_GLOBAL];
const DEREF = [Op.LOAD_DEREF, Op.STORE_DEREF, Op.DELETE_DEREF];

function positionOf(p: Positioned): Positioned {
  return {
    lineno: p.lineno,
    col_offset: p.col_offset,
    end_lineno: p.end_lineno,
    end_col_offset: p.end_col_offset,
  };
}

/** co_qualname as CPython 3.11 and later compute it. */
function qualifiedName(unit: Unit, directParent: Unit): string {
  let parent = directParent;
  // Scopes that the source doesn't show are not in names.
  if ((parent.kind === 'type parameters' || parent.kind === 'annotations') && parent.parent !== null)
    parent = parent.parent;
  // Comprehensions but generator expressions are inlined in 3.14, so they leave no trace in the names of what they hold.
  while (parent.kind === 'comprehension' && parent.name !== '<genexpr>' && parent.parent !== null) {
    if (unit.kind === 'comprehension') break;
    parent = parent.parent;
  }
  if (parent.parent === null) return unit.name;
  if (unit.kind === 'function' || unit.kind === 'async function' || unit.kind === 'class') {
    const mangled = mangle(parent.privateName, unit.name);
    if (parent.scope.scopeOf(mangled) === NameScope.GLOBAL_EXPLICIT) return unit.name;
  }
  const local = parent.kind === 'function' || parent.kind === 'async function' || parent.kind === 'lambda';
  return local ? `${parent.qualname}.<locals>.${unit.name}` : `${parent.qualname}.${unit.name}`;
}
