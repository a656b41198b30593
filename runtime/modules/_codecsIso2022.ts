/**
 * The module `_codecs_iso2022`: encodings whose escape sequences choose among sets of characters (CPython's
 * _codecs_iso2022.c).
 *
 * A state is four designated sets, of which only the first two are shifted in, and flags; a set is its final byte in the
 * escape sequence, with the high bit where its codes have two bytes.
 */
import type { ByteBuilder } from '../objects/byteBuilder';
import { appendDecoded, charset } from './multibyte/charsets';
import { type CodecState, ILLEGAL, type MultibyteCodec, TOO_FEW } from './multibyte/codec';
import { defineCodecs } from './multibyte/defineCodecs';
import { isEuc } from './multibyte/doubleByte';
import { type Edition, findJisx0213, inPlane1, PLANE2 } from './multibyte/jisx0213';
import { kanaCode, kanaOf, romanCode, romanOf } from './multibyte/jisx0201';
import type { TextBuilder } from './multibyte/textBuilder';

const ESC = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;
const NEWLINE = 0x0a;
const DOLLAR = 0x24;
const AMPERSAND = 0x26;
const LEFT = 0x28;
const RIGHT = 0x29;
const DOT = 0x2e;
const AT = 0x40;

/** Final bytes. */
const TWO_BYTES = 0x80;
const one = (final: string): number => final.charCodeAt(0);
const two = (final: string): number => final.charCodeAt(0) | TWO_BYTES;
const LATIN1 = one('A');
const ASCII = one('B');
const GREEK = one('F');
const JISX0208 = two('B');

/** The byte of the state with flags, and they. */
const FLAGS = 4;
const SHIFTED = 1;
/** In an escape sequence that is none of ours. */
const ESCAPING = 2;

/** A code and how many characters it is of; a number as codec.ts has it; undefined where the set doesn't have it. */
type Found = { code: number; length: 1 | 2 } | typeof TOO_FEW | typeof ILLEGAL | undefined;

interface DesignatedSet {
  mark: number;
  /** Where it is designated to: G0, G1, G2. */
  plane: 0 | 1 | 2;
  width: 1 | 2;
  decode(c1: number, c2: number): number;
  find(chars: readonly number[], at: number, flush: boolean): Found;
}

const code = (n: number): Found => (n === 0 ? undefined : { code: n, length: 1 });
const never = { decode: () => 0, find: () => undefined };

/** Both bytes without the high bit; 0 of what has a byte that lacks it. */
const sevenBits = (n: number): number => (isEuc(n) ? n & 0x7f7f : 0);

const jisx0208: Omit<DesignatedSet, 'mark'> = {
  plane: 0,
  width: 2,
  decode: (c1, c2) => charset('jisx0208').decode(c1, c2),
  find: (chars, at) => code(charset('jisx0208').encode(chars[at])),
};
const jisx0212: DesignatedSet = {
  mark: two('D'),
  plane: 0,
  width: 2,
  decode: (c1, c2) => charset('jisx0212').decode(c1, c2),
  find: (chars, at) => code(charset('jisx0212').encode(chars[at])),
};
const ksx1001 = (plane: 0 | 1): DesignatedSet => ({
  mark: two('C'),
  plane,
  width: 2,
  // What CP949 adds to the set has a byte below.
  decode: (c1, c2) => (c1 > 0x20 && c2 > 0x20 && c2 < 0x80 ? charset('cp949').decode(c1 | 0x80, c2 | 0x80) : 0),
  find: (chars, at) => code(sevenBits(charset('cp949').encode(chars[at]))),
});
const gb2312: DesignatedSet = {
  mark: two('A'),
  plane: 0,
  width: 2,
  decode: (c1, c2) => (c2 < 0x80 ? charset('gb2312').decode(c1 | 0x80, c2 | 0x80) : 0),
  find: (chars, at) => code(sevenBits(charset('gb2312').encode(chars[at]))),
};
const roman: DesignatedSet = {
  mark: one('J'),
  plane: 0,
  width: 1,
  decode: (c1) => romanOf(c1),
  find: (chars, at) => code(romanCode(chars[at])),
};
const katakana: DesignatedSet = {
  mark: one('I'),
  plane: 0,
  width: 1,
  decode: (c1) => kanaOf(c1 ^ 0x80),
  find: (chars, at) => code(kanaCode(chars[at]) & 0x7f),
};
const standard: DesignatedSet = { mark: JISX0208, ...jisx0208 };
const older: DesignatedSet = { mark: two('@'), ...jisx0208 };

