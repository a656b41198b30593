/**
 * Powers by tables and short polynomials, with a bound of the error: right or not known.
 *
 * Owns: the quick way, which decides all but a few of a hundred thousand arguments; elementary.ts has the sure one.
 *
 * log x = k log 2 + log(512 / p) + log(1 + r), where x = 2**k m and r = m p / 512 - 1 is small; exp of y times that is
 * 2**k 2**(i / 128) exp(r). Sums and products that matter are carried as a number and its rounding error.
 */

/** Fixed-point numbers with so many bits after the point, from which the tables are made. */
const BITS = 160n;
const ONE = 1n << BITS;

/** 2 artanh(1/n) = log((n + 1) / (n - 1)). */
function logRatio(n: bigint): bigint {
  let sum = 0n;
  let term = ONE / n;
  for (let i = 1n; term > 0n; i += 2n, term /= n * n) sum += term / i;
  return 2n * sum;
}

/** The leading part of a fixed-point number that is not negative, in at most `bits` bits; and what is left. */
function leading(v: bigint, bits: number): [number, bigint] {
  const drop = BigInt(Math.max(0, v.toString(2).length - bits));
  const head = (v >> drop) << drop;
  return [Number(head) * 2 ** -Number(BITS), v - head];
}

const toNumber = (v: bigint): number => Number(v) * 2 ** -Number(BITS);

function squareRoot(v: bigint): bigint {
  const n = v << BITS;
  let r = ONE * 2n;
  for (;;) {
    const next = (r + n / r) >> 1n;
    if (next >= r) return r;
    r = next;
  }
}

const SPLIT = 134217729;
const STEPS = 128;
const view = new DataView(new ArrayBuffer(8));

class Tables {
  /** For the first seven bits of a mantissa: 512 times about its inverse. */
  readonly inverse = new Float64Array(STEPS);
  /** log(512 / inverse), in two parts. */
  readonly logHigh = new Float64Array(STEPS);
  readonly logLow = new Float64Array(STEPS);
  /** 2**(i / 128), in two parts. */
  readonly powerHigh = new Float64Array(STEPS);
  readonly powerLow = new Float64Array(STEPS);
  /** log 2 in two parts, the first short enough to be multiplied by an exponent exactly. */
  readonly ln2High: number;
  readonly ln2Low: number;
  /** log(2) / 128 in three parts, the first two short. */
  readonly step1: number;
  readonly step2: number;
  readonly step3: number;

  constructor() {
    const logs: bigint[] = [];
    let sum = 0n;
    for (let q = 512; q > 256; q--) {
      logs[q] = sum;
      sum += logRatio(BigInt(2 * q - 1));
    }
    // Now the sum is log 2.
    for (let i = 0; i < STEPS; i++) {
      const p = Math.round(512 / (1 + (i + 0.5) / STEPS));
      this.inverse[i] = p / 512;
      const [high, rest] = leading(logs[p], 53);
      this.logHigh[i] = high;
      this.logLow[i] = toNumber(rest);
    }
    const [ln2High, ln2Rest] = leading(sum, 40);
    this.ln2High = ln2High;
    this.ln2Low = toNumber(ln2Rest);
    const [step1, rest1] = leading(sum / BigInt(STEPS), 32);
    const [step2, rest2] = leading(rest1, 32);
    this.step1 = step1;
    this.step2 = step2;
    this.step3 = toNumber(rest2);
    let root = 2n * ONE;
    for (let n = 1; n < STEPS; n *= 2) root = squareRoot(root);
    let power = ONE;
    for (let i = 0; i < STEPS; i++) {
      const [high, rest] = leading(power, 53);
      this.powerHigh[i] = high;
      this.powerLow[i] = toNumber(rest);
      power = (power * root) >> BITS;
    }
  }
}

let tables: Tables | null = null;

