/** The type time. */
import { callMethod } from '../../objects/attributes';
import { None, NotImplemented } from '../../objects/builtinTypes';
import { hash } from '../../objects/compare';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { typeError, valueError } from '../../objects/errors';
import { Cmp, type KwNames, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { givenType } from '../../objects/typeNames';
import { defineType, defNew } from '../../objects/typeObject';
import { strOf } from '../../objects/values';
import { checkTime, checkZone, cInt, NamedArguments } from './arguments';
import { newTime, pickledState } from './construct';
import { defReplace, defStrptime, invalidIsoText, isoArgument } from './dateType';
import { isAscii, readIsoTime, type ReadTime, type ReadZone } from './isoParse';
import { timeText } from './isoText';
import { checkOffset, dstOffset, offsetSuffix, utcOffset, zoneName } from './offsets';
import { hashTimeBytes, reduced, timeFromState, timeState } from './state';
import { formatArgument, formatTime, formatWith, structTime } from './strftime';
import { compareDeltas, fixedZone, makeDelta, ordered, type PyDelta, PyTime, subtractDeltas, types } from './values';

const FIELDS = ['hour', 'minute', 'second', 'microsecond', 'tzinfo', 'fold'] as const;
const constructor = new NamedArguments(FIELDS, 0, 5);

function construct(cls: PyType, args: Value[], kwnames: KwNames): PyTime {
  if ((args.length === 1 || args.length === 2) && kwnames === null) {
    const state = pickledState(args[0], 'time', 6, 0, (hour) => (hour & 0x7f) < 24);
    if (state !== undefined) return timeFromState(cls, state, args[1] ?? None);
  }
  const fields = [0, 0, 0, 0, 0, 0];
  let tzinfo: Value = None;
  constructor.bind(args, kwnames, (v, at) => {
    if (at === 4) tzinfo = v;
    else fields[at] = cInt(v);
  });
  const [hour, minute, second, microsecond, , fold] = fields;
  checkTime(hour, minute, second, microsecond, fold);
  checkZone(tzinfo);
  return new PyTime(cls, hour, minute, second, microsecond, tzinfo, fold);
}

/** The tzinfo that a text of ISO 8601 names. */
export function zoneRead(zone: ReadZone | undefined): Value {
  if (zone === undefined) return None;
  const offset = makeDelta(0, zone.seconds, zone.microseconds);
  checkOffset(offset);
  return fixedZone(offset);
}

/** 24:00 is the midnight at the end of a day. Raises ValueError if it is 24 and something. */
export function isEndOfDay({ hour, minute, second, microsecond }: ReadTime): boolean {
  if (hour !== 24) return false;
  if (minute === 0 && second === 0 && microsecond === 0) return true;
  throw valueError('minute, second, and microsecond must be 0 when hour is 24');
}

function fromIsoFormat(cls: PyType, v: Value): Value {
  const text = isoArgument(v);
  const read = isAscii(text) ? readIsoTime(text.startsWith('T') ? text.slice(1) : text) : undefined;
  if (read === undefined) throw invalidIsoText(text);
  const { hour, minute, second, microsecond } = read.time;
  const midnight = isEndOfDay(read.time);
  return newTime(midnight ? 0 : hour, minute, second, microsecond, zoneRead(read.zone), 0, cls);
}

const secondsOf = (t: PyTime, offset?: PyDelta): number =>
  t.hour * 3600 + t.minute * 60 + t.second - (offset === undefined ? 0 : offset.days * 86_400 + offset.seconds);

function compareTimes(left: Value, right: Value, op: Cmp): Value {
  if (!(right instanceof PyTime)) return NotImplemented;
  const a = left as PyTime;
  const shown = () => secondsOf(a) - secondsOf(right) || a.microsecond - right.microsecond;
  if (a.tzinfo === right.tzinfo) return ordered(shown(), op);
  const offsetA = utcOffset(a);
  const offsetB = utcOffset(right);
  if (offsetA === undefined || offsetB === undefined) {
    if (offsetA === offsetB) return ordered(shown(), op);
    if (op === Cmp.EQ || op === Cmp.NE) return op === Cmp.NE;
    throw typeError("can't compare offset-naive and offset-aware times");
  }
  if (compareDeltas(offsetA, offsetB) === 0) return ordered(shown(), op);
  return ordered(secondsOf(a, offsetA) - secondsOf(right, offsetB) || a.microsecond - right.microsecond, op);
}

function hashTime(t: PyTime) {
  if (t.hashed !== undefined) return t.hashed;
  const offset = utcOffset(t);
  return (t.hashed =
    offset === undefined ? hashTimeBytes(t) : hash(subtractDeltas(makeDelta(0, secondsOf(t), t.microsecond), offset)));
}

function timeRepr(v: Value): string {
  const t = v as PyTime;
  const fields = [t.hour, t.minute, ...(t.second === 0 && t.microsecond === 0 ? [] : [t.second])];
  if (t.microsecond !== 0) fields.push(t.microsecond);
  const zone = t.tzinfo === None ? '' : `, tzinfo=${repr(t.tzinfo)}`;
  return `${t.cls.tpName}(${fields.join(', ')}${zone}${t.fold === 0 ? '' : ', fold=1'})`;
}

/** The `timespec` of isoformat(). */
export function timespecArgument(v: Value | undefined, position: number): string | undefined {
  if (v === undefined) return undefined;
  const spec = strOf(v);
  if (spec === undefined) throw typeError(`isoformat() argument ${position} must be str, not ${givenType(v)}`);
  if (spec.includes('\0')) throw valueError('embedded null character');
  return spec;
}

/** A method that says what the tzinfo says, or None. */
export function defZoneMethods(t: PyType): void {
  defMethod(t, 'utcoffset(self, /)', (v: PyTime) => utcOffset(v) ?? None, "The tzinfo's offset from UTC.");
  defMethod(t, 'tzname(self, /)', zoneName, "The tzinfo's name.");
  defMethod(t, 'dst(self, /)', (v: PyTime) => dstOffset(v) ?? None, "The tzinfo's daylight saving time.");
}

function strftimeOf(t: PyTime, format: Value): Value {
  const { hour, minute, second } = t;
  const day = { year: 1900, month: 1, day: 1, weekday: 0, yearday: 1 };
  return formatTime(
    t,
    formatArgument(format, 'strftime'),
    1900,
    () => structTime(1900, 1, 1, hour, minute, second, 0, 1, -1),
    () => ({ ...day, hour, minute, second, isDst: -1, zone: '', offset: 0 }),
  );
}

export function makeTimeType(): PyType {
  types.time = defineType({
    name: 'datetime.time',
    doc: 'time(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0): a time of the day.',
    slots: {
      alloc: (cls) => new PyTime(cls, 0, 0, 0, 0, None, 0),
      tp_repr: timeRepr,
      tp_str: (v) =>
        v instanceof PyTime && v.cls === types.time ? timeText(v) + offsetSuffix(v) : callMethod(v, 'isoformat'),
      tp_hash: (v) => hashTime(v as PyTime),
      tp_richcompare: compareTimes,
    },
    setup: install,
  });
  const { attrs } = types.time;
  attrs.setStr('min', new PyTime(types.time, 0, 0, 0, 0, None, 0));
  attrs.setStr('max', new PyTime(types.time, 23, 59, 59, 999_999, None, 0));
  attrs.setStr('resolution', makeDelta(0, 0, 1));
  return types.time;
}

function install(t: PyType): void {
  defNew(t, construct);
  for (const field of FIELDS) defGetSet(t, field, (v: PyTime) => v[field]);
  defStrptime(t, '_strptime_datetime_time');
  defClassMethod(t, 'fromisoformat(cls, object, /)', fromIsoFormat, 'Reads ISO 8601.');
  defMethod(
    t,
    'isoformat(self, /, timespec=<absent>)!',
    (v: PyTime, spec: Value | undefined) => timeText(v, timespecArgument(spec, 1)) + offsetSuffix(v),
    'HH:MM:SS[.ffffff][+HH:MM], or as much of it as is asked for.',
  );
  defMethod(t, 'strftime(self, /, format)!', strftimeOf, 'A text by a format, as time.strftime() makes it.');
  defMethod(t, '__format__(self, *args)!', (v: PyTime, args: Value[]) => formatWith(v, args), 'strftime() or str().');
  defZoneMethods(t);
  defReplace(t, FIELDS, (v: PyTime, [hour, minute, second, microsecond, tzinfo, fold]) => {
    const field = (arg: Value | undefined, own: number) => (arg === undefined ? own : cInt(arg));
    const time = [field(hour, v.hour), field(minute, v.minute), field(second, v.second)] as const;
    const us = field(microsecond, v.microsecond);
    const made = newTime(...time, us, tzinfo ?? v.tzinfo, field(fold, v.fold), v.cls);
    checkZone(tzinfo ?? None);
    return made;
  });
  defMethod(t, '__reduce_ex__(self, *args)!', (v: PyTime, args: Value[]) =>
    reduced(v.cls, timeState(v, protocolArgument(args)), v.tzinfo),
  );
  defMethod(t, '__reduce__(self, /)', (v: PyTime) => reduced(v.cls, timeState(v), v.tzinfo));
}

/** The argument of `__reduce_ex__`. */
export function protocolArgument(args: Value[]): number {
  if (args.length !== 1) throw typeError(`__reduce_ex__() takes exactly 1 argument (${args.length} given)`);
  return cInt(args[0]);
}
