/**
 * Compiled code that runs compiled code: calls, coroutines and generators on the JavaScript stack.
 *
 * Owns: entering a frame from compiled code and taking its result, without passing through the driver. Before each such
 * entry the caller's state is complete in its own frame, so when the callee leaves in any other way than by its result
 * (a breakpoint, an await that suspends, cold code), everybody returns undefined down to the driver, which goes on with
 * the current frame; the callers are then resumed one by one where they stand.
 */
import { functionType, None } from '../../objects/builtinTypes';
import { stopIteration } from '../../objects/errors';
import type { PyFunction } from '../../objects/function';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { allocate } from '../../objects/typeObject';
import { canGoOn, nextEnded } from '../asyncGenerator';
import { callResult, noteFresh, prepareCall, prepareMethodCall } from '../calls';
import { setContext } from '../exceptions';
import type { ExecCode } from '../execCode';
import { Frame, How, newSlots } from '../frame';
import { checkResumable, finishUnstarted, GenState, isDirect, makeGenerator, type PyGenerator } from '../generator';
import { canResume, isNext, isSend } from '../sendCalls';
import { sendInto, sendResult } from '../sending';
import {
  chainOf,
  endGenerator,
  enterGenerator,
  nextYields,
  noteLinked,
  outcome,
  recursionExceeded,
  resultOf,
  returnFrom,
  suspend,
} from '../switching';
import { attention, ts } from '../thread';
import { tracing } from '../tracing/instrument';
import { delegateReturned, yielding } from '../tracing/tracer';
import { probes } from '../probes';
import { Exit, leaving } from './exits';
import { initOf } from './frameless/constructing';
import { joinTo } from './frameless/leaving';

/** How many compiled functions may stand on each other on the JavaScript stack; beyond, the driver takes over. */
const DEEPEST = 200;

/** Where the callee stands on the operand stack, for a call that needs its operands there. */
export const enum Callee {
  /** CALL_FUNCTION: the callee, then the arguments. */
  Function = 0,
  /** CALL_METHOD on a method found by LOAD_METHOD: the function, then the object as first argument. */
  Method = 1,
  /** CALL_METHOD on any attribute: an empty place, then as a function. */
  Attribute = 2,
}

/** The code to run for a call of a plain function with `count` arguments, or null where the call needs more thought. */
function directCode(callee: Value | undefined, count: number): ExecCode | null {
  if (typeof callee !== 'object' || callee.cls !== functionType) return null;
  const { code, simple } = callee as PyFunction;
  return simple && code.argcount === count ? (code.exec as ExecCode | null) : null;
}

/**
 * How many frameless functions may stand on each other from here, this one not counted; negative: none can be entered.
 * While somebody waits for the VM's attention, none is.
 */
function roomHere(): number {
  if (attention.word[0] !== 0 || tracing.on) return -1;
  const stack = DEEPEST - ts.nested;
  const depth = sysState.recursionLimit - ts.depth;
  return (stack < depth ? stack : depth) - 1;
}

/** Leaves to the driver. */
function leave(exit: Exit): undefined {
  leaving.exit = exit;
  return undefined;
}

/** The caller was patched meanwhile: it goes on in the interpreter, with the result on its stack. */
function patched(f: Frame, v: Value): undefined {
  f.s[f.sp++] = v;
  return leave(Exit.Interpret);
}

/** Runs a frame that a call instruction of `f` made; its result or undefined. */
function enter(f: Frame, g: Frame): Value | undefined {
  const { jit } = g.x;
  if (jit === null || ts.nested >= DEEPEST || attention.word[0] !== 0 || tracing.on) {
    leaving.frame = g;
    return leave(Exit.Call);
  }
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    throw recursionExceeded();
  }
  g.back = f;
  ts.frame = g;
  ts.nested++;
  const v = jit(g);
  if (v === undefined) return undefined;
  ts.nested--;
  ts.depth--;
  ts.frame = f;
  g.back = null;
  const result = g.how === How.Call ? v : resultOf(g, v);
  return f.x.jit === null ? patched(f, result) : result;
}

