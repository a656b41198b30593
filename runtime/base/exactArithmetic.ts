/**
 * Sums and products of doubles with their exact errors, and what is made of them: lengths that are right to the last bit,
 * which the engine's Math.hypot often isn't.
 */

/** a + b as the rounded sum and its exact error. */
export function twoSum(a: number, b: number): [number, number] {
  const s = a + b;
  const t = s - a;
  return [s, a - (s - t) + (b - t)];
}

const SPLIT = 134217729;

/**
 * Where exactProduct leaves its error, and elementary.ts the low parts of its double-doubles. One place in memory: a
 * variable that functions share would make V8 allocate each number it gets.
 */
export const lows = new Float64Array(1);

/** a * b rounded; its exact error is left in `lows[0]` (no overflow expected). */
export function exactProduct(a: number, b: number): number {
  const p = a * b;
  const ta = SPLIT * a;
  const ah = ta - (ta - a);
  const al = a - ah;
  const tb = SPLIT * b;
  const bh = tb - (tb - b);
  const bl = b - bh;
  lows[0] = ah * bh - p + ah * bl + al * bh + al * bl;
  return p;
}

/** a * b as the rounded product and its exact error (no overflow expected). */
export function twoProduct(a: number, b: number): [number, number] {
  const p = exactProduct(a, b);
  return [p, lows[0]];
}

/** Exponent and mantissa: x = m * 2**e with 0.5 <= |m| < 1. */
export function frexp(x: number): [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let e = Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) + 1);
  let m = e > 1000 ? x * 2 ** -1000 * 2 ** (1000 - e) : e < -1000 ? x * 2 ** 1000 * 2 ** (-e - 1000) : x * 2 ** -e;
  while (Math.abs(m) >= 1) {
    m /= 2;
    e++;
  }
  while (Math.abs(m) < 0.5) {
    m *= 2;
    e--;
  }
  return [m, e];
}

/** Euclidean length, nearly correctly rounded (CPython's vector_norm). */
export function vectorNorm(values: readonly number[]): number {
  let max = 0;
  let nan = false;
  for (const x of values) {
    if (Math.abs(x) === Infinity) return Infinity;
    if (Number.isNaN(x)) nan = true;
    else max = Math.max(max, Math.abs(x));
  }
  if (nan) return NaN;
  if (max === 0 || values.length === 1) return max;
  const [, e] = frexp(max);
  if (e < -1023) {
    const tiny = 2.2250738585072014e-308;
    return tiny * vectorNorm(values.map((x) => x / tiny));
  }
  const down = (x: number): number => (e > 1000 ? x * 2 ** -500 * 2 ** (500 - e) : x * 2 ** -e);
  let sum = 1;
  let frac1 = 0;
  let frac2 = 0;
  const add = (p: number, err: number): void => {
    const s = sum + p;
    frac2 += p - (s - sum);
    sum = s;
    frac1 += err;
  };
  for (const v of values) {
    const x = down(v);
    add(...twoProduct(x, x));
  }
  let h = Math.sqrt(sum - 1 + (frac1 + frac2));
  add(...twoProduct(-h, h));
  h += (sum - 1 + (frac1 + frac2)) / (2 * h);
  return e > 1000 ? h * 2 ** 500 * 2 ** (e - 500) : h * 2 ** e;
}

export const hypot = (x: number, y: number): number => vectorNorm([x, y]);
