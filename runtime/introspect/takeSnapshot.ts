/**
 * Takes a snapshot of all tasks and coroutines.
 *
 * Owns: putting together what the registry, the event loop and the frames tell. Must not know: the debugger.
 */
import type { PyObject, Value } from '../objects/object';
import type { Frame } from '../vm/frame';
import { GenState, PyGenerator } from '../vm/generator';
import { otherThreads } from '../vm/otherThreads';
import { ts } from '../vm/thread';
import type { AwaitChain } from './awaitChain';
import { awaitChain, heldCoroutine } from './awaitChain';
import { describeAwait } from './awaitInfo';
import { cancellationChain, wakeUpInfo } from './causes';
import type { CoroutineRegistry } from './coroutineRegistry';
import type { Places } from './places';
import { frameInfo, originEntries, originInfo } from './places';
import type { CoroutineInfo, CoroutineSnapshot, SnapshotArguments, TaskInfo, TaskState } from './snapshot';
import type { TaskSource, TaskView } from './taskSource';

export interface SnapshotSources {
  registry: CoroutineRegistry;
  tasks: TaskSource;
  places: Places;
  /** `repr()` of a value, shortened and safe. */
  text(value: Value): string;
  /** Type and message of an exception. */
  errorText(error: unknown): string;
  /** The clock that loops go by. */
  now(): number;
  /** Tasks of which it is proved that nothing alive can let them go on. */
  stuck: ReadonlySet<PyObject>;
  /** The tasks that are DAP threads, whose ids are theirs. */
  threadIds(): ReadonlySet<number>;
  /** Those that breakpoints are limited to; none without a limit. */
  breaksOnlyIn: readonly PyObject[];
}

export function takeSnapshot(sources: SnapshotSources, wanted: SnapshotArguments = {}): CoroutineSnapshot {
  const { registry, tasks } = sources;
  const views = [...tasks.ended(), ...tasks.all()];
  const owned = new Set<PyGenerator>();
  const titles = new Map<PyObject, string>();
  for (const view of views) titles.set(view.task, taskTitle(view));
  const allStuck = !views.some((view) => view.running || view.frozen) && !tasks.canProgress();
  const stateOf = (view: TaskView) =>
    taskState(view, chains.get(view)!, allStuck || sources.stuck.has(view.task) ? 'deadlocked' : null);
  const chains = new Map<TaskView, AwaitChain>();
  for (const view of views) {
    const chain = awaitChain(view.coroutine);
    chains.set(view, chain);
    for (const link of chain.links) owned.add(link);
  }
  const taskOf = (value: Value) => {
    const title = typeof value === 'object' ? titles.get(value) : undefined;
    return title === undefined ? undefined : { id: registry.idOf(value as PyObject), title };
  };
  const threadIds = sources.threadIds();
  const causeSources = { places: sources.places, idOf: (object: PyObject) => registry.idOf(object) };
  const taskInfo = (view: TaskView): TaskInfo => {
    const chain = chains.get(view)!;
    const state = stateOf(view);
    return {
      ...coroutineInfo(sources, view.task, view.coroutine, { ...chain, end: view.waiter ?? chain.end }, state, taskOf),
      awaitedBy: tasks.awaitedBy(view.task).map((awaiter) => registry.idOf(awaiter)),
      name: view.name,
      parentId: view.parent === undefined ? null : registry.idOf(view.parent),
      threadId: threadIds.has(registry.idOf(view.task)) ? registry.idOf(view.task) : null,
      ...(view.frozen ? { frozen: true } : {}),
      ...(view.result === undefined ? {} : { result: sources.text(view.result) }),
      ...(view.exception === undefined ? {} : { exception: sources.errorText(view.exception) }),
      ...(view.cancellation ? { cancellation: cancellationChain(view.cancellation, causeSources) } : {}),
      ...(view.wakeUp && !(view.cancellation && view.wakeUp.outcome === 'cancelled')
        ? { woken: wakeUpInfo(view.wakeUp, causeSources) }
        : {}),
    };
  };
  const bare = bareCoroutines(registry, owned).map((found) => ({
    ...found,
    state: found.gen.state === GenState.Running ? ('running' as const) : ('awaiting' as const),
  }));
  const matches = matcher(wanted.filter);
  const breaksOnlyIn = sources.breaksOnlyIn.flatMap((task) => titles.get(task) ?? []);
  const matchingTasks = views.filter((view) => matches(titles.get(view.task)!, stateOf(view)));
  const matchingBare = bare.filter(({ gen, state }) => matches(coroutineName(gen), state));
  const most = wanted.most ?? Infinity;
  const shown = withParents(mostTelling(matchingTasks, most), views);
  const shownBare = most === Infinity ? matchingBare : matchingBare.slice(-Math.max(1, most - shown.length));
  return {
    ...(tasks.loopRunning() ? { loopTime: sources.now() } : {}),
    tasks: shown.map(taskInfo),
    coroutines: shownBare.map(({ gen, chain, state }) => coroutineInfo(sources, gen, gen, chain, state, taskOf)),
    total: views.length + bare.length,
    matching: matchingTasks.length + matchingBare.length,
    ...(breaksOnlyIn.length > 0 ? { breaksOnlyIn } : {}),
  };
}