/** A new frame for a plain call: what the arguments do not fill is empty. */
function begin(f: Frame, g: Frame): Value | undefined {
  const { x } = g;
  if (x.rest > 0) x.noteCall();
  if (x.base !== x.nlocals) g.initCells();
  if (x.isGenerator) {
    const gen = makeGenerator(g, g.env as PyFunction);
    noteFresh(gen);
    return gen;
  }
  g.how = How.Call;
  return enter(f, g);
}

export function call0(f: Frame, kind: Callee, callee: Value): Value | undefined {
  const x = directCode(callee, 0);
  if (x === null) return callOther(f, kind, callee, 0);
  const { frameless } = x;
  if (frameless !== null) {
    const room = roomHere();
    if (room >= 0) {
      if (x.departures > 0) x.departures--;
      return frameless(callee as PyFunction, room) ?? joinTo(f, How.Call);
    }
  }
  return begin(f, new Frame(x, callee as PyFunction, newSlots(x)));
}

export function call1(f: Frame, kind: Callee, callee: Value, a: Value): Value | undefined {
  const x = directCode(callee, 1);
  if (x === null) return callOther(f, kind, callee, 1, a);
  const { frameless } = x;
  if (frameless !== null) {
    const room = roomHere();
    if (room >= 0) {
      if (x.departures > 0) x.departures--;
      return frameless(callee as PyFunction, room, a) ?? joinTo(f, How.Call);
    }
  }
  const s = newSlots(x);
  s[0] = a;
  return begin(f, new Frame(x, callee as PyFunction, s));
}

export function call2(f: Frame, kind: Callee, callee: Value, a: Value, b: Value): Value | undefined {
  const x = directCode(callee, 2);
  if (x === null) return callOther(f, kind, callee, 2, a, b);
  const { frameless } = x;
  if (frameless !== null) {
    const room = roomHere();
    if (room >= 0) {
      if (x.departures > 0) x.departures--;
      return frameless(callee as PyFunction, room, a, b) ?? joinTo(f, How.Call);
    }
  }
  const s = newSlots(x);
  s[0] = a;
  s[1] = b;
  return begin(f, new Frame(x, callee as PyFunction, s));
}

export function call3(f: Frame, kind: Callee, callee: Value, a: Value, b: Value, c: Value): Value | undefined {
  const x = directCode(callee, 3);
  if (x === null) return callOther(f, kind, callee, 3, a, b, c);
  const { frameless } = x;
  if (frameless !== null) {
    const room = roomHere();
    if (room >= 0) {
      if (x.departures > 0) x.departures--;
      return frameless(callee as PyFunction, room, a, b, c) ?? joinTo(f, How.Call);
    }
  }
  const s = newSlots(x);
  s[0] = a;
  s[1] = b;
  s[2] = c;
  return begin(f, new Frame(x, callee as PyFunction, s));
}

/** A call of anything but a plain function: puts the operands on the stack, where native code finds them. */
function callOther(
  f: Frame,
  kind: Callee,
  callee: Value,
  count: number,
  a?: Value,
  b?: Value,
  c?: Value,
): Value | undefined {
  const { s } = f;
  let at = f.sp;
  if (kind === Callee.Attribute) s[at++] = undefined;
  s[at++] = callee;
  if (count > 0) s[at] = a;
  if (count > 1) s[at + 1] = b;
  if (count > 2) s[at + 2] = c;
  return callSpilled(f, kind, at, count);
}

