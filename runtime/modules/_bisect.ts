/**
 * The module `_bisect` (CPython's _bisectmodule.c).
 */
import { callMethod } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue, richCompare } from '../objects/compare';
import { valueError } from '../objects/errors';
import { Cmp, type Value } from '../objects/object';
import { getItem, length } from '../objects/subscript';
import { toIndex, toSsize } from '../objects/toIndex';
import { PyList } from '../objects/values';
import { nativeModule } from './registry';

const lessThan = (a: Value, b: Value): boolean =>
  typeof a === 'number' && typeof b === 'number' ? a < b : isTrue(richCompare(a, b, Cmp.LT));

/** Where `x` goes: before equal items (left) or after them. `x` is a key already. */
function search(a: Value, x: Value, loArg: Value, hiArg: Value, key: Value, left: boolean): number {
  let lo = toSsize(toIndex(loArg));
  if (lo < 0) throw valueError('lo must be non-negative');
  let hi = hiArg === None ? length(a) : toSsize(toIndex(hiArg));
  if (hi < 0) hi = length(a);
  while (lo < hi) {
    const mid = Math.floor((lo + hi) / 2);
    let item = getItem(a, mid);
    if (key !== None) item = call(key, [item]);
    if (left ? lessThan(item, x) : !lessThan(x, item)) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

nativeModule('_bisect', (m) => {
  m.set('__doc__', 'Binary search in sorted lists, and insertion that keeps them sorted.');
  for (const side of ['right', 'left'] as const) {
    const left = side === 'left';
    m.def(
      `bisect_${side}(a, x, lo=0, hi=None, *, key=None)`,
      (a: Value, x: Value, lo: Value, hi: Value, key: Value) => search(a, x, lo, hi, key, left),
      'The position in the sorted list a at which x would be inserted.',
    );
    m.def(
      `insort_${side}(a, x, lo=0, hi=None, *, key=None)`,
      (a: Value, x: Value, lo: Value, hi: Value, key: Value) => {
        const at = search(a, key === None ? x : call(key, [x]), lo, hi, key, left);
        if (a instanceof PyList && !a.cls.isHeap) a.items.splice(at, 0, x);
        else callMethod(a, 'insert', [at, x]);
        return None;
      },
      'Inserts x into the sorted list a at its place.',
    );
  }
});
