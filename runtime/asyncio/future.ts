/**
 * Future: the object and its life, for native code (CPython's FutureObj in _asynciomodule.c).
 *
 * Owns: state, callbacks, who awaits it. Its Python-visible part is in futureType.ts. Must not know: tasks, but for the
 * seam `wakeTask`, which lets a task wait without a Python-level callback.
 */
import { getAttr, lookupAttr } from '../objects/attributes';
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { newError, runtimeError, typeError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { isSubtype, PyObject, PyType, type Value } from '../objects/object';
import { setContext } from '../vm/exceptions';
import { cancelledErrorType, invalidState, library } from './library';
import { callSoon, extractStack, loopDebug } from './nativeLoop';
import { noteCompletion, provenance, type Cause } from './provenance';
import { running } from './runningLoop';

export const futureType = bareType('_asyncio.Future');

export type FutureState = 'PENDING' | 'CANCELLED' | 'FINISHED';

/** A done callback: a Python callable, or a task to wake. */
export interface DoneCallback {
  fn: Value | undefined;
  task: PyObject | undefined;
  context: Value;
}

export class PyFuture extends PyObject {
  loop: Value | undefined = undefined;
  state: FutureState = 'PENDING';
  result: Value | undefined = undefined;
  exception: PyBaseException | undefined = undefined;
  private exceptionTraceback: PyObject | undefined = undefined;
  cancelMessage: Value = None;
  /** The CancelledError with which a task ended, raised once. */
  cancelledError: PyBaseException | undefined = undefined;
  /** What gc.collect() may have to finalise is in `unretrieved` and `liveTasks`. */
  readonly isCountedElsewhere = true;
  callbacks: DoneCallback[] = [];
  /** Being awaited: set by __await__ just before it yields. */
  blocking = false;
  /** Its exception was never looked at. */
  logTraceback = false;
  awaitedBy: Set<PyObject> | null = null;
  sourceTraceback: Value = None;
  /** Where it got done, if somebody waited for it then and a debugger looks on. */
  completion: Cause | undefined = undefined;
  /** Instances are weakly referenced and take attributes: fields from the start. */
  declare weakrefs?: PyObject[];

  constructor(cls: PyType = futureType) {
    super(cls);
    this.dict = undefined;
  }

  /** CPython's future_init. */
  init(loop: Value): void {
    this.callbacks = [];
    this.loop = loop === None ? currentEventLoop() : loop;
    if (loopDebug(this.loop)) this.sourceTraceback = extractStack();
  }

  ensureAlive(): Value {
    if (this.loop === undefined) throw runtimeError('Future object is not initialized.');
    return this.loop;
  }

  setResult(result: Value): void {
    this.ensureAlive();
    if (this.state !== 'PENDING') throw invalidState('invalid state');
    this.result = result;
    this.state = 'FINISHED';
    this.scheduleCallbacks();
  }

  setException(given: Value): void {
    this.ensureAlive();
    if (this.state !== 'PENDING') throw invalidState('invalid state');
    let exc = given;
    if (exc instanceof PyType && isSubtype(exc, Exc.BaseException)) exc = call(exc);
    if (!(exc instanceof PyBaseException)) throw typeError('invalid exception object');
    if (isSubtype(exc.cls, Exc.StopIteration)) {
      const replaced = newError(
        Exc.RuntimeError,
        'StopIteration interacts badly with generators and cannot be raised into a Future',
      );
      replaced.cause = replaced.context = exc;
      replaced.suppressContext = true;
      exc = replaced;
    }
    this.exception = exc as PyBaseException;
    this.exceptionTraceback = this.exception.traceback;
    this.state = 'FINISHED';
    this.scheduleCallbacks();
    this.logTraceback = true;
    unretrieved.add(this);
  }

  /** Future.cancel, without what a task's cancel adds. */
  cancelFuture(message: Value): boolean {
    this.ensureAlive();
    this.markRetrieved();
    if (this.state !== 'PENDING') return false;
    this.state = 'CANCELLED';
    this.cancelMessage = message;
    this.scheduleCallbacks();
    return true;
  }

  /** The CancelledError to raise; the one a task ended with is given out once. */
  makeCancelledError(): PyBaseException {
    const kept = this.cancelledError;
    if (kept !== undefined) {
      this.cancelledError = undefined;
      return kept;
    }
    return call(cancelledErrorType(), this.cancelMessage === None ? [] : [this.cancelMessage]) as PyBaseException;
  }

  /** CPython's future_get_result: the exception to raise, or undefined where `result` holds. */
  outcome(): PyBaseException | undefined {
    if (this.state === 'CANCELLED') return this.makeCancelledError();
    if (this.state !== 'FINISHED') throw invalidState('Result is not ready.');
    this.markRetrieved();
    const exc = this.exception;
    if (exc === undefined) return undefined;
    exc.traceback = this.exceptionTraceback;
    return exc;
  }

  resultOrThrow(): Value {
    const exc = this.outcome();
    if (exc === undefined) return this.result!;
    setContext(exc);
    throw exc;
  }

  getException(): Value {
    if (this.state === 'CANCELLED') throw this.makeCancelledError();
    if (this.state !== 'FINISHED') throw invalidState('Exception is not set.');
    this.markRetrieved();
    return this.exception ?? None;
  }

  addCallback(fn: Value, context: Value): void {
    const loop = this.ensureAlive();
    if (this.state === 'PENDING') this.callbacks.push({ fn, task: undefined, context });
    else callSoon(loop, fn, [this], context);
  }

  /** A task waits for it; when it is done, the task is woken. */
  addWaiter(task: PyObject, context: Value): void {
    const callback: DoneCallback = { fn: undefined, task, context };
    if (this.state === 'PENDING') this.callbacks.push(callback);
    else wakeTask(this, callback);
  }

  markRetrieved(): void {
    if (!this.logTraceback) return;
    this.logTraceback = false;
    unretrieved.delete(this);
  }

  protected noteCompletion(): void {
    this.completion = noteCompletion();
  }

  private scheduleCallbacks(): void {
    const { callbacks } = this;
    if (callbacks.length === 0) return;
    if (provenance.on) this.noteCompletion();
    this.callbacks = [];
    for (const c of callbacks) {
      if (c.task !== undefined) wakeTask(this, c);
      else callSoon(this.loop!, c.fn!, [this], c.context);
    }
  }
}

function wakeTask(future: PyFuture, callback: DoneCallback): void {
  wakeHook.wake(callback.task!, future, callback.context);
}

/** How a task that waits natively is woken; set by task.ts. */
export const wakeHook = {} as { wake: (task: PyObject, future: PyFuture, context: Value) => void };

/** Futures that hold an exception nobody has looked at, in the order in which they failed. */
export const unretrieved = new Set<PyFuture>();

/** CPython's future_awaited_by_add. */
export function awaitedByAdd(future: Value, waiter: Value): void {
  if (future instanceof PyFuture && waiter instanceof PyFuture) (future.awaitedBy ??= new Set()).add(waiter);
}

export function awaitedByDiscard(future: Value, waiter: Value): void {
  if (future instanceof PyFuture && waiter instanceof PyFuture) future.awaitedBy?.delete(waiter);
}

/** `asyncio.get_event_loop()`: the running loop, else the policy's. */
export function currentEventLoop(): Value {
  if (running.loop !== undefined) return running.loop;
  return call(getAttr(call(library('asyncio.events', '_get_event_loop_policy')), 'get_event_loop'));
}

/** The loop of any future-like object: `get_loop()`, or `_loop` of old ones. */
export function loopOf(future: Value): Value {
  if (future instanceof PyFuture) return future.ensureAlive();
  const method = lookupAttr(future, 'get_loop');
  return method === undefined ? getAttr(future, '_loop') : call(method);
}
