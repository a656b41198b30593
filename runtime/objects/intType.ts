/**
 * The types int and bool (CPython's longobject.c, boolobject.c).
 */
import { boolType, intType, NotImplemented, None } from './builtinTypes';
import { bytesOf } from './buffer';
import { callSpecial } from './call';
import { isTrue, plainHashes } from './compare';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { formatInt } from './formatSpec';
import { hashInt } from './hashing';
import { bytesToInt, intToBytes } from './intBytes';
import {
  bitCount, bitLength, intAbs, intAdd, intAnd, intFloorDiv, intInvert, intLshift, intMod, intMul, intNegative, intOr, intPow, intPowMod,
  intRshift, intSub, intToDouble, intTrueDiv, intXor,
} from './intOps'; // prettier-ignore
import { intRepr, parseInteger } from './intText';
import { interp } from './interp';
import { toArray } from './iteration';
import { Cmp, typeOf, type BinarySlot, type Int, type PyType, type Value } from './object';
import { power } from './operators';
import { reprBytes } from './strRepr';
import { repr } from './text';
import { checkIntResult, indexOrUndefined, ssizeArgument, toIndex } from './toIndex';
import { defNew } from './typeObject';
import { intOf, PyBytes, PyFloat, PyIntObject, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

function binary(op: (a: Int, b: Int) => Value): BinarySlot {
  return (left, right) => {
    const a = intOf(left);
    if (a === undefined) return NotImplemented;
    const b = intOf(right);
    return b === undefined ? NotImplemented : op(a, b);
  };
}

const value = (v: Value): Int => intOf(v)!;

export function compareInts(a: Int, b: Int, op: Cmp): boolean {
  switch (op) {
    case Cmp.LT:
      return a < b;
    case Cmp.LE:
      return a <= b;
    case Cmp.EQ:
      return a === b;
    case Cmp.NE:
      return a !== b;
    case Cmp.GT:
      return a > b;
    case Cmp.GE:
      return a >= b;
  }
}

/** `int(v)` without a base (CPython's PyNumber_Long). */
export function toInt(v: Value): Int {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  const t = typeOf(v);
  if (t.nb_int !== null) return checkIntResult(t.nb_int(v), '__int__');
  if (t.nb_index !== null) return indexOrUndefined(v)!;
  const s = strOf(v);
  if (s !== undefined) return parseInteger(s, 10, repr(v));
  const bytes = bytesOf(v);
  if (bytes !== undefined) return parseBytes(bytes, 10);
  throw typeError(`int() argument must be a string, a bytes-like object or a real number, not '${t.tpName}'`);
}

function parseBytes(bytes: Uint8Array, base: number): Int {
  const text = Array.from(bytes, (b) => String.fromCharCode(b < 128 ? b : 0)).join('');
  return parseInteger(text, base, reprBytes(bytes));
}

function parseWithBase(x: Value, baseValue: Value): Int {
  const n = toIndex(baseValue);
  const base = typeof n === 'number' ? n : -1;
  if ((base !== 0 && base < 2) || base > 36) throw valueError('int() base must be >= 2 and <= 36, or 0');
  const s = strOf(x);
  if (s !== undefined) return parseInteger(s, base, repr(x));
  const bytes =
    typeof x === 'object' && (x instanceof PyBytes || typeOf(x).mro.some((t) => t.name === 'bytearray'))
      ? bytesOf(x)
      : undefined;
  if (bytes !== undefined) return parseBytes(bytes, base);
  throw typeError("int() can't convert non-string with explicit base");
}

const makeInt = (cls: PyType, n: Int): Value => (cls === intType ? n : new PyIntObject(n, cls));

/** `round(n, digits)` for an int: half to even at a power of ten. */
function roundInt(n: Int, digits: Value | undefined): Int {
  if (digits === undefined) return n;
  const d = toIndex(digits);
  if (d >= 0) return n;
  if (typeof d === 'bigint' || -d > 100000) return 0;
  const unit = intPow(10, -d);
  const q = intFloorDiv(n, unit);
  const twice = intMul(intMod(n, unit), 2);
  const up = twice > unit || (twice === unit && intMod(q, 2) === 1);
  return intMul(up ? intAdd(q, 1) : q, unit);
}

export function installInt(): void {
  const t = intType;
  t.doc =
    'int(x=0) -> int\nint(x, base=10) -> int\n\nAn integer: of a number, cut off toward zero, or of a str, bytes or bytearray in the given base.\n\nbase is 2 to 36; 0 takes it from a prefix such as 0x, and ten if there is none.';
  t.alloc = (cls) => new PyIntObject(0, cls);
  t.tp_repr = (v) => intRepr(value(v));
  t.tp_hash = plainHashes.int = (v: Value) => hashInt(value(v));
  t.tp_richcompare = plainHashes.intCompare = (left: Value, right: Value, op: Cmp): Value => {
    const a = intOf(left);
    const b = intOf(right);
    return a === undefined || b === undefined ? NotImplemented : compareInts(a, b, op);
  };
  t.nb_add = binary(intAdd);
  t.nb_subtract = binary(intSub);
  t.nb_multiply = binary(intMul);
  t.nb_floor_divide = binary(intFloorDiv);
  t.nb_remainder = binary(intMod);
  t.nb_divmod = binary((a, b) => new PyTuple([intFloorDiv(a, b), intMod(a, b)]));
  t.nb_true_divide = binary((a, b) => new PyFloat(intTrueDiv(a, b)));
  t.nb_lshift = binary(intLshift);
  t.nb_rshift = binary(intRshift);
  t.nb_and = binary(intAnd);
  t.nb_or = binary(intOr);
  t.nb_xor = binary(intXor);
  t.nb_power = (base, exp, mod) => {
    const a = intOf(base);
    const b = intOf(exp);
    if (a === undefined || b === undefined) return NotImplemented;
    if (mod !== None) {
      const m = intOf(mod);
      return m === undefined ? NotImplemented : intPowMod(a, b, m);
    }
    if (b >= 0) return intPow(a, b);
    return power(new PyFloat(intToDouble(a)), new PyFloat(intToDouble(b)));
  };
  t.nb_negative = (v) => intNegative(value(v));
  t.nb_positive = value;
  t.nb_absolute = (v) => intAbs(value(v));
  t.nb_invert = (v) => intInvert(value(v));
  t.nb_bool = (v) => value(v) !== 0;
  t.nb_int = value;
  t.nb_index = value;
  t.nb_float = (v) => new PyFloat(intToDouble(value(v)));
  defNew(t, newInt);

  for (const name of ['conjugate', '__trunc__', '__floor__', '__ceil__']) defMethod(t, `${name}(self, /)`, value);
  defMethod(t, '__round__(self, ndigits=None, /)', (v: Value, n: Value) =>
    roundInt(value(v), n === None ? undefined : n),
  );
  defMethod(t, '__getnewargs__(self, /)', (v: Value) => new PyTuple([value(v)]));
  defMethod(t, '__format__(self, format_spec, /)', (v: Value, spec: Value) => {
    const s = strOf(spec);
    if (s === undefined) throw typeError(`__format__() argument must be str, not ${givenType(spec)}`);
    return s === ''
      ? typeof v === 'boolean'
        ? v
          ? 'True'
          : 'False'
        : strOrRepr(v)
      : formatInt(value(v), s, typeOf(v).name);
  });
  defMethod(t, '__sizeof__(self, /)', (v: Value) => 24 + 4 * Math.max(1, Math.ceil(bitLength(value(v)) / 30)));
  defMethod(t, 'bit_length(self, /)', (v: Value) => bitLength(value(v)));
  defMethod(t, 'bit_count(self, /)', (v: Value) => bitCount(value(v)));
  defMethod(t, 'as_integer_ratio(self, /)', (v: Value) => new PyTuple([value(v), 1]));
  defMethod(t, 'is_integer(self, /)', () => true);
  defMethod(
    t,
    "to_bytes(self, /, length=1, byteorder='big', *, signed=False)",
    (v: Value, length: Value, order: Value, signed: Value) => {
      const n = ssizeArgument(length);
      const little = isLittle(order, 'to_bytes');
      if (n < 0) throw valueError('length argument must be non-negative');
      return new PyBytes(intToBytes(value(v), n, little, isTrue(signed)));
    },
  );
  defClassMethod(
    t,
    "from_bytes(cls, /, bytes, byteorder='big', *, signed=False)",
    (cls: PyType, bytes: Value, order: Value, signed: Value) => {
      const little = isLittle(order, 'from_bytes');
      const n = bytesToInt(toByteArray(bytes), little, isTrue(signed));
      return cls === intType ? n : cls === boolType ? n !== 0 : callType(cls, n);
    },
  );
  defGetSet(t, 'real', value, undefined, 'the number itself');
  defGetSet(t, 'imag', () => 0, undefined, 'zero');
  defGetSet(t, 'numerator', value, undefined, 'the number itself');
  defGetSet(t, 'denominator', () => 1, undefined, 'one');
  installBool();
}

function strOrRepr(v: Value): Value {
  const slot = typeOf(v).tp_str;
  return slot === null ? repr(v) : slot(v);
}

function callType(cls: PyType, n: Int): Value {
  return typeOf(cls).tp_call!(cls, [n], null);
}

function newInt(cls: PyType, args: Value[], kw: readonly string[] | null): Value {
  if (kw === null && args.length === 1) return makeInt(cls, toInt(args[0]));
  const npos = args.length - (kw?.length ?? 0);
  if (args.length > 2)
    throw typeError(
      npos === args.length
        ? `int expected at most 2 arguments, got ${npos}`
        : `int() takes at most 2 arguments (${args.length} given)`,
    );
  let base: Value | undefined = npos > 1 ? args[1] : undefined;
  for (const [i, name] of (kw ?? []).entries()) {
    if (name !== 'base') throw typeError(`int() got an unexpected keyword argument '${name}'`);
    if (base !== undefined) throw typeError("argument for int() given by name ('base') and position (2)");
    base = args[npos + i];
  }
  if (npos === 0) {
    if (base !== undefined) throw typeError('int() missing string argument');
    return makeInt(cls, 0);
  }
  return makeInt(cls, base === undefined ? toInt(args[0]) : parseWithBase(args[0], base));
}

function isLittle(order: Value, method: string): boolean {
  const s = strOf(order);
  if (s === undefined) throw typeError(`${method}() argument 'byteorder' must be str, not ${givenType(order)}`);
  if (s !== 'little' && s !== 'big') throw valueError("byteorder must be either 'little' or 'big'");
  return s === 'little';
}

/** Bytes of a bytes-like object, of what `__bytes__` gives, or of an iterable of ints (CPython's PyObject_Bytes). */
function toByteArray(v: Value): Uint8Array {
  const direct = bytesOf(v);
  if (direct !== undefined) return direct;
  const made = callSpecial(v, '__bytes__');
  if (made instanceof PyBytes) return made.data;
  if (made !== undefined) throw typeError(`__bytes__ returned non-bytes (type ${typeOf(made).tpName})`);
  if (strOf(v) !== undefined || typeOf(v).tp_iter === null)
    throw typeError(`cannot convert '${typeOf(v).tpName}' object to bytes`);
  return Uint8Array.from(
    toArray(v).map((x) => {
      const n = toIndex(x);
      if (n < 0 || n > 255) throw valueError('bytes must be in range(0, 256)');
      return Number(n);
    }),
  );
}

function installBool(): void {
  const t = boolType;
  t.doc = 'The truth of the argument: True or False, of which there are no others.';
  t.tp_repr = (v) => (v === true ? 'True' : 'False');
  const logic =
    (bools: (a: boolean, b: boolean) => boolean, ints: BinarySlot): BinarySlot =>
    (a, b) =>
      typeof a === 'boolean' && typeof b === 'boolean' ? bools(a, b) : ints(a, b);
  t.nb_and = logic((a, b) => a && b, intType.nb_and!);
  t.nb_or = logic((a, b) => a || b, intType.nb_or!);
  t.nb_xor = logic((a, b) => a !== b, intType.nb_xor!);
  t.nb_invert = (v) => {
    interp().warn(
      Exc.DeprecationWarning,
      "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
      1,
    );
    return v === true ? -2 : -1;
  };
  defNew(t, (_cls, args, kw) => {
    if (kw !== null && kw.length > 0) throw typeError('bool() takes no keyword arguments');
    if (args.length > 1) throw typeError(`bool expected at most 1 argument, got ${args.length}`);
    return args.length === 1 && isTrue(args[0]);
  });
}
