/**
 * The Event Loop view's tree, made from one look into the loop. Knows nothing of VS Code, so that tests can use it.
 */
import type { LoopSnapshot } from '../../adapter/protocol';
import { count, type LookNode } from '../views/lookNode';
import { stepTimeNodes } from './stepTimes';

export function loopTree(loop: LoopSnapshot): LookNode[] {
  const { time } = loop;
  const names = new Map(loop.tasks.map(({ taskId, name }) => [taskId, name]));
  const taskName = (id: number) => names.get(id) ?? `#${id}`;
  return [
    section('ready', 'Ready queue', 'play', loop.ready, ({ text, taskId }) => [
      text,
      taskId === null ? '' : 'step',
      taskId,
    ]),
    section('timers', 'Timers', 'watch', loop.timers, ({ text, due, taskId }) => [text, inSeconds(due - time), taskId]),
    section('descriptors', 'Watched descriptors', 'plug', loop.descriptors, ({ fd, what, reader, writer }) => [
      `descriptor ${fd}${what === null ? '' : `: ${what}`}`,
      [reader && `read: ${reader}`, writer && `write: ${writer}`].filter(Boolean).join(', '),
    ]),
    section('signals', 'Signal handlers', 'bell', loop.signals, ({ signal, text }) => [`signal ${signal}`, text]),
    section('executor', 'Executor', 'server-process', executorRows(loop.executor), (row) => row),
    section('processes', 'Subprocesses', 'terminal', loop.processes, ({ pid, status }) => [
      `process ${pid}`,
      status === null ? 'running' : `ended, status ${status}`,
    ]),
    section('futures', 'Futures awaited', 'symbol-event', loop.futures, ({ text, waiters }) => [
      text,
      waiters.length === 0 ? '' : `awaited by ${waiters.map(taskName).join(', ')}`,
      waiters[0] ?? null,
    ]),
    section('tasks', 'Task activity', 'pulse', loop.tasks, (task) => [
      task.name,
      activity(task, taskName),
      task.taskId,
    ]),
    stepTimes(loop.stepTimes),
  ].filter((node) => node !== null);
}

type TaskCounts = LoopSnapshot['tasks'][number];

function activity(task: TaskCounts, taskName: (id: number) => string): string {
  const { steps, running, ready, waiting, woken } = task;
  const times = [
    [running, 'running'],
    [ready, 'ready'],
    [waiting, 'waiting'],
  ] as const;
  const spent = times.filter(([seconds]) => seconds > 0).map(([seconds, what]) => `${seconds.toFixed(3)} s ${what}`);
  return [count(steps, 'step'), ...spent, ...wakeText(woken, taskName)].join(' · ');
}

/** Who made the task ready last, and why. */
function wakeText(woken: TaskCounts['woken'], taskName: (id: number) => string): string[] {
  if (woken === null) return [];
  const { reason, taskId, text } = woken;
  if (reason === 'yielded') return ['gave way'];
  const by = taskId === null ? text : taskName(taskId);
  if (by === null) return [];
  const through = taskId === null || text === null ? '' : ` through ${text}`;
  return [`${reason === 'created' ? 'created' : reason === 'error' ? 'given an error' : 'woken'} by ${by}${through}`];
}

/** What its threads do, and a row for each job that waits for one. */
function executorRows(executor: LoopSnapshot['executor']): [label: string, description: string][] {
  if (executor === null) return [];
  const { threads, running, queued } = executor;
  return [
    [count(threads, 'thread'), `${count(running, 'job')} running, ${queued.length} queued`],
    ...queued.map((job): [string, string] => [job, 'queued']),
  ];
}

function stepTimes(all: LoopSnapshot['stepTimes']): LookNode | null {
  const children = stepTimeNodes(all);
  if (children.length === 0) return null;
  const [{ label }] = children;
  return { id: 'steps', label: 'Step times', description: `longest: ${label}`, icon: 'graph', taskId: null, children };
}

/** Null for a section with nothing in it. */
function section<T>(
  id: string,
  label: string,
  icon: string,
  items: readonly T[],
  row: (item: T) => [label: string, description: string, taskId?: number | null],
): LookNode | null {
  if (items.length === 0) return null;
  const children = items.map((item, index): LookNode => {
    const [text, description, taskId = null] = row(item);
    return { id: `${id}/${index}`, label: text, description, icon: '', taskId, children: [] };
  });
  const open = id === 'ready' || id === 'timers';
  return { id, label, description: String(items.length), icon, taskId: null, open, children };
}

function inSeconds(seconds: number): string {
  return seconds <= 0 ? 'due' : `in ${seconds.toFixed(3)} s`;
}
