/**
 * The choices of a schedule as a short list of numbers, as launch configurations hold it.
 *
 * Owns: the form. A number from 0 on says which of several was taken, 0 being the first in line; -n stands for n times
 * the first. What follows the list is the first, always. Must not know: what is chosen.
 */

/** One choice that wasn't the first in line: the number of the decision (from 1), and which was taken (from 1 on). */
export interface Deviation {
  decision: number;
  taken: number;
}

export class ChoiceList {
  private readonly list: number[] = [];
  /** Decisions for the first at the end, which the list doesn't need. */
  private firsts = 0;

  add(taken: number): void {
    if (taken === 0) {
      this.firsts++;
      return;
    }
    if (this.firsts > 0) this.list.push(-this.firsts);
    this.firsts = 0;
    this.list.push(taken);
  }

  toArray(): number[] {
    return [...this.list];
  }
}

export function deviationsOf(choices: readonly number[]): Deviation[] {
  const deviations: Deviation[] = [];
  let decision = 1;
  for (const n of choices) {
    if (n > 0) deviations.push({ decision, taken: n });
    decision += n < 0 ? -n : 1;
  }
  return deviations;
}

/** In order of their decisions. */
export function choicesOf(deviations: readonly Deviation[]): number[] {
  const list = new ChoiceList();
  let next = 1;
  for (const { decision, taken } of deviations) {
    for (; next < decision; next++) list.add(0);
    list.add(taken);
    next = decision + 1;
  }
  return list.toArray();
}
