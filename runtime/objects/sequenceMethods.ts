/**
 * What list and tuple have in common of their methods: index and count.
 */
import { defMethod } from './descriptors';
import { valueError } from './errors';
import type { PyType, Value } from './object';
import { countItem, findItem } from './sequence';
import { searchBound } from './sliceIndices';
import type { PyList, PyTuple } from './values';

/** `t.index(value, start, stop)` and `t.count(value)`. */
export function defSearchMethods(t: PyType): void {
  defMethod(
    t,
    'index(self, value, start=0, stop=9223372036854775807, /)',
    (self: PyList | PyTuple, v: Value, start: Value, stop: Value) => {
      const n = self.items.length;
      const i = findItem(self.items, v, searchBound(start, n, 0), searchBound(stop, n, Infinity));
      if (i < 0) throw valueError(`${t.tpName}.index(x): x not in ${t.tpName}`);
      return i;
    },
    'The position of the first item, from start up to stop, that equals value; ValueError if there is none.',
  );
  defMethod(
    t,
    'count(self, value, /)',
    (self: PyList | PyTuple, v: Value) => countItem(self.items, v),
    'How many items equal value.',
  );
}
