/**
 * Frames: one activation of a code object, on the heap.
 *
 * Owns: the layout. At every call and suspension the whole state of a frame is (s, sp, pc). A Frame is also the Python
 * frame object (CPython 3.9's PyFrameObject).
 */
import type { Code } from '../bytecode/code';
import { Op } from '../bytecode/opcodes';
import { frameType } from '../objects/builtinTypes';
import type { PyDict } from '../objects/dict';
import type { PyBaseException } from '../objects/exceptionTypes';
import { PyFunction } from '../objects/function';
import { PyObject, type Value } from '../objects/object';
import { PyCell } from '../objects/values';
import type { ExecCode } from './execCode';
import type { PyGenerator } from './generator';
import type { FrameTrace } from './tracing/frameTrace';

/** What becomes of a frame's result: who resumed it and how it takes the value. */
export const enum How {
  /** The JavaScript caller of run(). */
  Entry,
  /** A call instruction of the frame below: push. */
  Call,
  /** A class call: the result must be None, the instance is pushed. */
  Init,
  /** FOR_ITER of the frame below, on a generator. */
  ForIter,
  /** YIELD_FROM of the frame below. */
  Delegate,
  /** YIELD_FROM of the frame below, on a coroutine that has no object yet (awaited.ts). */
  Await,
  /** A call of send() or next() by the frame below: push what is yielded; what is returned is StopIteration. */
  Send,
  /** YIELD_FROM of the frame below, for the next item of an async generator: nobody has an asend() object for it. */
  AsyncNext,
  /** A call of a context's run(): push, and leave the context, which is the frame's `instance`. */
  Context,
}

/** Where code that is no function's finds its globals; a function is one, too. */
export interface Environment {
  readonly globals: PyDict;
  readonly builtins: PyDict;
}

/** What few frames have: sys.settrace's settings and variables added through f_locals. */
class FrameExtras {
  trace: Value | undefined = undefined;
  traceLines = true;
  traceOpcodes = false;
  locals: PyDict | null = null;
  tracing: FrameTrace | null = null;
}

export class Frame extends PyObject {
  readonly x: ExecCode;
  /** Locals, cells, free cells, then the operand stack. */
  readonly s: (Value | undefined)[];
  /** Index in `s` after the top of the operand stack. Exact whenever another frame or native code runs. */
  sp: number;
  /** Index of the next instruction: `pc - 1` is the one running or suspended. */
  pc = 0;
  back: Frame | null = null;
  /** The function, or the namespaces of code that is none's. */
  env: Environment;
  /** Namespace of a module or class body; null in functions. */
  locals: Value | null = null;
  how: How = How.Entry;
  /** The generator or coroutine this frame belongs to. */
  gen: PyGenerator | null = null;
  /** The generator that this frame is suspended in YIELD_FROM on, resumed without passing through this frame. */
  delegate: PyGenerator | null = null;
  /** Suspended in YIELD_FROM on something else: run that instruction again when resumed. */
  resend = false;
  /** The instance under construction, for How.Init; the context, for How.Context. */
  instance: Value | undefined = undefined;
  /** What was being handled before this frame's first handler was entered; undefined: none was entered. */
  excBefore: PyBaseException | null | undefined = undefined;
  private extras: FrameExtras | null = null;

  constructor(x: ExecCode, env: Environment, slots: (Value | undefined)[] = newSlots(x)) {
    super(frameType);
    this.x = x;
    this.s = slots;
    this.sp = x.base;
    this.env = env;
  }

  /** The program gets to see it, and by it those below: they and their generators are not used again (ownedGenerators.ts). */
  show(): this {
    for (let f: Frame | null = this.back; f !== null; f = f.back) f.gen?.disown();
    this.gen?.disown();
    return this;
  }

  /** Nobody traces it, and nothing was added to its variables. */
  get isPlain(): boolean {
    return this.extras === null;
  }

  get code(): Code {
    return this.x.code;
  }

  get globals(): PyDict {
    return this.env.globals;
  }

  get builtins(): PyDict {
    return this.env.builtins;
  }

  /** The function whose call this is, or null. */
  get fn(): PyFunction | null {
    return this.env instanceof PyFunction ? this.env : null;
  }

