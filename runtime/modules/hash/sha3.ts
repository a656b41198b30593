/** SHA-3 and SHAKE (Keccak-f[1600]), lanes as bigints. */
import type { HashState } from './blockHash';

const rotate = (x: bigint, n: bigint): bigint => BigInt.asUintN(64, (x << n) | (x >> (64n - n)));

const roundConstants: bigint[] = [];
const rotations: bigint[] = new Array<bigint>(25).fill(0n);
{
  // The constants come from a shift register, the rotations from a walk over the lanes.
  let r = 1;
  for (let round = 0; round < 24; round++) {
    let c = 0n;
    for (let j = 0; j < 7; j++) {
      r = ((r << 1) ^ ((r >> 7) * 0x71)) & 0xff;
      if (r & 2) c |= 1n << ((1n << BigInt(j)) - 1n);
    }
    roundConstants.push(c);
  }
  let [x, y] = [1, 0];
  for (let t = 0; t < 24; t++) {
    rotations[x + 5 * y] = BigInt((((t + 1) * (t + 2)) / 2) % 64);
    [x, y] = [y, (2 * x + 3 * y) % 5];
  }
}

function permute(a: bigint[]): void {
  const b = new Array<bigint>(25);
  const c = new Array<bigint>(5);
  for (const constant of roundConstants) {
    for (let x = 0; x < 5; x++) c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (let x = 0; x < 5; x++) {
      const d = c[(x + 4) % 5] ^ rotate(c[(x + 1) % 5], 1n);
      for (let y = 0; y < 25; y += 5) a[x + y] ^= d;
    }
    for (let x = 0; x < 5; x++)
      for (let y = 0; y < 5; y++) b[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(a[x + 5 * y], rotations[x + 5 * y]);
    for (let y = 0; y < 25; y += 5)
      for (let x = 0; x < 5; x++)
        a[x + y] = b[x + y] ^ (BigInt.asUintN(64, ~b[((x + 1) % 5) + y]) & b[((x + 2) % 5) + y]);
    a[0] ^= constant;
  }
}

export class Sha3 implements HashState {
  private state: bigint[] = new Array<bigint>(25).fill(0n);
  private buffer: Uint8Array;
  private used = 0;

  /** `suffix` is 6 for SHA-3, 31 for SHAKE. */
  constructor(
    readonly rate: number,
    readonly digestSize: number,
    private readonly suffix: number,
  ) {
    this.buffer = new Uint8Array(rate);
  }

  private absorb(): void {
    const view = new DataView(this.buffer.buffer);
    for (let i = 0; i < this.rate / 8; i++) this.state[i] ^= view.getBigUint64(8 * i, true);
    permute(this.state);
    this.used = 0;
  }

  update(data: Uint8Array): void {
    for (let at = 0; at < data.length;) {
      const n = Math.min(this.rate - this.used, data.length - at);
      this.buffer.set(data.subarray(at, at + n), this.used);
      this.used += n;
      at += n;
      if (this.used === this.rate) this.absorb();
    }
  }

  copy(): Sha3 {
    const h = new Sha3(this.rate, this.digestSize, this.suffix);
    h.state = [...this.state];
    h.buffer = this.buffer.slice();
    h.used = this.used;
    return h;
  }

  digest(length = this.digestSize): Uint8Array {
    const h = this.copy();
    h.buffer.fill(0, h.used);
    h.buffer[h.used] ^= this.suffix;
    h.buffer[this.rate - 1] ^= 0x80;
    h.absorb();
    const out = new Uint8Array(Math.ceil(length / this.rate) * this.rate);
    const view = new DataView(out.buffer);
    for (let at = 0; at < out.length; at += this.rate) {
      if (at > 0) permute(h.state);
      for (let i = 0; i < this.rate / 8; i++) view.setBigUint64(at + 8 * i, h.state[i], true);
    }
    return out.slice(0, length);
  }
}
