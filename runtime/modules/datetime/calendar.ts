/**
 * The Gregorian calendar, continued into the past: days counted from 1 January of the year 1, which is day 1.
 *
 * Owns: the arithmetic, ISO 8601's weeks included. Must not know: Python's objects.
 */
export const MIN_YEAR = 1;
export const MAX_YEAR = 9999;
/** 31 December 9999. */
export const MAX_ORDINAL = 3652059;
/** 1 January 1970. */
export const EPOCH_ORDINAL = 719163;

const LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** 0 for a month that there isn't. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (LENGTHS[month] ?? 0);
}

/** Days of the year before the first of a month. */
export function daysBeforeMonth(year: number, month: number): number {
  return BEFORE[month] + (month > 2 && isLeapYear(year) ? 1 : 0);
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

export function toOrdinal(year: number, month: number, day: number): number {
  return daysBeforeYear(year) + daysBeforeMonth(year, month) + day;
}

export interface YearMonthDay {
  year: number;
  month: number;
  day: number;
}

/** 400 years have 146097 days: a guess at the year is wrong by one at most. */
export function fromOrdinal(ordinal: number): YearMonthDay {
  let year = Math.floor(((ordinal - 1) * 400) / 146097) + 1;
  let left = ordinal - daysBeforeYear(year);
  if (left < 1) {
    year--;
    left = ordinal - daysBeforeYear(year);
  } else {
    const length = isLeapYear(year) ? 366 : 365;
    if (left > length) {
      year++;
      left -= length;
    }
  }
  const leapDay = isLeapYear(year) ? 1 : 0;
  // No month is longer than 31 days: the month is this one or the next.
  let month = ((left - 1) >> 5) + 1;
  const end = BEFORE[month + 1] + (month >= 2 ? leapDay : 0);
  if (left > end) month++;
  return { year, month, day: left - BEFORE[month] - (month > 2 ? leapDay : 0) };
}

/** 0 is Monday. */
export const weekdayOf = (ordinal: number): number => (((ordinal + 6) % 7) + 7) % 7;

/** The Monday of the week in which the year's first Thursday is. */
function firstMonday(year: number): number {
  const newYear = toOrdinal(year, 1, 1);
  const weekday = weekdayOf(newYear);
  return newYear - weekday + (weekday > 3 ? 7 : 0);
}

/** Year, week and day of the week, Monday being 1. */
export function isoCalendar(ordinal: number, year: number): [year: number, week: number, weekday: number] {
  let isoYear = year;
  let monday = firstMonday(year);
  if (ordinal < monday) monday = firstMonday(--isoYear);
  else {
    const next = firstMonday(year + 1);
    if (ordinal >= next) {
      monday = next;
      isoYear++;
    }
  }
  const days = ordinal - monday;
  return [isoYear, Math.floor(days / 7) + 1, (days % 7) + 1];
}

/** The ordinal of a day of ISO's calendar, or which of the three numbers there isn't. */
export function isoOrdinal(year: number, week: number, weekday: number): number | 'year' | 'week' | 'weekday' {
  if (year < MIN_YEAR || year > MAX_YEAR) return 'year';
  const monday = firstMonday(year);
  if (week < 1 || week > 53 || (week === 53 && monday + 52 * 7 >= firstMonday(year + 1))) return 'week';
  if (weekday < 1 || weekday > 7) return 'weekday';
  return monday + (week - 1) * 7 + weekday - 1;
}