  /** f_trace. */
  get trace(): Value | undefined {
    return this.extras?.trace;
  }
  set trace(v: Value | undefined) {
    (this.extras ??= new FrameExtras()).trace = v;
  }

  get traceLines(): boolean {
    return this.extras?.traceLines ?? true;
  }
  set traceLines(v: boolean) {
    (this.extras ??= new FrameExtras()).traceLines = v;
  }

  get traceOpcodes(): boolean {
    return this.extras?.traceOpcodes ?? false;
  }
  set traceOpcodes(v: boolean) {
    (this.extras ??= new FrameExtras()).traceOpcodes = v;
  }

  /** What the tracer remembers of it. */
  get tracing(): FrameTrace | null {
    return this.extras?.tracing ?? null;
  }
  set tracing(v: FrameTrace | null) {
    (this.extras ??= new FrameExtras()).tracing = v;
  }

  /** Variables added through f_locals that the code has no slot for. */
  get extraLocals(): PyDict | null {
    return this.extras?.locals ?? null;
  }
  set extraLocals(v: PyDict | null) {
    (this.extras ??= new FrameExtras()).locals = v;
  }

  /** Makes the cells, after the arguments are in place. */
  initCells(): void {
    const { s, x } = this;
    for (let i = 0; i < x.ncells; i++) s[x.nlocals + i] = new PyCell();
    for (const [cell, local] of x.cellArgs) {
      (s[cell] as PyCell).value = s[local];
      s[local] = undefined;
    }
    const closure = this.fn?.closure;
    if (closure) for (let i = 0; i < closure.length; i++) s[x.nlocals + x.ncells + i] = closure[i];
  }

  /** Byte offset of the current instruction (f_lasti); -1 before the first. */
  get lasti(): number {
    return (this.pc - 1) * 2;
  }

  /** Byte offset of the current instruction; negative before the first. */
  get offset(): number {
    return this.tracing !== null && this.tracing.returnFrom >= 0 ? this.tracing.returnFrom * 2 : (this.pc - 1) * 2;
  }

  /** Current line (f_lineno). A frame that only returns, for which no line is said, has one all the same. */
  get lineno(): number {
    const { code, offset } = this;
    const line = lineOf(code, offset);
    return line < 0 && (code.code[offset] === Op.RETURN_VALUE || code.code[offset + 2] === Op.RETURN_VALUE)
      ? this.shownLine
      : line;
  }

  /** As `lineno`; where the instruction belongs to no line, that of the nearest one before it. */
  get shownLine(): number {
    const { shownOffset } = this;
    return shownOffset < 0 ? this.code.firstlineno : this.code.lineAt(shownOffset);
  }

  /** As `offset`; where the instruction belongs to no line, that of the nearest one before it. */
  get shownOffset(): number {
    let { offset } = this;
    while (offset >= 0 && this.code.lineAt(offset) <= 0) offset -= 2;
    return offset;
  }
}

/** The line of the instruction at an `offset` of a frame. */
export function lineOf(code: Code, offset: number): number {
  return offset < 0 ? code.entryLine : code.lineAt(offset);
}

/** The slots of a new frame, all empty. */
export function newSlots(x: ExecCode): (Value | undefined)[] {
  return x.size <= MOST_LITERAL ? emptySlots(x.size, undefined) : x.template.slice();
}

const MOST_LITERAL = 9;

/**
 * An array of that many empty places. Literals of a variable are the fastest arrays to make and to write to: V8 shares
 * those of constants until the first write.
 */
function emptySlots(size: number, u: undefined): undefined[] {
  switch (size) {
    case 1:
      return [u];
    case 2:
      return [u, u];
    case 3:
      return [u, u, u];
    case 4:
      return [u, u, u, u];
    case 5:
      return [u, u, u, u, u];
    case 6:
      return [u, u, u, u, u, u];
    case 7:
      return [u, u, u, u, u, u, u];
    case 8:
      return [u, u, u, u, u, u, u, u];
    case 9:
      return [u, u, u, u, u, u, u, u, u];
    default:
      return [];
  }
}
