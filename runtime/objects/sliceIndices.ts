/**
 * Positions in sequences: slices and single indices as numbers (CPython's PySlice_Unpack, PySlice_AdjustIndices).
 */
import { None } from './builtinTypes';
import { indexError, newError, typeError, valueError } from './errors';
import { typeOf, type Value } from './object';
import { clipSsize, indexOrUndefined } from './toIndex';
import type { PySlice } from './values';

export interface SliceRange {
  start: number;
  stop: number;
  step: number;
  /** Number of items selected. */
  count: number;
}

/** A slice's field as a clipped number; undefined for None. */
function bound(v: Value): number | undefined {
  if (typeof v === 'number') return v;
  if (v === None) return undefined;
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError('slice indices must be integers or None or have an __index__ method');
  return clipSsize(n);
}

function clamp(n: number, length: number, low: number, high: number): number {
  if (n < 0) return Math.max(n + length, low);
  return Math.min(n, high);
}

/** A slice applied to a sequence of some length. */
export function sliceRange(slice: PySlice, length: number): SliceRange {
  const step = bound(slice.step) ?? 1;
  if (step === 0) throw valueError('slice step cannot be zero');
  const low = step < 0 ? -1 : 0;
  const high = step < 0 ? length - 1 : length;
  const from = bound(slice.start);
  const to = bound(slice.stop);
  const start = from === undefined ? (step < 0 ? high : low) : clamp(from, length, low, high);
  const stop = to === undefined ? (step < 0 ? low : high) : clamp(to, length, low, high);
  const count =
    step < 0
      ? stop < start
        ? Math.floor((start - stop - 1) / -step) + 1
        : 0
      : start < stop
        ? Math.floor((stop - start - 1) / step) + 1
        : 0;
  return { start, stop, step, count };
}

/** The items a slice selects, in a new array. */
export function sliceItems<T>(items: readonly T[], slice: PySlice): T[] {
  const { start, step, count } = sliceRange(slice, items.length);
  if (step === 1) return items.slice(start, start + count);
  const out: T[] = [];
  for (let i = 0, at = start; i < count; i++, at += step) out.push(items[at]);
  return out;
}

/** The number that an index stands for (PyNumber_AsSsize_t with IndexError). */
export function indexNumber(key: Value, what: string): number {
  if (typeof key === 'number') return key;
  const i = indexOrUndefined(key);
  if (i === undefined) throw typeError(`${what} indices must be integers or slices, not ${typeOf(key).tpName}`);
  if (typeof i === 'bigint' && (i > 9223372036854775807n || i < -9223372036854775808n))
    throw newError('IndexError', `cannot fit '${typeOf(key).tpName}' into an index-sized integer`);
  return Number(i);
}

/**
 * `seq[key]` with a key that is no slice: a position from 0, or -1 when it is past an end.
 * `what` is the type's name in "list indices must be integers or slices, not str".
 */
export function itemIndex(key: Value, length: number, what: string): number {
  let n = indexNumber(key, what);
  if (n < 0) n += length;
  return n >= 0 && n < length ? n : -1;
}

/** `itemIndex`, or IndexError "<what> index out of range". */
export function checkedIndex(key: Value, length: number, what: string): number {
  const i = itemIndex(key, length, what);
  if (i < 0) throw indexError(`${what} index out of range`);
  return i;
}

/** Arguments `start` and `stop` of `index()` methods: negative ones count from the end (CPython's _PyEval_SliceIndexNotNone). */
export function searchBound(v: Value | undefined, length: number, fallback: number): number {
  if (v === undefined) return fallback;
  const i = indexOrUndefined(v);
  if (i === undefined) throw typeError('slice indices must be integers or have an __index__ method');
  const n = clipSsize(i);
  return n < 0 ? Math.max(n + length, 0) : n;
}
