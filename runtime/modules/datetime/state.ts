/** Dates, times and datetimes as bytes: what pickles have of them, and what hashes are made of. */
import { typeError } from '../../objects/errors';
import { hashBytes } from '../../objects/bytesType';
import { isInstanceOf, type Int, type PyType, type Value } from '../../objects/object';
import { None } from '../../objects/builtinTypes';
import { PyBytes, PyTuple } from '../../objects/values';
import { PyDate, PyDateTime, PyTime, types } from './values';

/** `fold` is in the highest bit of the month or hour. */
const FOLD = 0x80;

/** Pickles of older protocols don't have `fold`. */
const showsFold = (protocol: number): boolean => protocol > 3;

function putDay(out: Uint8Array, d: PyDate, fold: number): void {
  out[0] = d.year >> 8;
  out[1] = d.year & 0xff;
  out[2] = d.month | (fold * FOLD);
  out[3] = d.day;
}

function putClock(out: Uint8Array, at: number, t: PyTime | PyDateTime, fold: number): void {
  out[at] = t.hour | (fold * FOLD);
  out[at + 1] = t.minute;
  out[at + 2] = t.second;
  out[at + 3] = t.microsecond >> 16;
  out[at + 4] = t.microsecond >> 8;
  out[at + 5] = t.microsecond;
}

export function dateState(d: PyDate): Uint8Array {
  const out = new Uint8Array(4);
  putDay(out, d, 0);
  return out;
}

const scratch = [new Uint8Array(4), new Uint8Array(10), new Uint8Array(6)] as const;

export function hashDateBytes(d: PyDate): Int {
  putDay(scratch[0], d, 0);
  return hashBytes(scratch[0]);
}

export function hashDateTimeBytes(dt: PyDateTime): Int {
  putDay(scratch[1], dt, 0);
  putClock(scratch[1], 4, dt, 0);
  return hashBytes(scratch[1]);
}

export function hashTimeBytes(t: PyTime): Int {
  putClock(scratch[2], 0, t, 0);
  return hashBytes(scratch[2]);
}

export function dateTimeState(dt: PyDateTime, protocol = 0): Uint8Array {
  const out = new Uint8Array(10);
  putDay(out, dt, showsFold(protocol) ? dt.fold : 0);
  putClock(out, 4, dt, 0);
  return out;
}

export function timeState(t: PyTime, protocol = 0): Uint8Array {
  const out = new Uint8Array(6);
  putClock(out, 0, t, showsFold(protocol) ? t.fold : 0);
  return out;
}

/** What `__reduce__` gives. */
export function reduced(cls: PyType, state: Uint8Array, tzinfo: Value): Value {
  const args = tzinfo === None ? [new PyBytes(state)] : [new PyBytes(state), tzinfo];
  return new PyTuple([cls, new PyTuple(args)]);
}

function checkZone(tzinfo: Value): void {
  if (tzinfo !== None && !isInstanceOf(tzinfo, types.tzinfo)) throw typeError('bad tzinfo state arg');
}

/** CPython doesn't look at what is in the bytes, either. */
export const dateFromState = (cls: PyType, s: Uint8Array): PyDate => new PyDate(cls, s[0] * 256 + s[1], s[2], s[3]);

export function dateTimeFromState(cls: PyType, s: Uint8Array, tzinfo: Value): PyDateTime {
  checkZone(tzinfo);
  const us = (s[7] << 16) | (s[8] << 8) | s[9];
  return new PyDateTime(cls, s[0] * 256 + s[1], s[2] & 0x7f, s[3], s[4], s[5], s[6], us, tzinfo, s[2] >> 7);
}

export function timeFromState(cls: PyType, s: Uint8Array, tzinfo: Value): PyTime {
  checkZone(tzinfo);
  return new PyTime(cls, s[0] & 0x7f, s[1], s[2], (s[3] << 16) | (s[4] << 8) | s[5], tzinfo, s[0] >> 7);
}
