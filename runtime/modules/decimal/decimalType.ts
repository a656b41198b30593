/** The type Decimal: conversion, operators, methods. */
import { None, NotImplemented } from '../../objects/builtinTypes';
import { lookupAttr } from '../../objects/attributes';
import { PyObject, Cmp, typeOf, type Int, type PyType, type Value } from '../../objects/object';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { identity } from '../../objects/compare';
import { overflowError, typeError, valueError } from '../../objects/errors';
import { decompose } from '../../objects/floatText';
import { asciiDigits } from '../../objects/intText';
import { toIndex, toSsize } from '../../objects/toIndex';
import { defineType } from '../../objects/typeObject';
import { intOf, normInt, PyComplex, PyFloat, PyList, PyTuple, strOf } from '../../objects/values';
import { importModule } from '../importing';
import {
  add,
  divide,
  divideInteger,
  divmod,
  minus,
  multiply,
  plus,
  quantize,
  remainder,
  rescale,
  subtract,
  toIntegral,
} from './arithmetic';
import { contextArg, currentDecimalContext, type PyDecimalContext } from './context';
import { formatDecimal } from './formatDecimal';
import { powerOf } from './functions';
import {
  adjusted,
  compareNum,
  exactContext,
  finalize,
  finite,
  Flag,
  infinity,
  isNaNum,
  isZero,
  NAN,
  numText,
  parseNum,
  pow10,
  roundings,
  type Ctx,
  type Num,
} from './number';
import { decimalMethods, operations, type Result } from './operations';

export class PyDecimal extends PyObject {
  constructor(
    cls: PyType,
    readonly num: Num,
  ) {
    super(cls);
  }
}

export const decimalTypes = {} as { decimal: PyType };

export const newDecimal = (num: Num): PyDecimal => new PyDecimal(decimalTypes.decimal, num);

/** An operation's result as a Python value. */
export function toValue(r: Result): Value {
  return typeof r === 'object' ? newDecimal(r) : r;
}

function fromInt(n: Int): Num {
  const big = BigInt(n);
  return finite(big < 0n ? 1 : 0, big < 0n ? -big : big, 0);
}

/** The exact value of a double. */
export function fromDouble(x: number): Num {
  if (Number.isNaN(x)) return NAN;
  if (!Number.isFinite(x)) return infinity(x < 0 ? 1 : 0);
  const sign = x < 0 || Object.is(x, -0) ? 1 : 0;
  let [m, e] = decompose(Math.abs(x));
  if (m === 0n) return finite(sign, 0n, 0);
  while (e < 0 && (m & 1n) === 0n) {
    m >>= 1n;
    e++;
  }
  return e >= 0 ? finite(sign, m << BigInt(e), 0) : finite(sign, m * 5n ** BigInt(-e), e);
}

/** An operand of an operator: Decimal or int; undefined for anything else. */
export function operand(v: Value): Num | undefined {
  if (v instanceof PyDecimal) return v.num;
  const n = intOf(v);
  return n === undefined ? undefined : fromInt(n);
}

/** An argument of a method; raises TypeError. */
export function argument(v: Value): Num {
  const x = operand(v);
  if (x === undefined) throw typeError(`conversion from ${typeOf(v).tpName} to Decimal is not supported`);
  return x;
}

function fromTuple(items: readonly Value[]): Num {
  const bad = (what: string) => valueError(what);
  if (items.length !== 3) throw bad('argument must be a sequence of length 3');
  const [signArg, digitsArg, expArg] = items;
  const sign = intOf(signArg);
  if (sign !== 0 && sign !== 1) throw bad('sign must be an integer with the value 0 or 1');
  const digits = digitsArg instanceof PyTuple || digitsArg instanceof PyList ? digitsArg.items : undefined;
  if (digits === undefined) throw bad('coefficient must be a tuple of digits');
  let text = '';
  const special = strOf(expArg);
  if (special !== 'F')
    for (const d of digits) {
      const n = intOf(d);
      if (n === undefined || n < 0 || n > 9) throw bad('coefficient must be a tuple of digits');
      text += String(n);
    }
  const coeff = BigInt(text === '' ? 0 : text);
  if (special !== undefined) {
    if (special === 'F') return infinity(sign);
    if (special === 'n') return { sign, kind: 'nan', coeff, exp: 0 };
    if (special === 'N') return { sign, kind: 'snan', coeff, exp: 0 };
    throw bad("string argument in the third position must be 'F', 'n' or 'N'");
  }
  const exp = intOf(expArg);
  if (exp === undefined) throw bad('exponent must be an integer');
  return finite(sign, coeff, Number(exp));
}

