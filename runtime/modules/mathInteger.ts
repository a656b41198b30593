/**
 * The integer functions of `math`: gcd, lcm, factorial, comb, perm, isqrt.
 */
import { overflowError, valueError } from '../objects/errors';
import { intAbs, intFloorDiv, intGcd, intMul, intSqrt, intSub } from '../objects/intOps';
import type { Int, Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { None } from '../objects/builtinTypes';
import { normInt } from '../objects/values';
import type { ModuleBuilder } from './registry';

/** Product of from..to, by halves so that factors have like sizes. */
function rangeProduct(from: bigint, to: bigint): bigint {
  if (from > to) return 1n;
  if (to - from < 8n) {
    let r = from;
    for (let i = from + 1n; i <= to; i++) r *= i;
    return r;
  }
  const mid = (from + to) / 2n;
  return rangeProduct(from, mid) * rangeProduct(mid + 1n, to);
}

function factorial(v: Value): Int {
  const n = toIndex(v);
  if (n < 0) throw valueError('factorial() not defined for negative values');
  if (n > 2147483647) throw overflowError('factorial() argument should not exceed 2147483647');
  return normInt(rangeProduct(1n, BigInt(n)));
}

function perm(nv: Value, kv: Value): Int {
  if (kv === None) return factorial(nv);
  const n = toIndex(nv);
  const k = toIndex(kv);
  if (n < 0) throw valueError('n must be a non-negative integer');
  if (k < 0) throw valueError('k must be a non-negative integer');
  if (k > n) return 0;
  if (typeof k === 'bigint') throw overflowError('k must not exceed 9223372036854775807');
  return normInt(rangeProduct(BigInt(n) - BigInt(k) + 1n, BigInt(n)));
}

function comb(nv: Value, kv: Value): Int {
  const n = toIndex(nv);
  let k = toIndex(kv);
  if (n < 0) throw valueError('n must be a non-negative integer');
  if (k < 0) throw valueError('k must be a non-negative integer');
  if (k > n) return 0;
  const other = intSub(n, k);
  if (other < k) k = other;
  if (typeof k === 'bigint') throw overflowError('min(n - k, k) must not exceed 9223372036854775807');
  let r: Int = 1;
  const big = BigInt(n);
  if (k > 20) return normInt(rangeProduct(big - BigInt(k) + 1n, big) / rangeProduct(1n, BigInt(k)));
  for (let i = 0; i < k; i++) r = intFloorDiv(intMul(r, intSub(n, i)), i + 1);
  return r;
}

export function installIntegerFunctions(m: ModuleBuilder): void {
  m.def('gcd(*integers)', (args: Value[]) => args.reduce<Int>((r, v) => intGcd(r, toIndex(v)), 0));
  m.def('lcm(*integers)', (args: Value[]) =>
    args.reduce<Int>((r, v) => {
      const n = toIndex(v);
      return n === 0 || r === 0 ? 0 : intAbs(intMul(intFloorDiv(r, intGcd(r, n)), n));
    }, 1),
  );
  m.def('factorial(n, /)', factorial);
  m.def('perm(n, k=None, /)', perm);
  m.def('comb(n, k, /)', comb);
  m.def('isqrt(n, /)', (v: Value) => {
    const n = toIndex(v);
    if (n < 0) throw valueError('isqrt() argument must be nonnegative');
    return intSqrt(n);
  });
}
