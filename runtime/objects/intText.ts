/**
 * int to text and back: decimal with the length limit, other bases, the syntax of `int("...")`.
 */
import { valueError } from './errors';
import type { Int } from './object';
import { normInt } from './values';
import { decimalDigit } from './unicode';
import { reprStr } from './strRepr';
import { sysState } from './sysState';

/** `repr(n)`; raises ValueError past the limit of digits. */
export function intRepr(n: Int): string {
  if (typeof n === 'number') return String(n);
  const limit = sysState.intMaxStrDigits;
  if (limit > 0 && n !== 0n) {
    // 10**limit has more than limit * 3.32 bits: most numbers need no conversion to tell.
    const hexLength = n.toString(16).length;
    if (hexLength > limit * 0.85 + 4) throw tooLong();
    const s = n.toString();
    if (s.length - (n < 0n ? 1 : 0) > limit) throw tooLong();
    return s;
  }
  return n.toString();
}

const tooLong = () =>
  valueError(
    `Exceeds the limit (${sysState.intMaxStrDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
  );

const prefixes: Record<string, number> = { b: 2, B: 2, o: 8, O: 8, x: 16, X: 16 };

/** The digits with ASCII for any Unicode decimal digit, and white space removed at both ends (CPython's _PyUnicode_TransformDecimalAndSpaceToASCII). */
export function asciiDigits(text: string): string {
  if (/^[\x21-\x7e]*$/.test(text)) return text;
  const out = text.replace(/[^\x00-\x7f]/gu, (c) => {
    const d = decimalDigit(c.codePointAt(0)!);
    return d >= 0 ? String(d) : /[\s\x1c-\x1f\x85]/u.test(c) ? ' ' : '?';
  });

  return out.replace(/^[ \t-\r\x1c-\x1f]+|[ \t-\r\x1c-\x1f]+$/g, '');
}

/** `int(text, base)`. `shown` is the argument as the error message quotes it. */
export function parseInteger(text: string, base: number, shown = reprStr(text)): Int {
  const fail = () => valueError(`invalid literal for int() with base ${base}: ${shown}`);
  let s = asciiDigits(text);
  let negative = false;
  if (s[0] === '+' || s[0] === '-') {
    negative = s[0] === '-';
    s = s.slice(1);
  }
  let radix = base;
  const prefix = s[0] === '0' ? prefixes[s[1]] : undefined;
  if (base === 0) {
    radix = prefix ?? 10;
    if (prefix === undefined && /^0[0_]*[1-9]/.test(s)) throw fail();
  }
  if (prefix !== undefined && prefix === radix) {
    s = s.slice(2);
    if (s[0] === '_') s = s.slice(1);
  }
  if (!/^[0-9a-zA-Z]+(_[0-9a-zA-Z]+)*$/.test(s)) throw fail();
  if (s.includes('_')) s = s.replaceAll('_', '');
  for (let i = 0; i < s.length; i++) if (digitValue(s.charCodeAt(i)) >= radix) throw fail();
  const limit = sysState.intMaxStrDigits;
  if (limit > 0 && s.length > limit && (radix & (radix - 1)) !== 0)
    throw valueError(
      `Exceeds the limit (${limit} digits) for integer string conversion: value has ${s.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  const n = digits(s, radix);
  return typeof n === 'number' ? (negative ? 0 - n : n) : normInt(negative ? -n : n);
}

function digitValue(c: number): number {
  return c < 58 ? c - 48 : (c | 32) - 87;
}

function digits(s: string, radix: number): Int {
  if (s.length <= 10) return parseInt(s, radix);
  switch (radix) {
    case 10:
      return normInt(BigInt(s));
    case 16:
      return normInt(BigInt(`0x${s}`));
    case 8:
      return normInt(BigInt(`0o${s}`));
    case 2:
      return normInt(BigInt(`0b${s}`));
  }
  return normInt(bigDigits(s, radix));
}

/** Divide and conquer, so that long texts are not quadratic. */
function bigDigits(s: string, radix: number): bigint {
  if (s.length <= 10) return BigInt(parseInt(s, radix));
  const low = s.length >> 1;
  return bigDigits(s.slice(0, s.length - low), radix) * BigInt(radix) ** BigInt(low) + bigDigits(s.slice(-low), radix);
}
