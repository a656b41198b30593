/**
 * The type complex (CPython's complexobject.c).
 */
import { hypot } from '../base/exactArithmetic';
import { complexType, None, NotImplemented } from './builtinTypes';
import { callSpecial } from './call';
import { complexDiv, complexMul, complexPow, type Pair } from './complexOps';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { overflowError, typeError, valueError } from './errors';
import { fullyQualifiedName } from './typeNames';
import { Exc } from './exceptionTypes';
import { parseFloatText, compareFloatInt } from './floatOps';
import { floatRepr } from './floatText';
import { formatComplex } from './formatSpec';
import { hashDouble } from './hashing';
import { asciiDigits } from './intText';
import { interp } from './interp';
import { doubleOf, toDouble } from './numbers';
import { Cmp, typeOf, type Int, type PyType, type Value } from './object';
import { repr } from './text';
import { defNew } from './typeObject';
import { intOf, normInt, PyComplex, PyFloat, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

/** An operand: a real one keeps its kind, for 3.14's mixed arithmetic. */
function operand(v: Value): Pair | number | undefined {
  if (v instanceof PyComplex) return { re: v.real, im: v.imag };
  return doubleOf(v);
}

const make = (p: Pair): PyComplex => new PyComplex(p.re, p.im);
const full = (x: Pair | number): Pair => (typeof x === 'number' ? { re: x, im: 0 } : x);

function binary(op: (a: Pair | number, b: Pair | number) => Pair) {
  return (left: Value, right: Value): Value => {
    const a = operand(left);
    if (a === undefined) return NotImplemented;
    const b = operand(right);
    return b === undefined ? NotImplemented : make(op(a, b));
  };
}

function add(a: Pair | number, b: Pair | number): Pair {
  if (typeof a === 'number') return typeof b === 'number' ? { re: a + b, im: 0 } : { re: a + b.re, im: b.im };
  return typeof b === 'number' ? { re: a.re + b, im: a.im } : { re: a.re + b.re, im: a.im + b.im };
}

function subtract(a: Pair | number, b: Pair | number): Pair {
  if (typeof a === 'number') return typeof b === 'number' ? { re: a - b, im: 0 } : { re: a - b.re, im: -b.im };
  return typeof b === 'number' ? { re: a.re - b, im: a.im } : { re: a.re - b.re, im: a.im - b.im };
}

function multiply(a: Pair | number, b: Pair | number): Pair {
  if (typeof a === 'number') return typeof b === 'number' ? { re: a * b, im: 0 } : { re: a * b.re, im: a * b.im };
  return typeof b === 'number' ? { re: a.re * b, im: a.im * b } : complexMul(a, b);
}

function divide(a: Pair | number, b: Pair | number): Pair {
  if (typeof b === 'number' && typeof a !== 'number') {
    if (b === 0) return complexDiv(a, { re: 0, im: 0 });
    return { re: a.re / b, im: a.im / b };
  }
  if (typeof a === 'number' && typeof b !== 'number') return realOverComplex(a, b);
  return complexDiv(full(a), full(b));
}

/** A real divided by a complex: its imaginary part takes no part. */
function realOverComplex(a: number, b: Pair): Pair {
  const absRe = Math.abs(b.re);
  const absIm = Math.abs(b.im);
  let r: Pair;
  if (absRe >= absIm) {
    if (absRe === 0) return complexDiv({ re: a, im: 0 }, b);
    const ratio = b.im / b.re;
    const denom = b.re + b.im * ratio;
    r = { re: a / denom, im: (-a * ratio) / denom };
  } else if (absIm >= absRe) {
    const ratio = b.re / b.im;
    const denom = b.re * ratio + b.im;
    r = { re: (a * ratio) / denom, im: -a / denom };
  } else r = { re: NaN, im: NaN };
  if (Number.isNaN(r.re) && Number.isNaN(r.im) && Number.isFinite(a) && (absRe === Infinity || absIm === Infinity)) {
    const sign = (x: number) => (x < 0 || Object.is(x, -0) ? -1 : 1);
    const x = sign(b.re) * (absRe === Infinity ? 1 : 0);
    const y = sign(b.im) * (absIm === Infinity ? 1 : 0);
    r = { re: 0 * (a * x), im: 0 * (-a * y) };
  }
  return r;
}

export function complexRepr(re: number, im: number): string {
  const part = (x: number) => floatRepr(x).replace(/\.0$/, '');
  if (re === 0 && !Object.is(re, -0)) return `${part(im)}j`;
  const imag = part(im);
  return `(${part(re)}${imag[0] === '-' ? '' : '+'}${imag}j)`;
}

/** Python's hash of a complex number: the parts' hashes combined in a machine word. */
function complexHash(v: Value): Int {
  const c = v as PyComplex;
  const word = BigInt.asIntN(64, BigInt(hashDouble(c.real)) + 1000003n * BigInt(hashDouble(c.imag)));
  return word === -1n ? -2 : normInt(word);
}

/** `complex("1+2j")`. */
function parse(text: string): Pair {
  const fail = () => valueError('complex() arg is a malformed string');
  let s = asciiDigits(text);
  // _Py_string_to_number_with_underscores: it has a message of its own.
  if (/(?:^|\D)_|_(?:\D|$)/.test(s)) throw valueError(`could not convert string to complex: ${repr(text)}`);
  if (s.startsWith('(') && s.endsWith(')')) s = s.slice(1, -1).replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');
  const number = String.raw`(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[+-]?\d+(?:_\d+)*)?|inf(?:inity)?|nan)`;
  const m = new RegExp(`^([+-]?${number})?(?:([+-]?)(${number})j)?$`, 'i').exec(s);
  const value = (t: string): number => {
    const x = parseFloatText(t);
    if (x === undefined) throw fail();
    return x;
  };
  // Only an imaginary part: "2j", "-j".
  const imaginary = new RegExp(`^([+-]?)(${number})j$`, 'i').exec(s);
  if (imaginary !== null) return { re: 0, im: value(imaginary[1] + (imaginary[2] === '' ? '1' : imaginary[2])) };
  if (m === null || m[1] === undefined || m[1] === '') throw fail();
  if (m[3] === undefined) return { re: value(m[1]), im: 0 };
  if (m[2] === '') throw fail();
  return { re: value(m[1]), im: value(m[2] + (m[3] === '' ? '1' : m[3])) };
}

/** The value of an object with `__complex__`; undefined where it has none. */
function viaSpecial(v: Value): PyComplex | undefined {
  if (v instanceof PyComplex && v.cls === complexType) return v;
  const r = callSpecial(v, '__complex__');
  if (r === undefined) return undefined;
  if (!(r instanceof PyComplex)) throw typeError(`__complex__ returned non-complex (type ${typeOf(r).tpName})`);
  if (r.cls !== complexType)
    interp().warn(
      Exc.DeprecationWarning,
      `__complex__ returned non-complex (type ${r.cls.tpName}).  The ability to return an instance of a strict subclass of complex is deprecated, and may be removed in a future version of Python.`,
      1,
    );
  return r;
}

/** Any number as a complex (`cmath`'s arguments). */
export function toComplex(v: Value): Pair {
  if (v instanceof PyComplex) return { re: v.real, im: v.imag };
  const c = viaSpecial(v);
  if (c !== undefined) return { re: c.real, im: c.imag };
  return { re: toDouble(v), im: 0 };
}

const isReal = (v: Value): boolean => typeOf(v).nb_float !== null || typeOf(v).nb_index !== null;

function newComplex(cls: PyType, realArg: Value | undefined, imagArg: Value | undefined, byName: boolean): Value {
  if (realArg !== undefined && imagArg === undefined && !byName) {
    const text = strOf(realArg);
    if (text !== undefined) {
      const p = parse(text);
      return new PyComplex(p.re, p.im, cls);
    }
    const c = viaSpecial(realArg) ?? (realArg instanceof PyComplex ? realArg : undefined);
    if (c !== undefined) return c.cls === complexType && cls === complexType ? c : new PyComplex(c.real, c.imag, cls);
    if (!isReal(realArg))
      throw typeError(`complex() argument must be a string or a number, not ${fullyQualifiedName(typeOf(realArg))}`);
    return new PyComplex(toDouble(realArg), 0, cls);
  }
  const part = (v: Value | undefined, name: string): Pair => {
    if (v === undefined) return { re: 0, im: 0 };
    if (v instanceof PyComplex) {
      interp().warn(
        Exc.DeprecationWarning,
        `complex() argument '${name}' must be a real number, not ${fullyQualifiedName(typeOf(v))}`,
        1,
      );
      return { re: v.real, im: v.imag };
    }
    if (!isReal(v)) {
      const c = name === 'real' ? viaSpecial(v) : undefined;
      if (c !== undefined) return { re: c.real, im: c.imag };
      throw typeError(`complex() argument '${name}' must be a real number, not ${fullyQualifiedName(typeOf(v))}`);
    }
    return { re: toDouble(v), im: 0 };
  };
  const r = part(realArg, 'real');
  const i = part(imagArg, 'imag');
  const mixed = realArg instanceof PyComplex || imagArg instanceof PyComplex;
  return new PyComplex(
    mixed && imagArg instanceof PyComplex ? r.re - i.im : r.re,
    realArg instanceof PyComplex ? i.re + r.im : i.re,
    cls,
  );
}

export function installComplex(): void {
  const t = complexType;
  t.doc = 'A complex number: parsed from a str, converted from one number, or real + imag*1j.';
  t.alloc = (cls) => new PyComplex(0, 0, cls);
  t.tp_repr = (v) => complexRepr((v as PyComplex).real, (v as PyComplex).imag);
  t.tp_hash = complexHash;
  t.tp_richcompare = (left, right, op) => {
    if (op !== Cmp.EQ && op !== Cmp.NE) return NotImplemented;
    const c = left as PyComplex;
    let equal: boolean;
    if (right instanceof PyComplex) equal = c.real === right.real && c.imag === right.imag;
    else if (right instanceof PyFloat) equal = c.real === right.value && c.imag === 0;
    else {
      const n = intOf(right);
      if (n === undefined) return NotImplemented;
      equal = c.imag === 0 && compareFloatInt(c.real, n) === 0;
    }
    return equal === (op === Cmp.EQ);
  };
  t.nb_add = binary(add);
  t.nb_subtract = binary(subtract);
  t.nb_multiply = binary(multiply);
  t.nb_true_divide = binary(divide);
  t.nb_power = (base, exp, mod) => {
    const a = operand(base);
    const b = operand(exp);
    if (a === undefined || b === undefined) return NotImplemented;
    if (mod !== None) throw valueError('complex modulo');
    return make(complexPow(full(a), full(b)));
  };
  t.nb_negative = (v) => new PyComplex(-(v as PyComplex).real, -(v as PyComplex).imag);
  t.nb_positive = (v) => new PyComplex((v as PyComplex).real, (v as PyComplex).imag);
  t.nb_absolute = (v) => {
    const c = v as PyComplex;
    const r = hypot(c.real, c.imag);
    if (r === Infinity && Number.isFinite(c.real) && Number.isFinite(c.imag))
      throw overflowError('absolute value too large');
    return new PyFloat(r);
  };
  t.nb_bool = (v) => (v as PyComplex).real !== 0 || (v as PyComplex).imag !== 0;
  defNew(t, (cls, args, kw) => {
    const npos = args.length - (kw?.length ?? 0);
    const given: Record<string, Value | undefined> = { real: args[0], imag: args[1] };
    if (args.length > 2) throw typeError(`complex() takes at most 2 arguments (${args.length} given)`);
    if (kw !== null) {
      given.real = npos > 0 ? args[0] : undefined;
      given.imag = npos > 1 ? args[1] : undefined;
      for (const [i, k] of kw.entries()) {
        if (k !== 'real' && k !== 'imag') throw typeError(`complex() got an unexpected keyword argument '${k}'`);
        if (given[k] !== undefined)
          throw typeError(`argument for complex() given by name ('${k}') and position (${k === 'real' ? 1 : 2})`);
        given[k] = args[npos + i];
      }
    }
    return newComplex(cls, given.real, given.imag, kw !== null && kw.length > 0);
  });
  defMethod(t, 'conjugate(self, /)', (c: PyComplex) => new PyComplex(c.real, -c.imag));
  defMethod(t, '__complex__(self, /)', (c: PyComplex) => (c.cls === t ? c : new PyComplex(c.real, c.imag)));
  defMethod(t, '__getnewargs__(self, /)', (c: PyComplex) => new PyTuple([new PyFloat(c.real), new PyFloat(c.imag)]));
  defMethod(t, '__format__(self, format_spec, /)', (c: PyComplex, spec: Value) => {
    const s = strOf(spec);
    if (s === undefined) throw typeError(`__format__() argument must be str, not ${givenType(spec)}`);
    return s === '' ? (c.cls.tp_str ?? repr)(c) : formatComplex(c.real, c.imag, s, c.cls.name);
  });
  defClassMethod(t, 'from_number(cls, number, /)', (cls: PyType, n: Value) => {
    if (cls === t && n instanceof PyComplex && n.cls === t) return n;
    const p = toComplex(n);
    const c = new PyComplex(p.re, p.im);
    return cls === t ? c : typeOf(cls).tp_call!(cls, [c], null);
  });
  defGetSet(t, 'real', (c: PyComplex) => new PyFloat(c.real), undefined, 'the real part of a complex number');
  defGetSet(t, 'imag', (c: PyComplex) => new PyFloat(c.imag), undefined, 'the imaginary part');
}
