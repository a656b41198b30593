/**
 * Frames: one activation of a code object, on the heap.
 *
 * Owns: the layout. At every call and suspension the whole state of a frame is (s, sp, pc). A Frame is also the Python
 * frame object (CPython 3.9's PyFrameObject).
 */
import type { Code } from '../bytecode/code';
import { frameType } from '../objects/builtinTypes';
import type { PyDict } from '../objects/dict';
import type { PyBaseException } from '../objects/exceptionTypes';
import type { PyFunction } from '../objects/function';
import { PyObject, type Value } from '../objects/object';
import { PyCell } from '../objects/values';
import { execOf, type ExecCode } from './execCode';
import type { PyGenerator } from './generator';

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
  /** A call whose result is dropped for a value that the frame below has ready (setters, __exit__). */
  Discard,
}

export class Frame extends PyObject {
  readonly code: Code;
  readonly x: ExecCode;
  /** Locals, cells, free cells, then the operand stack. */
  readonly s: (Value | undefined)[];
  /** Index in `s` after the top of the operand stack. Exact whenever another frame or native code runs. */
  sp: number;
  /** Index of the next instruction: `pc - 1` is the one running or suspended. */
  pc = 0;
  back: Frame | null = null;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  /** Namespace of a module or class body; null in functions. */
  locals: Value | null = null;
  how: How = How.Entry;
  /** The generator or coroutine this frame belongs to. */
  gen: PyGenerator | null = null;
  /** The generator that this frame is suspended in YIELD_FROM on, resumed without passing through this frame. */
  delegate: PyGenerator | null = null;
  /** Suspended in YIELD_FROM on something else: run that instruction again when resumed. */
  resend = false;
  /** The instance under construction, for How.Init. */
  instance: Value | undefined = undefined;
  /** What was being handled before this frame's first handler was entered; undefined: none was entered. */
  excBefore: PyBaseException | null | undefined = undefined;
  readonly fn: PyFunction | null;
  /** f_trace. */
  trace: Value | undefined = undefined;
  traceLines = true;
  traceOpcodes = false;
  /** The debugger's and sys.settrace's line, to tell a new line from a jump within one. */
  lastLine = -1;
  /** Variables added through f_locals that the code has no slot for. */
  extraLocals: PyDict | null = null;

  constructor(code: Code, globals: PyDict, builtins: PyDict, fn: PyFunction | null) {
    super(frameType);
    const x = execOf(code);
    this.code = code;
    this.x = x;
    this.s = new Array<Value | undefined>(x.size).fill(undefined);
    this.sp = x.base;
    this.globals = globals;
    this.builtins = builtins;
    this.fn = fn;
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

  /** Current line (f_lineno). */
  get lineno(): number {
    return this.pc === 0 ? this.code.firstlineno : this.code.lineAt((this.pc - 1) * 2);
  }
}

export function isFrame(v: unknown): v is Frame {
  return v instanceof Frame;
}
