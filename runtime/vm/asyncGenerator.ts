/**
 * Async generators' awaitables: asend, athrow, aclose (CPython's async_gen_asend and async_gen_athrow).
 */
import { asyncGenASendType, asyncGenAThrowType, asyncGenWrappedValueType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isError, newError, runtimeError } from '../objects/errors';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { finalizables } from '../objects/finalizable';
import { interp } from '../objects/interp';
import { PyObject, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { genSend, GenState, throwInto, type PyGenerator } from './generator';
import { sendResult } from './sending';
import { Thrown, warnOfSignature } from './thrown';
import { ignored } from '../objects/unraisable';

/** A value that an async generator itself yielded. */
export class PyAsyncGenWrapped extends PyObject {
  readonly value: Value;
  constructor(value: Value) {
    super(asyncGenWrappedValueType);
    this.value = value;
  }
}

const enum Step {
  Init,
  Iterating,
  Closed,
}

/** `agen.asend(v)`, `agen.__anext__()`. */
export class PyAsyncGenASend extends PyObject {
  step = Step.Init;
  constructor(
    readonly gen: PyGenerator,
    public value: Value,
  ) {
    super(asyncGenASendType);
  }

  get method(): string {
    return 'asend';
  }
}

/** `agen.athrow(...)`, or `agen.aclose()` where `thrown` is null. */
export class PyAsyncGenAThrow extends PyObject {
  step = Step.Init;
  constructor(
    readonly gen: PyGenerator,
    readonly thrown: Thrown | null,
  ) {
    super(asyncGenAThrowType);
  }

  get method(): string {
    return this.thrown === null ? 'aclose' : 'athrow';
  }
}

type Method = PyAsyncGenASend | PyAsyncGenAThrow;

/**
 * A call of asend(), athrow() or aclose() that nobody awaits is reported when it is collected. What `async for` makes
 * itself it also awaits: it isn't watched.
 */
export function watched<T extends Method>(o: T): T {
  finalizables.objects.add(o);
  return o;
}

/** CPython's async_gen_asend_finalize. */
export function reportUnawaited(o: Method): void {
  if (o.step !== Step.Init) return;
  try {
    interp().warn(Exc.RuntimeWarning, `coroutine method '${o.method}' of '${o.gen.qualname}' was never awaited`, 1);
  } catch (e) {
    ignored(e, 'while finalizing async generator', o.gen);
  }
}

function began(o: Method): void {
  finalizables.objects.delete(o);
}

/** Calls the hooks of sys.set_asyncgen_hooks at the first iteration. */
export function initHooks(gen: PyGenerator): void {
  const state = gen.asyncState!;
  if (state.hooksInited) return;
  state.hooksInited = true;
  state.finalizer = sysState.asyncgenFinalizer;
  if (sysState.asyncgenFirstiter !== undefined) call(sysState.asyncgenFirstiter, [gen]);
}

/** What came out of the generator's frame: a value of its own ends the send, what it awaits passes through. */
function unwrap(gen: PyGenerator, r: Value | undefined): Value | undefined {
  if (r === undefined) {
    gen.asyncState!.running = false;
    gen.asyncState!.closed = true;
    throw newError(Exc.StopAsyncIteration);
  }
  if (r instanceof PyAsyncGenWrapped) {
    gen.asyncState!.running = false;
    sendResult.value = r.value;
    return undefined;
  }
  return r;
}

function failed(gen: PyGenerator, e: unknown): never {
  gen.asyncState!.running = false;
  if (isError(e, Exc.StopAsyncIteration) || isError(e, Exc.GeneratorExit)) gen.asyncState!.closed = true;
  throw e;
}

/** Can compiled code resume it for its next item, without an asend() object (How.AsyncNext)? */
export function canGoOn(gen: PyGenerator): boolean {
  const state = gen.asyncState!;
  return state.hooksInited && !state.running && !state.closed && gen.frame !== null;
}

/** Resumed so, it has ended: what is raised where the item was asked for. */
export function nextEnded(gen: PyGenerator): PyBaseException {
  gen.asyncState!.running = false;
  gen.asyncState!.closed = true;
  return newError(Exc.StopAsyncIteration);
}

/** Resumed so, an exception leaves it. */
export function nextFailed(gen: PyGenerator, e: PyBaseException): void {
  gen.asyncState!.running = false;
  if (isError(e, Exc.StopAsyncIteration) || isError(e, Exc.GeneratorExit)) gen.asyncState!.closed = true;
}

/** Resumed so, it awaits something: the object that `async for` awaits meanwhile. */
export function nextSuspended(gen: PyGenerator): PyAsyncGenASend {
  const o = new PyAsyncGenASend(gen, None);
  o.step = Step.Iterating;
  return o;
}

/** What `async for` awaits for the next item. */
export function nextOf(gen: PyGenerator): PyAsyncGenASend {
  initHooks(gen);
  return new PyAsyncGenASend(gen, None);
}

export function asendSend(o: PyAsyncGenASend, value: Value): Value | undefined {
  if (o.step === Step.Init) began(o);
  const { gen } = o;
  if (o.step === Step.Closed) throw runtimeError('cannot reuse already awaited __anext__()/asend()');
  let v = value;
  if (o.step === Step.Init) {
    if (gen.asyncState!.running) {
      o.step = Step.Closed;
      throw runtimeError('anext(): asynchronous generator is already running');
    }
    if (v === None) v = o.value;
    o.step = Step.Iterating;
  }
  gen.asyncState!.running = true;
  try {
    const r = unwrap(gen, genSend(gen, v));
    if (r === undefined) o.step = Step.Closed;
    return r;
  } catch (e) {
    o.step = Step.Closed;
    return failed(gen, e);
  }
}

/** What the method throw() does with its arguments. */
function checkThrow(thrown: Thrown): void {
  thrown.checkArguments('throw');
  if (thrown.args.length > 1) warnOfSignature('throw');
}

export function asendThrow(o: PyAsyncGenASend, thrown: Thrown): Value | undefined {
  if (o.step === Step.Init) began(o);
  const { gen } = o;
  if (o.step === Step.Closed) throw runtimeError('cannot reuse already awaited __anext__()/asend()');
  if (o.step === Step.Init) {
    if (gen.asyncState!.running) {
      o.step = Step.Closed;
      throw runtimeError('anext(): asynchronous generator is already running');
    }
    o.step = Step.Iterating;
    gen.asyncState!.running = true;
  }
  try {
    checkThrow(thrown);
    const r = unwrap(gen, throwInto(gen, thrown, true));
    if (r === undefined) o.step = Step.Closed;
    return r;
  } catch (e) {
    o.step = Step.Closed;
    return failed(gen, e);
  }
}

export function asendClose(o: PyAsyncGenASend): void {
  if (o.step === Step.Closed) return;
  closeByThrow(() => asendThrow(o, new Thrown([Exc.GeneratorExit])));
}

function closeByThrow(f: () => Value | undefined): void {
  try {
    if (f() !== undefined) throw runtimeError('coroutine ignored GeneratorExit');
  } catch (e) {
    if (isError(e, Exc.StopIteration) || isError(e, Exc.StopAsyncIteration) || isError(e, Exc.GeneratorExit)) return;
    throw e;
  }
}

export function athrowSend(o: PyAsyncGenAThrow, value: Value): Value | undefined {
  const { gen } = o;
  const isClose = o.thrown === null;
  if (o.step === Step.Closed) throw runtimeError('cannot reuse already awaited aclose()/athrow()');
  if (gen.state === GenState.Closed) {
    if (o.step === Step.Init) began(o);
    o.step = Step.Closed;
    return ended();
  }
  if (o.step === Step.Init) {
    refuseWhileRunning(o);
    if (gen.asyncState!.closed) {
      began(o);
      o.step = Step.Closed;
      throw newError(Exc.StopAsyncIteration);
    }
    if (value !== None) throw runtimeError("can't send non-None value to a just-started coroutine");
    began(o);
    o.step = Step.Iterating;
    gen.asyncState!.running = true;
    o.thrown?.checkArguments('athrow');
    try {
      if (o.thrown !== null) return unwrapThrow(o, throwInto(gen, o.thrown, false));
      gen.asyncState!.closed = true;
      return closeResult(o, throwInto(gen, new Thrown([Exc.GeneratorExit]), false));
    } catch (e) {
      return athrowFailed(o, e);
    }
  }
  try {
    const r = genSend(gen, value);
    return isClose ? closeResult(o, r) : unwrapThrow(o, r);
  } catch (e) {
    return athrowFailed(o, e);
  }
}

function refuseWhileRunning(o: PyAsyncGenAThrow): void {
  if (!o.gen.asyncState!.running) return;
  began(o);
  o.step = Step.Closed;
  throw runtimeError(`${o.method}(): asynchronous generator is already running`);
}

function ended(): undefined {
  sendResult.value = None;
  return undefined;
}

function unwrapThrow(o: PyAsyncGenAThrow, r: Value | undefined): Value | undefined {
  const v = unwrap(o.gen, r);
  if (v === undefined) o.step = Step.Closed;
  return v;
}

/** aclose(): a value of its own means that it ignored GeneratorExit. */
function closeResult(o: PyAsyncGenAThrow, r: Value | undefined): Value | undefined {
  if (r instanceof PyAsyncGenWrapped) {
    o.gen.asyncState!.running = false;
    o.step = Step.Closed;
    throw runtimeError('async generator ignored GeneratorExit');
  }
  if (r === undefined) {
    o.gen.asyncState!.running = false;
    o.step = Step.Closed;
    return ended();
  }
  return r;
}

function athrowFailed(o: PyAsyncGenAThrow, e: unknown): Value | undefined {
  if (o.step !== Step.Init) o.gen.asyncState!.running = false;
  o.step = Step.Closed;
  if (o.thrown === null && (isError(e, Exc.StopAsyncIteration) || isError(e, Exc.GeneratorExit))) return ended();
  if (isError(e, Exc.GeneratorExit) || isError(e, Exc.StopAsyncIteration)) o.gen.asyncState!.closed = true;
  throw e;
}

export function athrowThrow(o: PyAsyncGenAThrow, thrown: Thrown): Value | undefined {
  if (o.step === Step.Init) began(o);
  if (o.step === Step.Closed) throw runtimeError('cannot reuse already awaited aclose()/athrow()');
  if (o.step === Step.Init) {
    refuseWhileRunning(o);
    o.step = Step.Iterating;
    o.gen.asyncState!.running = true;
  }
  try {
    checkThrow(thrown);
    const r = throwInto(o.gen, thrown, true);
    return o.thrown === null ? closeResult(o, r) : unwrapThrow(o, r);
  } catch (e) {
    return athrowFailed(o, e);
  }
}

export function athrowClose(o: PyAsyncGenAThrow): void {
  if (o.step === Step.Closed) return;
  closeByThrow(() => athrowThrow(o, new Thrown([Exc.GeneratorExit])));
}
