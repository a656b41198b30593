/**
 * The module `time`. All clocks are the host's.
 */
import { callMethod } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { overflowError, typeError, valueError } from '../objects/errors';
import type { PyNative } from '../objects/native';
import { type Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { normInt, PyFloat, PyTuple, strOf } from '../objects/values';
import { newNamespace } from '../objects/simpleNamespace';
import { host } from '../host/currentHost';
import { importModule } from './importing';
import { interrupted, osError } from './osErrors';
import { nativeModule } from './registry';
import { secondsOf } from './seconds';
import { structSeqType, type StructSeqType } from './structSeq';
import { threads } from './threads';
import { childEnvironment } from './posix/process';
import { zoneOf, type Moment, type Zone } from './time/zone';
import { isLeap, strftime, type BrokenTime } from './time/strftime';
import { givenType } from '../objects/typeNames';

let structTime: StructSeqType;

const FIELDS = [
  'tm_year',
  'tm_mon',
  'tm_mday',
  'tm_hour',
  'tm_min',
  'tm_sec',
  'tm_wday',
  'tm_yday',
  'tm_isdst',
  'tm_zone',
  'tm_gmtoff',
];
const CUMULATIVE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

const CLOCK_REALTIME = 0;
const CLOCK_THREAD = 3;
/** The low bits of the clock of one thread. */
const THREAD_CLOCK = 6;

/** In 400 years the calendar repeats itself, and a JS Date knows fewer years than a struct tm. */
const ERA = 146_097 * 86_400;

/** Seconds since the epoch, given or now (CPython's _PyTime_ObjectToTime_t). */
function epochArg(v: Value): number {
  if (v === None) return Math.floor(Number(host().wallTimeNs() / 1000000000n));
  if (v instanceof PyFloat && Number.isNaN(v.value)) throw valueError('Invalid value NaN (not a number)');
  const s = v instanceof PyFloat ? Math.floor(v.value) : Number(toIndex(v));
  if (Math.abs(s) > 67768036191676799) throw overflowError('timestamp out of range for platform time_t');
  return s;
}

function broken(epoch: number, offset: number, zone: string, isDst: number): BrokenTime {
  const eras = Math.floor(epoch / ERA);
  const d = new Date((epoch - eras * ERA + offset) * 1000);
  const year = d.getUTCFullYear() + 400 * eras;
  if (year - 1900 !== ((year - 1900) | 0)) throw osError('EOVERFLOW');
  const month = d.getUTCMonth() + 1;
  const day = d.getUTCDate();
  const yearday = CUMULATIVE[month - 1] + day + (month > 2 && isLeap(year) ? 1 : 0);
  return {
    year,
    month,
    day,
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
    weekday: (d.getUTCDay() + 6) % 7,
    yearday,
    isDst,
    zone,
    offset,
  };
}

/** What tzset() has made of TZ; else the host's zone is in force. */
let ownZone: Zone | undefined;

function zoneAt(moment: number): Moment {
  const epoch = Math.abs(moment) < 8e12 ? moment : moment < 0 ? -8e12 : (moment % ERA) + ERA;
  if (ownZone !== undefined) return ownZone(epoch);
  const { offsetMinutes, name, isDst } = host().timeZone(epoch);
  return { offset: offsetMinutes * 60, name, isDst };
}

/** How far the local clock is ahead of UTC, in seconds. */
export const offsetAt = (moment: number): number => zoneAt(moment).offset;

export const zoneNameAt = (moment: number): string => zoneAt(moment).name;

/** What the clock at Greenwich shows; raises OSError where no clock could. */
export const utcTime = (epoch: number): BrokenTime => broken(epoch, 0, 'UTC', 0);

/** time.strftime as the module first has it. */
let ownStrftime: PyNative | undefined;

export const isOwnStrftime = (f: Value): boolean => f === ownStrftime;

function localTime(epoch: number): BrokenTime {
  const z = zoneAt(epoch);
  return broken(epoch, z.offset, z.name, z.isDst ? 1 : 0);
}

/** The moment at which local clocks show what `utc` shows at Greenwich; `isDst` tells two such moments apart. */
function momentOf(utc: number, isDst: number): number {
  const before = zoneAt(utc - 86_400);
  const after = zoneAt(utc + 86_400);
  const fits = [before, after].filter((z) => zoneAt(utc - z.offset).offset === z.offset);
  const chosen = fits.find((z) => isDst < 0 || z.isDst === isDst > 0) ?? fits.at(0) ?? before;
  return utc - chosen.offset;
}

function toStruct(t: BrokenTime): Value {
  return structTime.make([
    t.year,
    t.month,
    t.day,
    t.hour,
    t.minute,
    t.second,
    t.weekday,
    t.yearday,
    t.isDst,
    t.zone,
    t.offset,
  ]);
}

/** A time tuple as strftime and mktime get it. */
function fromTuple(v: Value, what: string): BrokenTime {
  if (!(v instanceof PyTuple)) throw typeError('Tuple or struct_time argument required');
  if (v.items.length !== 9) throw typeError(`${what}(): illegal time tuple argument`);
  const [year, month, day, hour, minute, second, weekday, yearday, isDst] = v.items.map((x) => Number(toIndex(x)));
  if (year !== (year | 0))
    throw overflowError(`signed integer is ${year > 0 ? 'greater than maximum' : 'less than minimum'}`);
  if (year - 1900 !== ((year - 1900) | 0)) throw overflowError('year out of range');
  const z = zoneAt(0);
  const shown = v.cls === structTime.type ? (v as PyTuple & { hidden: readonly Value[] }).hidden : [];
  const zone = shown.length > 0 && strOf(shown[0]) !== undefined ? strOf(shown[0])! : z.name;
  const offset = shown.length > 1 && typeof shown[1] === 'number' ? shown[1] : z.offset;
  return { year, month, day, hour, minute, second, weekday, yearday, isDst, zone, offset };
}

/** CPython's checktm: raises ValueError for what strftime could not show. */
function checked(t: BrokenTime): BrokenTime {
  const out = { ...t };
  if (out.month === 0) out.month = 1;
  else if (out.month < 0 || out.month > 12) throw valueError('month out of range');
  if (out.day === 0) out.day = 1;
  else if (out.day < 0 || out.day > 31) throw valueError('day of month out of range');
  if (out.hour < 0 || out.hour > 23) throw valueError('hour out of range');
  if (out.minute < 0 || out.minute > 59) throw valueError('minute out of range');
  if (out.second < 0 || out.second > 61) throw valueError('seconds out of range');
  if (out.weekday < -1) throw valueError('day of week out of range');
  out.weekday = ((out.weekday % 7) + 7) % 7;
  if (out.yearday === 0) out.yearday = 1;
  else if (out.yearday < 0 || out.yearday > 366) throw valueError('day of year out of range');
  return out;
}

const seconds = (ns: bigint): Value => new PyFloat(Number(ns / 1000000000n) + Number(ns % 1000000000n) / 1e9);
const toNs = (s: number): bigint => BigInt(Math.round(s * 1e9));

export function sleep(v: Value): Value {
  const s = secondsOf(v);
  if (s < 0) throw valueError('sleep length must be non-negative');
  const deadline = host().now() + s;
  if (threads.all.size > 1) {
    threads.block(() => false, s);
    return None;
  }
  for (let left = s; ; left = deadline - host().now()) {
    if (!host().sleep(Math.max(0, left))) return None;
    // A signal handler may raise; else the rest of the time is slept.
    interrupted.run();
  }
}

nativeModule('time', (m) => {
  structTime = structSeqType(
    'time.struct_time',
    FIELDS,
    'A time by calendar and clock, as gmtime() and localtime() make it.',
    9,
  );
  m.set('struct_time', structTime.type);
  m.set('_STRUCT_TM_ITEMS', 11);
  const clock = (name: string, now: () => bigint) => {
    m.def(`${name}()`, () => seconds(now()));
    m.def(`${name}_ns()`, () => normInt(now()));
  };
  clock('time', () => host().wallTimeNs());
  clock('monotonic', () => toNs(host().now()));
  clock('perf_counter', () => toNs(host().now()));
  clock('process_time', () => toNs(host().cpuTime()));
  clock('thread_time', () => toNs(host().cpuTime()));
  const clocks: [string, number, () => bigint][] = [
    ['CLOCK_REALTIME', 0, () => host().wallTimeNs()],
    ['CLOCK_MONOTONIC', 1, () => toNs(host().now())],
    ['CLOCK_PROCESS_CPUTIME_ID', 2, () => toNs(host().cpuTime())],
    ['CLOCK_THREAD_CPUTIME_ID', 3, () => toNs(host().cpuTime())],
    ['CLOCK_MONOTONIC_RAW', 4, () => toNs(host().now())],
    ['CLOCK_BOOTTIME', 7, () => toNs(host().now())],
    ['CLOCK_TAI', 11, () => host().wallTimeNs()],
  ];
  for (const [name, id] of clocks) m.set(name, id);
  const clockOf = (v: Value): (typeof clocks)[number] => {
    const id = Number(toIndex(v));
    const found = clocks.find((clock) => clock[1] === ((id & 7) === THREAD_CLOCK ? CLOCK_THREAD : id));
    if (found === undefined) throw osError('EINVAL');
    return found;
  };
  const byId = (v: Value): bigint => clockOf(v)[2]();
  m.def('clock_gettime(clk_id, /)', (id: Value) => seconds(byId(id)));
  m.def('clock_gettime_ns(clk_id, /)', (id: Value) => normInt(byId(id)));
  m.def('clock_getres(clk_id, /)!', (id: Value) => (byId(id), new PyFloat(1e-9)));
  // Only the administrator sets clocks, and Node not even then.
  const refuseToSet = (id: Value): never => {
    throw osError(clockOf(id)[1] === CLOCK_REALTIME ? 'EPERM' : 'EINVAL');
  };
  m.def('clock_settime(clk_id, time, /)!', (id: Value, time: Value) => (secondsOf(time), refuseToSet(id)));
  m.def('clock_settime_ns(clk_id, time, /)!', (id: Value, time: Value) => (toIndex(time), refuseToSet(id)));
  m.def('pthread_getcpuclockid(thread_id, /)!', (thread: Value) => {
    const ident = toIndex(thread);
    if (!threads.all.has(Number(ident))) throw osError('ESRCH');
    return (~host().facts.pid << 3) | THREAD_CLOCK;
  });
  m.def('sleep(seconds, /)', sleep);
  m.def('gmtime(seconds=None, /)!', (s: Value) => toStruct(broken(epochArg(s), 0, 'UTC', 0)));
  m.def('localtime(seconds=None, /)!', (s: Value) => toStruct(localTime(epochArg(s))));
  m.def('mktime(object, /)', (tuple: Value) => {
    const t = fromTuple(tuple, 'mktime');
    const guess = momentOf(utcOf(t), t.isDst);
    if (!Number.isFinite(guess)) throw overflowError('mktime argument out of range');
    return new PyFloat(guess);
  });
  const asctime = (t: BrokenTime): string => {
    const [day, month] = strftime('%a %b', t).split(' ');
    return `${day} ${month} ${String(t.day).padStart(2)} ${strftime('%H:%M:%S', t)} ${t.year}`;
  };
  m.def('asctime(time_tuple=<absent>, /)!', (tuple: Value | undefined) =>
    asctime(tuple === undefined ? localTime(epochArg(None)) : checked(fromTuple(tuple, 'asctime'))),
  );
  m.def('ctime(seconds=None, /)!', (s: Value) => asctime(localTime(epochArg(s))));
  ownStrftime = m.def('strftime(format, time_tuple=<absent>, /)!', (format: Value, tuple: Value | undefined) => {
    const f = strOf(format);
    if (f === undefined) throw typeError(`strftime() argument 1 must be str, not ${givenType(format)}`);
    return strftime(f, tuple === undefined ? localTime(epochArg(None)) : checked(fromTuple(tuple, 'strftime')));
  });
  m.def("strptime(string, format='%a %b %d %H:%M:%S %Y', /)!", (s: Value, f: Value) =>
    callMethod(importModule('_strptime'), '_strptime_time', [s, f]),
  );
  const zone = () => {
    const year = new Date(Number(host().wallTimeNs() / 1000000n)).getUTCFullYear();
    const january = zoneAt(Date.UTC(year, 0, 1) / 1000);
    const july = zoneAt(Date.UTC(year, 6, 1) / 1000);
    const [standard, summer] =
      january.offset !== july.offset && july.isDst === january.isDst
        ? [january, january]
        : january.isDst
          ? [july, january]
          : [january, july];
    m.set('timezone', -standard.offset);
    m.set('altzone', -summer.offset);
    m.set('daylight', standard.offset !== summer.offset ? 1 : 0);
    m.set('tzname', new PyTuple([standard.name, summer.name]));
  };
  zone();
  m.def('tzset()', () => {
    const value = childEnvironment.get('TZ');
    ownZone = value === undefined ? undefined : zoneOf(value);
    zone();
    return None;
  });
  m.def('get_clock_info(name, /)!', (name: Value) => {
    const text = strOf(name);
    const known = ['time', 'monotonic', 'perf_counter', 'process_time', 'thread_time'];
    if (text === undefined) throw typeError(`get_clock_info() argument 1 must be str, not ${givenType(name)}`);
    if (!known.includes(text)) throw valueError('unknown clock');
    const c = {
      time: 'REALTIME',
      monotonic: 'MONOTONIC',
      perf_counter: 'MONOTONIC',
      process_time: 'PROCESS_CPUTIME_ID',
      thread_time: 'THREAD_CPUTIME_ID',
    }[text]!;
    return newNamespace({
      implementation: `clock_gettime(CLOCK_${c})`,
      monotonic: text !== 'time',
      adjustable: text === 'time',
      resolution: new PyFloat(1e-9),
    });
  });
});

/** As seconds since the epoch if the time were UTC; fields may overflow into the next. */
function utcOf(t: BrokenTime): number {
  const eras = Math.floor(t.year / 400);
  const d = new Date(0);
  d.setUTCFullYear(t.year - 400 * eras, t.month - 1, t.day);
  d.setUTCHours(t.hour, t.minute, t.second);
  return d.getTime() / 1000 + eras * ERA;
}