/** A value from any object that Decimal() takes, exact; conditions go to the context. */
export function convert(v: Value, ctx: PyDecimalContext): Num {
  if (v instanceof PyDecimal) return v.num;
  const n = intOf(v);
  if (n !== undefined) return fromInt(n);
  const s = strOf(v);
  if (s !== undefined) {
    const x = s.includes('\0') ? undefined : parseNum(asciiDigits(s.replaceAll('_', '')));
    if (x === undefined) {
      ctx.raise(Flag.ConversionSyntax);
      return NAN;
    }
    return x;
  }
  if (v instanceof PyTuple || v instanceof PyList) return fromTuple(v.items);
  if (v instanceof PyFloat) {
    ctx.raise(Flag.FloatOperation);
    return fromDouble(v.value);
  }
  throw typeError(`conversion from ${typeOf(v).tpName} to Decimal is not supported`);
}

/** The integral part; raises for infinities and NaNs. */
function integral(x: Num): Int {
  if (x.kind === 'inf') throw overflowError('cannot convert Infinity to integer');
  if (x.kind !== '') throw valueError('cannot convert NaN to integer');
  const n = x.exp >= 0 ? x.coeff * pow10(x.exp) : x.coeff / pow10(-x.exp);
  return normInt(x.sign === 1 ? -n : n);
}

const P = (1n << 61n) - 1n;

function modPow(base: bigint, e: number): bigint {
  let r = 1n;
  let b = base;
  for (let n = BigInt(e); n > 0n; n >>= 1n) {
    if ((n & 1n) === 1n) r = (r * b) % P;
    b = (b * b) % P;
  }
  return r;
}

function hashDecimal(v: Value): Int {
  const x = (v as PyDecimal).num;
  if (x.kind === 'snan') throw typeError('Cannot hash a signaling NaN value');
  if (x.kind === 'nan') return identity(v as PyDecimal) / 16;
  if (x.kind === 'inf') return x.sign === 1 ? -314159 : 314159;
  const scale = x.exp >= 0 ? modPow(10n, x.exp) : modPow(INVERSE_TEN, -x.exp);
  const h = (x.coeff * scale) % P;
  const signed = x.sign === 1 ? -h : h;
  return signed === -1n ? -2 : normInt(signed);
}

/** 10 ** -1 modulo P. */
const INVERSE_TEN = (() => {
  let r = 1n;
  let b = 10n;
  for (let n = P - 2n; n > 0n; n >>= 1n) {
    if ((n & 1n) === 1n) r = (r * b) % P;
    b = (b * b) % P;
  }
  return r;
})();

function compare(left: Value, right: Value, op: Cmp): Value {
  const a = (left as PyDecimal).num;
  const ctx = currentDecimalContext();
  let b = operand(right);
  let scaled = a;
  if (b === undefined) {
    if (right instanceof PyFloat) {
      if (op === Cmp.EQ || op === Cmp.NE) ctx.flags |= Flag.FloatOperation;
      else ctx.raise(Flag.FloatOperation);
      b = fromDouble(right.value);
    } else if (right instanceof PyComplex && (op === Cmp.EQ || op === Cmp.NE)) {
      if (right.imag !== 0) return op === Cmp.NE;
      b = fromDouble(right.real);
    } else {
      const parts = rational(right);
      if (parts === undefined) return NotImplemented;
      b = fromInt(parts[0]);
      if (a.kind === '') scaled = multiply(a, fromInt(parts[1]), exactContext());
    }
  }
  if (isNaNum(a) || isNaNum(b)) {
    if (a.kind === 'snan' || b.kind === 'snan' || (op !== Cmp.EQ && op !== Cmp.NE)) ctx.raise(Flag.InvalidOperation);
    return op === Cmp.NE;
  }
  const order = compareNum(scaled, b);
  return [order < 0, order <= 0, order === 0, order !== 0, order > 0, order >= 0][op];
}

