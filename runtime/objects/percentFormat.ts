/**
 * The `%` operator of str and bytes (CPython's PyUnicode_Format and _PyBytes_FormatEx).
 *
 * bytes are formatted as text with one character per byte.
 */
import { tupleType } from './builtinTypes';
import { bytesOf } from './buffer';
import { callSpecial } from './call';
import { isError, newError, overflowError, typeError, valueError } from './errors';
import { fullyQualifiedName } from './typeNames';
import { Exc } from './exceptionTypes';
import { floatFormat } from './floatText';
import { intRepr } from './intText';
import { toInt } from './intType';
import { toDouble } from './numbers';
import { isInstanceOf, typeOf, type Int, type Value } from './object';
import { strLength, strRange } from './strOps';
import { getItem } from './subscript';
import { ascii, converted } from './text';
import { toIndex } from './toIndex';
import { intOf, PyByteArray, PyBytes, type PyTuple, strOf } from './values';

interface Spec {
  left: boolean;
  plus: boolean;
  space: boolean;
  alternate: boolean;
  zero: boolean;
  width: number;
  precision: number | undefined;
}

/** What differs between str and bytes. */
interface Mode {
  bytes: boolean;
  /** Text of a mapping key as a Python object. */
  key(s: string): Value;
}

const strMode: Mode = { bytes: false, key: (s) => s };
const bytesMode: Mode = { bytes: true, key: (s) => new PyBytes(fromLatin1(s)) };

function fromLatin1(s: string): Uint8Array {
  const out = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) out[i] = s.charCodeAt(i);
  return out;
}

function toLatin1(b: Uint8Array): string {
  let s = '';
  for (const x of b) s += String.fromCharCode(x);
  return s;
}

/** `format % args` for str. What is all of the result is the object itself, be it of a subclass. */
export function percentFormat(format: string, args: Value): Value {
  return run(format, args, strMode);
}

/** `format % args` for bytes and bytearray. */
export function percentFormatBytes(format: Uint8Array, args: Value): Uint8Array {
  return fromLatin1(run(toLatin1(format), args, bytesMode) as string);
}

