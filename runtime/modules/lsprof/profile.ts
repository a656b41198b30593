/**
 * The book that a profiler keeps: how often each function was called, how long it and what it called took.
 *
 * Owns: entries and the calls under way. Must not know how calls are noticed.
 */

/** Of a function, or of a function called by another one. */
export interface Counts {
  calls: number;
  recursiveCalls: number;
  /** With what it called. */
  total: number;
  /** Without. */
  inline: number;
  /** How many of its calls are under way. */
  depth: number;
}

export interface Entry<F> extends Counts {
  readonly fn: F;
  readonly callees: Map<Entry<F>, Counts>;
}

/** A call under way. */
interface Call<F> {
  readonly entry: Entry<F>;
  readonly caller: Call<F> | undefined;
  /** Its counts under its caller. */
  readonly sub: Counts | undefined;
  readonly start: number;
  /** What the calls it made took. */
  inner: number;
}

const newCounts = (): Counts => ({ calls: 0, recursiveCalls: 0, total: 0, inline: 0, depth: 0 });

function count(counts: Counts, total: number, inline: number): void {
  if (--counts.depth === 0) counts.total += total;
  else counts.recursiveCalls++;
  counts.inline += inline;
  counts.calls++;
}

export class Profile<F> {
  readonly entries = new Map<F, Entry<F>>();
  private current: Call<F> | undefined;

  enter(fn: F, now: number, withCallees: boolean): void {
    let entry = this.entries.get(fn);
    if (entry === undefined)
      this.entries.set(fn, (entry = { fn, callees: new Map<Entry<F>, Counts>(), ...newCounts() }));
    const caller = this.current;
    let sub: Counts | undefined;
    if (withCallees && caller !== undefined) {
      sub = caller.entry.callees.get(entry);
      if (sub === undefined) caller.entry.callees.set(entry, (sub = newCounts()));
      sub.depth++;
    }
    entry.depth++;
    this.current = { entry, caller, sub, start: now, inner: 0 };
  }

  leave(now: number): void {
    const call = this.current;
    if (call === undefined) return;
    const total = now - call.start;
    const inline = total - call.inner;
    this.current = call.caller;
    if (call.caller !== undefined) call.caller.inner += total;
    count(call.entry, total, inline);
    if (call.sub !== undefined) count(call.sub, total, inline);
  }

  /** Profiling ends: so do the calls under way, as far as the book knows. */
  leaveAll(now: () => number): void {
    while (this.current !== undefined) this.leave(now());
  }

  clear(): void {
    this.entries.clear();
    this.current = undefined;
  }
}
