/**
 * Moments and what clocks show at them, here and at Greenwich.
 *
 * Owns: timestamps from and to datetimes, whether the clock shows a time twice. Must not know: the methods that ask.
 */
import { None } from '../../objects/builtinTypes';
import { overflowError, typeError, valueError } from '../../objects/errors';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { indexOrUndefined } from '../../objects/toIndex';
import { fullyQualifiedName } from '../../objects/typeNames';
import { PyFloat } from '../../objects/values';
import { checkYear } from './arguments';
import { EPOCH_ORDINAL, fromOrdinal, MAX_ORDINAL, toOrdinal } from './calendar';
import { newDateTime } from './construct';
import { offsetAt, utcTime, zoneNameAt } from '../time';
import { makeDelta, type PyDateTime, PyTimezone, types } from './values';

const DAY = 86_400;
/** No clock was ever put back by more. */
const LONGEST_FOLD = DAY;
const FIRST = (1 - EPOCH_ORDINAL) * DAY;
const LAST = (MAX_ORDINAL + 1 - EPOCH_ORDINAL) * DAY - 1;
const LARGEST_TIME = 2n ** 63n;

export interface Timestamp {
  seconds: number;
  microseconds: number;
}

const outOfRange = () => overflowError('timestamp out of range for platform time_t');

/** To the nearest; the even one of two. */
function nearest(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low;
}

/** A timestamp as int or float, to the microsecond (CPython's _PyTime_ObjectToTimeval). */
export function readTimestamp(v: Value): Timestamp {
  if (v instanceof PyFloat) {
    if (Number.isNaN(v.value)) throw valueError('Invalid value NaN (not a number)');
    let seconds = Math.trunc(v.value);
    if (!(seconds >= -(2 ** 63) && seconds < 2 ** 63)) throw outOfRange();
    let microseconds = nearest((v.value - seconds) * 1e6);
    if (microseconds >= 1_000_000) {
      microseconds -= 1_000_000;
      seconds++;
    } else if (microseconds < 0) {
      microseconds += 1_000_000;
      seconds--;
    }
    return { seconds: seconds + 0, microseconds: microseconds + 0 };
  }
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`argument must be int or float, not ${fullyQualifiedName(typeOf(v))}`);
  if (n >= LARGEST_TIME || n < -LARGEST_TIME) throw outOfRange();
  return { seconds: Number(n), microseconds: 0 };
}

/** Whole seconds for date.fromtimestamp(), which rounds down. */
export function readSeconds(v: Value): number {
  if (v instanceof PyFloat) {
    if (Number.isNaN(v.value)) throw valueError('Invalid value NaN (not a number)');
    const seconds = Math.floor(v.value);
    if (!(seconds >= -(2 ** 63) && seconds < 2 ** 63)) throw outOfRange();
    return seconds;
  }
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`'${typeOf(v).tpName}' object cannot be interpreted as an integer`);
  if (n >= LARGEST_TIME || n < -LARGEST_TIME) throw outOfRange();
  return Number(n);
}

/** What the local clock shows at a moment, in seconds from 1970 as it counts them. */
export function localSeconds(moment: number): number {
  const shown = moment >= FIRST - DAY && moment <= LAST + DAY ? moment + offsetAt(moment) : moment;
  if (shown < FIRST || shown > LAST) checkYear(utcTime(shown).year);
  return shown;
}

/** Of the moments at which the local clock shows this, the one that `fold` means; in a gap, one beside it. */
export function momentShown(shown: number, fold: number): number {
  const a = localSeconds(shown) - shown;
  const u1 = shown - a;
  const t1 = localSeconds(u1);
  let b: number;
  if (t1 === shown) {
    const other = u1 + (fold === 0 ? -LONGEST_FOLD : LONGEST_FOLD);
    b = localSeconds(other) - other;
    if (a === b) return u1;
  } else b = t1 - u1;
  const u2 = shown - b;
  if (localSeconds(u2) === shown) return u2;
  if (t1 === shown) return u1;
  return fold === 0 ? Math.max(u1, u2) : Math.min(u1, u2);
}

export const shownSeconds = (dt: PyDateTime): number =>
  (toOrdinal(dt.year, dt.month, dt.day) - EPOCH_ORDINAL) * DAY + dt.hour * 3600 + dt.minute * 60 + dt.second;

/** The local clock shows this time for the second time. */
function isSecondTime(moment: number, shown: number): boolean {
  const change = shown - localSeconds(moment - LONGEST_FOLD) - LONGEST_FOLD;
  return change < 0 && localSeconds(moment + change) === shown;
}

export function ordinalShown(shown: number): number {
  return Math.floor(shown / DAY) + EPOCH_ORDINAL;
}

/** What a clock shows that has counted so many seconds from 1970. */
function dateTimeShown(cls: PyType, shown: number, microsecond: number, tzinfo: Value, fold: number): Value {
  const { year, month, day } = fromOrdinal(ordinalShown(shown));
  const second = shown - Math.floor(shown / DAY) * DAY;
  const minute = Math.floor(second / 60);
  const hour = Math.floor(minute / 60);
  return newDateTime(year, month, day, hour, minute % 60, second % 60, microsecond, tzinfo, fold, cls);
}

/** UTC, of which a tzinfo that is given makes its local time afterwards. */
export function utcDateTime(cls: PyType, { seconds, microseconds }: Timestamp, tzinfo: Value): Value {
  if (seconds < FIRST || seconds > LAST) checkYear(utcTime(seconds).year);
  return dateTimeShown(cls, seconds, microseconds, tzinfo, 0);
}

export function localDateTime(cls: PyType, { seconds, microseconds }: Timestamp): Value {
  const shown = localSeconds(seconds);
  return dateTimeShown(cls, shown, microseconds, None, isSecondTime(seconds, shown) ? 1 : 0);
}

/** The local zone as it is at a moment. */
export function localZoneAt(moment: number): PyTimezone {
  return new PyTimezone(types.timezone, makeDelta(0, offsetAt(moment), 0), zoneNameAt(moment));
}

/** The local zone in which the datetime is meant to be. */
export function localZoneOf(dt: PyDateTime): PyTimezone {
  const shown = shownSeconds(dt);
  const moment = momentShown(shown, dt.fold);
  const other = momentShown(shown, 1 - dt.fold);
  // In a gap the clocks before it and after it are both right.
  return localZoneAt(other !== moment && other > moment === (dt.fold === 1) ? other : moment);
}
