/**
 * A view in the Run and Debug sidebar that asks the program one question at every change, while somebody looks, and shows
 * the answer as a tree. Does not know what it shows.
 */
import * as vscode from 'vscode';
import type { SnapshotSource } from '../tasks/snapshotSource';
import type { LookNode } from './lookNode';
import { Onlooker, type Questions } from './onlooker';

export interface Answer {
  nodes: LookNode[];
  heading?: string;
}

export interface Look extends Questions<vscode.DebugSession, Answer> {
  viewId: string;
}

/** The command behind a click on what has a source line. */
export const openPlaceCommand = 'coroscope.openPlace';

export class LookView implements vscode.TreeDataProvider<LookNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<LookNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private roots: LookNode[] = [];
  private readonly onlooker: Onlooker<vscode.DebugSession, Answer>;
  private readonly view: vscode.TreeView<LookNode>;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly source: SnapshotSource,
    look: Look,
  ) {
    this.onlooker = new Onlooker(look);
    this.view = vscode.window.createTreeView(look.viewId, { treeDataProvider: this, showCollapseAll: true });
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

  getTreeItem(node: LookNode): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : node.open ? Expanded : Collapsed);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.frame
      ? `${node.label}\n${node.frame.path}:${node.frame.line}`
      : `${node.label} — ${node.description}`;
    item.accessibilityInformation = { label: `${node.label}, ${node.description}` };
    if (node.icon !== '') {
      const color = node.color === undefined ? undefined : new vscode.ThemeColor(node.color);
      item.iconPath = new vscode.ThemeIcon(node.icon, color);
    }
    if (node.frame) item.command = { command: openPlaceCommand, title: 'Open Source', arguments: [node.frame] };
    else if (node.taskId !== null)
      item.command = { command: 'coroscope.revealTask', title: 'Show in Tasks', arguments: [node.taskId] };
    return item;
  }

  getChildren(node?: LookNode): LookNode[] {
    return node ? node.children : this.roots;
  }

  private async refresh(): Promise<void> {
    const { session } = this.source;
    const { visible } = this.view;
    const answer = await this.onlooker.look(session, visible);
    if (session && !visible) return;
    this.roots = answer?.nodes ?? [];
    this.view.description = answer?.heading;
    this.changed.fire(undefined);
  }
}
