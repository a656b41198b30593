/**
 * Which suspended functions are watched: the one that is being stepped, and those that are suspended in an await with a
 * breakpoint for its resumption or completion. Nothing is listened to while there are none.
 *
 * Owns: when a watch begins and ends. Must not know: what a watch sees, how it is shown.
 */
import type { PyObject, PyType } from '../objects/object';
import { PyModule } from '../objects/values';
import { addTaskListener, removeTaskListener } from '../asyncio/taskListeners';
import type { TaskListener } from '../asyncio/recording';
import { PyTask } from '../asyncio/task';
import { awaitChain } from '../introspect/awaitChain';
import type { Frame } from '../vm/frame';
import { GenState, type PyGenerator } from '../vm/generator';
import type { Guest } from './guest';
import type { Patches } from './patches';
import { Reachable } from './reachable';
import { SuspensionWatch, type WatchSurroundings } from './suspensionWatch';

/** Functions suspended at breakpoints at a time; the step's is one more. */
const MOST = 16;

export class SuspensionWatches implements TaskListener {
  /** What is being stepped; it may not be suspended yet. */
  private stepped: { task: PyObject; frame: Frame } | null = null;
  private readonly watches = new Map<Frame, SuspensionWatch>();
  private readonly surroundings: WatchSurroundings;
  private readonly ownClasses = new Map<PyType, boolean>();

  constructor(
    private readonly guest: Guest,
    patches: Patches,
    /** The task whose step is on the stack. */
    private readonly currentTask: () => PyObject | undefined,
  ) {
    this.surroundings = {
      isLibrary: (filename) => guest.isLibrary(filename),
      wordAt: (exec, pc) => exec.fusedFrom(pc) ?? patches.wordAt(exec, pc),
    };
  }

  // --- what the debugger does

  /** The program goes on; with a step of a task's function, or without. */
  goOn(stepped: { task: PyObject; frame: Frame } | null): void {
    const before = this.stepped;
    this.stepped = stepped;
    for (const [frame, watch] of this.watches) if (frame === before?.frame || !watch.isSuspended) this.drop(frame);
    if (stepped?.frame.gen?.state === GenState.Suspended) this.watch(stepped.task, stepped.frame);
  }

  /** A task's coroutine has been suspended; whether a frame's await has a breakpoint for what comes after it. */
  suspended(root: PyGenerator, awaitedByBreakpoint: ((frame: Frame) => boolean) | null): void {
    const { stepped } = this;
    if (stepped === null && awaitedByBreakpoint === null) return;
    const task = this.currentTask();
    if (task === undefined) return;
    if (stepped?.task === task && stepped.frame.gen?.state === GenState.Suspended) this.begin(task, stepped.frame);
    if (awaitedByBreakpoint === null) return;
    for (const frame of awaitChain(root).frames) if (awaitedByBreakpoint(frame)) this.begin(task, frame);
  }

  /** What is known of a function that is stopped after an await, or still suspended; undefined if it wasn't watched. */
  of(frame: Frame): SuspensionWatch | undefined {
    const watch = this.watches.get(frame);
    const current = this.currentTask();
    if (watch?.isSuspended && current instanceof PyTask) watch.compareNow(current);
    return watch;
  }

  private begin(task: PyObject, frame: Frame): void {
    const known = this.watches.get(frame);
    if (known === undefined) this.watch(task, frame);
    else if (known.isSameAwait) return;
    // A step may come by several awaits; a breakpoint is about one.
    else if (frame === this.stepped?.frame) known.suspendedAgain();
    else this.watch(task, frame);
  }

  private watch(task: PyObject, frame: Frame): void {
    if (this.watches.size > MOST && !this.watches.has(frame)) return;
    const reachable = new Reachable(frame, (cls) => this.isOwn(cls));
    this.watches.set(frame, new SuspensionWatch(task, frame, reachable, this.surroundings));
    addTaskListener(this);
  }

  private drop(frame: Frame): void {
    this.watches.delete(frame);
    if (this.watches.size === 0) removeTaskListener(this);
  }

  /** Whether a class is of the program's own code. */
  private isOwn(cls: PyType): boolean {
    let own = this.ownClasses.get(cls);
    if (own === undefined) {
      const name = cls.isHeap ? cls.attrs.getStr('__module__') : undefined;
      const module = typeof name === 'string' ? this.guest.modules().getStr(name) : undefined;
      const file = module instanceof PyModule ? module.dict.getStr('__file__') : undefined;
      own = name === '__main__' || (typeof file === 'string' && !this.guest.isLibrary(file));
      this.ownClasses.set(cls, own);
    }
    return own;
  }

  // --- what the tasks tell

  stepBegins(task: PyObject): void {
    for (const watch of this.watches.values()) if (watch.isSuspended) watch.stepBegins(task);
  }

  stepEnds(task: PyObject): void {
    for (const [frame, watch] of this.watches) {
      watch.stepEnds(task);
      // It went on, and nothing stopped it.
      if (watch.task === task && !watch.isSameAwait && frame !== this.stepped?.frame) this.drop(frame);
    }
  }

  created(): void {}
  ready(): void {}
  cancelRequested(): void {}
}