/** `x ** y` for a positive normal x, correctly rounded; NaN where that is not known, or the result is out of range. */
export function quickPower(x: number, y: number): number {
  const t = (tables ??= new Tables());
  view.setFloat64(0, x);
  const top = view.getInt32(0);
  const k = (top >> 20) - 1023;
  view.setInt32(0, (top & 0xfffff) | 0x3ff00000);
  const m = view.getFloat64(0);
  const i = (top >> 13) & (STEPS - 1);
  const inverse = t.inverse[i];

  // r = m * inverse - 1: the product is split exactly, and the difference is exact.
  const p = m * inverse;
  let c = SPLIT * m;
  let ah = c - (c - m);
  const rl0 = ah * inverse - p + (m - ah) * inverse;
  const r = p - 1 + rl0;
  const rl = p - 1 - r + rl0;

  // log(1 + r) = r - r * r / 2 + tail
  const square = r * r;
  c = SPLIT * r;
  ah = c - (c - r);
  let al = r - ah;
  const squareLow = ah * ah - square + 2 * ah * al + al * al + 2 * r * rl;
  const tail =
    square * r * (1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * (1 / 7 - r * (1 / 8 - r * (1 / 9 - r / 10)))))));
  const a1 = k * t.ln2High;
  const a2 = t.logHigh[i];
  const s1 = a1 + a2;
  const e1 = s1 - a1;
  const s2 = s1 + r;
  const e2 = s2 - s1;
  const half = -square / 2;
  const s3 = s2 + half;
  const e3 = s3 - s2;
  const low =
    a1 -
    (s1 - e1) +
    (a2 - e1) +
    (s1 - (s2 - e2) + (r - e2)) +
    (s2 - (s3 - e3) + (half - e3)) +
    (tail + (square * rl + (k * t.ln2Low + t.logLow[i] + (rl - squareLow / 2))));
  const logHigh = s3 + low;
  const logLow = s3 - logHigh + low;

  // The exponent: y times the logarithm.
  const xh = y * logHigh;
  if (!(xh > -680 && xh < 700)) return NaN;
  c = SPLIT * y;
  ah = c - (c - y);
  al = y - ah;
  c = SPLIT * logHigh;
  const bh = c - (c - logHigh);
  const bl = logHigh - bh;
  const xl = ah * bh - xh + ah * bl + al * bh + al * bl + y * logLow;

  // What is left of it beyond a multiple of log(2) / 128.
  const n = Math.round(xh / t.step1);
  const d1 = xh - n * t.step1;
  const q = n * t.step2;
  const d2 = d1 - q;
  const e4 = d2 - d1;
  const d2Low = d1 - (d2 - e4) - (q + e4) + (xl - n * t.step3);
  const d = d2 + d2Low;
  const dl = d2 - d + d2Low;

  // exp(d) - 1 = d + d * d / 2 + tail
  const dd = d * d;
  c = SPLIT * d;
  ah = c - (c - d);
  al = d - ah;
  const ddLow = ah * ah - dd + 2 * ah * al + al * al + 2 * d * dl;
  const f = d + dd / 2;
  const fl = d - f + dd / 2 + (dl + ddLow / 2 + dd * d * (1 / 6 + d * (1 / 24 + d * (1 / 120 + d * (1 / 720)))));

  // 2**(j / 128) * (1 + f)
  const j = n & (STEPS - 1);
  const th = t.powerHigh[j];
  const tl = t.powerLow[j];
  const g = th * f;
  c = SPLIT * th;
  ah = c - (c - th);
  al = th - ah;
  c = SPLIT * f;
  const fh = c - (c - f);
  const fr = f - fh;
  const gl = ah * fh - g + ah * fr + al * fh + al * fr + th * fl + tl * f;
  const sum = th + g;
  const sumLow = th - sum + g + (gl + tl);
  const high = sum + sumLow;
  const rest = sum - high + sumLow;

  const bound = high * (Math.abs(y) * 2 ** -72 + 2 ** -73);
  const result = high + (rest + bound);
  if (result !== high + (rest - bound)) return NaN;
  view.setInt32(0, (((n - j) / STEPS + 1023) << 20) | 0);
  view.setInt32(4, 0);
  return result * view.getFloat64(0);
}
