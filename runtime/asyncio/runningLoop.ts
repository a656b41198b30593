/**
 * The running loop, the tasks being stepped, and the registry of all tasks.
 *
 * Owns: that state, one per worker. Must not know: what a task is made of.
 */
import { perThread } from '../vm/otherThreads';
import { runtimeError } from '../objects/errors';
import type { PyObject, Value } from '../objects/object';
import { repr } from '../objects/text';

export const running = {
  /** The loop that runs now; undefined where none does. */
  loop: undefined as Value | undefined,
  /** The task whose step is on the stack, of the running loop. */
  task: undefined as Value | undefined,
};

perThread.push({
  save: () => [running.loop, running.task],
  load: (saved) => {
    [running.loop, running.task] = (saved ?? []) as (Value | undefined)[];
  },
});

/** What `liveTasks` keeps: an object that knows its place there. */
export interface LiveTask extends PyObject {
  /** -1: nowhere. */
  liveIndex: number;
  /** The qualified name of its coroutine's function. */
  readonly coroutineName: string;
}

/** Told of the places of tasks in the list. */
interface PlaceWatcher {
  added(task: LiveTask): void;
  moved(from: number, to: number): void;
}

/** Bits of an index that say where in its part of the list a task is. */
const PART = 12;

/**
 * Tasks in the order in which they were added. A list with holes that is tightened now and then: of a million tasks a
 * Set takes four times as much. It is in parts, since an array that grows is copied and leaves as much behind.
 */
class LiveTasks implements Iterable<LiveTask> {
  private parts: (LiveTask | undefined)[][] = [];
  private length = 0;
  size = 0;
  watcher: PlaceWatcher | null = null;

  add(task: LiveTask): void {
    if (task.liveIndex >= 0) return;
    this.append(task);
    this.size++;
    if (this.watcher !== null) this.watcher.added(task);
  }

  delete(task: LiveTask): void {
    const at = task.liveIndex;
    if (at < 0) return;
    this.parts[at >> PART][at & ((1 << PART) - 1)] = undefined;
    task.liveIndex = -1;
    this.size--;
    if (this.length > 2 * this.size + FEW) this.tighten();
  }

  *[Symbol.iterator](): Iterator<LiveTask> {
    for (const part of this.parts) for (const task of part) if (task !== undefined) yield task;
  }

  private move(task: LiveTask): void {
    const from = task.liveIndex;
    this.append(task);
    if (this.watcher !== null) this.watcher.moved(from, task.liveIndex);
  }

  private append(task: LiveTask): void {
    const at = (task.liveIndex = this.length++);
    const part = this.parts.at(-1);
    if (part === undefined || (at & ((1 << PART) - 1)) === 0) this.parts.push([task]);
    else part.push(task);
  }

  private tighten(): void {
    const { parts } = this;
    this.parts = [];
    this.length = 0;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      for (let k = 0; k < part.length; k++) if (part[k] !== undefined) this.move(part[k]!);
    }
  }
}

const FEW = 64;

/** Tasks that are not done. */
export const liveTasks = new LiveTasks();

/** How many tasks that have ended are kept for a debugger that looks on. */
const MOST_ENDED = 100;

interface EndedTask extends PyObject {
  forgetOthers(): void;
}

/** The tasks that ended last; a debugger shows them. */
export const endedTasks = {
  list: [] as EndedTask[],
  add(task: EndedTask): void {
    const { list } = endedTasks;
    list.push(task);
    if (list.length > 2 * MOST_ENDED) for (const forgotten of list.splice(0, MOST_ENDED)) forgotten.forgetOthers();
  },
  latest: (): EndedTask[] => endedTasks.list.slice(-MOST_ENDED),
};

/** Tasks of other classes that registered themselves. */
export const foreignTasks = new Set<Value>();
export const eagerTasks = new Set<Value>();

export function enterTask(loop: Value, task: Value): void {
  if (loop !== running.loop) throw runtimeError(`loop ${repr(loop)} is not the running loop`);
  if (running.task !== undefined)
    throw runtimeError(
      `Cannot enter into task ${repr(task)} while another task ${repr(running.task)} is being executed.`,
    );
  running.task = task;
}

export function leaveTask(loop: Value, task: Value): void {
  if (loop !== running.loop) throw runtimeError(`loop ${repr(loop)} is not the running loop`);
  if (running.task !== task)
    throw runtimeError(
      `Leaving task ${repr(task)} does not match the current task ${running.task === undefined ? 'None' : repr(running.task)}.`,
    );
  running.task = undefined;
}

/** Puts another task in place of the current one (undefined: none); returns the one before. */
export function swapCurrentTask(loop: Value, task: Value | undefined): Value | undefined {
  if (loop !== running.loop) throw runtimeError(`loop ${repr(loop)} is not the running loop`);
  const previous = running.task;
  running.task = task;
  return previous;
}

/** CPython's set_running_loop: the task on the stack stays. */
export function setRunningLoop(loop: Value | undefined): void {
  running.loop = loop;
}