function run(format: string, args: Value, mode: Mode): Value {
  const isTuple = isInstanceOf(args, tupleType);
  const items: readonly Value[] = isTuple ? (args as PyTuple).items : [args];
  const isText = strOf(args) !== undefined || (mode.bytes && (args instanceof PyBytes || args instanceof PyByteArray));
  const mapping = typeOf(args).mp_subscript !== null && !isTuple && !isText ? args : undefined;
  let used = 0;
  let keyed: Value | undefined;
  const nextArg = (): Value => {
    if (keyed !== undefined) {
      const v = keyed;
      // It is given once: after a `*` it is gone.
      keyed = undefined;
      return v;
    }
    if (used >= items.length) throw typeError('not enough arguments for format string');
    return items[used++];
  };
  let out = '';
  let only: Value = '';
  let pos = 0;
  while (pos < format.length) {
    const percent = format.indexOf('%', pos);
    if (percent < 0) {
      out += format.slice(pos);
      break;
    }
    out += format.slice(pos, percent);
    pos = percent + 1;
    // Only where nothing stands between is it a sign of percent.
    if (format[pos] === '%') {
      out += '%';
      pos++;
      continue;
    }
    keyed = undefined;
    const spec: Spec = {
      left: false,
      plus: false,
      space: false,
      alternate: false,
      zero: false,
      width: -1,
      precision: undefined,
    };
    if (format[pos] === '(') {
      if (mapping === undefined) throw typeError('format requires a mapping');
      const start = ++pos;
      let depth = 1;
      for (; pos < format.length; pos++) {
        if (format[pos] === ')' && --depth === 0) break;
        if (format[pos] === '(') depth++;
      }
      if (pos >= format.length) throw valueError('incomplete format key');
      keyed = getItem(mapping, mode.key(format.slice(start, pos)));
      pos++;
      used = items.length;
    }
    for (; pos < format.length; pos++) {
      const c = format[pos];
      if (c === '-') spec.left = true;
      else if (c === '+') spec.plus = true;
      else if (c === ' ') spec.space = true;
      else if (c === '#') spec.alternate = true;
      else if (c === '0') spec.zero = true;
      else break;
    }
    const number = (what: string): number => {
      const start = pos;
      while (pos < format.length && format[pos] >= '0' && format[pos] <= '9') pos++;
      const n = Number(format.slice(start, pos));
      if (n > 2147483647) throw valueError(`${what} too big`);
      return n;
    };
    const star = (what: string): number => {
      pos++;
      const v = nextArg();
      const n = intOf(v);
      if (n === undefined) throw typeError('* wants int');
      if (n > 2147483647 || n < -2147483648)
        throw overflowError(
          what === 'prec' ? 'Python int too large to convert to C int' : 'Python int too large to convert to C ssize_t',
        );
      return Number(n);
    };
    if (format[pos] === '*') {
      spec.width = star('width');
      if (spec.width < 0) {
        spec.left = true;
        spec.width = -spec.width;
      }
    } else if (format[pos] >= '0' && format[pos] <= '9') spec.width = number('width');
    if (format[pos] === '.') {
      pos++;
      if (format[pos] === '*') spec.precision = Math.max(0, star('prec'));
      else spec.precision = number('precision');
    }
    if (format[pos] === 'h' || format[pos] === 'l' || format[pos] === 'L') pos++;
    if (pos >= format.length) throw valueError('incomplete format');
    const at = pos;
    const code = String.fromCodePoint(format.codePointAt(pos)!);
    pos += code.length;
    // The argument is taken before the letter is looked at.
    const arg = nextArg();
    const made = convert(
      code,
      () => arg,
      spec,
      mode,
      () => strLength(format.slice(0, at)),
    );
    if (percent === 0 && pos === format.length) only = made;
    out += typeof made === 'string' ? made : strOf(made)!;
  }
  if (mapping === undefined && used < items.length)
    throw typeError(`not all arguments converted during ${mode.bytes ? 'bytes' : 'string'} formatting`);
  return only === '' ? out : only;
}

function convert(code: string, nextArg: () => Value, spec: Spec, mode: Mode, index: () => number): Value {
  switch (code) {
    case 's':
    case 'r':
    case 'a':
    case 'b': {
      if (code === 'b' && !mode.bytes) break;
      const v = nextArg();
      if (mode.bytes) return fitted(code === 'r' || code === 'a' ? ascii(v) : bytesText(v), spec);
      const made = converted(v, code as 's' | 'r' | 'a');
      const s = strOf(made)!;
      const out = fitted(s, spec);
      return out === s && s !== '' && !spec.plus && !spec.space ? made : out;
    }
    case 'c':
      return padText(mode.bytes ? byteChar(nextArg()) : character(nextArg()), spec);
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return integer(code, nextArg(), spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': {
      const v = nextArg();
      let x: number;
      try {
        x = toDouble(v);
      } catch (e) {
        if (mode.bytes && isError(e, Exc.TypeError))
          throw typeError(`float argument required, not ${typeOf(v).tpName}`);
        throw e;
      }
      const s = floatFormat(x, code, spec.precision, spec.alternate);
      const negative = s[0] === '-';
      return number(negative, '', negative ? s.slice(1) : s, spec);
    }
  }
  const n = code.codePointAt(0)!;
  const shown = mode.bytes || (n >= 32 && n <= 127) ? code : '?';
  throw valueError(`unsupported format character '${shown}' (0x${n.toString(16)}) at index ${index()}`);
}

function fitted(s: string, spec: Spec): string {
  return padText(spec.precision === undefined ? s : strRange(s, 0, Math.min(spec.precision, strLength(s))), spec);
}

