/**
 * Counts what becomes of tasks in a run that is repeated: so the moment when one was created, woken or asked to be
 * cancelled has a name under which the next run finds it.
 *
 * Owns: the counts. Tasks are told apart by the order in which they are created. Must not know: what the counts are for.
 */
import type { TaskListener } from '../asyncio/recording';
import { PyTask } from '../asyncio/task';
import { addTaskListener } from '../asyncio/taskListeners';
import type { PyObject } from '../objects/object';
import type { TaskEvent, TaskMoment } from './replayProtocol';

/** How many of each there were. */
export type TaskCounts = Record<TaskEvent, number>;

interface History {
  /** The task is the so-manieth that was created. */
  readonly task: number;
  readonly counts: TaskCounts;
}

export class TaskHistory implements TaskListener {
  private readonly histories = new WeakMap<PyObject, History>();
  private tasks = 0;

  /** `came`: told of each moment, while what brought it about is on the stack. */
  constructor(private readonly came: (moment: TaskMoment, task: PyObject) => void) {
    addTaskListener(this);
  }

  /** The last of these moments of a task; null where there was none. */
  last(task: PyObject, event: TaskEvent): TaskMoment | null {
    const history = this.histories.get(task);
    if (history === undefined || history.counts[event] === 0) return null;
    return { event, task: history.task, number: history.counts[event] };
  }

  // --- what tasks tell

  created(task: PyObject): void {
    this.histories.set(task, { task: ++this.tasks, counts: { created: 0, woken: 0, cancelled: 0 } });
    this.count(task, 'created');
  }

  ready(task: PyObject): void {
    // Without a future, it has begun, goes on after a bare `yield`, or has an exception thrown into it.
    if (task instanceof PyTask && task.waiter !== undefined) this.count(task, 'woken');
  }

  cancelRequested(task: PyObject): void {
    this.count(task, 'cancelled');
  }

  stepBegins(): void {
    // Nobody asks who began it: the loop did.
  }

  stepEnds(): void {
    // Nor who ended it: the task itself.
  }

  // ---

  private count(task: PyObject, event: TaskEvent): void {
    const history = this.histories.get(task);
    if (history === undefined) return;
    const number = ++history.counts[event];
    this.came({ event, task: history.task, number }, task);
  }
}
