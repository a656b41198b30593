/**
 * Sums, differences and comparisons of dates and datetimes.
 *
 * Must not know: texts, the clock.
 */
import { NotImplemented } from '../../objects/builtinTypes';
import { overflowError, typeError } from '../../objects/errors';
import { Cmp, typeOf, type Value } from '../../objects/object';
import { daysInMonth, fromOrdinal, MAX_ORDINAL, toOrdinal } from './calendar';
import { newDate, newDateTime } from './construct';
import { utcOffset } from './offsets';
import { compareDeltas, makeDelta, ordered, PyDate, PyDateTime, PyDelta, subtractDeltas, types } from './values';

export const ordinalOf = (d: PyDate): number => toOrdinal(d.year, d.month, d.day);

/** The day so many days later or earlier. */
function shifted(d: PyDate, days: number): { year: number; month: number; day: number } {
  const day = d.day + days;
  if (day >= 1 && day <= 28) return { year: d.year, month: d.month, day };
  if (day >= 1 && day <= daysInMonth(d.year, d.month)) return { year: d.year, month: d.month, day };
  const ordinal = ordinalOf(d) + days;
  if (ordinal < 1 || ordinal > MAX_ORDINAL) throw overflowError('date value out of range');
  return fromOrdinal(ordinal);
}

export function addToDate(d: PyDate, delta: PyDelta, sign: 1 | -1): Value {
  const { year, month, day } = shifted(d, sign * delta.days);
  return newDate(year, month, day, d.cls);
}

export function addToDateTime(dt: PyDateTime, delta: PyDelta, sign: 1 | -1): Value {
  let microsecond = dt.microsecond + sign * delta.microseconds;
  let second = dt.hour * 3600 + dt.minute * 60 + dt.second + sign * delta.seconds;
  let days = sign * delta.days;
  if (microsecond < 0) {
    microsecond += 1_000_000;
    second--;
  } else if (microsecond > 999_999) {
    microsecond -= 1_000_000;
    second++;
  }
  if (second < 0) {
    second += 86_400;
    days--;
  } else if (second >= 86_400) {
    second -= 86_400;
    days++;
  }
  const { year, month, day } = days === 0 ? dt : shifted(dt, days);
  const hour = Math.floor(second / 3600);
  second -= hour * 3600;
  const minute = Math.floor(second / 60);
  second -= minute * 60;
  const { tzinfo, cls } = dt;
  if (cls === types.datetime)
    return new PyDateTime(cls, year, month, day, hour, minute, second, microsecond, tzinfo, 0);
  return newDateTime(year, month, day, hour, minute, second, microsecond, tzinfo, 0, cls);
}

/** The same where a datetime is needed; a derived class may make something else of it. */
export function movedDateTime(dt: PyDateTime, delta: PyDelta, sign: 1 | -1): PyDateTime {
  const moved = addToDateTime(dt, delta, sign);
  if (moved instanceof PyDateTime) return moved;
  throw typeError(`${dt.cls.tpName} made ${typeOf(moved).tpName} of a datetime`);
}

export function addDate(left: Value, right: Value): Value {
  if (left instanceof PyDateTime || right instanceof PyDateTime) return NotImplemented;
  if (left instanceof PyDate) return right instanceof PyDelta ? addToDate(left, right, 1) : NotImplemented;
  return left instanceof PyDelta ? addToDate(right as PyDate, left, 1) : NotImplemented;
}

export function subtractDate(left: Value, right: Value): Value {
  if (!(left instanceof PyDate) || left instanceof PyDateTime || right instanceof PyDateTime) return NotImplemented;
  if (right instanceof PyDate) return makeDelta(ordinalOf(left) - ordinalOf(right), 0, 0);
  return right instanceof PyDelta ? addToDate(left, right, -1) : NotImplemented;
}

