/** The type timedelta. */
import { NotImplemented } from '../../objects/builtinTypes';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { hashTuple } from '../../objects/hashing';
import { intTrueDiv } from '../../objects/intOps';
import { NativeSpec } from '../../objects/native';
import type { PyType, Value } from '../../objects/object';
import { defineType, defNew } from '../../objects/typeObject';
import { PyFloat, PyTuple } from '../../objects/values';
import { deltaFromArguments } from './deltaArguments';
import {
  addDelta,
  divideDelta,
  divmodDelta,
  floorDivideDelta,
  multiplyDelta,
  remainderDelta,
  subtractDelta,
} from './deltaArithmetic';
import { compareDeltas, isZeroDelta, makeDelta, ordered, PyDelta, totalMicroseconds, types } from './values';

const UNITS = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

function deltaText({ days, seconds, microseconds }: PyDelta): string {
  const time = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
  const day = days === 0 ? '' : `${days} day${days === 1 || days === -1 ? '' : 's'}, `;
  return day + time + fraction;
}

function deltaRepr(d: PyDelta): string {
  const shown = (['days', 'seconds', 'microseconds'] as const)
    .filter((field) => d[field] !== 0)
    .map((field) => `${field}=${d[field]}`);
  return `${d.cls.tpName}(${shown.length === 0 ? '0' : shown.join(', ')})`;
}

const negative = ({ days, seconds, microseconds }: PyDelta): PyDelta => makeDelta(-days, -seconds, -microseconds);

/** The same where it is no instance of a derived class. */
const plain = (d: PyDelta): PyDelta =>
  d.cls === types.timedelta ? d : new PyDelta(types.timedelta, d.days, d.seconds, d.microseconds);

export function makeTimedeltaType(): PyType {
  types.timedelta = defineType({
    name: 'datetime.timedelta',
    doc: 'The difference of two moments, in days, seconds and microseconds.',
    slots: {
      alloc: (cls) => new PyDelta(cls, 0, 0, 0),
      tp_repr: (v) => deltaRepr(v as PyDelta),
      tp_str: (v) => deltaText(v as PyDelta),
      tp_hash: (v) => {
        const d = v as PyDelta;
        return (d.hashed ??= hashTuple([d.days, d.seconds, d.microseconds].map((n) => (n === -1 ? -2 : n))));
      },
      tp_richcompare: (left, right, op) =>
        right instanceof PyDelta ? ordered(compareDeltas(left as PyDelta, right), op) : NotImplemented,
      nb_bool: (v) => !isZeroDelta(v as PyDelta),
      nb_negative: (v) => negative(v as PyDelta),
      nb_positive: (v) => plain(v as PyDelta),
      nb_absolute: (v) => ((v as PyDelta).days < 0 ? negative(v as PyDelta) : plain(v as PyDelta)),
      nb_add: addDelta,
      nb_subtract: subtractDelta,
      nb_multiply: multiplyDelta,
      nb_true_divide: divideDelta,
      nb_floor_divide: floorDivideDelta,
      nb_remainder: remainderDelta,
      nb_divmod: divmodDelta,
    },
    setup: install,
  });
  const { attrs } = types.timedelta;
  attrs.setStr('min', makeDelta(-999_999_999, 0, 0));
  attrs.setStr('max', makeDelta(999_999_999, 86_399, 999_999));
  attrs.setStr('resolution', makeDelta(0, 0, 1));
  return types.timedelta;
}

function install(t: PyType): void {
  const spec = new NativeSpec(
    `__new__(cls, /, ${UNITS.map((unit) => `${unit}=<absent:0>`).join(', ')})`,
    (cls: PyType, ...given: (Value | undefined)[]) => deltaFromArguments(cls, given),
  );
  spec.isConstructor = true;
  defNew(t, (cls, args, kwnames) =>
    kwnames === null && args.length <= UNITS.length
      ? deltaFromArguments(cls, args)
      : spec.call([cls, ...args], kwnames),
  );
  defGetSet(t, 'days', (d: PyDelta) => d.days, undefined, 'The days; negative if the whole is.');
  defGetSet(t, 'seconds', (d: PyDelta) => d.seconds, undefined, 'The seconds of the day, 0 to 86399.');
  defGetSet(t, 'microseconds', (d: PyDelta) => d.microseconds, undefined, 'Of the second, 0 to 999999.');
  asMembers(t, 'days', 'seconds', 'microseconds');
  defMethod(
    t,
    'total_seconds(self, /)',
    (d: PyDelta) => new PyFloat(intTrueDiv(totalMicroseconds(d), 1_000_000)),
    'All of it in seconds.',
  );
  defMethod(
    t,
    '__reduce__(self, /)',
    (d: PyDelta) => new PyTuple([d.cls, new PyTuple([d.days, d.seconds, d.microseconds])]),
  );
}
