/**
 * tuple: slots and methods (CPython's tupleobject.c).
 */
import { None, NotImplemented, tupleType } from './builtinTypes';
import { hash } from './compare';
import { defMethod } from './descriptors';
import { markTupleLike } from './dict';
import { indexError, typeError } from './errors';
import { hashItems } from './hashing';
import { toArray } from './iteration';
import { tupleIter } from './list';
import { defReduceIterator, nativeIterator } from './nativeIterator';
import { PyObject, typeOf, type PyType, type Value } from './object';
import { compareSequences, findItem, repeatItems, reprItems } from './sequence';
import { defSearchMethods } from './sequenceMethods';
import { checkedIndex, sliceItems } from './sliceIndices';
import { guardedRepr } from './text';
import { defNewSig } from './typeObject';
import { emptyTuple, PySlice, PyTuple } from './values';

const itemsOf = (v: Value): readonly Value[] => (v as PyTuple).items;

/** A tuple of these items; the empty one is unique. */
export function newTuple(items: readonly Value[]): PyTuple {
  return items.length === 0 ? emptyTuple : new PyTuple(items);
}

export class PyTupleIter extends PyObject {
  tuple: PyTuple | undefined;
  index = 0;
  constructor(tuple: PyTuple) {
    super(tupleIterType);
    this.tuple = tuple;
  }
}

export const tupleIterType = nativeIterator('tuple_iterator', (self) => {
  const it = self as PyTupleIter;
  const { tuple } = it;
  if (tuple === undefined) return undefined;
  if (it.index < tuple.items.length) return tuple.items[it.index++];
  it.tuple = undefined;
  return undefined;
});

export function installTuple(): void {
  const t = tupleType;
  t.doc = "A sequence that can't be changed, of the items of iterable; a tuple is given back as it is.";
  t.alloc = (cls) => new PyTuple([], cls);
  defNewSig(t, '(cls, iterable=(), /)', (cls: PyType, iterable: Value) => {
    if (cls === tupleType && typeof iterable === 'object' && iterable.cls === tupleType) return iterable;
    const items = toArray(iterable);
    return cls === tupleType ? newTuple(items) : new PyTuple(items, cls);
  });
  t.tp_repr = (self) => {
    const items = itemsOf(self);
    if (items.length === 0) return '()';
    return guardedRepr(self, '(...)', () => `(${reprItems(items)}${items.length === 1 ? ',' : ''})`);
  };
  t.tp_hash = (self) => ((self as PyTuple).hash ??= hashItems(itemsOf(self), hash));
  t.tp_richcompare = (a, b, op) =>
    a instanceof PyTuple && b instanceof PyTuple ? compareSequences(a, b, op) : NotImplemented;
  markTupleLike(t);
  t.tp_iter = (self) => new PyTupleIter(self as PyTuple);
  tupleIter.slot = t.tp_iter;
  t.sq_length = (self) => itemsOf(self).length;
  t.sq_concat = (a, b) => {
    if (!(b instanceof PyTuple)) throw typeError(`can only concatenate tuple (not "${typeOf(b).tpName}") to tuple`);
    if (b.items.length === 0 && (a as PyTuple).cls === tupleType) return a;
    if (itemsOf(a).length === 0 && b.cls === tupleType) return b;
    return newTuple(itemsOf(a).concat(b.items));
  };
  t.sq_repeat = (self, n) =>
    n === 1 && (self as PyTuple).cls === tupleType ? self : newTuple(repeatItems(itemsOf(self), n));
  t.sq_contains = (self, v) => findItem(itemsOf(self), v) >= 0;
  t.sq_item = (self, i) => {
    const items = itemsOf(self);
    if (i < 0 || i >= items.length) throw indexError('tuple index out of range');
    return items[i];
  };
  t.mp_subscript = (self, key) => {
    const items = itemsOf(self);
    if (typeof key === 'number') {
      const v = items[key < 0 ? key + items.length : key];
      if (v !== undefined) return v;
    }
    if (key instanceof PySlice) {
      if (key.start === None && key.stop === None && key.step === None && (self as PyTuple).cls === tupleType)
        return self;
      return newTuple(sliceItems(items, key));
    }
    return items[checkedIndex(key, items.length, 'tuple')];
  };
  defSearchMethods(t);
  defMethod(t, '__getnewargs__(self, /)', (self: PyTuple) => new PyTuple([new PyTuple(self.items)]));
  defMethod(tupleIterType, '__length_hint__(self, /)', (self: PyTupleIter) =>
    self.tuple === undefined ? 0 : Math.max(0, self.tuple.items.length - self.index),
  );
  defReduceIterator(
    tupleIterType,
    (it: PyTupleIter) => (it.tuple === undefined ? ['iter', [emptyTuple]] : ['iter', [it.tuple], it.index]),
    (it: PyTupleIter, n) => {
      if (it.tuple !== undefined) it.index = Math.max(0, Math.min(n, it.tuple.items.length));
    },
  );
}
