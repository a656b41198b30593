/**
 * Roots, exponentials, logarithms and powers of decimals.
 *
 * They are computed in fixed point with ever more digits until the rounding is beyond doubt.
 */
import { add, divide, multiply, negate } from './arithmetic';
import {
  adjusted,
  compareNum,
  digitCount,
  exactContext,
  finalize,
  finite,
  Flag,
  infinity,
  invalid,
  isZero,
  nanOf,
  pow10,
  type Ctx,
  type Num,
} from './number';

const ONE = finite(0, 1n, 0);

function integerSqrt(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

export function squareRoot(x: Num, c: Ctx): Num {
  const nan = nanOf(c, x);
  if (nan !== undefined) return nan;
  if (isZero(x)) return finalize(finite(x.sign, 0n, Math.floor(x.exp / 2)), c);
  if (x.sign === 1) return invalid(c);
  if (x.kind === 'inf') return x;
  const ideal = Math.floor(x.exp / 2);
  const digits = digitCount(x.coeff);
  let exp = ideal;
  let coeff = x.coeff;
  if (x.exp % 2 !== 0) coeff *= 10n;
  let shift = c.prec + 1 - Math.ceil((digits + (x.exp % 2 !== 0 ? 1 : 0)) / 2);
  let exact = true;
  if (shift >= 0) coeff *= pow10(2 * shift);
  else {
    const unit = pow10(-2 * shift);
    exact = coeff % unit === 0n;
    coeff /= unit;
  }
  exp -= shift;
  let root = integerSqrt(coeff);
  exact &&= root * root === coeff;
  if (exact) {
    for (; shift > 0 && root % 10n === 0n; shift--, exp++) root /= 10n;
  } else if (root % 5n === 0n) root += 1n;
  // The result is rounded half to even whatever the context says.
  return finalize(finite(0, root, exp), withRounding(c));
}

/** The same context with ROUND_HALF_EVEN, sharing the conditions. */
function withRounding(c: Ctx): Ctx {
  if (c.rounding === 'ROUND_HALF_EVEN') return c;
  const copy = { ...c, rounding: 'ROUND_HALF_EVEN' };
  return Object.defineProperty(copy, 'status', { get: () => c.status, set: (v: number) => (c.status = v) });
}

// ---- fixed point: x stands for x / 10**p

const ln10Cache = new Map<number, bigint>();

function atanhInverse(n: bigint, unit: bigint): bigint {
  let term = unit / n;
  const square = n * n;
  let sum = term;
  for (let k = 3n; term !== 0n; k += 2n) {
    term /= square;
    sum += term / k;
  }
  return sum;
}

function ln10(p: number): bigint {
  let v = ln10Cache.get(p);
  if (v === undefined) {
    const unit = pow10(p + 5);
    v = (46n * atanhInverse(31n, unit) + 34n * atanhInverse(49n, unit) + 20n * atanhInverse(161n, unit)) / 100000n;
    ln10Cache.set(p, v);
  }
  return v;
}

/** e**x for |x| < 3 or so. */
function expFixed(x: bigint, p: number): bigint {
  const halvings = 8 + Math.floor(Math.sqrt(p) / 2);
  const extra = Math.ceil(halvings * 0.31) + 3;
  const unit = pow10(p + extra);
  const r = (x * pow10(extra)) >> BigInt(halvings);
  let term = unit;
  let sum = unit;
  for (let k = 1n; term !== 0n; k++) {
    term = (term * r) / (unit * k);
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum = (sum * sum) / unit;
  return sum / pow10(extra);
}

/** ln of a finite positive number, to p places. */
function lnFixed(x: Num, p: number): bigint {
  const q = p + 8;
  // m in [0.5, 5): x = m * 10**k.
  const digits = digitCount(x.coeff);
  let k = x.exp + digits;
  let m = digits > q ? x.coeff / pow10(digits - q) : x.coeff * pow10(q - digits);
  if (m * 2n < pow10(q)) {
    m *= 10n;
    k--;
  }
  const unit = pow10(q);
  let y = BigInt(Math.round(Math.log(Number(m / pow10(q - 15)) / 1e15) * 1e15)) * pow10(q - 15);
  // Each step triples the number of right digits.
  for (let right = 14; right < q * 3; right *= 3) {
    const e = expFixed(y, q);
    y += (2n * (m - e) * unit) / (m + e);
  }
  return (y + BigInt(k) * ln10(q)) / pow10(q - p);
}

/** Rounds a fixed-point approximation that may be off by a few units; undefined where that is too little. */
function certain(value: bigint, p: number, prec: number): Num | undefined {
  const magnitude = value < 0n ? -value : value;
  const drop = digitCount(magnitude) - prec - 1;
  if (drop < 2) return undefined;
  const rest = magnitude % pow10(drop);
  const unit = pow10(drop);
  if (rest < 100n || unit - rest < 100n) return undefined;
  // A digit that is no tie and no zero stands for what was cut.
  let q = magnitude / unit;
  if (q % 5n === 0n) q += 1n;
  return finite(value < 0n ? 1 : 0, q, drop - p);
}

function approximate(c: Ctx, first: number, f: (p: number) => bigint): Num {
  for (let p = first; ; p = Math.ceil(p * 1.5) + 10) {
    const r = certain(f(p), p, c.prec);
    if (r !== undefined) return finalize(r, withRounding(c));
  }
}

/** e**x where x is given to p places by a function; `size` is about log10 |x|. */
function expOf(c: Ctx, exponent: (p: number) => bigint, size: number): Num {
  for (let guard = 10; ; guard = guard * 2 + 10) {
    const p = c.prec + guard + Math.max(0, size) + 3;
    const x = exponent(p);
    const l = ln10(p);
    let k = x / l;
    if (x < 0n && k * l !== x) k -= 1n;
    const r = certain(expFixed(x - k * l, p), p, c.prec);
    if (r !== undefined) return finalize(finite(0, r.coeff, r.exp + Number(k)), withRounding(c));
  }
}

const fixed = (x: Num, p: number): bigint => {
  const shift = x.exp + p;
  const v = shift >= 0 ? x.coeff * pow10(shift) : -shift > digitCount(x.coeff) + 2 ? 0n : x.coeff / pow10(-shift);
  return x.sign === 1 ? -v : v;
};

export function exponential(x: Num, c: Ctx): Num {
  const nan = nanOf(c, x);
  if (nan !== undefined) return nan;
  if (x.kind === 'inf') return x.sign === 1 ? finite(0, 0n, 0) : x;
  if (isZero(x)) return ONE;
  const size = adjusted(x);
  if (size > 19 || (size > 0 && Math.abs(Number(x.coeff) * 10 ** x.exp) > 2.303 * (c.emax + c.prec + 10)))
    return x.sign === 1 ? finalize(finite(0, 1n, c.emin - c.prec * 2 - 10), c) : finalize(finite(0, 1n, c.emax + 1), c);
  if (size < -c.prec - 1) {
    // 1 and a little more or less.
    const p = c.prec + 1;
    return finalize(finite(0, x.sign === 1 ? pow10(p) - 1n : pow10(p) + 1n, -p), withRounding(c));
  }
  return expOf(c, (p) => fixed(x, p), size);
}

export function naturalLog(x: Num, c: Ctx): Num {
  const nan = nanOf(c, x);
  if (nan !== undefined) return nan;
  if (isZero(x)) return infinity(1);
  if (x.sign === 1) return invalid(c);
  if (x.kind === 'inf') return x;
  if (compareNum(x, ONE) === 0) return finite(0, 0n, 0);
  return approximate(c, c.prec + 12 + nearOne(x), (p) => lnFixed(x, p));
}

/** How many leading zeros ln(x) has after the point. */
function nearOne(x: Num): number {
  const d = add(x, negate(ONE), exactContext());
  return Math.max(0, -adjusted(d));
}

export function commonLog(x: Num, c: Ctx): Num {
  const nan = nanOf(c, x);
  if (nan !== undefined) return nan;
  if (isZero(x)) return infinity(1);
  if (x.sign === 1) return invalid(c);
  if (x.kind === 'inf') return x;
  if (/^10*$/.test(x.coeff.toString())) {
    const e = adjusted(x);
    return finalize(finite(e < 0 ? 1 : 0, BigInt(Math.abs(e)), 0), c);
  }
  return approximate(c, c.prec + 12 + nearOne(x), (p) => (lnFixed(x, p + 5) * pow10(p + 5)) / ln10(p + 5) / pow10(5));
}

const isInteger = (x: Num): boolean =>
  x.kind === '' && (x.exp >= 0 || x.coeff % pow10(Math.min(-x.exp, digitCount(x.coeff) + 1)) === 0n);

function isOdd(x: Num): boolean {
  if (x.exp > 0) return false;
  return ((x.coeff / pow10(-x.exp)) & 1n) === 1n;
}

export function powerOf(a: Num, b: Num, c: Ctx): Num {
  const nan = nanOf(c, a, b);
  if (nan !== undefined) return nan;
  const whole = b.kind === 'inf' || isInteger(b);
  const sign = a.sign === 1 && b.kind === '' && whole && isOdd(b) ? 1 : 0;
  if (isZero(b)) return isZero(a) ? invalid(c) : ONE;
  if (a.sign === 1 && !isZero(a) && (b.kind === 'inf' || !whole)) return invalid(c);
  if (isZero(a)) return b.sign === 1 ? infinity(sign) : finite(sign, 0n, 0);
  if (a.kind === 'inf') return b.sign === 1 ? finite(sign, 0n, 0) : infinity(sign);
  const base: Num = { ...a, sign: 0 };
  const order = compareNum(base, ONE);
  if (b.kind === 'inf') {
    if (order === 0) {
      c.status |= Flag.Inexact | Flag.Rounded;
      return finite(0, pow10(c.prec - 1), 1 - c.prec);
    }
    return order > 0 === (b.sign === 0) ? infinity(0) : finite(0, 0n, 0);
  }
  if (order === 0) {
    if (whole) {
      const e =
        b.exp >= 0 && b.sign === 0 && b.coeff < 1000000n
          ? Math.max(a.exp * Number(b.coeff) * 10 ** b.exp, 1 - c.prec)
          : 1 - c.prec;
      if (b.sign === 0 && e > 1 - c.prec) return finite(sign, pow10(-e), e);
      if (a.exp === 0) return finite(sign, 1n, 0);
    }
    c.status |= Flag.Inexact | Flag.Rounded;
    return finite(sign, pow10(c.prec - 1), 1 - c.prec);
  }
  if (whole) {
    const n = (b.coeff * pow10(Math.max(0, b.exp))) / pow10(Math.max(0, -b.exp));
    if (n < 100000n && digitCount(a.coeff) * Number(n) < 20000) {
      const p = finite(sign, a.coeff ** n, a.exp * Number(n));
      return b.sign === 0 ? finalize(p, c) : divide(ONE, p, c);
    }
  }
  // The result's size decides whether there is any point in computing it.
  const estimate =
    (Math.log10(Number(base.coeff.toString().slice(0, 15))) + base.exp + Math.max(0, digitCount(base.coeff) - 15)) *
    Number(`${b.coeff}e${b.exp}`) *
    (b.sign === 1 ? -1 : 1);
  if (estimate > c.emax + 5) return finalize(finite(sign, 1n, c.emax + 1), c);
  if (estimate < c.emin - c.prec * 2 - 10) return finalize(finite(sign, 1n, c.emin - c.prec * 2 - 10), c);
  const exact = b.sign === 0 && b.exp === -1 && b.coeff === 5n ? squareRoot(base, { ...c, status: 0 }) : undefined;
  let r: Num;
  if (exact !== undefined && multiplyExact(exact, exact, base))
    r = finite(
      0,
      exact.coeff * pow10(Math.max(0, c.prec - digitCount(exact.coeff))),
      exact.exp - Math.max(0, c.prec - digitCount(exact.coeff)),
    );
  else {
    const size = Math.ceil(Math.log10(Math.abs(estimate) + 1)) + Math.max(0, adjusted(b)) + 2;
    r = expOf(
      c,
      (p) =>
        ((lnFixed(base, p + size) * fixed({ ...b, sign: 0 }, p + size)) / pow10(p + 2 * size)) *
        (b.sign === 1 ? -1n : 1n),
      size,
    );
  }
  c.status |= Flag.Inexact | Flag.Rounded;
  return { ...r, sign };
}

function multiplyExact(x: Num, y: Num, product: Num): boolean {
  return compareNum(multiply(x, y, exactContext()), product) === 0;
}