function padText(s: string, spec: Spec): string {
  const n = spec.width - strLength(s);
  if (n <= 0) return s;
  return spec.left ? s + ' '.repeat(n) : ' '.repeat(n) + s;
}

function number(negative: boolean, prefix: string, digits: string, spec: Spec): string {
  const sign = negative ? '-' : spec.plus ? '+' : spec.space ? ' ' : '';
  const n = spec.width - sign.length - prefix.length - digits.length;
  if (n <= 0) return sign + prefix + digits;
  if (spec.left) return sign + prefix + digits + ' '.repeat(n);
  return spec.zero ? sign + prefix + '0'.repeat(n) + digits : ' '.repeat(n) + sign + prefix + digits;
}

function integer(code: string, v: Value, spec: Spec): string {
  const t = typeOf(v);
  const decimal = code === 'd' || code === 'i' || code === 'u';
  let n: Int | undefined = intOf(v);
  if (n === undefined) {
    if (t.nb_index === null && t.nb_int === null && t.nb_float === null) throw wrongNumber(code, v, decimal);
    try {
      n = decimal ? toInt(v) : toIndex(v);
    } catch (e) {
      if (isError(e, Exc.TypeError)) throw wrongNumber(code, v, decimal);
      throw e;
    }
  }
  const negative = n < 0;
  let digits = decimal ? intRepr(n) : n.toString(code === 'o' ? 8 : 16);
  if (negative) digits = digits.slice(1);
  if (code === 'X') digits = digits.toUpperCase();
  if (spec.precision !== undefined) digits = digits.padStart(spec.precision, '0');
  const prefix = spec.alternate && !decimal ? `0${code}` : '';
  return number(negative, prefix, digits, spec);
}

function wrongNumber(code: string, v: Value, decimal: boolean) {
  return typeError(`%${code} format: ${decimal ? 'a real number' : 'an integer'} is required, not ${typeOf(v).tpName}`);
}

function character(v: Value): string {
  const s = strOf(v);
  if (s !== undefined) {
    const n = strLength(s);
    if (n !== 1) throw typeError(`%c requires an int or a unicode character, not a string of length ${n}`);
    return s;
  }
  let n: Int;
  try {
    n = toIndex(v);
  } catch (e) {
    if (isError(e, Exc.TypeError))
      throw typeError(`%c requires an int or a unicode character, not ${fullyQualifiedName(typeOf(v))}`);
    throw e;
  }
  if (n < 0 || n > 0x10ffff) throw overflowError('%c arg not in range(0x110000)');
  return String.fromCodePoint(Number(n));
}

function byteChar(v: Value): string {
  if (v instanceof PyBytes || v instanceof PyByteArray) {
    if (v.data.length === 1) return String.fromCharCode(v.data[0]);
    throw typeError(
      `%c requires an integer in range(256) or a single byte, not a ${v instanceof PyBytes ? 'bytes' : 'bytearray'} object of length ${v.data.length}`,
    );
  }
  let n: Int;
  try {
    n = toIndex(v);
  } catch (e) {
    if (isError(e, Exc.TypeError))
      throw typeError(`%c requires an integer in range(256) or a single byte, not ${fullyQualifiedName(typeOf(v))}`);
    throw e;
  }
  if (n < 0 || n > 255) throw overflowError('%c arg not in range(256)');
  return String.fromCharCode(Number(n));
}

function bytesText(v: Value): string {
  const direct = bytesOf(v);
  if (direct !== undefined) return toLatin1(direct);
  const made = callSpecial(v, '__bytes__');
  if (made === undefined)
    throw typeError(
      `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeOf(v).tpName}'`,
    );
  if (!(made instanceof PyBytes))
    throw newError(Exc.TypeError, `__bytes__ returned non-bytes (type ${typeOf(made).tpName})`);
  return toLatin1(made.data);
}
