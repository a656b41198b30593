/**
 * Local time zones by TZ, as tzset(3) takes them: the name of a file of the system's zone database (TZif, RFC 9636), or
 * a POSIX rule such as `EST5EDT,M3.2.0,M11.1.0`.
 *
 * Owns: reading both. Must not know: Python objects, the environment.
 */
import { host } from '../../host/currentHost';
import { HostError } from '../../host/hostFiles';

export interface Moment {
  /** Seconds east of Greenwich. */
  offset: number;
  name: string;
  isDst: boolean;
}

/** The local time that is in force at a moment, in seconds since the epoch. */
export type Zone = (epoch: number) => Moment;

const DAY = 86_400;
const DATABASE = '/usr/share/zoneinfo';
const utc: Moment = { offset: 0, name: 'UTC', isDst: false };

/** The zone of a value of TZ; one that means nothing is UTC. */
export function zoneOf(value: string): Zone {
  const name = value.replace(/^:/, '');
  return zoneFromFile(name) ?? zoneFromRule(name) ?? (() => utc);
}

// ---- the database

function zoneFromFile(name: string): Zone | undefined {
  if (name === '' || name.includes('..')) return undefined;
  let data: Uint8Array;
  try {
    data = host().files.readFile(name.startsWith('/') ? name : `${DATABASE}/${name}`);
  } catch (e) {
    if (e instanceof HostError) return undefined;
    throw e;
  }
  return parseTzif(data);
}

const HEADER = 44;

function parseTzif(data: Uint8Array): Zone | undefined {
  const ascii = (from: number, to: number): string => String.fromCharCode(...data.subarray(from, to));
  if (data.length < HEADER || ascii(0, 4) !== 'TZif') return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.length);
  let start = 0;
  let wide = 4;
  const counts = (): number[] => [0, 1, 2, 3, 4, 5].map((i) => view.getUint32(start + 20 + i * 4));
  const size = (): number => {
    const [isUtc, isStd, leap, time, type, chars] = counts();
    return time * (wide + 1) + type * 6 + chars + leap * (wide + 4) + isStd + isUtc;
  };
  if (data[4] >= 0x32) {
    // The first block is for readers that know 32 bits only.
    start = HEADER + size();
    wide = 8;
  }
  const [, , , timeCount, typeCount] = counts();
  let at = start + HEADER;
  const times = Array.from({ length: timeCount }, (_, i) =>
    wide === 8 ? Number(view.getBigInt64(at + i * 8)) : view.getInt32(at + i * 4),
  );
  at += timeCount * wide;
  const indices = data.subarray(at, at + timeCount);
  at += timeCount;
  const names = at + typeCount * 6;
  const types = Array.from({ length: typeCount }, (_, i): Moment => {
    const from = names + data[at + i * 6 + 5];
    return {
      offset: view.getInt32(at + i * 6),
      isDst: data[at + i * 6 + 4] !== 0,
      name: ascii(from, data.indexOf(0, from)),
    };
  });
  const footer = wide === 8 ? ascii(start + HEADER + size() + 1, data.length).replace(/\n.*$/s, '') : '';
  const later = footer === '' ? undefined : zoneFromRule(footer);
  const last = times.length - 1;
  return (epoch) => {
    if (times.length === 0 || epoch < times[0]) return times.length === 0 && later ? later(epoch) : types[0];
    if (epoch >= times[last] && later !== undefined) return later(epoch);
    let low = 0;
    let high = last;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (times[middle] <= epoch) low = middle;
      else high = middle - 1;
    }
    return types[indices[low]];
  };
}

// ---- rules

/** Seconds since the beginning of a year in local time, for a year that begins on a day of the epoch. */
type Turn = (year: number) => number;

const dayOf = (year: number, month: number, day: number): number => {
  const d = new Date(0);
  d.setUTCFullYear(year, month, day);
  return Math.round(d.getTime() / 1000 / DAY);
};

const NAME = String.raw`([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)`;
const TIME = String.raw`([+-]?\d{1,3}(?::\d{1,2}){0,2})`;
const RULE = new RegExp(`^${NAME}${TIME}(?:${NAME}${TIME}?(?:,([^,]+),([^,]+))?)?$`);

function secondsIn(text: string): number {
  const [h, m = 0, s = 0] = text.replace(/^[+-]/, '').split(':').map(Number);
  const total = h * 3600 + m * 60 + s;
  return text.startsWith('-') ? -total : total;
}

/** When the clocks change: `Mmonth.week.day`, `Jday` (29 February never counted) or a day from 0. */
function turnOf(text: string): Turn | undefined {
  const [date, time = '2'] = text.split('/');
  const seconds = secondsIn(time);
  const m = /^M(\d+)\.(\d)\.(\d)$/.exec(date);
  if (m !== null) {
    const [month, week, weekday] = m.slice(1).map(Number);
    return (year) => {
      const first = dayOf(year, month - 1, 1);
      let day = first + ((weekday - ((first + 4) % 7) + 14) % 7) + (week - 1) * 7;
      if (day >= dayOf(year, month, 1)) day -= 7;
      return day * DAY + seconds;
    };
  }
  const n = /^(J?)(\d+)$/.exec(date);
  if (n === null) return undefined;
  const day = Number(n[2]);
  if (n[1] === '') return (year) => (dayOf(year, 0, 1) + day) * DAY + seconds;
  return (year) => {
    const leap = dayOf(year, 2, 1) - dayOf(year, 1, 1) === 29;
    return (dayOf(year, 0, day) + (leap && day >= 60 ? 1 : 0)) * DAY + seconds;
  };
}

function zoneFromRule(text: string): Zone | undefined {
  const found = RULE.exec(text);
  if (found === null) return undefined;
  const [, name, offset, dstName, dstOffset, from = 'M3.2.0', to = 'M11.1.0'] = found as (string | undefined)[];
  const plain = (s: string): string => s.replace(/[<>]/g, '');
  const standard: Moment = { offset: -secondsIn(offset!), name: plain(name!), isDst: false };
  if (dstName === undefined) return () => standard;
  const summer: Moment = {
    offset: dstOffset === undefined ? standard.offset + 3600 : -secondsIn(dstOffset),
    name: plain(dstName),
    isDst: true,
  };
  const begin = turnOf(from);
  const end = turnOf(to);
  if (begin === undefined || end === undefined) return undefined;
  return (epoch) => {
    const year = new Date((epoch + standard.offset) * 1000).getUTCFullYear();
    const b = begin(year) - standard.offset;
    const e = end(year) - summer.offset;
    const dst = b < e ? epoch >= b && epoch < e : epoch < e || epoch >= b;
    return dst ? summer : standard;
  };
}
