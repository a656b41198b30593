/** Dates and times as ISO 8601 writes them, and as ctime() does. */
import { DAYS, MONTHS } from '../../base/calendarNames';
import { valueError } from '../../objects/errors';
import { toOrdinal, weekdayOf } from './calendar';
import type { PyDate, PyDateTime, PyTime } from './values';

export const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

export const four = (n: number): string => (n > 999 ? String(n) : String(n).padStart(4, '0'));

export const dateText = (d: PyDate): string => `${four(d.year)}-${two(d.month)}-${two(d.day)}`;

export function timeText({ hour, minute, second, microsecond }: PyDateTime | PyTime, spec = 'auto'): string {
  switch (spec === 'auto' ? (microsecond === 0 ? 'seconds' : 'microseconds') : spec) {
    case 'hours':
      return two(hour);
    case 'minutes':
      return `${two(hour)}:${two(minute)}`;
    case 'seconds':
      return `${two(hour)}:${two(minute)}:${two(second)}`;
    case 'milliseconds':
      return `${two(hour)}:${two(minute)}:${two(second)}.${String(Math.floor(microsecond / 1000)).padStart(3, '0')}`;
    case 'microseconds':
      return `${two(hour)}:${two(minute)}:${two(second)}.${String(microsecond).padStart(6, '0')}`;
  }
  throw valueError('Unknown timespec value');
}

export function cTimeText(d: PyDate, time: string): string {
  const weekday = DAYS[weekdayOf(toOrdinal(d.year, d.month, d.day))].slice(0, 3);
  return `${weekday} ${MONTHS[d.month - 1].slice(0, 3)} ${String(d.day).padStart(2)} ${time} ${four(d.year)}`;
}
