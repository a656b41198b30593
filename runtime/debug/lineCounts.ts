/**
 * Counts how often lines run, in a run that is repeated: so a moment of it has a name under which the next run finds it.
 *
 * Owns: the marks in code objects, the counts, and for each frame the last lines that it came by. Must not know: what the
 * counts are for.
 */
import type { Code } from '../bytecode/code';
import type { ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';
import { lineTable } from './lineTables';
import type { Patches } from './patches';
import type { InstructionPlace, LineMoment } from './replayProtocol';

/** The lines that a frame came by last. */
export interface Trail {
  last: LineMoment & { line: number };
  previous: LineMoment | null;
}

interface Counted {
  readonly code: string;
  readonly pcs: ReadonlySet<number>;
  /** Of all code objects of that name. */
  readonly counts: Map<number, number>;
}

export function codeName({ filename, firstlineno, qualname }: Code): string {
  return `${filename}:${firstlineno}:${qualname}`;
}

export class LineCounts {
  private readonly byExec = new Map<ExecCode, Counted>();
  private readonly byName = new Map<string, Map<number, number>>();
  private readonly trails = new WeakMap<Frame, Trail>();

  /** Counts all lines of some code objects, and some instructions of any. */
  constructor(
    private readonly patches: Patches,
    private readonly codes: ReadonlySet<string>,
    private readonly others: readonly InstructionPlace[],
  ) {}

  /** A code object is about to run for the first time. */
  prepared(exec: ExecCode): void {
    const code = codeName(exec.code);
    const pcs = new Set(this.others.filter((place) => place.code === code).map(({ pc }) => pc));
    if (this.codes.has(code))
      for (const offsets of lineTable(exec.code).starts.values()) for (const offset of offsets) pcs.add(offset >> 1);
    if (pcs.size === 0) return;
    let counts = this.byName.get(code);
    if (!counts) this.byName.set(code, (counts = new Map<number, number>()));
    this.byExec.set(exec, { code, pcs, counts });
    for (const pc of pcs) this.patches.add(exec, pc);
  }

  /** A patched instruction is about to run: that moment, if it is counted. */
  passed(frame: Frame, pc: number): LineMoment | null {
    const counted = this.byExec.get(frame.x);
    if (!counted?.pcs.has(pc)) return null;
    const count = (counted.counts.get(pc) ?? 0) + 1;
    counted.counts.set(pc, count);
    const moment = { code: counted.code, pc, count };
    if (this.codes.has(counted.code) && lineTable(frame.code).begins(pc * 2)) this.follow(frame, moment);
    return moment;
  }

  trail(frame: Frame): Trail | undefined {
    return this.trails.get(frame);
  }

  /** The moment at which an instruction was last about to run. */
  lastOf({ code, pc }: InstructionPlace): LineMoment | null {
    const count = this.byName.get(code)?.get(pc);
    return count === undefined ? null : { code, pc, count };
  }

  /** As a step forward counts lines: one begins where it is another, or was jumped back to. */
  private follow(frame: Frame, moment: LineMoment): void {
    const line = frame.code.lineAt(moment.pc * 2);
    const trail = this.trails.get(frame);
    if (trail === undefined) this.trails.set(frame, { last: { ...moment, line }, previous: null });
    else if (line !== trail.last.line || moment.pc <= trail.last.pc) {
      trail.previous = trail.last;
      trail.last = { ...moment, line };
    }
  }
}

export function isSameMoment(moment: LineMoment, other: LineMoment | null): boolean {
  return other !== null && moment.pc === other.pc && moment.count === other.count && moment.code === other.code;
}
