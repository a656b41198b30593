/** The input of an encoder with its past, and where in the past the same bytes were. */

/** So far back are matches looked for. */
const REACH = 1 << 20;
const MOST_HISTORY = 1 << 23;
const HASH_BITS = 16;
const DEPTH = 32;
export const MATCH_MOST = 273;

export class MatchFinder {
  data: Uint8Array = new Uint8Array(1 << 16);
  size = 0;
  private readonly head = new Int32Array(1 << HASH_BITS).fill(-1);
  private readonly previous = new Int32Array(REACH);
  /** Of the last match found. */
  distance = 0;

  append(bytes: Uint8Array): void {
    if (this.size + bytes.length > this.data.length) {
      const grown = new Uint8Array(2 * (this.size + bytes.length));
      grown.set(this.data.subarray(0, this.size));
      this.data = grown;
    }
    this.data.set(bytes, this.size);
    this.size += bytes.length;
  }

  /** Drops what is too far behind `at`; gives how much that is. */
  slide(at: number): number {
    if (at < MOST_HISTORY) return 0;
    const dropped = at - REACH;
    this.data.copyWithin(0, dropped, this.size);
    this.size -= dropped;
    this.head.fill(-1);
    return dropped;
  }

  private hash(at: number): number {
    const { data } = this;
    return (Math.imul(data[at] | (data[at + 1] << 8) | (data[at + 2] << 16), 0x9e3779b1) >>> (32 - HASH_BITS)) | 0;
  }

  /** Makes the bytes at a place findable. */
  insert(at: number): void {
    if (at + 3 > this.size) return;
    const h = this.hash(at);
    this.previous[at & (REACH - 1)] = this.head[h];
    this.head[h] = at;
  }

  /** How many bytes are the same here and so far back. */
  common(at: number, distance: number, most: number): number {
    const { data } = this;
    let n = 0;
    while (n < most && data[at + n] === data[at + n - distance]) n++;
    return n;
  }

  /** Length of the longest match at a place, at most `reach` back; 0 where there is none of three bytes. */
  longest(at: number, most: number, reach: number): number {
    if (most < 3) return 0;
    const near = Math.min(reach, REACH - 1);
    let best = 2;
    let candidate = this.head[this.hash(at)];
    for (let i = 0; i < DEPTH && candidate >= 0 && at - candidate <= near; i++) {
      if (this.data[candidate + best] === this.data[at + best]) {
        const n = this.common(at, at - candidate, most);
        if (n > best) {
          best = n;
          this.distance = at - candidate;
          if (n === most) break;
        }
      }
      const next = this.previous[candidate & (REACH - 1)];
      if (next >= candidate) break;
      candidate = next;
    }
    return best > 2 ? best : 0;
  }
}