/** A call whose operands stand on the frame's stack: the arguments at `start`. */
export function callSpilled(f: Frame, kind: Callee, start: number, count: number): Value | undefined {
  const { s } = f;
  const callee = s[start - 1]!;
  const bottom = start - (kind === Callee.Attribute ? 2 : 1);
  if (kind === Callee.Method && count === 2 && isSend(callee, s[start]!, 1)) {
    const gen = s[start] as PyGenerator;
    const v = s[start + 1]!;
    if (canResume(gen, v)) {
      f.sp = bottom;
      return send(f, gen, v);
    }
  } else if (kind === Callee.Function && count === 1 && isNext(callee, s[start]!)) {
    const gen = s[start] as PyGenerator;
    if (canResume(gen, None)) {
      f.sp = bottom;
      return send(f, gen, None);
    }
  }
  const x = kind === Callee.Function && count <= MOST_WITHOUT_FRAME ? framelessOf(callee, count) : null;
  if (x !== null) {
    f.sp = bottom;
    return callFrameless(f, x, callee, start, count);
  }
  f.sp = start + count;
  const g =
    kind === Callee.Method
      ? prepareMethodCall(callee, s, start, count, null)
      : prepareCall(callee, s, start, count, null);
  f.sp = bottom;
  return finishCall(f, g);
}

/** Calls with at most so many operands on the stack are made without a frame. */
const MOST_WITHOUT_FRAME = 6;

/** What the call of a function or class runs without a frame: the function, or the class's `__init__`; else null. */
function framelessOf(callee: Value, count: number): PyFunction | null {
  let fn: PyFunction | null;
  if (typeof callee === 'object' && callee.cls === functionType) {
    fn = callee as PyFunction;
    if (!fn.simple || fn.code.argcount !== count) return null;
  } else fn = initOf(callee, count);
  const x = fn?.code.exec as ExecCode | null | undefined;
  return x?.frameless && roomHere() >= 0 ? fn : null;
}

function callFrameless(f: Frame, fn: PyFunction, callee: Value, start: number, count: number): Value | undefined {
  const { frameless } = fn.code.exec as ExecCode;
  const room = roomHere();
  const { s } = f;
  // What is beyond the parameters is not looked at.
  const at = (i: number): Value => (i < count ? s[start + i]! : None);
  if (fn === callee) return frameless!(fn, room, at(0), at(1), at(2), at(3), at(4), at(5)) ?? joinTo(f, How.Call);
  const instance = allocate(callee as PyType);
  const v = frameless!(fn, room, instance, at(0), at(1), at(2), at(3), at(4), at(5));
  return v === undefined ? joinTo(f, How.Init, instance) : instance;
}

/** CALL_FUNCTION_KW: the arguments at `start`, the last of them named. */
export function callNamed(f: Frame, start: number, count: number, names: readonly string[]): Value | undefined {
  const g = prepareCall(f.s[start - 1]!, f.s, start, count, names);
  f.sp = start - 1;
  return finishCall(f, g);
}

/** LOAD_ATTR found a property: its getter is called like any function. */
export function callGetter(f: Frame, getter: PyFunction): Value | undefined {
  const g = prepareCall(getter, f.s, f.sp - 1, 1, null);
  f.sp--;
  return finishCall(f, g);
}

/** After prepareCall and the like: enters the frame, or takes the result. */
export function finishCall(f: Frame, g: Frame | null): Value | undefined {
  if (g !== null) return enter(f, g);
  const v = callResult.value!;
  callResult.value = undefined;
  return f.x.jit === null ? patched(f, v) : v;
}

/** YIELD_FROM on the receiver at the top of the frame's stack: the receiver's result. */
export function delegate(f: Frame, receiver: Value, v: Value): Value | undefined {
  if (isDirect(receiver)) {
    if (receiver.phase === GenState.Created && v === None) return start(f, receiver);
    if (checkResumable(receiver, v)) return None;
    f.delegate = receiver;
    leaving.gen = receiver;
    leaving.value = v;
    return leave(Exit.Delegate);
  }
  const r = sendInto(receiver, v);
  if (r === undefined) {
    if (f.x.jit !== null) return sendResult.value;
    f.sp--;
    return patched(f, sendResult.value);
  }
  f.resend = true;
  leaving.value = r;
  return leave(Exit.Yield);
}

