/**
 * strftime(3) in the C locale. Owns: the format directives.
 */
import { DAYS, MONTHS } from '../../base/calendarNames';

export interface BrokenTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 is Monday. */
  weekday: number;
  /** 1 to 366. */
  yearday: number;
  isDst: number;
  zone: string;
  /** Seconds east of Greenwich. */
  offset: number;
}

const pad = (n: number, width: number, fill = '0'): string =>
  n < 0 ? `-${String(-n).padStart(width - 1, fill)}` : String(n).padStart(width, fill);

export const isLeap = (y: number): boolean => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;

/** ISO 8601 year and week. */
function isoWeek(t: BrokenTime): [number, number] {
  let week = Math.floor((t.yearday - 1 - t.weekday + 10) / 7);
  let { year } = t;
  if (week < 1) {
    year--;
    week = weeksIn(year);
  } else if (week > weeksIn(year)) {
    week = 1;
    year++;
  }
  return [year, week];
}

function weeksIn(year: number): number {
  const p = (y: number) => (y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)) % 7;
  return p(year) === 4 || p(year - 1) === 3 ? 53 : 52;
}

export function strftime(format: string, t: BrokenTime): string {
  return format.replace(
    /%([-_0^#]?)(\d*)([EO]?)([a-zA-Z%+])/g,
    (whole, flag: string, width: string, _mod, c: string) => {
      let s = directive(c, t);
      if (s === undefined) return whole;
      if (flag === '-') s = s.replace(/^[0 ]+(?=.)/, '');
      else if (flag === '_') s = s.replace(/^0+(?=.)/, (z: string) => ' '.repeat(z.length));
      else if (flag === '^') s = s.toUpperCase();
      else if (flag === '#') s = s === s.toUpperCase() ? s.toLowerCase() : s.toUpperCase();
      return width === '' ? s : s.padStart(Number(width), flag === '0' || /^\d/.test(s) ? '0' : ' ');
    },
  );
}

/** What a directive without flags stands for; undefined where it is none. */
export function directive(c: string, t: BrokenTime): string | undefined {
  const hour12 = t.hour % 12 === 0 ? 12 : t.hour % 12;
  switch (c) {
    case 'a': return DAYS[t.weekday].slice(0, 3);
    case 'A': return DAYS[t.weekday];
    case 'b':
    case 'h': return MONTHS[t.month - 1].slice(0, 3);
    case 'B': return MONTHS[t.month - 1];
    case 'c': return `${DAYS[t.weekday].slice(0, 3)} ${MONTHS[t.month - 1].slice(0, 3)} ${pad(t.day, 2, ' ')} ${directive('T', t)} ${t.year}`;
    case 'C': return pad(Math.floor(t.year / 100), 2);
    case 'd': return pad(t.day, 2);
    case 'D':
    case 'x': return `${pad(t.month, 2)}/${pad(t.day, 2)}/${directive('y', t)}`;
    case 'e': return pad(t.day, 2, ' ');
    case 'F': return `${directive('Y', t)}-${pad(t.month, 2)}-${pad(t.day, 2)}`;
    case 'g': return pad(isoWeek(t)[0] % 100, 2);
    case 'G': return String(isoWeek(t)[0]);
    case 'H': return pad(t.hour, 2);
    case 'I': return pad(hour12, 2);
    case 'j': return pad(t.yearday, 3);
    case 'k': return pad(t.hour, 2, ' ');
    case 'l': return pad(hour12, 2, ' ');
    case 'm': return pad(t.month, 2);
    case 'M': return pad(t.minute, 2);
    case 'n': return '\n';
    case 'p': return t.hour < 12 ? 'AM' : 'PM';
    case 'P': return t.hour < 12 ? 'am' : 'pm';
    case 'r': return `${pad(hour12, 2)}:${pad(t.minute, 2)}:${pad(t.second, 2)} ${directive('p', t)}`;
    case 'R': return `${pad(t.hour, 2)}:${pad(t.minute, 2)}`;
    case 's': return String(Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second) / 1000 - t.offset);
    case 'S': return pad(t.second, 2);
    case 't': return '\t';
    case 'T':
    case 'X': return `${pad(t.hour, 2)}:${pad(t.minute, 2)}:${pad(t.second, 2)}`;
    case 'u': return String(t.weekday + 1);
    case 'U': return pad(Math.floor((t.yearday + 6 - ((t.weekday + 1) % 7)) / 7), 2);
    case 'V': return pad(isoWeek(t)[1], 2);
    case 'w': return String((t.weekday + 1) % 7);
    case 'W': return pad(Math.floor((t.yearday + 6 - t.weekday) / 7), 2);
    case 'y': return pad(((t.year % 100) + 100) % 100, 2);
    case 'Y': return String(t.year);
    case 'z': {
      const m = Math.abs(Math.trunc(t.offset / 60));
      return `${t.offset < 0 ? '-' : '+'}${pad(Math.floor(m / 60), 2)}${pad(m % 60, 2)}`;
    }
    case 'Z': return t.zone;
    case '%': return '%';
    default: return undefined;
  }
} // prettier-ignore
