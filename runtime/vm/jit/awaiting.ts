/**
 * Compiled code that awaits compiled code on the JavaScript stack (see direct.ts): `await`, `yield from`.
 *
 * Owns: entering a coroutine or generator that has not begun, and `await` on a call, which makes no coroutine.
 */
import { functionType, None } from '../../objects/builtinTypes';
import type { PyFunction } from '../../objects/function';
import { type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { fillDefaults, leastArguments } from '../binding';
import type { ExecCode } from '../execCode';
import { Frame, How, newSlots } from '../frame';
import { checkResumable, finishUnstarted, GenState, isDirect, type PyGenerator } from '../generator';
import { sendInto, sendResult } from '../sending';
import { chainOf, endGenerator, noteLinked, recursionExceeded } from '../switching';
import { attention, ts } from '../thread';
import { tracing } from '../tracing/instrument';
import { generatorReturned } from '../tracing/tracer';
import { getYieldFromIter } from '../ops/awaiting';
import type { IterCache } from '../ops/iterating';
import { owning, reuse } from '../ownedGenerators';
import { probes } from '../probes';
import { DEEPEST, Exit, leaving } from './exits';
import { joinTo } from './frameless/leaving';
import { directCode, leave, patched, roomFor } from './entering';

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
  // As startDelegate() does, but in place: calling it makes generatorTree a tenth slower.
  const chain = chainOf(f);
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    finishUnstarted(gen);
    throw recursionExceeded();
  }
  gen.chain = chain;
  if (chain !== null) noteLinked(gen);
  f.delegate = gen;
  g.how = How.Delegate;
  g.back = f;
  gen.excPrev = ts.exc;
  gen.phase = GenState.Running;
  ts.exc = gen;
  ts.frame = g;
  ts.nested++;
  const v = g.x.jit(g);
  return v === undefined ? undefined : delegateEnded(f, g, v);
}

/**
 * `yield from v`, where `at` is the cache of the instruction that gets the iterator, and YIELD_FROM the second after it.
 * If v has a generator function as `__iter__`, and a generator is there to be used again (ownedGenerators.ts), that is
 * entered as in ownedGenerator() and start(), but in place: until V8 has compiled it, each call and test costs.
 */
export function yieldFrom(f: Frame, at: number, v: Value): Value | undefined {
  const cache = f.x.caches[at] as IterCache | undefined;
  const chain = f.gen!.chain;
  if (cache !== undefined && typeof v === 'object' && cache.version === v.cls.version && chain !== null) {
    const x = cache.direct;
    const fn = cache.fn!;
    if (x !== null && x.spare !== null && x.jit !== null && fn.simple && fn.code === x.code && ts.nested < DEEPEST)
      if (ts.depth < sysState.recursionLimit && attention.word[0] === 0 && !tracing.on && isUnwatched()) {
        const g = x.spare;
        const gen = g.gen!;
        x.spare = g.back;
        x.spares--;
        g.env = fn;
        g.s[0] = v;
        g.sp = x.base;
        g.pc = 0;
        g.back = f;
        f.delegate = gen;
        f.s[f.sp - 1] = gen;
        f.pc = at + 2;
        gen.frame = g;
        gen.chain = chain;
        gen.excPrev = ts.exc;
        gen.phase = GenState.Running;
        ts.exc = gen;
        ts.frame = g;
        ts.depth++;
        ts.nested++;
        const r = x.jit(g);
        return r === undefined ? undefined : delegateEnded(f, g, r);
      }
  }
  const it = getYieldFromIter(f, at, v);
  f.s[f.sp - 1] = it;
  f.pc = at + 2;
  return delegate(f, it, None);
}

/** Nobody looks at generators as they come and go. */
function isUnwatched(): boolean {
  return owning.allowed && probes.created === null && probes.resumed === null && probes.suspended === null;
}

/** A generator that `f` has started has ended. */
function delegateEnded(f: Frame, g: Frame, v: Value): Value | undefined {
  ts.nested--;
  ts.depth--;
  const gen = g.gen!;
  ts.frame = f;
  if (tracing.on) generatorReturned(f, v);
  endGenerator(g);
  f.delegate = null;
  if (gen.isOwned) reuse(gen, g);
  if (f.x.jit !== null) return v;
  f.sp--;
  return patched(f, v);
}

/** The code to run for `await callee(…)`, where its frame can be entered at once; else null. */
export function awaitedCode(callee: Value, count: number): ExecCode | null {
  const x = directCode(callee, count) ?? codeWithDefaults(callee, count);
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

/** The code of a function called with fewer arguments than it has parameters, where the others have defaults. */
function codeWithDefaults(callee: Value, count: number): ExecCode | null {
  if (typeof callee !== 'object' || callee.cls !== functionType) return null;
  const fn = callee as PyFunction;
  if (!fn.simple || fn.defaults === null || count > fn.code.argcount || count < leastArguments(fn)) return null;
  return fn.code.exec as ExecCode | null;
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
  if (tracing.on) generatorReturned(f, v);
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
  const { argcount } = callee.code;
  if (framelessAwait !== null && argcount === 0) {
    const room = roomFor(x);
    if (room >= 0) return framelessAwait(callee, room) ?? joinTo(f, How.Await);
  }
  const s = newSlots(x);
  if (argcount > 0) fillDefaults(callee, s, 0);
  return awaitNew(f, x, callee, s);
}

export function await1(f: Frame, x: ExecCode, callee: PyFunction, a: Value): Value | undefined {
  const { framelessAwait, awaitShortcut } = x;
  const shortcut = awaitShortcut === null ? null : awaitShortcut.suspend(callee, a, f);
  if (shortcut !== null) {
    f.s[f.sp - 1] = shortcut;
    f.resend = true;
    leaving.value = None;
    return leave(Exit.Yield);
  }
  const { argcount } = callee.code;
  if (framelessAwait !== null && argcount === 1) {
    const room = roomFor(x);
    if (room >= 0) return framelessAwait(callee, room, a) ?? joinTo(f, How.Await);
  }
  const s = newSlots(x);
  s[0] = a;
  if (argcount > 1) fillDefaults(callee, s, 1);
  return awaitNew(f, x, callee, s);
}

export function await2(f: Frame, x: ExecCode, callee: PyFunction, a: Value, b: Value): Value | undefined {
  const { framelessAwait } = x;
  const { argcount } = callee.code;
  if (framelessAwait !== null && argcount === 2) {
    const room = roomFor(x);
    if (room >= 0) return framelessAwait(callee, room, a, b) ?? joinTo(f, How.Await);
  }
  const s = newSlots(x);
  s[0] = a;
  s[1] = b;
  if (argcount > 2) fillDefaults(callee, s, 2);
  return awaitNew(f, x, callee, s);
}
