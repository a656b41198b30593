/** The type timezone: zones that are always as far from UTC. */
import { NotImplemented, None } from '../../objects/builtinTypes';
import { hash } from '../../objects/compare';
import { defMethod } from '../../objects/descriptors';
import { typeError, valueError } from '../../objects/errors';
import { Cmp, typeOf, type PyType, type Value } from '../../objects/object';
import { repr, str } from '../../objects/text';
import { givenType } from '../../objects/typeNames';
import { defineType } from '../../objects/typeObject';
import { PyTuple, strOf } from '../../objects/values';
import { addToDateTime } from './datetimeArithmetic';
import { checkOffset, offsetText } from './offsets';
import {
  compareDeltas,
  fixedZone,
  isZeroDelta,
  makeDelta,
  ordered,
  PyDateTime,
  PyDelta,
  PyTimezone,
  types,
} from './values';

function nameOf(zone: PyTimezone): Value {
  if (zone.name !== undefined) return zone.name;
  return isZeroDelta(zone.offset) ? 'UTC' : `UTC${offsetText(zone.offset, ':')}`;
}

/** The argument of utcoffset() and the others is of no use, but must be of the right type. */
function checkSubject(dt: Value, method: string): void {
  if (dt !== None && !(dt instanceof PyDateTime))
    throw typeError(`${method}(dt) argument must be a datetime instance or None, not ${typeOf(dt).tpName}`);
}

function zoneRepr(v: Value): string {
  const zone = v as PyTimezone;
  if (zone === types.utc) return 'datetime.timezone.utc';
  const name = zone.name === undefined ? '' : `, ${repr(zone.name)}`;
  return `${zone.cls.tpName}(${repr(zone.offset)}${name})`;
}

export function makeTimezoneType(): PyType {
  types.timezone = defineType({
    name: 'datetime.timezone',
    base: types.tzinfo,
    doc: 'A time zone that is always as far from UTC.',
    isBase: false,
    slots: {
      alloc: (cls) => new PyTimezone(cls, makeDelta(0, 0, 0), undefined),
      tp_repr: zoneRepr,
      tp_str: (v) => str(nameOf(v as PyTimezone)),
      tp_hash: (v) => hash((v as PyTimezone).offset),
      tp_richcompare: (left, right, op) =>
        (op === Cmp.EQ || op === Cmp.NE) && right instanceof PyTimezone
          ? ordered(compareDeltas((left as PyTimezone).offset, right.offset), op)
          : NotImplemented,
    },
    new: [
      '(cls, offset, name=<absent>)',
      (_cls: PyType, offset: Value, name: Value | undefined) => newZone(offset, name),
    ],
    setup: install,
  });
  const zone = (seconds: number) => new PyTimezone(types.timezone, makeDelta(0, seconds, 0), undefined);
  types.utc = zone(0);
  const { attrs } = types.timezone;
  attrs.setStr('utc', types.utc);
  attrs.setStr('min', zone(-86_340));
  attrs.setStr('max', zone(86_340));
  return types.timezone;
}

function newZone(offset: Value, name: Value | undefined): PyTimezone {
  if (!(offset instanceof PyDelta))
    throw typeError(`timezone() argument 1 must be datetime.timedelta, not ${givenType(offset)}`);
  if (name !== undefined && strOf(name) === undefined)
    throw typeError(`timezone() argument 2 must be str, not ${givenType(name)}`);
  checkOffset(offset);
  return name === undefined ? fixedZone(offset) : new PyTimezone(types.timezone, offset, name);
}

function install(t: PyType): void {
  const defined = (name: string, answer: (zone: PyTimezone) => Value, doc: string) => {
    defMethod(
      t,
      `${name}(self, object, /)`,
      (zone: PyTimezone, dt: Value) => {
        checkSubject(dt, name);
        return answer(zone);
      },
      doc,
    );
  };
  defined('tzname', nameOf, 'The name given, or UTC with the offset.');
  defined('utcoffset', (zone) => zone.offset, 'The offset.');
  defined('dst', () => None, 'None: nobody says how much of the offset is daylight saving time.');
  defMethod(
    t,
    'fromutc(self, object, /)',
    (zone: PyTimezone, dt: Value) => {
      if (!(dt instanceof PyDateTime)) throw typeError('fromutc: argument must be a datetime');
      if (dt.tzinfo !== zone) throw valueError('fromutc: dt.tzinfo is not self');
      return addToDateTime(dt, zone.offset, 1);
    },
    'A datetime in UTC as one in local time.',
  );
  defMethod(t, '__getinitargs__(self, /)', (zone: PyTimezone) =>
    zone.name === undefined ? new PyTuple([zone.offset]) : new PyTuple([zone.offset, zone.name]),
  );
}
