/**
 * Breakpoints on data: stop where a variable, an attribute or an item is about to get another value.
 *
 * Owns: watched places, and the patched instructions that may write them. Only those cost anything. Writes that no
 * store instruction makes (`list.append`, `setattr`) go unseen. Must not know: what happens at a stop.
 */
import type { Value } from '../objects/object';
import { PyFloat } from '../objects/values';
import { plainText } from './valueText';
import type { ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';
import type { BreakpointStatus, DataBreakpointSpec } from './agentProtocol';
import type { Breakpoint } from './breakpointTable';
import { common } from './breakpointTable';
import type { Patches } from './patches';
import type { WatchedPlace } from './watchedPlace';
import { valueIn, writersOf, writeTo } from './watchedPlace';

interface DataBreakpoint extends Breakpoint {
  place: WatchedPlace;
  what: string;
}

/** A write that is about to happen to a watched place. */
export interface DataHit {
  breakpoint: Breakpoint;
  what: string;
  before: Value | undefined;
  after: Value | undefined;
}

export class DataBreakpoints {
  /** Every place that the client has asked about, by the number in its id. */
  private readonly known: { place: WatchedPlace; what: string }[] = [];
  private breakpoints: DataBreakpoint[] = [];
  private readonly sites = new Map<ExecCode, Set<number>>();

  constructor(
    private readonly patches: Patches,
    private readonly loadedCode: () => Iterable<ExecCode>,
  ) {}

  /** The id by which the client can ask for a place to be watched. `what` is how the user knows it. */
  idOf(place: WatchedPlace, what: string): string {
    this.known.push({ place, what });
    return String(this.known.length - 1);
  }

  set(specs: readonly DataBreakpointSpec[]): BreakpointStatus[] {
    for (const [exec, pcs] of this.sites) for (const pc of pcs) this.patches.remove(exec, pc);
    this.sites.clear();
    this.breakpoints = [];
    const statuses = specs.map((spec): BreakpointStatus => {
      const known = this.known[Number(spec.dataId)];
      if (!known) return { id: spec.id, verified: false, line: 0, message: 'what it watched is no longer there' };
      this.breakpoints.push({ ...common(spec), kind: 'data', mode: 'line', ...known });
      return { id: spec.id, verified: true, line: 0 };
    });
    if (this.breakpoints.length > 0) for (const exec of this.loadedCode()) this.prepared(exec);
    return statuses;
  }

  /** A code object is about to run for the first time, or watching has begun. */
  prepared(exec: ExecCode): void {
    for (const { place } of this.breakpoints) {
      for (const pc of writersOf(place, exec, (at) => this.patches.wordAt(exec, at))) this.plant(exec, pc);
    }
  }

  /** The watched places that the instruction about to run gives another value. */
  hits(frame: Frame, pc: number): DataHit[] {
    if (!this.sites.get(frame.x)?.has(pc)) return [];
    const word = this.patches.wordAt(frame.x, pc);
    const found: DataHit[] = [];
    for (const breakpoint of this.breakpoints) {
      const write = writeTo(breakpoint.place, frame, word);
      if (!write) continue;
      const before = valueIn(breakpoint.place);
      if (!same(before, write.value)) found.push({ breakpoint, what: breakpoint.what, before, after: write.value });
    }
    return found;
  }

  private plant(exec: ExecCode, pc: number): void {
    let pcs = this.sites.get(exec);
    if (!pcs) this.sites.set(exec, (pcs = new Set()));
    if (pcs.has(pc)) return;
    pcs.add(pc);
    this.patches.add(exec, pc);
  }
}

/** The same object; floats, which are made anew by every operation, by their value. */
function same(first: Value | undefined, second: Value | undefined): boolean {
  if (first instanceof PyFloat && second instanceof PyFloat) return Object.is(first.value, second.value);
  return first === second;
}

/** `total: 3 → 4` */
export function changeText({ what, before, after }: DataHit): string {
  const text = (value: Value | undefined) =>
    value === undefined ? 'nothing' : plainText(value, { limit: 100, hex: false });
  return `${what}: ${text(before)} → ${text(after)}`;
}
