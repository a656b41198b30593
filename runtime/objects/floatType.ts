/**
 * The type float (CPython's floatobject.c).
 */
import { floatType, None, NotImplemented } from './builtinTypes';
import { bytesOf } from './buffer';
import { identity, plainHashes } from './compare';
import { complexPowReal } from './complexOps';
import { defClassMethod, defGetSet, defMethod, defStaticMethod } from './descriptors';
import { overflowError, typeError, valueError } from './errors';
import {
  floatDiv,
  floatFloorDiv,
  floatHex,
  floatMod,
  floatPow,
  compareFloatInt,
  parseFloatHex,
  parseFloatText,
} from './floatOps';
import { decompose, floatRepr, roundFloat, roundHalfEven } from './floatText';
import { formatFloat } from './formatSpec';
import { hashDouble } from './hashing';
import { asciiDigits } from './intText';
import { doubleOf, intFromDouble, toDouble } from './numbers';
import { Cmp, typeOf, type BinarySlot, type PyType, type Value } from './object';
import { repr } from './text';
import { clipSsize, toIndex } from './toIndex';
import { defNew } from './typeObject';
import { intOf, normInt, PyFloat, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

const value = (v: Value): number => (v as PyFloat).value;

function binary(op: (a: number, b: number) => number): BinarySlot {
  return (left, right) => {
    const a = left instanceof PyFloat ? left.value : doubleOf(left);
    if (a === undefined) return NotImplemented;
    const b = right instanceof PyFloat ? right.value : doubleOf(right);
    return b === undefined ? NotImplemented : new PyFloat(op(a, b));
  };
}

function compare(left: Value, right: Value, op: Cmp): Value {
  const x = (left as PyFloat).value;
  let sign: number;
  if (right instanceof PyFloat) sign = x < right.value ? -1 : x > right.value ? 1 : x === right.value ? 0 : NaN;
  else {
    const n = intOf(right);
    if (n === undefined) return NotImplemented;
    sign = compareFloatInt(x, n);
  }
  switch (op) {
    case Cmp.LT:
      return sign < 0;
    case Cmp.LE:
      return sign <= 0;
    case Cmp.EQ:
      return sign === 0;
    case Cmp.NE:
      return sign !== 0;
    case Cmp.GT:
      return sign > 0;
    case Cmp.GE:
      return sign >= 0;
  }
}

/** `float(v)`. */
export function floatFrom(v: Value): number {
  if (v instanceof PyFloat && v.cls === floatType) return v.value;
  const text = strOf(v);
  if (text !== undefined) return parseText(text, v);
  const bytes = typeOf(v).nb_float === null && typeOf(v).nb_index === null ? bytesOf(v) : undefined;
  if (bytes !== undefined) return parseText(Array.from(bytes, (b) => String.fromCharCode(b < 128 ? b : 0)).join(''), v);
  return toDouble(v, `float() argument must be a string or a real number, not '${typeOf(v).tpName}'`);
}

function parseText(text: string, shown: Value): number {
  const x = parseFloatText(asciiDigits(text));
  if (x === undefined) throw valueError(`could not convert string to float: ${repr(shown)}`);
  return x;
}

/** `x.as_integer_ratio()`. */
export function integerRatio(x: number): PyTuple {
  if (Number.isNaN(x)) throw valueError('cannot convert NaN to integer ratio');
  if (!Number.isFinite(x)) throw overflowError('cannot convert Infinity to integer ratio');
  let [m, e] = decompose(x);
  while (e < 0 && m !== 0n && (m & 1n) === 0n) {
    m >>= 1n;
    e++;
  }
  if (m === 0n) return new PyTuple([0, 1]);
  return e >= 0 ? new PyTuple([normInt(m << BigInt(e)), 1]) : new PyTuple([normInt(m), normInt(1n << BigInt(-e))]);
}

export function installFloat(): void {
  const t = floatType;
  t.doc = 'A floating-point number: parsed from a str or converted from a number.';
  t.alloc = (cls) => new PyFloat(0, cls);
  t.tp_repr = (v) => floatRepr(value(v));
  t.tp_hash = plainHashes.float = (v: Value) =>
    Number.isNaN(value(v)) ? identity(v as PyFloat) / 16 : hashDouble(value(v));
  t.tp_richcompare = compare;
  t.nb_add = binary((a, b) => a + b);
  t.nb_subtract = binary((a, b) => a - b);
  t.nb_multiply = binary((a, b) => a * b);
  t.nb_true_divide = binary(floatDiv);
  t.nb_floor_divide = binary(floatFloorDiv);
  t.nb_remainder = binary(floatMod);
  t.nb_divmod = (left, right) => {
    const a = doubleOf(left);
    const b = doubleOf(right);
    return a === undefined || b === undefined
      ? NotImplemented
      : new PyTuple([new PyFloat(floatFloorDiv(a, b)), new PyFloat(floatMod(a, b))]);
  };
  t.nb_power = (base, exp, mod) => {
    if (mod !== None) throw typeError('pow() 3rd argument not allowed unless all arguments are integers');
    const a = doubleOf(base);
    const b = doubleOf(exp);
    if (a === undefined || b === undefined) return NotImplemented;
    const r = floatPow(a, b);
    return r === undefined ? complexPowReal(a, b) : new PyFloat(r);
  };
  t.nb_negative = (v) => new PyFloat(-value(v));
  t.nb_positive = (v) => new PyFloat(value(v));
  t.nb_absolute = (v) => new PyFloat(Math.abs(value(v)));
  t.nb_bool = (v) => value(v) !== 0;
  t.nb_int = (v) => intFromDouble(value(v));
  t.nb_float = (v) => ((v as PyFloat).cls === floatType ? v : new PyFloat(value(v)));
  defNew(t, (cls, args, kw) => {
    if (kw !== null && kw.length > 0 && cls.tp_init === t.tp_init)
      throw typeError('float() takes no keyword arguments');
    const n = args.length - (kw?.length ?? 0);
    if (n > 1) throw typeError(`float expected at most 1 argument, got ${n}`);
    if (n === 1 && cls === t && args[0] instanceof PyFloat && args[0].cls === t) return args[0];
    return new PyFloat(n === 0 ? 0 : floatFrom(args[0]), cls);
  });

  defMethod(t, 'conjugate(self, /)', (v: Value) => t.nb_float!(v));
  defMethod(t, '__trunc__(self, /)', (v: Value) => intFromDouble(value(v)));
  defMethod(t, '__floor__(self, /)', (v: Value) => intFromDouble(Math.floor(value(v))));
  defMethod(t, '__ceil__(self, /)', (v: Value) => intFromDouble(Math.ceil(value(v))));
  defMethod(t, '__round__(self, ndigits=None, /)', (v: Value, digits: Value) => {
    const x = value(v);
    if (digits === None) return intFromDouble(Number.isFinite(x) ? roundHalfEven(x) : x);
    const n = clipSsize(toIndex(digits));
    const r = roundFloat(x, n);
    if (r === undefined) throw overflowError('rounded value too large to represent');
    return new PyFloat(r);
  });
  defMethod(t, 'as_integer_ratio(self, /)', (v: Value) => integerRatio(value(v)));
  defMethod(t, 'is_integer(self, /)', (v: Value) => Number.isInteger(value(v)));
  defMethod(t, 'hex(self, /)', (v: Value) => floatHex(value(v)));
  defMethod(t, '__getnewargs__(self, /)', (v: Value) => new PyTuple([new PyFloat(value(v))]));
  defMethod(t, '__format__(self, format_spec, /)', (v: Value, spec: Value) => {
    const s = strOf(spec);
    if (s === undefined) throw typeError(`__format__() argument must be str, not ${givenType(spec)}`);
    return s === '' ? (typeOf(v).tp_str ?? repr)(v) : formatFloat(value(v), s, typeOf(v).name);
  });
  defClassMethod(t, 'fromhex(cls, string, /)', (cls: PyType, text: Value) => {
    const s = strOf(text);
    if (s === undefined) throw typeError('bad argument type for built-in operation');
    const x = parseFloatHex(s);
    if (x === undefined) throw valueError('invalid hexadecimal floating-point string');
    return make(cls, x);
  });
  defClassMethod(t, 'from_number(cls, number, /)', (cls: PyType, n: Value) =>
    cls === t && n instanceof PyFloat && n.cls === t ? n : make(cls, toDouble(n)),
  );
  defStaticMethod(t, '__getformat__(typestr, /)', (kind: Value) => {
    const s = strOf(kind);
    if (s === undefined) throw typeError(`__getformat__() argument must be str, not ${givenType(kind)}`);
    if (s !== 'double' && s !== 'float') throw valueError("__getformat__() argument 1 must be 'double' or 'float'");
    return 'IEEE, little-endian';
  });
  defGetSet(t, 'real', (v: Value) => t.nb_float!(v), undefined, 'the number itself');
  defGetSet(t, 'imag', () => new PyFloat(0), undefined, 'zero');
}

function make(cls: PyType, x: number): Value {
  const f = new PyFloat(x);
  return cls === floatType ? f : typeOf(cls).tp_call!(cls, [f], null);
}
