/**
 * Tasks that can never go on: proved, not guessed.
 *
 * A task waits for a future. If no running frame, queued callback, timer or watched descriptor, nor anything that they
 * refer to, leads to that future or to the task, nobody is left who could complete the one or cancel the other (but for
 * `asyncio.all_tasks()` and the person at the debugger). What code alive could reach through its globals counts as reached, so
 * this says too little rather than too much.
 * Owns: the proof. Must not know: how it is shown.
 */
import type { PyObject } from '../objects/object';
import type { TaskSource } from '../introspect/taskSource';
import { Marker } from '../modules/gc/mark';

export function stuckTasks(tasks: TaskSource): ReadonlySet<PyObject> {
  const live = tasks.liveRoots();
  const stuck = new Set<PyObject>();
  if (!live) return stuck;
  const marker = new Reach();
  for (const frame of live.blocked) marker.leaveOut(frame as object);
  for (const root of live.roots) marker.push(root);
  marker.run();
  for (const { task, waiter, outcome, running } of tasks.all()) {
    if (outcome !== 'pending' || running || waiter === undefined) continue;
    if (!marker.reached.has(task) && !marker.reached.has(waiter)) stuck.add(task);
  }
  return stuck;
}

/** What code can reach. */
class Reach extends Marker {
  leaveOut(object: object): void {
    this.reached.add(object);
  }
}
