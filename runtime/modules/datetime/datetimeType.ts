/** The type datetime: its constructors, what it is converted to. */
import { callMethod } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { hash } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { typeError } from '../../objects/errors';
import { intTrueDiv } from '../../objects/intOps';
import type { KwNames, PyType, Value } from '../../objects/object';
import { codePoints } from '../../objects/strOps';
import { repr } from '../../objects/text';
import { givenType } from '../../objects/typeNames';
import { defineType, defNew } from '../../objects/typeObject';
import { PyFloat, strOf } from '../../objects/values';
import { checkDate, checkTime, checkZone, cInt, NamedArguments } from './arguments';
import { newDateTime, pickledState } from './construct';
import {
  addDateTime,
  compareDateTimes,
  movedDateTime,
  ordinalOf,
  subtractDateTime,
  withFold,
} from './datetimeArithmetic';
import { installDateTimeConstructors } from './datetimeConstructors';
import { dateTuple, defReplace } from './dateType';
import { cTimeText, dateText, timeText } from './isoText';
import { localZoneAt, localZoneOf, momentShown, shownSeconds } from './localTime';
import { dstOffset, offsetSuffix, utcOffset } from './offsets';
import { dateTimeFromState, dateTimeState, hashDateTimeBytes, reduced } from './state';
import { defZoneMethods, protocolArgument, timespecArgument } from './timeType';
import {
  isZeroDelta,
  makeDelta,
  PyDate,
  PyDateTime,
  PyDelta,
  PyTime,
  subtractDeltas,
  totalMicroseconds,
  types,
} from './values';

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'] as const;
const TZINFO = FIELDS.indexOf('tzinfo');
const constructor = new NamedArguments(FIELDS, 3, 8);

function construct(cls: PyType, args: Value[], kwnames: KwNames): PyDateTime {
  if ((args.length === 1 || args.length === 2) && kwnames === null) {
    const isMonth = (month: number) => (month & 0x7f) >= 1 && (month & 0x7f) <= 12;
    const state = pickledState(args[0], 'datetime', 10, 2, isMonth);
    if (state !== undefined) return dateTimeFromState(cls, state, args[1] ?? None);
  }
  const fields = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let tzinfo: Value = None;
  if (kwnames === null && args.length >= 3 && args.length <= TZINFO)
    for (let i = 0; i < args.length; i++) fields[i] = cInt(args[i]);
  else
    constructor.bind(args, kwnames, (v, at) => {
      if (at === TZINFO) tzinfo = v;
      else fields[at] = cInt(v);
    });
  const [year, month, day, hour, minute, second, microsecond, , fold] = fields;
  checkDate(year, month, day);
  checkTime(hour, minute, second, microsecond, fold);
  checkZone(tzinfo);
  return new PyDateTime(cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold);
}

function dateTimeRepr(v: Value): string {
  const dt = v as PyDateTime;
  const fields = [dt.year, dt.month, dt.day, dt.hour, dt.minute];
  if (dt.second !== 0 || dt.microsecond !== 0) fields.push(dt.second);
  if (dt.microsecond !== 0) fields.push(dt.microsecond);
  const zone = dt.tzinfo === None ? '' : `, tzinfo=${repr(dt.tzinfo)}`;
  return `${dt.cls.tpName}(${fields.join(', ')}${dt.fold === 0 ? '' : ', fold=1'}${zone})`;
}

function hashDateTime(dt: PyDateTime) {
  if (dt.hashed !== undefined) return dt.hashed;
  // Equal times differ in `fold`.
  const offset = utcOffset(dt.fold === 0 ? dt : withFold(dt, 0));
  return (dt.hashed =
    offset === undefined
      ? hashDateTimeBytes(dt)
      : hash(subtractDeltas(makeDelta(ordinalOf(dt), secondOfDay(dt), dt.microsecond), offset)));
}

const secondOfDay = (dt: PyDateTime): number => dt.hour * 3600 + dt.minute * 60 + dt.second;

function isoFormat(dt: PyDateTime, sep: Value | undefined, spec: Value | undefined): string {
  let separator = 'T';
  if (sep !== undefined) {
    const text = strOf(sep);
    if (text === undefined)
      throw typeError(`isoformat() argument 1 must be a unicode character, not ${givenType(sep)}`);
    const { length } = codePoints(text);
    if (length !== 1)
      throw typeError(`isoformat() argument 1 must be a unicode character, not a string of length ${length}`);
    separator = text;
  }
  return dateText(dt) + separator + timeText(dt, timespecArgument(spec, 2)) + offsetSuffix(dt);
}

function timeTuple(dt: PyDateTime): Value {
  const dst = dstOffset(dt);
  return dateTuple(dt, [dt.hour, dt.minute, dt.second], dst === undefined ? -1 : isZeroDelta(dst) ? 0 : 1);
}

function utcTimeTuple(dt: PyDateTime): Value {
  const offset = utcOffset(dt);
  const utc = offset === undefined ? dt : movedDateTime(dt, offset, -1);
  return dateTuple(utc, [utc.hour, utc.minute, utc.second], 0);
}

function timestamp(dt: PyDateTime): Value {
  const offset = utcOffset(dt);
  if (dt.tzinfo === None) return new PyFloat(momentShown(shownSeconds(dt), dt.fold) + dt.microsecond / 1e6);
  if (offset === undefined) throw typeError("can't subtract offset-naive and offset-aware datetimes");
  const sinceEpoch = makeDelta(0, shownSeconds(dt), dt.microsecond);
  return new PyFloat(intTrueDiv(totalMicroseconds(subtractDeltas(sinceEpoch, offset)), 1_000_000));
}