/** YIELD_FROM on a generator or coroutine that has not begun. */
function start(f: Frame, gen: PyGenerator): Value | undefined {
  const g = gen.frame!;
  if (g.x.jit === null || ts.nested >= DEEPEST || attention.word[0] !== 0 || tracing.on || probes.resumed !== null) {
    f.delegate = leaving.gen = gen;
    return leave(Exit.Start);
  }
  const chain = chainOf(f);
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    finishUnstarted(gen);
    throw recursionExceeded();
  }
  gen.chain = chain;
  if (chain !== null && g.x.handlers.length !== 0) noteLinked(gen);
  f.delegate = gen;
  g.how = How.Delegate;
  g.back = f;
  gen.excPrev = ts.exc;
  gen.phase = GenState.Running;
  ts.exc = gen;
  ts.frame = g;
  ts.nested++;
  const v = g.x.jit(g);
  if (v === undefined) return undefined;
  ts.nested--;
  ts.depth--;
  ts.frame = f;
  if (tracing.on) delegateReturned(f, v);
  endGenerator(g);
  g.back = null;
  f.delegate = null;
  if (f.x.jit !== null) return v;
  f.sp--;
  return patched(f, v);
}

/** The code to run for `await callee(…)`, where its frame can be entered at once; else null. */
export function awaitedCode(callee: Value, count: number): ExecCode | null {
  const x = directCode(callee, count);
  return x === null ||
    x.jit === null ||
    !x.isCoroutine ||
    ts.nested >= DEEPEST ||
    attention.word[0] !== 0 ||
    tracing.on ||
    ts.exc.excValue !== null ||
    probes.created !== null ||
    probes.resumed !== null
    ? null
    : x;
}

/**
 * `await callee(…)` as one: runs like a call. Nobody could have seen the coroutine, so there is none until it is
 * suspended or asked for (awaited.ts). The place for it on the frame's stack is the topmost.
 */
function awaitNew(f: Frame, x: ExecCode, callee: PyFunction, s: (Value | undefined)[]): Value | undefined {
  if (x.rest > 0) x.noteCall();
  const g = new Frame(x, callee, s);
  if (x.base !== x.nlocals) g.initCells();
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    throw recursionExceeded();
  }
  g.how = How.Await;
  g.back = f;
  ts.frame = g;
  ts.nested++;
  const v = x.jit!(g);
  if (v === undefined) return undefined;
  ts.nested--;
  ts.depth--;
  ts.frame = f;
  g.back = null;
  if (tracing.on) delegateReturned(f, v);
  if (g.gen !== null) endAwaited(g);
  if (f.x.jit !== null) return v;
  f.sp--;
  return patched(f, v);
}

/** Somebody asked for the coroutine while it ran. */
function endAwaited(g: Frame): void {
  endGenerator(g);
  ts.frame!.delegate = null;
}

export function await0(f: Frame, x: ExecCode, callee: PyFunction): Value | undefined {
  const { framelessAwait } = x;
  if (framelessAwait !== null) {
    const room = roomHere();
    if (room >= 0) {
      if (x.departures > 0) x.departures--;
      return framelessAwait(callee, room) ?? joinTo(f, How.Await);
    }
  }
  return awaitNew(f, x, callee, newSlots(x));
}

export function await1(f: Frame, x: ExecCode, callee: PyFunction, a: Value): Value | undefined {
  const { framelessAwait } = x;
  if (framelessAwait !== null) {
    const room = roomHere();
    if (room >= 0) {
      if (x.departures > 0) x.departures--;
      return framelessAwait(callee, room, a) ?? joinTo(f, How.Await);
    }
  }
  const s = newSlots(x);
  s[0] = a;
  return awaitNew(f, x, callee, s);
}

export function await2(f: Frame, x: ExecCode, callee: PyFunction, a: Value, b: Value): Value | undefined {
  const { framelessAwait } = x;
  if (framelessAwait !== null) {
    const room = roomHere();
    if (room >= 0) {
      if (x.departures > 0) x.departures--;
      return framelessAwait(callee, room, a, b) ?? joinTo(f, How.Await);
    }
  }
  const s = newSlots(x);
  s[0] = a;
  s[1] = b;
  return awaitNew(f, x, callee, s);
}