/** The two planes of JIS X 0213; `pairsOnly` takes pairs before other sets have their first characters. */
function jisx0213(edition: Edition, plane: 1 | 2, pairsOnly = false): DesignatedSet {
  return {
    mark: plane === 2 ? two('P') : two(edition === 2000 ? 'O' : 'Q'),
    plane: 0,
    width: 2,
    // The code that the second edition changed is read as it is there, as CPython does.
    decode: (c1, c2) => (plane === 1 ? inPlane1(c1, c2, edition) : charset('jisx0213b').decode(c1, c2)),
    find(chars, at, flush) {
      const found = findJisx0213(chars, at, flush, edition);
      if (found === ILLEGAL) return undefined;
      if (found === undefined || found === TOO_FEW) return found;
      if (pairsOnly && found.length === 1) return undefined;
      if (((found.code & PLANE2) !== 0) !== (plane === 2)) return undefined;
      return { code: found.code & ~PLANE2, length: found.length };
    },
  };
}

interface Variant {
  sets: readonly DesignatedSet[];
  /** Shift-out and shift-in are bytes like others. */
  noShift: boolean;
  /** A set in G2, a character at a time. */
  usesG2?: boolean;
}

// ---- encoding

function enterAscii(state: CodecState, out: ByteBuilder): void {
  if (state[0] !== ASCII) {
    for (const byte of [ESC, LEFT, ASCII]) out.push(byte);
    state[0] = ASCII;
  }
}

function shiftIn(state: CodecState, out: ByteBuilder): void {
  if ((state[FLAGS] & SHIFTED) === 0) return;
  out.push(SHIFT_IN);
  state[FLAGS] &= ~SHIFTED;
}

function designate(set: DesignatedSet, state: CodecState, out: ByteBuilder): void {
  if (set.plane === 0) shiftIn(state, out);
  if (state[set.plane] !== set.mark) {
    out.push(ESC);
    if (set.width === 2) out.push(DOLLAR);
    // The sets that were there first need no byte for where they go.
    if (set.width === 1 || set.mark !== JISX0208 || set.plane !== 0) out.push(set.plane === 0 ? LEFT : RIGHT);
    out.push(set.mark & 0x7f);
    state[set.plane] = set.mark;
  }
  if (set.plane === 1 && (state[FLAGS] & SHIFTED) === 0) {
    out.push(SHIFT_OUT);
    state[FLAGS] |= SHIFTED;
  }
}

function encode(
  sets: readonly DesignatedSet[],
  chars: readonly number[],
  at: number,
  out: ByteBuilder,
  state: CodecState,
  flush: boolean,
): number {
  if (chars[at] < 0x80) {
    enterAscii(state, out);
    shiftIn(state, out);
    out.push(chars[at]);
    return 1;
  }
  for (const set of sets) {
    const found = set.find(chars, at, flush);
    if (found === undefined) continue;
    if (found === TOO_FEW || found === ILLEGAL) return found;
    designate(set, state, out);
    if (set.width === 2) out.push(found.code >> 8);
    out.push(found.code & 0xff);
    return found.length;
  }
  return ILLEGAL;
}

// ---- decoding

const MAX_ESCAPE = 16;
const isFinal = (byte: number): boolean => byte >= AT && byte <= 0x5a;
const isOurs = (byte: number): boolean =>
  byte === LEFT || byte === RIGHT || byte === DOLLAR || byte === DOT || byte === AMPERSAND;

/** An escape sequence that designates a set: CPython's iso2022processesc. */
function decodeEscape(variant: Variant, bytes: Uint8Array, at: number, state: CodecState): number {
  let length = 1;
  for (; length < MAX_ESCAPE; length++) {
    if (at + length >= bytes.length) return TOO_FEW;
    if (isFinal(bytes[at + length])) break;
    // The prefix of a revised set, `ESC & @`, ends nothing.
    if (variant.noShift && bytes[at + length] === AMPERSAND && bytes[at + length + 1] === AT) length += 2;
  }
  if (length >= MAX_ESCAPE) return ILLEGAL;
  length++;
  const sequence = bytes.subarray(at, at + length);
  const found = designation(variant, sequence);
  if (found === undefined) return -length;
  const [plane, mark] = found;
  if (mark !== ASCII && !variant.sets.some((set) => set.mark === mark)) return -length;
  state[plane] = mark;
  return length;
}

function designation({ noShift, usesG2 }: Variant, s: Uint8Array): [plane: number, mark: number] | undefined {
  if (s.length === 3) {
    if (s[1] === DOLLAR) return [0, s[2] | TWO_BYTES];
    if (s[1] === LEFT) return [0, s[2]];
    if (s[1] === RIGHT) return [1, s[2]];
    return usesG2 === true && s[1] === DOT ? [2, s[2]] : undefined;
  }
  if (s.length === 4 && s[1] === DOLLAR) {
    const plane = s[2] === LEFT ? 0 : s[2] === RIGHT ? 1 : -1;
    return plane < 0 ? undefined : [plane, s[3] | TWO_BYTES];
  }
  if (s.length === 6 && noShift && s[3] === ESC && s[4] === DOLLAR && s[5] === ASCII) return [0, JISX0208];
  return undefined;
}

