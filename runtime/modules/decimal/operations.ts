/** The operations that Decimal and Context have as methods of the same names, over plain numbers. */
import {
  add, compareTotal, divide, divideInteger, extreme, fma, minus, multiply, negate, normalize, plus, quantize, remainder, remainderNear, subtract,
  toIntegral,
} from './arithmetic'; // prettier-ignore
import { commonLog, exponential, naturalLog, powerOf, squareRoot } from './functions';
import {
  adjusted, compareNum, digitCount, etiny, etop, finalize, finite, Flag, infinity, invalid, isNaNum, isZero, nanOf, numText, pow10, type Ctx, type Num,
} from './number'; // prettier-ignore

export type Result = Num | boolean | string;
type Op = (c: Ctx, a: Num, b: Num, z: Num) => Result;

const fromOrder = (n: number): Num => finite(n < 0 ? 1 : 0, BigInt(Math.abs(n)), 0);

function compare(c: Ctx, a: Num, b: Num): Num {
  return nanOf(c, a, b) ?? fromOrder(compareNum(a, b));
}

function compareSignal(c: Ctx, a: Num, b: Num): Num {
  const nan = nanOf(c, a, b);
  if (nan === undefined) return fromOrder(compareNum(a, b));
  c.status |= Flag.InvalidOperation;
  return nan;
}

/** An operand that must be a whole number in a range; undefined otherwise. */
function wholeNumber(b: Num, limit: number): number | undefined {
  if (b.kind !== '' || b.exp !== 0) return undefined;
  const n = Number(b.coeff);
  return n <= limit ? (b.sign === 1 ? -n : n) : undefined;
}

function next(c: Ctx, a: Num, up: boolean): Num {
  const nan = nanOf(c, a);
  if (nan !== undefined) return nan;
  if (a.kind === 'inf') {
    const same = (a.sign === 0) === up;
    return same ? a : finite(a.sign, pow10(c.prec) - 1n, etop(c));
  }
  const quiet: Ctx = { ...c, rounding: up ? 'ROUND_CEILING' : 'ROUND_FLOOR', status: 0 };
  const rounded = finalize(a, quiet);
  if (rounded.kind === 'inf' || compareNum(rounded, a) !== 0) return rounded;
  return add(a, finite(up ? 0 : 1, 1n, etiny(c) - 1), quiet);
}

function nextToward(c: Ctx, a: Num, b: Num): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  const order = compareNum(a, b);
  if (order === 0) return { ...a, sign: b.sign };
  const r = next(c, a, order < 0);
  if (r.kind === 'inf') c.status |= Flag.Overflow | Flag.Inexact | Flag.Rounded;
  else if (isZero(r) || adjusted(r) < c.emin) {
    c.status |= Flag.Underflow | Flag.Subnormal | Flag.Inexact | Flag.Rounded;
    if (isZero(r)) c.status |= Flag.Clamped;
  }
  return r;
}

/** Digits of an operand of a logical operation: zeros and ones; undefined otherwise. */
function logicalDigits(x: Num, c: Ctx): string | undefined {
  const s = x.coeff.toString();
  return x.kind === '' && x.sign === 0 && x.exp === 0 && /^[01]+$/.test(s)
    ? s.padStart(c.prec, '0').slice(-c.prec)
    : undefined;
}

const logical =
  (f: (x: number, y: number) => number): Op =>
  (c, a, b) => {
    const limited = { ...c, prec: Math.min(c.prec, Math.max(digitCount(a.coeff), digitCount(b.coeff))) };
    const x = logicalDigits(a, limited);
    const y = logicalDigits(b, limited);
    if (x === undefined || y === undefined) return invalid(c);
    return finite(0, BigInt(Array.from(x, (d, i) => f(Number(d), Number(y[i]))).join('')), 0);
  };

function shift(c: Ctx, a: Num, b: Num, rotate: boolean): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  const n = wholeNumber(b, c.prec);
  if (n === undefined) return invalid(c);
  if (a.kind === 'inf') return a;
  const digits = a.coeff.toString().padStart(c.prec, '0').slice(-c.prec);
  let out: string;
  if (rotate) {
    const k = n < 0 ? n + c.prec : n;
    out = digits.slice(k) + digits.slice(0, k);
  } else out = n < 0 ? digits.slice(0, n) || '0' : digits.slice(n) + '0'.repeat(n);
  return finite(a.sign, BigInt(out || '0'), a.exp);
}

function scaleB(c: Ctx, a: Num, b: Num): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  const n = wholeNumber(b, 2 * (c.emax + c.prec));
  if (n === undefined) return invalid(c);
  return a.kind === 'inf' ? a : finalize({ ...a, exp: a.exp + n }, c);
}

function logB(c: Ctx, a: Num): Num {
  const nan = nanOf(c, a);
  if (nan !== undefined) return nan;
  if (a.kind === 'inf') return infinity(0);
  if (isZero(a)) {
    c.status |= Flag.DivisionByZero;
    return infinity(1);
  }
  const e = adjusted(a);
  return finalize(finite(e < 0 ? 1 : 0, BigInt(Math.abs(e)), 0), c);
}

