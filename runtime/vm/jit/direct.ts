/**
 * Compiled code that runs compiled code: calls, coroutines and generators on the JavaScript stack.
 *
 * Owns: entering a frame from compiled code and taking its result, without passing through the driver. Before each such
 * entry the caller's state is complete in its own frame, so when the callee leaves in any other way than by its result
 * (a breakpoint, an await that suspends, cold code), everybody returns undefined down to the driver, which goes on with
 * the current frame; the callers are then resumed one by one where they stand.
 */
import { functionType, None } from '../../objects/builtinTypes';
import type { PyFunction } from '../../objects/function';
import { type PyType, type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { allocate } from '../../objects/typeObject';
import { callResult, noteFresh, prepareCall, prepareMethodCall } from '../calls';
import type { ExecCode } from '../execCode';
import { Frame, How, newSlots } from '../frame';
import { makeGenerator, type PyGenerator } from '../generator';
import { loadAttr, pendingGetter } from '../ops/attributes';
import { canResume, isNext, isSend } from '../sendCalls';
import { recursionExceeded, resultOf } from '../switching';
import { attention, ts } from '../thread';
import { tracing } from '../tracing/instrument';
import { DEEPEST, Exit, leaving } from './exits';
import { initOf } from './frameless/constructing';
import { joinTo } from './frameless/leaving';
import { directCode, leave, patched, roomFor, roomHere } from './entering';
import { send } from './resuming';

/** Where the callee stands on the operand stack, for a call that needs its operands there. */
export const enum Callee {
  /** CALL_FUNCTION: the callee, then the arguments. */
  Function = 0,
  /** CALL_METHOD on a method found by LOAD_METHOD: the function, then the object as first argument. */
  Method = 1,
  /** CALL_METHOD on any attribute: an empty place, then as a function. */
  Attribute = 2,
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
    const room = roomFor(x);
    if (room >= 0) return frameless(callee as PyFunction, room) ?? joinTo(f, How.Call);
  }
  return begin(f, new Frame(x, callee as PyFunction, newSlots(x)));
}

export function call1(f: Frame, kind: Callee, callee: Value, a: Value): Value | undefined {
  const x = directCode(callee, 1);
  if (x === null) return callOther(f, kind, callee, 1, a);
  const { frameless } = x;
  if (frameless !== null) {
    const room = roomFor(x);
    if (room >= 0) return frameless(callee as PyFunction, room, a) ?? joinTo(f, How.Call);
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
    const room = roomFor(x);
    if (room >= 0) return frameless(callee as PyFunction, room, a, b) ?? joinTo(f, How.Call);
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
    const room = roomFor(x);
    if (room >= 0) return frameless(callee as PyFunction, room, a, b, c) ?? joinTo(f, How.Call);
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
  const x = fn.code.exec as ExecCode;
  const { frameless } = x;
  const room = roomFor(x);
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

/** LOAD_ATTR, `at` is its cache. */
export function attribute(f: Frame, at: number, o: Value, name: string): Value | undefined {
  return loadAttr(f.x, at, o, name) ?? callGetter(f, pendingGetter.fn!);
}

/** LOAD_ATTR found a property: its getter is called like any function. */
function callGetter(f: Frame, getter: PyFunction): Value | undefined {
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