/** Of ISO 8859-7, by the byte without its high bit: -1 where there is none. */
function greek(byte: number): number {
  const b = byte ^ 0x80;
  if (b < 0xa0) return b;
  if (b === 0xa1) return 0x2018;
  if (b === 0xa2) return 0x2019;
  if (b === 0xaf) return 0x2015;
  if (b < 0xc0 && (0x288f3bc9 & (1 << (b - 0xa0))) !== 0) return b;
  if (b >= 0xb4 && b <= 0xfe && (b >= 0xd4 || (0xbffffd77 & (1 << (b - 0xb4))) !== 0)) return 0x02d0 + b;
  return -1;
}

/** One character of the set in G2, behind `ESC N`. */
function decodeG2(bytes: Uint8Array, at: number, out: TextBuilder, state: CodecState): number {
  if (at + 2 >= bytes.length) return TOO_FEW;
  const byte = bytes[at + 2];
  let c = -1;
  if (state[2] === GREEK) c = greek(byte);
  else if (byte < 0x80) c = state[2] === LATIN1 ? byte + 0x80 : byte;
  if (c < 0) return -3;
  out.push(c);
  return 3;
}

function decode(variant: Variant, bytes: Uint8Array, at: number, out: TextBuilder, state: CodecState): number {
  const byte = bytes[at];
  if (state[FLAGS] & ESCAPING) {
    out.push(byte);
    if (isFinal(byte)) state[FLAGS] &= ~ESCAPING;
    return 1;
  }
  if (byte === ESC) {
    if (at + 1 === bytes.length) return TOO_FEW;
    if (isOurs(bytes[at + 1])) return decodeEscape(variant, bytes, at, state);
    if (variant.usesG2 === true && bytes[at + 1] === 0x4e) return decodeG2(bytes, at, out, state);
    state[FLAGS] |= ESCAPING;
  } else if (!variant.noShift && (byte === SHIFT_IN || byte === SHIFT_OUT)) {
    if (byte === SHIFT_IN) state[FLAGS] &= ~SHIFTED;
    else state[FLAGS] |= SHIFTED;
    return 1;
  } else if (byte === NEWLINE) state[FLAGS] &= ~SHIFTED;
  else if (byte >= 0x80) return ILLEGAL;
  else if (byte >= 0x20) {
    const mark = state[state[FLAGS] & SHIFTED ? 1 : 0];
    if (mark !== ASCII) {
      const set = variant.sets.find((one) => one.mark === mark);
      return set === undefined ? ILLEGAL : decodeFrom(set, bytes, at, out);
    }
  }
  out.push(byte);
  return 1;
}

function decodeFrom(set: DesignatedSet, bytes: Uint8Array, at: number, out: TextBuilder): number {
  if (at + set.width > bytes.length) return TOO_FEW;
  const c = set.decode(bytes[at], bytes[at + 1]);
  if (c <= 0) return -set.width;
  appendDecoded(out, c, 'jisx0213a');
  return set.width;
}

// ---- the encodings

function iso2022(name: string, variant: Variant): MultibyteCodec {
  return {
    name: `iso2022_${name}`,
    isAscii: false,
    encode: (chars, at, out, state, flush) => encode(variant.sets, chars, at, out, state, flush),
    decode: (bytes, at, out, state) => decode(variant, bytes, at, out, state),
    start: (state, decoding) => state.fill(0).fill(ASCII, 0, decoding ? 3 : 2),
    resetEncoder(state, out) {
      shiftIn(state, out);
      enterAscii(state, out);
    },
    resetDecoder(state) {
      state[0] = ASCII;
      state[FLAGS] &= ~SHIFTED;
    },
  };
}

const unused = (mark: number): DesignatedSet => ({ mark, plane: 2, width: 1, ...never });

defineCodecs('_codecs_iso2022', [
  iso2022('kr', { sets: [ksx1001(1)], noShift: false }),
  iso2022('jp', { sets: [standard, roman, older], noShift: true }),
  iso2022('jp_1', { sets: [standard, jisx0212, roman, older], noShift: true }),
  iso2022('jp_2', {
    sets: [standard, jisx0212, ksx1001(0), gb2312, roman, older, unused(LATIN1), unused(GREEK)],
    noShift: true,
    usesG2: true,
  }),
  iso2022('jp_2004', {
    sets: [jisx0213(2004, 1, true), standard, jisx0213(2004, 1), jisx0213(2004, 2)],
    noShift: true,
  }),
  iso2022('jp_3', {
    sets: [jisx0213(2000, 1, true), standard, jisx0213(2000, 1), jisx0213(2000, 2)],
    noShift: true,
  }),
  iso2022('jp_ext', { sets: [standard, jisx0212, roman, katakana, older], noShift: true }),
]);
