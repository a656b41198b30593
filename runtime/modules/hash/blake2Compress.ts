/** BLAKE2's compression of a block into its state, in words of 32 bits: a word of BLAKE2b is two of them, the low one first. */

const SIGMA = [
  '0123456789abcdef', 'ea489fd61c02b753', 'b8c052fdae367194', '7931dcbe265a40f8', '905724afe1bc683d', '2c6a0b834d75fe19', 'c51fed4a0763928b',
  'db7ec13950f4862a', '6fe9b308c2d714a5', 'a2847615fb9e3cd0',
].map((row) => Array.from(row, (c) => parseInt(c, 16))); // prettier-ignore

const IV_WIDE = Uint32Array.of(
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1, 0x510e527f, 0x2b3e6c1f,
  0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
); // prettier-ignore

const IV_NARROW = IV_WIDE.filter((_, i) => i % 2 === 1);

/** What the state begins with: 16 numbers for BLAKE2b, 8 for BLAKE2s. */
export const initialState = (wide: boolean): Uint32Array => (wide ? IV_WIDE : IV_NARROW).slice();

const TWO_32 = 0x100000000;

const v = new Uint32Array(32);

type Mix = (a: number, b: number, c: number, d: number, x: number, y: number) => void;

function addWide(to: number, from: number): void {
  const low = v[to] + v[from];
  v[to] = low;
  v[to + 1] += v[from + 1] + (low >= TWO_32 ? 1 : 0);
}

const mixWide =
  (m: Uint32Array): Mix =>
  (a, b, c, d, x, y) => {
    a *= 2;
    b *= 2;
    c *= 2;
    d *= 2;
    let low = v[a] + v[b] + m[2 * x];
    v[a] = low;
    v[a + 1] += v[b + 1] + m[2 * x + 1] + Math.floor(low / TWO_32);
    let l = v[d] ^ v[a];
    let h = v[d + 1] ^ v[a + 1];
    v[d] = h;
    v[d + 1] = l;
    addWide(c, d);
    l = v[b] ^ v[c];
    h = v[b + 1] ^ v[c + 1];
    v[b] = (l >>> 24) | (h << 8);
    v[b + 1] = (h >>> 24) | (l << 8);
    low = v[a] + v[b] + m[2 * y];
    v[a] = low;
    v[a + 1] += v[b + 1] + m[2 * y + 1] + Math.floor(low / TWO_32);
    l = v[d] ^ v[a];
    h = v[d + 1] ^ v[a + 1];
    v[d] = (l >>> 16) | (h << 16);
    v[d + 1] = (h >>> 16) | (l << 16);
    addWide(c, d);
    l = v[b] ^ v[c];
    h = v[b + 1] ^ v[c + 1];
    v[b] = (l << 1) | (h >>> 31);
    v[b + 1] = (h << 1) | (l >>> 31);
  };

const turned = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

const mixNarrow =
  (m: Uint32Array): Mix =>
  (a, b, c, d, x, y) => {
    v[a] += v[b] + m[x];
    v[d] = turned(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = turned(v[b] ^ v[c], 12);
    v[a] += v[b] + m[y];
    v[d] = turned(v[d] ^ v[a], 8);
    v[c] += v[d];
    v[b] = turned(v[b] ^ v[c], 7);
  };

/** Compresses the block `m`, up to which `count` bytes were taken. The flags are for the last block, and the last node of a tree. */
export function compress(h: Uint32Array, m: Uint32Array, count: bigint, last: boolean, lastNode: boolean): void {
  const n = h.length;
  const wide = n === 16;
  v.set(h);
  v.set(wide ? IV_WIDE : IV_NARROW, n);
  // The counter has two words.
  const at = n + n / 2;
  v[at] ^= Number(count & 0xffffffffn);
  v[at + 1] ^= Number((count >> 32n) & 0xffffffffn);
  const size = n / 8;
  for (let i = 0; i < size; i++) {
    if (last) v[at + 2 * size + i] ^= 0xffffffff;
    if (last && lastNode) v[at + 3 * size + i] ^= 0xffffffff;
  }
  const mix = (wide ? mixWide : mixNarrow)(m);
  for (let round = 0; round < (wide ? 12 : 10); round++) {
    const s = SIGMA[round % 10];
    mix(0, 4, 8, 12, s[0], s[1]);
    mix(1, 5, 9, 13, s[2], s[3]);
    mix(2, 6, 10, 14, s[4], s[5]);
    mix(3, 7, 11, 15, s[6], s[7]);
    mix(0, 5, 10, 15, s[8], s[9]);
    mix(1, 6, 11, 12, s[10], s[11]);
    mix(2, 7, 8, 13, s[12], s[13]);
    mix(3, 4, 9, 14, s[14], s[15]);
  }
  for (let i = 0; i < n; i++) h[i] ^= v[i] ^ v[i + n];
}
