/**
 * The module `_codecs_jp`: encodings of Japan without escape sequences (CPython's _codecs_jp.c).
 *
 * Codes of the sets are in seven bits (0x2121...); EUC sets the high bits, Shift_JIS folds two rows into one lead byte.
 */
import type { ByteBuilder } from '../objects/byteBuilder';
import { appendDecoded, charset } from './multibyte/charsets';
import { ILLEGAL, type MultibyteCodec, TOO_FEW } from './multibyte/codec';
import { defineCodecs } from './multibyte/defineCodecs';
import { pushCode } from './multibyte/doubleByte';
import { type Edition, findJisx0213, inPlane1, inPlane2, PLANE2, TILDE_CODE, WIDE_TILDE } from './multibyte/jisx0213';
import { kanaCode, kanaOf, OVERLINE, romanCode, romanOf, YEN } from './multibyte/jisx0201';
import type { TextBuilder } from './multibyte/textBuilder';

const BACKSLASH = 0x5c;
const WIDE_BACKSLASH = 0xff3c;
const TILDE = 0x7e;

// ---- Shift_JIS: rows and cells in two bytes

/** Rows are counted from 0; from 94 on they are of the second plane of JIS X 0213. */
function shift(row: number, cell: number): number {
  const column = cell + (row & 1 ? 94 : 0);
  const pair = row >> 1;
  return ((pair + (pair < 31 ? 0x81 : 0xc1)) << 8) | (column + (column < 63 ? 0x40 : 0x41));
}

const shiftCode = (code: number): number => shift((code >> 8) - 0x21, (code & 0xff) - 0x21);

/** The row and the cell; a negative row where the second byte is none. */
function unshift(c1: number, c2: number): [row: number, cell: number] {
  if (c2 < 0x40 || c2 === 0x7f || c2 > 0xfc) return [-1, 0];
  const column = c2 - (c2 < 0x80 ? 0x40 : 0x41);
  const row = 2 * (c1 - (c1 < 0xe0 ? 0x81 : 0xc1));
  return column < 94 ? [row, column] : [row + 1, column - 94];
}

const isLead = (c: number, last: number): boolean => (c >= 0x81 && c <= 0x9f) || (c >= 0xe0 && c <= last);

const shiftJis: MultibyteCodec = {
  name: 'shift_jis',
  isAscii: true,
  encode(chars, at, out) {
    const c = chars[at];
    const single = c === YEN ? BACKSLASH : c === OVERLINE ? TILDE : kanaCode(c);
    if (single !== 0) {
      out.push(single);
      return 1;
    }
    const code = charset('jisx0208').encode(c);
    if (code === 0) return ILLEGAL;
    pushCode(out, shiftCode(code));
    return 1;
  },
  decode(bytes, at, out) {
    const c1 = bytes[at];
    const kana = kanaOf(c1);
    if (kana !== 0) {
      out.push(kana);
      return 1;
    }
    if (!isLead(c1, 0xea)) return ILLEGAL;
    if (at + 1 === bytes.length) return TOO_FEW;
    const [row, cell] = unshift(c1, bytes[at + 1]);
    const c = row < 0 ? 0 : charset('jisx0208').decode(row + 0x21, cell + 0x21);
    if (c === 0) return ILLEGAL;
    out.push(c);
    return 2;
  },
};

// ---- CP932: Shift_JIS by Microsoft, with an area of private use

const PRIVATE = 0xe000;
/** The first lead byte of that area, and how many characters one has. */
const PRIVATE_LEAD = 0xf0;
const CELLS = 188;
const PRIVATE_ROWS = 10;
/** What Windows makes of the bytes 0xa0 and 0xfd to 0xff. */
const LEFTOVER = 0xf8f0;

