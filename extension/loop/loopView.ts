/** The Event Loop view in the Run and Debug sidebar: what will run next, and what the loop waits for. */
import * as vscode from 'vscode';
import { loopRequest, type LoopSnapshot } from '../../adapter/protocol';
import type { SnapshotSource } from '../tasks/snapshotSource';
import { loopTree, type LoopNode } from './loopTree';

export class LoopView implements vscode.TreeDataProvider<LoopNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<LoopNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private roots: LoopNode[] = [];
  private readonly view: vscode.TreeView<LoopNode>;
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly source: SnapshotSource) {
    this.view = vscode.window.createTreeView('coroscope.loop', { treeDataProvider: this, showCollapseAll: true });
    this.disposables = [
      this.changed,
      this.view,
      source.onDidChange(() => void this.refresh()),
      this.view.onDidChangeVisibility(() => void this.refresh()),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  getTreeItem(node: LoopNode): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const open = node.id === 'ready' || node.id === 'timers';
    const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : open ? Expanded : Collapsed);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = `${node.label} — ${node.description}`;
    item.accessibilityInformation = { label: `${node.label}, ${node.description}` };
    if (node.icon !== '') item.iconPath = new vscode.ThemeIcon(node.icon);
    if (node.taskId !== null)
      item.command = { command: 'coroscope.revealTask', title: 'Show in Tasks', arguments: [node.taskId] };
    return item;
  }

  getChildren(node?: LoopNode): LoopNode[] {
    return node ? node.children : this.roots;
  }

  /** Asks only while somebody looks. */
  private async refresh(): Promise<void> {
    const { session } = this.source;
    if (session && !this.view.visible) return;
    this.roots = session ? await look(session) : [];
    this.changed.fire(undefined);
  }
}

async function look(session: vscode.DebugSession): Promise<LoopNode[]> {
  try {
    const loop = (await session.customRequest(loopRequest, {})) as LoopSnapshot | Record<string, never>;
    return 'ready' in loop ? loopTree(loop as LoopSnapshot) : [];
  } catch {
    // The program starts or ends: the next change asks again.
    return [];
  }
}
