/** The range coder, writing: bits by their probability. */
import { ByteBuilder } from '../../objects/byteBuilder';

export class RangeEncoder {
  private low = 0;
  private range = 0xffffffff;
  private cache = 0;
  private cacheSize = 1;
  private out = new ByteBuilder();

  /** Bytes that are certain. */
  get size(): number {
    return this.out.length;
  }

  bit(probs: Uint16Array, p: number, bit: number): void {
    const prob = probs[p];
    const bound = (this.range >>> 11) * prob;
    if (bit === 0) {
      this.range = bound;
      probs[p] = prob + ((2048 - prob) >> 5);
    } else {
      this.low += bound;
      this.range -= bound;
      probs[p] = prob - (prob >> 5);
    }
    this.normalize();
  }

  direct(value: number, bits: number): void {
    for (let i = bits - 1; i >= 0; i--) {
      this.range >>>= 1;
      if ((value >>> i) & 1) this.low += this.range;
      this.normalize();
    }
  }

  tree(probs: Uint16Array, p: number, bits: number, value: number): void {
    let m = 1;
    for (let i = bits - 1; i >= 0; i--) {
      const b = (value >>> i) & 1;
      this.bit(probs, p + m, b);
      m = (m << 1) | b;
    }
  }

  reverseTree(probs: Uint16Array, p: number, bits: number, value: number): void {
    let m = 1;
    for (let i = 0; i < bits; i++) {
      const b = (value >>> i) & 1;
      this.bit(probs, p + m, b);
      m = (m << 1) | b;
    }
  }

  private normalize(): void {
    while (this.range < 0x1000000) {
      this.range = (this.range << 8) >>> 0;
      this.shift();
    }
  }

  /** Puts the highest byte out, once no carry can change it any more. */
  private shift(): void {
    if (this.low < 0xff000000 || this.low >= 0x100000000) {
      const carry = this.low >= 0x100000000 ? 1 : 0;
      for (let byte = this.cache; this.cacheSize > 0; this.cacheSize--, byte = 0xff)
        this.out.push((byte + carry) & 255);
      this.cache = (this.low >>> 24) & 255;
    }
    this.cacheSize++;
    this.low = (this.low & 0xffffff) * 256;
  }

  /** All that has been written. The coder begins anew. */
  finish(): Uint8Array {
    for (let i = 0; i < 5; i++) this.shift();
    this.low = 0;
    this.range = 0xffffffff;
    this.cache = 0;
    this.cacheSize = 1;
    return this.take();
  }

  take(): Uint8Array {
    const out = this.out.finish();
    this.out = new ByteBuilder();
    return out;
  }
}
