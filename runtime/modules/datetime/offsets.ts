/**
 * What a tzinfo says: asked, and checked.
 *
 * Owns: utcoffset(), dst() and tzname() of the objects that have a tzinfo; how offsets are written. Must not know: what is
 * done with the answer.
 */
import { callMethod } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { typeError, valueError } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { strOf } from '../../objects/values';
import { PyDateTime, PyDelta, type PyTime, PyTimezone } from './values';

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

export function checkOffset(offset: PyDelta): void {
  const { days, seconds, microseconds } = offset;
  if (days < -1 || days > 0 || (days === -1 && seconds === 0 && microseconds === 0))
    throw valueError(
      `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${repr(offset)}`,
    );
}

/** `utcoffset` or `dst` of a tzinfo or None; undefined is its None. */
export function askOffset(tzinfo: Value, method: 'utcoffset' | 'dst', of: Value): PyDelta | undefined {
  if (tzinfo === None) return undefined;
  if (tzinfo instanceof PyTimezone) return method === 'dst' ? undefined : tzinfo.offset;
  const offset = callMethod(tzinfo, method, [of]);
  if (offset === None) return undefined;
  if (!(offset instanceof PyDelta))
    throw typeError(`tzinfo.${method}() must return None or timedelta, not '${typeOf(offset).tpName}'`);
  checkOffset(offset);
  return offset;
}

const subject = (v: PyDateTime | PyTime): Value => (v instanceof PyDateTime ? v : None);

export const utcOffset = (v: PyDateTime | PyTime): PyDelta | undefined => askOffset(v.tzinfo, 'utcoffset', subject(v));

export const dstOffset = (v: PyDateTime | PyTime): PyDelta | undefined => askOffset(v.tzinfo, 'dst', subject(v));

export function zoneName(v: PyDateTime | PyTime): Value {
  if (v.tzinfo === None) return None;
  const name = callMethod(v.tzinfo, 'tzname', [subject(v)]);
  if (name !== None && strOf(name) === undefined)
    throw typeError(`tzinfo.tzname() must return None or a string, not '${typeOf(name).tpName}'`);
  return name;
}

/** `+hh:mm[:ss[.ffffff]]` */
export function offsetText({ days, seconds, microseconds }: PyDelta, separator: string): string {
  let s = seconds;
  let us = microseconds;
  if (days < 0) {
    s = 86_400 - s;
    if (us !== 0) {
      us = 1_000_000 - us;
      s--;
    }
  }
  const minutes = Math.floor(s / 60);
  let text = `${days < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
  if (s % 60 !== 0 || us !== 0) text += separator + two(s % 60);
  return us === 0 ? text : `${text}.${String(us).padStart(6, '0')}`;
}

/** What isoformat() shows of the tzinfo. */
export function offsetSuffix(v: PyDateTime | PyTime): string {
  const offset = v.tzinfo === None ? undefined : utcOffset(v);
  return offset === undefined ? '' : offsetText(offset, ':');
}