const cp932: MultibyteCodec = {
  name: 'cp932',
  isAscii: true,
  encode(chars, at, out) {
    const c = chars[at];
    const single =
      c === 0x80 ? c : c === LEFTOVER ? 0xa0 : c > LEFTOVER && c <= LEFTOVER + 3 ? c - LEFTOVER + 0xfc : kanaCode(c);
    if (single !== 0) {
      out.push(single);
      return 1;
    }
    let code = charset('cp932').encode(c);
    if (code === 0) {
      const standard = charset('jisx0208').encode(c);
      if (standard !== 0) code = shiftCode(standard);
    }
    if (code === 0 && c >= PRIVATE && c < PRIVATE + PRIVATE_ROWS * CELLS) {
      const cell = (c - PRIVATE) % CELLS;
      code = ((PRIVATE_LEAD + Math.floor((c - PRIVATE) / CELLS)) << 8) | (cell + (cell < 63 ? 0x40 : 0x41));
    }
    if (code === 0) return ILLEGAL;
    pushCode(out, code);
    return 1;
  },
  decode(bytes, at, out) {
    const c1 = bytes[at];
    const single = c1 === 0x80 ? c1 : c1 === 0xa0 ? LEFTOVER : c1 >= 0xfd ? LEFTOVER + c1 - 0xfc : kanaOf(c1);
    if (single !== 0) {
      out.push(single);
      return 1;
    }
    if (at + 1 === bytes.length) return TOO_FEW;
    const c2 = bytes[at + 1];
    let c = charset('cp932').decode(c1, c2);
    if (c === 0) {
      const [row, cell] = unshift(c1, c2);
      if (row < 0) return ILLEGAL;
      if (isLead(c1, 0xea)) c = charset('jisx0208').decode(row + 0x21, cell + 0x21);
      else if (c1 >= PRIVATE_LEAD && c1 < PRIVATE_LEAD + PRIVATE_ROWS)
        c = PRIVATE + CELLS * (c1 - PRIVATE_LEAD) + (row & 1) * 94 + cell;
    }
    if (c === 0) return ILLEGAL;
    out.push(c);
    return 2;
  },
};

// ---- EUC-JP

/** Before half-width katakana, and before codes of the third set. */
const SINGLE_SHIFT_2 = 0x8e;
const SINGLE_SHIFT_3 = 0x8f;

/** `find` looks up codes of two bytes in the first or the second plane: a character, 0 or a negative result. */
function decodeEuc(
  bytes: Uint8Array,
  at: number,
  out: TextBuilder,
  find: (plane: 1 | 2, c1: number, c2: number) => number,
): number {
  const left = bytes.length - at;
  const c1 = bytes[at];
  const n = c1 === SINGLE_SHIFT_3 ? 3 : 2;
  if (left < n) return TOO_FEW;
  const c2 = bytes[at + 1];
  let c: number;
  if (c1 === SINGLE_SHIFT_2) c = kanaOf(c2);
  else {
    const [lead, trail] = n === 3 ? [c2, bytes[at + 2]] : [c1, c2];
    c = lead > 0xa0 && trail > 0xa0 ? find(n === 3 ? 2 : 1, lead & 0x7f, trail & 0x7f) : 0;
  }
  if (c <= 0) return c || ILLEGAL;
  appendDecoded(out, c, 'jisx0213a');
  return n;
}

function pushEuc(out: ByteBuilder, plane: 1 | 2, code: number): void {
  if (plane === 2) out.push(SINGLE_SHIFT_3);
  pushCode(out, code | 0x8080);
}

function encodeKana(out: ByteBuilder, c: number): boolean {
  const kana = kanaCode(c);
  if (kana === 0) return false;
  out.push(SINGLE_SHIFT_2);
  out.push(kana);
  return true;
}

const eucJp: MultibyteCodec = {
  name: 'euc_jp',
  isAscii: true,
  encode(chars, at, out) {
    const c = chars[at];
    const first = charset('jisx0208').encode(c);
    const code = first === 0 ? charset('jisx0212').encode(c) : first;
    if (code !== 0) pushEuc(out, first === 0 ? 2 : 1, code);
    else if (c === YEN) out.push(BACKSLASH);
    else if (c === OVERLINE) out.push(TILDE);
    else if (!encodeKana(out, c)) return ILLEGAL;
    return 1;
  },
  decode: (bytes, at, out) =>
    decodeEuc(bytes, at, out, (plane, c1, c2) => charset(plane === 1 ? 'jisx0208' : 'jisx0212').decode(c1, c2)),
};

