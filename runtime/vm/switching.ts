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
import { makeAwaited } from './awaited';
import { setContext } from './exceptions';
import { How, type Frame } from './frame';
import { finishUnstarted, GenState, noteSuspended, type PyGenerator } from './generator';
import { probes } from './probes';
import { attend, attention, ts } from './thread';
import { tracing } from './tracing/instrument';
import { delegateReturned, yielding } from './tracing/tracer';

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
  const back = done.back;
  ts.frame = back;
  if (done.gen !== null) endGenerator(done);
  done.back = null;
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
      if (tracing.on) delegateReturned(back!, v);
      back!.delegate = null;
      back!.s[back!.sp - 1] = v;
      return back;
    case How.ForIter:
      back!.sp--;
      back!.pc += back!.x.ops[back!.pc - 1] >>> 9;
      return back;
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
  back!.s[back!.sp++] = v;
  return back;
}

/** The generator's frame was left for good. */
export function endGenerator(frame: Frame): void {
  const gen = frame.gen!;
  gen.state = GenState.Closed;
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
  let g = gen;
  let f = g.frame!;
  f.how = how;
  f.back = back;
  g.excPrev = ts.exc;
  for (;;) {
    if (++ts.depth > sysState.recursionLimit) {
      ts.depth--;
      leaveChain(gen, g);
      throw recursionExceeded();
    }
    const wasCreated = g.state === GenState.Created;
    g.state = GenState.Running;
    if (f.delegate === null) {
      if (!wasCreated && value !== undefined) f.s[f.sp++] = value;
      break;
    }
    g = f.delegate;
    f = g.frame!;
  }
  ts.exc = g;
  ts.frame = f;
  ts.thrownInto = null;
  if (probes.resumed !== null) probes.resumed(gen);
  if (attention.word[0] !== 0) attend(f, -1);
  return f;
}

/** Enters a coroutine that has not run yet, awaited by `back`; `back.delegate` is set. */
export function startDelegate(gen: PyGenerator, back: Frame): Frame {
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    back.delegate = null;
    finishUnstarted(gen);
    throw recursionExceeded();
  }
  const f = gen.frame!;
  f.how = How.Delegate;
  f.back = back;
  gen.excPrev = ts.exc;
  gen.state = GenState.Running;
  ts.exc = gen;
  ts.frame = f;
  if (probes.resumed !== null) probes.resumed(gen);
  if (attention.word[0] !== 0) attend(f, -1);
  return f;
}

/** The chain from `top` down to before `end` could not be entered. */
function leaveChain(top: PyGenerator, end: PyGenerator): void {
  for (let g = top; g !== end; g = g.frame!.delegate!) {
    g.state = GenState.Suspended;
    ts.depth--;
  }
  top.excPrev = null;
  top.frame!.back = null;
}

/** Of a chain of frames that await each other, the last whose coroutine is not made yet. */
function outermostAwaited(inner: Frame): Frame {
  let last = inner;
  for (let f = inner; f.how === How.Await || f.how === How.Delegate; f = f.back!) if (f.how === How.Await) last = f;
  return last;
}

/** Suspends a yielding frame and all that delegate to it; returns the outermost, whose resumer gets the value. */
export function suspend(inner: Frame): Frame {
  let f = inner;
  for (;;) {
    if (f.how === How.Await) makeAwaited(outermostAwaited(f));
    const g = f.gen!;
    g.state = GenState.Suspended;
    if (!g.noted && (f.x.handlers.length !== 0 || g.asyncState !== null)) noteSuspended(g);
    ts.depth--;
    if (f.how !== How.Delegate) break;
    f = f.back!;
  }
  const gen = f.gen!;
  ts.exc = gen.excPrev!;
  gen.excPrev = null;
  if (probes.suspended !== null) probes.suspended(gen);
  return f;
}
