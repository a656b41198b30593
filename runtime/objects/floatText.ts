/**
 * Doubles as decimal text, exactly rounded (CPython's pystrtod.c and dtoa.c): repr, and the e, f, g formats.
 *
 * JavaScript's toFixed and toExponential round exactly but take ties upwards; CPython takes them to even. So ties, and
 * precisions past 100 digits, go the slow way over exact integers.
 */

/** `repr(x)`. */
export function floatRepr(x: number): string {
  if (Number.isInteger(x)) {
    if (x < 1e16 && x > -1e16) return Object.is(x, -0) ? '-0.0' : `${x}.0`;
  } else if (!Number.isFinite(x)) return nonFinite(x);
  const a = Math.abs(x);
  if (a >= 1e-4 && a < 1e16) return String(x);
  return fixExponent(x.toExponential());
}

function nonFinite(x: number): string {
  return Number.isNaN(x) ? 'nan' : x > 0 ? 'inf' : '-inf';
}

/** An exponent has at least two digits. */
function fixExponent(s: string): string {
  return s.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** A finite double as m * 2**e with integer m. */
export function decompose(x: number): [m: bigint, e: number] {
  if (x === 0) return [0n, 0];
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const frac = bits & 0xfffffffffffffn;
  const m = biased === 0 ? frac : frac | 0x10000000000000n;
  return [x < 0 ? -m : m, Math.max(biased, 1) - 1075];
}

/** |x| * 10**p rounded half to even. */
function scaled(x: number, p: number): bigint {
  const [mantissa, e] = decompose(Math.abs(x));
  let m = mantissa;
  let d = 1n;
  if (p >= 0) m *= 10n ** BigInt(p);
  else d = 10n ** BigInt(-p);
  if (e >= 0) m <<= BigInt(e);
  else d <<= BigInt(-e);
  const q = m / d;
  const twice = (m - q * d) * 2n;
  return twice > d || (twice === d && (q & 1n) === 1n) ? q + 1n : q;
}

/** `'%.{p}f'` of a finite number. */
export function formatFixed(x: number, p: number): string {
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  const a = Math.abs(x);
  if (p <= 100 && a < 1e21) {
    // A tie needs a * 2**(p+1) to be an integer.
    if (!Number.isInteger(a * 2 ** (p + 1)) || Number.isInteger(a)) return sign + a.toFixed(p);
  }
  const s = scaled(a, p)
    .toString()
    .padStart(p + 1, '0');
  return sign + (p === 0 ? s : `${s.slice(0, -p)}.${s.slice(-p)}`);
}

/** The p+1 significant digits of |x| and the exponent of the first. */
function exponential(x: number, p: number): [digits: string, exp: number] {
  const a = Math.abs(x);
  if (a === 0) return ['0'.repeat(p + 1), 0];
  if (p <= 99) {
    const longer = a.toExponential(p + 1);
    const at = longer.indexOf('e');
    if (longer[at - 1] !== '5') {
      const s = a.toExponential(p);
      const e = s.indexOf('e');
      return [s.slice(0, e).replace('.', ''), Number(s.slice(e + 1))];
    }
  }
  const text = a.toExponential();
  let exp = Number(text.slice(text.indexOf('e') + 1));
  let digits = scaled(a, p - exp).toString();
  if (digits.length > p + 1) {
    exp++;
    digits = scaled(a, p - exp).toString();
  }
  return [digits, exp];
}

function exponentText(exp: number): string {
  const a = Math.abs(exp);
  return `e${exp < 0 ? '-' : '+'}${a < 10 ? '0' : ''}${a}`;
}

/** `'%.{p}e'` of a finite number. */
export function formatExponent(x: number, p: number): string {
  const [digits, exp] = exponential(x, p);
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  return sign + digits[0] + (p > 0 ? `.${digits.slice(1)}` : '') + exponentText(exp);
}

/** `'%.{p}g'` of a finite number; `alternate` keeps trailing zeros. */
export function formatGeneral(x: number, p: number, alternate: boolean): string {
  const precision = p === 0 ? 1 : p;
  const [all, exp] = exponential(x, precision - 1);
  const digits = alternate ? all : all.replace(/0+$/, '');
  return (x < 0 || Object.is(x, -0) ? '-' : '') + placePoint(digits, exp, precision, alternate, false);
}

/** Digits with the decimal point where exponent `exp` puts it: fixed notation for -4 <= exp < precision. */
function placePoint(digits: string, exp: number, precision: number, alternate: boolean, dotZero: boolean): string {
  if (exp < -4 || exp >= precision) {
    const point = digits.length > 1 || alternate ? '.' : '';
    return (digits[0] || '0') + point + digits.slice(1) + exponentText(exp);
  }
  if (exp < 0) return `0.${'0'.repeat(-exp - 1)}${digits}`;
  const whole = digits.slice(0, exp + 1).padEnd(exp + 1, '0');
  const rest = digits.slice(exp + 1);
  if (rest !== '') return `${whole}.${rest}`;
  return whole + (dotZero ? '.0' : alternate ? '.' : '');
}

/** The format of code '' and 'r': like repr, or with a precision like 'g' but with a digit after the point. */
export function formatShortest(x: number, p: number | undefined, alternate: boolean): string {
  if (p === undefined) {
    const s = floatRepr(x);
    return alternate && !s.includes('.') ? s.replace(/^(-?\d+)/, '$1.') : s;
  }
  const precision = p === 0 ? 1 : p;
  const [all, exp] = exponential(x, precision - 1);
  const digits = alternate ? all : all.replace(/0+$/, '');
  // Fixed notation needs room for the digit after the point, so the exponent must be below precision - 1.
  const limit = precision;
  const sign = x < 0 || Object.is(x, -0) ? '-' : '';
  if (exp === limit - 1 && exp >= 0) {
    return (
      sign +
      (limit === 1 && exp === 0
        ? placePoint(digits, exp, 0, alternate, true)
        : placePoint(digits, exp, exp, alternate, true))
    );
  }
  return sign + placePoint(digits, exp, limit, alternate, true);
}

/** What follows so many places of a double, in either notation, is zeros. */
const MOST_PLACES = 1100;

/** Text of a float in format `code` (e E f F g G r or ''), sign included, no padding. */
export function floatFormat(x: number, code: string, precision: number | undefined, alternate: boolean): string {
  const lower = code.toLowerCase();
  let s: string;
  if (!Number.isFinite(x)) s = nonFinite(x);
  else if (lower === 'e' || lower === 'f') {
    const places = precision ?? 6;
    const known = Math.min(places, MOST_PLACES);
    const zeros = places === known ? '' : '0'.repeat(places - known);
    s = lower === 'e' ? formatExponent(x, known).replace('e', `${zeros}e`) : formatFixed(x, known) + zeros;
    if (alternate && (precision ?? 6) === 0) s = lower === 'f' ? `${s}.` : s.replace('e', '.e');
  } else if (lower === 'g')
    s = formatGeneral(x, alternate ? (precision ?? 6) : Math.min(precision ?? 6, MOST_PLACES), alternate);
  else s = formatShortest(x, precision, alternate);
  return code !== lower ? s.toUpperCase() : s;
}

/** `round(x, digits)`; undefined when the result is too large for a double. */
export function roundFloat(x: number, digits: number): number | undefined {
  if (!Number.isFinite(x) || x === 0 || digits > 323) return x;
  if (digits < -308) return x < 0 ? -0 : 0;
  let r: number;
  if (digits >= 0) r = Number(formatFixed(x, digits));
  else {
    const n = scaled(x, digits) * 10n ** BigInt(-digits);
    r = x < 0 ? -Number(n) : Number(n);
  }
  return Number.isFinite(r) ? r : undefined;
}

/** The integer nearest to x, ties to even. */
export function roundHalfEven(x: number): number {
  const f = Math.floor(x);
  const d = x - f;
  if (d < 0.5) return f;
  if (d > 0.5) return f + 1;
  return f % 2 === 0 ? f : f + 1;
}
