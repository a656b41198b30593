/**
 * Times given in seconds by Python code (CPython's _PyTime_FromSecondsObject).
 */
import { overflowError, typeError, valueError } from '../objects/errors';
import { typeOf, type Value } from '../objects/object';
import { indexOrUndefined } from '../objects/toIndex';
import { PyFloat } from '../objects/values';

/** A float or int as a JS number of seconds; raises TypeError, ValueError, OverflowError. */
export function secondsOf(v: Value): number {
  if (v instanceof PyFloat) {
    if (Number.isNaN(v.value)) throw valueError('Invalid value NaN (not a number)');
    if (Math.abs(v.value) > 9.2e9 && Math.abs(v.value) !== Infinity && Math.abs(v.value) * 1e9 > 9.3e18)
      throw overflowError('timestamp out of range for platform time_t');
    if (Math.abs(v.value) === Infinity) throw overflowError('timestamp too large to convert to C PyTime_t');
    return v.value;
  }
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`'${typeOf(v).tpName}' object cannot be interpreted as an integer`);
  const s = Number(n);
  if (Math.abs(s) > 9223372036) throw overflowError('timestamp too large to convert to C PyTime_t');
  return s;
}
