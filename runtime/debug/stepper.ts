/**
 * Steps: over, into and out, by frame and task rather than by thread.
 *
 * Owns: when a step has arrived, and the marks in code objects that it needs. A step over an await ends on the next
 * line of the same coroutine, however many other tasks run meanwhile, at full speed: only the marked code notices.
 * Must not know: what is done at a stop.
 */
import { CodeFlag } from '../bytecode/code';
import { Op } from '../bytecode/opcodes';
import type { PyObject } from '../objects/object';
import type { ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';
import type { Granularity, StepKind } from './agentProtocol';
import { lineTable } from './lineTables';
import type { Patches } from './patches';

export interface StepSurroundings {
  /** The task whose step is on the stack. */
  currentTask(): PyObject | undefined;
  /** The thread of Python's that runs. */
  currentThread(): object;
  /** Frames that steps pass by. */
  isSkipped(frame: Frame): boolean;
  /** Where a step goes on when the outermost frame of a task has ended: the frame that awaits the task. */
  awaiterOf(task: PyObject | undefined): Frame | null;
  /** Asks for `entered` to be called for every frame that is called or resumed. */
  watchEntries(watch: boolean): void;
}

interface Target {
  frame: Frame;
  /** Where in the frame the step began or last came by; -1 for a line that doesn't count. */
  line: number;
  pc: number;
  /** `line`: at the beginning of another line; `at once`: at the next instruction; `never`: only by leaving. */
  arrival: 'line' | 'at once' | 'never';
}

export class Stepper {
  private targets: Target[] = [];
  private readonly marks = new Map<ExecCode, Set<number>>();
  private kind: StepKind = 'next';
  private granularity: Granularity = 'line';
  private task: PyObject | undefined;
  /** The thread to which a step into calls keeps; null for a suspended task's, which may be any. */
  private thread: object | null = null;
  private callSites: ReadonlySet<number> | null = null;
  private origin: Frame | null = null;
  /** The first line of the user's code, in whatever frame. */
  private entryWanted = false;

  constructor(
    private readonly patches: Patches,
    private readonly surroundings: StepSurroundings,
  ) {}

  get waitsForEntry(): boolean {
    return this.entryWanted;
  }

  cancel(): void {
    this.targets = [];
    this.entryWanted = false;
    for (const [exec, pcs] of this.marks) for (const pc of pcs) this.patches.remove(exec, pc);
    this.marks.clear();
    this.surroundings.watchEntries(false);
  }

  /** Arrives at the first line of code that isn't the library's. */
  stopOnEntry(): void {
    this.cancel();
    this.entryWanted = true;
  }

  /** A code object is about to run for the first time. */
  prepared(exec: ExecCode, library: boolean): void {
    if (this.entryWanted && !library) this.markLines(exec);
  }

  /**
   * Begins a step from a frame, which may be suspended. `callSites`: enters only what these instructions of the frame
   * call; null enters anything.
   */
  begin(
    kind: StepKind,
    granularity: Granularity,
    frame: Frame,
    callSites: ReadonlySet<number> | null,
    thread: object | null,
  ): void {
    this.cancel();
    this.thread = thread;
    this.callSites = callSites;
    this.origin = frame;
    this.kind = kind;
    this.granularity = granularity;
    this.task =
      thread === null || thread === this.surroundings.currentThread() ? this.surroundings.currentTask() : undefined;
    const arrival = kind === 'stepOut' ? 'never' : granularity === 'instruction' ? 'at once' : 'line';
    this.add({ frame, line: frame.shownLine, pc: frame.pc - 1, arrival });
    this.surroundings.watchEntries(kind === 'stepIn');
  }

  /** A marked instruction is about to run: true when the step has arrived. */
  arrives(frame: Frame, pc: number): boolean {
    if (this.entryWanted) return true;
    const target = this.targets.find((candidate) => candidate.frame === frame);
    if (!target) return false;
    if (target.arrival === 'at once') return true;
    if (target.arrival === 'line' && lineTable(frame.code).begins(pc * 2)) {
      const backwards = pc <= target.pc;
      target.pc = pc;
      if (backwards || frame.code.lineAt(pc * 2) !== target.line) return true;
    }
    const opcode = this.patches.wordAt(frame.x, pc) & 0xff;
    if (opcode === Op.RETURN_VALUE) this.left(frame);
    // A generator's yield goes to its consumer: the step arrives there or here, whichever is first.
    else if (opcode === Op.YIELD_VALUE && yieldsToConsumer(frame)) this.addCaller(frame.back);
    return false;
  }

  /** A frame is about to be left by return, or has been by an exception. */
  left(frame: Frame): void {
    const index = this.targets.findIndex((target) => target.frame === frame);
    if (index < 0) return;
    this.targets.splice(index, 1);
    this.addCaller(this.nextOutwards(frame.back));
  }

  /** While stepping in: a frame was called or resumed, or jumps backwards. */
  entered(frame: Frame): void {
    if (this.kind !== 'stepIn' || this.targets.some((target) => target.frame === frame)) return;
    if (this.thread !== null && this.surroundings.currentThread() !== this.thread) return;
    if (this.task !== undefined && this.surroundings.currentTask() !== this.task) return;
    if (this.surroundings.isSkipped(frame)) return;
    if (this.callSites && !(this.origin && frame.back === this.origin && this.callSites.has(this.origin.pc - 1)))
      return;
    const arrival = this.granularity === 'instruction' ? 'at once' : 'line';
    this.add({ frame, line: -1, pc: frame.pc - 1, arrival });
  }

  /** Out: the caller is shown at its call. Over: the caller's statement is finished first. */
  private addCaller(frame: Frame | null): void {
    if (!frame || this.targets.some((target) => target.frame === frame)) return;
    this.add({ frame, line: -1, pc: frame.pc - 1, arrival: this.kind === 'stepOut' ? 'at once' : 'line' });
  }

  private add(target: Target): void {
    this.targets.push(target);
    const exec = target.frame.x;
    exec.unfuse();
    if (target.arrival === 'at once') for (let pc = 0; pc < exec.ops.length; pc++) this.mark(exec, pc);
    else if (target.arrival === 'line') this.markLines(exec);
    for (let pc = 0; pc < exec.ops.length; pc++) {
      const opcode = this.patches.wordAt(exec, pc) & 0xff;
      if (opcode === Op.RETURN_VALUE || opcode === Op.YIELD_VALUE) this.mark(exec, pc);
    }
  }

  private markLines(exec: ExecCode): void {
    for (const offsets of lineTable(exec.code).starts.values())
      for (const offset of offsets) this.mark(exec, offset >> 1);
  }

  private mark(exec: ExecCode, pc: number): void {
    let pcs = this.marks.get(exec);
    if (!pcs) this.marks.set(exec, (pcs = new Set()));
    if (pcs.has(pc)) return;
    pcs.add(pc);
    this.patches.add(exec, pc);
  }

  private nextOutwards(caller: Frame | null): Frame | null {
    // Out of coroutines of the library, the step stays in its task.
    let inTask = caller;
    while (inTask?.gen && this.surroundings.isSkipped(inTask)) inTask = inTask.back;
    if (inTask && !this.surroundings.isSkipped(inTask) && (inTask === caller || inTask.gen)) return inTask;
    const awaiter = this.surroundings.awaiterOf(this.surroundings.currentTask());
    if (awaiter) return awaiter;
    for (let below = caller; below; below = below.back) if (!this.surroundings.isSkipped(below)) return below;
    return null;
  }
}

/** Plain and async generators; a coroutine made of a generator yields to the event loop instead. */
function yieldsToConsumer(frame: Frame): boolean {
  const { flags } = frame.code;
  return (flags & (CodeFlag.GENERATOR | CodeFlag.ASYNC_GENERATOR)) !== 0 && (flags & CodeFlag.ITERABLE_COROUTINE) === 0;
}
