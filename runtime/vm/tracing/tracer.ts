/**
 * When events occur in traced code: before each instruction, and where exceptions and yields pass.
 *
 * Owns: the order of events and what is remembered between them. Must not know: who gets them.
 */
import { Op } from '../../bytecode/opcodes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isError, stopIteration } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { PyFunction } from '../../objects/function';
import { iterNext } from '../../objects/iteration';
import { typeLookup } from '../../objects/lookup';
import { typeOf, type Value } from '../../objects/object';
import { PyTuple } from '../../objects/values';
import { How, type Frame } from '../frame';
import { debugHooks } from '../probes';
import { calling, entering, nativeEnded } from './callEvents';
import { FrameTrace } from './frameTrace';
import { tracing } from './instrument';
import { Event, fire, monitored, quiet } from './monitoring';
import { callProfile, callTrace } from './traceFunctions';

/** A BREAKPOINT instruction is reached: the tracer's, the debugger's or both. Returns the word to run in its place. */
export function atBreakpoint(f: Frame, pc: number): number {
  const { x } = f;
  if (x.traced === null) return debugHooks.breakpoint(f, pc);
  if (quiet.depth === 0) {
    before(f, pc, x.traced[pc]);
    if (f.pc !== pc + 1) {
      // A trace function has set f_lineno.
      if (f.tracing !== null) f.tracing.returnFrom = -1;
      f.pc--;
      return Op.NOP;
    }
  }
  // Tracing may have ended just now.
  const word = (x.traced ?? x.ops)[pc];
  return (word & 0xff) === Op.BREAKPOINT ? debugHooks.breakpoint(f, pc) : word;
}

/** Everything that is to be told before an instruction runs. */
function before(f: Frame, pc: number, word: number): void {
  const op = word & 0xff;
  let t = f.tracing;
  if (t === null) {
    f.tracing = t = new FrameTrace();
    if (pc === 0) start(f);
    else {
      t.suspended = op === Op.YIELD_FROM || (f.x.traced![pc - 1] & 0xff) === Op.YIELD_VALUE;
      goOn(f, t, pc);
    }
  } else if (t.epoch !== tracing.epoch) goOn(f, t, pc);
  if (t.suspended) resume(f);
  if (t.returned !== undefined) stopIterated(f, t);
  if (t.nativeCall !== null) nativeEnded(f, t, Event.C_RETURN, 'c_return');
  if (t.branched) branch(f, t, pc);
  line(f, t, pc, op);
  if (f.pc !== pc + 1) return;
  if (op !== Op.EXTENDED_ARG) {
    if (monitored(f.code, Event.INSTRUCTION)) fire(Event.INSTRUCTION, f.code, pc, [pc * 2]);
    if (f.traceOpcodes) callTrace(f, 'opcode', None);
  }
  if (f.pc !== pc + 1) return;
  t.pc = pc;
  switch (op) {
    case Op.CALL_FUNCTION:
    case Op.CALL_FUNCTION_KW:
    case Op.CALL_FUNCTION_EX:
    case Op.CALL_METHOD:
      calling(f, t, pc, op, word >>> 8);
      break;
    case Op.SETUP_WITH:
    case Op.BEFORE_ASYNC_WITH:
      entering(f, t, pc, op === Op.SETUP_WITH ? '__enter__' : '__aenter__');
      break;
    case Op.RETURN_VALUE:
      returning(f, pc, f.s[f.sp - 1]!);
      break;
    case Op.JUMP_ABSOLUTE:
    case Op.JUMP_FORWARD:
      if (monitored(f.code, Event.JUMP))
        fire(Event.JUMP, f.code, pc, [pc * 2, (op === Op.JUMP_ABSOLUTE ? word >>> 9 : pc + 1 + (word >>> 9)) * 2]);
      break;
    case Op.POP_JUMP_IF_FALSE:
    case Op.POP_JUMP_IF_TRUE:
    case Op.JUMP_IF_FALSE_OR_POP:
    case Op.JUMP_IF_TRUE_OR_POP:
    case Op.JUMP_IF_NOT_EXC_MATCH:
    case Op.FOR_ITER:
      t.branched = true;
      break;
  }
}

/** The frame ran untraced: where it is, it has been before. */
function goOn(f: Frame, t: FrameTrace, pc: number): void {
  t.epoch = tracing.epoch;
  t.nativeCall = null;
  t.returned = undefined;
  t.branched = false;
  t.pc = pc - 1;
  t.line = f.code.lineAt(pc * 2);
}

function start(f: Frame): void {
  // Before its first instruction a frame stands at its definition's line.
  const { pc } = f;
  f.pc = 0;
  if (monitored(f.code, Event.PY_START)) fire(Event.PY_START, f.code, 0, [0]);
  callProfile(f, 'call', None);
  callTrace(f, 'call', None);
  f.pc = pc;
}

