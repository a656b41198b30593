/**
 * Keeps what went wrong with coroutines: never awaited, exceptions never retrieved, tasks destroyed while pending, slow
 * steps.
 *
 * Owns: a bounded list, one entry for a kind and place. Must not know: how it is shown.
 */
import { lost } from '../asyncio/provenance';
import { recording } from '../asyncio/recording';
import type { PyFuture } from '../asyncio/future';
import { PyTask } from '../asyncio/task';
import type { PyObject, Value } from '../objects/object';
import { awaitChain, heldCoroutine } from '../introspect/awaitChain';
import { frameInfo, originEntries, originInfo, type Places } from '../introspect/places';
import type { AwaitCycle } from '../introspect/awaitGraph';
import type { FrameInfo } from '../introspect/snapshot';
import type { WarningInfo, WarningKind, WarningList } from '../introspect/warnings';
import { PyGenerator } from '../vm/generator';
import { debugHooks } from '../vm/probes';

/** Kept; later ones are only counted. */
const MOST = 500;

export interface WarningSurroundings {
  places: Places;
  idOf(object: object): number;
  errorText(error: unknown): string;
}

export class WarningLog {
  private readonly kept = new Map<string, WarningInfo>();
  private total = 0;
  private nextId = 1;

  constructor(private readonly surroundings: WarningSurroundings) {}

  install(): void {
    debugHooks.neverAwaited = (gen) => {
      this.add('never awaited', `coroutine '${gen.qualname}' was never awaited`, null, gen);
    };
    lost.notice = (future, how) => {
      const coroutine = future instanceof PyTask ? future.coro : undefined;
      if (how === 'pending')
        this.add('destroyed', `${nameOf(future)} was destroyed while it was pending`, future, coroutine);
      else this.add('never retrieved', this.failure(future, 'was never retrieved'), future, coroutine);
    };
    recording.slow = (task, seconds) => {
      const name = task instanceof PyTask ? nameOf(task) : 'a callback of the loop';
      const coroutine = task instanceof PyTask ? task.coro : undefined;
      this.add('slow', `${name} ran for ${seconds.toFixed(3)} s without an await`, task ?? null, coroutine);
    };
  }

  /**
   * Also what is so just now: `unretrieved` exceptions that nobody waits for, tasks that can never finish, and tasks that
   * wait for each other.
   */
  list(unretrieved: Iterable<PyFuture>, stuck: ReadonlySet<PyObject>, cycles: readonly AwaitCycle[]): WarningList {
    const { idOf } = this.surroundings;
    const proved = new Set([...stuck].map(idOf));
    const now: WarningInfo[] = cycles
      .filter(({ steps }) => !steps.every(({ task }) => proved.has(task.taskId)))
      .map((cycle) => this.cycle(cycle));
    for (const task of stuck) {
      if (now.length >= MOST) break;
      if (task instanceof PyTask)
        now.push(this.entry('deadlocked', `${nameOf(task)} can never finish`, task, task.coro));
    }
    for (const future of unretrieved) {
      if (now.length >= MOST) break;
      if (!(future instanceof PyTask) || !isForgotten(future)) continue;
      now.push(this.entry('never retrieved', this.failure(future, 'has not been retrieved yet'), future, future.coro));
    }
    return { warnings: [...now, ...[...this.kept.values()].reverse()], total: this.total + now.length };
  }

  private add(kind: WarningKind, text: string, object: PyObject | null, coroutine: Value | undefined): void {
    this.total++;
    const made = this.entry(kind, text, object, coroutine);
    const place = [...made.frames, ...made.creation].find(({ library }) => !library);
    const key = `${kind} ${place ? `${place.path}:${place.line}` : text}`;
    const known = this.kept.get(key);
    if (known) known.times++;
    else if (this.kept.size < MOST) this.kept.set(key, made);
  }

  private entry(kind: WarningKind, text: string, object: PyObject | null, coroutine: Value | undefined): WarningInfo {
    const { places, idOf } = this.surroundings;
    const root =
      coroutine instanceof PyGenerator ? coroutine : coroutine === undefined ? undefined : heldCoroutine(coroutine);
    const creation = originEntries(root?.origin ?? null).map((entry) => originInfo(entry, places));
    const frames: FrameInfo[] =
      kind === 'never awaited' || coroutine === undefined
        ? []
        : [...awaitChain(coroutine).frames].reverse().map((frame) => frameInfo(frame, places));
    return { id: this.nextId++, kind, text, times: 1, taskId: object ? idOf(object) : null, frames, creation };
  }

  private cycle({ steps }: AwaitCycle): WarningInfo {
    const names = steps.map(({ task }) => task.title);
    const text =
      names.length === 1
        ? `${names[0]} waits for itself`
        : names.length === 2
          ? `${names[0]} and ${names[1]} wait for each other`
          : `${[...names, names[0]].join(' → ')}: each waits for the next`;
    const frames = steps.flatMap(({ task }) => (task.frame ? { ...task.frame, name: task.title } : []));
    return { id: this.nextId++, kind: 'cycle', text, times: 1, taskId: steps[0].task.taskId, frames, creation: [] };
  }

  private failure(future: PyFuture, what: string): string {
    return `${nameOf(future)} failed, and its exception ${what}: ${this.surroundings.errorText(future.exception)}`;
  }
}

function nameOf(future: PyObject): string {
  return future instanceof PyTask ? future.identity.title : 'a future';
}

/** Nobody waits for it. */
function isForgotten(future: PyFuture): boolean {
  for (const _awaiter of future.awaitedBy()) return false;
  return true;
}
