/**
 * ISO 8601's texts read, as far as CPython's C module reads them: it takes some that the standard doesn't have.
 *
 * Owns: from a text to numbers. Must not know: Python's objects; whether the numbers are those of a day and a time that
 * there are, but for weeks.
 */
import { fromOrdinal, isoOrdinal, type YearMonthDay } from './calendar';

export interface ReadTime {
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
}

export interface ReadZone {
  /** Both of one sign. */
  seconds: number;
  microseconds: number;
}

const ZERO = 0x30;
const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const COMMA = 0x2c;
const PLUS = 0x2b;
const WEEK = 0x57;
const ZULU = 0x5a;
const LAST_ASCII = 0x7f;

/** A character; 0 behind the end, as in C. */
const at = (s: string, i: number): number => (i < s.length ? s.charCodeAt(i) : 0);

const isDigit = (c: number): boolean => c >= ZERO && c <= ZERO + 9;

/** So many digits as a number; -1 where there are others between. */
function digits(s: string, from: number, count: number): number {
  let n = 0;
  for (let i = from; i < from + count; i++) {
    const c = at(s, i);
    if (!isDigit(c)) return -1;
    n = n * 10 + c - ZERO;
  }
  return n;
}

/** Half of a pair of surrogates may separate the date from the time, and is in no other place. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Every character that is not ASCII as one; undefined where there is one that has no UTF-8. */
function oneUnitEach(s: string): string | undefined {
  let out = s;
  for (const i of [7, 8, 10]) {
    LONE.lastIndex = i;
    if (LONE.exec(s)?.index === i && at(s, i) > LAST_ASCII) out = `${s.slice(0, i)}T${s.slice(i + 1)}`;
    if (out !== s) break;
  }
  LONE.lastIndex = 0;
  return LONE.test(out) ? undefined : out.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '\u00ff');
}

const ASCII = /^[\0-\x7f]*$/;

export const isAscii = (s: string): boolean => ASCII.test(s);

/** `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www[-D]` or `YYYYWww[D]`. */
export function readIsoDate(s: string, end = s.length): YearMonthDay | undefined {
  const year = digits(s, 0, 4);
  if (year < 0) return undefined;
  const separated = at(s, 4) === DASH;
  let i = separated ? 5 : 4;
  if (at(s, i) === WEEK) return readWeekDate(s, i + 1, end, year, separated);
  const month = digits(s, i, 2);
  i += 2;
  if (month < 0 || (separated && at(s, i++) !== DASH)) return undefined;
  const day = digits(s, i, 2);
  return day < 0 || i + 2 > end ? undefined : { year, month, day };
}

function readWeekDate(
  s: string,
  from: number,
  end: number,
  year: number,
  separated: boolean,
): YearMonthDay | undefined {
  const week = digits(s, from, 2);
  let i = from + 2;
  if (week < 0) return undefined;
  let weekday = 1;
  if (i < end) {
    if (separated && at(s, i++) !== DASH) return undefined;
    weekday = digits(s, i, 1);
    if (weekday < 0 || i >= end) return undefined;
  }
  const ordinal = isoOrdinal(year, week, weekday);
  return typeof ordinal === 'string' ? undefined : fromOrdinal(ordinal);
}

/** How long the date is, in a text of seven characters or more that begins with one. */
function dateLength(s: string): number {
  if (s.length === 7) return 7;
  if (at(s, 4) === DASH) {
    if (at(s, 5) !== WEEK) return 10;
    if (at(s, 8) !== DASH) return 8;
    // A day of the week, unless it is the separator with an hour behind it.
    return s.length > 10 && isDigit(at(s, 10)) ? 8 : 10;
  }
  if (at(s, 4) !== WEEK) return 8;
  let i = 7;
  while (i < s.length && isDigit(at(s, i))) i++;
  if (i < 9) return i;
  return i % 2 === 0 ? 7 : 8;
}

/** What readClock() finds. `isWhole`: nothing is left over. */
class Clock implements ReadTime {
  hour = 0;
  minute = 0;
  second = 0;
  microsecond = 0;
  isWhole = false;

  set(part: number, n: number): void {
    if (part === 0) this.hour = n;
    else if (part === 1) this.minute = n;
    else this.second = n;
  }
}

/** A time without zone in `s` from `from` to `end`. */
function readClock(s: string, from: number, end: number): Clock | undefined {
  const clock = new Clock();
  let i = from;
  let separated = false;
  for (let part = 0; part < 3; part++) {
    const n = digits(s, i, 2);
    if (n < 0) return undefined;
    clock.set(part, n);
    const next = at(s, i + 2);
    if (next > LAST_ASCII) return undefined;
    i += 3;
    if (part === 0) separated = next === COLON;
    // What ends here may have one more character before a zone.
    if (i >= end) {
      clock.isWhole = next === 0;
      return clock;
    }
    if (next === COLON && separated) {
      if (part === 2) return undefined;
    } else if (next === POINT || next === COMMA) {
      if (part < 2) return undefined;
      break;
    } else if (separated) return undefined;
    else i--;
  }
  const shown = Math.min(6, end - i);
  const fraction = digits(s, i, shown);
  if (fraction < 0) return undefined;
  clock.microsecond = fraction * 10 ** (6 - shown);
  i += shown;
  while (isDigit(at(s, i))) i++;
  clock.isWhole = i >= s.length;
  return clock;
}

export interface ReadZonedTime {
  time: ReadTime;
  zone: ReadZone | undefined;
}

/** `HH[:MM[:SS[.ffffff]]]` and a zone, if any. */
export function readIsoTime(s: string, from = 0): ReadZonedTime | undefined {
  let zoneAt = from;
  while (zoneAt < s.length) {
    const c = at(s, zoneAt);
    if (c === PLUS || c === DASH || c === ZULU) break;
    zoneAt++;
  }
  const time = readClock(s, from, zoneAt);
  if (time === undefined) return undefined;
  if (zoneAt === s.length) return time.isWhole ? { time, zone: undefined } : undefined;
  const mark = at(s, zoneAt);
  if (mark === ZULU) return at(s, zoneAt + 1) === 0 ? { time, zone: { seconds: 0, microseconds: 0 } } : undefined;
  const offset = readClock(s, zoneAt + 1, s.length);
  if (offset === undefined || !offset.isWhole) return undefined;
  const sign = mark === DASH ? -1 : 1;
  const seconds = sign * (offset.hour * 3600 + offset.minute * 60 + offset.second);
  return { time, zone: { seconds, microseconds: sign * offset.microsecond } };
}

const MIDNIGHT: ReadZonedTime = { time: new Clock(), zone: undefined };

export function readIsoDateTime(text: string): { date: YearMonthDay; rest: ReadZonedTime } | undefined {
  if (text.length < 7) return undefined;
  const s = isAscii(text) ? text : oneUnitEach(text);
  if (s === undefined || s.length < 7) return undefined;
  const length = dateLength(s);
  const date = readIsoDate(s, length);
  if (date === undefined) return undefined;
  const rest = length >= s.length ? MIDNIGHT : readIsoTime(s, length + 1);
  return rest && { date, rest };
}
