/** The type date. */
import { callMethod } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { typeError, valueError } from '../../objects/errors';
import type { KwNames, PyType, Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { givenType } from '../../objects/typeNames';
import { defineType, defNew } from '../../objects/typeObject';
import { strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { callImported } from '../importing';
import type { BrokenTime } from '../time/strftime';
import { checkDate, checkYear, cInt, NamedArguments } from './arguments';
import { daysBeforeMonth, fromOrdinal, isoCalendar, isoOrdinal, weekdayOf } from './calendar';
import { dateOfOrdinal, newDate, pickledState } from './construct';
import { addDate, compareDates, ordinalOf, subtractDate } from './datetimeArithmetic';
import { newIsoCalendarDate } from './isoCalendarDate';
import { isAscii, readIsoDate } from './isoParse';
import { cTimeText, dateText } from './isoText';
import { localSeconds, ordinalShown, readSeconds } from './localTime';
import { dateFromState, dateState, hashDateBytes, reduced } from './state';
import { formatArgument, formatTime, formatWith, structTime } from './strftime';
import { makeDelta, PyDate, PyDateTime, PyTimezone, types } from './values';

const FIELDS = ['year', 'month', 'day'] as const;
const constructor = new NamedArguments(FIELDS, 3);

function construct(cls: PyType, args: Value[], kwnames: KwNames): PyDate {
  if (args.length === 1 && kwnames === null) {
    const state = pickledState(args[0], 'date', 4, 2, (month) => month >= 1 && month <= 12);
    if (state !== undefined) return dateFromState(cls, state);
  }
  const fields = [0, 0, 0];
  if (kwnames === null && args.length === 3) for (let i = 0; i < 3; i++) fields[i] = cInt(args[i]);
  else constructor.bind(args, kwnames, (v, at) => (fields[at] = cInt(v)));
  const [year, month, day] = fields;
  checkDate(year, month, day);
  return new PyDate(cls, year, month, day);
}

export const invalidIsoText = (text: string) => valueError(`Invalid isoformat string: ${repr(text)}`);

/** The argument of fromisoformat(). */
export function isoArgument(v: Value): string {
  const text = strOf(v);
  if (text === undefined) throw typeError('fromisoformat: argument must be str');
  return text;
}

function fromIsoFormat(cls: PyType, v: Value): Value {
  const text = isoArgument(v);
  const date =
    isAscii(text) && (text.length === 7 || text.length === 8 || text.length === 10) ? readIsoDate(text) : undefined;
  if (date === undefined) throw invalidIsoText(text);
  return newDate(date.year, date.month, date.day, cls);
}

/** A number of ISO's calendar. What is no C int is out of range in any case. */
function isoComponent(v: Value): number {
  const n = toIndex(v);
  if (n > 0x7fffffff || n < -0x80000000) throw valueError('ISO calendar component out of range');
  return Number(n);
}

function fromIsoCalendar(cls: PyType, yearArg: Value, weekArg: Value, dayArg: Value): Value {
  const [year, week, day] = [yearArg, weekArg, dayArg].map(isoComponent);
  const ordinal = isoOrdinal(year, week, day);
  if (typeof ordinal === 'number') {
    const made = fromOrdinal(ordinal);
    return newDate(made.year, made.month, made.day, cls);
  }
  if (ordinal === 'year') checkYear(year);
  if (ordinal === 'week') throw valueError(`Invalid week: ${week}`);
  throw valueError(`Invalid weekday: ${day} (range is [1, 7])`);
}

function fromOrdinalArgument(cls: PyType, args: Value[]): Value {
  if (args.length !== 1) throw typeError(`fromordinal() takes exactly 1 argument (${args.length} given)`);
  const ordinal = cInt(args[0]);
  if (ordinal < 1) throw valueError('ordinal must be >= 1');
  return dateOfOrdinal(ordinal, cls);
}

/** `strptime` of a class: the library's Python code reads the text. */
export function defStrptime(t: PyType, reader: string): void {
  defClassMethod(
    t,
    'strptime(cls, *args)!',
    (cls: PyType, args: Value[]) => {
      if (args.length !== 2) throw typeError(`strptime() takes exactly 2 arguments (${args.length} given)`);
      args.forEach((v, i) => {
        if (strOf(v) === undefined) throw typeError(`strptime() argument ${i + 1} must be str, not ${givenType(v)}`);
      });
      return callImported('_strptime', reader, [cls, ...args]);
    },
    'Reads a text by a format, as time.strptime() does.',
  );
}

/**
 * `replace`, and `__replace__`, which is the same but shows that it takes any names. The function gets a list with what is
 * given for each of the fields; `fold` is given by name alone.
 */
export function defReplace(
  t: PyType,
  fields: readonly string[],
  fn: (self: never, given: readonly (Value | undefined)[]) => Value,
): void {
  const shown = fields.map((field) => `${field === 'fold' ? '*, ' : ''}${field}=<absent:unchanged>`);
  const replace = defMethod(
    t,
    `replace(self, /, ${shown.join(', ')})`,
    (self: Value, ...given: (Value | undefined)[]) => fn(self as never, given),
    'The same with other values for some fields.',
  );
  const alias = defMethod(t, '__replace__(self, /, **changes)', () => None, 'What copy.replace() calls.');
  const bind = replace.call.bind(replace);
  replace.call = alias.call = (args, kwnames) => {
    const given = kwnames !== null && args.length === kwnames.length + 1 ? named(fields, args, kwnames) : undefined;
    return given === undefined ? bind(args, kwnames) : fn(args[0] as never, given);
  };
}

/** Arguments given by name alone; undefined where a name is wrong. */
function named(fields: readonly string[], args: Value[], kwnames: readonly string[]): Value[] | undefined {
  const given = new Array<Value>(fields.length);
  for (let i = 0; i < kwnames.length; i++) {
    const at = fields.indexOf(kwnames[i]);
    if (at < 0) return undefined;
    given[at] = args[i + 1];
  }
  return given;
}

export function dateTuple(d: PyDate, time: readonly number[] = [0, 0, 0], isDst = -1): Value {
  const yearDay = daysBeforeMonth(d.year, d.month) + d.day;
  return structTime(d.year, d.month, d.day, ...time, weekdayOf(ordinalOf(d)), yearDay, isDst);
}

function strftimeOf(d: PyDate, format: Value): Value {
  const text = formatArgument(format, 'strftime');
  // A class that was derived may have a timetuple of its own.
  let tuple: Value | undefined;
  const asTuple = () => (tuple ??= callMethod(d, 'timetuple'));
  if (d.cls === types.date) return formatTime(d, text, d.year, asTuple, () => shownFields(d, 0, 0, 0));
  const isPlain = d instanceof PyDateTime && d.cls === types.datetime && asksNobody(d.tzinfo);
  return formatTime(d, text, d.year, asTuple, isPlain ? () => shownFields(d, d.hour, d.minute, d.second) : undefined);
}

/** Whether it is daylight saving time is known without Python code. */
const asksNobody = (tzinfo: Value): boolean => tzinfo === None || tzinfo instanceof PyTimezone;

/** The fields that time.strftime() would find in a time tuple. */
function shownFields(d: PyDate, hour: number, minute: number, second: number): BrokenTime {
  return {
    year: d.year,
    month: d.month,
    day: d.day,
    hour,
    minute,
    second,
    weekday: weekdayOf(ordinalOf(d)),
    yearday: daysBeforeMonth(d.year, d.month) + d.day,
    isDst: -1,
    zone: '',
    offset: 0,
  };
}

export function makeDateType(): PyType {
  types.date = defineType({
    name: 'datetime.date',
    doc: 'date(year, month, day): a day of the Gregorian calendar.',
    slots: {
      alloc: (cls) => new PyDate(cls, 1, 1, 1),
      tp_repr: (v) => {
        const { cls, year, month, day } = v as PyDate;
        return `${cls.tpName}(${year}, ${month}, ${day})`;
      },
      tp_str: (v) => (v instanceof PyDate && v.cls === types.date ? dateText(v) : callMethod(v, 'isoformat')),
      tp_hash: (v) => ((v as PyDate).hashed ??= hashDateBytes(v as PyDate)),
      tp_richcompare: compareDates,
      nb_add: addDate,
      nb_subtract: subtractDate,
    },
    setup: install,
  });
  const { attrs } = types.date;
  attrs.setStr('min', new PyDate(types.date, 1, 1, 1));
  attrs.setStr('max', new PyDate(types.date, 9999, 12, 31));
  attrs.setStr('resolution', makeDelta(1, 0, 0));
  return types.date;
}

function install(t: PyType): void {
  defNew(t, construct);
  for (const field of FIELDS) defGetSet(t, field, (d: PyDate) => d[field]);
  installConstructors(t);
  defMethod(t, 'ctime(self, /)', (d: PyDate) => cTimeText(d, '00:00:00'), 'The text that C makes of a time.');
  defMethod(t, 'strftime(self, /, format)!', strftimeOf, 'A text by a format, as time.strftime() makes it.');
  defMethod(t, '__format__(self, *args)!', (d: PyDate, args: Value[]) => formatWith(d, args), 'strftime() or str().');
  defMethod(t, 'isoformat(self, /)', dateText, 'YYYY-MM-DD.');
  defMethod(t, 'isoweekday(self, /)', (d: PyDate) => weekdayOf(ordinalOf(d)) + 1, 'Monday is 1, Sunday 7.');
  defMethod(
    t,
    'isocalendar(self, /)',
    (d: PyDate) => newIsoCalendarDate(isoCalendar(ordinalOf(d), d.year)),
    "Year, week and weekday of ISO 8601's calendar.",
  );
  defMethod(t, 'timetuple(self, /)', (d: PyDate) => dateTuple(d), 'As a struct_time.');
  defMethod(t, 'toordinal(self, /)', ordinalOf, 'Days from 1 January of the year 1, which is day 1.');
  defMethod(t, 'weekday(self, /)', (d: PyDate) => weekdayOf(ordinalOf(d)), 'Monday is 0, Sunday 6.');
  defReplace(t, FIELDS, (d: PyDate, [year, month, day]) =>
    newDate(
      year === undefined ? d.year : cInt(year),
      month === undefined ? d.month : cInt(month),
      day === undefined ? d.day : cInt(day),
      d.cls,
    ),
  );
  defMethod(t, '__reduce__(self, /)', (d: PyDate) => reduced(d.cls, dateState(d), None));
}

function installConstructors(t: PyType): void {
  defClassMethod(
    t,
    'fromtimestamp(cls, timestamp, /)',
    (cls: PyType, timestamp: Value) => dateOfOrdinal(ordinalShown(localSeconds(readSeconds(timestamp))), cls),
    'The local day at a time of the kind that time.time() gives.',
  );
  defClassMethod(t, 'fromordinal(cls, *args)!', fromOrdinalArgument, 'The day of an ordinal.');
  defClassMethod(t, 'fromisoformat(cls, object, /)', fromIsoFormat, 'Reads ISO 8601.');
  defClassMethod(t, 'fromisocalendar(cls, /, year, week, day)!', fromIsoCalendar, "A day of ISO 8601's calendar.");
  defStrptime(t, '_strptime_datetime_date');
  defClassMethod(
    t,
    'today(cls, /)',
    (cls: PyType) =>
      cls === types.date
        ? dateOfOrdinal(ordinalShown(localSeconds(Number(host().wallTimeNs() / 1_000_000_000n))), cls)
        : callMethod(cls, 'fromtimestamp', [callImported('time', 'time', [])]),
    'The local day now.',
  );
}
