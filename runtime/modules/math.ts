/**
 * The module math (CPython's mathmodule.c). Special functions are in mathSpecial.ts, integer ones in mathInteger.ts.
 */
import { None } from '../objects/builtinTypes';
import { callSpecial } from '../objects/call';
import { overflowError, typeError, valueError } from '../objects/errors';
import * as elementary from '../base/elementary';
import { frexp, twoProduct, twoSum, vectorNorm } from '../base/exactArithmetic';
import { floatRepr } from '../objects/floatText';
import { bitLength, intAdd, intMul, ldexp } from '../objects/intOps';
import { forEach, getIter, iterNext, toArray } from '../objects/iteration';
import { intFromDouble, toDouble } from '../objects/numbers';
import { typeOf, type Int, type Value } from '../objects/object';
import { binaryOp } from '../objects/operators';
import { toIndex } from '../objects/toIndex';
import { intOf, PyFloat, PyTuple } from '../objects/values';
import { fma } from './fma';
import { installIntegerFunctions } from './mathInteger';
import { erf, erfc, gamma, lgamma } from './mathSpecial';
import { nativeModule, type ModuleBuilder } from './registry';

const domainError = () => valueError('math domain error');
const rangeError = () => overflowError('math range error');
const float = (x: number): PyFloat => new PyFloat(x);

/** A function of one number. A NaN from a number that is none is a domain error, an infinity a range error. */
function unary(m: ModuleBuilder, name: string, f: (x: number) => number, expected?: string, overflows = false): void {
  m.def(`${name}(x, /)`, (v: Value) => {
    const x = v instanceof PyFloat ? v.value : toDouble(v);
    const r = f(x);
    if (Number.isNaN(r) && !Number.isNaN(x))
      throw expected === undefined ? domainError() : valueError(`expected ${expected}, got ${floatRepr(x)}`);
    if (!Number.isFinite(r) && Number.isFinite(x) && !Number.isNaN(r)) {
      if (overflows) throw rangeError();
      throw valueError(expected === undefined ? 'math domain error' : `expected ${expected}, got ${floatRepr(x)}`);
    }
    return new PyFloat(r);
  });
}

/** The logarithm of an int of any size, or of a float. */
function logOf(v: Value, f: (x: number) => number, ofTwo: number): number {
  const n = intOf(v);
  if (n !== undefined) {
    if (n <= 0) throw valueError('expected a positive input');
    if (typeof n === 'number') return f(n);
    const x = Number(n);
    if (Number.isFinite(x)) return f(x);
    // m * 2**e with m in [0.5, 1).
    const e = bitLength(n);
    return f(Number(n >> BigInt(e - 64)) / 2 ** 64) + e * ofTwo;
  }
  const x = toDouble(v);
  if (Number.isNaN(x)) return x;
  if (x <= 0) throw valueError(`expected a positive input, got ${floatRepr(x)}`);
  return f(x);
}

/** An exact running sum of doubles (Shewchuk). */
function fsum(iterable: Value): PyFloat {
  const partials: number[] = [];
  let special = 0;
  let infinities = 0;
  forEach(iterable, (v) => {
    let x = v instanceof PyFloat ? v.value : toDouble(v);
    const given = x;
    let n = 0;
    for (const p of partials) {
      let y = p;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const hi = x + y;
      const lo = y - (hi - x);
      if (lo !== 0) partials[n++] = lo;
      x = hi;
    }
    partials.length = n;
    if (x !== 0) {
      if (!Number.isFinite(x)) {
        if (Number.isFinite(given)) throw overflowError('intermediate overflow in fsum');
        if (Math.abs(given) === Infinity) infinities += given;
        special += given;
        partials.length = 0;
      } else partials.push(x);
    }
  });
  if (special !== 0) {
    if (Number.isNaN(infinities)) throw valueError('-inf + inf in fsum');
    return float(special);
  }
  let hi = 0;
  let n = partials.length;
  if (n > 0) {
    hi = partials[--n];
    let lo = 0;
    while (n > 0) {
      const x = hi;
      const y = partials[--n];
      hi = x + y;
      lo = y - (hi - x);
      if (lo !== 0) break;
    }
    if (n > 0 && ((lo < 0 && partials[n - 1] < 0) || (lo > 0 && partials[n - 1] > 0))) {
      const y = lo * 2;
      const x = hi + y;
      if (y === x - hi) hi = x;
    }
  }
  return float(hi);
}

