/**
 * `v[k]`, `len(v)`, `x in v` on any values (CPython's abstract.c, object and sequence protocols).
 */
import { compareBool } from './compare';
import { call, lookupSpecial } from './call';
import { lookupAttr } from './attributes';
import { None, typeType } from './builtinTypes';
import { isError, newError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { Cmp, isInstanceOf, type PyType, typeOf, type Value } from './object';
import { toIndex } from './toIndex';
import { subscriptHooks } from './subscriptHooks';

export function getItem(v: Value, key: Value): Value {
  const slot = typeOf(v).mp_subscript;
  if (slot !== null) return slot(v, key);
  if (isInstanceOf(v, typeType)) {
    if (v === typeType) return subscriptHooks.genericAlias(v, key);
    const f = lookupAttr(v, '__class_getitem__');
    if (f !== undefined && f !== None) return call(f, [key]);
    throw typeError(`type '${(v as PyType).name}' is not subscriptable`);
  }
  throw typeError(`'${typeOf(v).tpName}' object is not subscriptable`);
}

export function setItem(v: Value, key: Value, value: Value): void {
  const slot = typeOf(v).mp_ass_subscript;
  if (slot === null) {
    takesIndex(typeOf(v), key);
    throw typeError(`'${typeOf(v).tpName}' object does not support item assignment`);
  }
  slot(v, key, value);
}

/**
 * Where a type has sequence slots in C (as every Python class), an index is converted before anybody looks whether items
 * can be changed (PyObject_SetItem).
 */
function takesIndex(t: PyType, key: Value): boolean {
  if (!t.isHeap && t.sq_length === null && t.sq_contains === null && t.sq_item === null) return false;
  if (typeOf(key).nb_index === null) return false;
  const i = toIndex(key);
  if (typeof i === 'bigint' && BigInt.asIntN(64, i) !== i)
    throw newError(Exc.IndexError, `cannot fit '${typeOf(key).tpName}' into an index-sized integer`);
  return true;
}

export function delItem(v: Value, key: Value): void {
  const slot = typeOf(v).mp_ass_subscript;
  if (slot === null) {
    const t = typeOf(v);
    // Two texts for one thing: PySequence_DelItem's and PyObject_DelItem's.
    const not = takesIndex(t, key) ? "doesn't" : 'does not';
    throw typeError(`'${t.tpName}' object ${not} support item deletion`);
  }
  slot(v, key, undefined);
}

/** `len(v)`; raises TypeError. */
export function length(v: Value): number {
  const slot = typeOf(v).sq_length;
  if (slot === null) throw typeError(`object of type '${typeOf(v).tpName}' has no len()`);
  return slot(v);
}

/** `item in v`. */
export function contains(v: Value, item: Value): boolean {
  const slot = typeOf(v).sq_contains;
  if (slot !== null) return slot(v, item);
  const it = subscriptHooks.getIter(v, item);
  const next = typeOf(it).tp_iternext!;
  for (;;) {
    const x = next(it);
    if (x === undefined) return false;
    if (compareBool(x, item, Cmp.EQ)) return true;
  }
}

/** A guess at the length for preallocation: `len(v)`, else `__length_hint__`, else `fallback`. */
export function lengthHint(v: Value, fallback: number): number {
  const slot = typeOf(v).sq_length;
  if (slot !== null) {
    try {
      return slot(v);
    } catch (e) {
      if (!isError(e, Exc.TypeError)) throw e;
    }
  }
  const f = lookupSpecial(v, '__length_hint__');
  if (f === undefined) return fallback;
  const r = call(f);
  return typeof r === 'number' ? r : fallback;
}
