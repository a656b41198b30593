/**
 * Hash functions of numbers, strings and tuples (CPython's pyhash.c and longobject.c).
 *
 * Numbers hash as in CPython (modulo 2**61 - 1), so that `hash(2**61)` prints the same. Strings hash by a fixed function
 * of ours. DIFFERS: CPython randomises str hashes; here a run must be repeatable.
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

/**
 * Combines the hashes of a tuple's items.
 * DIFFERS: CPython's xxHash takes 64-bit arithmetic, which is slow here; nothing but the number printed depends on it.
 */
export function hashTuple(hashes: readonly Int[]): number {
  return hashItems(hashes, (h) => h);
}

/** hashTuple of what `hash` gives for each item. */
export function hashItems<T>(items: readonly T[], hash: (item: T) => Int): number {
  let a = 0x345678;
  let b = 0x27d4eb2f ^ items.length;
  for (let i = 0; i < items.length; i++) {
    const h = hash(items[i]);
    const n = typeof h === 'number' ? h : Number(BigInt.asIntN(52, h));
    const low = n | 0;
    const high = ((n - low) / 0x100000000) | 0;
    a = Math.imul(a ^ low, 1000003) ^ high;
    b = Math.imul(b ^ (low >>> 15) ^ high, 0x85ebca6b) + low;
    b ^= b >>> 13;
  }
  return (b >>> 0) * 0x100000 + ((a >>> 0) & 0xfffff);
}
