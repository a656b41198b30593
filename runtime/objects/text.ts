/**
 * repr, str, ascii and format of any value.
 */
import { callSpecial } from './call';
import { typeError } from './errors';
import { PyFunction } from './function';
import { interp } from './interp';
import { typeLookup } from './lookup';
import { typeOf, type Value } from './object';
import { strOf } from './values';

export function repr(v: Value): string {
  const slot = typeOf(v).tp_repr;
  return slot === null ? `<${typeOf(v).tpName} object>` : slot(v);
}

/**
 * `repr(v)` as a value: a `__repr__` written in Python may give an instance of a subclass of str. `asked` is the method
 * that an error blames: `str(v)` may end here, too.
 */
export function reprValue(v: Value, asked: '__repr__' | '__str__' = '__repr__'): Value {
  const own = typeLookup(typeOf(v), '__repr__');
  if (!(own instanceof PyFunction)) return repr(v);
  const r = interp().callFunction(own, [v], null);
  if (strOf(r) === undefined) throw typeError(`${asked} returned non-string (type ${typeOf(r).tpName})`);
  return r;
}

/** `ascii(v)` as a value. */
export function asciiValue(v: Value): Value {
  const r = reprValue(v);
  const text = strOf(r)!;
  const escaped = escapeNonAscii(text);
  return escaped === text ? r : escaped;
}

/** `str(v)` as a value: a str or an instance of a subclass. */
export function toStr(v: Value): Value {
  if (typeof v === 'string') return v;
  const slot = typeOf(v).tp_str;
  return slot === null ? repr(v) : slot(v);
}

/** The text of `str(v)`. */
export function str(v: Value): string {
  return typeof v === 'string' ? v : strOf(toStr(v))!;
}

/** The text of `ascii(v)`. */
export function ascii(v: Value): string {
  return escapeNonAscii(repr(v));
}

/** What `!s`, `!r` or `!a` makes of a value: a str, maybe of a subclass. */
export function converted(v: Value, conversion: 's' | 'r' | 'a'): Value {
  return conversion === 's' ? toStr(v) : conversion === 'r' ? reprValue(v) : asciiValue(v);
}

function escapeNonAscii(text: string): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[^\x00-\x7f]/g, (c) => {
    const n = c.codePointAt(0)!;
    if (n < 0x100) return `\\x${n.toString(16).padStart(2, '0')}`;
    return n < 0x10000 ? `\\u${n.toString(16).padStart(4, '0')}` : `\\U${n.toString(16).padStart(8, '0')}`;
  });
}

/** `format(v, spec)`: a str, maybe of a subclass. */
export function formatted(v: Value, spec: Value): Value {
  if (spec === '' && typeof v === 'string') return v;
  const r = callSpecial(v, '__format__', [spec]);
  if (r === undefined) throw typeError(`Type ${typeOf(v).tpName} doesn't define __format__`);
  if (strOf(r) === undefined) throw typeError(`__format__ must return a str, not ${typeOf(r).tpName}`);
  return r;
}

const reprActive = new Set<Value>();

/** Guards a container's repr against itself: returns `short` for an object whose repr is being made. */
export function guardedRepr(v: Value, short: string, make: () => string): string {
  if (reprActive.has(v)) return short;
  reprActive.add(v);
  try {
    return make();
  } finally {
    reprActive.delete(v);
  }
}
