/**
 * Elementary functions, correctly rounded but for a vanishing share of arguments.
 *
 * The engine's own are off by one bit for up to a tenth of all arguments, and `7 ** -2` would print otherwise than in
 * CPython, whose C library is nearly always right. So they are computed here in double-double arithmetic (two doubles,
 * some 104 bits), which starts from the engine's result where that helps.
 *
 * A double-double is returned as its high part; the low part is left in `lows[0]`.
 */
import { exactProduct, lows } from './exactArithmetic';
import { quickPower } from './quickPower';

function addDD(ah: number, al: number, bh: number, bl: number): number {
  const s = ah + bh;
  const t = s - ah;
  const e = ah - (s - t) + (bh - t) + al + bl;
  const r = s + e;
  lows[0] = e - (r - s);
  return r;
}

function mulDD(ah: number, al: number, bh: number, bl: number): number {
  const p = exactProduct(ah, bh);
  const e = lows[0] + (ah * bl + al * bh);
  const r = p + e;
  lows[0] = e - (r - p);
  return r;
}

function divDD(ah: number, al: number, bh: number, bl: number): number {
  const q = ah / bh;
  const ph = mulDD(q, 0, bh, bl);
  const pl = lows[0];
  const rh = addDD(ah, al, -ph, -pl);
  const q2 = (rh + lows[0]) / bh;
  const r = q + q2;
  lows[0] = q2 - (r - q);
  return r;
}

const LN2 = 0.6931471805599453;
const LN2_LOW = 2.3190468138462996e-17;

/** 1/n! as double-doubles, n from 0. */
const inverseFactorials = new Float64Array(30);
const inverseFactorialLows = new Float64Array(30);
inverseFactorials[0] = 1;
for (let n = 1; n < 30; n++) {
  inverseFactorials[n] = divDD(inverseFactorials[n - 1], inverseFactorialLows[n - 1], n, 0);
  inverseFactorialLows[n] = lows[0];
}

/** exp(x) - 1 for |x| <= 0.36. */
function expm1Small(xh: number, xl: number): number {
  const rh = xh / 256;
  const rl = xl / 256;
  let sh = inverseFactorials[9];
  let sl = inverseFactorialLows[9];
  for (let n = 8; n >= 1; n--) {
    sh = mulDD(sh, sl, rh, rl);
    sh = addDD(sh, lows[0], inverseFactorials[n], inverseFactorialLows[n]);
    sl = lows[0];
  }
  sh = mulDD(sh, sl, rh, rl);
  sl = lows[0];
  for (let i = 0; i < 8; i++) {
    const th = addDD(2, 0, sh, sl);
    sh = mulDD(sh, sl, th, lows[0]);
    sl = lows[0];
  }
  lows[0] = sl;
  return sh;
}

/** exp of a double-double, rounded. */
function expRounded(xh: number, xl: number): number {
  const k = Math.round(xh / LN2);
  let rh = xh;
  let rl = xl;
  if (k !== 0) {
    const p = mulDD(LN2, LN2_LOW, k, 0);
    rh = addDD(xh, xl, -p, -lows[0]);
    rl = lows[0];
  }
  let sh = expm1Small(rh, rl);
  sh = addDD(1, 0, sh, lows[0]);
  if (k > 1000) return sh * 2 ** 1000 * 2 ** (k - 1000);
  return k < -1000 ? sh * 2 ** -500 * 2 ** (k + 500) : sh * 2 ** k;
}

export function exp(x: number): number {
  const r = Math.exp(x);
  // Outside the normal range a second rounding would follow: leave those to the engine.
  if (!(r > 1e-300 && r < 1e308) || Math.abs(x) < 1e-18) return r;
  return expRounded(x, 0);
}

const scratch = new DataView(new ArrayBuffer(8));

/** log of a positive normal double as a double-double. */
function logDD(x: number): number {
  scratch.setFloat64(0, x);
  let k = (scratch.getUint16(0) >> 4) - 1023;
  scratch.setUint16(0, (scratch.getUint16(0) & 15) | 0x3ff0);
  let m = scratch.getFloat64(0);
  if (m > Math.SQRT2) {
    m /= 2;
    k++;
  }
  // One step of Newton's from the engine's value: log m = l + log(m * exp(-l)).
  const l = Math.log1p(m - 1);
  let eh = expm1Small(-l, 0);
  eh = mulDD(eh, lows[0], m, 0);
  const dh = addDD(m - 1, 0, eh, lows[0]);
  const d = dh + lows[0];
  const h = addDD(l, 0, dh, lows[0] - (d * d) / 2);
  const hl = lows[0];
  if (k === 0) return h;
  const kh = mulDD(LN2, LN2_LOW, k, 0);
  return addDD(kh, lows[0], h, hl);
}