/** Can an async generator's frame be entered for its next item, without an asend() object? */
export function canGetNext(gen: PyGenerator): boolean {
  return (
    canGoOn(gen) &&
    gen.frame!.x.jit !== null &&
    ts.nested < DEEPEST &&
    ts.depth < sysState.recursionLimit &&
    !tracing.on
  );
}

/** The next item of an async generator; its place on the frame's stack is the topmost. */
export function getNext(f: Frame, gen: PyGenerator): Value | undefined {
  gen.asyncState!.running = true;
  const g = enterGenerator(gen, None, How.AsyncNext, f);
  const { jit } = g.x;
  if (jit === null) return leave(Exit.Switch);
  const nested = ++ts.nested;
  const r = jit(g);
  if (r === undefined) {
    if (leaving.exit !== Exit.Yield) return undefined;
    const inner = ts.frame!;
    const v = leaving.value!;
    if (tracing.on) yielding(inner, v);
    suspend(inner).back = null;
    ts.frame = f;
    ts.nested = nested - 1;
    if (nextYields(inner, g, f, v)) {
      if (f.x.jit !== null) return v;
      f.sp--;
      return patched(f, v);
    }
    leaving.value = v;
    return leave(Exit.Yield);
  }
  ts.nested = nested - 1;
  ts.depth--;
  ts.frame = f;
  endGenerator(g);
  g.back = null;
  outcome.raised = nextEnded(gen);
  setContext(outcome.raised);
  return leave(Exit.Raise);
}

/** The next item of an iterator, for FOR_ITER; undefined with Exit.Exhausted at the end. */
export function nextItem(f: Frame, it: Value): Value | undefined {
  let v: Value | undefined;
  if (isDirect(it)) {
    if (checkResumable(it, None)) return leave(Exit.Exhausted);
    v = resume(f, it, None, How.ForIter);
    if (v === undefined) return undefined;
    if (resumed.ended) return leave(Exit.Exhausted);
  } else {
    v = typeOf(it).tp_iternext!(it);
    if (v === undefined) return leave(Exit.Exhausted);
  }
  return f.x.jit === null ? patched(f, v) : v;
}

/** `gen.send(v)` or `next(gen)`, which can go on. */
function send(f: Frame, gen: PyGenerator, value: Value): Value | undefined {
  const v = resume(f, gen, value, How.Send);
  if (v === undefined) return undefined;
  if (resumed.ended) {
    outcome.raised = stopIteration(v);
    setContext(outcome.raised);
    return leave(Exit.Raise);
  }
  return f.x.jit === null ? patched(f, v) : v;
}

/** What the last resume() gave is the generator's result, not an item. */
const resumed = { ended: false };

/** Runs a generator up to its next yield or to its end. */
function resume(f: Frame, gen: PyGenerator, value: Value, how: How.ForIter | How.Send): Value | undefined {
  if (ts.nested >= DEEPEST || tracing.on) {
    leaving.gen = gen;
    leaving.value = value;
    return leave(how === How.Send ? Exit.Send : Exit.ForIter);
  }
  let g = enterGenerator(gen, value, how, f);
  const nested = ++ts.nested;
  for (;;) {
    const { jit } = g.x;
    if (jit === null) return leave(Exit.Switch);
    if (g.resend) {
      g.resend = false;
      g.pc--;
    }
    const v = jit(g);
    if (v === undefined) {
      if (leaving.exit !== Exit.Yield) return undefined;
      if (tracing.on) yielding(ts.frame!, leaving.value!);
      suspend(ts.frame!).back = null;
      ts.frame = f;
      ts.nested = nested - 1;
      resumed.ended = false;
      return leaving.value;
    }
    ts.nested = nested;
    if (g.gen === gen) {
      ts.nested = nested - 1;
      ts.depth--;
      ts.frame = f;
      endGenerator(g);
      g.back = null;
      resumed.ended = true;
      return v;
    }
    // What the generator delegated to has ended: on in the one that waited for it.
    g = returnFrom(g, v)!;
  }
}
