/**
 * What list and tuple share: comparison, repr, search, repetition over arrays of values.
 */
import { compareBool, compareNumbers, equal, richCompare } from './compare';
import { memoryError } from './errors';
import { filledArray, MAX_ITEMS } from './longArrays';
import { Cmp, type Value } from './object';
import { repr } from './text';

/** What holds items: a list's may change while they are compared. */
interface Items {
  readonly items: readonly Value[];
}

/** Rich comparison of two sequences: the first pair that differs decides, then the lengths. */
export function compareSequences(a: Items, b: Items, op: Cmp): Value {
  if (a.items.length !== b.items.length) {
    if (op === Cmp.EQ) return false;
    if (op === Cmp.NE) return true;
  }
  let i = 0;
  for (; i < a.items.length && i < b.items.length; i++) if (!equal(a.items[i], b.items[i])) break;
  if (i >= a.items.length || i >= b.items.length) return compareNumbers(a.items.length, b.items.length, op);
  if (op === Cmp.EQ) return false;
  if (op === Cmp.NE) return true;
  return richCompare(a.items[i], b.items[i], op);
}

export function reprItems(items: readonly Value[]): string {
  const parts: string[] = [];
  // By index: a repr may change the list.
  for (let i = 0; i < items.length; i++) parts.push(repr(items[i]));
  return parts.join(', ');
}

/** Position of the first item equal to `v` from `start` on, or -1. The array may change while comparing. */
export function findItem(items: readonly Value[], v: Value, start = 0, stop = Infinity): number {
  if (typeof v === 'string') {
    for (let i = start; i < items.length && i < stop; i++) {
      const x = items[i];
      if (x === v || (typeof x === 'object' && compareBool(x, v, Cmp.EQ))) return i;
    }
    return -1;
  }
  for (let i = start; i < items.length && i < stop; i++) if (equal(items[i], v)) return i;
  return -1;
}

export function countItem(items: readonly Value[], v: Value): number {
  let n = 0;
  for (let i = 0; i < items.length; i++) if (equal(items[i], v)) n++;
  return n;
}

export function repeatItems(items: readonly Value[], n: number): Value[] {
  if (n <= 0 || items.length === 0) return [];
  if (items.length * n > MAX_ITEMS) throw memoryError();
  if (items.length === 1) return filledArray(n, items[0]);
  const out: Value[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < items.length; j++) out.push(items[j]);
  return out;
}
