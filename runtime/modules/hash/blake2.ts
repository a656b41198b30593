/** BLAKE2b and BLAKE2s: parameters, blocks and digests. */
import { compress, initialState } from './blake2Compress';
import type { HashState } from './blockHash';

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
  private h: Uint32Array;
  private buffer: Uint8Array;
  private used = 0;
  private count = 0n;
  private readonly blockSize: number;

  constructor(
    private readonly wide: boolean,
    readonly options: Blake2Options,
    init = true,
  ) {
    this.blockSize = wide ? 128 : 64;
    this.buffer = new Uint8Array(this.blockSize);
    this.h = initialState(wide);
    if (!init) return;
    const p = this.parameters();
    const view = new DataView(p.buffer);
    for (let i = 0; i < this.h.length; i++) this.h[i] ^= view.getUint32(4 * i, true);
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
    const view = new DataView(this.buffer.buffer);
    const words = new Uint32Array(this.blockSize / 4);
    for (let i = 0; i < words.length; i++) words[i] = view.getUint32(4 * i, true);
    compress(this.h, words, this.count, last, this.options.lastNode);
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
    other.h = this.h.slice();
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
    const out = new Uint8Array(4 * h.h.length);
    const view = new DataView(out.buffer);
    h.h.forEach((x, i) => {
      view.setUint32(4 * i, x, true);
    });
    return out.slice(0, this.options.digestSize);
  }
}
