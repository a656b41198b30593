/**
 * Task: stepping a coroutine (CPython's task_step_impl and its helpers).
 *
 * Owns: the task's own state, steps, wake-ups, cancellation. Its Python-visible part is in taskType.ts.
 */
import { getAttr, lookupAttr, setAttr } from '../objects/attributes';
import { generatorType, None } from '../objects/builtinTypes';
import { call, callKw } from '../objects/call';
import { isTrue } from '../objects/compare';
import { contextState, copyCurrentContext, enterContext, runInContext, PyContext } from '../objects/contextvars';
import { isError, newError, runtimeError, typeError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { finalizables } from '../objects/finalizable';
import type { PyType, Value } from '../objects/object';
import { repr, str } from '../objects/text';
import { PyGenerator } from '../vm/generator';
import { sendResult } from '../vm/sending';
import { awaitedByAdd, awaitedByDiscard, Flag, futureType, loopOf, PyFuture, wakeHook } from './future';
import { PyHandle } from './handle';
import { invalidState, isCancelledError } from './library';
import { callSoon, PyLoop } from './nativeLoop';
import { noteCancellation, provenance, TaskIdentity, taskName, type Cause } from './provenance';
import { isPlainFuture, taskType } from './plainFutures';
import { becameReady, recording, type TaskLane } from './recording';
import { sendNone, throwInto } from './resuming';
import { eagerTasks, endedTasks, enterTask, leaveTask, liveTasks, running, swapCurrentTask } from './runningLoop';
import { Reason } from './taskCounts';
import { PyTaskStepWrapper, wakeUpMethod } from './taskCallbacks';
import { WatchedTask, type Frozen } from './watchedTask';

let nextNumber = 1;

/** From this bit on, `flags` counts how often the task was asked to cancel itself. */
const CANCELS = 8;

/** A task remembers where it comes from, but only for those who look on: that keeps nothing alive. */
const PROVENANCE: ReadonlySet<string> = new Set(['parent', 'wokenBy']);

export class PyTask extends PyFuture {
  /** Undefined before __init__, and after an eager task has ended at once. */
  coro: Value | undefined = undefined;
  context: Value = None;
  /** The name given, or the number of a task that got none. */
  nameOrNumber: string | number = 0;
  waiter: Value | undefined = undefined;
  /** For those who look into the loop: the task whose step made this one, who last woke it, its steps so far. */
  parent: Value | undefined = undefined;
  wokenBy: PyFuture | undefined = undefined;
  steps = 0;
  private watched: WatchedTask | null = null;
  /** Its place among `liveTasks`. */
  liveIndex = -1;
  /** What its queued step is for: the future that wakes it, or the error to throw. */
  private cause: PyFuture | PyBaseException | undefined = undefined;

  constructor(cls: PyType = taskType) {
    super(cls);
    this.flags = Flag.LOG_DESTROY_PENDING;
  }

  /** For the collector's marker. */
  get weakFields(): ReadonlySet<string> {
    return PROVENANCE;
  }

  protected override get nativeType(): PyType {
    return taskType;
  }

  get mustCancel(): boolean {
    return (this.flags & Flag.MUST_CANCEL) !== 0;
  }
  set mustCancel(on: boolean) {
    this.setFlag(Flag.MUST_CANCEL, on);
  }

  get cancelsRequested(): number {
    return this.flags >> CANCELS;
  }
  set cancelsRequested(n: number) {
    this.flags = (this.flags & ((1 << CANCELS) - 1)) | (n << CANCELS);
  }

  get logDestroyPending(): boolean {
    return (this.flags & Flag.LOG_DESTROY_PENDING) !== 0;
  }
  set logDestroyPending(on: boolean) {
    this.setFlag(Flag.LOG_DESTROY_PENDING, on);
  }

  /** It stands in the ready queue itself. */
  get queued(): boolean {
    return (this.flags & Flag.QUEUED) !== 0;
  }
  set queued(on: boolean) {
    this.setFlag(Flag.QUEUED, on);
  }

  get name(): string {
    return taskName(this.nameOrNumber);
  }

  setName(v: Value): void {
    this.nameOrNumber = str(v);
    if (this.watched !== null) this.watched.identity = undefined;
  }

  private watch(): WatchedTask {
    return (this.watched ??= new WatchedTask());
  }

  get lane(): TaskLane | null {
    return this.watched === null ? null : this.watched.lane;
  }
  set lane(lane: TaskLane | null) {
    this.watch().lane = lane;
  }

  get frozen(): Frozen | null {
    return this.watched === null ? null : this.watched.frozen;
  }

  get cancelledBy(): Cause | undefined {
    return this.watched?.cancelledBy;
  }

  get identity(): TaskIdentity {
    return (this.watch().identity ??= new TaskIdentity(this, this.nameOrNumber, this.coroutineName));
  }

  /** Nothing where it is no coroutine of ours, or is gone. */
  get coroutineName(): string {
    return this.coro instanceof PyGenerator ? this.coro.qualname : '';
  }

  /** CPython's _asyncio_Task___init___impl. */
  initTask(
    coro: Value,
    loop: Value,
    name: Value,
    context: Value,
    eagerStart: boolean,
    isCoroutine: (v: Value) => boolean,
  ): void {
    this.init(loop);
    if (!isCoroutine(coro)) {
      this.logDestroyPending = false;
      throw typeError(`a coroutine was expected, got ${repr(coro)}`);
    }
    this.context = context === None ? copyCurrentContext() : context;
    this.coro = coro;
    this.mustCancel = false;
    this.cancelsRequested = 0;
    this.logDestroyPending = true;
    this.waiter = undefined;
    this.parent = running.task;
    if (name === None) this.nameOrNumber = nextNumber++;
    else this.setName(name);
    if (recording.listener !== null) recording.listener.created(this);
    if (eagerStart && loopIsRunning(this.loop!)) {
      this.startEagerly();
      return;
    }
    liveTasks.add(this);
    try {
      this.stepSoon(undefined);
    } catch (e) {
      // Nobody will step it: it will be found destroyed while pending.
      liveTasks.delete(this);
      finalizables.objects.add(this);
      throw e;
    }
  }

  /** CPython's task_eager_start. */
  private startEagerly(): void {
    const loop = this.loop!;
    const { context } = this;
    if (!(context instanceof PyContext)) throw typeError('an instance of Context was expected');
    const previous = swapCurrentTask(loop, this);
    eagerTasks.add(this);
    liveTasks.add(this);
    if (recording.listener !== null) recording.listener.stepBegins(this);
    try {
      runInContext(context, () => this.runStep(undefined));
    } finally {
      if (recording.listener !== null) recording.listener.stepEnds(this);
      eagerTasks.delete(this);
      swapCurrentTask(loop, previous);
      if (this.state !== 'PENDING') {
        liveTasks.delete(this);
        this.coro = undefined;
      }
    }
  }

  /** Puts the next step, which throws `exc` if given, into the loop's queue. */
  stepSoon(exc: PyBaseException | undefined): void {
    const loop = this.loop!;
    if (recording.counts)
      becameReady(this, exc !== undefined ? Reason.ERROR : this.steps === 0 ? Reason.CREATED : Reason.YIELDED);
    if (recording.listener !== null) recording.listener.ready(this);
    if (provenance.on) this.wokenBy = undefined;
    if (loop instanceof PyLoop && loop.takesItems() && this.context instanceof PyContext) this.queue(loop, exc);
    else callSoon(loop, new PyTaskStepWrapper(this, exc), [], this.context);
  }

  /** The future that it waits for is done. */
  wakeSoon(future: PyFuture): void {
    const loop = future.loop!;
    if (recording.counts) becameReady(this, Reason.FUTURE);
    if (recording.listener !== null) recording.listener.ready(this);
    if (provenance.on) this.wokenBy = future;
    if (loop instanceof PyLoop && loop.takesItems() && this.context instanceof PyContext) this.queue(loop, future);
    else callSoon(loop, wakeUpMethod(this), [future], this.context);
  }

  private queue(loop: PyLoop, cause: PyFuture | PyBaseException | undefined): void {
    loop.checkClosed();
    if (this.queued) loop.ready.push(new TaskStep(this, cause));
    else {
      this.queued = true;
      this.cause = cause;
      loop.ready.push(this);
    }
  }

  /** For ReadyQueue. */
  toHandle(): TaskStep {
    return new TaskStep(this, this.leaveQueue());
  }

  /** What its step in the ready queue is for, where it stands there itself. */
  get queuedFor(): PyFuture | PyBaseException | undefined {
    return this.cause;
  }

  /** Its turn in the ready queue has come: what its step is for. */
  leaveQueue(): PyFuture | PyBaseException | undefined {
    const { cause } = this;
    this.queued = false;
    this.cause = undefined;
    return cause;
  }

  stepInContext(cause: PyFuture | PyBaseException | undefined): void {
    const context = this.context as PyContext;
    // Raises. No closure here: its variables would be an object at each step.
    if (context.entered) enterContext(context);
    const previous = contextState.current;
    context.entered = true;
    contextState.current = context;
    try {
      this.stepFor(cause);
    } finally {
      context.entered = false;
      contextState.current = previous;
    }
  }

  private stepFor(cause: PyFuture | PyBaseException | undefined): void {
    if (cause instanceof PyFuture) this.wakeUp(cause);
    else this.step(cause);
  }

  /** Its steps wait from now on, though it may be woken or cancelled meanwhile. */
  freeze(): void {
    if (this.state === 'PENDING') this.watch().frozen ??= { stepDue: false, exc: undefined };
  }

  thaw(): void {
    const { frozen } = this;
    if (frozen === null) return;
    this.watch().frozen = null;
    if (frozen.stepDue && this.state === 'PENDING') this.stepSoon(frozen.exc);
  }

  /** CPython's task_step: one step as the current task. */
  step(exc: PyBaseException | undefined): void {
    if (this.frozen !== null) {
      this.watch().frozen = { stepDue: true, exc };
      return;
    }
    const loop = this.loop!;
    enterTask(loop, this);
    if (recording.listener !== null) recording.listener.stepBegins(this);
    try {
      this.runStep(exc);
    } finally {
      // Somebody may have begun to listen meanwhile.
      if (recording.listener !== null) recording.listener.stepEnds(this);
      leaveTask(loop, this);
    }
  }

  /** CPython's task_wakeup. */
  wakeUp(future: Value): void {
    let exc: PyBaseException | undefined;
    awaitedByDiscard(future, this);
    if (future instanceof PyFuture && isPlainFuture(future)) {
      this.wokenBy = future;
      exc = future.outcome();
    } else {
      try {
        call(getAttr(future, 'result'));
      } catch (e) {
        if (!(e instanceof PyBaseException)) throw e;
        exc = e;
      }
    }
    this.step(exc);
  }

  /** CPython's task_step_impl. */
  private runStep(given: PyBaseException | undefined): void {
    let exc = given;
    if (!this.pending)
      throw invalidState(`__step(): already done: ${repr(this)} ${exc === undefined ? 'None' : repr(exc)}`);
    if (this.mustCancel) {
      if (exc === undefined || !isCancelledError(exc)) exc = this.makeCancelledError();
      this.mustCancel = false;
    }
    this.waiter = undefined;
    const { coro } = this;
    if (coro === undefined) throw runtimeError('uninitialized Task object');
    this.steps++;
    let yielded: Value | undefined;
    try {
      yielded = exc === undefined ? sendNone(coro) : throwInto(coro, exc);
    } catch (e) {
      if (!(e instanceof PyBaseException)) throw e;
      this.endWithError(e);
      return;
    }
    if (yielded === undefined) this.endWithResult(sendResult.value);
    else this.waitFor(yielded);
  }

  private endWithResult(result: Value): void {
    if (this.mustCancel) {
      this.mustCancel = false;
      this.end();
      this.cancelFuture(this.cancelMessage);
    } else {
      this.end();
      this.setResult(result);
    }
  }

  private endWithError(e: PyBaseException): void {
    this.end();
    if (isCancelledError(e)) {
      this.keepCancelledError(e);
      this.cancelFuture(None);
      return;
    }
    this.setException(e);
    if (isError(e, Exc.KeyboardInterrupt) || isError(e, Exc.SystemExit)) throw e;
  }

  /** It gets done by its own last step: nothing to note. */
  protected override whereDone(): Cause | null {
    return null;
  }

  private end(): void {
    liveTasks.delete(this);
    if (provenance.on) endedTasks.add(this);
    else this.forgetOthers();
  }

  /** Nobody can ask any more: a task may be made or woken by one that was made or woken by another, and so on. */
  forgetOthers(): void {
    this.parent = this.wokenBy = undefined;
    this.watched?.identity?.forget();
    this.watched = null;
  }

  /** CPython's task_step_handle_result_impl: what the coroutine yielded says what the task waits for. */
  private waitFor(yielded: Value): void {
    if (yielded === this) this.failSoon(`Task cannot await on itself: ${repr(this)}`);
    else if (yielded instanceof PyFuture && isPlainFuture(yielded)) {
      if (yielded.loop !== this.loop) this.failSoon(this.otherLoop(yielded));
      else if (!yielded.blocking) this.failSoon(this.plainYield(yielded));
      else {
        awaitedByAdd(yielded, this);
        yielded.blocking = false;
        yielded.addWaiter(this);
        this.waiter = yielded;
        if (this.mustCancel && cancelAny(yielded, this.cancelMessage)) this.mustCancel = false;
      }
    } else if (yielded === None) this.stepSoon(undefined);
    else this.waitForOther(yielded);
  }

  /** A subclass of Future with ways of its own, or an object of another class that acts as one. */
  private waitForOther(yielded: Value): void {
    const blocking = lookupAttr(yielded, '_asyncio_future_blocking');
    if (blocking !== undefined && blocking !== None) {
      if (loopOf(yielded) !== this.loop) this.failSoon(this.otherLoop(yielded));
      else if (!isTrue(blocking)) this.failSoon(this.plainYield(yielded));
      else {
        awaitedByAdd(yielded, this);
        setAttr(yielded, '_asyncio_future_blocking', false);
        callKw(getAttr(yielded, 'add_done_callback'), [wakeUpMethod(this)], { context: this.context });
        this.waiter = yielded;
        if (this.mustCancel && cancelAny(yielded, this.cancelMessage)) this.mustCancel = false;
      }
    } else if (typeof yielded === 'object' && yielded.cls === generatorType)
      this.failSoon(`yield was used instead of yield from for generator in task ${repr(this)} with ${repr(yielded)}`);
    else this.failSoon(`Task got bad yield: ${repr(yielded)}`);
  }

  private otherLoop(future: Value): string {
    return `Task ${repr(this)} got Future ${repr(future)} attached to a different loop`;
  }

  private plainYield(future: Value): string {
    return `yield was used instead of yield from in task ${repr(this)} with ${repr(future)}`;
  }

  /** The next step raises RuntimeError in the coroutine. */
  private failSoon(message: string): void {
    this.stepSoon(newError(Exc.RuntimeError, message));
  }

  /** Task.cancel. */
  requestCancel(message: Value): boolean {
    this.markRetrieved();
    if (this.state !== 'PENDING') return false;
    this.cancelsRequested++;
    if (recording.listener !== null) recording.listener.cancelRequested(this);
    if (provenance.on) this.watch().cancelledBy = noteCancellation(this.identity, cancellationOfRunning(this));
    if (this.waiter !== undefined && this.passOnCancel(this.waiter, message)) return true;
    this.mustCancel = true;
    this.cancelMessage = message;
    return true;
  }

  private passOnCancel(waiter: Value, message: Value): boolean {
    if (!provenance.on) return cancelAny(waiter, message);
    const before = provenance.passing;
    provenance.passing = this.cancelledBy;
    try {
      return cancelAny(waiter, message);
    } finally {
      provenance.passing = before;
    }
  }

  uncancel(): number {
    if (this.cancelsRequested > 0 && --this.cancelsRequested === 0) this.mustCancel = false;
    return this.cancelsRequested;
  }
}

/** Why the running task is being cancelled, if it is and cancels others therefore. */
function cancellationOfRunning(other: PyTask): Cause | undefined {
  const { task } = running;
  return task instanceof PyTask && task !== other && task.cancelsRequested > 0 ? task.cancelledBy : undefined;
}

provenance.identify = (task) => (task instanceof PyTask ? task.identity : undefined);

/** `future.cancel(msg=message)` of anything that is awaited. */
export function cancelAny(future: Value, message: Value): boolean {
  if (future instanceof PyTask && future.cls === taskType) return future.requestCancel(message);
  if (future instanceof PyFuture && future.cls === futureType) return future.cancelFuture(message);
  return isTrue(callKw(getAttr(future, 'cancel'), [], { msg: message }));
}

function loopIsRunning(loop: Value): boolean {
  return loop instanceof PyLoop ? loop.running : isTrue(call(getAttr(loop, 'is_running')));
}

/** A task's next step as a handle, where the task itself cannot stand for it. */
export class TaskStep extends PyHandle {
  constructor(
    readonly task: PyTask,
    readonly cause: PyFuture | PyBaseException | undefined,
  ) {
    super(None, null, task.loop!, task.context);
  }

  override invoke(): void {
    this.task.stepInContext(this.cause);
  }
}

wakeHook.wake = (task, future) => (task as PyTask).wakeSoon(future);
