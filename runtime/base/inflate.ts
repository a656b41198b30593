/** Decompression of raw deflate streams (RFC 1951). */

const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
]; // prettier-ignore
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A canonical Huffman code: how many codes of each length, and the symbols in order. */
interface Huffman {
  counts: Uint16Array;
  symbols: Uint16Array;
}

function huffman(lengths: ArrayLike<number>, complete = true): Huffman {
  const counts = new Uint16Array(16);
  for (let i = 0; i < lengths.length; i++) counts[lengths[i]]++;
  let left = 1;
  for (let i = 1; i < 16; i++) {
    left = left * 2 - counts[i];
    if (left < 0) throw new InflateError('over-subscribed lengths');
  }
  if (complete && left > 0 && counts[0] !== lengths.length && lengths.length - counts[0] > 1)
    throw new InflateError('incomplete lengths');
  const offsets = new Uint16Array(16);
  for (let i = 1; i < 15; i++) offsets[i + 1] = offsets[i] + counts[i];
  const symbols = new Uint16Array(lengths.length);
  for (let i = 0; i < lengths.length; i++) if (lengths[i] !== 0) symbols[offsets[lengths[i]]++] = i;
  counts[0] = 0;
  return { counts, symbols };
}

/** The data is malformed. */
export class InflateError extends Error {}

/** The data ends too early. */
export class InflateEnd extends Error {}

const fixedLengths = huffman(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const fixedDistances = huffman(new Uint8Array(30).fill(5), false);

class Inflater {
  private at: number;
  private bitBuffer = 0;
  private bitCount = 0;
  private out: Uint8Array;
  private n: number;

  constructor(
    private readonly data: Uint8Array,
    start: number,
    private readonly dictionary: Uint8Array,
  ) {
    this.at = start;
    this.out = new Uint8Array(Math.max(1024, data.length * 4) + dictionary.length);
    this.out.set(dictionary);
    this.n = dictionary.length;
  }

  private bits(count: number): number {
    while (this.bitCount < count) {
      if (this.at >= this.data.length) throw new InflateEnd();
      this.bitBuffer |= this.data[this.at++] << this.bitCount;
      this.bitCount += 8;
    }
    const v = this.bitBuffer & ((1 << count) - 1);
    this.bitBuffer >>>= count;
    this.bitCount -= count;
    return v;
  }

  private symbol(h: Huffman): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      code |= this.bits(1);
      const count = h.counts[length];
      if (code - count < first) return h.symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new InflateError('invalid code');
  }

  private room(count: number): void {
    if (this.n + count <= this.out.length) return;
    const grown = new Uint8Array(Math.max(this.out.length * 2, this.n + count));
    grown.set(this.out);
    this.out = grown;
  }

  private stored(): void {
    this.bitBuffer = this.bitCount = 0;
    if (this.at + 4 > this.data.length) throw new InflateEnd();
    const length = this.data[this.at] | (this.data[this.at + 1] << 8);
    const check = this.data[this.at + 2] | (this.data[this.at + 3] << 8);
    if (length !== (~check & 0xffff)) throw new InflateError('invalid stored block lengths');
    this.at += 4;
    if (this.at + length > this.data.length) throw new InflateEnd();
    this.room(length);
    this.out.set(this.data.subarray(this.at, this.at + length), this.n);
    this.n += length;
    this.at += length;
  }

  private codes(lengths: Huffman, distances: Huffman): void {
    for (;;) {
      const symbol = this.symbol(lengths);
      if (symbol < 256) {
        this.room(1);
        this.out[this.n++] = symbol;
        continue;
      }
      if (symbol === 256) return;
      if (symbol > 285) throw new InflateError('invalid literal/length code');
      const length = LENGTH_BASE[symbol - 257] + this.bits(LENGTH_EXTRA[symbol - 257]);
      const d = this.symbol(distances);
      if (d > 29) throw new InflateError('invalid distance code');
      const distance = DISTANCE_BASE[d] + this.bits(DISTANCE_EXTRA[d]);
      if (distance > this.n) throw new InflateError('invalid distance too far back');
      this.room(length);
      for (let i = 0; i < length; i++, this.n++) this.out[this.n] = this.out[this.n - distance];
    }
  }

  private dynamic(): void {
    const nlen = this.bits(5) + 257;
    const ndist = this.bits(5) + 1;
    const ncode = this.bits(4) + 4;
    if (nlen > 286 || ndist > 30) throw new InflateError('too many length or distance symbols');
    const lengths = new Uint8Array(320);
    for (let i = 0; i < ncode; i++) lengths[CODE_ORDER[i]] = this.bits(3);
    const lencode = huffman(lengths.subarray(0, 19));
    let i = 0;
    lengths.fill(0, ncode);
    const all = new Uint8Array(nlen + ndist);
    while (i < all.length) {
      const symbol = this.symbol(lencode);
      if (symbol < 16) {
        all[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) throw new InflateError('invalid bit length repeat');
      const value = symbol === 16 ? all[i - 1] : 0;
      let count = symbol === 16 ? 3 + this.bits(2) : symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7);
      if (i + count > all.length) throw new InflateError('invalid bit length repeat');
      while (count-- > 0) all[i++] = value;
    }
    if (all[256] === 0) throw new InflateError('invalid code -- missing end-of-block');
    this.codes(huffman(all.subarray(0, nlen)), huffman(all.subarray(nlen)));
  }

  run(): { data: Uint8Array; end: number } {
    let last = false;
    while (!last) {
      last = this.bits(1) === 1;
      switch (this.bits(2)) {
        case 0:
          this.stored();
          break;
        case 1:
          this.codes(fixedLengths, fixedDistances);
          break;
        case 2:
          this.dynamic();
          break;
        default:
          throw new InflateError('invalid block type');
      }
    }
    // Whole bytes read ahead of need are given back.
    return { data: this.out.slice(this.dictionary.length, this.n), end: this.at - (this.bitCount >> 3) };
  }
}

/** The decompressed data and the position behind the stream. Throws InflateError, or InflateEnd where data is missing. */
export function inflateRaw(
  data: Uint8Array,
  start = 0,
  dictionary: Uint8Array = new Uint8Array(0),
): { data: Uint8Array; end: number } {
  return new Inflater(data, start, dictionary).run();
}