function numberClass(c: Ctx, a: Num): string {
  if (a.kind === 'snan') return 'sNaN';
  if (a.kind === 'nan') return 'NaN';
  const sign = a.sign === 1 ? '-' : '+';
  if (a.kind === 'inf') return `${sign}Infinity`;
  if (isZero(a)) return `${sign}Zero`;
  return sign + (adjusted(a) < c.emin ? 'Subnormal' : 'Normal');
}

const abs = (x: Num): Num => ({ ...x, sign: 0 });
const isNormal = (c: Ctx, a: Num): boolean => a.kind === '' && a.coeff !== 0n && adjusted(a) >= c.emin;

/** By number of operands. */
export const operations: { unary: Record<string, Op>; binary: Record<string, Op>; ternary: Record<string, Op> } = {
  unary: {
    abs: (c, a) => (a.sign === 1 ? minus(a, c) : plus(a, c)),
    canonical: (_c, a) => a,
    copy_abs: (_c, a) => abs(a),
    copy_negate: (_c, a) => negate(a),
    copy_decimal: (_c, a) => a,
    exp: (c, a) => exponential(a, c),
    is_canonical: () => true,
    is_finite: (_c, a) => a.kind === '',
    is_infinite: (_c, a) => a.kind === 'inf',
    is_nan: (_c, a) => isNaNum(a),
    is_normal: isNormal,
    is_qnan: (_c, a) => a.kind === 'nan',
    is_signed: (_c, a) => a.sign === 1,
    is_snan: (_c, a) => a.kind === 'snan',
    is_subnormal: (c, a) => a.kind === '' && a.coeff !== 0n && adjusted(a) < c.emin,
    is_zero: (_c, a) => isZero(a),
    ln: (c, a) => naturalLog(a, c),
    log10: (c, a) => commonLog(a, c),
    logb: logB,
    logical_invert: (c, a) => {
      const d = logicalDigits(a, c);
      return d === undefined
        ? invalid(c)
        : finite(0, BigInt(Array.from(d, (x) => (x === '0' ? '1' : '0')).join('')), 0);
    },
    minus: (c, a) => minus(a, c),
    next_minus: (c, a) => next(c, a, false),
    next_plus: (c, a) => next(c, a, true),
    normalize: (c, a) => normalize(a, c),
    number_class: numberClass,
    plus: (c, a) => plus(a, c),
    sqrt: (c, a) => squareRoot(a, c),
    to_eng_string: (c, a) => numText(a, c.capitals, true),
    to_sci_string: (c, a) => numText(a, c.capitals),
    to_integral_exact: (c, a) => toIntegral(a, c, c.rounding, true),
    to_integral_value: (c, a) => toIntegral(a, c),
    to_integral: (c, a) => toIntegral(a, c),
  },
  binary: {
    add: (c, a, b) => add(a, b, c),
    compare,
    compare_signal: compareSignal,
    compare_total: (_c, a, b) => fromOrder(compareTotal(a, b)),
    compare_total_mag: (_c, a, b) => fromOrder(compareTotal(abs(a), abs(b))),
    copy_sign: (_c, a, b) => ({ ...a, sign: b.sign }),
    divide: (c, a, b) => divide(a, b, c),
    divide_int: (c, a, b) => divideInteger(a, b, c),
    logical_and: logical((x, y) => x & y),
    logical_or: logical((x, y) => x | y),
    logical_xor: logical((x, y) => x ^ y),
    max: (c, a, b) => extreme(a, b, c, true, false),
    max_mag: (c, a, b) => extreme(a, b, c, true, true),
    min: (c, a, b) => extreme(a, b, c, false, false),
    min_mag: (c, a, b) => extreme(a, b, c, false, true),
    multiply: (c, a, b) => multiply(a, b, c),
    next_toward: nextToward,
    quantize: (c, a, b) => quantize(a, b, c),
    remainder: (c, a, b) => remainder(a, b, c),
    remainder_near: (c, a, b) => remainderNear(a, b, c),
    rotate: (c, a, b) => shift(c, a, b, true),
    same_quantum: (_c, a, b) =>
      a.kind === '' && b.kind === ''
        ? a.exp === b.exp
        : (isNaNum(a) && isNaNum(b)) || (a.kind === 'inf' && b.kind === 'inf'),
    scaleb: scaleB,
    shift: (c, a, b) => shift(c, a, b, false),
    subtract: (c, a, b) => subtract(a, b, c),
    power: (c, a, b) => powerOf(a, b, c),
  },
  ternary: { fma: (c, a, b, z) => fma(a, b, z, c) },
};

/** Which of them a Decimal has as methods (with `context=None`). */
export const decimalMethods: readonly string[] = [
  'canonical', 'copy_abs', 'copy_negate', 'exp', 'is_canonical', 'is_finite', 'is_infinite', 'is_nan', 'is_normal', 'is_qnan', 'is_signed',
  'is_snan', 'is_subnormal', 'is_zero', 'ln', 'log10', 'logb', 'logical_invert', 'next_minus', 'next_plus', 'normalize', 'number_class', 'sqrt',
  'to_eng_string', 'compare', 'compare_signal', 'compare_total', 'compare_total_mag', 'copy_sign', 'logical_and', 'logical_or', 'logical_xor',
  'max', 'max_mag', 'min', 'min_mag', 'next_toward', 'remainder_near', 'rotate', 'same_quantum', 'scaleb', 'shift', 'fma',
]; // prettier-ignore