/** A generator goes on, and with it all that delegate to it: the outermost is told of first. */
function resume(f: Frame, event: number = Event.PY_RESUME): void {
  const chain: Frame[] = [f];
  if (!f.tracing!.passedBy)
    for (let g = f; g.how === How.Delegate && isSuspended(g.back!); g = g.back!) chain.push(g.back!);
  for (const g of chain.reverse()) {
    const t = (g.tracing ??= new FrameTrace());
    t.suspended = t.passedBy = false;
    t.epoch = tracing.epoch;
    t.line = g.code.lineAt((g.pc - 1) * 2);
    t.pc = g.pc - 2;
    if (monitored(g.code, event)) fire(event, g.code, g.pc - 1, [(g.pc - 1) * 2]);
    callProfile(g, 'call', None);
    callTrace(g, 'call', None);
  }
}

/** Is it suspended for those who trace? They may have begun since then. */
function isSuspended(f: Frame): boolean {
  const t = f.tracing;
  return f.x.traced !== null && (t === null || t.epoch !== tracing.epoch || t.suspended);
}

/** A frame yields, and with it all that delegate to it. */
export function yielding(f: Frame, v: Value): void {
  if (quiet.depth > 0) return;
  for (let g: Frame | null = f; g !== null; g = g.how === How.Delegate ? g.back : null) {
    if (g.x.traced === null || g.tracing?.passedBy) continue;
    const t = (g.tracing ??= new FrameTrace());
    t.suspended = true;
    const pc = g.pc - 1;
    if (monitored(g.code, Event.PY_YIELD)) fire(Event.PY_YIELD, g.code, pc, [pc * 2, v]);
    callProfile(g, 'return', v);
    callTrace(g, 'return', v);
  }
}

/** A generator that a frame delegates to or iterates over has ended without a StopIteration; tools are told of one. */
export function generatorReturned(f: Frame, v: Value): void {
  if (quiet.depth === 0 && f.tracing !== null) f.tracing.returned = v;
}

function stopIterated(f: Frame, t: FrameTrace): void {
  const exc = stopIteration(t.returned);
  t.returned = undefined;
  const { pc } = f;
  const isLoop = f.code.code[t.pc * 2] === Op.FOR_ITER;
  // FOR_ITER has jumped behind the loop; the frame still stands at its line. There it is a StopIteration like any other.
  f.pc = isLoop ? t.pc + 1 : pc - 1;
  tellStop(f, isLoop ? Event.RAISE : Event.STOP_ITERATION, exc);
  f.pc = pc;
}

function tellStop(f: Frame, event: number, exc: PyBaseException): void {
  const pc = f.pc - 1;
  if (monitored(f.code, event)) fire(event, f.code, pc, [pc * 2, exc]);
  callTrace(f, 'exception', new PyTuple([exc.cls, exc, exc.traceback ?? None]));
}

/** What a frame delegates to, which is no generator, has ended: CPython's SEND takes the StopIteration that it raised. */
export function sendEnded(f: Frame, receiver: Value, v: Value): void {
  const { am_send, isHeap } = typeOf(receiver);
  if (quiet.depth > 0 || f.x.traced === null || (am_send === null && !isHeap)) return;
  tellStop(f, Event.RAISE, stopIteration(v));
}

/** The next item for a loop, which tells of the StopIteration that a `__next__` in Python raises (CPython's FOR_ITER). */
export function tracedNext(f: Frame, it: Value): Value | undefined {
  const next = typeLookup(typeOf(it), '__next__');
  if (!(next instanceof PyFunction) || f.x.traced === null) return iterNext(it);
  try {
    return call(next, [it]);
  } catch (e) {
    if (!isError(e, Exc.StopIteration)) throw e;
    if (quiet.depth === 0) tellStop(f, Event.RAISE, e);
    return undefined;
  }
}

function returning(f: Frame, pc: number, v: Value): void {
  if (monitored(f.code, Event.PY_RETURN)) fire(Event.PY_RETURN, f.code, pc, [pc * 2, v]);
  callProfile(f, 'return', v);
  callTrace(f, 'return', v);
}

/**
 * A line begins where it differs from that of the instruction before; for trace functions, unlike for tools, also after
 * a jump backwards.
 */
function line(f: Frame, t: FrameTrace, pc: number, op: number): void {
  const now = f.code.lineAt(pc * 2);
  if (now <= 0 && leaves(f, pc, op)) t.returnFrom = t.linePc;
  if (t.returnFrom >= 0) return;
  const { line: last } = t;
  const backwards = pc <= t.pc && op !== Op.YIELD_FROM;
  if (now > 0) {
    t.line = now;
    t.linePc = pc;
  }
  if (now <= 0 || (now === last && !backwards)) return;
  if (now !== last && monitored(f.code, Event.LINE)) fire(Event.LINE, f.code, pc, [now]);
  if (f.traceLines) callTrace(f, 'line', None);
}