/** Numerator and denominator of a numbers.Rational (Fraction). */
function rational(v: Value): [Int, Int] | undefined {
  if (typeof v !== 'object' || !v.cls.mro.some((t) => t.name === 'Rational')) return undefined;
  const n = intOf(lookupAttr(v, 'numerator') ?? None);
  const d = intOf(lookupAttr(v, 'denominator') ?? None);
  return n === undefined || d === undefined ? undefined : [n, d];
}

function toDouble(x: Num): number {
  if (x.kind === 'snan') throw valueError('cannot convert signaling NaN to float');
  if (x.kind === 'nan') return NaN;
  return Number(numText(x));
}

function integerRatio(x: Num): PyTuple {
  if (x.kind === 'inf') throw overflowError('cannot convert Infinity to integer ratio');
  if (x.kind !== '') throw valueError('cannot convert NaN to integer ratio');
  if (x.coeff === 0n) return new PyTuple([0, 1]);
  const n = x.sign === 1 ? -x.coeff : x.coeff;
  if (x.exp >= 0) return new PyTuple([normInt(n * pow10(x.exp)), 1]);
  let [a, b] = [x.coeff, pow10(-x.exp)];
  const d = b;
  while (b !== 0n) [a, b] = [b, a % b];
  return new PyTuple([normInt(n / a), normInt(d / a)]);
}

function asTuple(x: Num): Value {
  const digits = Array.from(x.coeff.toString(), Number);
  const exp: Value = x.kind === 'inf' ? 'F' : x.kind === 'nan' ? 'n' : x.kind === 'snan' ? 'N' : x.exp;
  const payload = isNaNum(x) && x.coeff === 0n ? [] : digits;
  const cls = lookupAttr(importModule('decimal'), 'DecimalTuple')!;
  return typeOf(cls).tp_call!(cls, [x.sign, new PyTuple(x.kind === 'inf' ? [0] : payload), exp], null);
}

function roundingArg(v: Value | undefined, c: Ctx): string {
  if (v === undefined || v === None) return c.rounding;
  const s = strOf(v);
  if (s === undefined || !roundings.includes(s))
    throw typeError(
      'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]',
    );
  return s;
}

const num = (v: Value): Num => (v as PyDecimal).num;

function binary(f: (a: Num, b: Num, c: Ctx) => Num) {
  return (left: Value, right: Value): Value => {
    const a = operand(left);
    const b = operand(right);
    return a === undefined || b === undefined
      ? NotImplemented
      : newDecimal(currentDecimalContext().run((c) => f(a, b, c)));
  };
}

export function makeDecimalType(): PyType {
  const t = defineType({
    name: 'decimal.Decimal',
    doc: "Decimal(value='0', context=None)\n\nA decimal floating-point number, made of an int, str, float, tuple (sign, digits, exponent) or Decimal.",
    new: [
      "(cls, value='0', context=None)",
      (cls: PyType, value: Value, context: Value) => {
        const ctx = contextArg(context);
        if (value instanceof PyDecimal && value.cls === cls && cls === t) return value;
        return new PyDecimal(cls, convert(value, ctx));
      },
    ],
    setup: installDecimal,
  });
  return t;
}

