/** Task seen from Python (CPython's TaskType and TaskStepMethWrapper_Type). */
import { lost } from './provenance';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { defGetSet, defMethod } from '../objects/descriptors';
import { attributeError, runtimeError, typeError } from '../objects/errors';
import { NativeSpec } from '../objects/native';
import type { Value } from '../objects/object';
import { getAttr } from '../objects/attributes';
import { PyDict } from '../objects/dict';
import { str } from '../objects/text';
import { defNewSig, disallowNew } from '../objects/typeObject';
import type { PyType } from '../objects/object';
import { coroutineType } from '../objects/builtinTypes';
import { reportUnretrieved } from './futureType';
import { library } from './library';
import { liveTasks } from './runningLoop';
import { taskType } from './plainFutures';
import { PyTask } from './task';
import { taskStepWrapperType, type PyTaskStepWrapper } from './taskCallbacks';

/** CPython's is_coroutine: exact coroutines at once, the rest by asyncio.iscoroutine. */
function isCoroutine(v: Value): boolean {
  if (typeof v === 'object' && v.cls === coroutineType) return true;
  return isTrue(call(library('asyncio.coroutines', 'iscoroutine'), [v]));
}

const initSpec = new NativeSpec(
  'Task(self, /, coro, *, loop=None, name=None, context=None, eager_start=False)',
  (self: PyTask, coro: Value, loop: Value, name: Value, context: Value, eager: Value) => {
    self.reset();
    self.initTask(coro, loop, name, context, isTrue(eager), isCoroutine);
    return None;
  },
);

/** CPython's TaskObj_finalize. */
function finalizeTask(t: PyTask): void {
  if (t.state === 'PENDING' && t.logDestroyPending && t.loop !== undefined) {
    liveTasks.delete(t);
    lost.notice?.(t, 'pending');
    const context = new PyDict();
    context.setStr('task', t);
    context.setStr('message', 'Task was destroyed but it is pending!');
    if (t.sourceTraceback !== None) context.setStr('source_traceback', t.sourceTraceback);
    call(getAttr(t.loop, 'call_exception_handler'), [context]);
  }
  reportUnretrieved(t);
}

export function installTask(): void {
  const t = taskType;
  t.doc = 'A future that runs a coroutine on the event loop.';
  t.hasDict = true;
  t.hasWeakref = true;
  t.alloc = (cls) => new PyTask(cls);
  defNewSig(t, '(cls, /, *args, **kwargs)', (cls: PyType) => cls.alloc!(cls));
  // As of Future.
  t.tp_new = (cls) => cls.alloc!(cls);
  t.tp_init = (self, args, kwnames) => {
    initSpec.call([self, ...args], kwnames);
  };
  t.tp_repr = (self) => str(call(library('asyncio.base_tasks', '_task_repr'), [self]));
  t.tp_finalize = (self) => finalizeTask(self as PyTask);
  defMethod(t, 'set_result(self, result, /)', () => {
    throw runtimeError('Task does not support set_result operation');
  });
  defMethod(t, 'set_exception(self, exception, /)', () => {
    throw runtimeError('Task does not support set_exception operation');
  });
  defMethod(t, 'cancel(self, /, msg=None)', (self: PyTask, message: Value) => self.requestCancel(message));
  defMethod(t, 'cancelling(self, /)', (self: PyTask) => self.cancelsRequested);
  defMethod(t, 'uncancel(self, /)', (self: PyTask) => self.uncancel());
  defMethod(t, 'get_name(self, /)', (self: PyTask) => self.name);
  defMethod(t, 'set_name(self, value, /)', (self: PyTask, v: Value) => (self.setName(v), None));
  defMethod(t, 'get_coro(self, /)', (self: PyTask) => self.coro ?? None);
  defMethod(t, 'get_context(self, /)', (self: PyTask) => self.context);
  defMethod(t, 'get_stack(self, /, *, limit=None)', (self: PyTask, limit: Value) =>
    call(library('asyncio.base_tasks', '_task_get_stack'), [self, limit]),
  );
  defMethod(t, 'print_stack(self, /, *, limit=None, file=None)', (self: PyTask, limit: Value, file: Value) =>
    call(library('asyncio.base_tasks', '_task_print_stack'), [self, limit, file]),
  );
  defGetSet(
    t,
    '_log_destroy_pending',
    (self: PyTask) => self.logDestroyPending,
    (self: PyTask, v) => {
      if (v === undefined) throw attributeError(self, '_log_destroy_pending', 'cannot delete attribute');
      self.logDestroyPending = isTrue(v);
    },
  );
  defGetSet(t, '_must_cancel', (self: PyTask) => self.mustCancel);
  defGetSet(t, '_coro', (self: PyTask) => self.coro ?? None);
  defGetSet(t, '_fut_waiter', (self: PyTask) => self.waiter ?? None);

  const w = taskStepWrapperType;
  w.isBase = false;
  disallowNew(w);
  w.tp_call = (self, args, kwnames) => {
    if (kwnames !== null && kwnames.length > 0) throw typeError('function takes no keyword arguments');
    if (args.length > 0) throw typeError('function takes no positional arguments');
    const { task, exc } = self as PyTaskStepWrapper;
    task.step(exc);
    return None;
  };
  defGetSet(w, '__self__', (self: PyTaskStepWrapper) => self.task);
}

/** `Task(coro, ...)` without going through the type. */
export function newTask(coro: Value, args: Value[], kwnames: string[]): PyTask {
  const task = new PyTask();
  initSpec.call([task, coro, ...args], kwnames);
  return task;
}

/** `Task(coro, loop=loop)`. */
export function newTaskOf(coro: Value, loop: Value): PyTask {
  const task = new PyTask();
  task.initTask(coro, loop, None, None, false, isCoroutine);
  return task;
}
