/**
 * Going from one frame to another: calls, returns, resuming and suspending generators.
 *
 * Owns: the links between frames, the depth, whose exceptions are handled. Used by the interpreter and by compiled code's
 * driver alike.
 */
import { None } from '../objects/builtinTypes';
import { newError, stopIteration, typeError } from '../objects/errors';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { typeOf, type Value } from '../objects/object';
import { leaveContext, type PyContext } from '../objects/contextvars';
import { sysState } from '../objects/sysState';
import { nextEnded, nextSuspended } from './asyncGenerator';
import { makeAwaited } from './awaited';
import { setContext } from './exceptions';
import { How, type Frame } from './frame';
import { Chain, closesForeign, finishUnstarted, GenState, noteSuspended, unlink, type PyGenerator } from './generator';
import { reuse } from './ownedGenerators';
import { probes } from './probes';
import { attend, attention, ts } from './thread';
import { tracing } from './tracing/instrument';
import { generatorReturned, yielding } from './tracing/tracer';

/** How a stretch of running ended: by an exception to be raised in the current frame, or with a value. */
export const outcome = { raised: undefined as PyBaseException | undefined, value: None as Value };

/** Too deep: raises RecursionError; the frame is not entered. */
export function recursionExceeded(): PyBaseException {
  return newError(Exc.RecursionError, 'maximum recursion depth exceeded');
}

/** Enters a called frame. */
export function pushFrame(next: Frame, back: Frame): Frame {
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    throw recursionExceeded();
  }
  next.back = back;
  ts.frame = next;
  if (attention.word[0] !== 0) attend(next, -1);
  return next;
}

/** Leaves a frame with its result; gives the frame to go on with, or null with the `outcome`. */
export function returnFrom(done: Frame, v: Value): Frame | null {
  ts.depth--;
  const { back, gen } = done;
  ts.frame = back;
  if (gen !== null) endGenerator(done);
  switch (done.how) {
    case How.Entry:
      outcome.value = v;
      ts.yielded = false;
      return null;
    case How.Call:
      back!.s[back!.sp++] = v;
      return back;
    case How.Delegate:
    case How.Await:
      if (tracing.on) generatorReturned(back!, v);
      back!.delegate = null;
      back!.s[back!.sp - 1] = v;
      if (gen !== null && gen.isOwned) reuse(gen, done);
      return back;
    case How.ForIter:
      if (tracing.on && v !== None) generatorReturned(back!, v);
      back!.sp--;
      back!.pc += back!.x.ops[back!.pc - 1] >>> 9;
      return back;
    case How.AsyncNext:
      outcome.raised = nextEnded(gen!);
      setContext(outcome.raised);
      return null;
    case How.Context:
    case How.Init:
      back!.s[back!.sp++] = resultOf(done, v);
      return back;
    case How.Send:
      outcome.raised = stopIteration(v);
      setContext(outcome.raised);
      return null;
  }
}

/** What a call's frame gives to the caller: its result or, where a class was called, the instance. Leaves its context. */
export function resultOf(done: Frame, v: Value): Value {
  if (done.how === How.Context) leaveContext(done.instance as PyContext);
  if (done.how !== How.Init) return v;
  if (v !== None) throw typeError(`__init__() should return None, not '${typeOf(v).tpName}'`);
  return done.instance!;
}

/** Suspends a frame with what it yields; gives the frame to go on with, or null with the `outcome`. */
export function yieldFromFrame(f: Frame, v: Value): Frame | null {
  if (tracing.on) yielding(f, v);
  const top = suspend(f);
  const back = top.back;
  ts.frame = back;
  top.back = null;
  if (top.how === How.Entry) {
    outcome.value = v;
    ts.yielded = true;
    return null;
  }
  if (top.how !== How.AsyncNext) back!.s[back!.sp++] = v;
  else if (!nextYields(f, top, back!, v)) return yieldFromFrame(back!, v);
  return back;
}

/**
 * Something has come out of `top`, an async generator asked for its next item by `back`. Its own value is the item, the
 * place for which is the topmost; else it awaits, so that `back` does, too: returns false.
 */
export function nextYields(inner: Frame, top: Frame, back: Frame, v: Value): boolean {
  const gen = top.gen!;
  if (inner === top && !inner.resend) {
    gen.asyncState!.running = false;
    back.s[back.sp - 1] = v;
    return true;
  }
  back.s[back.sp - 1] = nextSuspended(gen);
  back.resend = true;
  return false;
}

/** The generator's frame was left for good. */
export function endGenerator(frame: Frame): void {
  const gen = frame.gen!;
  gen.phase = GenState.Closed;
  gen.chain = null;
  gen.frame = null;
  frame.gen = null;
  ts.exc = gen.excPrev!;
  gen.excPrev = null;
}

/**
 * Makes a suspended generator the running one, with all that it delegates to; returns the innermost frame, ready to go
 * on with the value sent. The caller has checked that it can be resumed.
 */
export function enterGenerator(gen: PyGenerator, value: Value | undefined, how: How, back: Frame | null): Frame {
  const { chain } = gen;
  let f = gen.frame!;
  const length = chain === null ? 1 : chain.length;
  if ((chain === null ? f.delegate !== null : how === How.Delegate) || ts.depth + length > sysState.recursionLimit)
    f = enterEach(gen, how, back);
  else {
    f.how = how;
    f.back = back;
    gen.excPrev = ts.exc;
    if (chain === null) ts.exc = gen;
    else {
      chain.base = ts.depth;
      f = chain.inner!;
      ts.exc = f.gen!;
    }
    ts.depth += length;
  }
  if (value !== undefined && (chain !== null || gen.phase !== GenState.Created)) f.s[f.sp++] = value;
  gen.phase = GenState.Running;
  ts.frame = f;
  if (probes.resumed !== null) probes.resumed(gen);
  if (attention.word[0] !== 0) attend(f, -1);
  return f;
}