const isNormal = (x: number): boolean => x > 1e-300 && x < Infinity;

export function log(x: number): number {
  return isNormal(x) && x !== 1 ? logDD(x) : Math.log(x);
}

export function log2(x: number): number {
  if (!isNormal(x) || x === 1) return Math.log2(x);
  const n = logDD(x);
  return divDD(n, lows[0], LN2, LN2_LOW);
}

/** C's pow: also for negative bases with integral exponents. */
export function power(x: number, y: number): number {
  if (isNormal(x) && x !== 1 && Math.abs(y) < 1e6) {
    const quick = quickPower(x, y);
    if (quick === quick) return quick;
  }
  return surePower(x, y);
}

/** The same, slowly. */
export function surePower(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && Math.abs(y) === Infinity) return 1;
  const r = x ** y;
  const a = Math.abs(r);
  if (!(a > 1e-300 && a < 1e308)) return r;
  if (y === 1) return x;
  if (y === 2) return x * x;
  const base = Math.abs(x);
  let result: number;
  if (y === 0.5) result = Math.sqrt(base);
  else if (Number.isInteger(y) && y >= -64 && y <= 64 && base > 1e-140 && base < 1e140) result = integerPower(base, y);
  else {
    if (!isNormal(base)) return r;
    const lh = logDD(base);
    const ph = mulDD(lh, lows[0], y, 0);
    result = expRounded(ph, lows[0]);
  }
  return r < 0 ? -result : result;
}

function integerPower(x: number, y: number): number {
  let n = Math.abs(y);
  let h = 1;
  let l = 0;
  let bh = x;
  let bl = 0;
  for (;;) {
    if ((n & 1) !== 0) {
      h = mulDD(h, l, bh, bl);
      l = lows[0];
    }
    n >>= 1;
    if (n === 0) break;
    bh = mulDD(bh, bl, bh, bl);
    bl = lows[0];
  }
  return y > 0 ? h : divDD(1, 0, h, l);
}

export function cbrt(x: number): number {
  const r = Math.cbrt(x);
  if (x === 0 || !Number.isFinite(x) || Math.abs(x) < 1e-290 || Math.abs(x) > 1e290) return r;
  const s = exactProduct(r, r);
  const c = mulDD(s, lows[0], r, 0);
  const d = addDD(c, lows[0], -x, 0);
  return r - (d + lows[0]) / (3 * r * r);
}

const HALF_PI = 1.5707963267948966;
const HALF_PI_MID = 6.123233995736766e-17;
const HALF_PI_LOW = -1.4973849048591833e-33;

/** sin and cos of a reduced argument by their series. */
function series(rh: number, rl: number, first: number): number {
  const xh = mulDD(rh, rl, rh, rl);
  const xl = lows[0];
  let sh = inverseFactorials[first + 26];
  let sl = inverseFactorialLows[first + 26];
  for (let n = first + 24; n >= first; n -= 2) {
    sh = mulDD(sh, sl, -xh, -xl);
    sh = addDD(sh, lows[0], inverseFactorials[n], inverseFactorialLows[n]);
    sl = lows[0];
  }
  if (first === 1) {
    sh = mulDD(sh, sl, rh, rl);
    sl = lows[0];
  }
  lows[0] = sl;
  return sh;
}

/** sin (`shift` 0) or cos (1) as a double-double, for |x| < 1e6. */
function sinCosDD(x: number, shift: number): number {
  const n = Math.round(x / HALF_PI);
  let rh = x;
  let rl = 0;
  if (n !== 0) {
    const ah = exactProduct(n, HALF_PI);
    const al = lows[0];
    rh = addDD(x, 0, -ah, -al);
    rl = lows[0];
    const bh = exactProduct(n, HALF_PI_MID);
    rh = addDD(rh, rl, -bh, -lows[0]);
    rl = lows[0];
    rh = addDD(rh, rl, -n * HALF_PI_LOW, 0);
    rl = lows[0];
  }
  const quadrant = (((n + shift) % 4) + 4) % 4;
  const s = series(rh, rl, quadrant % 2 === 0 ? 1 : 0);
  if (quadrant < 2) return s;
  lows[0] = -lows[0];
  return -s;
}

