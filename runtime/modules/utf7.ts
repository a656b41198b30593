/**
 * UTF-7 (RFC 2152), with CPython's leniency and messages (PyUnicode_DecodeUTF7Stateful, _PyUnicode_EncodeUTF7).
 *
 * Owns: the conversions. The module `_codecs` makes them functions.
 */
import { handleError, unicodeError } from '../objects/codecErrors';
import type { Value } from '../objects/object';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PLUS = 0x2b;
const MINUS = 0x2d;

const digitOf = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) digitOf[DIGITS.charCodeAt(i)] = i;

/** Characters that stand for themselves outside of base 64: printable ASCII but `+`, `\` and `~`, and white space. */
const isDirect = (c: number): boolean =>
  c === 9 || c === 10 || c === 13 || (c >= 0x20 && c < 0x7e && c !== PLUS && c !== 0x5c);

export function encodeUtf7(s: string): Uint8Array {
  let out = '';
  let shifted = false;
  let bits = 0;
  let buffer = 0;
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (isDirect(c)) {
      if (shifted) {
        if (bits > 0) out += DIGITS[(buffer << (6 - bits)) & 63];
        bits = buffer = 0;
        shifted = false;
        if (digitOf[c] >= 0 || c === MINUS) out += '-';
      }
      out += s[i];
      continue;
    }
    if (!shifted && c === PLUS) {
      out += '+-';
      continue;
    }
    if (!shifted) {
      out += '+';
      shifted = true;
    }
    buffer = (buffer << 16) | c;
    bits += 16;
    while (bits >= 6) {
      bits -= 6;
      out += DIGITS[(buffer >>> bits) & 63];
      buffer &= (1 << bits) - 1;
    }
  }
  if (bits > 0) out += DIGITS[(buffer << (6 - bits)) & 63];
  if (shifted) out += '-';
  return Uint8Array.from(out, (c) => c.charCodeAt(0));
}

/** Decodes; what stands in a shift sequence that hasn't ended is left for later unless `final`. */
export function decodeUtf7(
  data: Uint8Array,
  errors: string,
  final: boolean,
  source: Value,
): { text: string; consumed: number } {
  let text = '';
  let i = 0;
  let shifted = false;
  let bits = 0;
  let buffer = 0;
  let surrogate = '';
  /** Where the sequence or the error began, and how long the text was then. */
  let start = 0;
  let lengthBefore = 0;
  const fail = (end: number, reason: string): void => {
    const r = handleError(errors, unicodeError('decode', 'utf7', source, start, end, reason), data.length);
    text += typeof r.text === 'string' ? r.text : '';
    i = r.next;
  };
  /** One byte inside base 64. */
  const inside = (c: number): void => {
    if (digitOf[c] >= 0) {
      buffer = (buffer << 6) | digitOf[c];
      bits += 6;
      i++;
      if (bits < 16) return;
      bits -= 16;
      const unit = String.fromCharCode(buffer >>> bits);
      buffer &= (1 << bits) - 1;
      if (surrogate !== '') {
        text += surrogate;
        surrogate = '';
        if (unit >= '\udc00' && unit <= '\udfff') {
          text += unit;
          return;
        }
      }
      if (unit >= '\ud800' && unit <= '\udbff') surrogate = unit;
      else text += unit;
      return;
    }
    shifted = false;
    if (bits >= 6) return fail(i + 1, 'partial character in shift sequence');
    if (bits > 0 && buffer !== 0) return fail(i + 1, 'non-zero padding bits in base64 sequence');
    if (surrogate !== '' && c < 128 && c !== PLUS) text += surrogate;
    surrogate = '';
    if (c === MINUS) i++;
  };
  for (;;) {
    while (i < data.length) {
      const c = data[i];
      if (shifted) inside(c);
      else if (c === PLUS) {
        start = i++;
        if (i < data.length && data[i] === MINUS) {
          i++;
          text += '+';
        } else if (i < data.length && digitOf[data[i]] < 0) fail(i + 1, 'ill-formed sequence');
        else {
          shifted = true;
          surrogate = '';
          lengthBefore = text.length;
          bits = buffer = 0;
        }
      } else if (c < 128) {
        text += String.fromCharCode(c);
        i++;
      } else {
        start = i;
        fail(i + 1, 'unexpected special character');
      }
    }
    if (!shifted) return { text, consumed: i };
    if (!final) return { text: text.slice(0, lengthBefore), consumed: start };
    if (surrogate === '' && bits < 6 && (bits === 0 || buffer === 0)) return { text, consumed: i };
    shifted = false;
    fail(data.length, 'unterminated shift sequence');
  }
}