function installDecimal(t: PyType): void {
  decimalTypes.decimal = t;
  t.alloc = (cls) => new PyDecimal(cls, finite(0, 0n, 0));
  t.tp_repr = (v) => `Decimal('${numText(num(v), currentDecimalContext().c.capitals)}')`;
  t.tp_str = (v) => numText(num(v), currentDecimalContext().c.capitals);
  t.tp_hash = hashDecimal;
  t.tp_richcompare = compare;
  t.nb_add = binary(add);
  t.nb_subtract = binary(subtract);
  t.nb_multiply = binary(multiply);
  t.nb_true_divide = binary(divide);
  t.nb_floor_divide = binary(divideInteger);
  t.nb_remainder = binary(remainder);
  t.nb_divmod = (left, right) => {
    const a = operand(left);
    const b = operand(right);
    if (a === undefined || b === undefined) return NotImplemented;
    return new PyTuple(
      currentDecimalContext()
        .run((c) => divmod(a, b, c))
        .map(newDecimal),
    );
  };
  t.nb_power = (base, exp, mod) => {
    const a = operand(base);
    const b = operand(exp);
    if (a === undefined || b === undefined) return NotImplemented;
    if (mod === None) return newDecimal(currentDecimalContext().run((c) => powerOf(a, b, c)));
    const m = operand(mod);
    return m === undefined ? NotImplemented : newDecimal(currentDecimalContext().run((c) => powerModulo(a, b, m, c)));
  };
  t.nb_negative = (v) => newDecimal(currentDecimalContext().run((c) => minus(num(v), c)));
  t.nb_positive = (v) => newDecimal(currentDecimalContext().run((c) => plus(num(v), c)));
  t.nb_absolute = (v) =>
    newDecimal(currentDecimalContext().run((c) => (num(v).sign === 1 ? minus(num(v), c) : plus(num(v), c))));
  t.nb_bool = (v) => !isZero(num(v));
  t.nb_int = (v) => integral(num(v));
  t.nb_float = (v) => new PyFloat(toDouble(num(v)));
  installMethods(t);
}

