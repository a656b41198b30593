/** The Tasks view in the Run and Debug sidebar and its commands. What the tree holds is decided in taskTree.ts. */
import * as vscode from 'vscode';
import {
  type CancelTaskArguments,
  cancelTaskRequest,
  type FocusArguments,
  type FrameInfo,
  type FreezeTasksArguments,
  freezeTasksRequest,
  type GoBackToTaskArguments,
  goBackToTaskRequest,
  type LimitBreakpointsArguments,
  limitBreakpointsRequest,
  focusRequest,
  type RunTaskNextArguments,
  runTaskNextRequest,
} from '../../adapter/protocol';
import type { SnapshotSource } from './snapshotSource';
import { groupings, groupOf } from './taskGroups';
import { dumpNode, dumpSnapshot, heading, notice } from './taskText';
import { TaskTree, type TreeNode } from './taskTree';
import { openPlaceCommand } from '../views/lookView';
import { coroutineOf, frameOf, openFrameCommand, treeItem } from './treeItems';

const viewId = 'coroscope.tasks';
const unfoldedKey = 'tasksView.unfolded';
const emptySnapshot = { tasks: [], coroutines: [] };

export class TasksView implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private tree = new TaskTree(emptySnapshot);
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly disposables: { dispose(): unknown }[];

  /** `memory` outlives the window, one for each workspace. */
  constructor(
    private readonly source: SnapshotSource,
    private readonly memory: vscode.Memento,
  ) {
    this.view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    const command = (name: string, run: (node: TreeNode | undefined) => unknown) =>
      vscode.commands.registerCommand(name, (node?: TreeNode) => run(node ?? this.view.selection[0]));
    this.disposables = [
      this.changed,
      this.view,
      source.onDidChange(() => this.rebuild()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('coroscope.tasks')) this.rebuild();
      }),
      command(openFrameCommand, (node) => node && this.open(frameOf(node))),
      vscode.commands.registerCommand(openPlaceCommand, (frame: FrameInfo) => this.open(frame)),
      command('coroscope.copyTaskDump', (node) => this.copyDump(node)),
      command('coroscope.goToCreation', (node) => this.goToCreation(node)),
      command('coroscope.goBackToCreation', (node) => this.goBack(node, 'created')),
      command('coroscope.goBackToWakeUp', (node) => this.goBack(node, 'woken')),
      command('coroscope.goBackToCancellation', (node) => this.goBack(node, 'cancelled')),
      command('coroscope.goToAwaiter', (node) => this.goToAwaiter(node)),
      command('coroscope.focusTask', (node) => this.focusTask(node)),
      command('coroscope.cancelTask', (node) => this.cancelTask(node)),
      command('coroscope.freezeTask', (node) => this.freeze(idsOf(node), true)),
      command('coroscope.thawTask', (node) => this.freeze(idsOf(node), false)),
      command('coroscope.thawAllTasks', () => this.freeze(null, false)),
      command('coroscope.runOnlyTask', async (node) => {
        await this.freeze(null, true);
        await this.freeze(idsOf(node), false);
      }),
      command('coroscope.breakOnlyInTask', (node) => this.limitBreakpoints(idsOf(node))),
      command('coroscope.breakInAllTasks', () => this.limitBreakpoints([])),
      command('coroscope.runTaskNext', (node) => this.runNext(node)),
      command('coroscope.refreshTasks', () => source.refreshSoon()),
      vscode.commands.registerCommand('coroscope.revealTask', (taskId: number) => this.revealTask(taskId)),
      command('coroscope.filterTasks', () => this.askForFilter()),
      command('coroscope.clearTaskFilter', () => source.setFilter('')),
      command('coroscope.groupTasks', askForGrouping),
      command('coroscope.showFinishedTasks', () => setSetting('showFinished', true)),
      command('coroscope.hideFinishedTasks', () => setSetting('showFinished', false)),
    ];
    this.rebuild();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node, node.kind === 'stack' || this.tree.childrenOf(node).length > 0);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return node ? this.tree.childrenOf(node) : this.tree.roots;
  }

  getParent(node: TreeNode): TreeNode | null {
    return node.parent;
  }

  private rebuild(): void {
    const { session, snapshot } = this.source;
    const settings = vscode.workspace.getConfiguration('coroscope.tasks');
    this.tree = new TaskTree(snapshot ?? emptySnapshot, {
      showFinished: settings.get('showFinished', true),
      groupOf: groupOf(settings.get('groupBy', 'parent')),
    });
    this.view.description = snapshot ? heading(snapshot) : undefined;
    this.view.message = snapshot ? notice(snapshot, this.source.filter) : undefined;
    // What the welcome texts in package.json depend on.
    void vscode.commands.executeCommand('setContext', 'coroscope.active', session !== undefined);
    void vscode.commands.executeCommand(
      'setContext',
      'coroscope.recorded',
      session !== undefined && canGoBack(session),
    );
    void vscode.commands.executeCommand('setContext', 'coroscope.tasksFiltered', this.source.filter !== '');
    void vscode.commands.executeCommand('setContext', 'coroscope.breaksLimited', snapshot?.breaksOnlyIn !== undefined);
    this.changed.fire(undefined);
    void this.unfoldOnce();
  }

  /** VS Code adds views to the sidebar collapsed: opened once in each workspace, later left as the user has it. */
  private async unfoldOnce(): Promise<void> {
    const root = this.tree.roots.at(0);
    if (!root || !this.source.hasStopped || this.memory.get<boolean>(unfoldedKey)) return;
    await this.memory.update(unfoldedKey, true);
    if (!this.view.visible) await this.view.reveal(root, { select: false, focus: false });
  }

  private async open(frame: FrameInfo | undefined): Promise<void> {
    if (!frame) return;
    const position = new vscode.Position(Math.max(frame.line - 1, 0), Math.max(frame.column - 1, 0));
    const options = { selection: new vscode.Range(position, position), preserveFocus: false };
    try {
      await vscode.window.showTextDocument(await this.documentOf(frame), options);
    } catch {
      void vscode.window.showWarningMessage(`There is no source to show for ${frame.path}:${frame.line}.`);
    }
  }

  /** The file, or what the session has for it: the library's sources need not be on disk. */
  private async documentOf({ path, sourceReference }: FrameInfo): Promise<vscode.TextDocument> {
    const session = this.source.session;
    if (sourceReference === undefined || !session) {
      try {
        return await vscode.workspace.openTextDocument(vscode.Uri.file(path));
      } catch (error) {
        if (!session) throw error;
      }
    }
    const source = { path, sourceReference: sourceReference ?? 0 };
    return vscode.workspace.openTextDocument(vscode.debug.asDebugSourceUri(source, session));
  }

  private async copyDump(node: TreeNode | undefined): Promise<void> {
    const whole = node === undefined || !coroutineOf(node);
    const text = whole ? dumpSnapshot((await this.source.whole()) ?? emptySnapshot) : dumpNode(this.tree, node);
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage('Task dump copied', 2000);
  }

  private async revealTask(taskId: number): Promise<void> {
    const node = this.tree.nodeOf(taskId);
    if (!node) return;
    await this.view.reveal(node, { select: true, focus: true });
    await this.open(frameOf(node));
  }

  private async askForFilter(): Promise<void> {
    const filter = await vscode.window.showInputBox({
      title: 'Filter Tasks',
      prompt: 'Shows the tasks whose name, coroutine or state contains this text; empty shows all',
      value: this.source.filter,
    });
    if (filter !== undefined) this.source.setFilter(filter);
  }

  private async goToCreation(node: TreeNode | undefined): Promise<void> {
    const creation = coroutineOf(node)?.creation ?? [];
    await this.open(creation.find((frame) => !frame.library) ?? creation[0]);
  }

  private async goToAwaiter(node: TreeNode | undefined): Promise<void> {
    const awaiter = coroutineOf(node)
      ?.awaitedBy.map((id) => this.tree.nodeOf(id))
      .find((found) => found !== undefined);
    if (!awaiter) return;
    await this.view.reveal(awaiter, { select: true, focus: true });
    await this.open(frameOf(awaiter));
  }

  /** VS Code has no API to choose a thread: the adapter answers with a `stopped` event for it, which does. */
  private async focusTask(node: TreeNode | undefined): Promise<void> {
    if (node?.kind !== 'task') return;
    if (node.task.threadId === null) {
      void vscode.window.showInformationMessage(`${node.task.name} is not among the threads of the call stack.`);
      return;
    }
    await this.ask(focusRequest, { threadId: node.task.threadId } satisfies FocusArguments);
  }

  private async cancelTask(node: TreeNode | undefined): Promise<void> {
    if (node?.kind !== 'task') return;
    await this.ask(cancelTaskRequest, { taskId: node.task.id } satisfies CancelTaskArguments);
    this.source.refreshSoon();
  }

  /** The `stopped` event that follows shows the place. */
  private async goBack(node: TreeNode | undefined, event: GoBackToTaskArguments['event']): Promise<void> {
    if (node?.kind !== 'task') return;
    await this.ask(goBackToTaskRequest, { taskId: node.task.id, event } satisfies GoBackToTaskArguments);
  }

  private async runNext(node: TreeNode | undefined): Promise<void> {
    if (node?.kind !== 'task') return;
    await this.ask(runTaskNextRequest, { taskId: node.task.id } satisfies RunTaskNextArguments);
    this.source.refreshSoon();
  }

  /** `null`: all tasks. */
  private async freeze(taskIds: number[] | null, frozen: boolean): Promise<void> {
    await this.ask(freezeTasksRequest, { taskIds, frozen } satisfies FreezeTasksArguments);
    this.source.refreshSoon();
  }

  /** None: no limit. */
  private async limitBreakpoints(taskIds: number[]): Promise<void> {
    await this.ask(limitBreakpointsRequest, { taskIds } satisfies LimitBreakpointsArguments);
    this.source.refreshSoon();
  }

  private async ask(request: string, args: object): Promise<void> {
    try {
      await this.source.session?.customRequest(request, args);
    } catch (error) {
      void vscode.window.showInformationMessage(error instanceof Error ? error.message : String(error));
    }
  }
}

function canGoBack({ configuration }: vscode.DebugSession): boolean {
  return Boolean(configuration.record) || configuration.recording !== undefined;
}

function idsOf(node: TreeNode | undefined): number[] {
  return node?.kind === 'task' ? [node.task.id] : [];
}

async function askForGrouping(): Promise<void> {
  const chosen = await vscode.window.showQuickPick(groupings, { title: 'Group Tasks By' });
  if (chosen) await setSetting('groupBy', chosen.by);
}

async function setSetting(name: string, value: string | boolean): Promise<void> {
  const settings = vscode.workspace.getConfiguration('coroscope.tasks');
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}
