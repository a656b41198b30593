/**
 * Elementary functions as the C library computes them: to within rounding, where the engine's own differ in the last bit.
 */
import { decompose } from '../objects/floatText';
import { ratioToDouble } from '../objects/intOps';

export const exp = Math.exp;
export const expm1 = Math.expm1;
export const log = Math.log;
export const log1p = Math.log1p;
export const cbrt = Math.cbrt;

export function exp2(x: number): number {
  return 2 ** x;
}

export function log2(x: number): number {
  const r = Math.log2(x);
  const near = Math.round(r);
  return Math.abs(r - near) < 1e-9 && 2 ** near === x ? near : r;
}

export function log10(x: number): number {
  const r = Math.log10(x);
  const near = Math.round(r);
  return Math.abs(r - near) < 1e-9 && near >= 0 && near <= 22 && 10 ** near === x ? near : r;
}

/** C's pow. */
export function power(x: number, y: number): number {
  if (x === 1 || y === 0) return 1;
  if (x === -1 && Math.abs(y) === Infinity) return 1;
  return x ** y;
}

/** x * y + z with one rounding. */
export function fma(x: number, y: number, z: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z)) return x * y + (Number.isFinite(z) && Number.isNaN(x * y) ? 0 : z);
  if (x === 0 || y === 0 || z === 0) {
    const p = x * y;
    if (z !== 0 || x === 0 || y === 0) return p + z;
  }
  const [mx, ex] = decompose(x);
  const [my, ey] = decompose(y);
  const [mz, ez] = decompose(z);
  const e = Math.min(ex + ey, z === 0 ? ex + ey : ez);
  const sum = ((mx * my) << BigInt(ex + ey - e)) + (z === 0 ? 0n : mz << BigInt(ez - e));
  if (sum === 0n) return 0;
  return e >= 0 ? ratioToDouble(sum << BigInt(e), 1n) : ratioToDouble(sum, 1n << BigInt(-e));
}
