/**
 * Integer arithmetic on the two representations of int (CPython's longobject.c without the type).
 *
 * Owns: pure functions on `Int`, exact for any size, each with a fast path for safe integers. Invariant: a result is a
 * number (never -0) exactly when it is a safe integer. Must not know: the type `int`, PyObject.
 */
import { newError, overflowError, valueError } from './errors';
import type { Int } from './object';
import { normInt } from './values';

const MAX = Number.MAX_SAFE_INTEGER;
/** Numbers below this have an exact floor of their quotient. */
const EXACT_QUOTIENT = 2 ** 52;
const TWO32 = 0x100000000;

const zeroDivision = () => newError('ZeroDivisionError', 'division by zero');

/** Any integral JS number as an Int. */
export function intFromNumber(n: number): Int {
  return n <= MAX && n >= -MAX ? n + 0 : BigInt(n);
}

export function intAdd(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (r <= MAX && r >= -MAX) return r;
  }
  return normInt(BigInt(a) + BigInt(b));
}

export function intSub(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (r <= MAX && r >= -MAX) return r;
  }
  return normInt(BigInt(a) - BigInt(b));
}

export function intMul(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (r <= MAX && r >= -MAX) return r + 0;
  }
  return guardSize(() => normInt(BigInt(a) * BigInt(b)));
}

/** A JavaScript engine refuses bigints past a size: that is CPython's MemoryError. */
function guardSize<T>(f: () => T): T {
  try {
    return f();
  } catch (e) {
    if (e instanceof RangeError) throw newError('MemoryError');
    throw e;
  }
}

export function intFloorDiv(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw zeroDivision();
    if (a < EXACT_QUOTIENT && a > -EXACT_QUOTIENT) return Math.floor(a / b) + 0;
    const r = a % b;
    const q = (a - r) / b;
    return r !== 0 && r < 0 !== b < 0 ? q - 1 : q + 0;
  }
  if (b === 0) throw zeroDivision();
  const x = BigInt(a);
  const y = BigInt(b);
  const q = x / y;
  return normInt(x < 0n !== y < 0n && q * y !== x ? q - 1n : q);
}

export function intMod(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) throw zeroDivision();
    const r = a % b;
    return r !== 0 && r < 0 !== b < 0 ? r + b : r + 0;
  }
  if (b === 0) throw zeroDivision();
  const y = BigInt(b);
  const r = BigInt(a) % y;
  return normInt(r !== 0n && r < 0n !== y < 0n ? r + y : r);
}

export function intNegative(a: Int): Int {
  return typeof a === 'number' ? 0 - a : normInt(-a);
}

export function intAbs(a: Int): Int {
  return typeof a === 'number' ? Math.abs(a) : a < 0n ? -a : a;
}

export function intInvert(a: Int): Int {
  return intSub(-1, a);
}

/** `a / b`, correctly rounded. */
export function intTrueDiv(a: Int, b: Int): number {
  if (b === 0) throw zeroDivision();
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  const q = ratioToDouble(BigInt(a), BigInt(b));
  if (!Number.isFinite(q)) throw overflowError('integer division result too large for a float');
  return q;
}

/** The double nearest to a/b (ties to even), ±Infinity past the range. */
export function ratioToDouble(a: bigint, b: bigint): number {
  const negative = a < 0n !== b < 0n;
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  if (x === 0n) return negative ? -0 : 0;
  // Scale so that the quotient has at least 66 bits; a sticky bit keeps the rounding exact.
  const diff = bitLength(x) - bitLength(y);
  let shift = 66 - diff;
  if (diff > 1100) return negative ? -Infinity : Infinity;
  if (diff < -1200) return negative ? -0 : 0;
  // A subnormal result has fewer bits; cut the quotient where its last bit is, so that it is rounded only once.
  const lastBit = 1074 + 2;
  if (shift > lastBit) shift = lastBit;
  if (shift > 0) x <<= BigInt(shift);
  else y <<= BigInt(-shift);
  let q = x / y;
  if (q * y !== x) q = (q << 1n) | 1n;
  else q <<= 1n;
  const r = scaleDouble(q, -(shift + 1));
  return negative ? -r : r;
}

/** q * 2**e as a double; q may have more bits than a double and its lowest bit may be sticky. */
function scaleDouble(q: bigint, e: number): number {
  const bits = bitLength(q);
  const top = bits + e;
  if (top > 1025) return Infinity;
  const keep = Math.min(53, top + 1074);
  if (keep < 0) return 0;
  const drop = bits - keep;
  let m = q;
  if (drop > 0) {
    const d = BigInt(drop);
    m = q >> d;
    const rest = q - (m << d);
    const half = 1n << (d - 1n);
    if (rest > half || (rest === half && (m & 1n) === 1n)) m += 1n;
    return ldexp(Number(m), e + drop);
  }
  return ldexp(Number(m), e);
}

/** m * 2**e without intermediate overflow or double rounding for an exactly representable result. */
export function ldexp(m: number, e: number): number {
  let r = m;
  while (e > 1000) {
    r *= 2 ** 1000;
    e -= 1000;
  }
  if (e >= -1021) return r * 2 ** e;
  // One rounding only: go down by exact steps first.
  while (e < -1000 && Math.abs(r) >= 2 ** 60) {
    r *= 2 ** -60;
    e += 60;
  }
  if (e >= -1074) return r * 2 ** e;
  const up = Math.min(-1074 - e + 53, 900);
  const scaled = r * 2 ** -up;
  return e + up >= -1074 ? scaled * 2 ** (e + up) : 0;
}

