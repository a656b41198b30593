/** The module `_asyncio`: what the library's asyncio takes from native code. */
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { runtimeError } from '../objects/errors';
import type { NativeFn, PyNative } from '../objects/native';
import { addGcRoot, finalizableSources } from '../objects/finalizable';
import type { Value } from '../objects/object';
import { PySet } from '../objects/values';
import { call } from '../objects/call';
import { getAttr } from '../objects/attributes';
import { awaitedByAdd, awaitedByDiscard, currentEventLoop, futureType, loopOf, unretrieved } from './future';
import { installFuture } from './futureType';
import { installHandles } from './handleType';
import { installLoop } from './loopType';
import { loopType } from './nativeLoop';
import {
  eagerTasks,
  enterTask,
  foreignTasks,
  leaveTask,
  liveTasks,
  running,
  setRunningLoop,
  swapCurrentTask,
} from './runningLoop';
import { taskType } from './plainFutures';
import { PyTask } from './task';
import { installTask } from './taskType';

addGcRoot(() => [running, eagerTasks]);
finalizableSources.push(liveTasks, unretrieved);

/** What a module's file declares itself with; modules/registry.ts has it. */
interface Builder {
  def(declaration: string, fn: NativeFn, doc?: string): PyNative;
  set(name: string, value: Value): void;
  type(t: typeof futureType): unknown;
}

function requireLoop(): Value {
  if (running.loop === undefined) throw runtimeError('no running event loop');
  return running.loop;
}

/** `all_tasks(loop)`: tasks of the loop that are not done. */
function allTasks(loopArg: Value): Value {
  const loop = loopArg === None ? requireLoop() : loopArg;
  const found = new PySet();
  for (const t of liveTasks)
    if ((t as PyTask).loop === loop && (t as PyTask).state === 'PENDING') found.data.set(t, true);
  for (const t of [...foreignTasks, ...eagerTasks])
    if (loopOf(t) === loop && call(getAttr(t, 'done')) !== true) found.data.set(t, true);
  return found;
}

// Before installObjects() makes all types ready.
installFuture();
installTask();
installHandles();
installLoop();

export function initAsyncio(m: Builder): void {
  m.type(futureType);
  m.type(taskType);
  m.type(loopType);
  m.def('_get_running_loop()', () => running.loop ?? None).spec.quiet = (extra) =>
    extra === undefined ? (running.loop ?? None) : undefined;
  m.def('_set_running_loop(loop, /)', (loop: Value) => (setRunningLoop(loop === None ? undefined : loop), None));
  m.def('get_running_loop()', requireLoop);
  m.def('get_event_loop()', currentEventLoop);
  m.def('current_task(loop=None)', (loop: Value) => {
    const wanted = loop === None ? requireLoop() : loop;
    return wanted === running.loop ? (running.task ?? None) : None;
  });
  m.def('all_tasks(loop=None)', allTasks);
  m.def('_register_task(task)', (t: Value) => {
    if (t instanceof PyTask) liveTasks.add(t);
    else foreignTasks.add(t);
    return None;
  });
  m.def('_unregister_task(task)', (t: Value) => {
    if (t instanceof PyTask) liveTasks.delete(t);
    else foreignTasks.delete(t);
    return None;
  });
  m.def('_register_eager_task(task)', (t: Value) => (eagerTasks.add(t), None));
  m.def('_unregister_eager_task(task)', (t: Value) => (eagerTasks.delete(t), None));
  m.def('_enter_task(loop, task)', (loop: Value, task: Value) => (enterTask(loop, task), None));
  m.def('_leave_task(loop, task)', (loop: Value, task: Value) => (leaveTask(loop, task), None));
  m.def(
    '_swap_current_task(loop, task)',
    (loop: Value, task: Value) => swapCurrentTask(loop, task === None ? undefined : task) ?? None,
  );
  m.def('future_add_to_awaited_by(fut, waiter, /)', (f: Value, waiter: Value) => (awaitedByAdd(f, waiter), None));
  m.def(
    'future_discard_from_awaited_by(fut, waiter, /)',
    (f: Value, waiter: Value) => (awaitedByDiscard(f, waiter), None),
  );
  m.set('_scheduled_tasks', new PySet());
  m.set('_eager_tasks', new PySet());
  m.set('_current_tasks', new PyDict());
}
