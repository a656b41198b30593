/**
 * Iterating over any iterable from native code (CPython's PyObject_GetIter, PyIter_Next, PySequence_List).
 */
import { bareType, iteratorType, listType, tupleType } from './builtinTypes';
import { isError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { PyObject, typeOf, type PyType, type Value } from './object';
import { push } from './longArrays';
import { getItem } from './subscript';
import { subscriptHooks } from './subscriptHooks';
import { mroItems } from './mro';
import { type PyList, type PyTuple } from './values';
import { typeLookup } from './lookup';

/** Iterates by `__getitem__` from 0 until IndexError: CPython's PySeqIter. */
export class PySeqIter extends PyObject {
  index = 0;
  constructor(
    public seq: Value | undefined,
    cls: PyType = iteratorType,
  ) {
    super(cls);
  }
}

/** `iter(v)`; raises TypeError. */
export function getIter(v: Value): Value {
  const t = typeOf(v);
  if (t.tp_iter !== null) {
    const it = t.tp_iter(v);
    if (typeOf(it).tp_iternext === null) throw typeError(`iter() returned non-iterator of type '${typeOf(it).tpName}'`);
    return it;
  }
  if (isSequence(v)) return new PySeqIter(v);
  throw typeError(`'${t.tpName}' object is not iterable`);
}

/** Has `__getitem__` and is no dict: CPython's PySequence_Check. */
export function isSequence(v: Value): boolean {
  const t = typeOf(v);
  return (
    t.mp_subscript !== null &&
    t.mro.every((m) => m.name !== 'dict' || m.isHeap) &&
    (t.isHeap ? typeLookup(t, '__getitem__') !== undefined : t.sq_item !== null)
  );
}

/** CPython's PySequence_GetItem, by a position from 0. */
function sequenceItem(v: Value, i: number): Value {
  const t = typeOf(v);
  return t.sq_item !== null && !t.isHeap ? t.sq_item(v, i) : getItem(v, i);
}

/** The next item, or undefined at the end. `it` must be an iterator. */
export function iterNext(it: Value): Value | undefined {
  const next = typeOf(it).tp_iternext;
  if (next === null) throw typeError(`'${typeOf(it).tpName}' object is not an iterator`);
  return next(it);
}

/** Calls `f` with each item. */
export function forEach(v: Value, f: (item: Value) => void): void {
  if (typeof v === 'object' && v.cls === listType) {
    const list = v as PyList;
    for (let i = 0; i < list.items.length; i++) f(list.items[i]);
    return;
  }
  if (typeof v === 'object' && v.cls === tupleType) {
    for (const x of (v as PyTuple).items) f(x);
    return;
  }
  const it = getIter(v);
  const next = typeOf(it).tp_iternext!;
  for (;;) {
    const x = next(it);
    if (x === undefined) return;
    f(x);
  }
}

/** All items in a new array. */
export function toArray(v: Value): Value[] {
  const out: Value[] = [];
  forEach(v, (x) => {
    push(out, x);
  });
  return out;
}
mroItems.toArray = toArray;

/** `iter(v)`; whatever TypeError that raises, `refused` is said instead. */
export function getIterOr(v: Value, refused: string): Value {
  try {
    return getIter(v);
  } catch (e) {
    throw isError(e, Exc.TypeError) ? typeError(refused) : e;
  }
}

/** All items in a new array (CPython's PySequence_Fast, which asks the iterator for an iterator once more). */
export function sequenceItems(v: Value, refused: string): Value[] {
  const isPlain = typeof v === 'object' && (v.cls === listType || v.cls === tupleType);
  return toArray(isPlain ? v : getIterOr(v, refused));
}

/** A native iterator over a JavaScript generator or closure: `next` returns undefined at the end. */
export class PyNativeIter extends PyObject {
  next: () => Value | undefined;
  constructor(cls: PyType, next: () => Value | undefined) {
    super(cls);
    this.next = next;
  }
}

/** A new iterator type whose instances are PyNativeIter; `name` as CPython's ("list_iterator"). */
export function nativeIterType(name: string): PyType {
  const t = bareType(name);
  t.isBase = false;
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => (self as PyNativeIter).next();
  return t;
}

/** Fills in the type `iterator`. */
export function installSeqIter(): void {
  iteratorType.tp_iter = (self) => self;
  iteratorType.tp_iternext = (self) => {
    const it = self as PySeqIter;
    if (it.seq === undefined) return undefined;
    try {
      return sequenceItem(it.seq, it.index++);
    } catch (e) {
      if (isError(e, Exc.IndexError) || isError(e, Exc.StopIteration)) {
        it.seq = undefined;
        return undefined;
      }
      throw e;
    }
  };
}

subscriptHooks.getIter = (v) => {
  try {
    return getIter(v);
  } catch (e) {
    // Whatever is wrong with its `__iter__`, too.
    if (isError(e, Exc.TypeError))
      throw typeError(`argument of type '${typeOf(v).tpName}' is not a container or iterable`);
    throw e;
  }
};
