/**
 * HashPositions: where in a dictionary the structured keys are, by their Python hash.
 *
 * Owns: the hashes, so that a `__hash__` in Python is not asked again, and the buckets. Must not know: the keys.
 */
import type { Int } from './object';

export class HashPositions {
  /** By folded hash: one position, or several. */
  private readonly buckets = new Map<number, number | number[]>();
  /** By position; undefined: no structured key is there. */
  private readonly hashes: (Int | undefined)[] = [];

  /** The hash of the structured key at a position, or undefined. */
  hashAt(i: number): Int | undefined {
    return this.hashes[i];
  }

  /** Positions of keys that may have this hash; the list itself, which changes with the keys. */
  at(h: Int): number | number[] | undefined {
    return this.buckets.get(fold(h));
  }

  add(h: Int, i: number): void {
    this.hashes[i] = h;
    const at = fold(h);
    const bucket = this.buckets.get(at);
    if (bucket === undefined) this.buckets.set(at, i);
    else if (typeof bucket === 'number') this.buckets.set(at, [bucket, i]);
    else bucket.push(i);
  }

  remove(h: Int, i: number): void {
    this.hashes[i] = undefined;
    const at = fold(h);
    const bucket = this.buckets.get(at);
    if (typeof bucket === 'object' && bucket.length > 1) bucket.splice(bucket.indexOf(i), 1);
    else this.buckets.delete(at);
  }
}

const whole = new BigInt64Array(1);
const halves = new Int32Array(whole.buffer);

/** A hash as a small integer: Maps are fastest with these. */
export function fold(h: Int): number {
  if (typeof h === 'number') return (h ^ (h / 0x100000000)) | 0;
  whole[0] = h;
  return halves[0] ^ halves[1];
}
