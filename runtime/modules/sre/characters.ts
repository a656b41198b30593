/**
 * What the regular-expression engine knows of single characters: case and categories, by code point.
 *
 * Mirrors the sre_lower_* and SRE_UNI_IS_* of CPython's _sre. Must not know: patterns, Python objects.
 */

const WORD = /^[\p{L}\p{N}_]$/u;
const DIGIT = /^\p{Nd}$/u;

export function lowerAscii(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c;
}

function upperAscii(c: number): number {
  return c >= 97 && c <= 122 ? c - 32 : c;
}

/** Simple (one to one) lower case. */
export function lowerUnicode(c: number): number {
  if (c < 128) return lowerAscii(c);
  // The only character whose full lower case is longer than the simple one.
  if (c === 0x130) return 0x69;
  return String.fromCodePoint(c).toLowerCase().codePointAt(0)!;
}

/** One character for one: where the full upper case is longer, CPython takes its first character. */
function upperUnicode(c: number): number {
  return c < 128 ? upperAscii(c) : String.fromCodePoint(c).toUpperCase().codePointAt(0)!;
}

/** DIFFERS: the locale is always C's, so that a run is the same everywhere. */
export const lowerLocale = lowerAscii;
export const upperLocale = upperAscii;
export const upperOf = { ascii: upperAscii, unicode: upperUnicode };

export const isCasedAscii = (c: number): boolean => lowerAscii(c) !== c || upperAscii(c) !== c;
export const isCasedUnicode = (c: number): boolean => lowerUnicode(c) !== c || upperUnicode(c) !== c;

export function isWordAscii(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95;
}

export function isWordUnicode(c: number): boolean {
  return c < 128 ? isWordAscii(c) : WORD.test(String.fromCodePoint(c));
}

const isDigitAscii = (c: number): boolean => c >= 48 && c <= 57;
const isDigitUnicode = (c: number): boolean => (c < 128 ? isDigitAscii(c) : DIGIT.test(String.fromCodePoint(c)));
const isSpaceAscii = (c: number): boolean => c === 32 || (c >= 9 && c <= 13);

/** CPython's Py_UNICODE_ISSPACE. */
function isSpaceUnicode(c: number): boolean {
  if (c < 128) return isSpaceAscii(c) || (c >= 0x1c && c <= 0x1f);
  if (c >= 0x2000 && c <= 0x200a) return true;
  return (
    c === 0x85 ||
    c === 0xa0 ||
    c === 0x1680 ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  );
}

const isBreakAscii = (c: number): boolean => c === 10;
const isBreakUnicode = (c: number): boolean =>
  (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c === 0x85 || c === 0x2028 || c === 0x2029;

const tests = [
  isDigitAscii,
  isSpaceAscii,
  isWordAscii,
  isBreakAscii,
  isWordAscii,
  isDigitUnicode,
  isSpaceUnicode,
  isWordUnicode,
  isBreakUnicode,
];

/** Is it of the category with this number (CATEGORY_DIGIT is 0, its negation 1, ...)? */
export function inCategory(category: number, c: number): boolean {
  return tests[category >> 1](c) === ((category & 1) === 0);
}

/** The number of category codes. */
export const CATEGORIES = tests.length * 2;
