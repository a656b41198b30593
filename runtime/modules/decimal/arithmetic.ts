/** The basic operations of decimal arithmetic: each returns a finalized number and leaves its conditions in the context. */
import {
  adjusted, compareNum, digitCount, etiny, finalize, finite, Flag, infinity, invalid, isNaNum, isZero, nanOf, pow10, roundDigits, type Ctx, type Num,
} from './number'; // prettier-ignore

export function add(a: Num, b: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === 'inf' || b.kind === 'inf') {
    if (a.kind === b.kind && a.sign !== b.sign) return invalid(c);
    return infinity(a.kind === 'inf' ? a.sign : b.sign);
  }
  return finalize(addExact(a, b, c), c);
}

/** The sum, exact or with a tail that rounds like it. */
function addExact(a: Num, b: Num, c: Ctx): Num {
  const e = Math.min(a.exp, b.exp);
  const zeroSign = a.sign === b.sign ? a.sign : c.rounding === 'ROUND_FLOOR' ? 1 : 0;
  if (a.coeff === 0n && b.coeff === 0n) return finite(zeroSign, 0n, e);
  let [x, y] = [a, b];
  if (x.coeff !== 0n && y.coeff !== 0n) {
    // An operand far below the last digit of the result only tells on which side it lies.
    [x, y] = [alone(x, y, c), alone(y, x, c)];
  } else if (x.coeff === 0n || y.coeff === 0n) {
    const other = x.coeff === 0n ? y : x;
    const exp = Math.max(e, other.exp - c.prec - 1);
    return finite(other.sign, other.coeff * pow10(Math.max(0, other.exp - exp)), Math.min(exp, other.exp));
  }
  const exp = Math.min(x.exp, y.exp);
  const p = x.coeff * pow10(x.exp - exp) * (x.sign === 1 ? -1n : 1n);
  const q = y.coeff * pow10(y.exp - exp) * (y.sign === 1 ? -1n : 1n);
  const sum = p + q;
  if (sum === 0n) return finite(zeroSign, 0n, e);
  return finite(sum < 0n ? 1 : 0, sum < 0n ? -sum : sum, exp);
}

function alone(x: Num, other: Num, c: Ctx): Num {
  const limit = Math.min(other.exp, adjusted(other) - c.prec) - 2;
  return adjusted(x) < limit ? finite(x.sign, 1n, limit - 1) : x;
}

export const negate = (x: Num): Num => ({ ...x, sign: x.sign === 1 ? 0 : 1 });

export function subtract(a: Num, b: Num, c: Ctx): Num {
  return add(a, isNaNum(b) ? b : negate(b), c);
}

export function multiply(a: Num, b: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  const sign = a.sign ^ b.sign;
  if (a.kind === 'inf' || b.kind === 'inf') return isZero(a) || isZero(b) ? invalid(c) : infinity(sign);
  return finalize(finite(sign, a.coeff * b.coeff, a.exp + b.exp), c);
}

export function divide(a: Num, b: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  const sign = a.sign ^ b.sign;
  if (a.kind === 'inf') return b.kind === 'inf' ? invalid(c) : infinity(sign);
  if (b.kind === 'inf') {
    c.status |= Flag.Clamped;
    return finite(sign, 0n, etiny(c));
  }
  if (b.coeff === 0n) {
    if (a.coeff === 0n) return invalid(c, Flag.DivisionUndefined);
    c.status |= Flag.DivisionByZero;
    return infinity(sign);
  }
  const ideal = a.exp - b.exp;
  if (a.coeff === 0n) return finalize(finite(sign, 0n, ideal), c);
  // An exact quotient has no more digits than this; a precision that no memory could hold is no obstacle to it.
  const enough = 4 * Math.max(digitCount(a.coeff), digitCount(b.coeff), 4);
  if (c.prec > 1000 * enough) {
    const tried: Ctx = { ...c, prec: enough, status: 0 };
    const quotient = divide(a, b, tried);
    if ((tried.status & Flag.Inexact) === 0) return finalize(quotient, c);
  }
  const shift = digitCount(b.coeff) - digitCount(a.coeff) + c.prec + 1;
  let exp = ideal - shift;
  const x = shift >= 0 ? a.coeff * pow10(shift) : a.coeff;
  const y = shift >= 0 ? b.coeff : b.coeff * pow10(-shift);
  let q = x / y;
  if (q * y !== x) {
    if (q % 5n === 0n) q += 1n;
  } else
    while (exp < ideal && q % 10n === 0n) {
      q /= 10n;
      exp++;
    }
  return finalize(finite(sign, q, exp), c);
}

