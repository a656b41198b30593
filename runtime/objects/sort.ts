/**
 * The stable sort of `list.sort` and `sorted` (CPython's listobject.c: natural runs, binary insertion, merges).
 *
 * Owns: the order of comparisons, each of which asks only `x < y`. An exception out of a comparison leaves the array a
 * permutation of what it was.
 */
import { isTrue, richCompare } from './compare';
import { Cmp, type Value } from './object';
import { floatType } from './builtinTypes';
import type { PyFloat } from './values';

type Less = (a: Value, b: Value) => boolean;

const lessAny: Less = (a, b) => {
  const r = richCompare(a, b, Cmp.LT);
  return typeof r === 'boolean' ? r : isTrue(r);
};

/** How the keys compare, all of them: plain numbers and strs need no Python call (CPython's unsafe_object_compare and kin). */
function lessFor(keys: readonly Value[]): Less | 'numbers' | 'strings' {
  let kind: string | undefined;
  for (const k of keys) {
    const t = typeof k;
    const own = t === 'object' ? ((k as { cls: unknown }).cls === floatType ? 'float' : 'any') : t;
    if (kind === undefined) kind = own;
    else if (kind !== own) return lessAny;
    if (own === 'any' || own === 'boolean' || own === 'bigint') return lessAny;
    // UTF-16 order is not code point order once there are surrogates and what lies above them.
    if (own === 'string' && /[\ud800-\uffff]/.test(k as string)) return lessAny;
  }
  if (kind === 'number') return 'numbers';
  if (kind === 'string') return 'strings';
  if (kind === 'float') return (a, b) => (a as PyFloat).value < (b as PyFloat).value;
  return lessAny;
}

/** Sorts `keys` in place and `values` along with them (null: the keys are the values). */
export function sortValues(keys: Value[], values: Value[] | null): void {
  if (keys.length < 2) return;
  const less = lessFor(keys);
  if (less === 'numbers' && values === null) {
    (keys as number[]).sort((a, b) => a - b);
    return;
  }
  const compare: Less = typeof less === 'string' ? (a, b) => a < b : less;
  if (values === null) mergeSort(keys, compare);
  else {
    const order = keys.map((key, i) => ({ key, value: values[i] }));
    mergeSort(order, (a, b) => compare(a.key, b.key));
    for (let i = 0; i < order.length; i++) {
      keys[i] = order[i].key;
      values[i] = order[i].value;
    }
  }
}

/** Runs shorter than this are extended by insertion. */
const MIN_RUN = 24;

function mergeSort<T>(a: T[], less: (x: T, y: T) => boolean): void {
  const n = a.length;
  /** Starts and lengths of sorted runs not yet merged. */
  const runs: [start: number, length: number][] = [];
  let at = 0;
  while (at < n) {
    let len = countRun(a, at, less);
    if (len < MIN_RUN) {
      const want = Math.min(MIN_RUN, n - at);
      insertionSort(a, at, at + len, at + want, less);
      len = want;
    }
    runs.push([at, len]);
    at += len;
    for (;;) {
      const k = runs.length;
      if (k >= 3 && runs[k - 3][1] <= runs[k - 2][1] + runs[k - 1][1])
        mergeAt(a, runs, runs[k - 3][1] < runs[k - 1][1] ? k - 3 : k - 2, less);
      else if (k >= 2 && runs[k - 2][1] <= runs[k - 1][1]) mergeAt(a, runs, k - 2, less);
      else break;
    }
  }
  while (runs.length > 1) mergeAt(a, runs, runs.length - 2, less);
}

/** Length of the run at `lo`; a strictly falling one is reversed. */
function countRun<T>(a: T[], lo: number, less: (x: T, y: T) => boolean): number {
  let i = lo + 1;
  if (i >= a.length) return 1;
  if (less(a[i], a[lo])) {
    for (i++; i < a.length && less(a[i], a[i - 1]); i++);
    for (let l = lo, r = i - 1; l < r; l++, r--) {
      const t = a[l];
      a[l] = a[r];
      a[r] = t;
    }
  } else for (i++; i < a.length && !less(a[i], a[i - 1]); i++);
  return i - lo;
}

/** Inserts a[start..hi) into the sorted a[lo..start). */
function insertionSort<T>(a: T[], lo: number, start: number, hi: number, less: (x: T, y: T) => boolean): void {
  for (; start < hi; start++) {
    const pivot = a[start];
    let l = lo;
    let r = start;
    while (l < r) {
      const mid = (l + r) >>> 1;
      if (less(pivot, a[mid])) r = mid;
      else l = mid + 1;
    }
    for (let p = start; p > l; p--) a[p] = a[p - 1];
    a[l] = pivot;
  }
}

/** Merges runs k and k+1. What is already in place at both ends is found by bisection and left alone. */
function mergeAt<T>(a: T[], runs: [number, number][], k: number, less: (x: T, y: T) => boolean): void {
  let [lo] = runs[k];
  const mid = runs[k + 1][0];
  let hi = mid + runs[k + 1][1];
  runs[k] = [lo, runs[k][1] + runs[k + 1][1]];
  runs.splice(k + 1, 1);
  // First of the left run that is greater than the right run's head.
  for (let l = lo, r = mid; ;) {
    if (l >= r) {
      lo = l;
      break;
    }
    const m = (l + r) >>> 1;
    if (less(a[mid], a[m])) r = m;
    else l = m + 1;
  }
  if (lo === mid) return;
  // First of the right run that is not less than the left run's tail.
  for (let l = mid, r = hi; ;) {
    if (l >= r) {
      hi = l;
      break;
    }
    const m = (l + r) >>> 1;
    if (less(a[m], a[mid - 1])) l = m + 1;
    else r = m;
  }
  const left = a.slice(lo, mid);
  let i = 0;
  let j = mid;
  let out = lo;
  try {
    while (i < left.length && j < hi) {
      if (less(a[j], left[i])) a[out++] = a[j++];
      else a[out++] = left[i++];
    }
  } finally {
    while (i < left.length) a[out++] = left[i++];
  }
}
