/**
 * Decimal numbers as data: representation, contexts, rounding, text (the core of libmpdec).
 *
 * Owns: `finalize`, which every operation ends with. Must not know: Python objects.
 */

export interface Num {
  readonly sign: 0 | 1;
  /** '' for a finite number. */
  readonly kind: '' | 'inf' | 'nan' | 'snan';
  /** Coefficient, or a NaN's payload. */
  readonly coeff: bigint;
  readonly exp: number;
}

/** Conditions; the first nine are signals of their own, the others are kinds of InvalidOperation. */
export const Flag = {
  Clamped: 1,
  DivisionByZero: 2,
  Inexact: 4,
  InvalidOperation: 8,
  Overflow: 16,
  Rounded: 32,
  Subnormal: 64,
  Underflow: 128,
  FloatOperation: 256,
  ConversionSyntax: 512,
  DivisionImpossible: 1024,
  DivisionUndefined: 2048,
  InvalidContext: 4096,
} as const;
export const INVALID =
  Flag.InvalidOperation |
  Flag.ConversionSyntax |
  Flag.DivisionImpossible |
  Flag.DivisionUndefined |
  Flag.InvalidContext;

export const roundings = [
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_HALF_EVEN',
  'ROUND_05UP',
];

/** What an operation depends on; conditions are collected in `status`. */
export interface Ctx {
  prec: number;
  rounding: string;
  emin: number;
  emax: number;
  capitals: number;
  clamp: number;
  status: number;
}

/** What a context may be told: CPython's limit on 64 bits. */
export const shownLimits = 999999999999999999n;

// DIFFERS: exponents are JavaScript's numbers: the arithmetic's own limits have 15 digits, where CPython's have 18.
export const MAX_PREC = 999999999999999;
export const MAX_EMAX = 999999999999999;
export const MIN_EMIN = -999999999999999;

/** A context in which nothing is rounded. */
export const exactContext = (): Ctx => ({
  prec: MAX_PREC,
  rounding: 'ROUND_HALF_EVEN',
  emin: MIN_EMIN,
  emax: MAX_EMAX,
  capitals: 1,
  clamp: 0,
  status: 0,
});

export const finite = (sign: number, coeff: bigint, exp: number): Num => ({
  sign: sign as 0 | 1,
  kind: '',
  coeff,
  exp: exp + 0,
});
export const infinity = (sign: number): Num => ({ sign: sign as 0 | 1, kind: 'inf', coeff: 0n, exp: 0 });
export const NAN: Num = { sign: 0, kind: 'nan', coeff: 0n, exp: 0 };

const powers: bigint[] = [1n];
export function pow10(n: number): bigint {
  if (n > 2000) return 10n ** BigInt(n);
  for (let i = powers.length; i <= n; i++) powers.push(powers[i - 1] * 10n);
  return powers[n];
}

/** Number of decimal digits (1 for zero). */
export function digitCount(n: bigint): number {
  return n < 1000000000000000n ? String(Number(n)).length : n.toString().length;
}

export const isNaNum = (x: Num): boolean => x.kind === 'nan' || x.kind === 'snan';
export const isZero = (x: Num): boolean => x.kind === '' && x.coeff === 0n;
export const adjusted = (x: Num): number => x.exp + digitCount(x.coeff) - 1;
export const etiny = (c: Ctx): number => c.emin - c.prec + 1;
export const etop = (c: Ctx): number => c.emax - c.prec + 1;

export function invalid(c: Ctx, flag: number = Flag.InvalidOperation): Num {
  c.status |= flag;
  return NAN;
}

/** Does rounding away `rest` of `unit` (0 < rest < unit) increase the magnitude `q`? */
function roundsUp(mode: string, sign: number, q: bigint, rest: bigint, unit: bigint): boolean {
  const twice = rest * 2n;
  switch (mode) {
    case 'ROUND_UP':
      return true;
    case 'ROUND_DOWN':
      return false;
    case 'ROUND_CEILING':
      return sign === 0;
    case 'ROUND_FLOOR':
      return sign === 1;
    case 'ROUND_HALF_UP':
      return twice >= unit;
    case 'ROUND_HALF_DOWN':
      return twice > unit;
    case 'ROUND_05UP':
      return q % 5n === 0n;
    default:
      return twice > unit || (twice === unit && (q & 1n) === 1n);
  }
}

/** coeff without its last `drop` digits, rounded; says what happened. */
export function roundDigits(coeff: bigint, drop: number, sign: number, mode: string): [q: bigint, inexact: boolean] {
  const digits = digitCount(coeff);
  if (drop > digits + 1) {
    if (coeff === 0n) return [0n, false];
    return [roundsUp(mode, sign, 0n, 1n, 100n) ? 1n : 0n, true];
  }
  const unit = pow10(drop);
  const q = coeff / unit;
  const rest = coeff - q * unit;
  if (rest === 0n) return [q, false];
  return [roundsUp(mode, sign, q, rest, unit) ? q + 1n : q, true];
}

