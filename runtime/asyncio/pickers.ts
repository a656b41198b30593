/**
 * Ways to choose the next of several ready tasks: by a seed, or as a record says.
 *
 * Owns: the two. Must not know: what may be chosen among.
 */
import { deviationsOf } from '../base/choiceList';
import { RandomSource } from '../host/randomSource';
import type { Candidate, Picker } from './stepChooser';

/**
 * Seeds differ not only in their numbers but in how they choose, for what finds one mistake misses another: some shuffle
 * evenly, some keep to asyncio's order but now and then, some let some tasks go before others as long as they can (a
 * task that waits for ever longer than the others is what slow input and output makes).
 */
export class SeededPicker implements Picker {
  private readonly random: RandomSource;
  private readonly ranks = new WeakMap<object, number>();

  constructor(private readonly seed: number) {
    this.random = new RandomSource(seed);
  }

  pick(candidates: readonly Candidate[]): number {
    switch (this.seed % 4) {
      case 0:
        return this.any(candidates.length);
      case 1:
        return this.byRank(candidates, 1 / 16);
      case 2:
        return this.random.fraction() < 1 / 8 ? this.any(candidates.length) : 0;
      default:
        return this.byRank(candidates, 1 / 4);
    }
  }

  private any(count: number): number {
    return Math.floor(this.random.fraction() * count);
  }

  /** The one with the highest rank, which may lose it. */
  private byRank(candidates: readonly Candidate[], change: number): number {
    const ranks = candidates.map(({ item, task }) => this.rankOf(task ?? item));
    const best = ranks.indexOf(Math.max(...ranks));
    const { item, task } = candidates[best];
    if (this.random.fraction() < change) this.ranks.set(task ?? item, this.random.fraction() / 2);
    return best;
  }

  private rankOf(who: object): number {
    const known = this.ranks.get(who);
    if (known !== undefined) return known;
    const rank = this.random.fraction();
    this.ranks.set(who, rank);
    return rank;
  }
}

/** How a program has not done what a record of it says. */
export interface Divergence {
  decision: number;
  /** What the record takes, from 1 on, and of how many there were. */
  taken: number;
  of: number;
}

export class RecordedPicker implements Picker {
  /** The last decision that it speaks of; 0: none. */
  readonly last: number;
  private readonly taken: Map<number, number>;
  /** The first time that the record didn't fit. */
  divergence: Divergence | undefined = undefined;

  constructor(choices: readonly number[]) {
    const deviations = deviationsOf(choices);
    this.taken = new Map(deviations.map(({ decision, taken }) => [decision, taken]));
    this.last = deviations.at(-1)?.decision ?? 0;
  }

  pick(candidates: readonly Candidate[], decision: number): number {
    const taken = this.taken.get(decision) ?? 0;
    if (taken < candidates.length) return taken;
    this.divergence ??= { decision, taken: taken + 1, of: candidates.length };
    return 0;
  }
}