/** Two numbers of which at least one is a float, as sumprod() takes them together; undefined for anything else. */
function floatPair(p: Value, q: Value): [number, number] | undefined {
  const exact = (v: Value): boolean => v instanceof PyFloat && typeOf(v).name === 'float';
  const number = (v: Value): boolean => typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean';
  if (!(exact(p) && (exact(q) || number(q))) && !(exact(q) && number(p))) return undefined;
  const double = (v: Value): number => (v instanceof PyFloat ? v.value : Number(v));
  const [x, y] = [double(p), double(q)];
  // An int beyond the range of floats raises where it is multiplied.
  return (number(p) && !Number.isFinite(x)) || (number(q) && !Number.isFinite(y)) ? undefined : [x, y];
}

/** x * y as an unevaluated sum of two floats. */
function exactProduct(x: number, y: number): [number, number] {
  const z = x * y;
  const size = Math.abs(z);
  if (Math.abs(x) < 1e150 && Math.abs(y) < 1e150 && (size > 1e-250 || x === 0 || y === 0)) return twoProduct(x, y);
  return Number.isFinite(z) ? [z, fma(x, y, -z)] : [z, 0];
}

const fitsLong = (v: Value): boolean => typeof v !== 'bigint' || BigInt.asIntN(64, v) === v;

/** CPython's math_sumprod_impl: ints first, then floats in triple length, then whatever the operators say. */
function sumprod(p: Value, q: Value): Value {
  const a = toArray(p);
  const b = toArray(q);
  if (a.length !== b.length) throw valueError('Inputs are not the same length');
  const int = (v: Value): boolean => typeof v === 'number' || typeof v === 'bigint';
  let total: Value = 0;
  let i = 0;
  for (let sum: number | bigint = 0; i < a.length && int(a[i]) && int(b[i]); i++) {
    const product = intMul(intOf(a[i])!, intOf(b[i])!);
    // What doesn't fit C's long ends this, and all that follows is left to the operators.
    if (![a[i], b[i], product, intAdd(sum, product)].every(fitsLong)) break;
    total = sum = intAdd(sum, product);
  }
  let [hi, lo, tiny] = [0, 0, 0];
  const first = i;
  for (; i < a.length; i++) {
    const pair = floatPair(a[i], b[i]);
    if (pair === undefined) break;
    const [ph, pl] = exactProduct(...pair);
    const [sh, se] = twoSum(hi, ph);
    if (!Number.isFinite(sh)) break;
    const [lh, le] = twoSum(lo, pl);
    const [mh, me] = twoSum(lh, se);
    hi = sh;
    lo = mh;
    tiny += le + me;
  }
  if (i > first) total = binaryOp(total, float(tripleToDouble(hi, lo, tiny)), 'nb_add');
  for (; i < a.length; i++) total = binaryOp(total, binaryOp(a[i], b[i], 'nb_multiply'), 'nb_add');
  return total;
}

function tripleToDouble(hi: number, lo: number, tiny: number): number {
  if (!Number.isFinite(hi)) return hi + (Number.isNaN(lo) ? 0 : lo);
  const [l, e] = twoSum(lo, tiny);
  const [h, r] = twoSum(hi, l);
  return h + (r + e);
}

/** `math.prod`. */
function prod(iterable: Value, start: Value): Value {
  let result: Value = start;
  const it = getIter(iterable);
  for (let v = iterNext(it); v !== undefined; v = iterNext(it)) {
    if (result instanceof PyFloat && v instanceof PyFloat) result = new PyFloat(result.value * v.value);
    else if (typeof result === 'number' && typeof v === 'number') result = intMul(result, v);
    else result = binaryOp(result, v, 'nb_multiply');
  }
  return result;
}

/** The double `steps` steps from x towards y. */
function nextAfter(x: number, y: number, steps: bigint): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return y;
  const order = (d: number): bigint => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, d);
    const n = view.getBigInt64(0);
    return n >= 0n ? n : -(n & 0x7fffffffffffffffn);
  };
  const from = order(x);
  const to = order(y);
  const at = from < to ? (from + steps > to ? to : from + steps) : from - steps < to ? to : from - steps;
  if (at === to) return y;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, at >= 0n ? at : -at);
  const r = view.getFloat64(0);
  return at < 0n || (at === 0n && (x < 0 || Object.is(x, -0))) ? -r : r;
}

function fmod(x: number, y: number): number {
  const r = x % y;
  if (Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y)) throw domainError();
  return r;
}

/** IEEE 754 remainder. */
function remainder(x: number, y: number): number {
  if (Number.isFinite(x) && Number.isFinite(y)) {
    if (y === 0) throw domainError();
    const absy = Math.abs(y);
    const m = Math.abs(x) % absy;
    const c = absy - m;
    let r: number;
    if (m < c) r = m;
    else if (m > c) r = -c;
    else r = m - 2 * ((0.5 * (Math.abs(x) - m)) % absy);
    return (x < 0 || Object.is(x, -0) ? -1 : 1) * r;
  }
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (Math.abs(x) === Infinity) throw domainError();
  return x;
}

