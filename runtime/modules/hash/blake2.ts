/** BLAKE2b and BLAKE2s, with bigint words (64 or 32 bits). */
import type { HashState } from './blockHash';

const SIGMA = [
  '0123456789abcdef', 'ea489fd61c02b753', 'b8c052fdae367194', '7931dcbe265a40f8', '905724afe1bc683d', '2c6a0b834d75fe19', 'c51fed4a0763928b',
  'db7ec13950f4862a', '6fe9b308c2d714a5', 'a2847615fb9e3cd0',
].map((row) => Array.from(row, (c) => parseInt(c, 16))); // prettier-ignore

const IV_B = [
  0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn, 0xa54ff53a5f1d36f1n, 0x510e527fade682d1n, 0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n,
]; // prettier-ignore

export interface Blake2Options {
  digestSize: number;
  key: Uint8Array;
  salt: Uint8Array;
  person: Uint8Array;
  fanout: number;
  depth: number;
  leafSize: number;
  nodeOffset: bigint;
  nodeDepth: number;
  innerSize: number;
  lastNode: boolean;
}

export class Blake2 implements HashState {
  private h: bigint[];
  private buffer: Uint8Array;
  private used = 0;
  private count = 0n;
  private readonly bits: number;
  private readonly blockSize: number;

  constructor(
    private readonly wide: boolean,
    readonly options: Blake2Options,
    init = true,
  ) {
    this.bits = wide ? 64 : 32;
    this.blockSize = wide ? 128 : 64;
    this.buffer = new Uint8Array(this.blockSize);
    this.h = this.iv();
    if (!init) return;
    const p = this.parameters();
    const view = new DataView(p.buffer);
    for (let i = 0; i < 8; i++)
      this.h[i] ^= wide ? view.getBigUint64(8 * i, true) : BigInt(view.getUint32(4 * i, true));
    if (options.key.length > 0) {
      const block = new Uint8Array(this.blockSize);
      block.set(options.key);
      this.update(block);
    }
  }

  /** Without a key, salt or tree; the longest digest. */
  static plain(wide: boolean): Blake2 {
    const none = new Uint8Array(0);
    const tree = { fanout: 1, depth: 1, leafSize: 0, nodeOffset: 0n, nodeDepth: 0, innerSize: 0, lastNode: false };
    return new Blake2(wide, { digestSize: wide ? 64 : 32, key: none, salt: none, person: none, ...tree });
  }

  private iv(): bigint[] {
    return this.wide ? [...IV_B] : IV_B.map((x) => x >> 32n);
  }

  private parameters(): Uint8Array {
    const o = this.options;
    const p = new Uint8Array(this.wide ? 64 : 32);
    const view = new DataView(p.buffer);
    p[0] = o.digestSize;
    p[1] = o.key.length;
    p[2] = o.fanout;
    p[3] = o.depth;
    view.setUint32(4, o.leafSize, true);
    if (this.wide) {
      view.setBigUint64(8, o.nodeOffset, true);
      p[16] = o.nodeDepth;
      p[17] = o.innerSize;
      p.set(o.salt, 32);
      p.set(o.person, 48);
    } else {
      view.setUint32(8, Number(o.nodeOffset & 0xffffffffn), true);
      view.setUint16(12, Number(o.nodeOffset >> 32n), true);
      p[14] = o.nodeDepth;
      p[15] = o.innerSize;
      p.set(o.salt, 16);
      p.set(o.person, 24);
    }
    return p;
  }

  private compress(last: boolean): void {
    const { bits, wide } = this;
    const mask = (x: bigint): bigint => BigInt.asUintN(bits, x);
    const [r1, r2, r3, r4] = wide ? [32, 24, 16, 63] : [16, 12, 8, 7];
    const rot = (x: bigint, n: number): bigint => mask((x >> BigInt(n)) | (x << BigInt(bits - n)));
    const view = new DataView(this.buffer.buffer);
    const m = Array.from({ length: 16 }, (_, i) =>
      wide ? view.getBigUint64(8 * i, true) : BigInt(view.getUint32(4 * i, true)),
    );
    const v = [...this.h, ...this.iv()];
    v[12] ^= mask(this.count);
    v[13] ^= mask(this.count >> BigInt(bits));
    if (last) {
      v[14] = mask(~v[14]);
      if (this.options.lastNode) v[15] = mask(~v[15]);
    }
    const g = (a: number, b: number, c: number, d: number, x: bigint, y: bigint): void => {
      v[a] = mask(v[a] + v[b] + x);
      v[d] = rot(v[d] ^ v[a], r1);
      v[c] = mask(v[c] + v[d]);
      v[b] = rot(v[b] ^ v[c], r2);
      v[a] = mask(v[a] + v[b] + y);
      v[d] = rot(v[d] ^ v[a], r3);
      v[c] = mask(v[c] + v[d]);
      v[b] = rot(v[b] ^ v[c], r4);
    };
    for (let round = 0; round < (wide ? 12 : 10); round++) {
      const s = SIGMA[round % 10];
      g(0, 4, 8, 12, m[s[0]], m[s[1]]);
      g(1, 5, 9, 13, m[s[2]], m[s[3]]);
      g(2, 6, 10, 14, m[s[4]], m[s[5]]);
      g(3, 7, 11, 15, m[s[6]], m[s[7]]);
      g(0, 5, 10, 15, m[s[8]], m[s[9]]);
      g(1, 6, 11, 12, m[s[10]], m[s[11]]);
      g(2, 7, 8, 13, m[s[12]], m[s[13]]);
      g(3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (let i = 0; i < 8; i++) this.h[i] ^= v[i] ^ v[i + 8];
  }

  update(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      // The last block is compressed by digest(), with its flag: so a full one waits until more comes.
      if (this.used === this.blockSize) {
        this.count += BigInt(this.blockSize);
        this.compress(false);
        this.used = 0;
      }
      const n = Math.min(this.blockSize - this.used, data.length - at);
      this.buffer.set(data.subarray(at, at + n), this.used);
      this.used += n;
      at += n;
    }
  }

  copy(): Blake2 {
    const other = new Blake2(this.wide, this.options, false);
    other.h = [...this.h];
    other.buffer = this.buffer.slice();
    other.used = this.used;
    other.count = this.count;
    return other;
  }

  digest(): Uint8Array {
    const h = this.copy();
    h.buffer.fill(0, h.used);
    h.count += BigInt(h.used);
    h.compress(true);
    const out = new Uint8Array(this.wide ? 64 : 32);
    const view = new DataView(out.buffer);
    h.h.forEach((x, i) => {
      if (this.wide) view.setBigUint64(8 * i, x, true);
      else view.setUint32(4 * i, Number(x), true);
    });
    return out.slice(0, this.options.digestSize);
  }
}
