/**
 * The Tasks view's tree, made from one snapshot: which nodes there are and what each says. Knows nothing of VS Code, so
 * that tests and the headless session can use it.
 */
import type {
  AwaitInfo,
  CauseInfo,
  CoroutineInfo,
  CoroutineSnapshot,
  FrameInfo,
  TaskInfo,
} from '../../adapter/protocol';

interface NodeBase {
  /** The same from one snapshot to the next, so that the view keeps what is expanded and selected. */
  id: string;
  parent: TreeNode | null;
}

export interface TaskNode extends NodeBase {
  kind: 'task';
  task: TaskInfo;
  /** There are tasks below it, which are shown without asking; the details of one that has none are not. */
  hasTasks: boolean;
}

export interface CoroutineNode extends NodeBase {
  kind: 'coroutine';
  coroutine: CoroutineInfo;
}

export interface AwaitsNode extends NodeBase {
  kind: 'awaits';
  owner: CoroutineInfo;
  awaits: AwaitInfo;
}

export interface StackNode extends NodeBase {
  kind: 'stack';
  which: 'frames' | 'creation';
  frames: FrameInfo[];
}

export interface FrameNode extends NodeBase {
  kind: 'frame';
  frame: FrameInfo;
}

/** What was done to a task: what cancelled it, what that was passed on from, or what woke it. */
export interface CauseNode extends NodeBase {
  kind: 'cause';
  which: 'cancellation' | 'passed on' | 'woken';
  owner: TaskInfo;
  cause: CauseInfo;
  /** The rest of the cancellation chain. */
  before: CauseInfo[];
}

/** The heading over tasks that have something in common, or over the coroutines that belong to no task. */
export interface GroupNode extends NodeBase {
  kind: 'group';
  title: string;
  count: number;
}

export type TreeNode = TaskNode | CoroutineNode | AwaitsNode | CauseNode | StackNode | FrameNode | GroupNode;

/** What of a snapshot the tree shows. */
export type ShownSnapshot = Pick<CoroutineSnapshot, 'tasks' | 'coroutines'>;

export interface TreeOptions {
  /** Also the tasks that are done, failed or cancelled. One with an unfinished descendant stays in any case. */
  showFinished: boolean;
  /** Puts tasks under headings instead of under their parents. */
  groupOf?: GroupOf | null;
}

/** The heading that a task belongs under. */
export type GroupOf = (task: TaskInfo) => string;

const finishedStates: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled']);

export function isFinished(coroutine: CoroutineInfo): boolean {
  return finishedStates.has(coroutine.state);
}

export class TaskTree {
  readonly roots: TreeNode[];
  private readonly childTasks = new Map<number | null, TaskInfo[]>();
  private readonly nodes = new Map<number, TaskNode | CoroutineNode>();
  private readonly childrenCache = new Map<TreeNode, TreeNode[]>();

  constructor(
    private readonly snapshot: ShownSnapshot,
    options: TreeOptions = { showFinished: true },
  ) {
    const { groupOf = null, showFinished } = options;
    if (groupOf) {
      const shown = showFinished ? snapshot.tasks : snapshot.tasks.filter((task) => !isFinished(task));
      this.roots = [...this.makeGroups(shown, groupOf), ...this.makeBare()];
      return;
    }
    for (const task of visibleTasks(snapshot.tasks, options)) listAt(this.childTasks, task.parentId).push(task);
    this.roots = [...this.makeTops(), ...this.makeBare()];
  }

  /** The node of a task or a bare coroutine, wherever it is in the tree. */
  nodeOf(id: number): TaskNode | CoroutineNode | undefined {
    return this.nodes.get(id);
  }

  childrenOf(node: TreeNode): TreeNode[] {
    let children = this.childrenCache.get(node);
    if (!children) this.childrenCache.set(node, (children = this.makeChildren(node)));
    return children;
  }

  /** The largest first: where there are too many tasks, those are looked for. */
  private makeGroups(tasks: TaskInfo[], groupOf: GroupOf): GroupNode[] {
    const members = new Map<string, TaskInfo[]>();
    for (const task of tasks) listAt(members, groupOf(task)).push(task);
    return [...members]
      .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
      .map(([title, inside]) =>
        this.makeGroup(`group-${title}`, title, inside, (task, parent) => this.makeTask(task, parent)),
      );
  }

  private makeGroup<T>(
    id: string,
    title: string,
    items: T[],
    make: (item: T, parent: GroupNode) => TreeNode,
  ): GroupNode {
    const group: GroupNode = { kind: 'group', id, parent: null, title, count: items.length };
    this.childrenCache.set(
      group,
      items.map((item) => make(item, group)),
    );
    return group;
  }

