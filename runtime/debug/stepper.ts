/**
 * Steps: over, into and out, by frame and task rather than by thread.
 *
 * Owns: when a step has arrived. A step over an await ends on the next line of the same coroutine, however many other
 * tasks run meanwhile. Must not know: what is done at a stop.
 */
import { CodeFlag } from '../bytecode/code';
import { Op } from '../bytecode/opcodes';
import type { PyObject } from '../objects/object';
import type { Frame } from '../vm/frame';
import type { Granularity, StepKind } from './agentProtocol';
import { lineTable } from './lineTables';

export interface StepSurroundings {
  /** The task whose step is on the stack. */
  currentTask(): PyObject | undefined;
  /** Frames that steps pass by. */
  isSkipped(frame: Frame): boolean;
  /** Where a step goes on when the outermost frame of a task has ended: the frame that awaits the task. */
  awaiterOf(task: PyObject | undefined): Frame | null;
  /** The original opcode at a place that may hold a breakpoint. */
  opcodeAt(frame: Frame, pc: number): number;
}

interface Target {
  frame: Frame;
  /** Where in the frame the step began or came back; -1 for a place that no longer counts. */
  line: number;
  pc: number;
  /** Arrives at the very next instruction rather than at the beginning of a line. */
  atOnce: boolean;
}

export class Stepper {
  private targets: Target[] = [];
  private kind: StepKind = 'next';
  private granularity: Granularity = 'line';
  private task: PyObject | undefined;

  constructor(private readonly surroundings: StepSurroundings) {}

  get active(): boolean {
    return this.targets.length > 0 || this.anywhere;
  }

  /** The next line of the user's code, whatever it is: for stopping on entry. */
  private anywhere = false;

  get stopsAnywhere(): boolean {
    return this.anywhere;
  }

  cancel(): void {
    this.targets = [];
    this.anywhere = false;
  }

  stopAnywhere(): void {
    this.cancel();
    this.anywhere = true;
  }

  /** Begins a step from a frame, which may be suspended. */
  begin(kind: StepKind, granularity: Granularity, frame: Frame): void {
    this.cancel();
    this.kind = kind;
    this.granularity = granularity;
    this.task = this.surroundings.currentTask();
    if (kind === 'stepOut') {
      // Stepping into nothing and past every line: arrives when the frame is left.
      this.targets = [{ frame, line: -1, pc: Infinity, atOnce: false }];
      return;
    }
    this.targets = [{ frame, line: frame.lineno, pc: frame.pc - 1, atOnce: granularity === 'instruction' }];
  }

  /** Called before each instruction: true when the step has arrived. */
  arrives(frame: Frame, pc: number): boolean {
    if (this.anywhere) return !this.surroundings.isSkipped(frame) && lineTable(frame.code).begins(pc * 2);
    const target = this.targets.find((candidate) => candidate.frame === frame);
    if (target) return this.arrivesAt(target, frame, pc);
    return this.kind === 'stepIn' && this.entersHere(frame, pc);
  }

  /** A frame has been left by return or by an exception. */
  left(frame: Frame, caller: Frame | null): void {
    const index = this.targets.findIndex((target) => target.frame === frame);
    if (index < 0) return;
    if (this.surroundings.opcodeAt(frame, frame.pc - 1) === Op.YIELD_VALUE) {
      // A generator's yield goes to its consumer: the step arrives there or here, whichever is first.
      if (isPlainGenerator(frame)) this.addTarget(caller);
      return;
    }
    const out = this.kind === 'stepOut';
    const next = this.nextOutwards(frame, caller);
    this.targets.splice(index, 1);
    if (!next) return;
    this.addTarget(next);
    if (out) this.kind = 'next';
  }

  /** Out: the caller is shown at its call. Over: the caller's statement is finished first. */
  private addTarget(frame: Frame | null): void {
    if (!frame || this.targets.some((target) => target.frame === frame)) return;
    this.targets.push({ frame, line: -1, pc: frame.pc - 1, atOnce: this.kind === 'stepOut' });
  }

  private arrivesAt(target: Target, frame: Frame, pc: number): boolean {
    if (target.atOnce) return true;
    if (target.pc === Infinity) return false;
    if (this.granularity === 'instruction') return true;
    const backwards = pc <= target.pc;
    target.pc = pc;
    if (!lineTable(frame.code).begins(pc * 2)) return false;
    return backwards || frame.code.lineAt(pc * 2) !== target.line;
  }

  private entersHere(frame: Frame, pc: number): boolean {
    if (this.task !== undefined && this.surroundings.currentTask() !== this.task) return false;
    if (this.surroundings.isSkipped(frame)) return false;
    return this.granularity === 'instruction' || lineTable(frame.code).begins(pc * 2);
  }

  private nextOutwards(frame: Frame, caller: Frame | null): Frame | null {
    if (caller && !this.surroundings.isSkipped(caller)) return caller;
    const awaiter = this.surroundings.awaiterOf(this.task);
    if (awaiter) return awaiter;
    for (let below = caller; below; below = below.back) if (!this.surroundings.isSkipped(below)) return below;
    return null;
  }
}

function isPlainGenerator(frame: Frame): boolean {
  const { flags } = frame.code;
  return (flags & (CodeFlag.GENERATOR | CodeFlag.ASYNC_GENERATOR)) !== 0 && (flags & CodeFlag.ITERABLE_COROUTINE) === 0;
}