function installMethods(t: PyType): void {
  const method = (name: string, arity: 'unary' | 'binary' | 'ternary'): void => {
    const f = operations[arity][name];
    const params = { unary: '', binary: 'other, ', ternary: 'other, third, ' }[arity];
    const noContext =
      arity === 'unary' && /^(canonical|copy_|is_(canonical|finite|infinite|nan|qnan|signed|snan|zero))/.test(name);
    if (noContext)
      defMethod(t, `${name}(self, /)`, (a: PyDecimal) => toValue(f(currentDecimalContext().c, a.num, a.num, a.num)));
    else if (arity === 'unary')
      defMethod(t, `${name}(self, /, ${params}context=None)`, (a: PyDecimal, ctx: Value) =>
        toValue(contextArg(ctx).run((c) => f(c, a.num, a.num, a.num))),
      );
    else if (arity === 'binary')
      defMethod(t, `${name}(self, /, other, context=None)`, (a: PyDecimal, b: Value, ctx: Value) => {
        const y = argument(b);
        return toValue(contextArg(ctx).run((c) => f(c, a.num, y, y)));
      });
    else
      defMethod(t, `${name}(self, /, other, third, context=None)`, (a: PyDecimal, b: Value, z: Value, ctx: Value) => {
        const [y, w] = [argument(b), argument(z)];
        return toValue(contextArg(ctx).run((c) => f(c, a.num, y, w)));
      });
  };
  for (const name of decimalMethods)
    method(name, name in operations.unary ? 'unary' : name in operations.binary ? 'binary' : 'ternary');
  defMethod(
    t,
    'quantize(self, /, exp, rounding=None, context=None)',
    (a: PyDecimal, exp: Value, rounding: Value, ctx: Value) => {
      const like = argument(exp);
      const context = contextArg(ctx);
      return newDecimal(context.run((c) => quantize(a.num, like, c, roundingArg(rounding, c))));
    },
  );
  for (const name of ['to_integral', 'to_integral_value', 'to_integral_exact'])
    defMethod(t, `${name}(self, /, rounding=None, context=None)`, (a: PyDecimal, rounding: Value, ctx: Value) =>
      newDecimal(
        contextArg(ctx).run((c) => toIntegral(a.num, c, roundingArg(rounding, c), name === 'to_integral_exact')),
      ),
    );
  defMethod(t, 'adjusted(self, /)', (a: PyDecimal) => (a.num.kind === '' ? adjusted(a.num) : 0));
  defMethod(t, 'as_tuple(self, /)', (a: PyDecimal) => asTuple(a.num));
  defMethod(t, 'as_integer_ratio(self, /)', (a: PyDecimal) => integerRatio(a.num));
  defMethod(t, 'conjugate(self, /)', (a: PyDecimal) => a);
  defMethod(t, 'radix(self, /)', () => newDecimal(finite(0, 10n, 0)));
  for (const name of ['__copy__(self, /)', '__deepcopy__(self, memo, /)']) defMethod(t, name, (a: PyDecimal) => a);
  defMethod(t, '__reduce__(self, /)', (a: PyDecimal) => new PyTuple([a.cls, new PyTuple([numText(a.num)])]));
  defMethod(t, '__complex__(self, /)', (a: PyDecimal) => new PyComplex(toDouble(a.num), 0));
  defMethod(t, '__trunc__(self, /)', (a: PyDecimal) => integral(a.num));
  const rounded = (a: PyDecimal, mode: string): Int =>
    integral(a.num.kind === '' ? rescale(a.num, Math.max(a.num.exp, 0), mode)[0] : a.num);
  defMethod(t, '__floor__(self, /)', (a: PyDecimal) => rounded(a, 'ROUND_FLOOR'));
  defMethod(t, '__ceil__(self, /)', (a: PyDecimal) => rounded(a, 'ROUND_CEILING'));
  defMethod(t, '__round__(self, ndigits=<absent>, /)!', (a: PyDecimal, digits?: Value) => {
    if (digits === undefined) return rounded(a, 'ROUND_HALF_EVEN');
    if (intOf(digits) === undefined) throw typeError('optional arg must be an integer');
    const like = finite(0, 1n, -toSsize(toIndex(digits)));
    return newDecimal(currentDecimalContext().run((c) => quantize(a.num, like, c)));
  });
  defMethod(t, '__format__(self, format_spec, override=<absent>, /)!', (a: PyDecimal, spec: Value) => {
    const s = strOf(spec);
    if (s === undefined) throw typeError('format arg must be str');
    return formatDecimal(a.num, s, currentDecimalContext().c);
  });
  defMethod(t, '__sizeof__(self, /)', () => 104);
  defClassMethod(t, 'from_float(cls, f, /)', (cls: PyType, f: Value) => {
    const n = intOf(f);
    if (n === undefined && !(f instanceof PyFloat)) throw typeError('argument must be int or float');
    return make(cls, n !== undefined ? fromInt(n) : fromDouble((f as PyFloat).value));
  });
  defClassMethod(t, 'from_number(cls, number, /)', (cls: PyType, v: Value) => {
    const x = operand(v) ?? (v instanceof PyFloat ? fromDouble(v.value) : undefined);
    if (x === undefined) throw typeError(`conversion from ${typeOf(v).tpName} to Decimal is not supported`);
    return make(cls, x);
  });
  defGetSet(t, 'real', (a: PyDecimal) => a);
  defGetSet(t, 'imag', () => newDecimal(finite(0, 0n, 0)));
}

function make(cls: PyType, x: Num): Value {
  const d = newDecimal(x);
  return cls === decimalTypes.decimal ? d : typeOf(cls).tp_call!(cls, [d], null);
}

/** `pow(a, b, m)` of whole numbers. */
export function powerModulo(a: Num, b: Num, m: Num, c: Ctx): Num {
  const whole = (x: Num): bigint | undefined => {
    if (x.kind !== '') return undefined;
    const [r, inexact] = x.exp < 0 ? rescale(x, 0, 'ROUND_DOWN') : [finite(x.sign, x.coeff * pow10(x.exp), 0), false];
    return inexact ? undefined : r.sign === 1 ? -r.coeff : r.coeff;
  };
  const [x, y, z] = [whole(a), whole(b), whole(m)];
  if (x === undefined || y === undefined || z === undefined || y < 0n || z === 0n || (x === 0n && y === 0n)) {
    c.status |= Flag.InvalidOperation;
    return NAN;
  }
  const modulus = z < 0n ? -z : z;
  let base = x < 0n ? -x : x;
  let r = 1n % modulus;
  for (let e = y; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) r = (r * base) % modulus;
    base = (base * base) % modulus;
  }
  return finalize(finite(x < 0n && (y & 1n) === 1n ? 1 : 0, r, 0), c);
}
