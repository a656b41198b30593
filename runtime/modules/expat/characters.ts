/**
 * What XML says of characters: white space, names, what may not stand in a document. Owns: the classes of UTF-16 code
 * units. Input that can't be decoded arrives as a lone low surrogate (source.ts), which is no character of XML.
 */

export const Ch = {
  tab: 9,
  lf: 10,
  cr: 13,
  space: 32,
  exclamation: 33,
  quote: 34,
  hash: 35,
  percent: 37,
  ampersand: 38,
  apostrophe: 39,
  open: 40,
  close: 41,
  asterisk: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  slash: 47,
  zero: 48,
  nine: 57,
  colon: 58,
  semicolon: 59,
  less: 60,
  equals: 61,
  greater: 62,
  question: 63,
  openBracket: 91,
  closeBracket: 93,
  x: 120,
  bar: 124,
} as const;

export const isSpace = (c: number): boolean => c === Ch.space || c === Ch.lf || c === Ch.tab || c === Ch.cr;

const isAsciiLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);

export const isDigit = (c: number): boolean => c >= Ch.zero && c <= Ch.nine;

export const isHexDigit = (c: number): boolean => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);

// DIFFERS: names outside ASCII follow XML 1.0's fifth edition without the supplementary planes, where expat has the
// lists of the fourth edition.
const startBeyondAscii =
  /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd]/;
const alsoBeyondAscii = /[\u00b7\u0300-\u036f\u203f\u2040]/;

/** May begin a name, the colon aside. */
export function startsName(c: number): boolean {
  if (c < 128) return isAsciiLetter(c) || c === 95;
  return startBeyondAscii.test(String.fromCharCode(c));
}

/** May stand in a name, the colon aside. */
export function continuesName(c: number): boolean {
  if (c < 128) return isAsciiLetter(c) || c === 95 || isDigit(c) || c === 45 || c === 46;
  const s = String.fromCharCode(c);
  return startBeyondAscii.test(s) || alsoBeyondAscii.test(s);
}

/** Length of the character at `i` in code units; 0 for what may not stand in a document. */
export function characterLength(text: string, i: number): 0 | 1 | 2 {
  const c = text.charCodeAt(i);
  if (c < 0xd800) return c >= 32 || c === Ch.tab || c === Ch.lf || c === Ch.cr ? 1 : 0;
  if (c < 0xdc00) return 2;
  return c < 0xe000 || c > 0xfffd ? 0 : 1;
}

/** The number of a character reference ("&#38;", "&#x26;"); undefined where it is no character of XML. */
export function characterOfReference(text: string): string | undefined {
  const n = text[2] === 'x' ? parseInt(text.slice(3, -1), 16) : parseInt(text.slice(2, -1), 10);
  if (!(n <= 0x10ffff)) return undefined;
  const s = String.fromCodePoint(n);
  return characterLength(s, 0) === 0 || (n >= 0xd800 && n < 0xe000) ? undefined : s;
}

const predefined: Record<string, string | undefined> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The character of one of the five entities that XML itself has. */
export const predefinedEntity = (name: string): string | undefined =>
  Object.hasOwn(predefined, name) ? predefined[name] : undefined;
