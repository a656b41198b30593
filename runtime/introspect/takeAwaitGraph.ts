/**
 * Takes the Await Graph: what is awaited, by whom, and who holds it; cycles among the tasks.
 *
 * Owns: merging and the search for cycles, in time linear in the number of tasks. Runs no guest code. Must not know: the
 * debugger.
 */
import { PyTask } from '../asyncio/task';
import type { PyObject } from '../objects/object';
import type { Frame } from '../vm/frame';
import { GenState } from '../vm/generator';
import type { AwaitChain } from './awaitChain';
import { awaitChain } from './awaitChain';
import { awaitedObject, heldObjects, type AwaitedObject } from './awaitedObject';
import type { AwaitCycle, AwaitedInfo, AwaitGraph, GraphTask, WaiterGroup } from './awaitGraph';
import type { CoroutineRegistry } from './coroutineRegistry';
import { cyclesOf } from './cycles';
import { awaitPointOf, awaitText, frameInfo, type Places } from './places';
import { taskTitle } from './takeSnapshot';
import type { TaskSource, TaskView } from './taskSource';

export interface GraphSources {
  registry: CoroutineRegistry;
  tasks: TaskSource;
  places: Places;
}

interface Waiting {
  view: TaskView;
  chain: AwaitChain;
  awaited: AwaitedObject;
}

interface Awaited {
  id: number;
  what: AwaitedObject;
  waiting: Waiting[];
}

/** So many are told of; the rest is counted. */
const MOST_AWAITED = 200;
const MOST_TASKS = 100;
const MOST_CYCLES = 20;

export function takeAwaitGraph({ registry, tasks, places }: GraphSources): AwaitGraph {
  const views = tasks.all();
  const byTask = new Map(views.map((view) => [view.task, view]));
  const chains = new Map(views.map((view) => [view, awaitChain(view.coroutine)]));
  const waiting: Waiting[] = views.flatMap((view) => {
    const chain = chains.get(view)!;
    // At a stop for a suspension, the step that it ends is still on the stack.
    const suspending = view.running && chain.links[0]?.state === GenState.Suspended;
    if (view.waiter === undefined && !suspending) return [];
    return [{ view, chain, awaited: awaitedObject(chain, view.waiter, places) }];
  });
  const awaited = merged(waiting, registry);
  const held = holders(views, chains);
  const heldBy = (what: AwaitedObject): { view: TaskView; frame: Frame | undefined }[] => {
    const parts = what.parts.flatMap((part) => byTask.get(part) ?? []).map((view) => ({ view, frame: undefined }));
    return [...parts, ...(what.object && !(what.object instanceof PyTask) ? (held.get(what.object) ?? []) : [])];
  };
  const waits = new Map(waiting.map((one) => [one.view, one]));
  const cycles = cyclesOf(views, (view) => {
    const one = waits.get(view);
    return one ? heldBy(one.awaited).map((holder) => holder.view) : [];
  });
  const inCycle = new Set(cycles.flat());

  const graphTask = (view: TaskView, frame?: Frame): GraphTask => {
    const shown = frame ?? ownFrame(chains.get(view)!, places);
    return {
      taskId: registry.idOf(view.task),
      title: taskTitle(view),
      frame: shown ? frameInfo(shown, places) : null,
    };
  };
  const title = ({ what, waiting: [first] }: Awaited) => {
    if (what.object instanceof PyTask) return taskTitle(byTask.get(what.object) ?? first.view);
    const type =
      what.kind === 'sleep' || what.kind === 'io' || what.kind === 'gather'
        ? what.kind
        : (what.object?.cls.name ?? what.kind);
    const text = what.kind === 'sleep' ? '' : nameOf(first, places);
    return text === '' ? type : `${type} ${text}`;
  };
  const titles = new Map(awaited.map((one) => [one, title(one)]));
  const titleOf = new Map(awaited.flatMap((one) => one.waiting.map(({ view }) => [view, titles.get(one)!])));
  const info = (one: Awaited): AwaitedInfo => {
    const by = heldBy(one.what);
    return {
      id: one.id,
      kind: one.what.kind,
      title: titles.get(one)!,
      taskId: one.what.object instanceof PyTask ? registry.idOf(one.what.object) : null,
      holders: by.slice(0, MOST_TASKS).map(({ view, frame }) => graphTask(view, frame)),
      held: by.length,
      waiting: one.waiting.length,
      groups: groups(one.waiting, places, graphTask),
      cyclic: isCyclic(one, by, inCycle),
    };
  };
  const isIn = (one: Awaited) => isCyclic(one, heldBy(one.what), inCycle);
  const cyclic = awaited.filter(isIn);
  const others = awaited.filter((one) => !cyclic.includes(one)).sort((a, b) => b.waiting.length - a.waiting.length);
  return {
    cycles: cycles.slice(0, MOST_CYCLES).map((cycle): AwaitCycle => ({
      steps: cycle.map((view) => ({ task: graphTask(view), awaits: titleOf.get(view) ?? '' })),
    })),
    awaited: [...cyclic, ...others].slice(0, MOST_AWAITED).map(info),
    total: awaited.length,
  };
}

