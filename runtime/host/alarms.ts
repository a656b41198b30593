/**
 * Moments at which something happens inside the program's process that nobody outside tells it of: a wait at the door
 * ends at the next of them.
 *
 * Owns: the moments. Must not know: what happens then.
 */
import { hostRef } from './currentHost';

const set = new Map<() => void, number>();
let first = Infinity;

function findFirst(): void {
  first = Math.min(Infinity, ...set.values());
}

export const alarms = {
  /** `ring` is called once, at or after a moment of the host's monotonic clock. One moment for each `ring`. */
  at(moment: number, ring: () => void): void {
    set.set(ring, moment);
    findFirst();
  },

  drop(ring: () => void): void {
    if (set.delete(ring)) findFirst();
  },

  /** Infinity: none. */
  next: (): number => first,

  /** How long a wait may last that else would last so long (null: for ever). */
  within(timeout: number | null): number | null {
    if (first === Infinity || timeout === 0) return timeout;
    const left = Math.max(0, first - hostRef.host.now());
    return timeout === null ? left : Math.min(timeout, left);
  },

  /** Rings what is due. */
  look(): void {
    if (first === Infinity) return;
    const now = hostRef.host.now();
    if (now < first) return;
    const due = [...set].filter(([, moment]) => moment <= now).map(([ring]) => ring);
    for (const ring of due) set.delete(ring);
    findFirst();
    for (const ring of due) ring();
  },
};
