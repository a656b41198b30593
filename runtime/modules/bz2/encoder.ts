/** Bzip2's format, written. Must not know Python. */
import { combineCrc, CRC_START, crcStep } from './crc';
import { codeLengths } from './prefixCode';
import { sortRotations } from './rotations';

const GROUP = 50;
const ROUNDS = 4;
const LONGEST = 17;

class BitWriter {
  private bytes = new Uint8Array(1024);
  private size = 0;
  private bits = 0;
  private count = 0;

  write(n: number, value: number): void {
    if (n > 16) {
      this.write(n - 16, Math.floor(value / 0x10000));
      value &= 0xffff;
      n = 16;
    }
    this.bits = (this.bits << n) | value;
    this.count += n;
    while (this.count >= 8) {
      if (this.size === this.bytes.length) {
        const grown = new Uint8Array(2 * this.size);
        grown.set(this.bytes);
        this.bytes = grown;
      }
      this.count -= 8;
      this.bytes[this.size++] = this.bits >>> this.count;
    }
    this.bits &= (1 << this.count) - 1;
  }

  finish(): void {
    if (this.count > 0) this.write(8 - this.count, 0);
  }

  /** The whole bytes so far. */
  take(): Uint8Array {
    const out = this.bytes.slice(0, this.size);
    this.size = 0;
    return out;
  }
}

export class Bz2Encoder {
  private readonly out = new BitWriter();
  private readonly block: Uint8Array;
  private size = 0;
  private crc = CRC_START;
  private all = 0;
  /** The run of equal bytes at the end. */
  private byte = -1;
  private run = 0;

  constructor(level: number) {
    // A run may add five bytes.
    this.block = new Uint8Array(level * 100000 - 19);
    for (const c of 'BZh') this.out.write(8, c.charCodeAt(0));
    this.out.write(8, 48 + level);
  }

  /** Gives what is ready of the output. */
  write(data: Uint8Array): Uint8Array {
    for (const byte of data) {
      if (byte === this.byte && this.run < 255) this.run++;
      else {
        this.endRun();
        this.byte = byte;
        this.run = 1;
      }
    }
    return this.out.take();
  }

  finish(): Uint8Array {
    this.endRun();
    this.run = 0;
    this.endBlock();
    this.out.write(24, 0x177245);
    this.out.write(24, 0x385090);
    this.out.write(32, this.all);
    this.out.finish();
    return this.out.take();
  }

  private endRun(): void {
    if (this.run === 0) return;
    if (this.size + 5 > this.block.length) this.endBlock();
    for (let i = 0; i < this.run; i++) this.crc = crcStep(this.crc, this.byte);
    for (let i = 0; i < Math.min(this.run, 4); i++) this.block[this.size++] = this.byte;
    if (this.run >= 4) this.block[this.size++] = this.run - 4;
  }

  private endBlock(): void {
    if (this.size === 0) return;
    const { out } = this;
    const crc = ~this.crc >>> 0;
    this.all = combineCrc(this.all, crc);
    out.write(24, 0x314159);
    out.write(24, 0x265359);
    out.write(32, crc);
    out.write(1, 0);
    this.writeBlock(this.block.subarray(0, this.size));
    this.size = 0;
    this.crc = CRC_START;
  }

  private writeBlock(block: Uint8Array): void {
    const { out } = this;
    const n = block.length;
    const order = sortRotations(block);
    const sorted = new Uint8Array(n);
    let origin = 0;
    for (let i = 0; i < n; i++) {
      const at = order[i];
      if (at === 0) origin = i;
      sorted[i] = block[at === 0 ? n - 1 : at - 1];
    }
    out.write(24, origin);
    const used = new Set(block);
    out.write(
      16,
      sixteen((i) => hasAny(used, 16 * i)),
    );
    for (let from = 0; from < 256; from += 16)
      if (hasAny(used, from))
        out.write(
          16,
          sixteen((i) => used.has(from + i)),
        );
    this.writeSymbols(
      moveToFront(
        sorted,
        [...used].sort((a, b) => a - b),
      ),
      used.size + 2,
    );
  }

