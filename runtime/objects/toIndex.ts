/**
 * Integers from index-like values (CPython's PyNumber_Index and PyNumber_AsSsize_t).
 */
import { overflowError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { interp } from './interp';
import { typeOf, type Int, type Value } from './object';
import { intOf } from './values';

/** An int, or what `__index__` gives. Raises TypeError. */
export function toIndex(v: Value): Int {
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`'${typeOf(v).tpName}' object cannot be interpreted as an integer`);
  return n;
}

/** An int, or what `__index__` gives; undefined where the type has none. */
export function indexOrUndefined(v: Value): Int | undefined {
  const n = intOf(v);
  if (n !== undefined) return n;
  const slot = typeOf(v).nb_index;
  if (slot === null) return undefined;
  return checkIntResult(slot(v), '__index__');
}

/** The int a conversion method gave; a strict subclass's instance is deprecated. */
export function checkIntResult(r: Value, method: string): Int {
  const n = intOf(r);
  if (n === undefined) throw typeError(`${method} returned non-int (type ${typeOf(r).tpName})`);
  if (typeof r === 'object' || typeof r === 'boolean')
    interp().warn(
      Exc.DeprecationWarning,
      `${method} returned non-int (type ${typeOf(r).tpName}).  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.`,
      1,
    );
  return n;
}

/** An argument that is an int in C (format `i`). */
export function cInt(v: Value): number {
  const n = toIndex(v);
  if (n > 0x7fffffff) throw overflowError('signed integer is greater than maximum');
  if (n < -0x80000000) throw overflowError('signed integer is less than minimum');
  return Number(n);
}

/** A size or position; raises OverflowError past 2**63 as CPython does. */
export function toSsize(n: Int): number {
  if (typeof n === 'number') return n;
  if (n > 9223372036854775807n || n < -9223372036854775808n)
    throw overflowError("cannot fit 'int' into an index-sized integer");
  return Number(n);
}

/** An argument that is a Py_ssize_t in C (PyNumber_Index and PyLong_AsSsize_t): its error is another one than an index's. */
export function ssizeArgument(v: Value): number {
  const n = toIndex(v);
  if (typeof n === 'bigint' && (n > 9223372036854775807n || n < -9223372036854775808n))
    throw overflowError('Python int too large to convert to C ssize_t');
  return Number(n);
}

/** Like toSsize, but clips to the safe range: for slice bounds. */
export function clipSsize(n: Int): number {
  if (typeof n === 'number') return n;
  return n > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}