const reducible = (x: number): boolean => Math.abs(x) < 1e6 && Math.abs(x) > 1e-8;

export function sin(x: number): number {
  return reducible(x) ? sinCosDD(x, 0) : Math.sin(x);
}

export function cos(x: number): number {
  return reducible(x) ? sinCosDD(x, 1) : Math.cos(x);
}

export function tan(x: number): number {
  if (!reducible(x)) return Math.tan(x);
  const s = sinCosDD(x, 0);
  const sl = lows[0];
  const c = sinCosDD(x, 1);
  return divDD(s, sl, c, lows[0]);
}

/** The angle of the point (xh, yh) given as double-doubles: one Newton step from the engine's. */
function angle(yh: number, yl: number, xh: number, xl: number): number {
  const a = Math.atan2(yh, xh);
  if (Math.abs(a) < 1e-8) return divDD(yh, yl, xh, xl);
  const s = sinCosDD(a, 0);
  const sl = lows[0];
  const c = sinCosDD(a, 1);
  const cl = lows[0];
  // tan(angle - a) = (y cos a - x sin a) / (x cos a + y sin a), and that is tiny.
  const p = mulDD(yh, yl, c, cl);
  const pl = lows[0];
  const q = mulDD(xh, xl, s, sl);
  const n = addDD(p, pl, -q, -lows[0]);
  const d = xh * c + yh * s;
  return a + (n + lows[0]) / d;
}

const moderate = (x: number): boolean => Math.abs(x) > 1e-100 && Math.abs(x) < 1e100;

export function atan2(y: number, x: number): number {
  return moderate(x) && moderate(y) ? angle(y, 0, x, 0) : Math.atan2(y, x);
}

export function atan(x: number): number {
  return Math.abs(x) > 1e-8 && Math.abs(x) < 1e100 ? angle(x, 0, 1, 0) : Math.atan(x);
}

/** sqrt(1 - x*x) as a double-double. */
function cathetus(x: number): number {
  const h = exactProduct(x, x);
  const sh = addDD(1, 0, -h, -lows[0]);
  const sl = lows[0];
  const r = Math.sqrt(sh);
  const p = exactProduct(r, r);
  const d = addDD(sh, sl, -p, -lows[0]);
  const e = (d + lows[0]) / (2 * r);
  const out = r + e;
  lows[0] = e - (out - r);
  return out;
}

export function asin(x: number): number {
  if (!(Math.abs(x) > 1e-8 && Math.abs(x) < 1)) return Math.asin(x);
  const c = cathetus(x);
  return angle(x, 0, c, lows[0]);
}

export function acos(x: number): number {
  if (!(Math.abs(x) < 1) || x === 0) return Math.acos(x);
  const c = cathetus(x);
  return angle(c, lows[0], x, 0);
}

// The rest by fdlibm's formulas, as the C library has them, over the functions above.

export function cosh(x: number): number {
  const a = Math.abs(x);
  if (!(a < 22) || a < 1e-8) return a >= 22 && a < 700 ? 0.5 * exp(a) : Math.cosh(x);
  if (a < 0.5 * LN2) {
    const t = Math.expm1(a);
    return 1 + (t * t) / (1 + t + (1 + t));
  }
  const t = exp(a);
  return 0.5 * t + 0.5 / t;
}

export function asinh(x: number): number {
  const a = Math.abs(x);
  if (!(a > 2 ** -28 && a < 2 ** 28)) return Math.asinh(x);
  const t = x * x;
  const w = a > 2 ? log(2 * a + 1 / (Math.sqrt(t + 1) + a)) : Math.log1p(a + t / (1 + Math.sqrt(1 + t)));
  return x < 0 ? -w : w;
}

export function acosh(x: number): number {
  if (!(x > 1 && x < 2 ** 28)) return Math.acosh(x);
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return Math.log1p(t + Math.sqrt(2 * t + t * t));
}

/** Powers of ten come out exactly. */
export function log10(x: number): number {
  const r = Math.log10(x);
  const near = Math.round(r);
  return Math.abs(r - near) < 1e-9 && near >= 0 && near <= 22 && 10 ** near === x ? near : r;
}