/** Quotient towards zero and remainder of finite numbers; undefined where the quotient has too many digits. */
function integerDivision(a: Num, b: Num, c: Ctx): [Num, Num] | undefined {
  const sign = a.sign ^ b.sign;
  const ideal = Math.min(a.exp, b.exp);
  const gap = adjusted(a) - adjusted(b);
  if (a.coeff === 0n || gap <= -2) {
    const r = a.exp - ideal <= c.prec * 2 + 100 ? finite(a.sign, a.coeff * pow10(a.exp - ideal), ideal) : a;
    return [finite(sign, 0n, 0), r];
  }
  if (gap > c.prec) return undefined;
  const x = a.coeff * pow10(a.exp - ideal);
  const y = b.coeff * pow10(b.exp - ideal);
  const q = x / y;
  if (digitCount(q) > c.prec) return undefined;
  return [finite(sign, q, 0), finite(a.sign, x - q * y, ideal)];
}

export function divideInteger(a: Num, b: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  const sign = a.sign ^ b.sign;
  if (a.kind === 'inf') return b.kind === 'inf' ? invalid(c) : infinity(sign);
  if (b.kind === 'inf') return finite(sign, 0n, 0);
  if (b.coeff === 0n) {
    if (a.coeff === 0n) return invalid(c, Flag.DivisionUndefined);
    c.status |= Flag.DivisionByZero;
    return infinity(sign);
  }
  const r = integerDivision(a, b, c);
  return r === undefined ? invalid(c, Flag.DivisionImpossible) : r[0];
}

export function remainder(a: Num, b: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === 'inf') return invalid(c);
  if (b.kind === 'inf') return finalize(a, c);
  if (b.coeff === 0n) return invalid(c, a.coeff === 0n ? Flag.DivisionUndefined : Flag.InvalidOperation);
  const r = integerDivision(a, b, c);
  return r === undefined ? invalid(c, Flag.DivisionImpossible) : finalize(r[1], c);
}

/** divmod: conditions as the two operations have them together. */
export function divmod(a: Num, b: Num, c: Ctx): [Num, Num] {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return [nan, nan];
  const sign = a.sign ^ b.sign;
  if (a.kind === 'inf') {
    if (b.kind === 'inf') return [invalid(c), invalid(c)];
    return [infinity(sign), invalid(c)];
  }
  if (b.kind !== 'inf' && b.coeff === 0n) {
    if (a.coeff === 0n) return [invalid(c, Flag.DivisionUndefined), invalid(c, Flag.DivisionUndefined)];
    c.status |= Flag.DivisionByZero;
    return [infinity(sign), invalid(c)];
  }
  return [divideInteger(a, b, c), remainder(a, b, c)];
}

export function remainderNear(a: Num, b: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  if (a.kind === 'inf') return invalid(c);
  if (b.kind === 'inf') return finalize(a, c);
  if (b.coeff === 0n) return invalid(c, a.coeff === 0n ? Flag.DivisionUndefined : Flag.InvalidOperation);
  const r = integerDivision(a, b, c);
  if (r === undefined) return invalid(c, Flag.DivisionImpossible);
  const [q, rest] = r;
  const exp = Math.min(rest.exp, b.exp);
  const x = rest.coeff * pow10(rest.exp - exp);
  const y = b.coeff * pow10(b.exp - exp);
  if (2n * x > y || (2n * x === y && (q.coeff & 1n) === 1n)) {
    if (digitCount(q.coeff + 1n) > c.prec) return invalid(c, Flag.DivisionImpossible);
    return finalize(finite(a.sign ^ 1, y - x, exp), c);
  }
  return finalize(rest, c);
}

/** a * b + z with one rounding. */
export function fma(a: Num, b: Num, z: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b, z);
  if (nan !== undefined) {
    // A quiet NaN as the third operand does not hide inf * 0.
    return nan;
  }
  const sign = a.sign ^ b.sign;
  let p: Num;
  if (a.kind === 'inf' || b.kind === 'inf') {
    if (isZero(a) || isZero(b)) return invalid(c);
    p = infinity(sign);
  } else p = finite(sign, a.coeff * b.coeff, a.exp + b.exp);
  return add(p, z, c);
}

