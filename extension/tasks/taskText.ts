/** The words of the Tasks view and of a task dump: labels, descriptions, whole dumps as text. Knows nothing of VS Code. */
import type { CauseInfo, CoroutineInfo, CoroutineSnapshot, FrameInfo, TaskInfo } from '../../adapter/protocol';
import { causeFrame, type CauseNode, type ShownSnapshot, TaskTree, type TreeNode } from './taskTree';

const longest = 70;

export function isTask(coroutine: CoroutineInfo): coroutine is TaskInfo {
  return 'name' in coroutine;
}

export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Source text on one line, cut where it gets long. */
function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}

/** `server.py:12` */
export function place(frame: FrameInfo): string {
  return `${fileName(frame.path)}:${frame.line}`;
}

/** What a coroutine awaits, in words; where nothing better is known, as its source says it. */
function awaited(coroutine: CoroutineInfo): string {
  const { awaits, frames } = coroutine;
  return short(awaits?.description || awaits?.text || (frames.find((frame) => frame.await)?.await ?? ''));
}

/** What follows the name of a task: its function, its state and why. */
export function summary(coroutine: CoroutineInfo): string {
  const outcome = isTask(coroutine) ? (coroutine.exception ?? coroutine.result) : undefined;
  const awaited = coroutine.awaits?.description;
  const state = coroutine.state === 'awaiting' && awaited ? `awaiting ${awaited}` : coroutine.state;
  const why =
    coroutine.state === 'deadlocked' && awaited ? `: ${awaited}` : outcome === undefined ? '' : `: ${outcome}`;
  const name = isTask(coroutine) ? `${coroutine.coroutine} · ${coroutine.frozen ? 'frozen · ' : ''}` : '';
  return name + state + why;
}

export function label(node: TreeNode): string {
  switch (node.kind) {
    case 'task':
      return node.task.name;
    case 'coroutine':
      return node.coroutine.coroutine;
    case 'awaits':
      return `awaits ${awaited(node.owner)}`;
    case 'cause':
      return `${causeWords(node)} by ${node.cause.by}`;
    case 'stack':
      return node.which === 'creation' ? 'Creation stack' : 'Stack';
    case 'frame':
      return node.frame.name;
    case 'group':
      return short(node.title);
  }
}

export function description(node: TreeNode): string {
  switch (node.kind) {
    case 'task':
      return summary(node.task);
    case 'coroutine':
      return summary(node.coroutine);
    case 'awaits':
      return node.awaits.description === '' ? '' : short(node.awaits.text);
    case 'cause':
      return causeDescription(node.cause);
    case 'stack':
      return frameCount(node.frames.length);
    case 'frame':
      return node.frame.await === null ? place(node.frame) : `${short(node.frame.await)} · ${place(node.frame)}`;
    case 'group':
      return String(node.count);
  }
}

/** A task that goes on has been woken; what another awaits now it does after it was woken last. */
function causeWords({ which, owner, cause }: CauseNode): string {
  if (which === 'cancellation') return 'Cancelled';
  if (which === 'passed on') return `Since ${cause.of ?? 'that'} was cancelled`;
  return owner.state === 'running' || owner.state === 'ready' ? 'Woken' : 'Last woken';
}

/** `timeout · server.py:12` */
function causeDescription(cause: CauseInfo): string {
  const frame = causeFrame(cause);
  return [cause.how, ...(frame ? [place(frame)] : [])].join(' · ');
}

function frameCount(count: number): string {
  return count === 1 ? '1 frame' : `${count} frames`;
}

