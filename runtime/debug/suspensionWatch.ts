/**
 * What becomes of what a function can reach while it is suspended in an await, and which task's step did it.
 *
 * Owns: comparing at each change of tasks, as long as that doesn't cost too much, and the answer. Must not know: which
 * functions are watched, stopping.
 */
import type { PyObject } from '../objects/object';
import { PyTask } from '../asyncio/task';
import { awaitChain } from '../introspect/awaitChain';
import type { ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';
import { delegateOf, GenState } from '../vm/generator';
import type { Change, Reachable } from './reachable';
import { writersOf } from './watchedPlace';

/** A place in the program. */
export interface Spot {
  filename: string;
  line: number;
}

/** A step that changed something. Null for `task`: a callback of the loop, or one of several. */
export interface Changer {
  task: string | null;
  /** The line that did it, where only one of those that may have run could. */
  at: Spot | null;
  /** Where the step began and ended. */
  from: Spot | null;
  to: Spot | null;
}

export interface ChangeInStep extends Change {
  by: Changer;
}

export interface WatchSurroundings {
  isLibrary(filename: string): boolean;
  /** An instruction as it is without the debugger. */
  wordAt(exec: ExecCode, pc: number): number;
}

/** So many comparisons of places; after them, only one when the function goes on. */
const BUDGET = 2_000_000;
/** Tasks that are known by name. */
const MOST_TASKS = 1000;

export class SuspensionWatch {
  readonly changes: ChangeInStep[] = [];
  /** The tasks that ran, and how many steps. */
  readonly ran = new Map<string, number>();
  /** False once comparing cost too much: then nobody knows who it was. */
  exact = true;
  private budget = BUDGET;
  /** The await that it is suspended in. */
  private delegate: unknown;
  private step: { task: PyTask; frames: Frame[]; spots: Spot[] } | null = null;

  constructor(
    readonly task: PyObject,
    readonly frame: Frame,
    private readonly reachable: Reachable,
    private readonly surroundings: WatchSurroundings,
  ) {
    this.delegate = this.awaited();
  }

  /** Suspended in whatever await. */
  get isSuspended(): boolean {
    return this.frame.gen?.state === GenState.Suspended;
  }

  /** Suspended in the same await as at first, though what it awaits may have gone on and been suspended again. */
  get isSameAwait(): boolean {
    return this.isSuspended && this.awaited() === this.delegate;
  }

  /** Another await begins to be watched, too. */
  suspendedAgain(): void {
    this.delegate = this.awaited();
  }

  stepBegins(task: PyObject): void {
    // What has changed by now was done between steps.
    if (this.exact || task === this.task) this.compare({ task: null, at: null, from: null, to: null });
    this.step = null;
    if (task === this.task || !(task instanceof PyTask) || !this.exact) return;
    const frames = this.ownFrames(task);
    this.step = { task, frames, spots: frames.map(spotOf) };
  }

  stepEnds(task: PyObject): void {
    if (task === this.task) {
      // What its own callees did in this step is no surprise.
      if (this.isSuspended) this.reachable.changes();
      return;
    }
    if (!(task instanceof PyTask)) return;
    const title = task.identity.title;
    if (this.ran.size < MOST_TASKS || this.ran.has(title)) this.ran.set(title, (this.ran.get(title) ?? 0) + 1);
    this.compareNow(task);
    this.step = null;
  }

  /** In the middle of a step of another task, when somebody looks. */
  compareNow(task: PyTask): void {
    const { step } = this;
    if (!this.exact || step?.task !== task) return;
    const frames = this.ownFrames(task);
    // The function that was there before and after, or else the task's own.
    const stayed = frames.find((frame) => step.frames.includes(frame));
    const from = stayed ? step.spots[step.frames.indexOf(stayed)] : step.spots.at(-1);
    const by = { task: task.identity.title, at: null, from: from ?? null, to: stayed ? spotOf(stayed) : null };
    this.compare(by, [...step.frames, ...frames]);
  }

  private compare(by: Changer, frames: readonly Frame[] = []): void {
    this.budget -= this.reachable.size;
    if (this.budget < 0) this.exact = false;
    for (const change of this.reachable.changes())
      this.changes.push({ ...change, by: { ...by, at: this.onlyWriter(change, frames) } });
  }

  /** The line of the one instruction in some frames' code that writes a place; null if several do, or none. */
  private onlyWriter({ place }: Change, frames: readonly Frame[]): Spot | null {
    if (place === null) return null;
    const { wordAt } = this.surroundings;
    const lines = new Map<string, Spot>();
    for (const exec of new Set(frames.map(({ x }) => x))) {
      for (const pc of writersOf(place, exec, (at) => wordAt(exec, at))) {
        const spot = { filename: exec.code.filename, line: exec.code.lineAt(pc * 2) };
        lines.set(`${spot.line} ${spot.filename}`, spot);
      }
    }
    return lines.size === 1 ? [...lines.values()][0] : null;
  }

  /** Innermost first, those of the program's own code. */
  private ownFrames({ coro }: PyTask): Frame[] {
    if (coro === undefined) return [];
    return awaitChain(coro)
      .frames.filter(({ code }) => !this.surroundings.isLibrary(code.filename))
      .reverse();
  }

  private awaited(): unknown {
    return this.frame.gen === null ? undefined : delegateOf(this.frame.gen);
  }
}

function spotOf({ code, lineno }: Frame): Spot {
  return { filename: code.filename, line: lineno };
}
