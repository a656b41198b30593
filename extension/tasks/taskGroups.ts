/** By what the Tasks view can group: the choices, and the title of the group that a task belongs to. Knows nothing of VS Code. */
import type { TaskInfo } from '../../adapter/protocol';
import { place } from './taskText';
import { type GroupOf, shownFrame } from './taskTree';

interface Grouping {
  /** The value of the setting. */
  by: string;
  label: string;
  detail: string;
  /** Null: a tree of tasks, no groups. */
  groupOf: GroupOf | null;
}

export const groupings: readonly Grouping[] = [
  { by: 'parent', label: 'Parent', detail: 'Each task under the task that created it', groupOf: null },
  { by: 'coroutine', label: 'Coroutine', detail: 'Tasks of the same function', groupOf: (task) => task.coroutine },
  { by: 'state', label: 'State', detail: 'Running, ready, awaiting, done…', groupOf: (task) => task.state },
  { by: 'place', label: 'Place', detail: 'Tasks suspended at the same line', groupOf: placeOf },
  { by: 'awaited', label: 'What It Awaits', detail: 'Tasks that wait for the same thing', groupOf: awaitedOf },
];

/** What groups by a value of the setting; null where that is no group at all. */
export function groupOf(by: string): GroupOf | null {
  return groupings.find((grouping) => grouping.by === by)?.groupOf ?? null;
}

function placeOf(task: TaskInfo): string {
  const frame = task.frames.length > 0 ? shownFrame(task) : undefined;
  return frame ? `${frame.name} · ${place(frame)}` : `nowhere: ${task.state}`;
}

function awaitedOf({ awaits, state }: TaskInfo): string {
  return awaits ? awaits.description || awaits.text : `nothing: ${state}`;
}
