/**
 * Future: the object and its life, for native code (CPython's FutureObj in _asynciomodule.c).
 *
 * Owns: state, callbacks, who awaits it. Its Python-visible part is in futureType.ts. Must not know: tasks, but for the
 * seam `wakeTask`, which lets a task wait without a Python-level callback.
 */
import { getAttr, lookupAttr } from '../objects/attributes';
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { borrowContext, contextFrom, type ContextSource, giveBackContext } from '../objects/contextvars';
import { newError, runtimeError, typeError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { isSubtype, PyObject, PyType, type Value } from '../objects/object';
import { setContext } from '../vm/exceptions';
import { calledFromNotedPlace } from '../vm/jit/frameless/callSites';
import { invokeInContext, PyHandle } from './handle';
import { cancelledErrorType, invalidState, library } from './library';
import { callSoon, extractStack, loopDebug, PyLoop } from './nativeLoop';
import { noteCompletion, provenance, type Cause } from './provenance';
import { running } from './runningLoop';

export const futureType = bareType('_asyncio.Future');

export type FutureState = 'PENDING' | 'CANCELLED' | 'FINISHED';

/** A done callback in Python. When its future is done, it stands in the ready queue itself. */
export class DoneCallback {
  protected future: PyFuture | undefined = undefined;

  constructor(
    readonly fn: Value,
    private contextSource: ContextSource,
  ) {}

  get context(): Value {
    return (this.contextSource = contextFrom(this.contextSource));
  }

  schedule(future: PyFuture): void {
    const { loop } = future;
    if (loop instanceof PyLoop && loop.takesItems()) {
      loop.checkClosed();
      this.future = future;
      loop.ready.push(this);
    } else callSoon(loop!, this.fn, [future], this.contextSource);
  }

  /** For ReadyQueue. */
  toHandle(): PyHandle {
    return new PyHandle(this.fn, [this.future!], this.future!.loop!, this.contextSource);
  }

  /** Its turn has come. Whether the program's own code ran. */
  invoke(): boolean {
    const { contextSource: source } = this;
    const context = borrowContext(source);
    invokeInContext(context, this.fn, [this.future!]);
    giveBackContext(context, source);
    return true;
  }
}

/** Called when a future is done, in the order in which they were added: callbacks, and tasks to wake. */
type Waiting = DoneCallback | PyObject;

/** What is true or not of a future or task. */
export const enum Flag {
  BLOCKING = 1,
  MUST_CANCEL = 2,
  LOG_DESTROY_PENDING = 4,
  QUEUED = 8,
  CANCELLED = 16,
  FINISHED = 32,
}

/** What few futures have: that they failed or were cancelled, and what debug mode notes. */
class FutureExtras {
  exception: PyBaseException | undefined = undefined;
  exceptionTraceback: PyObject | undefined = undefined;
  /** Its exception was never looked at. */
  logTraceback = false;
  cancelMessage: Value = None;
  /** The CancelledError with which a task ended, raised once. */
  cancelledError: PyBaseException | undefined = undefined;
  sourceTraceback: Value = None;
}

export class PyFuture extends PyObject {
  loop: Value | undefined = undefined;
  result: Value | undefined = undefined;
  /**
   * Those to be called or woken; most futures have one at most: only more of them are an array. Once it is done, where it
   * got done, if somebody waited for it then and a debugger looks on.
   */
  private waiting: Waiting | Waiting[] | Cause | null = null;
  /** Bits of `Flag`: a million futures have a word for them all. */
  protected flags = 0;
  private awaiters: PyObject | Set<PyObject> | null = null;
  private extras: FutureExtras | null = null;
  /** Instances are weakly referenced and take attributes: fields from the start. */
  declare weakrefs?: PyObject[];

  constructor(cls: PyType = futureType) {
    super(cls);
    this.dict = undefined;
  }

  /** What gc.collect() may have to finalise is in `unretrieved` and `liveTasks`. */
  get isCountedElsewhere(): boolean {
    return this.cls.tp_finalize === this.nativeType.tp_finalize;
  }

  /** A subclass with a `__del__` of its own finalises differently. */
  protected get nativeType(): PyType {
    return futureType;
  }

  get pending(): boolean {
    return (this.flags & (Flag.CANCELLED | Flag.FINISHED)) === 0;
  }

  get state(): FutureState {
    const done = this.flags & (Flag.CANCELLED | Flag.FINISHED);
    return done === 0 ? 'PENDING' : done === Flag.FINISHED ? 'FINISHED' : 'CANCELLED';
  }
  set state(state: FutureState) {
    const bits = state === 'PENDING' ? 0 : state === 'FINISHED' ? Flag.FINISHED : Flag.CANCELLED;
    this.flags = (this.flags & ~(Flag.CANCELLED | Flag.FINISHED)) | bits;
  }

  get exception(): PyBaseException | undefined {
    return this.extras?.exception;
  }

  /** Being awaited: set by __await__ just before it yields. */
  get blocking(): boolean {
    return (this.flags & Flag.BLOCKING) !== 0;
  }
  set blocking(on: boolean) {
    this.setFlag(Flag.BLOCKING, on);
  }

  protected setFlag(flag: number, on: boolean): void {
    this.flags = on ? this.flags | flag : this.flags & ~flag;
  }

  /** Where it got done, if somebody waited for it then and a debugger looks on. */
  get completion(): Cause | undefined {
    return this.pending || this.waiting === null ? undefined : (this.waiting as Cause);
  }

  get logTraceback(): boolean {
    return this.extras !== null && this.extras.logTraceback;
  }

  get cancelMessage(): Value {
    return this.extras === null ? None : this.extras.cancelMessage;
  }
  set cancelMessage(v: Value) {
    if (v !== this.cancelMessage) this.further().cancelMessage = v;
  }

  get sourceTraceback(): Value {
    return this.extras === null ? None : this.extras.sourceTraceback;
  }

  /** A task ends with this CancelledError. */
  keepCancelledError(e: PyBaseException): void {
    this.further().cancelledError = e;
  }

  private further(): FutureExtras {
    return (this.extras ??= new FutureExtras());
  }

  /** Those to be called or woken. */
  callbacks(): Waiting[] {
    const waiting = this.pending ? (this.waiting as Waiting | Waiting[] | null) : null;
    return waiting === null ? [] : Array.isArray(waiting) ? [...waiting] : [waiting];
  }

  private addWaiting(w: Waiting): void {
    const { waiting } = this;
    if (waiting === null) this.waiting = w;
    else if (Array.isArray(waiting)) waiting.push(w);
    else this.waiting = [waiting as Waiting, w];
  }

  /** Whether it was there. */
  removeCallback(w: Waiting): boolean {
    const { waiting } = this;
    if (waiting === w) {
      this.waiting = null;
      return true;
    }
    if (!Array.isArray(waiting)) return false;
    const at = waiting.indexOf(w);
    if (at >= 0) waiting.splice(at, 1);
    return at >= 0;
  }

  /** Futures and tasks that await it. */
  awaitedBy(): Iterable<PyObject> {
    const { awaiters } = this;
    return awaiters === null ? [] : awaiters instanceof Set ? awaiters : [awaiters];
  }

  addAwaiter(waiter: PyObject): void {
    const { awaiters } = this;
    if (awaiters === null) this.awaiters = waiter;
    else if (awaiters instanceof Set) awaiters.add(waiter);
    else if (awaiters !== waiter) this.awaiters = new Set([awaiters, waiter]);
  }

  discardAwaiter(waiter: PyObject): void {
    const { awaiters } = this;
    if (awaiters === waiter) this.awaiters = null;
    else if (awaiters instanceof Set) awaiters.delete(waiter);
  }

  /** __init__ called again makes it new. */
  reset(): void {
    this.markRetrieved();
    this.state = 'PENDING';
    this.result = undefined;
    this.blocking = false;
    this.awaiters = null;
    this.extras = null;
  }

  /** CPython's future_init. */
  init(loop: Value): void {
    this.waiting = null;
    this.loop = loop === None ? currentEventLoop() : loop;
    if (loopDebug(this.loop)) this.further().sourceTraceback = extractStack();
  }

  ensureAlive(): Value {
    if (this.loop === undefined) throw runtimeError('Future object is not initialized.');
    return this.loop;
  }

  setResult(result: Value): void {
    this.ensureAlive();
    if (!this.pending) throw invalidState('invalid state');
    this.result = result;
    this.flags |= Flag.FINISHED;
    this.scheduleCallbacks();
  }

  /** Setting the result only puts what waits for it into our own loop's queue, and who looks on can tell by whom. */
  canSetQuietly(): boolean {
    const { loop } = this;
    if (provenance.on && this.waiting !== null && !calledFromNotedPlace()) return false;
    return this.pending && loop instanceof PyLoop && !loop.closed && loop.takesItems();
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
    const extras = this.further();
    extras.exception = exc as PyBaseException;
    extras.exceptionTraceback = extras.exception.traceback;
    this.state = 'FINISHED';
    this.scheduleCallbacks();
    extras.logTraceback = true;
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
    const kept = this.extras?.cancelledError;
    if (kept !== undefined) {
      this.extras!.cancelledError = undefined;
      return kept;
    }
    return call(cancelledErrorType(), this.cancelMessage === None ? [] : [this.cancelMessage]) as PyBaseException;
  }

  /** CPython's future_get_result: the exception to raise, or undefined where `result` holds. */
  outcome(): PyBaseException | undefined {
    if ((this.flags & Flag.FINISHED) !== 0 && this.extras?.exception === undefined) return undefined;
    if (this.state === 'CANCELLED') return this.makeCancelledError();
    if (this.state !== 'FINISHED') throw invalidState('Result is not set.');
    const { extras } = this;
    const exc = extras?.exception;
    if (exc === undefined) return undefined;
    this.markRetrieved();
    exc.traceback = extras!.exceptionTraceback;
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

  addCallback(fn: Value, context: ContextSource): void {
    this.ensureAlive();
    this.addDone(new DoneCallback(fn, context));
  }

  addDone(callback: DoneCallback): void {
    if (this.pending) this.addWaiting(callback);
    else callback.schedule(this);
  }

  /** A task waits for it; when it is done, the task is woken in its own context. */
  addWaiter(task: PyObject): void {
    if (this.pending) this.addWaiting(task);
    else wakeHook.wake(task, this);
  }

  markRetrieved(): void {
    if (!this.logTraceback) return;
    this.extras!.logTraceback = false;
    unretrieved.delete(this);
  }

  /** Of a future that is done right now. */
  protected whereDone(): Cause | null {
    return noteCompletion();
  }

  private scheduleCallbacks(): void {
    const waiting = this.waiting as Waiting | Waiting[] | null;
    if (waiting === null) return;
    this.waiting = provenance.on ? this.whereDone() : null;
    if (Array.isArray(waiting)) for (let i = 0; i < waiting.length; i++) this.schedule(waiting[i]);
    else this.schedule(waiting);
  }

  private schedule(w: Waiting): void {
    if (w instanceof DoneCallback) w.schedule(this);
    else wakeHook.wake(w, this);
  }
}

/** How a task that waits natively is woken; set by task.ts. */
export const wakeHook = {} as { wake: (task: PyObject, future: PyFuture) => void };

/** Futures that hold an exception nobody has looked at, in the order in which they failed. */
export const unretrieved = new Set<PyFuture>();

/** CPython's future_awaited_by_add. */
export function awaitedByAdd(future: Value, waiter: Value): void {
  if (future instanceof PyFuture && waiter instanceof PyFuture) future.addAwaiter(waiter);
}

export function awaitedByDiscard(future: Value, waiter: Value): void {
  if (future instanceof PyFuture && waiter instanceof PyFuture) future.discardAwaiter(waiter);
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