export function addDateTime(left: Value, right: Value): Value {
  if (left instanceof PyDateTime) return right instanceof PyDelta ? addToDateTime(left, right, 1) : NotImplemented;
  return left instanceof PyDelta ? addToDateTime(right as PyDateTime, left, 1) : NotImplemented;
}

const secondOfDay = (dt: PyDateTime): number => dt.hour * 3600 + dt.minute * 60 + dt.second;

/** From one to the other by what the clocks show. */
const shownDifference = (a: PyDateTime, b: PyDateTime): PyDelta =>
  makeDelta(ordinalOf(a) - ordinalOf(b), secondOfDay(a) - secondOfDay(b), a.microsecond - b.microsecond);

export function differenceOf(a: PyDateTime, b: PyDateTime): PyDelta {
  if (a.tzinfo === b.tzinfo) return shownDifference(a, b);
  const offsetA = utcOffset(a);
  const offsetB = utcOffset(b);
  if ((offsetA === undefined) !== (offsetB === undefined))
    throw typeError("can't subtract offset-naive and offset-aware datetimes");
  const shown = shownDifference(a, b);
  if (offsetA === undefined || offsetB === undefined || compareDeltas(offsetA, offsetB) === 0) return shown;
  return subtractDeltas(shown, subtractDeltas(offsetA, offsetB));
}

export function subtractDateTime(left: Value, right: Value): Value {
  if (!(left instanceof PyDateTime)) return NotImplemented;
  if (right instanceof PyDateTime) return differenceOf(left, right);
  return right instanceof PyDelta ? addToDateTime(left, right, -1) : NotImplemented;
}

const compareDays = (a: PyDate, b: PyDate): number => a.year - b.year || a.month - b.month || a.day - b.day;

const compareShown = (a: PyDateTime, b: PyDateTime): number =>
  compareDays(a, b) || secondOfDay(a) - secondOfDay(b) || a.microsecond - b.microsecond;

/** With a datetime they can't be compared, though that is a date. */
export function compareDates(left: Value, right: Value, op: Cmp): Value {
  if (!(right instanceof PyDate) || right instanceof PyDateTime) return NotImplemented;
  return ordered(compareDays(left as PyDate, right), op);
}

/**
 * Its offset depends on `fold`: then it is equal to nothing in another zone (PEP 495).
 */
function hasTwoOffsets(dt: PyDateTime, offset: PyDelta | undefined): boolean {
  const other = utcOffset(withFold(dt, 1 - dt.fold));
  if (other === undefined || offset === undefined) return other !== offset;
  return compareDeltas(other, offset) !== 0;
}

export const withFold = (dt: PyDateTime, fold: number): PyDateTime =>
  new PyDateTime(dt.cls, dt.year, dt.month, dt.day, dt.hour, dt.minute, dt.second, dt.microsecond, dt.tzinfo, fold);

export function compareDateTimes(left: Value, right: Value, op: Cmp): Value {
  if (!(right instanceof PyDateTime)) return NotImplemented;
  const a = left as PyDateTime;
  if (a.tzinfo === right.tzinfo) return ordered(compareShown(a, right), op);
  const offsetA = utcOffset(a);
  const offsetB = utcOffset(right);
  const isEquality = op === Cmp.EQ || op === Cmp.NE;
  if ((offsetA === undefined) !== (offsetB === undefined)) {
    if (isEquality) return op === Cmp.NE;
    throw typeError("can't compare offset-naive and offset-aware datetimes");
  }
  let difference: number;
  if (offsetA === undefined || offsetB === undefined || compareDeltas(offsetA, offsetB) === 0)
    difference = compareShown(a, right);
  else {
    const { days, seconds, microseconds } = differenceOf(a, right);
    difference = days === 0 ? seconds || microseconds : days;
  }
  if (isEquality && difference === 0 && (hasTwoOffsets(a, offsetA) || hasTwoOffsets(right, offsetB))) difference = 1;
  return ordered(difference, op);
}
