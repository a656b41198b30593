/** LZMA's symbols, written: the longest match that is found, else a literal. Must not know Python. */
import { MATCH_MOST, MatchFinder } from './matchFinder';
import {
  afterLiteral,
  afterMatch,
  afterRep,
  ALIGN_BITS,
  END_MODEL_INDEX,
  L,
  MATCH_MIN,
  newProbabilities,
  P,
  type Properties,
} from './model';
import { RangeEncoder } from './rangeEncoder';

const END_MARK = 0xffffffff;

export class LzmaEncoder {
  readonly finder = new MatchFinder();
  readonly coder = new RangeEncoder();
  private probs: Uint16Array;
  private state = 0;
  private rep0 = 0;
  /** Where in the finder's data the next symbol begins. */
  at = 0;
  /** Bytes before the finder's data. */
  private dropped = 0;

  constructor(
    private readonly properties: Properties,
    private readonly dictSize: number,
  ) {
    this.probs = newProbabilities(properties);
  }

  get pending(): number {
    return this.finder.size - this.at;
  }

  resetState(): void {
    this.probs = newProbabilities(this.properties);
    this.state = 0;
    this.rep0 = 0;
  }

  /** Encodes until `to`, or until so many bytes are written. Gives where it stopped. */
  encode(to: number, mostPacked: number): number {
    const { finder } = this;
    const limit = this.coder.size + mostPacked;
    while (this.at < to && this.coder.size < limit) this.symbol(Math.min(to - this.at, MATCH_MOST));
    const dropped = finder.slide(this.at);
    this.at -= dropped;
    this.dropped += dropped;
    return this.at;
  }

  writeEndMark(): void {
    const posState = this.position & ((1 << this.properties.pb) - 1);
    this.coder.bit(this.probs, P.isMatch + (this.state << 4) + posState, 1);
    this.coder.bit(this.probs, P.isRep + this.state, 0);
    this.length(P.length, MATCH_MIN, posState);
    this.distance(END_MARK, MATCH_MIN);
  }

  private get position(): number {
    return this.at + this.dropped;
  }

  private symbol(most: number): void {
    const { finder, coder, probs, state, at } = this;
    const posState = this.position & ((1 << this.properties.pb) - 1);
    const reach = Math.min(at, this.dictSize);
    const again = this.rep0 < reach ? finder.common(at, this.rep0 + 1, most) : 0;
    let length = again >= MATCH_MOST ? 0 : finder.longest(at, most, reach);
    // A short match from far away costs more than its bytes.
    if (length === 3 && finder.distance > 4096) length = 0;
    if (again >= 2 && again + 1 >= length) {
      coder.bit(probs, P.isMatch + (state << 4) + posState, 1);
      coder.bit(probs, P.isRep + state, 1);
      coder.bit(probs, P.isRepG0 + state, 0);
      coder.bit(probs, P.isRep0Long + (state << 4) + posState, 1);
      this.length(P.repLength, again, posState);
      this.state = afterRep(state);
      this.advance(again);
    } else if (length > 0) {
      coder.bit(probs, P.isMatch + (state << 4) + posState, 1);
      coder.bit(probs, P.isRep + state, 0);
      this.length(P.length, length, posState);
      this.rep0 = finder.distance - 1;
      this.distance(this.rep0, length);
      this.state = afterMatch(state);
      this.advance(length);
    } else {
      coder.bit(probs, P.isMatch + (state << 4) + posState, 0);
      this.literal();
      this.state = afterLiteral(state);
      this.advance(1);
    }
  }

  private advance(n: number): void {
    for (; n > 0; n--) this.finder.insert(this.at++);
  }

  private literal(): void {
    const { lc, lp } = this.properties;
    const { probs, coder, at } = this;
    const { data } = this.finder;
    const before = at > 0 ? data[at - 1] : 0;
    const context = ((this.position & ((1 << lp) - 1)) << lc) + (before >> (8 - lc));
    const p = P.literal + 0x300 * context;
    const byte = data[at];
    let m = 1;
    let match = this.state >= 7 ? data[at - this.rep0 - 1] : -1;
    for (let i = 7; i >= 0; i--) {
      const b = (byte >> i) & 1;
      if (match < 0) coder.bit(probs, p + m, b);
      else {
        const expected = (match >> i) & 1;
        coder.bit(probs, p + ((1 + expected) << 8) + m, b);
        if (b !== expected) match = -1;
      }
      m = (m << 1) | b;
    }
  }

  private length(p: number, length: number, posState: number): void {
    const { probs, coder } = this;
    const n = length - MATCH_MIN;
    coder.bit(probs, p + L.choice, n < 8 ? 0 : 1);
    if (n < 8) {
      coder.tree(probs, p + L.low + (posState << 3), 3, n);
      return;
    }
    coder.bit(probs, p + L.choice2, n < 16 ? 0 : 1);
    if (n < 16) coder.tree(probs, p + L.mid + (posState << 3), 3, n - 8);
    else coder.tree(probs, p + L.high, 8, n - 16);
  }

  private distance(distance: number, length: number): void {
    const { probs, coder } = this;
    const top = distance < 2 ? 0 : 31 - Math.clz32(distance);
    const slot = distance < 4 ? distance : 2 * top + ((distance >>> (top - 1)) & 1);
    coder.tree(probs, P.slot + (Math.min(length - MATCH_MIN, 3) << 6), 6, slot);
    if (slot < 4) return;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    const rest = distance - base;
    if (slot < END_MODEL_INDEX) {
      coder.reverseTree(probs, P.special + base - slot, bits, rest);
      return;
    }
    coder.direct(rest >>> ALIGN_BITS, bits - ALIGN_BITS);
    coder.reverseTree(probs, P.align, ALIGN_BITS, rest & 15);
  }
}