/** The same moment, as a clock in another zone shows it. */
function asTimeZone(dt: PyDateTime, tz: Value): Value {
  if (tz !== None) checkZone(tz);
  let own = dt.tzinfo === None ? localZoneOf(dt) : dt.tzinfo;
  if (own === tz) return dt;
  let offset = callMethod(own, 'utcoffset', [dt]);
  if (offset === None) {
    own = localZoneOf(dt);
    if (own === tz) return dt;
    offset = callMethod(own, 'utcoffset', [dt]);
  }
  if (!(offset instanceof PyDelta))
    throw typeError(`utcoffset() returned ${givenType(offset)}, expected timedelta or None`);
  const utc = movedDateTime(dt, offset, -1);
  const zone = tz === None ? localZoneAt(shownSeconds(utc)) : tz;
  return callMethod(zone, 'fromutc', [withZone(utc, zone)]);
}

const withZone = (dt: PyDateTime, tzinfo: Value): PyDateTime =>
  new PyDateTime(
    dt.cls, dt.year, dt.month, dt.day, dt.hour, dt.minute, dt.second, dt.microsecond, tzinfo, dt.fold,
  ); // prettier-ignore

function replace(dt: PyDateTime, given: readonly (Value | undefined)[]): Value {
  const field = (at: number): number => {
    const v = given[at];
    return v === undefined ? (dt[FIELDS[at]] as number) : cInt(v);
  };
  const [year, month, day, hour, minute, second, microsecond] = [0, 1, 2, 3, 4, 5, 6].map(field);
  const tzinfo = given[TZINFO] ?? dt.tzinfo;
  const made = newDateTime(
    year, month, day, hour, minute, second, microsecond, tzinfo, field(8), dt.cls,
  ); // prettier-ignore
  checkZone(tzinfo);
  return made;
}

export function makeDateTimeType(): PyType {
  types.datetime = defineType({
    name: 'datetime.datetime',
    base: types.date,
    doc:
      'datetime(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)\n\n' +
      'A day and a time of it.',
    slots: {
      alloc: (cls) => new PyDateTime(cls, 1, 1, 1, 0, 0, 0, 0, None, 0),
      tp_repr: dateTimeRepr,
      tp_str: (v) =>
        v instanceof PyDateTime && v.cls === types.datetime
          ? `${dateText(v)} ${timeText(v)}${offsetSuffix(v)}`
          : callMethod(v, 'isoformat', [' ']),
      tp_hash: (v) => hashDateTime(v as PyDateTime),
      tp_richcompare: compareDateTimes,
      nb_add: addDateTime,
      nb_subtract: subtractDateTime,
    },
    setup: install,
  });
  const { attrs } = types.datetime;
  attrs.setStr('min', new PyDateTime(types.datetime, 1, 1, 1, 0, 0, 0, 0, None, 0));
  attrs.setStr('max', new PyDateTime(types.datetime, 9999, 12, 31, 23, 59, 59, 999_999, None, 0));
  attrs.setStr('resolution', makeDelta(0, 0, 1));
  return types.datetime;
}

function install(t: PyType): void {
  defNew(t, construct);
  for (const field of FIELDS.slice(3)) defGetSet(t, field, (dt: PyDateTime) => dt[field]);
  installDateTimeConstructors(t);
  defMethod(t, 'date(self, /)', (dt: PyDateTime) => new PyDate(types.date, dt.year, dt.month, dt.day), 'The day.');
  const time = (dt: PyDateTime, tzinfo: Value) =>
    new PyTime(types.time, dt.hour, dt.minute, dt.second, dt.microsecond, tzinfo, dt.fold);
  defMethod(t, 'time(self, /)', (dt: PyDateTime) => time(dt, None), 'The time without its tzinfo.');
  defMethod(t, 'timetz(self, /)', (dt: PyDateTime) => time(dt, dt.tzinfo), 'The time with its tzinfo.');
  const clock = (dt: PyDateTime) => timeText(dt, 'seconds');
  defMethod(t, 'ctime(self, /)', (dt: PyDateTime) => cTimeText(dt, clock(dt)), 'The text that C makes of a time.');
  defMethod(t, 'timetuple(self, /)', timeTuple, 'As a struct_time.');
  defMethod(t, 'utctimetuple(self, /)', utcTimeTuple, 'UTC as a struct_time.');
  defMethod(t, 'timestamp(self, /)', timestamp, 'Seconds from 1970, as time.time() counts them.');
  defMethod(
    t,
    'isoformat(self, /, sep=<absent>, timespec=<absent>)!',
    isoFormat,
    'YYYY-MM-DDTHH:MM:SS[.ffffff][+HH:MM], or as much of it as is asked for.',
  );
  defZoneMethods(t);
  defReplace(t, FIELDS, replace);
  defMethod(t, 'astimezone(self, /, tz=None)!', asTimeZone, 'The same moment in another zone, or the local one.');
  defMethod(t, '__reduce_ex__(self, *args)!', (dt: PyDateTime, args: Value[]) =>
    reduced(dt.cls, dateTimeState(dt, protocolArgument(args)), dt.tzinfo),
  );
  defMethod(t, '__reduce__(self, /)', (dt: PyDateTime) => reduced(dt.cls, dateTimeState(dt), dt.tzinfo));
}
