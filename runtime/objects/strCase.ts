/**
 * str's case conversions and the `is...` tests of characters.
 */
import { defMethod } from './descriptors';
import type { PyType, Value } from './object';
import {
  casefold, decimalDigit, digitOf, isAllPrintable, isAllSpace, isAlnumChar, isAlphaChar, isCasedChar, isIdentifier, isLowerChar, isTitleChar,
  isUpperChar, numericOf, titleChar,
} from './unicode'; // prettier-ignore
import { strOf } from './values';

function capitalize(s: string): string {
  const [first] = s;
  return titleChar(first) + lowerFrom(s, first.length);
}

/** Lower case of the rest, seen in its context (final sigma). */
function lowerFrom(s: string, start: number): string {
  const rest = s.slice(start);
  return rest.includes('\u03a3') ? lowerTail(s, start) : rest.toLowerCase();
}

/** The lower case of `s.slice(start)` where a sigma looks back past `start`. */
function lowerTail(s: string, start: number): string {
  const head = s.slice(0, start).toLowerCase();
  return s.toLowerCase().slice(head.length);
}

function title(s: string): string {
  if (/^[\x00-\x7f]*$/.test(s)) return s.replace(/[A-Za-z]+/g, (w) => w[0].toUpperCase() + w.slice(1).toLowerCase());
  const lower = s.includes('\u03a3');
  let out = '';
  let inWord = false;
  let at = 0;
  for (const c of s) {
    if (!inWord) out += titleChar(c);
    else out += lower && c === '\u03a3' ? lowerTail(s, at)[0] : c.toLowerCase();
    inWord = isCasedChar(c);
    at += c.length;
  }
  return out;
}

function swapcase(s: string): string {
  let out = '';
  let at = 0;
  for (const c of s) {
    if (c === '\u03a3') out += lowerTail(s, at)[0];
    else out += isUpperChar(c) ? c.toLowerCase() : isLowerChar(c) ? c.toUpperCase() : c;
    at += c.length;
  }
  return out;
}

function istitle(s: string): boolean {
  let any = false;
  let inWord = false;
  for (const c of s) {
    if (isUpperChar(c) || isTitleChar(c)) {
      if (inWord) return false;
      inWord = any = true;
    } else if (isLowerChar(c)) {
      if (!inWord) return false;
      any = true;
    } else inWord = false;
  }
  return any;
}

/** All characters satisfy `test` and there is one. */
function all(s: string, test: (c: string) => boolean): boolean {
  if (s === '') return false;
  for (const c of s) if (!test(c)) return false;
  return true;
}

/** No character of the wrong case, and at least one of the right one. */
function isCase(s: string, right: (c: string) => boolean, wrong: (c: string) => boolean): boolean {
  let any = false;
  for (const c of s) {
    if (wrong(c) || isTitleChar(c)) return false;
    any ||= right(c);
  }
  return any;
}

export function installStrCaseMethods(t: PyType): void {
  const method = (name: string, f: (s: string) => Value): void => {
    defMethod(t, `${name}(self, /)`, (self: Value) => f(typeof self === 'string' ? self : strOf(self)!));
  };
  method('lower', (s) => s.toLowerCase());
  method('upper', (s) => s.toUpperCase());
  method('title', title);
  method('capitalize', (s) => (s === '' ? s : capitalize(s)));
  method('casefold', casefold);
  method('swapcase', swapcase);

  method('isascii', (s) => /^[\x00-\x7f]*$/.test(s));
  method('isalpha', (s) => (s.length === 1 ? isAlphaChar(s) : /^\p{L}+$/u.test(s)));
  method('isalnum', (s) => /^[A-Za-z0-9]+$/.test(s) || all(s, isAlnumChar));
  method('isdecimal', (s) => all(s, (c) => decimalDigit(c.codePointAt(0)!) >= 0));
  method('isdigit', (s) => all(s, (c) => digitOf(c.codePointAt(0)!) >= 0));
  method('isnumeric', (s) => all(s, (c) => numericOf(c.codePointAt(0)!) !== undefined));
  method('isspace', isAllSpace);
  method('isprintable', isAllPrintable);
  method('isidentifier', isIdentifier);
  method('islower', (s) => isCase(s, isLowerChar, isUpperChar));
  method('isupper', (s) => isCase(s, isUpperChar, isLowerChar));
  method('istitle', istitle);
}
