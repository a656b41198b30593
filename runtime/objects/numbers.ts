/**
 * Number conversions shared by the numeric types, `math` and others (CPython's PyNumber_Float, PyNumber_Long).
 */
import { overflowError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { interp } from './interp';
import { intToDouble } from './intOps';
import { typeOf, type Int, type Value } from './object';
import { floatType } from './builtinTypes';
import { indexOrUndefined } from './toIndex';
import { intOf, normInt, PyFloat } from './values';

/** The value of a float or int, subclasses included; undefined for anything else. */
export function doubleOf(v: Value): number | undefined {
  if (v instanceof PyFloat) return v.value;
  const n = intOf(v);
  return n === undefined ? undefined : intToDouble(n);
}

/** A double from any real number: `__float__`, `__index__` (CPython's PyFloat_AsDouble). */
export function toDouble(v: Value, message?: string): number {
  if (v instanceof PyFloat) return v.value;
  if (typeof v === 'number') return v;
  const slot = typeOf(v).nb_float;
  if (slot !== null) {
    const r = slot(v);
    if (!(r instanceof PyFloat))
      throw typeError(`${typeOf(v).tpName}.__float__ returned non-float (type ${typeOf(r).tpName})`);
    if (r.cls !== floatType)
      interp().warn(
        Exc.DeprecationWarning,
        `${typeOf(v).tpName}.__float__ returned non-float (type ${r.cls.tpName}).  The ability to return an instance of a strict subclass of float is deprecated, and may be removed in a future version of Python.`,
        1,
      );
    return r.value;
  }
  const n = indexOrUndefined(v);
  if (n !== undefined) return intToDouble(n);
  throw typeError(message ?? `must be real number, not ${typeOf(v).tpName}`);
}

/** The integral value of a double; raises for inf and nan (CPython's PyLong_FromDouble). */
export function intFromDouble(x: number): Int {
  if (!Number.isFinite(x)) {
    if (Number.isNaN(x)) throw valueError('cannot convert float NaN to integer');
    throw overflowError('cannot convert float infinity to integer');
  }
  const t = Math.trunc(x) + 0;
  return Number.isSafeInteger(t) ? t : normInt(BigInt(t));
}
