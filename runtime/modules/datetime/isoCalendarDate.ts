/** What date.isocalendar() gives: a tuple of year, week and weekday with names. */
import { tupleType } from '../../objects/builtinTypes';
import { defGetSet, defMethod } from '../../objects/descriptors';
import type { PyType, Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { defineType } from '../../objects/typeObject';
import { PyTuple } from '../../objects/values';
import { types } from './values';

const FIELDS = ['year', 'week', 'weekday'] as const;

export const newIsoCalendarDate = (fields: readonly Value[]): PyTuple => new PyTuple(fields, types.isoCalendarDate);

export function makeIsoCalendarDateType(): PyType {
  return (types.isoCalendarDate = defineType({
    name: 'datetime.IsoCalendarDate',
    base: tupleType,
    doc: "Year, week and day of the week of ISO 8601's calendar.",
    isBase: false,
    slots: {
      tp_repr: (v) => {
        const { items, cls } = v as PyTuple;
        return `${cls.tpName}(${FIELDS.map((field, i) => `${field}=${repr(items[i])}`).join(', ')})`;
      },
    },
    new: [
      '(cls, year, week, weekday)',
      (cls: PyType, year: Value, week: Value, weekday: Value) => new PyTuple([year, week, weekday], cls),
    ],
    setup: (t) => {
      t.attrs.setStr('__module__', 'datetime');
      FIELDS.forEach((field, i) => {
        defGetSet(t, field, (self: PyTuple) => self.items[i]);
      });
      // As a pickle it is a plain tuple.
      defMethod(
        t,
        '__reduce__(self, /)',
        (self: PyTuple) => new PyTuple([tupleType, new PyTuple([new PyTuple(self.items)])]),
      );
    },
  }));
}