/** `float(n)`; raises OverflowError. */
export function intToDouble(n: Int): number {
  if (typeof n === 'number') return n;
  const r = Number(n);
  if (!Number.isFinite(r)) throw overflowError('int too large to convert to float');
  return r;
}

export function bitLength(n: Int): number {
  if (typeof n === 'number') {
    const a = Math.abs(n);
    return a < TWO32 ? 32 - Math.clz32(a) : 64 - Math.clz32(a / TWO32);
  }
  const hex = (n < 0n ? -n : n).toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(parseInt(hex[0], 16)));
}

export function bitCount(n: Int): number {
  let count = 0;
  for (const c of BigInt(n).toString(2)) if (c === '1') count++;
  return count;
}

export function intLshift(a: Int, b: Int): Int {
  if (b < 0) throw valueError('negative shift count');
  if (a === 0) return 0;
  if (typeof b === 'bigint') throw overflowError('too many digits in integer');
  if (typeof a === 'number' && b < 53) {
    const r = a * 2 ** b;
    if (r <= MAX && r >= -MAX) return r;
  }
  return guardSize(() => normInt(BigInt(a) << BigInt(b)));
}

export function intRshift(a: Int, b: Int): Int {
  if (b < 0) throw valueError('negative shift count');
  if (typeof b === 'bigint') return a < 0 ? -1 : 0;
  if (typeof a === 'number') {
    if (b < 32 && (a | 0) === a) return a >> b;
    return b > 60 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** b);
  }
  return normInt(a >> BigInt(b));
}

export function intAnd(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a & b;
    return intFromNumber((Math.floor(a / TWO32) & Math.floor(b / TWO32)) * TWO32 + ((a & b) >>> 0));
  }
  return normInt(BigInt(a) & BigInt(b));
}

export function intOr(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a | b;
    return intFromNumber((Math.floor(a / TWO32) | Math.floor(b / TWO32)) * TWO32 + ((a | b) >>> 0));
  }
  return normInt(BigInt(a) | BigInt(b));
}

export function intXor(a: Int, b: Int): Int {
  if (typeof a === 'number' && typeof b === 'number') {
    if ((a | 0) === a && (b | 0) === b) return a ^ b;
    return intFromNumber((Math.floor(a / TWO32) ^ Math.floor(b / TWO32)) * TWO32 + ((a ^ b) >>> 0));
  }
  return normInt(BigInt(a) ^ BigInt(b));
}

/** `a ** b` for b >= 0. */
export function intPow(a: Int, b: Int): Int {
  if (typeof b === 'number') {
    if (typeof a === 'number') {
      if (a === 2 && b < 53) return 2 ** b;
      let result = 1;
      let base = a;
      let e = b;
      for (;;) {
        if (e % 2 === 1) {
          result *= base;
          if (result > MAX || result < -MAX) break;
        }
        e = Math.floor(e / 2);
        if (e === 0) return result + 0;
        base *= base;
        if (base > MAX) break;
      }
    }
    return guardSize(() => normInt(BigInt(a) ** BigInt(b)));
  }
  if (a === 0 || a === 1) return a;
  if (a === -1) return (b & 1n) === 1n ? -1 : 1;
  throw newError('MemoryError');
}

/** `pow(a, b, m)`. */
export function intPowMod(a: Int, b: Int, m: Int): Int {
  if (m === 0) throw valueError('pow() 3rd argument cannot be 0');
  if (b < 0) return intPowMod(modInverse(a, m), intNegative(b), m);
  const mod = m < 0 ? -BigInt(m) : BigInt(m);
  const result =
    mod < 0x4000000n
      ? smallPowMod(Number(intMod(a, Number(mod))), b, Number(mod))
      : normInt(bigPowMod(BigInt(a), BigInt(b), mod));
  return m < 0 ? intMod(result, m) : result;
}

function smallPowMod(a: number, b: Int, m: number): number {
  let result = 1 % m;
  let base = a;
  const bits = BigInt(b).toString(2);
  for (let i = bits.length - 1; i >= 0; i--) {
    if (bits[i] === '1') result = (result * base) % m;
    base = (base * base) % m;
  }
  return result;
}

function bigPowMod(a: bigint, b: bigint, m: bigint): bigint {
  let base = ((a % m) + m) % m;
  // Four bits of the exponent at a time.
  if (b < 16n) {
    let r = 1n % m;
    for (let i = 0n; i < b; i++) r = (r * base) % m;
    return r;
  }
  const table = [1n % m];
  for (let i = 1; i < 16; i++) table.push((table[i - 1] * base) % m);
  let result = 1n % m;
  base = 0n;
  for (const digit of b.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % m;
    const d = parseInt(digit, 16);
    if (d !== 0) result = (result * table[d]) % m;
  }
  return result;
}

function modInverse(a: Int, m: Int): Int {
  let n = BigInt(m);
  if (n < 0n) n = -n;
  let [r0, r1] = [n, ((BigInt(a) % n) + n) % n];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [t0, t1] = [t1, t0 - q * t1];
  }
  if (r0 !== 1n) throw valueError('base is not invertible for the given modulus');
  return normInt(((t0 % n) + n) % n);
}

/** Square root rounded down; n >= 0. */
export function intSqrt(n: Int): Int {
  if (typeof n === 'number') {
    let r = Math.floor(Math.sqrt(n));
    while (r * r > n) r--;
    return r;
  }
  let x = 1n << BigInt((bitLength(n) + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return normInt(x);
    x = y;
  }
}

export function intGcd(a: Int, b: Int): Int {
  while (typeof a !== 'number' || typeof b !== 'number') {
    if (b === 0) return intAbs(a);
    [a, b] = [b, intMod(a, b)];
  }
  let x = Math.abs(a);
  let y = Math.abs(b);
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}