function isCyclic({ waiting }: Awaited, by: { view: TaskView }[], inCycle: ReadonlySet<TaskView>): boolean {
  if (inCycle.size === 0) return false;
  return waiting.some(({ view }) => inCycle.has(view)) && by.some(({ view }) => inCycle.has(view));
}

/** What several tasks wait for, once; sleeps and input or output are one thing each. */
function merged(waiting: readonly Waiting[], registry: CoroutineRegistry): Awaited[] {
  const found = new Map<unknown, Awaited>();
  for (const one of waiting) {
    const { kind, object } = one.awaited;
    const key = object ?? kind;
    const known = found.get(key);
    if (known) known.waiting.push(one);
    else found.set(key, { id: registry.idOf(object ?? one.view.task), what: one.awaited, waiting: [one] });
  }
  return [...found.values()];
}

function holders(
  views: readonly TaskView[],
  chains: ReadonlyMap<TaskView, AwaitChain>,
): Map<PyObject, { view: TaskView; frame: Frame }[]> {
  const held = new Map<PyObject, { view: TaskView; frame: Frame }[]>();
  for (const view of views) {
    for (const { object, frame } of heldObjects(chains.get(view)!.frames)) {
      const known = held.get(object);
      if (known) known.push({ view, frame });
      else held.set(object, [{ view, frame }]);
    }
  }
  return held;
}

function groups(waiting: readonly Waiting[], places: Places, graphTask: (view: TaskView) => GraphTask): WaiterGroup[] {
  const found = new Map<string, { frame: Frame | undefined; waiting: Waiting[] }>();
  for (const one of waiting) {
    const frame = ownFrame(one.chain, places);
    const key = frame ? `${frame.code.filename}:${frame.pc}:${frame.code.qualname}` : '';
    const known = found.get(key);
    if (known) known.waiting.push(one);
    else found.set(key, { frame, waiting: [one] });
  }
  return [...found.values()].map(({ frame, waiting: members }) => ({
    text: frame ? (awaitText(frame) ?? '') : '',
    frame: frame ? frameInfo(frame, places) : null,
    count: members.length,
    tasks: members.slice(0, MOST_TASKS).map(({ view }) => graphTask(view)),
  }));
}

/** The innermost frame that is not the library's, or else the innermost. */
function ownFrame({ frames }: AwaitChain, places: Places): Frame | undefined {
  return frames.findLast((frame) => !places.isLibrary(frame.code.filename)) ?? frames.at(-1);
}

/** What the source calls it: `queue` of `await queue.get()`. */
function nameOf({ chain }: Waiting, places: Places): string {
  const frame = ownFrame(chain, places);
  const text = (frame && awaitPointOf(frame)?.text) ?? '';
  return text.replace(/\.\w+\([^()]*\)$/, '');
}
