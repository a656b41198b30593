/**
 * A task's steps and wake-ups as Python callables, for loops that are not ours and for `_callbacks`.
 *
 * Must not know: what a step does.
 */
import { bareType, None } from '../objects/builtinTypes';
import type { PyBaseException } from '../objects/exceptionTypes';
import { NativeSpec, PyNative } from '../objects/native';
import { PyObject, type Value } from '../objects/object';
import type { PyTask } from './task';

const wakeUpSpec = new NativeSpec(
  'task_wakeup(self, fut, /)',
  (self: PyTask, future: Value) => (self.wakeUp(future), None),
);

/** The callback that stands for a waiting task in `_callbacks` and in reprs. */
export function wakeUpMethod(task: PyTask): Value {
  return new PyNative(wakeUpSpec, task);
}

/** The task for which such a callback stands; undefined for any other. */
export function wokenByMethod(callback: Value): PyTask | undefined {
  return callback instanceof PyNative && callback.spec === wakeUpSpec ? (callback.self as PyTask) : undefined;
}

export const taskStepWrapperType = bareType('_asyncio.TaskStepMethWrapper');

/** A step as a Python callable, for loops that are not ours. */
export class PyTaskStepWrapper extends PyObject {
  constructor(
    readonly task: PyTask,
    readonly exc: PyBaseException | undefined,
  ) {
    super(taskStepWrapperType);
  }
}