/**
 * Whether what comes only leaves the frame. When no line is said for it, the frame seems to leave from the line before:
 * in CPython since 3.10 each that jumps to such a block has a copy of it, with its own line.
 */
function leaves(f: Frame, pc: number, op: number): boolean {
  return op === Op.RETURN_VALUE || (op === Op.LOAD_CONST && f.code.code[pc * 2 + 2] === Op.RETURN_VALUE);
}

function branch(f: Frame, t: FrameTrace, pc: number): void {
  t.branched = false;
  const from = t.pc;
  const event = pc === from + 1 ? Event.BRANCH_LEFT : Event.BRANCH_RIGHT;
  if (monitored(f.code, event)) fire(event, f.code, from, [from * 2, pc * 2]);
  if (monitored(f.code, Event.BRANCH)) fire(Event.BRANCH, f.code, from, [from * 2, pc * 2]);
}

/** What callbacks raise takes the place of the exception that they are told of. */
function guarded(exc: PyBaseException, tell: () => void): PyBaseException {
  try {
    tell();
    return exc;
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    if (e.context === undefined && e !== exc) e.context = exc;
    return e;
  }
}

/** An exception is raised in a frame, or reaches it. */
export function raised(f: Frame, exc: PyBaseException, again: boolean): PyBaseException {
  if (quiet.depth > 0 || f.x.traced === null) return exc;
  const t = (f.tracing ??= new FrameTrace());
  t.branched = false;
  const pc = f.pc - 1;
  return guarded(exc, () => {
    if (t.suspended) resume(f, t.passedBy ? Event.PY_THROW : undefined);
    if (t.nativeCall !== null) nativeEnded(f, t, Event.C_RAISE, 'c_exception');
    if (again) raisedAgain(f, t, pc);
    const event = again ? Event.RERAISE : Event.RAISE;
    if (monitored(f.code, event)) fire(event, f.code, pc, [pc * 2, exc]);
    if (!again) callTrace(f, 'exception', new PyTuple([exc.cls, exc, exc.traceback ?? None]));
  });
}

/** What belongs to no line lies between: a line that goes on begins again. */
function raisedAgain(f: Frame, t: FrameTrace, pc: number): void {
  const { code } = f.code;
  if (code[pc * 2] !== Op.RERAISE) return;
  t.line = -1;
  for (let at = pc; at >= 0 && at > pc - LONGEST_EXIT; at--)
    if (code[at * 2] === Op.WITH_EXCEPT_START) {
      t.linePc = t.withs.get(at) ?? t.linePc;
      return;
    }
}

/** From WITH_EXCEPT_START to RERAISE: an `await` and a jump. */
const LONGEST_EXIT = 9;

/** A handler of the frame takes the exception. */
export function handled(f: Frame, exc: PyBaseException): PyBaseException {
  if (quiet.depth > 0 || f.x.traced === null) return exc;
  if (f.tracing !== null && f.code.code[f.pc * 2] === Op.WITH_EXCEPT_START) f.tracing.withs.set(f.pc, f.tracing.linePc);
  return guarded(exc, () => {
    if (monitored(f.code, Event.EXCEPTION_HANDLED)) fire(Event.EXCEPTION_HANDLED, f.code, f.pc, [f.pc * 2, exc]);
  });
}

/** The frame is left by an exception. */
export function unwound(f: Frame, exc: PyBaseException): PyBaseException {
  if (quiet.depth > 0 || f.x.traced === null) return exc;
  const pc = Math.max(0, f.pc - 1);
  if (f.tracing !== null && f.code.lineAt(pc * 2) <= 0) f.tracing.returnFrom = f.tracing.linePc;
  return guarded(exc, () => {
    if (monitored(f.code, Event.PY_UNWIND)) fire(Event.PY_UNWIND, f.code, pc, [pc * 2, exc]);
    callProfile(f, 'return', None);
    callTrace(f, 'return', None);
  });
}

/** An exception is thrown into a generator. */
export function thrown(f: Frame, exc: PyBaseException): PyBaseException {
  if (quiet.depth > 0 || f.x.traced === null) return exc;
  const t = (f.tracing ??= new FrameTrace());
  t.suspended = t.passedBy = false;
  for (let g = f; g.how === How.Delegate; g = g.back!) {
    const outer = (g.back!.tracing ??= new FrameTrace());
    outer.suspended = outer.passedBy = true;
  }
  t.pc = Math.max(0, f.pc - 1);
  t.line = f.lineno;
  return guarded(exc, () => {
    if (monitored(f.code, Event.PY_THROW)) fire(Event.PY_THROW, f.code, t.pc, [t.pc * 2, exc]);
    callProfile(f, 'call', None);
    callTrace(f, 'call', None);
  });
}
