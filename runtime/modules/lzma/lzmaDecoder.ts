/** LZMA's symbols, read: literals, matches, and the end mark. Must not know Python. */
import { corrupt } from './failure';
import {
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  ALIGN_BITS,
  END_MODEL_INDEX,
  L,
  MATCH_MIN,
  newProbabilities,
  P,
  type Properties,
} from './model';
import type { Window } from './window';

/** No symbol takes more bytes of input. */
const MOST_INPUT = 21;

/** The input ended in the middle of a symbol. */
const NEEDS_MORE = new Error('needs more input');

export class LzmaDecoder {
  private probs: Uint16Array;
  private state = 0;
  private readonly reps = [0, 0, 0, 0];
  private range = 0xffffffff;
  private code = 0;
  input: Uint8Array = new Uint8Array(0);
  at = 0;
  private end = 0;
  /** Bytes put out, for the contexts that depend on the position. */
  private position = 0;
  ended = false;
  /** What the symbol that is being read has changed: places and old values by turns. Null: it can't be cut short. */
  private journal: number[] | null = null;

  constructor(
    private properties: Properties,
    private readonly window: Window,
  ) {
    this.probs = newProbabilities(properties);
  }

  resetState(properties = this.properties): void {
    this.properties = properties;
    this.probs = newProbabilities(properties);
    this.state = 0;
    this.reps.fill(0);
  }

  /** For LZMA2's uncompressed chunks. */
  skip(n: number): void {
    this.position += n;
  }

  resetPosition(): void {
    this.position = 0;
  }

  /** Five bytes at the beginning of the compressed data. */
  start(bytes: Uint8Array): void {
    if (bytes[0] !== 0) throw corrupt();
    this.range = 0xffffffff;
    this.code = ((bytes[1] << 24) | (bytes[2] << 16) | (bytes[3] << 8) | bytes[4]) >>> 0;
    this.ended = false;
  }

  /** The coder has nothing left: so it must be where the data ends. */
  get isClean(): boolean {
    return this.code === 0;
  }

  /** Reads until `most` bytes have come out, the mark of the end, or no more input. Gives how many came out. */
  decode(most: number, end = this.input.length): number {
    const { window } = this;
    this.end = end;
    let made = 0;
    while (made < most && !this.ended) {
      const careful = this.end - this.at < MOST_INPUT;
      if (!careful) {
        made += this.symbol(window, most - made);
        continue;
      }
      const { at, range, code, state } = this;
      const reps = [...this.reps];
      const journal: number[] = [];
      this.journal = journal;
      try {
        made += this.symbol(window, most - made);
        this.journal = null;
      } catch (e) {
        if (e !== NEEDS_MORE) throw e;
        for (let i = journal.length - 2; i >= 0; i -= 2) this.probs[journal[i]] = journal[i + 1];
        this.journal = null;
        [this.at, this.range, this.code, this.state] = [at, range, code, state];
        reps.forEach((r, i) => (this.reps[i] = r));
        break;
      }
    }
    return made;
  }

  /** Where all output is there, the coder may still have a byte to read. */
  normalize(): void {
    if (this.range >= 0x1000000) return;
    if (this.at >= this.end) throw NEEDS_MORE;
    this.range = (this.range << 8) >>> 0;
    this.code = ((this.code << 8) | this.input[this.at++]) >>> 0;
  }

  private bit(p: number): number {
    this.normalize();
    const { probs } = this;
    const prob = probs[p];
    this.journal?.push(p, prob);
    const bound = (this.range >>> 11) * prob;
    if (this.code < bound) {
      this.range = bound;
      probs[p] = prob + ((2048 - prob) >> 5);
      return 0;
    }
    this.range -= bound;
    this.code -= bound;
    probs[p] = prob - (prob >> 5);
    return 1;
  }

  private direct(n: number): number {
    let out = 0;
    for (; n > 0; n--) {
      this.normalize();
      this.range >>>= 1;
      const isSet = this.code >= this.range;
      if (isSet) this.code -= this.range;
      out = out * 2 + (isSet ? 1 : 0);
    }
    return out;
  }

  private tree(p: number, bits: number): number {
    let m = 1;
    for (let i = 0; i < bits; i++) m = (m << 1) | this.bit(p + m);
    return m - (1 << bits);
  }

  private reverseTree(p: number, bits: number): number {
    let m = 1;
    let out = 0;
    for (let i = 0; i < bits; i++) {
      const b = this.bit(p + m);
      m = (m << 1) | b;
      out |= b << i;
    }
    return out;
  }

  private length(p: number, posState: number): number {
    if (this.bit(p + L.choice) === 0) return MATCH_MIN + this.tree(p + L.low + (posState << 3), 3);
    if (this.bit(p + L.choice2) === 0) return MATCH_MIN + 8 + this.tree(p + L.mid + (posState << 3), 3);
    return MATCH_MIN + 16 + this.tree(p + L.high, 8);
  }

  private literal(window: Window): number {
    const { lc, lp } = this.properties;
    const context = ((this.position & ((1 << lp) - 1)) << lc) + (window.back(1) >> (8 - lc));
    const p = P.literal + 0x300 * context;
    let m = 1;
    if (this.state >= 7) {
      if (this.reps[0] >= window.filled) throw corrupt();
      let match = window.back(this.reps[0] + 1);
      do {
        const expected = (match >> 7) & 1;
        match <<= 1;
        const b = this.bit(p + ((1 + expected) << 8) + m);
        m = (m << 1) | b;
        if (b !== expected) break;
      } while (m < 0x100);
    }
    while (m < 0x100) m = (m << 1) | this.bit(p + m);
    return m & 0xff;
  }

  private distance(length: number): number {
    const slot = this.tree(P.slot + (Math.min(length - MATCH_MIN, 3) << 6), 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < END_MODEL_INDEX) return base + this.reverseTree(P.special + base - slot, bits);
    return base + this.direct(bits - ALIGN_BITS) * 16 + this.reverseTree(P.align, ALIGN_BITS);
  }

  /** Reads one symbol; gives how many bytes it put out. Nothing but the coder changes before all of it is read. */
  private symbol(window: Window, most: number): number {
    const { state, reps } = this;
    const posState = this.position & ((1 << this.properties.pb) - 1);
    if (this.bit(P.isMatch + (state << 4) + posState) === 0) {
      const byte = this.literal(window);
      this.state = afterLiteral(state);
      window.put(byte);
      this.position++;
      return 1;
    }
    let length: number;
    if (this.bit(P.isRep + state) === 0) {
      length = this.length(P.length, posState);
      const distance = this.distance(length);
      if (distance === 0xffffffff) {
        this.normalize();
        this.ended = true;
        return 0;
      }
      reps[3] = reps[2];
      reps[2] = reps[1];
      reps[1] = reps[0];
      reps[0] = distance;
      this.state = afterMatch(state);
    } else {
      if (window.filled === 0) throw corrupt();
      if (this.bit(P.isRepG0 + state) === 0) {
        if (this.bit(P.isRep0Long + (state << 4) + posState) === 0) {
          this.state = afterShortRep(state);
          window.copy(reps[0] + 1, 1);
          this.position++;
          return 1;
        }
      } else {
        const which = this.bit(P.isRepG1 + state) === 0 ? 1 : this.bit(P.isRepG2 + state) === 0 ? 2 : 3;
        const [moved] = reps.splice(which, 1);
        reps.unshift(moved);
      }
      length = this.length(P.repLength, posState);
      this.state = afterRep(state);
    }
    if (length > most) throw corrupt();
    window.copy(reps[0] + 1, length);
    this.position += length;
    return length;
  }
}
