/**
 * Float arithmetic with Python's rules where they differ from JavaScript's (CPython's floatobject.c).
 */
import { power } from '../base/elementary';
import { newError, overflowError } from './errors';
import { ratioToDouble } from './intOps';
import type { Int } from './object';

export const zeroDivision = () => newError('ZeroDivisionError', 'division by zero');

export function floatDiv(a: number, b: number): number {
  if (b === 0) throw zeroDivision();
  return a / b;
}

export function floatMod(a: number, b: number): number {
  if (b === 0) throw zeroDivision();
  const r = a % b;
  if (r !== 0) return b < 0 !== r < 0 ? r + b : r;
  return b < 0 ? -0 : 0;
}

export function floatFloorDiv(a: number, b: number): number {
  if (b === 0) throw zeroDivision();
  let mod = a % b;
  let div = (a - mod) / b;
  if (mod !== 0 && b < 0 !== mod < 0) {
    mod += b;
    div -= 1;
  }
  if (div === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(div);
  return div - floor > 0.5 ? floor + 1 : floor;
}

/** `a ** b`; undefined where the result is complex. Raises as CPython does. */
export function floatPow(a: number, b: number): number | undefined {
  if (b === 0 || a === 1) return 1;
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  if (!Number.isFinite(b)) {
    const x = Math.abs(a);
    if (x === 1) return 1;
    return b > 0 === x > 1 ? Infinity : 0;
  }
  if (a === 0 && b < 0) throw newError('ZeroDivisionError', 'zero to a negative power');
  if (a < 0 && Number.isFinite(a) && !Number.isInteger(b)) return undefined;
  const r = power(a, b);
  if (!Number.isFinite(r) && Number.isFinite(a)) {
    const e = newError('OverflowError', 'Numerical result out of range');
    e.args = [34, 'Numerical result out of range'];
    throw e;
  }
  return r;
}

/** Compares a float with an int exactly: the sign of x - n; NaN where x is NaN. */
export function compareFloatInt(x: number, n: Int): number {
  if (typeof n === 'number') return x < n ? -1 : x > n ? 1 : x === n ? 0 : NaN;
  // JavaScript compares numbers with bigints by their exact values.
  return x < n ? -1 : x > n ? 1 : Number.isNaN(x) ? NaN : 0;
}

/** `float(text)`: undefined for a malformed one. `text` has ASCII digits and no white space around. */
export function parseFloatText(text: string): number | undefined {
  const m = /^([+-]?)(?:(\d+(?:_\d+)*)?(\.(?:\d+(?:_\d+)*)?)?([eE][+-]?\d+(?:_\d+)*)?|(inf(?:inity)?|nan))$/i.exec(
    text,
  );
  if (m === null) return undefined;
  const [, sign, whole, frac, exp, special] = m;
  let x: number;
  if (special !== undefined) x = special[0].toLowerCase() === 'n' ? NaN : Infinity;
  else {
    if (whole === undefined && (frac === undefined || frac === '.')) return undefined;
    x = Number(`${whole ?? ''}${frac ?? ''}${exp ?? ''}`.replaceAll('_', ''));
  }
  return sign === '-' ? -x : x;
}

/** The hexadecimal form. */
export function floatHex(x: number): string {
  if (Number.isNaN(x)) return 'nan';
  if (!Number.isFinite(x)) return x > 0 ? 'inf' : '-inf';
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  if (x === 0) return `${sign}0x0.0p+0`;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const frac = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0');
  const e = biased === 0 ? -1022 : biased - 1023;
  return `${sign}0x${biased === 0 ? 0 : 1}.${frac}p${e < 0 ? '-' : '+'}${Math.abs(e)}`;
}

/** `float.fromhex`: undefined for a malformed text. */
export function parseFloatHex(text: string): number | undefined {
  const s = text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(s);
  if (special !== null) return special[2] === undefined ? NaN : special[1] === '-' ? -Infinity : Infinity;
  const m = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i.exec(s);
  if (m === null) return undefined;
  const [, sign, whole, frac = '', exp = '0'] = m;
  if (whole === '' && frac === '') return undefined;
  const digits = BigInt(`0x${whole}${frac}`);
  let x = 0;
  if (digits !== 0n) {
    const e = Math.max(-1e7, Math.min(1e7, Number(exp))) - 4 * frac.length;
    const bits = digits.toString(2).length;
    if (bits + e > 1024) throw overflowError('hexadecimal value too large to represent as a float');
    if (bits + e >= -1100)
      x = e >= 0 ? ratioToDouble(digits << BigInt(e), 1n) : ratioToDouble(digits, 1n << BigInt(-e));
    if (!Number.isFinite(x)) throw overflowError('hexadecimal value too large to represent as a float');
  }
  return sign === '-' ? -x : x;
}
