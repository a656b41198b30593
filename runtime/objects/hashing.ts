/**
 * Hash functions of numbers, strings and tuples (CPython's pyhash.c and longobject.c).
 *
 * Numbers and tuples hash as in CPython, so that `hash(2**61)` prints the same. Strings hash by a fixed function of ours.
 * DIFFERS: CPython randomises str hashes; here a run must be repeatable.
 */
import type { Int } from './object';
import { normInt } from './values';

const P = (1n << 61n) - 1n;

export function hashInt(n: Int): Int {
  if (typeof n === 'number') return n === -1 ? -2 : n;
  const h = n < 0n ? -(-n % P) : n % P;
  return h === -1n ? -2 : normInt(h);
}

/** CPython's _Py_HashDouble. NaN hashes by identity: the caller sees to that. */
export function hashDouble(x: number): Int {
  if (Number.isInteger(x)) return Number.isSafeInteger(x) ? hashInt(x === 0 ? 0 : x) : hashInt(BigInt(x));
  if (!Number.isFinite(x)) return x > 0 ? 314159 : -314159;
  // x = m * 2**e with an integer m; 2 has order 61 modulo P.
  let m = Math.abs(x);
  let e = 0;
  while (!Number.isInteger(m)) {
    m *= 2;
    e--;
  }
  const shift = BigInt(((e % 61) + 61) % 61);
  let h = (BigInt(m) << shift) % P;
  if (x < 0) h = -h;
  return h === -1n ? -2 : normInt(h);
}

/** A 53-bit hash of a string: two rounds of a multiplicative hash over its UTF-16 units. */
export function hashString(s: string): number {
  if (s === '') return 0;
  let a = 0x811c9dc5;
  let b = 0x9e3779b1 ^ s.length;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return (b >>> 0) * 0x100000 + ((a >>> 0) & 0xfffff);
}

/** A 64-bit number, and its low and high half. */
const whole = new BigInt64Array(1);
const halves = new Int32Array(whole.buffer);

/** a * b modulo 2**64 into `halves`; b by its halves' halves. */
function multiply(low: number, high: number, b: readonly [low: number, high: number]): void {
  const [bLow, bHigh] = b;
  const a0 = low & 0xffff;
  const a1 = low >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const p = Math.imul(a0, b0) >>> 0;
  const q = (Math.imul(a1, b0) >>> 0) + (p >>> 16);
  const r = (Math.imul(a0, b1) >>> 0) + (q & 0xffff);
  halves[0] = (r << 16) | (p & 0xffff);
  halves[1] =
    Math.imul(a1, b1) +
    Math.floor(q / 0x10000) +
    Math.floor(r / 0x10000) +
    Math.imul(low, bHigh) +
    Math.imul(high, bLow);
}

const PRIME1 = [0x85ebca87 | 0, 0x9e3779b1 | 0] as const;
const PRIME2 = [0x27d4eb4f, 0xc2b2ae3d | 0] as const;
const PRIME5 = [0x165667c5, 0x27d4eb2f] as const;

/** Combines the hashes of a tuple's items (CPython's tuple_hash, which is xxHash without its last rounds). */
export function hashTuple(hashes: readonly Int[]): Int {
  return hashItems(hashes, (h) => h);
}

/** hashTuple of what `hash` gives for each item. */
export function hashItems<T>(items: readonly T[], hash: (item: T) => Int): Int {
  let [low, high]: readonly number[] = PRIME5;
  for (let i = 0; i < items.length; i++) {
    const h = hash(items[i]);
    if (typeof h === 'number') multiply(h | 0, Math.floor(h / 0x100000000) | 0, PRIME2);
    else {
      whole[0] = h;
      multiply(halves[0], halves[1], PRIME2);
    }
    const sum = (low >>> 0) + (halves[0] >>> 0);
    high = (high + halves[1] + (sum > 0xffffffff ? 1 : 0)) | 0;
    low = sum | 0;
    multiply((low << 31) | (high >>> 1), (high << 31) | (low >>> 1), PRIME1);
    low = halves[0];
    high = halves[1];
  }
  const sum = (low >>> 0) + ((items.length ^ PRIME5[0] ^ 3527539) >>> 0);
  low = halves[0] = sum | 0;
  high = halves[1] = (high + PRIME5[1] + (sum > 0xffffffff ? 1 : 0)) | 0;
  if (low === -1 && high === -1) return 1546275796;
  const n = high * 0x100000000 + (low >>> 0);
  return Number.isSafeInteger(n) ? n : whole[0];
}