function pow(x: number, y: number): number {
  const r = elementary.power(x, y);
  if (Number.isNaN(r) && !Number.isNaN(x) && !Number.isNaN(y)) throw domainError();
  if (!Number.isFinite(r) && Number.isFinite(x) && Number.isFinite(y)) throw x === 0 ? domainError() : rangeError();
  return r;
}

function ldexpChecked(x: number, e: Int): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  if (e > 2147483647) throw rangeError();
  if (e < -2147483648) return x < 0 ? -0 : 0;
  const r = ldexp(x, Number(e));
  if (!Number.isFinite(r)) throw rangeError();
  return r;
}

function isClose(a: number, b: number, rel: number, abs: number): boolean {
  if (rel < 0 || abs < 0) throw valueError('tolerances must be non-negative');
  if (a === b) return true;
  if (Math.abs(a) === Infinity || Math.abs(b) === Infinity) return false;
  const diff = Math.abs(b - a);
  return diff <= Math.abs(rel * b) || diff <= Math.abs(rel * a) || diff <= abs;
}

/** `math.floor` and `math.ceil`: the special method first, floats aside. */
function rounding(m: ModuleBuilder, name: string, f: (x: number) => number): void {
  m.def(`${name}(x, /)`, (v: Value) => {
    if (typeof v === 'number' || typeof v === 'bigint') return v;
    if (v instanceof PyFloat && typeOf(v).name === 'float') return intFromDouble(f(v.value));
    return callSpecial(v, `__${name}__`) ?? intFromDouble(f(toDouble(v)));
  });
}

