/** HMAC (RFC 2104), PBKDF2 (RFC 8018) and scrypt (RFC 7914) over hash states. Must not know: Python. */
import type { HashState } from './blockHash';
import { Sha256 } from './sha2';

export class Hmac implements HashState {
  private constructor(
    private readonly inner: HashState,
    private readonly outer: HashState,
  ) {}

  static create(make: () => HashState, blockSize: number, keyIn: Uint8Array): Hmac {
    let key = keyIn;
    if (key.length > blockSize) {
      const short = make();
      short.update(key);
      key = short.digest();
    }
    const padded = (with_: number): HashState => {
      const block = new Uint8Array(blockSize).fill(with_);
      key.forEach((b, i) => (block[i] ^= b));
      const state = make();
      state.update(block);
      return state;
    };
    return new Hmac(padded(0x36), padded(0x5c));
  }

  update(data: Uint8Array): void {
    this.inner.update(data);
  }

  digest(): Uint8Array {
    const outer = this.outer.copy();
    outer.update(this.inner.digest());
    return outer.digest();
  }

  copy(): Hmac {
    return new Hmac(this.inner.copy(), this.outer.copy());
  }
}

export function pbkdf2(
  hmac: Hmac,
  salt: Uint8Array,
  iterations: number,
  length: number,
  poll: () => void = () => undefined,
): Uint8Array {
  const out = new Uint8Array(length);
  for (let at = 0, block = 1; at < length; block++) {
    const first = hmac.copy();
    first.update(salt);
    first.update(Uint8Array.of(block >>> 24, block >>> 16, block >>> 8, block));
    let u = first.digest();
    const sum = u.slice();
    for (let i = 1; i < iterations; i++) {
      if ((i & 0xfff) === 0) poll();
      const next = hmac.copy();
      next.update(u);
      u = next.digest();
      for (let k = 0; k < sum.length; k++) sum[k] ^= u[k];
    }
    out.set(sum.subarray(0, length - at), at);
    at += sum.length;
  }
  return out;
}

const rotated = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

/** Salsa20/8 in place. */
function salsa(b: Uint32Array, x: Uint32Array): void {
  x.set(b);
  const quarter = (a: number, c: number, d: number, e: number): void => {
    x[c] ^= rotated((x[a] + x[e]) | 0, 7);
    x[d] ^= rotated((x[c] + x[a]) | 0, 9);
    x[e] ^= rotated((x[d] + x[c]) | 0, 13);
    x[a] ^= rotated((x[e] + x[d]) | 0, 18);
  };
  for (let i = 0; i < 4; i++) {
    quarter(0, 4, 8, 12);
    quarter(5, 9, 13, 1);
    quarter(10, 14, 2, 6);
    quarter(15, 3, 7, 11);
    quarter(0, 1, 2, 3);
    quarter(5, 6, 7, 4);
    quarter(10, 11, 8, 9);
    quarter(15, 12, 13, 14);
  }
  for (let i = 0; i < 16; i++) b[i] += x[i];
}

/** Mixes `words` (32 * r of them), using `y` as room. */
function blockMix(words: Uint32Array, y: Uint32Array, r: number, x: Uint32Array, t: Uint32Array): void {
  x.set(words.subarray((2 * r - 1) * 16));
  for (let i = 0; i < 2 * r; i++) {
    for (let k = 0; k < 16; k++) x[k] ^= words[i * 16 + k];
    salsa(x, t);
    y.set(x, ((i >> 1) + (i & 1) * r) * 16);
  }
  words.set(y);
}

export function scrypt(
  password: Uint8Array,
  salt: Uint8Array,
  n: number,
  r: number,
  p: number,
  length: number,
  poll: () => void = () => undefined,
): Uint8Array {
  const hmac = Hmac.create(() => new Sha256(), 64, password);
  const size = 128 * r;
  const b = pbkdf2(hmac, salt, 1, p * size);
  const view = new DataView(b.buffer, b.byteOffset);
  const words = new Uint32Array(32 * r);
  const y = new Uint32Array(32 * r);
  const v = new Uint32Array(32 * r * n);
  const x = new Uint32Array(16);
  const t = new Uint32Array(16);
  for (let part = 0; part < p; part++) {
    for (let i = 0; i < words.length; i++) words[i] = view.getUint32(part * size + i * 4, true);
    for (let i = 0; i < n; i++) {
      if ((i & 0xff) === 0) poll();
      v.set(words, i * words.length);
      blockMix(words, y, r, x, t);
    }
    for (let i = 0; i < n; i++) {
      if ((i & 0xff) === 0) poll();
      const j = words[(2 * r - 1) * 16] & (n - 1);
      for (let k = 0; k < words.length; k++) words[k] ^= v[j * words.length + k];
      blockMix(words, y, r, x, t);
    }
    for (let i = 0; i < words.length; i++) view.setUint32(part * size + i * 4, words[i], true);
  }
  return pbkdf2(hmac, b, 1, length);
}
