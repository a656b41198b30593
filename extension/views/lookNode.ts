/** A node of the views that look into the program (Event Loop, Await Graph, Warnings). Knows nothing of VS Code. */
import type { FrameInfo } from '../../adapter/protocol';

export interface LookNode {
  /** The same from one look to the next, so that the view keeps what is expanded. */
  id: string;
  label: string;
  description: string;
  /** A codicon, or nothing. */
  icon: string;
  /** A colour of the theme for the icon. */
  color?: string;
  /** Of the task that a click shows, where there is no `frame`. */
  taskId: number | null;
  /** The source that a click opens. */
  frame?: FrameInfo | null;
  /** Shown expanded. */
  open?: boolean;
  children: LookNode[];
}

/** What follows the last of some rows where there are more. */
export function more(parent: string, shown: number, all: number): LookNode[] {
  if (shown >= all) return [];
  const label = `${all - shown} more`;
  return [{ id: `${parent}/more`, label, description: '', icon: 'ellipsis', taskId: null, children: [] }];
}

export function count(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}
