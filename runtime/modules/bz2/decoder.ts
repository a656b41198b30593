/** Bzip2's format, read: a stream in pieces of any size. Must not know Python. */
import { combineCrc, CRC_START, crcStep } from './crc';

const BLOCK = 0x314159265359;
const END = 0x177245385090;
const RUN_A = 0;
const RUN_B = 1;
const GROUP = 50;

/** The data is not what bzip2 writes. */
export class BadStream extends Error {}

/** A prefix code, for decoding from the highest bit on. */
interface Code {
  minLength: number;
  /** By length: the last code of that length, and what to subtract from a code for its place in `symbols`. */
  limit: Int32Array;
  base: Int32Array;
  symbols: Int32Array;
}

function makeCode(lengths: Uint8Array): Code {
  const limit = new Int32Array(22).fill(-1);
  const base = new Int32Array(22);
  const symbols = new Int32Array(lengths.length);
  let at = 0;
  let code = 0;
  let minLength = 0;
  for (let length = 1; length <= 20; length++) {
    base[length] = code - at;
    for (let s = 0; s < lengths.length; s++)
      if (lengths[s] === length) {
        minLength ||= length;
        symbols[at++] = s;
        code++;
      }
    limit[length] = code - 1;
    code <<= 1;
  }
  return { minLength, limit, base, symbols };
}

export class Bz2Decoder {
  /** Input that has not been read. */
  private input: Uint8Array = new Uint8Array(0);
  private at = 0;
  private bits = 0;
  private bitCount = 0;
  private readonly work: Generator<undefined, void>;
  private readonly output: Uint8Array[] = [];
  finished = false;

  constructor() {
    this.work = this.stream();
  }

  /** Reads as much as there is. Gives what came out. */
  feed(data: Uint8Array): Uint8Array[] {
    this.input = data;
    this.at = 0;
    if (this.work.next().done) this.finished = true;
    return this.output.splice(0);
  }

  /** What stands behind the stream's end, of the last piece. */
  get rest(): Uint8Array {
    return this.input.subarray(this.at);
  }

  /** Yields where the input has ended, and goes on when there is more. */
  private *read(n: number): Generator<undefined, number> {
    if (n > 24) return (yield* this.read(n - 24)) * 0x1000000 + (yield* this.read(24));
    while (this.bitCount < n) {
      if (this.at === this.input.length) {
        yield;
        continue;
      }
      this.bits = (this.bits << 8) | this.input[this.at++];
      this.bitCount += 8;
    }
    this.bitCount -= n;
    return (this.bits >>> this.bitCount) & ((1 << n) - 1);
  }

  private *stream(): Generator<undefined, void> {
    for (const c of 'BZh') if ((yield* this.read(8)) !== c.charCodeAt(0)) throw new BadStream();
    const level = (yield* this.read(8)) - 48;
    if (level < 1 || level > 9) throw new BadStream();
    const words = new Uint32Array(level * 100000);
    let all = 0;
    for (;;) {
      const magic = yield* this.read(48);
      const crc = yield* this.read(32);
      if (magic === END) {
        if (crc !== all) throw new BadStream();
        return;
      }
      if (magic !== BLOCK) throw new BadStream();
      if ((yield* this.block(words)) !== crc) throw new BadStream();
      all = combineCrc(all, crc);
    }
  }

  /** Reads a block; gives its checksum. */
  private *block(words: Uint32Array): Generator<undefined, number> {
    const isRandomized = yield* this.read(1);
    const origin = yield* this.read(24);
    const bytes = yield* this.usedBytes();
    const codeCount = yield* this.read(3);
    const selectorCount = yield* this.read(15);
    // Randomised blocks are of versions before 0.9.5, of which there are no more files.
    if (isRandomized !== 0 || codeCount < 2 || codeCount > 6 || selectorCount < 1) throw new BadStream();
    const selectors = yield* this.selectors(selectorCount, codeCount);
    const codes: Code[] = [];
    for (let i = 0; i < codeCount; i++) codes.push(yield* this.code(bytes.length + 2));
    const n = yield* this.symbols(words, bytes, selectors, codes);
    if (origin >= n) throw new BadStream();
    return this.restore(words, n, origin);
  }

