/**
 * Looks into the running event loop.
 *
 * Owns: reading the loop's and the tasks' plain data. Runs guest code only in `text` (reprs). Must not know: the
 * debugger.
 */
import { ownAttr } from '../objects/inlineValues';
import type { Value } from '../objects/object';
import { PyObject } from '../objects/object';
import { PySet, PyTuple } from '../objects/values';
import { PyFuture } from '../asyncio/future';
import type { PyHandle } from '../asyncio/handle';
import { PyLoop } from '../asyncio/nativeLoop';
import { countsOf, startRecording } from '../asyncio/recording';
import { allStepTimes, type Durations } from '../asyncio/stepTimes';
import { Reason } from '../asyncio/taskCounts';
import { liveTasks, running } from '../asyncio/runningLoop';
import { PyTask, TaskStep } from '../asyncio/task';
import type { CoroutineRegistry } from './coroutineRegistry';
import type {
  CallbackInfo,
  DurationsInfo,
  ExecutorInfo,
  FutureInfo,
  LoopSnapshot,
  TaskCountsInfo,
  WakeInfo,
} from './loopSnapshot';

type Text = (value: Value) => string;
type Ids = Pick<CoroutineRegistry, 'idOf'>;

export interface LoopSources {
  ids: Ids;
  text: Text;
  now(): number;
  /** Child processes that nobody has waited for. */
  processes(): { pid: number; status: number | undefined }[];
  /** What a descriptor is. */
  descriptor(fd: number): string | null;
}

/** From now on tasks take note of what they do and who wakes them. */
export function recordTasks(now: number): void {
  startRecording(now, (task) => task instanceof PyTask && task.queued);
}

/** Null where no loop of ours runs. */
export function takeLoopSnapshot({ ids, text, now, processes, descriptor }: LoopSources): LoopSnapshot | null {
  const { loop } = running;
  if (!(loop instanceof PyLoop)) return null;
  const tasks = [...liveTasks].filter((t): t is PyTask => t instanceof PyTask && t.loop === loop);
  const callback = (h: PyHandle): CallbackInfo =>
    h instanceof TaskStep ? { taskId: ids.idOf(h.task), text: h.task.name } : { taskId: null, text: text(h.callback) };
  const { readers, writers } = loop.poll;
  const watched = (h: PyHandle | undefined): string | null => (h === undefined ? null : text(h.callback));
  return {
    time: now(),
    turns: loop.turns,
    debug: loop.debug,
    ready: loop.ready
      .toArray()
      .filter((h) => !h.cancelled)
      .map(callback),
    timers: loop.timers
      .toArray()
      .filter((t) => !t.cancelled)
      .map((t) => ({ ...callback(t), due: t.due })),
    descriptors: [...new Set([...readers.keys(), ...writers.keys()])]
      .sort((a, b) => a - b)
      .map((fd) => ({
        fd,
        what: descriptor(fd),
        reader: watched(readers.get(fd)),
        writer: watched(writers.get(fd)),
      })),
    signals: [...loop.signalHandlers].map(([signal, h]) => ({ signal, text: text(h.callback) })),
    executor: executorInfo(loop, text),
    processes: processes().map(({ pid, status }) => ({ pid, status: status ?? null })),
    futures: futures(tasks, ids, text),
    tasks: tasks.map((task) => countsInfo(task, ids, text)),
    stepTimes: allStepTimes().map(([coroutine, { running, ready, measured }]) => ({
      coroutine,
      measured,
      running: durations(running),
      ready: durations(ready),
    })),
  };
}

/** A queue.SimpleQueue, of which only this is known here. */
interface WorkQueue {
  items: readonly Value[];
  taken: number;
}

/** The library's ThreadPoolExecutor, read without running any of its code. */
function executorInfo(loop: PyLoop, text: Text): ExecutorInfo | null {
  const executor = loop.dict?.getStr('_default_executor');
  if (!(executor instanceof PyObject)) return null;
  const threads = ownAttr(executor, '_threads');
  const queue = ownAttr(executor, '_work_queue') as Partial<WorkQueue> | undefined;
  const idle = ownAttr(executor, '_idle_semaphore');
  const idleThreads = idle instanceof PyObject ? Number(ownAttr(idle, '_value') ?? 0) : 0;
  if (!(threads instanceof PySet)) return null;
  return {
    threads: threads.data.size,
    running: threads.data.size - idleThreads,
    queued: (queue?.items?.slice(queue.taken) ?? []).map((job) => jobText(job, text)),
  };
}

/** The function of a `_WorkItem`; others stand for the end of a thread. */
function jobText(job: Value, text: Text): string {
  const task = job instanceof PyObject ? ownAttr(job, 'task') : undefined;
  return text(task instanceof PyTuple ? task.items[0] : job);
}

/** Futures that are not done, tasks left out, and who waits for them. */
function futures(tasks: readonly PyTask[], ids: Ids, text: Text): FutureInfo[] {
  const found = new Map<PyFuture, number[]>();
  for (const task of tasks) {
    const { waiter } = task;
    if (!(waiter instanceof PyFuture) || waiter instanceof PyTask || waiter.state !== 'PENDING') continue;
    const waiters = found.get(waiter);
    if (waiters === undefined) found.set(waiter, [ids.idOf(task)]);
    else waiters.push(ids.idOf(task));
  }
  return [...found].map(([future, waiters]) => ({ id: ids.idOf(future), text: text(future), waiters }));
}

function countsInfo(task: PyTask, ids: Ids, text: Text): TaskCountsInfo {
  const { running, ready, waiting, reason } = countsOf(task);
  return {
    taskId: ids.idOf(task),
    name: task.name,
    steps: task.steps,
    running: seconds(running),
    ready: seconds(ready),
    waiting: seconds(waiting),
    woken: wakeInfo(task, reason, ids, text),
  };
}

/** Of microseconds, whole ones; estimates may put one task's time a little before another's. */
function seconds(microseconds: number): number {
  return Math.max(0, Math.round(microseconds)) / 1e6;
}

function durations({ buckets, longest }: Durations): DurationsInfo {
  return {
    buckets: [...buckets.subarray(0, buckets.findLastIndex((times) => times > 0) + 1)],
    longest: seconds(longest),
  };
}

const REASONS = {
  [Reason.CREATED]: 'created',
  [Reason.YIELDED]: 'yielded',
  [Reason.FUTURE]: 'future',
  [Reason.ERROR]: 'error',
} as const;

function wakeInfo(task: PyTask, reason: Reason, ids: Ids, text: Text): WakeInfo | null {
  if (reason === Reason.UNKNOWN) return null;
  const { by, how } = wakerOf(task, reason);
  return {
    reason: REASONS[reason],
    taskId: by === undefined ? null : ids.idOf(by),
    text: how === undefined ? null : text(how),
  };
}

/** The task that made a task ready, and through what: a future, or the loop's callback that did it. */
function wakerOf(task: PyTask, reason: Reason): { by?: PyObject; how?: Value } {
  const { wokenBy, parent } = task;
  if (reason === Reason.CREATED) return { by: parent instanceof PyTask ? parent : undefined };
  if (reason !== Reason.FUTURE) return { by: task };
  // A task gets done in its own last step.
  if (wokenBy instanceof PyTask) return { by: wokenBy, how: wokenBy };
  const cause = wokenBy?.completion;
  return { by: cause?.by?.task, how: cause?.callback?.callback ?? wokenBy };
}
