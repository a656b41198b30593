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
import { setContext } from './exceptions';
import { How, type Frame } from './frame';
import { GenState, type PyGenerator } from './generator';
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
      if (tracing.on) delegateReturned(back!, v);
      back!.delegate = null;
      back!.s[back!.sp - 1] = v;
      return back;
    case How.ForIter:
      back!.sp--;
      back!.pc += back!.x.ops[back!.pc - 1] >>> 9;
      return back;
    case How.Context:
      leaveContext(done.instance as PyContext);
      back!.s[back!.sp++] = v;
      return back;
    case How.Init:
      if (v !== None) throw typeError(`__init__() should return None, not '${typeOf(v).name}'`);
      back!.s[back!.sp++] = done.instance;
      return back;
    case How.Send:
      outcome.raised = stopIteration(v);
      setContext(outcome.raised);
      return null;
  }
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
  if (probes.suspended !== null) probes.suspended(gen);
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

/** Suspends a yielding frame and all that delegate to it; returns the outermost, whose resumer gets the value. */
function suspend(inner: Frame): Frame {
  let f = inner;
  for (;;) {
    f.gen!.state = GenState.Suspended;
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
