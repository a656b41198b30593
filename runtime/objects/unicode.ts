/**
 * Properties and case mappings of characters (CPython's unicodectype.c), from the engine's own Unicode tables.
 *
 * DIFFERS: the properties are those of the JavaScript engine's Unicode version (17 in Node 20), CPython 3.14 has 16.0.
 */
import { decimalDigit, digitOf, numericOf } from './unicodeNumbers';

export { decimalDigit, digitOf, numericOf };

const printable = /^(?: |[^\p{C}\p{Z}])$/u;
const allPrintable = /^(?: |[^\p{C}\p{Z}])*$/u;
const alphabetic = /^\p{L}$/u;
const identifier = /^[\p{XIDS}_][\p{XIDC}]*$/u;
const lower = /^\p{Lowercase}$/u;
const upper = /^\p{Uppercase}$/u;
const titleCase = /^\p{Lt}$/u;

/** White space as `str.split()` and `str.strip()` see it. */

export const spaceClass = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const spaces = new RegExp(`^[${spaceClass}]+$`);

export const isPrintable = (c: string): boolean => printable.test(c);
export const isAlphaChar = (c: string): boolean => alphabetic.test(c);
export const isLowerChar = (c: string): boolean => lower.test(c);
export const isUpperChar = (c: string): boolean => upper.test(c);
export const isTitleChar = (c: string): boolean => titleCase.test(c);
export const isCasedChar = (c: string): boolean => isLowerChar(c) || isUpperChar(c) || isTitleChar(c);
export const isIdentifier = (s: string): boolean => identifier.test(s);
export const isAllPrintable = (s: string): boolean => allPrintable.test(s);
export const isAllSpace = (s: string): boolean => spaces.test(s);

export function isSpaceUnit(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13) || (code >= 0x1c && code <= 0x1f);
  if (code < 0x80) return false;
  if (code === 0x85 || code === 0xa0 || code === 0x1680 || code === 0x3000) return true;
  return (
    code >= 0x2000 &&
    code <= 0x205f &&
    (code <= 0x200a || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f)
  );
}

export function isAlnumChar(c: string): boolean {
  return alphabetic.test(c) || numericOf(c.codePointAt(0)!) !== undefined;
}

/** The title-case mapping of one character. */
export function titleChar(c: string): string {
  const code = c.codePointAt(0)!;
  if (code < 0x80) return c.toUpperCase();
  if (code >= 0x10d0 && code <= 0x10ff) return c;
  if ((code >= 0x1c4 && code <= 0x1cc) || (code >= 0x1f1 && code <= 0x1f3))
    return code < 0x1f1 ? String.fromCharCode(code - ((code - 0x1c4) % 3) + 1) : '\u01f2';
  const up = c.toUpperCase();
  if (up.length === c.length) return up;
  if (code >= 0x1f80 && code <= 0x1ffc && up.endsWith('\u0399')) return `${up.slice(0, -1)}\u0345`.normalize('NFC');
  if (code === 0x149) return up;
  const first = String.fromCodePoint(up.codePointAt(0)!);
  return first + up.slice(first.length).toLowerCase();
}

/** The full case folding of a string. */
export function casefold(s: string): string {
  if (/^[\x00-\x7f]*$/.test(s)) return s.toLowerCase();
  let out = '';
  for (const c of s) {
    const code = c.codePointAt(0)!;
    if (code === 0x131) out += c;
    else if (code === 0x1e9e) out += 'ss';
    else if ((code >= 0x13a0 && code <= 0x13fd) || (code >= 0xab70 && code <= 0xabbf)) out += c.toUpperCase();
    else out += c.toUpperCase().toLowerCase() === c ? c : foldChar(c);
  }
  return out;
}

/** Each character by itself: no final sigma in a folding. */
function foldChar(c: string): string {
  let out = '';
  for (const u of c.toUpperCase()) out += u.toLowerCase();
  return out;
}
