/**
 * The Event Loop view's tree, made from one look into the loop. Knows nothing of VS Code, so that tests can use it.
 */
import type { LoopSnapshot } from '../../adapter/protocol';
import { count, type LookNode } from '../views/lookNode';

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
    section('descriptors', 'Watched descriptors', 'plug', loop.descriptors, ({ fd, reader, writer }) => [
      `descriptor ${fd}`,
      [reader && `read: ${reader}`, writer && `write: ${writer}`].filter(Boolean).join(', '),
    ]),
    section('signals', 'Signal handlers', 'bell', loop.signals, ({ signal, text }) => [`signal ${signal}`, text]),
    section('executor', 'Executor', 'server-process', loop.executor ? [loop.executor] : [], ({ threads, queued }) => [
      count(threads, 'thread'),
      `${count(queued, 'job')} queued`,
    ]),
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
  const by = woken === null ? null : woken.taskId === null ? woken.text : taskName(woken.taskId);
  return [count(steps, 'step'), ...spent, ...(by === null ? [] : [`woken by ${by}`])].join(' · ');
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
