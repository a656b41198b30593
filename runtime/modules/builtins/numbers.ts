/**
 * Builtin functions over numbers and characters: abs, divmod, pow, round, sum, min, max, bin, oct, hex, chr, ord.
 */
import { floatType, None } from '../../objects/builtinTypes';
import { call, lookupSpecial } from '../../objects/call';
import { isTrue, richCompare } from '../../objects/compare';
import { typeError, valueError } from '../../objects/errors';
import { splitKeywords } from '../../objects/exceptionMethods';
import { forEach, getIter } from '../../objects/iteration';
import { Cmp, typeOf, type KwNames, type Value } from '../../objects/object';
import { binaryOp, power, unaryOp } from '../../objects/operators';
import { toIndex } from '../../objects/toIndex';
import { PyByteArray, PyBytes, PyFloat, strOf } from '../../objects/values';
import type { ModuleBuilder } from '../registry';

function prefixed(v: Value, radix: number, prefix: string): string {
  const n = toIndex(v);
  return n < 0 ? `-${prefix}${n.toString(radix).slice(1)}` : prefix + n.toString(radix);
}

/** CPython's builtin_sum: ints exactly, floats with Neumaier's compensation, anything else by `+`. */
function sum(iterable: Value, start: Value): Value {
  const it = getIter(iterable);
  if (strOf(start) !== undefined) throw typeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (start instanceof PyBytes) throw typeError("sum() can't sum bytes [use b''.join(seq) instead]");
  if (start instanceof PyByteArray) throw typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
  const next = typeOf(it).tp_iternext!;
  let acc: Value = start;
  let item = next(it);
  if (typeof acc === 'number') {
    while (typeof item === 'number' || typeof item === 'boolean') {
      const r: number = acc + Number(item);
      if (!Number.isSafeInteger(r)) break;
      acc = r;
      item = next(it);
    }
  }
  if (isFloat(acc) || (isFloat(item) && typeof acc === 'number')) {
    let total = isFloat(acc) ? acc.value : acc;
    let lost = 0;
    for (;;) {
      let x: number;
      if (isFloat(item)) x = item.value;
      else if (typeof item === 'number' || typeof item === 'boolean') x = Number(item);
      else break;
      const t = total + x;
      lost += Math.abs(total) >= Math.abs(x) ? total - t + x : x - t + total;
      total = t;
      item = next(it);
    }
    acc = new PyFloat(lost !== 0 && Number.isFinite(lost) ? total + lost : total);
  }
  for (; item !== undefined; item = next(it)) acc = binaryOp(acc, item, 'nb_add');
  return acc;
}

const isFloat = (v: Value | undefined): v is PyFloat => typeof v === 'object' && v.cls === floatType;

/** `min` and `max`. */
function extreme(name: 'min' | 'max', op: Cmp, args: Value[], kw: KwNames): Value {
  const [positional, keywords] = splitKeywords(args, kw);
  if (positional.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
  for (const k of keywords.keys())
    if (k !== 'key' && k !== 'default') throw typeError(`${name}() got an unexpected keyword argument '${k}'`);
  const fallback = keywords.get('default');
  if (positional.length > 1 && fallback !== undefined)
    throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
  const given = keywords.get('key');
  const key = given === undefined || given === None ? undefined : given;
  let best: Value | undefined;
  let bestKey: Value | undefined;
  const consider = (v: Value): void => {
    const k = key === undefined ? v : call(key, [v]);
    if (bestKey === undefined || isTrue(richCompare(k, bestKey, op))) {
      best = v;
      bestKey = k;
    }
  };
  if (positional.length > 1) positional.forEach(consider);
  else forEach(positional[0], consider);
  if (best !== undefined) return best;
  if (fallback === undefined) throw valueError(`${name}() iterable argument is empty`);
  return fallback;
}

function ord(v: Value): number {
  const s = strOf(v);
  if (s !== undefined) {
    const n = s.codePointAt(0);
    if (n !== undefined && s.length === (n > 0xffff ? 2 : 1)) return n;
    throw typeError(`ord() expected a character, but string of length ${[...s].length} found`);
  }
  if (v instanceof PyBytes || v instanceof PyByteArray) {
    if (v.data.length === 1) return v.data[0];
    throw typeError(`ord() expected a character, but string of length ${v.data.length} found`);
  }
  throw typeError(`ord() expected string of length 1, but ${typeOf(v).tpName} found`);
}

export function defNumberFunctions(m: ModuleBuilder): void {
  m.def('abs(x, /)', (v: Value) => unaryOp(v, 'nb_absolute'), 'The distance of a number from zero, by its __abs__().');
  m.def(
    'divmod(x, y, /)',
    (x: Value, y: Value) => binaryOp(x, y, 'nb_divmod'),
    'The quotient x//y and the remainder x%y, as a pair.',
  );
  m.def(
    'pow(base, exp, mod=None)',
    (base: Value, exp: Value, mod: Value) => power(base, exp, mod),
    'base to the power of exp; with mod, of ints, its remainder by mod.',
  );
  m.def(
    'round(number, ndigits=None)',
    (v: Value, ndigits: Value) => {
      const f = lookupSpecial(v, '__round__');
      if (f === undefined) throw typeError(`type ${typeOf(v).tpName} doesn't define __round__ method`);
      return ndigits === None ? call(f) : call(f, [ndigits]);
    },
    'A number rounded to ndigits decimal digits, halves to even; to an int without ndigits. A negative ndigits rounds to tens, hundreds, ...',
  );
  m.def(
    'sum(iterable, /, start=0)',
    sum,
    'start plus all items of iterable, left to right; TypeError if start is text or bytes.',
  );
  m.raw(
    'min(*args, **kwargs)!',
    (args, kw) => extreme('min', Cmp.LT, args, kw),
    'min(iterable, *, default=value, key=function) -> value\nmin(a, b, *more, key=function) -> value\n\nThe smallest item of an iterable, or of the arguments; the first of equal ones. key gives the value to compare by.\nAn empty iterable gives default, or ValueError without one.',
  );
  m.raw(
    'max(*args, **kwargs)!',
    (args, kw) => extreme('max', Cmp.GT, args, kw),
    'max(iterable, *, default=value, key=function) -> value\nmax(a, b, *more, key=function) -> value\n\nThe largest item of an iterable, or of the arguments; the first of equal ones. key gives the value to compare by.\nAn empty iterable gives default, or ValueError without one.',
  );
  m.def('bin(number, /)', (v: Value) => prefixed(v, 2, '0b'), 'An int in base two, with 0b before it.');
  m.def('oct(number, /)', (v: Value) => prefixed(v, 8, '0o'), 'An int in base eight, with 0o before it.');
  m.def('hex(number, /)', (v: Value) => prefixed(v, 16, '0x'), 'An int in base sixteen, with 0x before it.');
  m.def(
    'chr(i, /)',
    (v: Value) => {
      const n = toIndex(v);
      if (n < 0 || n > 0x10ffff) throw valueError('chr() arg not in range(0x110000)');
      return String.fromCodePoint(Number(n));
    },
    'The character of code point i, from 0 to 0x10ffff; ValueError beyond.',
  );
  m.def('ord(character, /)', ord, 'The code point of a str, or the byte of a bytes or bytearray, of length 1.');
}
