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
  const count = Number(n);
  let ones = 0;
  for (let k = count; k > 0; k &= k - 1) ones++;
  return normInt(oddFactors(count) << BigInt(count - ones));
}

/** n! without its factors of two: the odd numbers up to n, n/2, n/4 ... (CPython's factorial_odd_part). */
function oddFactors(n: number): bigint {
  let inner = 1n;
  let outer = 1n;
  let from = 3;
  for (let level = 31 - Math.clz32(n | 1); level >= 0; level--) {
    const to = n >>> level;
    if (to < 3) continue;
    inner *= oddProduct(from, to);
    outer *= inner;
    from = (to + 1) | 1;
  }
  return outer;
}

/** Product of the odd numbers from..to, as many of them at once as fit into a number, these then by halves. */
function oddProduct(from: number, to: number): bigint {
  const parts: bigint[] = [];
  let part = 1;
  for (let i = from; i <= to; i += 2) {
    if (part > Number.MAX_SAFE_INTEGER / i) {
      parts.push(BigInt(part));
      part = i;
    } else part *= i;
  }
  parts.push(BigInt(part));
  for (let count = parts.length; count > 1; count = (count + 1) >> 1) {
    for (let i = 0; i + 1 < count; i += 2) parts[i >> 1] = parts[i] * parts[i + 1];
    if (count % 2 === 1) parts[count >> 1] = parts[count - 1];
  }
  return parts[0];
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