// ---- with JIS X 0213

const wideTilde = (c: number): number => (c === TILDE ? WIDE_TILDE : c);

function eucJis(name: string, edition: Edition): MultibyteCodec {
  return {
    name,
    isAscii: true,
    encode(chars, at, out, _state, flush) {
      const found = findJisx0213(chars, at, flush, edition);
      if (found === TOO_FEW || found === ILLEGAL) return found;
      if (found !== undefined) {
        pushEuc(out, found.code & PLANE2 ? 2 : 1, found.code & 0x7fff);
        return found.length;
      }
      const code = charset('jisx0212').encode(chars[at]);
      if (chars[at] === WIDE_TILDE) pushEuc(out, 1, TILDE_CODE);
      else if (code !== 0) pushEuc(out, 2, code);
      else if (!encodeKana(out, chars[at])) return ILLEGAL;
      return 1;
    },
    decode: (bytes, at, out) =>
      decodeEuc(bytes, at, out, (plane, c1, c2) =>
        plane === 1
          ? wideTilde(inPlane1(c1, c2, edition))
          : inPlane2(c1, c2, edition) || charset('jisx0212').decode(c1, c2),
      ),
  };
}

/** Rows of the second plane come in the gaps that JIS X 0212 leaves: by their place behind the first plane's. */
const PLANE2_ROWS = [
  0x21, 0x28, 0x23, 0x24, 0x25, 0x2c, 0x2d, 0x2e, 0x2f, 0x6e, 0x6f, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77,
  0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e,
];

function shiftJisX0213(name: string, edition: Edition): MultibyteCodec {
  return {
    name,
    isAscii: false,
    encode(chars, at, out, _state, flush) {
      const c = chars[at];
      const single = romanCode(c) || kanaCode(c);
      if (single !== 0 || c === 0) {
        out.push(single);
        return 1;
      }
      // Backslash and tilde are not in the Roman set: their wide forms' codes are theirs.
      if (c === WIDE_BACKSLASH) return ILLEGAL;
      const wide = c === BACKSLASH ? 0x2140 : c === TILDE ? TILDE_CODE : 0;
      if (wide !== 0) {
        pushCode(out, shiftCode(wide));
        return 1;
      }
      const found = findJisx0213(chars, at, flush, edition);
      if (found === undefined) return ILLEGAL;
      if (found === TOO_FEW || found === ILLEGAL) return found;
      const { code, length } = found;
      if (code & PLANE2) {
        const row = PLANE2_ROWS.indexOf((code >> 8) & 0x7f);
        pushCode(out, shift(94 + row, (code & 0xff) - 0x21));
      } else pushCode(out, shiftCode(code));
      return length;
    },
    decode(bytes, at, out) {
      const c1 = bytes[at];
      const single = romanOf(c1) || kanaOf(c1);
      if (single !== 0 || c1 === 0) {
        out.push(single);
        return 1;
      }
      if (!isLead(c1, 0xfc)) return ILLEGAL;
      if (at + 1 === bytes.length) return TOO_FEW;
      const [row, cell] = unshift(c1, bytes[at + 1]);
      if (row < 0) return ILLEGAL;
      let c =
        row < 94 ? inPlane1(row + 0x21, cell + 0x21, edition) : inPlane2(PLANE2_ROWS[row - 94], cell + 0x21, edition);
      if (c === WIDE_BACKSLASH) c = BACKSLASH;
      if (c <= 0) return c || ILLEGAL;
      appendDecoded(out, c, 'jisx0213a');
      return 2;
    },
  };
}

defineCodecs('_codecs_jp', [
  shiftJis,
  cp932,
  eucJp,
  shiftJisX0213('shift_jis_2004', 2004),
  eucJis('euc_jis_2004', 2004),
  eucJis('euc_jisx0213', 2000),
  shiftJisX0213('shift_jisx0213', 2000),
]);