/** `+x`: rounded; a zero loses its sign but for ROUND_FLOOR. */
export function plus(x: Num, c: Ctx): Num {
  const nan = nanOf(c, x);
  if (nan !== undefined) return nan;
  if (isZero(x)) return finalize(finite(x.sign === 1 && c.rounding === 'ROUND_FLOOR' ? 1 : 0, 0n, x.exp), c);
  return finalize(x, c);
}

export function minus(x: Num, c: Ctx): Num {
  const nan = nanOf(c, x);
  if (nan !== undefined) return nan;
  if (isZero(x)) return finalize(finite(x.sign === 0 && c.rounding === 'ROUND_FLOOR' ? 1 : 0, 0n, x.exp), c);
  return finalize(negate(x), c);
}

/** x with the exponent `exp`, rounded; no limits are checked. */
export function rescale(x: Num, exp: number, mode: string): [Num, boolean] {
  if (exp <= x.exp) return [finite(x.sign, x.coeff * pow10(x.coeff === 0n ? 0 : x.exp - exp), exp), false];
  const [q, inexact] = roundDigits(x.coeff, exp - x.exp, x.sign, mode);
  return [finite(x.sign, q, exp), inexact];
}

export function quantize(x: Num, like: Num, c: Ctx, mode = c.rounding): Num {
  const nan = nanOf(c, x, like);
  if (nan !== undefined) return nan;
  if (x.kind === 'inf' || like.kind === 'inf') return x.kind === like.kind ? x : invalid(c);
  const { exp } = like;
  if (exp > c.emax || exp < etiny(c)) return invalid(c);
  if (x.coeff !== 0n && (adjusted(x) > c.emax || adjusted(x) - exp + 1 > c.prec)) return invalid(c);
  const [r, inexact] = rescale(x, exp, mode);
  if (r.coeff !== 0n && (adjusted(r) > c.emax || digitCount(r.coeff) > c.prec)) return invalid(c);
  if (exp > x.exp) c.status |= inexact ? Flag.Inexact | Flag.Rounded : Flag.Rounded;
  if (r.coeff !== 0n && adjusted(r) < c.emin) c.status |= Flag.Subnormal;
  return r;
}

export function toIntegral(x: Num, c: Ctx, mode = c.rounding, exact = false): Num {
  const nan = nanOf(c, x);
  if (nan !== undefined) return nan;
  if (x.kind === 'inf' || x.exp >= 0) return x;
  const [r, inexact] = rescale(x, 0, mode);
  if (exact) c.status |= inexact ? Flag.Inexact | Flag.Rounded : Flag.Rounded;
  return r;
}

/** Trailing zeros removed. */
export function normalize(x: Num, c: Ctx): Num {
  const r = plus(x, c);
  if (r.kind !== '') return r;
  if (r.coeff === 0n) return finite(x.sign, 0n, 0);
  let { coeff, exp } = r;
  const top = c.clamp === 1 ? c.emax - c.prec + 1 : c.emax;
  while (coeff % 10n === 0n && exp < top) {
    coeff /= 10n;
    exp++;
  }
  return finite(r.sign, coeff, exp);
}

/** max and min; a quiet NaN loses against a number. */
export function extreme(a: Num, b: Num, c: Ctx, largest: boolean, magnitude: boolean): Num {
  if (isNaNum(a) || isNaNum(b)) {
    if (a.kind === 'snan' || b.kind === 'snan' || (isNaNum(a) && isNaNum(b))) return nanOf(c, a, b)!;
    return finalize(isNaNum(a) ? b : a, c);
  }
  const abs = (x: Num): Num => ({ ...x, sign: 0 });
  let order = magnitude ? compareNum(abs(a), abs(b)) : compareNum(a, b);
  if (order === 0) order = compareTotal(a, b);
  return finalize(order < 0 === largest ? b : a, c);
}

/** The total order of representations. */
export function compareTotal(a: Num, b: Num): number {
  if (a.sign !== b.sign) return a.sign === 1 ? -1 : 1;
  const direction = a.sign === 1 ? -1 : 1;
  const rank = (x: Num): number => (x.kind === 'nan' ? 3 : x.kind === 'snan' ? 2 : 1);
  if (rank(a) !== rank(b)) return rank(a) < rank(b) ? -direction : direction;
  if (isNaNum(a)) return a.coeff === b.coeff ? 0 : a.coeff < b.coeff ? -direction : direction;
  const order = compareNum(a, b);
  if (order !== 0) return order;
  return a.exp === b.exp ? 0 : a.exp < b.exp ? -direction : direction;
}
