/**
 * New dates, times and datetimes: directly, or by calling the class that a program derived from them.
 *
 * Must not know: where the fields come from.
 */
import { None } from '../../objects/builtinTypes';
import { call, callKw } from '../../objects/call';
import { valueError } from '../../objects/errors';
import type { PyType, Value } from '../../objects/object';
import { PyBytes, strOf } from '../../objects/values';
import { checkDate, checkTime } from './arguments';
import { fromOrdinal } from './calendar';
import { PyDate, PyDateTime, PyTime, types } from './values';

export function newDate(year: number, month: number, day: number, cls: PyType = types.date): Value {
  if (cls === types.date) {
    checkDate(year, month, day);
    return new PyDate(cls, year, month, day);
  }
  if (cls === types.datetime) return newDateTime(year, month, day, 0, 0, 0, 0, None, 0);
  return call(cls, [year, month, day]);
}

export function dateOfOrdinal(ordinal: number, cls: PyType): Value {
  const { year, month, day } = fromOrdinal(ordinal);
  return newDate(year, month, day, cls);
}

export function newDateTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
  tzinfo: Value,
  fold: number,
  cls: PyType = types.datetime,
): Value {
  if (cls === types.datetime) {
    checkDate(year, month, day);
    checkTime(hour, minute, second, microsecond, fold);
    return new PyDateTime(cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold);
  }
  const args = [year, month, day, hour, minute, second, microsecond, tzinfo];
  return fold === 0 ? call(cls, args) : callKw(cls, args, { fold });
}

export function newTime(
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
  tzinfo: Value,
  fold: number,
  cls: PyType = types.time,
): Value {
  if (cls === types.time) {
    checkTime(hour, minute, second, microsecond, fold);
    return new PyTime(cls, hour, minute, second, microsecond, tzinfo, fold);
  }
  const args = [hour, minute, second, microsecond, tzinfo];
  return fold === 0 ? call(cls, args) : callKw(cls, args, { fold });
}

/**
 * The bytes that a pickle has of an object, if that is what the constructor's argument is: so many of them, of which one
 * tells them from other arguments. Python 2's come as str.
 */
export function pickledState(
  v: Value,
  what: string,
  length: number,
  at: number,
  isSane: (byte: number) => boolean,
): Uint8Array | undefined {
  if (v instanceof PyBytes) return v.data.length === length && isSane(v.data[at]) ? v.data : undefined;
  const text = strOf(v);
  if (text === undefined || text.length !== length || !isSane(text.charCodeAt(at))) return undefined;
  const data = Uint8Array.from(text, (c) => c.charCodeAt(0));
  for (let i = 0; i < length; i++)
    if (text.charCodeAt(i) > 0xff)
      throw valueError(
        `Failed to encode latin1 string when unpickling a ${what} object. pickle.load(data, encoding='latin1') is assumed.`,
      );
  return data;
}