  private *usedBytes(): Generator<undefined, Uint8Array> {
    const ranges = yield* this.read(16);
    const used: number[] = [];
    for (let i = 0; i < 16; i++) {
      if ((ranges & (0x8000 >> i)) === 0) continue;
      const flags = yield* this.read(16);
      for (let j = 0; j < 16; j++) if (flags & (0x8000 >> j)) used.push(16 * i + j);
    }
    if (used.length === 0) throw new BadStream();
    return Uint8Array.from(used);
  }

  private *selectors(count: number, codeCount: number): Generator<undefined, Uint8Array> {
    const out = new Uint8Array(count);
    const recent = Array.from({ length: codeCount }, (_, i) => i);
    for (let i = 0; i < count; i++) {
      let j = 0;
      while (yield* this.read(1)) if (++j >= codeCount) throw new BadStream();
      const [moved] = recent.splice(j, 1);
      recent.unshift(moved);
      out[i] = moved;
    }
    return out;
  }

  private *code(symbolCount: number): Generator<undefined, Code> {
    const lengths = new Uint8Array(symbolCount);
    let length = yield* this.read(5);
    for (let i = 0; i < symbolCount; i++) {
      for (;;) {
        if (length < 1 || length > 20) throw new BadStream();
        if ((yield* this.read(1)) === 0) break;
        length += (yield* this.read(1)) === 0 ? 1 : -1;
      }
      lengths[i] = length;
    }
    return makeCode(lengths);
  }

  /** Decodes the symbols into bytes: prefix codes, runs and move-to-front undone. */
  private *symbols(
    words: Uint32Array,
    bytes: Uint8Array,
    selectors: Uint8Array,
    codes: Code[],
  ): Generator<undefined, number> {
    const recent = bytes.slice();
    const end = bytes.length + 1;
    let n = 0;
    let run = 0;
    let weight = 1;
    let selector = 0;
    let left = 0;
    let code = codes[0];
    for (;;) {
      if (left === 0) {
        if (selector === selectors.length) throw new BadStream();
        code = codes[selectors[selector++]];
        left = GROUP;
      }
      left--;
      let length = code.minLength;
      let symbol: number;
      for (;;) {
        while (this.bitCount < length) {
          if (this.at === this.input.length) {
            yield;
            continue;
          }
          this.bits = (this.bits << 8) | this.input[this.at++];
          this.bitCount += 8;
        }
        const value = (this.bits >>> (this.bitCount - length)) & ((1 << length) - 1);
        if (value <= code.limit[length]) {
          symbol = code.symbols[value - code.base[length]];
          break;
        }
        if (++length > 20) throw new BadStream();
      }
      this.bitCount -= length;
      if (symbol <= RUN_B) {
        run += symbol === RUN_A ? weight : 2 * weight;
        weight *= 2;
        if (run > words.length) throw new BadStream();
        continue;
      }
      if (run > 0) {
        if (n + run > words.length) throw new BadStream();
        words.fill(recent[0], n, n + run);
        n += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) return n;
      if (n === words.length) throw new BadStream();
      const byte = recent[symbol - 1];
      recent.copyWithin(1, 0, symbol - 1);
      recent[0] = byte;
      words[n++] = byte;
    }
  }

  /** Undoes the sorting of the block and its first encoding of runs. */
  private restore(words: Uint32Array, n: number, origin: number): number {
    const counts = new Uint32Array(256);
    for (let i = 0; i < n; i++) counts[words[i] & 255]++;
    let sum = 0;
    for (let b = 0; b < 256; b++) {
      const c = counts[b];
      counts[b] = sum;
      sum += c;
    }
    for (let i = 0; i < n; i++) words[counts[words[i] & 255]++] |= i << 8;
    let out = new Uint8Array(2 * n);
    let size = 0;
    let crc = CRC_START;
    let word = words[origin];
    let previous = -1;
    let repeated = 0;
    for (let i = 0; i < n; i++) {
      word = words[word >>> 8];
      const byte = word & 255;
      let times = 1;
      if (repeated === 4) {
        times = byte;
        repeated = 0;
      } else {
        repeated = byte === previous ? repeated + 1 : 1;
        previous = byte;
      }
      if (size + times > out.length) {
        const grown = new Uint8Array(2 * out.length + 256);
        grown.set(out);
        out = grown;
      }
      for (; times > 0; times--) {
        out[size++] = previous;
        crc = crcStep(crc, previous);
      }
      if (repeated === 0) previous = -1;
    }
    this.output.push(out.subarray(0, size));
    return ~crc >>> 0;
  }
}
