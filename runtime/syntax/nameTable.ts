/**
 * Interned identifiers of one source text: a hash table that makes no string for a name it already has.
 *
 * Owns: the table. Must not know: tokens other than keywords, which occupy the first indices in order.
 */

import { KEYWORDS } from './token';

const INITIAL_SLOTS = 1024;

export class NameTable {
  readonly names: string[] = [];
  private readonly hashes: number[] = [];
  private slots = new Int32Array(INITIAL_SLOTS);
  private mask = INITIAL_SLOTS - 1;

  constructor() {
    for (const keyword of KEYWORDS) this.internString(keyword);
  }

  /** The index of the identifier source[start, end), whose hash (see hashStep) the caller has computed. */
  intern(source: string, start: number, end: number, hash: number): number {
    const { names, hashes, slots, mask } = this;
    const length = end - start;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const entry = slots[slot];
      if (entry === 0) break;
      const index = entry - 1;
      if (hashes[index] === hash) {
        const name = names[index];
        if (name.length === length) {
          let i = 0;
          while (i < length && name.charCodeAt(i) === source.charCodeAt(start + i)) i++;
          if (i === length) return index;
        }
      }
      slot = (slot + 1) & mask;
    }
    return this.add(source.slice(start, end), hash, slot);
  }

  internString(name: string): number {
    let hash = 0;
    for (let i = 0; i < name.length; i++) hash = hashStep(hash, name.charCodeAt(i));
    return this.intern(name, 0, name.length, hash);
  }

  private add(name: string, hash: number, slot: number): number {
    const index = this.names.length;
    this.names.push(name);
    this.hashes.push(hash);
    this.slots[slot] = index + 1;
    if (index * 2 > this.mask) this.rehash();
    return index;
  }

  private rehash(): void {
    const size = this.slots.length * 2;
    const slots = new Int32Array(size);
    this.mask = size - 1;
    for (let index = 0; index < this.hashes.length; index++) {
      const hash = this.hashes[index];
      let slot = (hash ^ (hash >>> 15)) & this.mask;
      while (slots[slot] !== 0) slot = (slot + 1) & this.mask;
      slots[slot] = index + 1;
    }
    this.slots = slots;
  }
}

export function hashStep(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}
