/**
 * SHA-224, 256, 384 and 512. The constants are the fractions of roots of primes, computed when they are first needed.
 */
import { BlockHash } from './blockHash';

function primes(n: number): bigint[] {
  const out: bigint[] = [];
  for (let x = 2n; out.length < n; x++) if (out.every((p) => x % p !== 0n)) out.push(x);
  return out;
}

/** floor(x ** (1/k)). */
function root(x: bigint, k: bigint): bigint {
  let low = 0n;
  let high = 1n << (BigInt(x.toString(2).length) / k + 1n);
  while (low < high) {
    const mid = (low + high + 1n) >> 1n;
    if (mid ** k <= x) low = mid;
    else high = mid - 1n;
  }
  return low;
}

/** The first 64 bits of the fraction of a root. */
const fraction = (p: bigint, k: bigint): bigint => BigInt.asUintN(64, root(p << (64n * k), k));

const high = (x: bigint): number => Number(x >> 32n);
const lowWord = (x: bigint): number => Number(x & 0xffffffffn);
/** Pairs of words, high first. */
const pairs = (a: readonly bigint[]): Uint32Array => Uint32Array.from(a.flatMap((x) => [high(x), lowWord(x)]));

function makeConstants() {
  const firstPrimes = primes(80);
  const cubes = firstPrimes.map((p) => fraction(p, 3n));
  const squares = firstPrimes.slice(0, 16).map((p) => fraction(p, 2n));
  return {
    k256: Uint32Array.from(cubes.slice(0, 64), high),
    h256: Uint32Array.from(squares.slice(0, 8), high),
    h224: Uint32Array.from(squares.slice(8), lowWord),
    k512: pairs(cubes),
    h512: pairs(squares.slice(0, 8)),
    h384: pairs(squares.slice(8)),
  };
}

let made: ReturnType<typeof makeConstants> | undefined;
const constants = () => (made ??= makeConstants());

export class Sha256 extends BlockHash {
  private readonly words = new Uint32Array(64);

  constructor(private readonly short = false) {
    super(64, (short ? constants().h224 : constants().h256).slice(), short ? 28 : 32, 8, false);
  }

  protected fresh(): Sha256 {
    return new Sha256(this.short);
  }

  protected process(block: Uint8Array, at: number): void {
    const { k256 } = constants();
    const w = this.words;
    for (let i = 0; i < 16; i++) {
      const j = at + 4 * i;
      w[i] = (block[j] << 24) | (block[j + 1] << 16) | (block[j + 2] << 8) | block[j + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = this.state;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + k256[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    const s = this.state;
    s[0] += a;
    s[1] += b;
    s[2] += c;
    s[3] += d;
    s[4] += e;
    s[5] += f;
    s[6] += g;
    s[7] += h;
  }
}

export class Sha512 extends BlockHash {
  private readonly words = new Uint32Array(160);

  constructor(private readonly short = false) {
    super(128, (short ? constants().h384 : constants().h512).slice(), short ? 48 : 64, 16, false);
  }

  protected fresh(): Sha512 {
    return new Sha512(this.short);
  }

  protected process(block: Uint8Array, at: number): void {
    const { k512 } = constants();
    const w = this.words;
    for (let i = 0; i < 32; i++) {
      const j = at + 4 * i;
      w[i] = (block[j] << 24) | (block[j + 1] << 16) | (block[j + 2] << 8) | block[j + 3];
    }
    for (let i = 32; i < 160; i += 2) {
      const xh = w[i - 30];
      const xl = w[i - 29];
      const yh = w[i - 4];
      const yl = w[i - 3];
      const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
      const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
      const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
      const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
      const low = (s0l >>> 0) + (s1l >>> 0) + w[i - 31] + w[i - 13];
      w[i + 1] = low;
      w[i] = s0h + s1h + w[i - 32] + w[i - 14] + Math.floor(low / 0x100000000);
    }
    const s = this.state;
    const v = Array.from(s);
    for (let i = 0; i < 160; i += 2) {
      const eh = v[8];
      const el = v[9];
      const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
      const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
      const chh = (eh & v[10]) ^ (~eh & v[12]);
      const chl = (el & v[11]) ^ (~el & v[13]);
      const t1l = v[15] + (s1l >>> 0) + (chl >>> 0) + k512[i + 1] + w[i + 1];
      const t1h = (v[14] + s1h + chh + k512[i] + w[i] + Math.floor(t1l / 0x100000000)) >>> 0;
      const ah = v[0];
      const al = v[1];
      const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
      const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
      const majh = (ah & v[2]) ^ (ah & v[4]) ^ (v[2] & v[4]);
      const majl = (al & v[3]) ^ (al & v[5]) ^ (v[3] & v[5]);
      const t2l = (s0l >>> 0) + (majl >>> 0);
      const t2h = s0h + majh + Math.floor(t2l / 0x100000000);
      for (let k = 15; k >= 2; k--) v[k] = v[k - 2];
      const el2 = v[9] + (t1l >>> 0);
      v[9] = el2 >>> 0;
      v[8] = (v[8] + t1h + Math.floor(el2 / 0x100000000)) >>> 0;
      const al2 = (t1l >>> 0) + (t2l >>> 0);
      v[1] = al2 >>> 0;
      v[0] = (t1h + t2h + Math.floor(al2 / 0x100000000)) >>> 0;
    }
    for (let k = 0; k < 16; k += 2) {
      const low = s[k + 1] + v[k + 1];
      s[k + 1] = low;
      s[k] = s[k] + v[k] + Math.floor(low / 0x100000000);
    }
  }
}
