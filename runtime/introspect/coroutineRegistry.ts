/**
 * Knows the coroutines that are suspended somewhere, whoever drives them, and gives ids to what is shown.
 *
 * Owns: weak references to coroutines that were suspended at least once, so that one that runs through at once costs
 * nothing. Those that tasks drive are known as the tasks' own: a WeakRef costs more than the coroutine, and keeps it
 * alive until the worker's one long turn ends. Must not know: the debugger. The program never sees any of this.
 */
import { GenState, PyGenerator } from '../vm/generator';
import { probes } from '../vm/probes';
import { coroutineType } from '../objects/builtinTypes';
import { running } from '../asyncio/runningLoop';
import { PyTask } from '../asyncio/task';

export type SuspensionListener = (root: PyGenerator) => void;

/** Sweep when the list has doubled since the last sweep, and not before it has this many. */
const SMALLEST_SWEEP = 1024;

/**
 * The task that is being stepped is whose coroutine this is, or that coroutine awaits it: an exception thrown in is
 * thrown into the innermost one, which may suspend itself again before those around it know.
 */
function drivenByTask(gen: PyGenerator): boolean {
  if (!(running.task instanceof PyTask)) return false;
  let awaited: unknown = running.task.coro;
  while (awaited instanceof PyGenerator && awaited !== gen) awaited = awaited.frame?.delegate;
  return awaited === gen;
}

export class CoroutineRegistry {
  private suspended: WeakRef<PyGenerator>[] = [];
  private sweepAt = SMALLEST_SWEEP;
  private readonly ids = new WeakMap<object, number>();
  /** 1 is the main thread, among DAP threads. */
  private nextId = 2;
  /** Told of each suspension and resumption while set; null costs nothing. */
  onSuspended: SuspensionListener | null = null;

  /** Starts listening to the VM. */
  install(): void {
    probes.suspended = (gen) => {
      if (gen.state !== GenState.Suspended || gen.cls !== coroutineType) return;
      if (!gen.registered && !drivenByTask(gen)) this.add(gen);
      this.onSuspended?.(gen);
    };
  }

  /** Listens to resumptions, too, while somebody wants to know. */
  listenToResumptions(listener: SuspensionListener | null): void {
    probes.resumed = listener;
  }

  /** Unique in the session; tasks, coroutines and threads share one numbering. */
  idOf(object: object): number {
    if (object instanceof PyTask && object.lane !== null) return object.lane.id;
    let id = this.ids.get(object);
    if (id === undefined) this.ids.set(object, (id = this.nextId++));
    return id;
  }

  /** The number of a task that has none yet: its lane keeps it, which is quicker than a WeakMap. */
  newId(): number {
    return this.nextId++;
  }

  /** Coroutines that are suspended right now, in the order of their first suspension. */
  live(): PyGenerator[] {
    const found: PyGenerator[] = [];
    for (const reference of this.suspended) {
      const gen = reference.deref();
      if (gen && gen.state !== GenState.Closed) found.push(gen);
    }
    return found;
  }

  private add(gen: PyGenerator): void {
    gen.registered = true;
    this.suspended.push(new WeakRef(gen));
    if (this.suspended.length < this.sweepAt) return;
    this.suspended = this.suspended.filter((reference) => {
      const held = reference.deref();
      return held !== undefined && held.state !== GenState.Closed;
    });
    this.sweepAt = Math.max(SMALLEST_SWEEP, this.suspended.length * 2);
  }
}
