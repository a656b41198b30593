/** How a node of the task tree looks in VS Code: icon, colour, tooltip, command, context value. */
import * as vscode from 'vscode';
import type { CoroutineInfo, FrameInfo, TaskState } from '../../adapter/protocol';
import { description, isTask, label } from './taskText';
import { causeFrame, isFinished, shownFrame, type TreeNode } from './taskTree';

const stateIcons: Record<TaskState, [icon: string, color?: string]> = {
  created: ['circle-large-outline'],
  ready: ['circle-large-filled', 'charts.blue'],
  running: ['play-circle', 'charts.green'],
  awaiting: ['watch', 'charts.yellow'],
  done: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['circle-slash', 'disabledForeground'],
  deadlocked: ['lock', 'testing.iconFailed'],
};

const frozenIcon: [icon: string, color: string] = ['debug-pause', 'charts.blue'];

/** The command behind a click or Enter on whatever has a source line. */
export const openFrameCommand = 'coroscope.openFrame';

export function treeItem(node: TreeNode, hasChildren: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(label(node), collapsible(node, hasChildren));
  item.id = node.id;
  item.description = description(node);
  item.iconPath = iconOf(node);
  item.contextValue = contextValue(node);
  item.tooltip = tooltip(node);
  item.accessibilityInformation = { label: `${label(node)}, ${item.description}` };
  const frame = frameOf(node);
  if (frame) item.command = { command: openFrameCommand, title: 'Open Source', arguments: [node] };
  return item;
}

function collapsible(node: TreeNode, hasChildren: boolean): vscode.TreeItemCollapsibleState {
  if (!hasChildren) return vscode.TreeItemCollapsibleState.None;
  const open = node.kind === 'group' || (node.kind === 'task' && node.hasTasks && !isFinished(node.task));
  return open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}

/** The source line that a node stands for. */
export function frameOf(node: TreeNode): FrameInfo | undefined {
  switch (node.kind) {
    case 'task':
      return shownFrame(node.task);
    case 'coroutine':
      return shownFrame(node.coroutine);
    case 'awaits':
      return shownFrame(node.owner);
    case 'cause':
      return causeFrame(node.cause);
    case 'frame':
      return node.frame;
    default:
      return undefined;
  }
}

export function coroutineOf(node: TreeNode | undefined): CoroutineInfo | undefined {
  return node?.kind === 'task' ? node.task : node?.kind === 'coroutine' ? node.coroutine : undefined;
}

function iconOf(node: TreeNode): vscode.ThemeIcon {
  const coroutine = coroutineOf(node);
  if (coroutine) {
    const [icon, color] = isTask(coroutine) && coroutine.frozen ? frozenIcon : stateIcons[coroutine.state];
    return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  }
  switch (node.kind) {
    case 'awaits':
      return new vscode.ThemeIcon('arrow-right');
    case 'cause':
      return node.which === 'woken'
        ? new vscode.ThemeIcon('bell')
        : new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconFailed'));
    case 'stack':
      return new vscode.ThemeIcon(node.which === 'creation' ? 'git-commit' : 'layers');
    case 'frame':
      return new vscode.ThemeIcon(
        'debug-stackframe-dot',
        node.frame.library ? new vscode.ThemeColor('disabledForeground') : undefined,
      );
    default:
      return new vscode.ThemeIcon('list-tree');
  }
}

/** Words that the `when` clauses of package.json look for. */
function contextValue(node: TreeNode): string {
  const words: string[] = [node.kind];
  const coroutine = coroutineOf(node);
  if (coroutine) {
    if (coroutine.creation.length > 0) words.push('hasCreation');
    if (coroutine.awaitedBy.length > 0) words.push('hasAwaiter');
    if (isTask(coroutine) && coroutine.woken) words.push('wasWoken');
    if (isTask(coroutine) && coroutine.cancellation) words.push('wasCancelled');
    if (isTask(coroutine) && !isFinished(coroutine)) words.push('live', coroutine.frozen ? 'frozen' : 'thawed');
    if (coroutine.state === 'ready' || coroutine.state === 'created') words.push('ready');
  }
  return words.join(' ');
}

function tooltip(node: TreeNode): string | undefined {
  if (node.kind === 'frame') return `${node.frame.path}:${node.frame.line}:${node.frame.column}`;
  const coroutine = coroutineOf(node);
  if (!coroutine) return undefined;
  const frame = shownFrame(coroutine);
  const lines = [`${label(node)} — ${description(node)}`];
  if (coroutine.awaits) lines.push(`awaits ${coroutine.awaits.text}`);
  if (frame) lines.push(`${frame.path}:${frame.line}`);
  return lines.join('\n');
}
