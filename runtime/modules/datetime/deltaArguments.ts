/**
 * What `timedelta(days, seconds, …)` makes of its arguments.
 *
 * Owns: adding up ints and floats exactly; only what is less than a microsecond is rounded, once. Must not know: the type.
 */
import { typeError } from '../../objects/errors';
import { intAdd, intMul } from '../../objects/intOps';
import { intFromDouble } from '../../objects/numbers';
import { typeOf, type Int, type PyType, type Value } from '../../objects/object';
import { intOf, PyFloat } from '../../objects/values';
import { deltaOf, makeDelta, type PyDelta } from './values';

/** In the order in which CPython looks at them: name, position among the arguments, microseconds. */
const UNITS: readonly [name: string, at: number, factor: number][] = [
  ['microseconds', 2, 1],
  ['milliseconds', 3, 1_000],
  ['seconds', 1, 1_000_000],
  ['minutes', 4, 60_000_000],
  ['hours', 5, 3_600_000_000],
  ['days', 0, 86_400_000_000],
  ['weeks', 6, 604_800_000_000],
];

/** Away from zero where it is just between two, as C's round(). */
function round(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

function roundToEven(x: number, isOdd: 0 | 1): number {
  const whole = round(x);
  return Math.abs(whole - x) === 0.5 ? 2 * round((x + isOdd) * 0.5) - isOdd : whole;
}

const isSmall = (v: Value | undefined): boolean => v === undefined || (typeof v === 'number' && (v | 0) === v);

export function deltaFromArguments(cls: PyType, given: readonly (Value | undefined)[]): PyDelta {
  if (given.every(isSmall)) {
    const n = (at: number): number => (given[at] as number | undefined) ?? 0;
    return makeDelta(n(0) + n(6) * 7, n(1) + n(4) * 60 + n(5) * 3600, n(2) + n(3) * 1000, cls);
  }
  let total: Int = 0;
  let rest = 0;
  for (const [name, at, factor] of UNITS) {
    const v = given[at];
    if (v === undefined) continue;
    const n = intOf(v);
    if (n !== undefined) total = intAdd(total, intMul(n, factor));
    else if (v instanceof PyFloat) {
      total = intAdd(total, intMul(intFromDouble(v.value), factor));
      const fraction = (v.value % 1) * factor;
      total = intAdd(total, intFromDouble(fraction));
      rest += fraction % 1;
    } else throw typeError(`unsupported type for timedelta ${name} component: ${typeOf(v).tpName}`);
  }
  if (rest !== 0) {
    const isOdd = BigInt(total) % 2n === 0n ? 0 : 1;
    total = intAdd(total, roundToEven(rest, isOdd));
  }
  return deltaOf(total, cls);
}
