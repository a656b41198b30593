/**
 * Declaring native iterator types: `__iter__`, `__next__`, and pickling by `__reduce__`.
 */
import { bareType } from './builtinTypes';
import { defMethod } from './descriptors';
import { lookupBuiltin } from './builtinsHook';
import { typeError } from './errors';
import type { PyObject, PyType, Value } from './object';
import { disallowNew } from './typeObject';
import { clipSsize, indexOrUndefined } from './toIndex';
import { PyTuple } from './values';
import { None } from './builtinTypes';

/** A new iterator type: `nativeIterator('list_iterator', (self) => …)`; undefined ends the iteration. */
export function nativeIterator(name: string, next: (self: Value) => Value | undefined): PyType {
  const t = bareType(name);
  t.isBase = false;
  t.tp_iter = (self) => self;
  t.tp_iternext = next;
  disallowNew(t);
  return t;
}

type Reduced = [builtin: string, args: Value[], state?: Value];

/** `__reduce__` as a call of a builtin function (`iter`, `reversed`), and `__setstate__(position)`. */
export function defReduceIterator<T extends PyObject>(
  t: PyType,
  reduce: (it: T) => Reduced,
  setState?: (it: T, n: number) => void,
): void {
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: T) => {
      const [builtin, args, state] = reduce(self);
      const out: Value[] = [lookupBuiltin(builtin), new PyTuple(args)];
      if (state !== undefined) out.push(state);
      return new PyTuple(out);
    },
    'For pickle.',
  );
  if (setState === undefined) return;
  defMethod(
    t,
    '__setstate__(self, object, /)',
    (self: T, state: Value) => {
      const n = indexOrUndefined(state);
      if (n === undefined) throw typeError('an integer is required');
      setState(self, clipSsize(n));
      return None;
    },
    'For pickle.',
  );
}
