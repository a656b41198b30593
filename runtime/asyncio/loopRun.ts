/**
 * Running the event loop: one turn after another, waiting at the door in between.
 *
 * Owns: the order of things in a turn, which is that of CPython's _run_once: wait, due timers, then the callbacks that
 * were ready when the turn began. Must not know: Python-visible methods.
 */
import { otherThreads } from '../vm/otherThreads';
import { ts } from '../vm/thread';
import { getAttr, setAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { runtimeError } from '../objects/errors';
import type { Value } from '../objects/object';
import { str } from '../objects/text';
import { sysState } from '../objects/sysState';
import { alarms } from '../host/alarms';
import { anythingPending, dispatch } from '../host/dispatch';
import { host } from '../host/currentHost';
import { PyFloat } from '../objects/values';
import { DoneCallback } from './future';
import { PyHandle, secondsOf } from './handle';
import { reportFailure, runHandle } from './handleType';
import { library } from './library';
import type { ParkedRun, PyLoop } from './nativeLoop';
import {
  callbackBegins,
  callbackEnded,
  recording,
  settle,
  shortCallbackEnded,
  skipTime,
  stepBegins,
  stepEnded,
} from './recording';
import { running, setRunningLoop } from './runningLoop';
import type { Ready } from './readyQueue';
import { scheduling } from './scheduling';
import { stepClock } from './stepClock';
import type { StepTimes } from './stepTimes';
import { PyTask, TaskStep } from './task';

/** Longest wait at the door, as in CPython. */
const MAXIMUM_WAIT = 24 * 3600;
const CLOCK_RESOLUTION = 1e-9;

export function checkRunning(loop: PyLoop): void {
  if (loop.running) throw runtimeError('This event loop is already running');
  if (running.loop !== undefined) throw runtimeError('Cannot run the event loop while another loop is running');
}

export function runForever(loop: PyLoop): void {
  const saved = loop.parked ?? begin(loop);
  loop.parked = undefined;
  otherThreads.wentOn();
  try {
    do {
      runOnce(loop);
      if (otherThreads.inThread()) otherThreads.pauseHere();
    } while (!loop.stopping);
  } catch (e) {
    if (otherThreads.isParking(e)) loop.parked = saved;
    throw e;
  } finally {
    if (loop.parked === undefined) end(loop, saved);
  }
}

function begin(loop: PyLoop): ParkedRun {
  if (recording.on) skipTime();
  loop.checkClosed();
  checkRunning(loop);
  setOriginTracking(loop, loop.debug);
  const { asyncgenFirstiter, asyncgenFinalizer } = sysState;
  sysState.asyncgenFirstiter = getAttr(loop, '_asyncgen_firstiter_hook');
  sysState.asyncgenFinalizer = getAttr(loop, '_asyncgen_finalizer_hook');
  loop.running = true;
  loop.threadId = call(library('threading', 'get_ident'));
  loop.startedBy = ts.frame;
  setRunningLoop(loop);
  return { asyncgenFirstiter, asyncgenFinalizer };
}

function end(loop: PyLoop, saved: ParkedRun): void {
  loop.stopping = false;
  loop.running = false;
  loop.threadId = None;
  loop.startedBy = null;
  setRunningLoop(undefined);
  setOriginTracking(loop, false);
  sysState.asyncgenFirstiter = saved.asyncgenFirstiter;
  sysState.asyncgenFinalizer = saved.asyncgenFinalizer;
}

const savedDepth = new WeakMap<PyLoop, number>();
/** asyncio.constants.DEBUG_STACK_DEPTH */
const DEBUG_STACK_DEPTH = 10;

/** Debug mode: coroutines remember where they were made, while the loop runs. */
export function setOriginTracking(loop: PyLoop, enabled: boolean): void {
  const saved = savedDepth.get(loop);
  if (enabled === (saved !== undefined)) return;
  if (enabled) {
    savedDepth.set(loop, sysState.originTrackingDepth);
    sysState.originTrackingDepth = DEBUG_STACK_DEPTH;
  } else {
    savedDepth.delete(loop);
    sysState.originTrackingDepth = saved!;
  }
}

export function runOnce(loop: PyLoop): void {
  const { ready, timers } = loop;
  loop.turns++;
  const next = timers.peek();
  let timeout: number | null = null;
  if (ready.length > 0 || loop.stopping) timeout = 0;
  else if (next !== undefined) timeout = Math.max(0, Math.min(next.due - host().now(), MAXIMUM_WAIT));
  if (timeout !== 0 || anythingPending() || loop.poll.size > 0) {
    if (recording.on) settle();
    poll(loop, timeout);
    if (recording.on) skipTime();
  }
  if (timers.length > 0) {
    const now = host().now() + CLOCK_RESOLUTION;
    for (let t = timers.peek(); t !== undefined && t.due < now; t = timers.peek()) ready.push(timers.pop());
  }
  host().gather(true);
  let item: Ready | undefined;
  let begun: StepTimes | null = null;
  try {
    const { chooser } = scheduling;
    // Callbacks that these add wait for the next turn.
    for (let todo = ready.length; todo > 0 && ready.length > 0; todo--) {
      if (chooser !== null) chooser.choose(ready);
      item = ready.shift();
      if (loop.debug) runHandleOf(loop, item);
      else if (item instanceof PyTask) {
        // Not by a function of its own: V8 inlines here what a step does.
        if (recording.on) begun = stepBegins(item);
        runTask(item);
        if (begun !== null) {
          noteStepEnd(loop, item, begun);
          begun = null;
        }
      } else if (item instanceof DoneCallback) {
        if (recording.on) runRecordedCallback(loop, item);
        else runCallback(item);
      } else runHandleOf(loop, item);
    }
  } finally {
    host().gather(false);
    if (begun !== null) noteStepEnd(loop, item as PyTask, begun);
  }
}

/** A task's step without a handle. */
function runTask(task: PyTask): void {
  const cause = task.leaveQueue();
  try {
    task.stepInContext(cause);
  } catch (e) {
    reportFailure(new TaskStep(task, cause), e);
  }
}

/** A future's callback without a handle. Whether the program's own code ran. */
function runCallback(callback: DoneCallback): boolean {
  try {
    return callback.invoke();
  } catch (e) {
    reportFailure(callback.toHandle(), e);
    return true;
  }
}

function runHandleOf(loop: PyLoop, item: Ready): void {
  const handle = item instanceof PyHandle ? item : item.toHandle();
  if (handle.cancelled) return;
  if (recording.on) runRecorded(loop, handle);
  else if (loop.debug) runTimed(loop, handle);
  else runHandle(handle);
}

/** Whether anything is left that could make a callback ready: for those who look for deadlocks. */
export function canProgress(loop: PyLoop): boolean {
  return loop.ready.length + loop.timers.length + loop.poll.size > 0 || anythingPending();
}

/** Waits for what comes from outside and queues the callbacks it makes ready. */
function poll(loop: PyLoop, timeout: number | null): void {
  const limit = otherThreads.any() ? pollThreads(loop, timeout) : timeout;
  dispatch(host().wait(loop.poll.anyReady() ? 0 : alarms.within(limit)));
  loop.poll.collect((handle) => loop.ready.push(handle));
}

/** Lets other threads run, as long as the loop has nothing to do; how long it may wait then. */
function pollThreads(loop: PyLoop, timeout: number | null): number | null {
  const idle = () => loop.ready.length === 0 && !loop.poll.anyReady();
  if (otherThreads.inThread() && timeout !== 0) {
    const before = host().now();
    otherThreads.block(() => !idle(), timeout, true);
    return timeout === null ? 0 : Math.max(0, timeout - (host().now() - before));
  }
  while (otherThreads.runOne()) if (timeout === 0 || !idle()) return 0;
  const left = Math.max(0, otherThreads.nextDeadline() - host().now());
  return timeout === null ? (left === Infinity ? null : left) : Math.min(timeout, left);
}

/** Below so many microseconds nobody calls a callback slow: saves the look-up. */
const SHORTEST_SLOW = 1000;

/** Runs a callback and takes note of what it took. */
function runRecorded(loop: PyLoop, handle: PyHandle): void {
  const task = handle instanceof TaskStep ? handle.task : undefined;
  const times = task === undefined ? callbackBegins(handle.callback) : stepBegins(task);
  try {
    if (loop.debug) runTimed(loop, handle);
    else runHandle(handle);
  } finally {
    noteEnd(loop, task, task === undefined ? callbackEnded(times) : stepEnded(task, times));
  }
}

/** A task's step without a handle is over. */
function noteStepEnd(loop: PyLoop, task: PyTask, begun: StepTimes): void {
  if (!stepClock.wasAverage()) noteEnd(loop, task, stepEnded(task, begun));
}

function runRecordedCallback(loop: PyLoop, callback: DoneCallback): void {
  const times = callbackBegins(callback.fn);
  let ran = true;
  try {
    ran = runCallback(callback);
  } finally {
    if (ran) noteEnd(loop, undefined, callbackEnded(times));
    else shortCallbackEnded();
  }
}

/** A callback took so many microseconds; `task`: it was a step of that one. */
function noteEnd(loop: PyLoop, task: PyTask | undefined, took: number): void {
  if (took > SHORTEST_SLOW && took / 1e6 >= secondsOf(getAttr(loop, 'slow_callback_duration')))
    recording.slow?.(task, took / 1e6);
}

/** Debug mode: says which callbacks take long. */
function runTimed(loop: PyLoop, handle: PyHandle): void {
  loop.currentHandle = handle;
  try {
    const begin = host().now();
    runHandle(handle);
    const took = host().now() - begin;
    if (took >= secondsOf(getAttr(loop, 'slow_callback_duration'))) {
      const shown = str(call(library('asyncio.base_events', '_format_handle'), [handle]));
      call(getAttr(library('asyncio.log', 'logger'), 'warning'), [
        'Executing %s took %.3f seconds',
        shown,
        new PyFloat(took),
      ]);
    }
  } finally {
    loop.currentHandle = undefined;
  }
}

function beginUntil(loop: PyLoop, awaitable: Value, stopper: Value): { future: Value; isFuture: boolean } {
  loop.checkClosed();
  checkRunning(loop);
  if (recording.on) skipTime();
  const isFuture = call(library('asyncio.futures', 'isfuture'), [awaitable]) === true;
  const future = call(library('asyncio.tasks', 'ensure_future'), [awaitable, loop], ['loop']);
  if (!isFuture) setAttr(future, '_log_destroy_pending', false);
  call(getAttr(future, 'add_done_callback'), [stopper]);
  return { future, isFuture };
}

/** CPython's run_until_complete. */
export function runUntilComplete(loop: PyLoop, awaitable: Value): Value {
  const stopper = library('asyncio.base_events', '_run_until_complete_cb');
  const { future, isFuture } = loop.parkedUntil ?? beginUntil(loop, awaitable, stopper);
  loop.parkedUntil = undefined;
  const done = (): boolean => call(getAttr(future, 'done')) === true;
  try {
    call(getAttr(loop, 'run_forever'));
  } catch (e) {
    if (otherThreads.isParking(e)) {
      loop.parkedUntil = { future, isFuture };
      throw e;
    }
    // The caller cannot see a task that we made: its exception counts as seen.
    if (!isFuture && done() && call(getAttr(future, 'cancelled')) !== true) call(getAttr(future, 'exception'));
    throw e;
  } finally {
    if (loop.parkedUntil === undefined) call(getAttr(future, 'remove_done_callback'), [stopper]);
  }
  if (!done()) throw runtimeError('Event loop stopped before Future completed.');
  return call(getAttr(future, 'result'));
}
