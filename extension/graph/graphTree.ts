/** The Await Graph's tree: what is awaited, who holds it, who waits, and cycles. Knows nothing of VS Code. */
import type { AwaitedInfo, AwaitGraph, GraphTask } from '../../adapter/protocol';
import { place } from '../tasks/taskText';
import { count, more, type LookNode } from '../views/lookNode';

const ICONS: Record<AwaitedInfo['kind'], string> = {
  sleep: 'watch',
  task: 'symbol-method',
  future: 'symbol-event',
  lock: 'lock',
  event: 'bell',
  queue: 'list-ordered',
  semaphore: 'key',
  condition: 'bell-dot',
  gather: 'type-hierarchy-sub',
  io: 'plug',
  other: 'circle-outline',
};

const BAD = 'testing.iconFailed';

export function graphTree(graph: AwaitGraph): LookNode[] {
  const cycles = graph.cycles.map(({ steps }, index): LookNode => {
    const id = `cycle-${index}`;
    const names = steps.map(({ task }) => shortTitle(task));
    return {
      id,
      label: `Cycle: ${[...names, names[0]].join(' → ')}`,
      description: 'each waits for the next',
      icon: 'error',
      color: BAD,
      taskId: null,
      open: true,
      children: steps.map(({ task, awaits }, step) => taskRow(`${id}/${step}`, task, `awaits ${awaits}`)),
    };
  });
  const awaited = graph.awaited.map((one) => awaitedRow(one));
  return [...cycles, ...awaited, ...more('awaited', awaited.length, graph.total)];
}

function awaitedRow(one: AwaitedInfo): LookNode {
  const id = `awaited-${one.id}`;
  const holders = one.taskId === null ? one.holders : [];
  const verb = one.kind === 'gather' ? 'Waits for' : 'Held by';
  const held = holders.map((task, index) => taskRow(`${id}/held/${index}`, task, '', `${verb} `));
  return {
    id,
    label: one.title,
    description: [holderWords(one), `${one.waiting} waiting`].filter((words) => words !== '').join(' · '),
    icon: ICONS[one.kind],
    ...(one.cyclic ? { color: BAD } : {}),
    taskId: one.taskId,
    frame: one.holders.at(0)?.frame ?? one.groups.at(0)?.frame ?? null,
    open: one.cyclic,
    children: [...held, ...more(`${id}/held`, held.length, one.taskId === null ? one.held : 0), ...waiters(id, one)],
  };
}

/** Who has to go on first, in a word. */
function holderWords({ kind, taskId, holders, held }: AwaitedInfo): string {
  if (taskId !== null || held === 0) return '';
  if (kind === 'gather') return count(held, 'task');
  return held === 1 ? `held by ${shortTitle(holders[0])}` : `held by ${held} tasks`;
}

/** One that waits alone is a row; several at one place are folded into one. */
function waiters(id: string, one: AwaitedInfo): LookNode[] {
  return one.groups.flatMap((group, index): LookNode[] => {
    const groupId = `${id}/waiting/${index}`;
    const [first] = group.tasks;
    if (group.count === 1) return [taskRow(groupId, first, group.text)];
    const rows = group.tasks.map((task) => taskRow(`${groupId}/${task.taskId}`, task, ''));
    return [
      {
        id: groupId,
        label: `${group.count} tasks`,
        description: [group.text, group.frame ? place(group.frame) : ''].filter((words) => words !== '').join(' · '),
        icon: 'layers',
        taskId: null,
        frame: group.frame,
        children: [...rows, ...more(groupId, rows.length, group.count)],
      },
    ];
  });
}

function taskRow(id: string, task: GraphTask, words: string, before = ''): LookNode {
  return {
    id,
    label: `${before}${task.title}`,
    description: [words, task.frame ? place(task.frame) : ''].filter((part) => part !== '').join(' · '),
    icon: before === '' ? 'watch' : 'arrow-right',
    taskId: task.taskId,
    frame: task.frame,
    children: [],
  };
}

/** `Task-3` of `Task-3 'fetch'` */
function shortTitle({ title }: GraphTask): string {
  return title.replace(/ '[^']*'$/, '');
}
