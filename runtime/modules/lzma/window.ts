/** What a decoder has put out, as far back as matches may reach. */
import { corrupt } from './failure';

const SLACK = 1 << 16;

export class Window {
  data: Uint8Array;
  /** Where the next byte goes. */
  at = 0;
  /** Up to here it has been taken. */
  private taken = 0;
  /** Bytes that matches can reach. */
  filled = 0;

  constructor(readonly size: number) {
    this.data = new Uint8Array(Math.min(size, SLACK) + SLACK);
  }

  reset(): void {
    this.filled = 0;
  }

  /** Room for `n` more bytes (less than SLACK). */
  private reserve(n: number): void {
    if (this.at + n <= this.data.length) return;
    if (this.data.length < this.size + SLACK) {
      const grown = new Uint8Array(Math.min(2 * this.data.length + n, this.size + 2 * SLACK));
      grown.set(this.data.subarray(0, this.at));
      this.data = grown;
      if (this.at + n <= grown.length) return;
    }
    this.flush();
    const from = this.at - this.size;
    this.data.copyWithin(0, from, this.at);
    this.at = this.taken = this.size;
  }

  private readonly out: Uint8Array[] = [];

  private flush(): void {
    if (this.taken < this.at) this.out.push(this.data.slice(this.taken, this.at));
    this.taken = this.at;
  }

  /** What has come out since the last time. */
  take(): Uint8Array[] {
    this.flush();
    return this.out.splice(0);
  }

  put(byte: number): void {
    if (this.at === this.data.length) this.reserve(1);
    this.data[this.at++] = byte;
    if (this.filled < this.size) this.filled++;
  }

  append(bytes: Uint8Array): void {
    for (const b of bytes) this.put(b);
  }

  /** The byte that came so many before the next one. */
  back(distance: number): number {
    return this.filled === 0 ? 0 : this.data[this.at - distance];
  }

  copy(distance: number, length: number): void {
    if (distance > this.filled) throw corrupt();
    this.reserve(length);
    const { data } = this;
    let { at } = this;
    for (const end = at + length; at < end; at++) data[at] = data[at - distance];
    this.at = at;
    this.filled = Math.min(this.filled + length, this.size);
  }
}
