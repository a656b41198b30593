/**
 * The objects of the module `datetime` and the types that they are of.
 *
 * Owns: what is in an object. Must not know: methods, texts.
 */
import { Cmp, PyObject, type Int, type PyType, type Value } from '../../objects/object';
import { intFloorDiv, intMod } from '../../objects/intOps';
import { overflowError } from '../../objects/errors';

export class PyDate extends PyObject {
  /** Its hash, once computed. */
  hashed: Int | undefined = undefined;
  constructor(
    cls: PyType,
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {
    super(cls);
  }
}

export class PyDateTime extends PyDate {
  constructor(
    cls: PyType,
    year: number,
    month: number,
    day: number,
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    /** None, or an instance of tzinfo. */
    readonly tzinfo: Value,
    readonly fold: number,
  ) {
    super(cls, year, month, day);
  }
}

export class PyTime extends PyObject {
  hashed: Int | undefined = undefined;
  constructor(
    cls: PyType,
    readonly hour: number,
    readonly minute: number,
    readonly second: number,
    readonly microsecond: number,
    readonly tzinfo: Value,
    readonly fold: number,
  ) {
    super(cls);
  }
}

/** `seconds` and `microseconds` are never negative. */
export class PyDelta extends PyObject {
  hashed: Int | undefined = undefined;
  constructor(
    cls: PyType,
    readonly days: number,
    readonly seconds: number,
    readonly microseconds: number,
  ) {
    super(cls);
  }
}

export class PyTimezone extends PyObject {
  constructor(
    cls: PyType,
    readonly offset: PyDelta,
    /** undefined: it is made from the offset. */
    readonly name: Value | undefined,
  ) {
    super(cls);
  }
}

/** The types, and what there is one of. They are made at the first import and last, as CPython's static types do. */
export const types = {} as {
  date: PyType;
  datetime: PyType;
  time: PyType;
  timedelta: PyType;
  tzinfo: PyType;
  timezone: PyType;
  isoCalendarDate: PyType;
  utc: PyTimezone;
};

const MAX_DAYS = 999999999;

/** A timedelta; any of the numbers may be out of its range as long as they are all safe. */
export function makeDelta(days: number, seconds: number, microseconds: number, cls = types.timedelta): PyDelta {
  let d = days;
  let s = seconds;
  let us = microseconds;
  if (us < 0 || us >= 1_000_000) {
    const carry = Math.floor(us / 1_000_000);
    us -= carry * 1_000_000;
    s += carry;
    // The quotient of large numbers may have been rounded up.
    if (us < 0) {
      us += 1_000_000;
      s--;
    }
  }
  if (s < 0 || s >= 86_400) {
    const carry = Math.floor(s / 86_400);
    s -= carry * 86_400;
    d += carry;
  }
  if (d < -MAX_DAYS || d > MAX_DAYS) throw overflowError(`days=${d}; must have magnitude <= ${MAX_DAYS}`);
  // No number is -0.
  return new PyDelta(cls, d + 0, s + 0, us + 0);
}

/** A timedelta of so many microseconds. */
export function deltaOf(total: Int, cls = types.timedelta): PyDelta {
  if (typeof total === 'number') return makeDelta(0, 0, total, cls);
  const seconds = intFloorDiv(total, 1_000_000);
  const days = intFloorDiv(seconds, 86_400);
  if (days > 0x7fffffff || days < -0x80000000) throw overflowError('Python int too large to convert to C int');
  return makeDelta(Number(days), Number(intMod(seconds, 86_400)), Number(intMod(total, 1_000_000)), cls);
}

/** All of it in microseconds. */
export function totalMicroseconds({ days, seconds, microseconds }: PyDelta): Int {
  if (days < 100_000 && days > -100_000) return (days * 86_400 + seconds) * 1_000_000 + microseconds;
  const exact = BigInt(days * 86_400 + seconds) * 1_000_000n + BigInt(microseconds);
  return exact <= Number.MAX_SAFE_INTEGER && exact >= Number.MIN_SAFE_INTEGER ? Number(exact) : exact;
}

/** Less than, equal to or greater than 0 as `a` is of `b`. */
export function compareDeltas(a: PyDelta, b: PyDelta): number {
  return a.days - b.days || a.seconds - b.seconds || a.microseconds - b.microseconds;
}

export const isZeroDelta = (d: PyDelta): boolean => d.days === 0 && d.seconds === 0 && d.microseconds === 0;

export const addDeltas = (a: PyDelta, b: PyDelta): PyDelta =>
  makeDelta(a.days + b.days, a.seconds + b.seconds, a.microseconds + b.microseconds);

export const subtractDeltas = (a: PyDelta, b: PyDelta): PyDelta =>
  makeDelta(a.days - b.days, a.seconds - b.seconds, a.microseconds - b.microseconds);

/** `timezone(offset)` without a name: UTC is one object. */
export function fixedZone(offset: PyDelta): PyTimezone {
  return isZeroDelta(offset) ? types.utc : new PyTimezone(types.timezone, offset, undefined);
}

/** The answer to a comparison of which `difference` is less than, equal to or greater than 0. */
export function ordered(difference: number, op: Cmp): boolean {
  switch (op) {
    case Cmp.LT:
      return difference < 0;
    case Cmp.LE:
      return difference <= 0;
    case Cmp.EQ:
      return difference === 0;
    case Cmp.NE:
      return difference !== 0;
    case Cmp.GT:
      return difference > 0;
    case Cmp.GE:
      return difference >= 0;
  }
}