function matcher(filter: string | undefined): (...texts: string[]) => boolean {
  const wanted = filter?.trim().toLowerCase() ?? '';
  return wanted === '' ? () => true : (...texts) => texts.some((text) => text.toLowerCase().includes(wanted));
}

/** What runs or has failed, then what is newest. */
function mostTelling(views: readonly TaskView[], most: number): TaskView[] {
  if (views.length <= most) return [...views];
  const first = views.filter((view) => view.running || view.outcome === 'failed').slice(-most);
  const rest = views.filter((view) => !first.includes(view));
  return [...first, ...rest.slice(rest.length - (most - first.length))];
}

/** Some tasks and those that they come from, in the order of all. */
function withParents(some: readonly TaskView[], all: readonly TaskView[]): TaskView[] {
  if (some.length === all.length) return [...all];
  const byTask = new Map(all.map((view) => [view.task, view]));
  const shown = new Set<TaskView>();
  for (const view of some) {
    let next: TaskView | undefined = view;
    while (next !== undefined && !shown.has(next)) {
      shown.add(next);
      next = next.parent === undefined ? undefined : byTask.get(next.parent);
    }
  }
  return all.filter((view) => shown.has(view));
}

/** `Task-3 'fetch'`: the task's name and its coroutine's. */
export function taskTitle(view: TaskView): string {
  const coroutine = coroutineName(view.coroutine);
  return coroutine === '' || coroutine === view.name ? view.name : `${view.name} '${coroutine}'`;
}

export function coroutineName(coroutine: Value): string {
  if (coroutine instanceof PyGenerator) return coroutine.qualname;
  return heldCoroutine(coroutine)?.qualname ?? (typeof coroutine === 'object' ? coroutine.cls.name : '');
}

/** Suspended coroutines that no task drives and no other coroutine awaits, each with its chain. */
export function bareCoroutines(
  registry: CoroutineRegistry,
  owned: ReadonlySet<PyGenerator>,
): { gen: PyGenerator; chain: AwaitChain }[] {
  const found: { gen: PyGenerator; chain: AwaitChain }[] = [];
  const inner = new Set<PyGenerator>(owned);
  for (const gen of registry.live()) {
    if (owned.has(gen)) continue;
    const chain = awaitChain(gen);
    for (const link of chain.links.slice(1)) inner.add(link);
    found.push({ gen, chain });
  }
  return found.filter(({ gen }) => !inner.has(gen));
}

/** The frames of a coroutine innermost first: those that run, or those in which it is suspended. */
export function coroutineFrames(coroutine: Value, chain: AwaitChain): Frame[] {
  const root = coroutine instanceof PyGenerator ? coroutine : heldCoroutine(coroutine);
  if (root?.state === GenState.Running && root.frame !== null) return runningFrames(root.frame);
  return [...chain.frames].reverse();
}

/** The frames on a thread's stack from the innermost down to `root`. */
function runningFrames(root: Frame): Frame[] {
  for (const innermost of [ts.frame, ...otherThreads.frames()]) {
    const frames: Frame[] = [];
    for (let frame = innermost; frame !== null; frame = frame.back) {
      frames.push(frame);
      if (frame === root) return frames;
    }
  }
  return [root];
}

function taskState(view: TaskView, chain: AwaitChain, stuck: 'deadlocked' | null): TaskState {
  if (view.outcome !== 'pending') return view.outcome;
  // At a stop for a suspension, the step that it ends is still on the stack.
  if (view.running) return chain.links[0]?.state === GenState.Suspended ? 'awaiting' : 'running';
  if (view.waiter !== undefined) return stuck ?? 'awaiting';
  return chain.links[0]?.state === GenState.Created ? 'created' : 'ready';
}

function coroutineInfo(
  { registry, places }: SnapshotSources,
  object: PyObject,
  coroutine: Value,
  chain: AwaitChain,
  state: TaskState,
  taskOf: (value: Value) => { id: number; title: string } | undefined,
): CoroutineInfo {
  const root = coroutine instanceof PyGenerator ? coroutine : heldCoroutine(coroutine);
  return {
    id: registry.idOf(object),
    state,
    coroutine: coroutineName(coroutine),
    awaits: state === 'awaiting' || state === 'deadlocked' ? describeAwait(chain, places, taskOf) : null,
    awaitedBy: [],
    frames: coroutineFrames(coroutine, chain).map((frame) => frameInfo(frame, places)),
    creation: originEntries(root?.origin ?? null).map((entry) => originInfo(entry, places)),
  };
}