/** One task or coroutine with its stacks, as lines without indentation of their own. */
function ownLines(coroutine: CoroutineInfo): string[] {
  const lines: string[] = [];
  if (coroutine.awaits) lines.push(`awaits ${awaited(coroutine)}${withText(coroutine.awaits.text)}`);
  if (coroutine.awaitedBy.length > 0) lines.push(`awaited by ${coroutine.awaitedBy.map((id) => `#${id}`).join(', ')}`);
  if (isTask(coroutine)) lines.push(...causeLines(coroutine));
  if (coroutine.frames.length > 0) lines.push('stack (innermost first)', ...coroutine.frames.map(frameLine));
  if (coroutine.creation.length > 0) lines.push('created at', ...coroutine.creation.map(frameLine));
  return lines;
}

function causeLines({ cancellation = [], woken }: TaskInfo): string[] {
  const lines = (what: string, { by, how, frames }: CauseInfo) => [
    `${what} by ${by}${how === by ? '' : `: ${how}`}`,
    ...frames.map(frameLine),
  ];
  return [
    ...cancellation.flatMap((cause, index) =>
      lines(index === 0 ? 'cancelled' : `since ${cause.of ?? 'that'} was cancelled`, cause),
    ),
    ...(woken ? lines('woken', woken) : []),
  ];
}

function withText(text: string): string {
  return text === '' ? '' : `  (${short(text)})`;
}

function frameLine(frame: FrameInfo): string {
  return `    ${frame.name}  ${frame.path}:${frame.line}${frame.await === null ? '' : `  ${short(frame.await)}`}`;
}

/** Everything that a snapshot says of one task or coroutine and of its children, for the clipboard and for bug reports. */
export function dumpNode(tree: TaskTree, node: TreeNode, indent = ''): string {
  const lines: string[] = [];
  const coroutine = node.kind === 'task' ? node.task : node.kind === 'coroutine' ? node.coroutine : undefined;
  const number = coroutine ? `#${coroutine.id} ` : '';
  lines.push(`${indent}${number}${label(node)}  ${description(node)}`);
  if (coroutine) lines.push(...ownLines(coroutine).map((line) => `${indent}  ${line}`));
  for (const child of tree.childrenOf(node)) {
    if (child.kind === 'task' || child.kind === 'coroutine') lines.push(dumpNode(tree, child, `${indent}  `));
  }
  return lines.join('\n');
}

export function dumpSnapshot(snapshot: ShownSnapshot & Pick<CoroutineSnapshot, 'loopTime'>): string {
  const tree = new TaskTree(snapshot);
  const time = snapshot.loopTime === undefined ? [] : [`loop time ${snapshot.loopTime.toFixed(3)} s`];
  return [...time, ...tree.roots.map((node) => dumpNode(tree, node))].join('\n');
}

/** The view's heading: how many there are, and the loop's time. */
export function heading({ total, loopTime }: Pick<CoroutineSnapshot, 'total' | 'loopTime'>): string {
  const tasks = total === 1 ? '1 task' : `${total} tasks`;
  return loopTime === undefined ? tasks : `${tasks} · loop time ${loopTime.toFixed(3)} s`;
}

/** What the view says above the tree: what it doesn't show, and what breakpoints are limited to; undefined for neither. */
export function notice(snapshot: CoroutineSnapshot, filter: string): string | undefined {
  const rest = restNotice(snapshot, filter);
  const limit = snapshot.breaksOnlyIn && `Breakpoints stop only in ${snapshot.breaksOnlyIn.join(', ')}.`;
  return limit && rest ? `${limit} ${rest}` : (limit ?? rest);
}

function restNotice(snapshot: CoroutineSnapshot, filter: string): string | undefined {
  const shown = snapshot.tasks.length + snapshot.coroutines.length;
  const { total, matching } = snapshot;
  const filtered = filter === '' ? '' : `Filter '${short(filter)}': ${matching} of ${total}. `;
  const rest = shown < matching ? `Only ${shown} of them are shown: what runs, what failed and what is newest.` : '';
  if (filter === '' && rest !== '') return `${total} tasks. ${rest} Filter to see others.`;
  return filtered + rest === '' ? undefined : (filtered + rest).trim();
}
