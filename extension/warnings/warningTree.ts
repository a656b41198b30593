/** The Warnings view's tree. Knows nothing of VS Code. */
import type { FrameInfo, WarningInfo, WarningKind, WarningList } from '../../adapter/protocol';
import { place } from '../tasks/taskText';
import { count, type LookNode } from '../views/lookNode';

const ICONS: Record<WarningKind, string> = {
  'never awaited': 'circle-large-outline',
  'never retrieved': 'error',
  destroyed: 'trash',
  slow: 'watch',
  deadlocked: 'lock',
  cycle: 'sync',
};

const GRAVE: ReadonlySet<WarningKind> = new Set(['never retrieved', 'deadlocked', 'cycle']);

export function warningTree({ warnings }: WarningList): LookNode[] {
  return warnings.map(warningRow);
}

/** `3 warnings` */
export function warningHeading({ total }: WarningList): string | undefined {
  return total === 0 ? undefined : count(total, 'warning');
}

function warningRow(warning: WarningInfo): LookNode {
  const id = `warning-${warning.id}`;
  const shown = [...warning.frames, ...warning.creation].find(({ library }) => !library) ?? warning.frames.at(0);
  const words = [warning.times > 1 ? `${warning.times} times` : '', shown ? place(shown) : ''];
  return {
    id,
    label: warning.text,
    description: words.filter((part) => part !== '').join(' · '),
    icon: ICONS[warning.kind],
    color: GRAVE.has(warning.kind) ? 'testing.iconFailed' : 'charts.yellow',
    taskId: warning.taskId,
    frame: shown ?? null,
    children: [
      ...stack(`${id}/frames`, warning.kind === 'cycle' ? 'Waiting at' : 'Stack', warning.frames),
      ...stack(`${id}/creation`, 'Creation stack', warning.creation),
    ],
  };
}

function stack(id: string, label: 'Stack' | 'Waiting at' | 'Creation stack', frames: readonly FrameInfo[]): LookNode[] {
  if (frames.length === 0) return [];
  const rows = frames.map((frame, index): LookNode => ({
    id: `${id}/${index}`,
    label: frame.name,
    description: place(frame),
    icon: 'debug-stackframe-dot',
    taskId: null,
    frame,
    children: [],
  }));
  const icon = label === 'Creation stack' ? 'git-commit' : 'layers';
  return [
    {
      id,
      label,
      description: count(frames.length, label === 'Waiting at' ? 'place' : 'frame'),
      icon,
      taskId: null,
      children: rows,
    },
  ];
}