  private writeSymbols(symbols: Uint16Array, symbolCount: number): void {
    const { out } = this;
    const n = symbols.length;
    const codeCount = n < 200 ? 2 : n < 600 ? 3 : n < 1200 ? 4 : n < 2400 ? 5 : 6;
    const { tables, selectors } = chooseCodes(symbols, symbolCount, codeCount);
    out.write(3, codeCount);
    out.write(15, selectors.length);
    const recent = Array.from({ length: codeCount }, (_, i) => i);
    for (const selector of selectors) {
      const j = recent.indexOf(selector);
      for (let i = 0; i < j; i++) out.write(1, 1);
      out.write(1, 0);
      recent.splice(j, 1);
      recent.unshift(selector);
    }
    for (const lengths of tables) {
      let current = lengths[0];
      out.write(5, current);
      for (const length of lengths) {
        for (; current < length; current++) out.write(2, 2);
        for (; current > length; current--) out.write(2, 3);
        out.write(1, 0);
      }
    }
    const codes = tables.map(canonicalCodes);
    for (let i = 0; i < n; i++) {
      const t = selectors[Math.floor(i / GROUP)];
      out.write(tables[t][symbols[i]], codes[t][symbols[i]]);
    }
  }
}

/** Sixteen flags, the first one in the highest bit. */
const sixteen = (isSet: (i: number) => boolean): number => {
  let out = 0;
  for (let i = 0; i < 16; i++) if (isSet(i)) out |= 0x8000 >> i;
  return out;
};

const hasAny = (used: Set<number>, from: number): boolean => {
  for (let i = from; i < from + 16; i++) if (used.has(i)) return true;
  return false;
};

/** Bytes as how long ago each was seen; runs of 0 as numbers in base two with the digits 1 and 2. */
function moveToFront(data: Uint8Array, recent: number[]): Uint16Array {
  const out = new Uint16Array(data.length + 1);
  let n = 0;
  let zeros = 0;
  const end = recent.length + 1;
  const endZeros = () => {
    for (; zeros > 0; zeros = (zeros - 1) >> 1) out[n++] = zeros & 1 ? 0 : 1;
  };
  for (const byte of data) {
    if (byte === recent[0]) {
      zeros++;
      continue;
    }
    endZeros();
    let j = 0;
    let moved = recent[0];
    while (moved !== byte) {
      const next = recent[++j];
      recent[j] = moved;
      moved = next;
    }
    recent[0] = byte;
    out[n++] = j + 1;
  }
  endZeros();
  out[n++] = end;
  return out.subarray(0, n);
}

/** Codes that fit the parts of a block: each group of symbols takes the best one, each code is fitted to its groups. */
function chooseCodes(
  symbols: Uint16Array,
  symbolCount: number,
  codeCount: number,
): { tables: Uint8Array[]; selectors: Uint8Array } {
  const groups = Math.ceil(symbols.length / GROUP);
  const selectors = new Uint8Array(groups);
  // At first each code is good for a part of the symbols.
  let tables: Uint8Array[] = Array.from({ length: codeCount }, (_, t) =>
    Uint8Array.from({ length: symbolCount }, (_, s) => (Math.floor((s * codeCount) / symbolCount) === t ? 1 : 15)),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const counts = tables.map(() => new Uint32Array(symbolCount));
    for (let g = 0; g < groups; g++) {
      const from = g * GROUP;
      const to = Math.min(from + GROUP, symbols.length);
      let best = 0;
      let bestCost = Infinity;
      for (let t = 0; t < codeCount; t++) {
        let cost = 0;
        for (let i = from; i < to; i++) cost += tables[t][symbols[i]];
        if (cost < bestCost) [best, bestCost] = [t, cost];
      }
      selectors[g] = best;
      for (let i = from; i < to; i++) counts[best][symbols[i]]++;
    }
    tables = counts.map((c) => codeLengths(c, LONGEST));
  }
  return { tables, selectors };
}

function canonicalCodes(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= LONGEST; length++) {
    for (let s = 0; s < lengths.length; s++) if (lengths[s] === length) codes[s] = code++;
    code <<= 1;
  }
  return codes;
}