/** A result as the context has it: rounded to its precision and exponents, with its conditions. */
export function finalize(x: Num, c: Ctx): Num {
  if (x.kind !== '') return x.kind === 'inf' ? x : fixNaN(x, c);
  const { sign } = x;
  let { coeff, exp } = x;
  const tiny = etiny(c);
  const top = c.clamp === 1 ? etop(c) : c.emax;
  if (coeff === 0n) {
    const e = Math.min(Math.max(exp, tiny), top);
    if (e === exp) return x;
    c.status |= Flag.Clamped;
    return finite(sign, 0n, e);
  }
  let digits = digitCount(coeff);
  if (exp + digits - 1 > c.emax) return overflow(sign, c);
  const subnormal = exp + digits - 1 < c.emin;
  const target = Math.max(exp, exp + digits - c.prec, subnormal ? tiny : -Infinity);
  if (subnormal) c.status |= Flag.Subnormal;
  if (target > exp) {
    const [q, inexact] = roundDigits(coeff, target - exp, sign, c.rounding);
    coeff = q;
    exp = target;
    c.status |= Flag.Rounded;
    if (inexact) c.status |= subnormal ? Flag.Inexact | Flag.Underflow : Flag.Inexact;
    digits = digitCount(coeff);
    if (digits > c.prec) {
      coeff /= 10n;
      exp++;
      digits--;
    }
    if (coeff === 0n) {
      c.status |= Flag.Clamped;
      return finite(sign, 0n, exp);
    }
    if (exp + digits - 1 > c.emax) return overflow(sign, c);
  }
  if (c.clamp === 1 && exp > etop(c)) {
    c.status |= Flag.Clamped;
    coeff *= pow10(exp - etop(c));
    exp = etop(c);
  }
  return coeff === x.coeff && exp === x.exp ? x : finite(sign, coeff, exp);
}

function overflow(sign: number, c: Ctx): Num {
  c.status |= Flag.Overflow | Flag.Inexact | Flag.Rounded;
  const r = c.rounding;
  const toInfinity =
    r.startsWith('ROUND_HALF') ||
    r === 'ROUND_UP' ||
    (r === 'ROUND_CEILING' && sign === 0) ||
    (r === 'ROUND_FLOOR' && sign === 1);
  return toInfinity ? infinity(sign) : finite(sign, pow10(c.prec) - 1n, etop(c));
}

/** A NaN's payload fits the precision. */
function fixNaN(x: Num, c: Ctx): Num {
  const max = c.prec - c.clamp;
  if (x.coeff === 0n || digitCount(x.coeff) <= max) return x;
  return { ...x, coeff: x.coeff % pow10(max) };
}

/** The NaN that an operation on these operands gives; undefined where none is a NaN. */
export function nanOf(c: Ctx, ...operands: Num[]): Num | undefined {
  const signaling = operands.find((x) => x.kind === 'snan');
  if (signaling !== undefined) {
    c.status |= Flag.InvalidOperation;
    return fixNaN({ ...signaling, kind: 'nan' }, c);
  }
  const quiet = operands.find((x) => x.kind === 'nan');
  return quiet === undefined ? undefined : fixNaN(quiet, c);
}

/** Order of two finite or infinite numbers. */
export function compareNum(a: Num, b: Num): number {
  const za = isZero(a);
  const zb = isZero(b);
  if (za && zb) return 0;
  const sa = za ? 0 : a.sign === 1 ? -1 : 1;
  const sb = zb ? 0 : b.sign === 1 ? -1 : 1;
  if (sa !== sb) return sa < sb ? -1 : 1;
  if (a.kind === 'inf' || b.kind === 'inf') return a.kind === b.kind ? 0 : (a.kind === 'inf' ? 1 : -1) * sa;
  return sa * compareMagnitude(a, b);
}

function compareMagnitude(a: Num, b: Num): number {
  const da = adjusted(a);
  const db = adjusted(b);
  if (da !== db) return da < db ? -1 : 1;
  const e = Math.min(a.exp, b.exp);
  const x = a.coeff * pow10(a.exp - e);
  const y = b.coeff * pow10(b.exp - e);
  return x < y ? -1 : x > y ? 1 : 0;
}

const pattern = /^([+-]?)(?:(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?|(inf(?:inity)?)|(s?)nan(\d*))$/i;

/** Parses a numeral; undefined where it is malformed. */
export function parseNum(text: string): Num | undefined {
  const m = pattern.exec(text);
  if (m === null) return undefined;
  const sign = m[1] === '-' ? 1 : 0;
  if (m[5] !== undefined) return infinity(sign);
  if (m[7] !== undefined)
    return { sign, kind: m[6] === '' ? 'nan' : 'snan', coeff: m[7] === '' ? 0n : BigInt(m[7]), exp: 0 };
  const whole = m[2];
  const frac = (m[3] as string | undefined) ?? '';
  if (whole === '' && frac === '') return undefined;
  const exp = m[4] === undefined ? 0 : Math.max(-1e17 * 20, Math.min(1e17 * 20, Number(m[4])));
  return finite(sign, BigInt(whole + frac), exp - frac.length);
}

/** `str(x)`, or engineering notation. */
export function numText(x: Num, capitals = 1, engineering = false): string {
  const sign = x.sign === 1 ? '-' : '';
  if (x.kind === 'inf') return `${sign}Infinity`;
  if (x.kind !== '') return `${sign}${x.kind === 'snan' ? 'sNaN' : 'NaN'}${x.coeff === 0n ? '' : x.coeff}`;
  const digits = x.coeff.toString();
  const left = x.exp + digits.length;
  let dot: number;
  if (x.exp <= 0 && left > -6) dot = left;
  else if (!engineering) dot = 1;
  else if (x.coeff === 0n) dot = ((((left + 1) % 3) + 3) % 3) - 1;
  else dot = ((((left - 1) % 3) + 3) % 3) + 1;
  let whole: string;
  let frac: string;
  if (dot <= 0) {
    whole = '0';
    frac = `.${'0'.repeat(-dot)}${digits}`;
  } else if (dot >= digits.length) {
    whole = digits + '0'.repeat(dot - digits.length);
    frac = '';
  } else {
    whole = digits.slice(0, dot);
    frac = `.${digits.slice(dot)}`;
  }
  const e = left - dot;
  return sign + whole + frac + (e === 0 ? '' : `${capitals === 1 ? 'E' : 'e'}${e < 0 ? '-' : '+'}${Math.abs(e)}`);
}
