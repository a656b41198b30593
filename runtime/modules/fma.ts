/** Fused multiply-add, exactly rounded. */
import { decompose } from '../objects/floatText';
import { ratioToDouble } from '../objects/intOps';

/** x * y + z with one rounding. */
export function fma(x: number, y: number, z: number): number {
  if (Number.isFinite(x) && Number.isFinite(y) && Math.abs(z) === Infinity) return z;
  if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(z))
    return x * y + (Number.isFinite(z) && Number.isNaN(x * y) ? 0 : z);
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