/** Enters one after the other, making a chain of them. */
function enterEach(gen: PyGenerator, how: How, back: Frame | null): Frame {
  unlink(gen);
  let f = gen.frame!;
  let chain = how === How.Delegate ? chainOf(back!) : null;
  if (chain === null && how !== How.Delegate && f.delegate !== null) {
    chain = new Chain(gen);
    chain.base = ts.depth;
  }
  f.how = how;
  f.back = back;
  gen.excPrev = ts.exc;
  let g = gen;
  for (;;) {
    if (++ts.depth > sysState.recursionLimit) {
      ts.depth--;
      leaveEach(gen, g);
      throw recursionExceeded();
    }
    g.chain = chain;
    const next: PyGenerator | null = f.delegate;
    if (next === null) break;
    if (next.state !== GenState.Suspended) {
      // Somebody else has resumed it meanwhile: what YIELD_FROM finds now, it says itself.
      f.delegate = null;
      f.resend = true;
      break;
    }
    unlink(next);
    // Somebody else may have: then its links are not these.
    next.frame!.how = How.Delegate;
    next.frame!.back = f;
    next.excPrev = g;
    next.phase = GenState.Running;
    g = next;
    f = g.frame!;
  }
  ts.exc = g;
  return f;
}

/** Enters a coroutine that has not run yet, awaited by `back`; `back.delegate` is set. */
export function startDelegate(gen: PyGenerator, back: Frame): Frame {
  const chain = chainOf(back);
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    back.delegate = null;
    finishUnstarted(gen);
    throw recursionExceeded();
  }
  const f = gen.frame!;
  gen.chain = chain;
  if (chain !== null) noteLinked(gen);
  f.how = How.Delegate;
  f.back = back;
  gen.excPrev = ts.exc;
  gen.phase = GenState.Running;
  ts.exc = gen;
  ts.frame = f;
  if (probes.resumed !== null) probes.resumed(gen);
  if (attention.word[0] !== 0) attend(f, -1);
  return f;
}

/** Those from `first` down to before `end` could not be entered. */
function leaveEach(first: PyGenerator, end: PyGenerator): void {
  for (let g = first; ; g = g.frame!.delegate!) {
    g.chain = null;
    if (g !== first) g.phase = GenState.Suspended;
    if (g === end) break;
    ts.depth--;
  }
  first.excPrev = null;
  first.frame!.back = null;
}

/** The chain that a generator joins to which `f`, which runs, delegates; null where nobody keeps account of it. */
export function chainOf(f: Frame): Chain | null {
  const { gen } = f;
  if (gen === null) return null;
  if (gen.chain !== null || f.how === How.Delegate) return gen.chain;
  gen.chain = new Chain(gen);
  gen.chain.base = ts.depth - 1;
  return gen.chain;
}

/** Of a chain of frames that await each other, the last whose coroutine is not made yet. */
function outermostAwaited(inner: Frame): Frame {
  let last = inner;
  for (let f = inner; f.how === How.Await || f.how === How.Delegate; f = f.back!) if (f.how === How.Await) last = f;
  return last;
}

/** Suspends a yielding frame and all that delegate to it; returns the outermost, whose resumer gets the value. */
export function suspend(inner: Frame): Frame {
  let { gen } = inner;
  if (gen === null || (gen.chain === null && inner.how === How.Delegate)) {
    linkAll(inner);
    gen = inner.gen!;
  }
  const { chain } = gen;
  if (chain === null) ts.depth--;
  else {
    gen = chain.outermost;
    chain.inner = inner;
    chain.length = ts.depth - chain.base;
    ts.depth = chain.base;
  }
  const outer = gen.frame!;
  gen.phase = GenState.Suspended;
  if (!gen.noted && (outer.x.handlers.length !== 0 || gen.asyncState !== null || closesForeign(inner)))
    noteSuspended(gen);
  ts.exc = gen.excPrev!;
  gen.excPrev = null;
  if (probes.suspended !== null) probes.suspended(gen);
  return outer;
}

/** Makes a chain of all that run to `inner`, or puts those that are in none into one. */
function linkAll(inner: Frame): void {
  if (inner.how === How.Await) makeAwaited(outermostAwaited(inner));
  let length = 1;
  let f = inner;
  for (; f.gen!.chain === null && f.how === How.Delegate; f = f.back!) {
    noteLinked(f.gen!);
    length++;
    const { back } = f;
    if (back!.how === How.Await) makeAwaited(outermostAwaited(back!));
  }
  const outer = f.gen!;
  if (outer.chain === null) {
    outer.chain = new Chain(outer);
    outer.chain.base = ts.depth - length;
  }
  for (let g = inner; g !== f; g = g.back!) g.gen!.chain = outer.chain;
}

/** A generator that another delegates to will be suspended with it. */
export function noteLinked(gen: PyGenerator): void {
  if (!gen.noted && gen.frame!.x.handlers.length !== 0) noteSuspended(gen);
}
