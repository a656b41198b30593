/**
 * The rule for the years after a time zone's table: POSIX TZ strings as TZif files end with (RFC 9636), such as
 * `CET-1CEST,M3.5.0,M10.5.0/3`.
 *
 * Owns: reading them, and what they say of a moment. All times are seconds from 1970. Must not know: Python's objects.
 */

/** What holds in a zone for a while. */
export interface LocalTime {
  /** Seconds east of UTC, how much of it is daylight saving time, and the abbreviation. */
  offset: number;
  dst: number;
  name: string;
}

/** When in a year a change comes, in seconds from 1970 on the clock that the wall shows before. */
type YearlyChange = (year: number) => number;

export interface PosixRule {
  standard: LocalTime;
  summer: LocalTime;
  start: YearlyChange;
  end: YearlyChange;
}

export class MalformedRule extends Error {}

const DAY = 86400;
const HOUR = 3600;

/** Days from 1970-01-01 to the first of January. */
function yearStart(year: number): number {
  const before = year - 1;
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719162;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The `week`th (5: last) `weekday` (0: Sunday) of a month. */
function nthWeekday(year: number, month: number, week: number, weekday: number): number {
  const lengths = MONTHS.map((days, i) => (i === 1 && isLeap(year) ? 29 : days));
  const first = yearStart(year) + lengths.slice(0, month - 1).reduce((a, b) => a + b, 0);
  const firstWeekday = (((first + 4) % 7) + 7) % 7;
  let day = ((weekday - firstWeekday + 7) % 7) + (week - 1) * 7;
  if (day >= lengths[month - 1]) day -= 7;
  return first + day;
}

/** A fixed local time where the text names no summer time. Throws MalformedRule. */
export function readPosixRule(text: string): LocalTime | PosixRule {
  const [zone, ...changes] = text.split(',');
  const match = /^(<[A-Za-z0-9+-]+>|[A-Za-z]+)([+-]?[\d:]+)(?:(<[A-Za-z0-9+-]+>|[A-Za-z]+)([+-]?[\d:]+)?)?$/.exec(zone);
  if (match === null) throw new MalformedRule(text);
  const name = (s: string) => s.replace(/[<>]/g, '');
  const offset = -seconds(match[2], 24, text);
  const standard: LocalTime = { offset, dst: 0, name: name(match[1]) };
  // What does not take part is undefined, whatever the type says.
  const [, , , summerName, summerOffset] = match as (string | undefined)[];
  if (summerName === undefined) {
    if (changes.length > 0) throw new MalformedRule(text);
    return standard;
  }
  if (changes.length !== 2) throw new MalformedRule(text);
  const there = summerOffset === undefined ? offset + HOUR : -seconds(summerOffset, 24, text);
  const [start, end] = changes.map((change) => yearlyChange(change, text));
  return { standard, summer: { offset: there, dst: there - offset, name: name(summerName) }, start, end };
}

/** `[+-]h[h[h]][:mm[:ss]]` */
function seconds(given: string, mostHours: number, whole: string): number {
  const match = /^([+-]?)(\d{1,3})(?::(\d{2})(?::(\d{2}))?)?$/.exec(given);
  if (match === null) throw new MalformedRule(whole);
  const [, sign, h, m = '0', s = '0'] = match;
  if (Number(h) > mostHours || Number(m) > 59 || Number(s) > 59) throw new MalformedRule(whole);
  const size = Number(h) * HOUR + Number(m) * 60 + Number(s);
  return sign === '-' ? -size : size;
}

function yearlyChange(given: string, whole: string): YearlyChange {
  const [date, time = '2', ...more] = given.split('/');
  const at = seconds(time, 167, whole);
  const month = /^M(\d{1,2})\.(\d)\.(\d)$/.exec(date);
  const day = /^(J?)(\d{1,3})$/.exec(date);
  if (more.length > 0) throw new MalformedRule(whole);
  if (month !== null) {
    const [m, w, d] = month.slice(1).map(Number);
    if (m < 1 || m > 12 || w < 1 || w > 5 || d > 6) throw new MalformedRule(whole);
    return (year) => nthWeekday(year, m, w, d) * DAY + at;
  }
  if (day === null) throw new MalformedRule(whole);
  const n = Number(day[2]);
  const julian = day[1] === 'J';
  if (n > 365 || (julian && n < 1)) throw new MalformedRule(whole);
  // Jn counts from 1 and never counts the 29th of February; n counts from 0.
  return (year) => (yearStart(year) + (julian ? n - 1 + (isLeap(year) && n >= 60 ? 1 : 0) : n)) * DAY + at;
}

/** What holds at a time on the wall. Where it is there twice, `fold` says which is meant; likewise in a gap. */
export function ruleAtWall(rule: PosixRule, time: number, year: number, fold: number): LocalTime {
  const shift = rule.summer.dst;
  let start = rule.start(year);
  let end = rule.end(year);
  if ((fold !== 0) === shift >= 0) end -= shift;
  else start += shift;
  return isBetween(time, start, end) ? rule.summer : rule.standard;
}

/** What holds at a moment in UTC, and whether the wall shows that time for the second time. */
export function ruleAtUtc(rule: PosixRule, time: number, year: number): { local: LocalTime; fold: boolean } {
  const shift = rule.summer.dst;
  const start = rule.start(year) - rule.standard.offset;
  const end = rule.end(year) - rule.summer.offset;
  const again = shift > 0 ? end : start;
  return {
    local: isBetween(time, start, end) ? rule.summer : rule.standard,
    fold: time >= again && time < again + Math.abs(shift),
  };
}

/** South of the equator the summer begins in one year and ends in the next. */
function isBetween(time: number, start: number, end: number): boolean {
  return start < end ? time >= start && time < end : !(time >= end && time < start);
}
