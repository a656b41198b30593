/** datetime's alternative constructors. */
import { callMethod } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { defClassMethod } from '../../objects/descriptors';
import { typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import type { PyType, Value } from '../../objects/object';
import { givenType } from '../../objects/typeNames';
import { host } from '../../host/currentHost';
import { checkZone } from './arguments';
import { daysInMonth } from './calendar';
import { newDateTime } from './construct';
import { defStrptime, invalidIsoText, isoArgument } from './dateType';
import { readIsoDateTime } from './isoParse';
import { localDateTime, readTimestamp, utcDateTime, type Timestamp } from './localTime';
import { isEndOfDay, zoneRead } from './timeType';
import { PyDate, PyTime } from './values';

function at(cls: PyType, moment: Timestamp, tz: Value): Value {
  if (tz === None) return localDateTime(cls, moment);
  return callMethod(tz, 'fromutc', [utcDateTime(cls, moment, tz)]);
}

function now(): Timestamp {
  const ns = host().wallTimeNs();
  return { seconds: Number(ns / 1_000_000_000n), microseconds: Number((ns % 1_000_000_000n) / 1000n) };
}

function deprecated(method: string, instead: string): void {
  interp().warn(
    Exc.DeprecationWarning,
    `datetime.datetime.${method}() is deprecated and scheduled for removal in a future version. ` +
      `Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.${instead}.`,
    1,
  );
}

function combine(cls: PyType, date: Value, time: Value | undefined, tzinfo: Value | undefined): Value {
  if (!(date instanceof PyDate)) throw typeError(`combine() argument 1 must be datetime.date, not ${givenType(date)}`);
  if (time === undefined) throw typeError("combine() missing required argument 'time' (pos 2)");
  if (!(time instanceof PyTime)) throw typeError(`combine() argument 2 must be datetime.time, not ${givenType(time)}`);
  const zone = tzinfo ?? time.tzinfo;
  checkZone(zone);
  const { year, month, day } = date;
  return newDateTime(year, month, day, time.hour, time.minute, time.second, time.microsecond, zone, time.fold, cls);
}

function fromIsoFormat(cls: PyType, v: Value): Value {
  const text = isoArgument(v);
  const read = readIsoDateTime(text);
  if (read === undefined) throw invalidIsoText(text);
  let { year, month, day } = read.date;
  let { hour } = read.rest.time;
  const { minute, second, microsecond } = read.rest.time;
  const zone = zoneRead(read.rest.zone);
  // A day that there isn't is told of first.
  const last = daysInMonth(year, month);
  if (hour === 24 && day <= last && isEndOfDay(read.rest.time)) {
    hour = 0;
    day++;
    if (day > last) {
      day = 1;
      month++;
    }
    if (month > 12) {
      month = 1;
      year++;
    }
  }
  return newDateTime(year, month, day, hour, minute, second, microsecond, zone, 0, cls);
}

export function installDateTimeConstructors(t: PyType): void {
  defClassMethod(
    t,
    'now(cls, /, tz=None)',
    (cls: PyType, tz: Value) => {
      checkZone(tz);
      return at(cls, now(), tz);
    },
    'The time now, in the local zone or another.',
  );
  defClassMethod(
    t,
    'utcnow(cls, /)',
    (cls: PyType) => {
      deprecated('utcnow', 'now(datetime.UTC)');
      return utcDateTime(cls, now(), None);
    },
    'The time now at Greenwich, without a tzinfo.',
  );
  defClassMethod(
    t,
    'fromtimestamp(cls, /, timestamp, tz=None)!',
    (cls: PyType, timestamp: Value, tz: Value) => {
      checkZone(tz);
      return at(cls, readTimestamp(timestamp), tz);
    },
    'A time of the kind that time.time() gives, in the local zone or another.',
  );
  defClassMethod(
    t,
    'utcfromtimestamp(cls, *args)!',
    (cls: PyType, args: Value[]) => {
      deprecated('utcfromtimestamp', 'fromtimestamp(timestamp, datetime.UTC)');
      if (args.length !== 1) throw typeError(`utcfromtimestamp() takes exactly 1 argument (${args.length} given)`);
      return utcDateTime(cls, readTimestamp(args[0]), None);
    },
    'A time of the kind that time.time() gives at Greenwich, without a tzinfo.',
  );
  defStrptime(t, '_strptime_datetime_datetime');
  defClassMethod(t, 'combine(cls, /, date, time=<absent>, tzinfo=<absent>)!', combine, 'A day and a time of it.');
  defClassMethod(t, 'fromisoformat(cls, object, /)', fromIsoFormat, 'Reads ISO 8601.');
}
