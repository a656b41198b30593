/**
 * All breakpoints: what the client asked for, and where that is in the code objects that have run.
 *
 * Owns: specifications, hit counts, planted instructions. A breakpoint replaces an opcode in its code object's
 * executable form, so that code without one runs at full speed. Must not know: what happens at a stop.
 */
import type { AwaitPoint, Code } from '../bytecode/code';
import type { ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';
import type {
  BreakpointMode,
  BreakpointSpec,
  BreakpointStatus,
  FunctionBreakpointSpec,
  InstructionBreakpointSpec,
} from './agentProtocol';
import { AgentError } from './agentProtocol';
import { failureText } from './valueText';
import type { HitTest } from './hitCondition';
import { parseHitCondition } from './hitCondition';
import { lineTable, nestedCodes } from './lineTables';
import type { LogPart } from './logMessage';
import { parseLogMessage } from './logMessage';
import type { Patches } from './patches';
import type { SourceTexts } from './sourceTexts';

/** A breakpoint that can be hit. */
export interface Breakpoint {
  readonly id: number;
  readonly kind: 'source' | 'function' | 'instruction' | 'data';
  readonly mode: BreakpointMode;
  readonly condition: string | null;
  readonly hitTest: HitTest | null;
  readonly log: LogPart[] | null;
  hits: number;
}

/** What is noticed in the course of an await, by other means than a patched instruction. */
export type WatchedMode = 'suspend' | 'resume' | 'cancel';

interface SourceBreakpoint extends Breakpoint {
  /** Where it really is. */
  line: number;
  /** The await point that it is about, by its start; null for a whole line. */
  point: { lineno: number; col_offset: number } | null;
}

interface FunctionBreakpoint extends Breakpoint {
  name: string;
}

interface InstructionBreakpoint extends Breakpoint {
  exec: ExecCode;
  pc: number;
}

export class BreakpointTable {
  private readonly sources = new Map<string, SourceBreakpoint[]>();
  private functions: FunctionBreakpoint[] = [];
  private instructions: InstructionBreakpoint[] = [];
  /** Code objects that have been made ready to run, by source. */
  private readonly loaded = new Map<string, Set<ExecCode>>();
  private readonly sites = new Map<ExecCode, Map<number, Breakpoint[]>>();
  /** Await points watched for suspension and resumption, by code object and the index of their instruction. */
  private readonly awaits = new Map<ExecCode, Map<number, Breakpoint[]>>();

  constructor(
    private readonly patches: Patches,
    private readonly texts: SourceTexts,
    private readonly compile: (source: string, filename: string) => Code,
  ) {}

  setSource(path: string, specs: readonly BreakpointSpec[]): BreakpointStatus[] {
    const name = this.texts.canonicalName(path);
    const statuses: BreakpointStatus[] = [];
    const found: SourceBreakpoint[] = [];
    const codes = this.codesOf(name);
    for (const spec of specs) {
      const resolved = this.resolve(name, spec, codes);
      statuses.push(resolved.status);
      if (resolved.breakpoint) found.push(resolved.breakpoint);
    }
    this.sources.set(name, found);
    this.replant(name);
    return statuses;
  }

  setFunctions(specs: readonly FunctionBreakpointSpec[]): BreakpointStatus[] {
    this.functions = specs.map((spec) => ({ ...common(spec), kind: 'function', mode: 'line', name: spec.name }));
    for (const name of this.loaded.keys()) this.replant(name);
    return specs.map(({ id }) => ({ id, verified: true, line: 0 }));
  }

  setInstructions(
    specs: readonly InstructionBreakpointSpec[],
    at: (address: number) => { exec: ExecCode; pc: number } | undefined,
  ): BreakpointStatus[] {
    this.instructions = [];
    const statuses = specs.map((spec): BreakpointStatus => {
      const place = at(spec.address);
      if (!place) return { id: spec.id, verified: false, line: 0, message: 'there is no instruction here' };
      this.instructions.push({ ...common(spec), kind: 'instruction', mode: 'line', ...place });
      return { id: spec.id, verified: true, line: place.exec.code.lineAt(place.pc * 2) };
    });
    for (const name of this.loaded.keys()) this.replant(name);
    return statuses;
  }

  /** Every code object that has been made ready to run. */
  *loadedCode(): Iterable<ExecCode> {
    for (const codes of this.loaded.values()) yield* codes;
  }

  /** A code object is about to run for the first time. */
  prepared(exec: ExecCode): void {
    const name = this.texts.canonicalName(exec.code.filename);
    let codes = this.loaded.get(name);
    if (!codes) this.loaded.set(name, (codes = new Set()));
    codes.add(exec);
    this.plant(name, exec);
  }

  /** Every source that code has run from. */
  loadedNames(): string[] {
    return [...this.loaded.keys()];
  }

  breakpointsAt(exec: ExecCode, pc: number): readonly Breakpoint[] {
    return this.sites.get(exec)?.get(pc) ?? [];
  }

  /** Breakpoints about what becomes of the await whose instruction has this index. */
  awaitBreakpoints(exec: ExecCode, pc: number, mode: WatchedMode): readonly Breakpoint[] {
    const found = this.awaits.get(exec)?.get(pc);
    return found ? found.filter((breakpoint) => breakpoint.mode === mode) : [];
  }

  /** Whether suspensions and resumptions need to be looked at at all. */
  get watchesAwaits(): boolean {
    return this.wants('suspend') || this.wants('resume');
  }

  /** Whether a breakpoint is about the resumption or the completion of an await. */
  get watchesAfterAwaits(): boolean {
    return this.wants('resume') || this.wants('complete');
  }

  /** Whether a frame is suspended in an await with such a breakpoint. */
  isAfterAwait({ x, pc }: Frame): boolean {
    if (this.awaitBreakpoints(x, pc - 1, 'resume').length > 0) return true;
    return this.breakpointsAt(x, pc).some(({ mode }) => mode === 'complete');
  }

  /** Whether exceptions need to be looked at for cancellations. */
  get watchesCancellations(): boolean {
    return this.wants('cancel');
  }

  private wants(wanted: BreakpointMode): boolean {
    return [...this.sources.values()].some((list) => list.some(({ mode }) => mode === wanted));
  }

  /** The await points on some lines of a source. */
  awaitPoints(path: string, line: number, endLine: number): AwaitPoint[] {
    const name = this.texts.canonicalName(path);
    return this.codesOf(name)
      .flatMap((code) => code.awaitPoints)
      .filter((point) => point.kind !== 'yield' && point.lineno >= line && point.lineno <= endLine)
      .sort((first, second) => first.lineno - second.lineno || first.col_offset - second.col_offset);
  }

  /** The lines with code among some lines of a source. */
  codeLines(path: string, line: number, endLine: number): number[] {
    const lines = new Set<number>();
    for (const code of this.codesOf(this.texts.canonicalName(path))) {
      for (const start of lineTable(code).starts.keys()) if (start >= line && start <= endLine) lines.add(start);
    }
    return [...lines].sort((first, second) => first - second);
  }

  private codesOf(name: string): Code[] {
    const source = this.texts.text(name);
    if (source === undefined) return [...(this.loaded.get(name) ?? [])].map((exec) => exec.code);
    try {
      return nestedCodes(this.compile(source, name));
    } catch {
      return [];
    }
  }

  private resolve(
    name: string,
    spec: BreakpointSpec,
    codes: readonly Code[],
  ): { status: BreakpointStatus; breakpoint: SourceBreakpoint | null } {
    const refuse = (message: string) => ({
      status: { id: spec.id, verified: false, line: spec.line, message },
      breakpoint: null,
    });
    if (codes.length === 0) {
      return refuse(this.texts.text(name) === undefined ? 'the file cannot be read' : 'the file has a syntax error');
    }
    let base: ReturnType<typeof common>;
    try {
      base = common(spec);
      if (spec.condition) this.compile(spec.condition, '<condition>');
    } catch (error) {
      return refuse(error instanceof AgentError ? error.message : failureText(error));
    }
    const point = this.pointOf(name, spec, codes);
    if (spec.mode !== 'line' && !point) return refuse('there is no await, async for or async with on this line');
    if (point) {
      const { lineno, col_offset, end_lineno, end_col_offset } = point;
      return {
        status: {
          id: spec.id,
          verified: true,
          line: lineno,
          ...(spec.column === undefined
            ? {}
            : {
                column: this.texts.column(name, lineno, col_offset),
                endLine: end_lineno,
                endColumn: this.texts.column(name, end_lineno, end_col_offset),
              }),
        },
        breakpoint: {
          ...base,
          kind: 'source',
          mode: spec.mode,
          line: lineno,
          point: spec.column === undefined ? null : { lineno, col_offset },
        },
      };
    }
    const line = lineWithCode(codes, spec.line);
    if (line === null) return refuse('there is no code from this line on');
    return {
      status: { id: spec.id, verified: true, line },
      breakpoint: { ...base, kind: 'source', mode: 'line', line, point: null },
    };
  }

  /** The await point that a specification with a column, or of another mode than `line`, is about. */
  private pointOf(name: string, spec: BreakpointSpec, codes: readonly Code[]): AwaitPoint | null {
    if (spec.mode === 'line' && spec.column === undefined) return null;
    const points = codes
      .flatMap((code) => code.awaitPoints)
      .filter((point) => point.kind !== 'yield' && point.lineno <= spec.line && point.end_lineno >= spec.line)
      .filter((point) => spec.mode !== 'line' || point.lineno === spec.line);
    const wanted = spec.column;
    if (wanted === undefined) return points.find((point) => point.lineno === spec.line) ?? points[0] ?? null;
    return points.find((point) => this.texts.column(name, point.lineno, point.col_offset) === wanted) ?? null;
  }

  private replant(name: string): void {
    for (const exec of this.loaded.get(name) ?? []) {
      for (const pc of this.sites.get(exec)?.keys() ?? []) this.patches.remove(exec, pc);
      this.sites.delete(exec);
      this.awaits.delete(exec);
      this.plant(name, exec);
    }
  }

  private plant(name: string, exec: ExecCode): void {
    const { code } = exec;
    for (const breakpoint of this.sources.get(name) ?? []) {
      if (breakpoint.mode === 'line') {
        for (const offset of lineOffsets(code, breakpoint)) this.plantAt(exec, offset >> 1, breakpoint);
      } else {
        for (const point of code.awaitPoints) {
          if (point.kind === 'yield' || !isAbout(point, breakpoint)) continue;
          // The await's instruction runs again and again until there is a value; then the next one does.
          if (breakpoint.mode === 'complete') this.plantAt(exec, (point.offset >> 1) + 1, breakpoint);
          else this.watchAt(exec, point.offset >> 1, breakpoint);
        }
      }
    }
    for (const breakpoint of this.functions) {
      if (breakpoint.name === code.name || breakpoint.name === code.qualname) {
        this.plantAt(exec, firstOffset(code) >> 1, breakpoint);
      }
    }
    for (const breakpoint of this.instructions)
      if (breakpoint.exec === exec) this.plantAt(exec, breakpoint.pc, breakpoint);
  }

  private plantAt(exec: ExecCode, pc: number, breakpoint: Breakpoint): void {
    let sites = this.sites.get(exec);
    if (!sites) this.sites.set(exec, (sites = new Map<number, Breakpoint[]>()));
    const planted = sites.get(pc);
    if (planted) {
      planted.push(breakpoint);
      return;
    }
    sites.set(pc, [breakpoint]);
    this.patches.add(exec, pc);
  }

  private watchAt(exec: ExecCode, pc: number, breakpoint: Breakpoint): void {
    let points = this.awaits.get(exec);
    if (!points) this.awaits.set(exec, (points = new Map<number, Breakpoint[]>()));
    const list = points.get(pc);
    if (list) list.push(breakpoint);
    else points.set(pc, [breakpoint]);
  }
}

/** What every kind of breakpoint begins as. Throws AgentError for a wrong hit condition. */
export function common(spec: { id: number; condition?: string; hitCondition?: string; logMessage?: string }) {
  return {
    id: spec.id,
    condition: spec.condition ?? null,
    hitTest: spec.hitCondition === undefined ? null : parseHitCondition(spec.hitCondition),
    log: spec.logMessage === undefined ? null : parseLogMessage(spec.logMessage),
    hits: 0,
  };
}

function isAbout(point: AwaitPoint, breakpoint: SourceBreakpoint): boolean {
  const { point: wanted } = breakpoint;
  if (!wanted) return point.lineno === breakpoint.line;
  return point.lineno === wanted.lineno && point.col_offset === wanted.col_offset;
}

/** Where a line breakpoint goes: the beginnings of its line, or the beginning of one await on it. */
function lineOffsets(code: Code, breakpoint: SourceBreakpoint): readonly number[] {
  const { point } = breakpoint;
  if (!point) return lineTable(code).starts.get(breakpoint.line) ?? [];
  if (!code.awaitPoints.some((candidate) => isAbout(candidate, breakpoint))) return [];
  for (let index = 0; index * 4 < code.positions.length; index++) {
    const [lineno, , col, endCol] = code.positions.subarray(index * 4, index * 4 + 4);
    if (lineno === point.lineno && col >= point.col_offset && endCol >= 0) return [index * 2];
  }
  return [];
}

/** The first instruction after a function's own preparations. */
function firstOffset(code: Code): number {
  let first = 0;
  let best = Infinity;
  for (const [line, offsets] of lineTable(code).starts) {
    if (line > code.firstlineno && offsets[0] < best) {
      best = offsets[0];
      first = offsets[0];
    }
  }
  return first;
}

function lineWithCode(codes: readonly Code[], line: number): number | null {
  let best: number | null = null;
  for (const code of codes) {
    const found = lineTable(code).lineFrom(line);
    if (found !== null && (best === null || found < best)) best = found;
  }
  return best;
}
