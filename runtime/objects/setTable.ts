/**
 * Where each element of a set would be in CPython's hash table (setobject.c), which is the order of iteration.
 *
 * Owns: places, growth and what deletions leave behind, step by step as in CPython. Must not know: whether an element is
 * there; who asks has found out.
 */
import type { Int, Value } from './object';

const SMALLEST = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5;
/** A table with more elements grows twofold, not fourfold. */
const LARGE = 50000;

/** Where an element was taken out. */
const DUMMY = Symbol('dummy');

/** Undefined: never used. */
type Place = Value | typeof DUMMY | undefined;

/** A hash, and its low and high half. */
const whole = new BigInt64Array(1);
const halves = new Int32Array(whole.buffer);

function split(hash: Int): void {
  if (typeof hash === 'number') {
    halves[0] = hash | 0;
    halves[1] = Math.floor(hash / 0x100000000) | 0;
  } else whole[0] = hash;
}

export class SetTable {
  /** The positions of the set's storage up to here are in the table. */
  seen = 0;
  private keys: Place[] = unused(SMALLEST);
  private low = new Int32Array(SMALLEST);
  private high = new Int32Array(SMALLEST);
  /** Places that have been used since the table was made. */
  private fill = 0;
  private used = 0;
  /** Where pop() looks next. */
  private finger = 0;

  private get mask(): number {
    return this.keys.length - 1;
  }

  /** The first place at or after `at` with an element, or -1. */
  next(at: number): number {
    const { keys } = this;
    for (; at < keys.length; at++) if (keys[at] !== undefined && keys[at] !== DUMMY) return at;
    return -1;
  }

  keyAt(at: number): Value {
    return this.keys[at] as Value;
  }

  list(): Value[] {
    return this.keys.filter((key): key is Value => key !== undefined && key !== DUMMY);
  }

  /** set_add_entry, of what is not there yet. */
  add(key: Value, hash: Int): void {
    split(hash);
    this.addHashed(key, halves[0], halves[1]);
  }

  /** set_discard_entry, of what is there. */
  remove(key: Value, hash: Int): void {
    split(hash);
    this.keys[this.find(key, halves[0], halves[1])] = DUMMY;
    this.used--;
  }

  /** What set.pop() takes out; there must be something. */
  first(): Value {
    let at = this.next(this.finger & this.mask);
    if (at < 0) at = this.next(0);
    this.finger = at + 1;
    return this.keyAt(at);
  }

  /** set_merge: of another set's elements those that are new here. */
  merge(other: SetTable, isNew: (key: Value) => boolean): void {
    if (other.used === 0) return;
    this.makeRoom(other.used);
    if (this.fill === 0) {
      if (this.mask === other.mask && other.fill === other.used) {
        this.keys = other.keys.slice();
        this.low = other.low.slice();
        this.high = other.high.slice();
      } else this.putAll(other.keys, other.low, other.high);
      this.fill = this.used = other.used;
      return;
    }
    for (let at = other.next(0); at >= 0; at = other.next(at + 1)) {
      const key = other.keyAt(at);
      if (!isNew(key)) continue;
      this.addHashed(key, other.low[at], other.high[at]);
    }
  }

  /** Before many elements are added, which a set or a dict holds. */
  makeRoom(many: number): void {
    if ((this.fill + many) * 5 >= this.mask * 3) this.resize((this.used + many) * 2);
  }

  /** After many elements were taken out: a table with too many dummies is made anew. */
  tidy(): void {
    if (this.fill - this.used > this.mask >> 2) this.resize(this.more());
  }

  private more(): number {
    return this.used > LARGE ? this.used * 2 : this.used * 4;
  }

  /** Of the places passed whose element was taken out, the last is used again. */
  private addHashed(key: Value, low: number, high: number): void {
    this.used++;
    const at = this.find(undefined, low, high, true);
    const isFree = this.keys[at] === undefined;
    this.putAt(at, key, low, high);
    if (!isFree) return;
    this.fill++;
    if (this.fill * 5 >= this.mask * 3) this.resize(this.more());
  }

  private put(key: Value, low: number, high: number): void {
    this.putAt(this.find(undefined, low, high), key, low, high);
  }

  private putAt(at: number, key: Value, low: number, high: number): void {
    this.keys[at] = key;
    this.low[at] = low;
    this.high[at] = high;
  }

  private putAll(keys: readonly Place[], low: Int32Array, high: Int32Array): void {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (key !== undefined && key !== DUMMY) this.put(key, low[i], high[i]);
    }
  }

  /**
   * Of the places where a hash is looked for, the one with `key`, or the first that was never used; with `reuse` the last
   * before that one whose element was taken out.
   */
  private find(key: Value | undefined, low: number, high: number, reuse = false): number {
    const { keys, mask } = this;
    let at = low & mask;
    let dummy = -1;
    for (;;) {
      const last = at + LINEAR_PROBES <= mask ? at + LINEAR_PROBES : at;
      for (let i = at; i <= last; i++) {
        const found = keys[i];
        if (found === undefined) return reuse && dummy >= 0 ? dummy : i;
        if (found === DUMMY) dummy = i;
        else if (found === key) return i;
      }
      low = (low >>> PERTURB_SHIFT) | (high << (32 - PERTURB_SHIFT));
      high >>>= PERTURB_SHIFT;
      at = (Math.imul(at, 5) + 1 + low) & mask;
    }
  }

  private resize(least: number): void {
    let size = SMALLEST;
    while (size <= least) size *= 2;
    const { keys, low, high } = this;
    if (size === SMALLEST && keys.length === SMALLEST && this.fill === this.used) return;
    this.keys = unused(size);
    this.low = new Int32Array(size);
    this.high = new Int32Array(size);
    this.fill = this.used;
    this.putAll(keys, low, high);
  }
}

function unused(size: number): Place[] {
  return new Array<undefined>(size).fill(undefined);
}
