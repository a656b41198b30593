/**
 * The tasks of our own event loop, for introspection.
 *
 * Owns: reading asyncio's plain data. Must not know: how tasks run. Tasks of other classes (asyncio's own pure-Python
 * Task) are coroutines without a task here.
 */
import { getAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { PyFuture } from '../asyncio/future';
import { liveRoots } from '../asyncio/liveRoots';
import { canProgress, runOnce } from '../asyncio/loopRun';
import { PyLoop } from '../asyncio/nativeLoop';
import { endedTasks, liveTasks, running, swapCurrentTask } from '../asyncio/runningLoop';
import { provenance, type Cause } from '../asyncio/provenance';
import { scheduling } from '../asyncio/scheduling';
import { runNext } from '../asyncio/stepChooser';
import { PyTask } from '../asyncio/task';
import { GenState, PyGenerator } from '../vm/generator';
import type { TaskSource, TaskView, WakeUp } from './taskSource';

export const asyncioTasks: TaskSource = {
  all() {
    const views: TaskView[] = [];
    for (const task of liveTasks) if (task instanceof PyTask) views.push(viewOf(task));
    return views;
  },

  live: () => liveTasks.size,

  ended: () => endedTasks.latest().map((task) => viewOf(task as PyTask)),

  isPending: (task) => task instanceof PyTask && task.state === 'PENDING',

  current() {
    return running.task instanceof PyTask ? running.task : undefined;
  },

  loopRunning() {
    return running.loop !== undefined;
  },

  canProgress() {
    return running.loop instanceof PyLoop ? canProgress(running.loop) : true;
  },

  liveRoots() {
    return running.loop instanceof PyLoop ? liveRoots(running.loop) : null;
  },

  cancel(task) {
    if (!(task instanceof PyTask)) return;
    provenance.byDebugger = true;
    try {
      task.requestCancel(None);
    } finally {
      provenance.byDebugger = false;
    }
  },

  setFrozen(task, frozen) {
    if (!(task instanceof PyTask)) return;
    if (frozen) task.freeze();
    else task.thaw();
  },

  runNext(task) {
    return task instanceof PyTask && task.loop instanceof PyLoop && runNext(task.loop.ready, task);
  },

  runToEnd(coroutine) {
    const { loop } = running;
    if (!(loop instanceof PyLoop)) return null;
    const task = call(getAttr(loop, 'create_task'), [coroutine]);
    const { currentHandle } = loop;
    // The task that is stopped keeps its step on the stack; asyncio allows one at a time.
    const stopped = swapCurrentTask(loop, undefined);
    // A run without the debugger's own coroutine is to have the same choices.
    const { chooser } = scheduling;
    scheduling.chooser = null;
    try {
      while (call(getAttr(task, 'done')) !== true) {
        if (!canProgress(loop)) {
          call(getAttr(task, 'cancel'));
          runOnce(loop);
          return 'stuck';
        }
        runOnce(loop);
      }
    } finally {
      scheduling.chooser = chooser;
      swapCurrentTask(loop, stopped);
      loop.currentHandle = currentHandle;
    }
    return { value: call(getAttr(task, 'result')) };
  },

  awaitedBy(future) {
    const found = new Set<PyObject>();
    collectAwaiters(future, found, new Set());
    return [...found];
  },
};

function viewOf(task: PyTask): TaskView {
  return {
    task,
    name: task.name,
    coroutine: task.coro ?? None,
    outcome: outcomeOf(task),
    waiter: pendingWaiter(task.waiter),
    // Its step may be on the stack of another thread than the one that runs.
    running: running.task === task || (task.coro instanceof PyGenerator && task.coro.state === GenState.Running),
    frozen: task.frozen !== null,
    parent: task.parent instanceof PyTask ? task.parent : undefined,
    result: task.state === 'FINISHED' && task.exception === undefined ? task.result : undefined,
    exception: task.exception,
    cancellation: cancellationOf(task),
    wakeUp: wakeUpOf(task),
  };
}

/** Also where what it awaits was cancelled, not the task itself. */
function cancellationOf(task: PyTask): Cause | undefined {
  if (task.cancelsRequested > 0 || task.mustCancel) return task.cancelledBy;
  const { wokenBy } = task;
  if (task.state !== 'CANCELLED') {
    const struck = running.task === task && wokenBy?.state === 'CANCELLED';
    return struck ? cancellationOfFuture(wokenBy) : undefined;
  }
  return task.cancelledBy ?? (wokenBy?.state === 'CANCELLED' ? cancellationOfFuture(wokenBy) : undefined);
}

function cancellationOfFuture(future: PyFuture): Cause | undefined {
  return future instanceof PyTask ? cancellationOf(future) : future.completion;
}

function wakeUpOf({ wokenBy }: PyTask): WakeUp | undefined {
  const cause = wokenBy instanceof PyTask ? ownEnd(wokenBy) : wokenBy?.completion;
  return wokenBy && cause && { cause, future: wokenBy, outcome: outcomeOf(wokenBy) };
}

/** A task gets done by itself, where its coroutine ends. */
function ownEnd({ identity }: PyTask): Cause {
  return {
    stack: [],
    of: undefined,
    by: identity,
    callback: undefined,
    byDebugger: false,
    because: undefined,
    failed: undefined,
  };
}

function outcomeOf(task: PyFuture): TaskView['outcome'] {
  if (task.state === 'PENDING') return 'pending';
  if (task.state === 'CANCELLED') return 'cancelled';
  return task.exception === undefined ? 'done' : 'failed';
}

/** A future that is done has put the task into the ready queue. */
function pendingWaiter(waiter: Value | undefined): PyObject | undefined {
  if (waiter instanceof PyFuture) return waiter.state === 'PENDING' ? waiter : undefined;
  return waiter instanceof PyObject ? waiter : undefined;
}

/** Tasks that await a future, or one that gathers it. */
function collectAwaiters(future: PyObject, found: Set<PyObject>, seen: Set<PyObject>): void {
  if (seen.has(future)) return;
  seen.add(future);
  if (!(future instanceof PyFuture)) return;
  for (const awaiter of future.awaitedBy()) {
    if (awaiter instanceof PyTask) found.add(awaiter);
    else collectAwaiters(awaiter, found, seen);
  }
}