  private makeTops(): TreeNode[] {
    const known = new Set([...this.childTasks.values()].flat().map((task) => task.id));
    const tops: TaskInfo[] = [];
    for (const [parentId, tasks] of this.childTasks) {
      if (parentId === null || !known.has(parentId)) tops.push(...tasks);
    }
    tops.sort((a, b) => a.id - b.id);
    return tops.map((task) => this.makeTask(task, null));
  }

  private makeBare(): GroupNode[] {
    const { coroutines } = this.snapshot;
    if (coroutines.length === 0) return [];
    return [
      this.makeGroup('coroutines', 'Coroutines without a task', coroutines, (coroutine, parent) =>
        this.makeCoroutine(coroutine, parent),
      ),
    ];
  }

  /** Makes the whole subtree of tasks at once, so that any task can be revealed; the details below each come later. */
  private makeTask(task: TaskInfo, parent: TreeNode | null): TaskNode {
    const below = this.childTasks.get(task.id) ?? [];
    const node: TaskNode = { kind: 'task', id: `task-${task.id}`, parent, task, hasTasks: below.length > 0 };
    this.nodes.set(task.id, node);
    const children = below.map((child) => this.makeTask(child, node));
    this.childrenCache.set(node, [...details(node, task), ...children]);
    return node;
  }

  private makeCoroutine(coroutine: CoroutineInfo, parent: TreeNode): CoroutineNode {
    const node: CoroutineNode = { kind: 'coroutine', id: `coroutine-${coroutine.id}`, parent, coroutine };
    this.nodes.set(coroutine.id, node);
    return node;
  }

  private makeChildren(node: TreeNode): TreeNode[] {
    if (node.kind === 'coroutine') return details(node, node.coroutine);
    if (node.kind === 'stack') return frameNodes(node, node.frames);
    if (node.kind !== 'cause') return [];
    const [next, ...before] = node.before;
    const frames: TreeNode[] = frameNodes(node, node.cause.frames);
    if (next === undefined) return frames;
    const { owner } = node;
    const cause: CauseNode = {
      kind: 'cause',
      id: `${node.id}/before`,
      parent: node,
      which: 'passed on',
      owner,
      cause: next,
      before,
    };
    return [...frames, cause];
  }
}

function frameNodes(parent: TreeNode, frames: FrameInfo[]): FrameNode[] {
  return frames.map((frame, index) => ({ kind: 'frame', id: `${parent.id}/${index}`, parent, frame }));
}

function listAt<K, T>(lists: Map<K, T[]>, key: K): T[] {
  let list = lists.get(key);
  if (!list) lists.set(key, (list = []));
  return list;
}

function visibleTasks(tasks: TaskInfo[], options: TreeOptions): TaskInfo[] {
  if (options.showFinished) return tasks;
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const visible = new Set<TaskInfo>();
  for (const task of tasks) {
    if (isFinished(task)) continue;
    for (
      let t: TaskInfo | undefined = task;
      t && !visible.has(t);
      t = t.parentId === null ? undefined : byId.get(t.parentId)
    ) {
      visible.add(t);
    }
  }
  return tasks.filter((task) => visible.has(task));
}

/** What a task or coroutine has below it, besides child tasks. */
function details(node: TaskNode | CoroutineNode, owner: CoroutineInfo): TreeNode[] {
  const nodes: TreeNode[] = [];
  if (owner.awaits) nodes.push({ kind: 'awaits', id: `${node.id}/awaits`, parent: node, owner, awaits: owner.awaits });
  if (node.kind === 'task') nodes.push(...causes(node));
  for (const which of ['frames', 'creation'] as const) {
    if (owner[which].length > 0) {
      nodes.push({ kind: 'stack', id: `${node.id}/${which}`, parent: node, which, frames: owner[which] });
    }
  }
  return nodes;
}

function causes(parent: TaskNode): CauseNode[] {
  const { task: owner } = parent;
  const [cancellation, ...before] = owner.cancellation ?? [];
  const nodes: CauseNode[] = [];
  if (cancellation !== undefined)
    nodes.push({
      kind: 'cause',
      id: `${parent.id}/cancellation`,
      parent,
      which: 'cancellation',
      owner,
      cause: cancellation,
      before,
    });
  if (owner.woken)
    nodes.push({
      kind: 'cause',
      id: `${parent.id}/woken`,
      parent,
      which: 'woken',
      owner,
      cause: owner.woken,
      before: [],
    });
  return nodes;
}

/** The frame to show for a cause: the innermost one of the user's own, or else the innermost. */
export function causeFrame({ frames }: CauseInfo): FrameInfo | undefined {
  return frames.find((frame) => !frame.library) ?? frames.at(0);
}

/** The frame to show for a task or coroutine: the innermost one of the user's own, or else the innermost. */
export function shownFrame(coroutine: CoroutineInfo): FrameInfo | undefined {
  const own = (frames: FrameInfo[]) => frames.find((frame) => !frame.library);
  return own(coroutine.frames) ?? own(coroutine.creation) ?? coroutine.frames[0] ?? coroutine.creation[0];
}
