/**
 * The decisions that make a program, as a list of numbers: drawn from a seed, or replayed.
 *
 * Owns: nothing of Python. A list that ends answers 0 from there on, and 0 is by convention the simplest alternative, so
 * that a shorter list makes a smaller program: this is what the minimiser works on.
 */

export interface Random {
  /** A whole number, 0 ≤ n < bound. */
  below(bound: number): number;
}

/** Numbers from a seed (mulberry32): the same on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) % bound;
    },
  };
}

/** The number that the `index`th program of a run begins with. */
export function programSeed(seed: number, index: number): number {
  return (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
}

export class Choices {
  readonly taken: number[] = [];

  constructor(
    private readonly source: Random | null,
    private readonly replayed: readonly number[] = [],
  ) {}

  below(bound: number): number {
    const at = this.taken.length;
    const n = this.source === null ? (this.replayed[at] ?? 0) % bound : this.source.below(bound);
    this.taken.push(n);
    return n;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)];
  }

  /** True in `percent` of 100; the simplest answer is false. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  /** Between `least` and `most` of what `make` makes. Each says for itself that it is there: it can be cut out alone. */
  several<T>(least: number, most: number, make: (index: number) => T): T[] {
    const made: T[] = [];
    while (made.length < most && (made.length < least || this.below(most - least + 1) > 0))
      made.push(make(made.length));
    return made;
  }
}