nativeModule('math', (m) => {
  m.set('__doc__', 'Functions of real numbers and integers.');
  for (const [name, value] of Object.entries({ pi: Math.PI, e: Math.E, tau: 2 * Math.PI, inf: Infinity, nan: NaN }))
    m.set(name, float(value));
  unary(m, 'sqrt', Math.sqrt, 'a nonnegative input');
  unary(m, 'cbrt', elementary.cbrt);
  unary(m, 'exp', elementary.exp, undefined, true);
  unary(m, 'exp2', (x) => elementary.power(2, x), undefined, true);
  unary(m, 'expm1', Math.expm1, undefined, true);
  unary(m, 'log1p', Math.log1p, 'argument value > -1');
  unary(m, 'sin', elementary.sin, 'a finite input');
  unary(m, 'cos', elementary.cos, 'a finite input');
  unary(m, 'tan', elementary.tan, 'a finite input');
  unary(m, 'asin', elementary.asin, 'a number in range from -1 up to 1');
  unary(m, 'acos', elementary.acos, 'a number in range from -1 up to 1');
  unary(m, 'atan', elementary.atan);
  unary(m, 'sinh', Math.sinh, undefined, true);
  unary(m, 'cosh', elementary.cosh, undefined, true);
  unary(m, 'tanh', Math.tanh);
  unary(m, 'asinh', elementary.asinh);
  unary(m, 'acosh', elementary.acosh, 'argument value not less than 1');
  unary(m, 'atanh', Math.atanh, 'a number between -1 and 1');
  unary(m, 'fabs', Math.abs);
  unary(m, 'erf', erf);
  unary(m, 'erfc', erfc);
  unary(m, 'gamma', gamma, 'a noninteger or positive integer', true);
  m.def('lgamma(x, /)', (v: Value) => {
    const x = toDouble(v);
    const r = lgamma(x);
    if (r === Infinity && Number.isFinite(x)) {
      if (x <= 0 && Number.isInteger(x))
        throw valueError(`expected a noninteger or positive integer, got ${floatRepr(x)}`);
      throw rangeError();
    }
    return float(r);
  });
  m.def('degrees(x, /)', (v: Value) => float(toDouble(v) * (180 / Math.PI)));
  m.def('radians(x, /)', (v: Value) => float(toDouble(v) * (Math.PI / 180)));
  m.def('log(x, base=<absent>, /)!', (x: Value, base?: Value) => {
    const num = logOf(x, elementary.log, Math.LN2);
    return base === undefined
      ? float(num)
      : binaryOp(float(num), float(logOf(base, elementary.log, Math.LN2)), 'nb_true_divide');
  });
  m.def('log2(x, /)', (x: Value) => float(logOf(x, elementary.log2, 1)));
  m.def('log10(x, /)', (x: Value) => float(logOf(x, elementary.log10, Math.log10(2))));
  m.def('pow(x, y, /)', (x: Value, y: Value) => float(pow(toDouble(x), toDouble(y))));
  m.def('atan2(y, x, /)', (y: Value, x: Value) => float(elementary.atan2(toDouble(y), toDouble(x))));
  m.def('copysign(x, y, /)', (x: Value, y: Value) => {
    const a = Math.abs(toDouble(x));
    const s = toDouble(y);
    return float(s < 0 || Object.is(s, -0) ? -a : a);
  });
  m.def('fmod(x, y, /)', (x: Value, y: Value) => float(fmod(toDouble(x), toDouble(y))));
  m.def('remainder(x, y, /)', (x: Value, y: Value) => float(remainder(toDouble(x), toDouble(y))));
  m.def('hypot(*coordinates)', (args: Value[]) => float(vectorNorm(args.map((v) => toDouble(v)))));
  m.def('dist(p, q, /)', (p: Value, q: Value) => {
    const [from, to] = [p, q].map(toArray);
    if (from.length !== to.length) throw valueError('both points must have the same number of dimensions');
    return float(vectorNorm(from.map((x, i) => toDouble(x) - toDouble(to[i]))));
  });
  m.def('fma(x, y, z, /)', (xv: Value, yv: Value, zv: Value) => {
    const [x, y, z] = [toDouble(xv), toDouble(yv), toDouble(zv)];
    const r = fma(x, y, z);
    if (Number.isNaN(r) && ![x, y, z].some(Number.isNaN)) throw valueError('invalid operation in fma');
    if (Math.abs(r) === Infinity && [x, y, z].every(Number.isFinite)) throw overflowError('overflow in fma');
    return float(r);
  });
  m.def('fsum(seq, /)', fsum);
  m.def('sumprod(p, q, /)', sumprod);
  m.def('prod(iterable, /, *, start=1)', prod);
  m.def('frexp(x, /)', (v: Value) => {
    const [mantissa, e] = frexp(toDouble(v));
    return new PyTuple([float(mantissa), e]);
  });
  m.def('ldexp(x, i, /)', (x: Value, i: Value) => {
    const mantissa = toDouble(x);
    const e = intOf(i);
    if (e === undefined) throw typeError('Expected an int as second argument to ldexp.');
    return float(ldexpChecked(mantissa, e));
  });
  m.def('modf(x, /)', (v: Value) => {
    const x = toDouble(v);
    const negative = x < 0 || Object.is(x, -0);
    if (!Number.isFinite(x)) return new PyTuple([float(Number.isNaN(x) ? x : negative ? -0 : 0), float(x)]);
    const whole = Math.trunc(x);
    const frac = x - whole;
    return new PyTuple([float(frac === 0 && negative ? -0 : frac), float(whole)]);
  });
  m.def('isnan(x, /)', (v: Value) => Number.isNaN(toDouble(v)));
  m.def('isinf(x, /)', (v: Value) => Math.abs(toDouble(v)) === Infinity);
  m.def('isfinite(x, /)', (v: Value) => Number.isFinite(toDouble(v)));
  m.def('isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)', (a: Value, b: Value, rel: Value | undefined, abs: Value) =>
    isClose(toDouble(a), toDouble(b), rel === undefined ? 1e-9 : toDouble(rel), toDouble(abs)),
  );
  rounding(m, 'floor', Math.floor);
  rounding(m, 'ceil', Math.ceil);
  m.def('trunc(x, /)', (v: Value) => {
    if (v instanceof PyFloat && typeOf(v).name === 'float') return intFromDouble(v.value);
    const r = callSpecial(v, '__trunc__');
    if (r === undefined) throw typeError(`type ${typeOf(v).tpName} doesn't define __trunc__ method`);
    return r;
  });
  m.def('nextafter(x, y, /, *, steps=None)', (x: Value, y: Value, steps: Value) => {
    const n = steps === None ? 1 : toIndex(steps);
    if (n < 0) throw valueError('steps must be a non-negative integer');
    const [from, to] = [toDouble(x), toDouble(y)];
    const next = n === 0 ? from : nextAfter(from, to, BigInt(n));
    // nextafter(3) keeps the sign of what it comes from; with steps, y itself is the end.
    return float(next === 0 && from !== 0 && steps === None && from !== to ? (from < 0 ? -0 : 0) : next);
  });
  m.def('ulp(x, /)', (v: Value) => {
    const x = Math.abs(toDouble(v));
    if (!Number.isFinite(x)) return float(x);
    const up = nextAfter(x, Infinity, 1n);
    return float(up === Infinity ? x - nextAfter(x, -Infinity, 1n) : up - x);
  });
  installIntegerFunctions(m);
});
