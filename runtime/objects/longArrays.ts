/**
 * How long a JavaScript array may get: past a length, V8 ends the whole process instead of raising an error, so the limit
 * is ours. DIFFERS: CPython's limit is the memory; here a list or tuple has at most 89 million items.
 */
import { memoryError } from './errors';
import type { Value } from './object';

/** An array that is full grows by half; V8's longest is 2**27 - 2. */
export const MAX_ITEMS = 89_000_000;

/** Above it, `new Array(n)` is a hash table. */
const MAX_PREALLOCATED = 2 ** 25 - 1;

/** After an item too many was appended. */
export function tooLong(items: Value[]): never {
  items.pop();
  throw memoryError();
}

export function push(items: Value[], v: Value): void {
  if (items.push(v) > MAX_ITEMS) tooLong(items);
}

export function filledArray(n: number, v: Value): Value[] {
  if (n > MAX_ITEMS) throw memoryError();
  if (n <= MAX_PREALLOCATED) return new Array<Value>(n).fill(v);
  const out: Value[] = [];
  for (let i = 0; i < n; i++) out.push(v);
  return out;
}
