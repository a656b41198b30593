/**
 * What introspection needs to know of an event loop's tasks.
 *
 * Owns: the interface. asyncioTasks.ts fills it in for our loop; a program without one has no tasks.
 */
import type { Cause } from '../asyncio/provenance';
import type { PyBaseException } from '../objects/exceptionTypes';
import type { PyObject, Value } from '../objects/object';

export interface TaskView {
  task: PyObject;
  name: string;
  /** The coroutine object it drives; mostly a PyGenerator. */
  coroutine: Value;
  outcome: 'pending' | 'done' | 'failed' | 'cancelled';
  /** The future it waits for; undefined when it is ready to go on. */
  waiter: PyObject | undefined;
  /** Its step is on the stack right now. */
  running: boolean;
  /** A debugger holds it: its next step waits. */
  frozen: boolean;
  parent: PyObject | undefined;
  result: Value | undefined;
  exception: PyBaseException | undefined;
  /** What cancelled it; undefined if nothing did, or if that is no longer in force. */
  cancellation: Cause | undefined;
  /** What completed the future that it waited for last. */
  wakeUp: WakeUp | undefined;
}

export interface WakeUp {
  cause: Cause;
  /** The future is a task: that has ended. */
  future: PyObject;
  outcome: TaskView['outcome'];
}

export interface TaskSource {
  /** Those that are not done, in order of creation. */
  all(): TaskView[];
  /** How many these are. */
  live(): number;
  /** The last ones that ended, in that order; none unless a debugger looks on. */
  ended(): TaskView[];
  isPending(task: PyObject): boolean;
  /** The task whose step is on the stack. */
  current(): PyObject | undefined;
  loopRunning(): boolean;
  /** Whether the running loop has anything that could still happen: ready callbacks, timers, I/O. */
  canProgress(): boolean;
  /** What can still make anything happen, and the frames that wait for the loop to end; null where that is unknown. */
  liveRoots(): { roots: unknown[]; blocked: unknown[] } | null;
  cancel(task: PyObject): void;
  /** Holds a task at its next step, or lets it go on. */
  setFrozen(task: PyObject, frozen: boolean): void;
  /** Has a ready task go on next, as far as asyncio allows. False: it isn't ready. */
  runNext(task: PyObject): boolean;
  /**
   * Runs a coroutine as a task of the running loop, turn after turn of it with all that is ready in it, until the task
   * is done; what it returns or raises. Null where no loop of ours runs; 'stuck' when nothing is left that could let it
   * go on (it is cancelled then).
   */
  runToEnd(coroutine: Value): { value: Value } | 'stuck' | null;
  /** The tasks that wait for a task, be it directly or through a gather. */
  awaitedBy(task: PyObject): PyObject[];
}
