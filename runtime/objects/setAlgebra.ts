/** What sets do with each other and with other iterables, in CPython's order of steps (setobject.c). */
import { frozensetType, setType } from './builtinTypes';
import { PyDict } from './dict';
import { elementHash, setAdd, setRemove } from './hashErrors';
import { forEach } from './iteration';
import { isSubtype, typeOf, type PyType, type Value } from './object';
import { clearSet, eachElement, makeRoom, mergeSet, removeAt, tableOf } from './setOrder';
import { PySet } from './values';

const isExactDict = (v: Value): v is PyDict => v instanceof PyDict && v.cls === PyDict.type;

/** A set of the elements of any iterable; a set itself as it is. */
function asSet(v: Value): PySet {
  if (v instanceof PySet) return v;
  const s = new PySet();
  addAll(s, v);
  return s;
}

export function addAll(s: PySet, iterable: Value): void {
  if (iterable instanceof PySet) mergeSet(s, iterable);
  else if (isExactDict(iterable)) addKeys(s, iterable);
  else forEach(iterable, (v) => setAdd(s, v));
}

/** CPython's set_update_dict: adds the keys that there were at the start, for a comparison may change the dict. */
function addKeys(s: PySet, dict: PyDict): void {
  if (dict.size > 0) makeRoom(s, dict.size, dict.keyAt(dict.firstSlot()));
  const end = dict.slots;
  for (let i = dict.nextSlot(0); i >= 0 && i < end; i = dict.nextSlot(i + 1)) s.data.setFrom(dict, i, true);
}

export function newSet(cls: PyType, of: PySet): PySet {
  const s = new PySet(cls);
  mergeSet(s, of);
  return s;
}

/** The type of a result: set or frozenset, as the left operand derives from. */
function resultType(v: Value): PyType {
  return isSubtype(typeOf(v), frozensetType) ? frozensetType : setType;
}

export function copyOf(s: PySet): PySet {
  return newSet(resultType(s), s);
}

/** Is every element of `a` in `b`? */
export function subset(a: PyDict, b: PyDict): boolean {
  if (a.size > b.size) return false;
  for (let i = a.nextSlot(0); i >= 0; i = a.nextSlot(i + 1)) if (b.findFrom(a, i) < 0) return false;
  return true;
}

export function intersection(a: PySet, other: Value): PySet {
  if (a === other) return copyOf(a);
  const out = new PySet(resultType(a));
  if (other instanceof PySet) {
    // The smaller is walked, and the elements of `other` are kept where it is the smaller (as CPython does).
    const [walk, ask] = other.data.size > a.data.size ? [a, other.data] : [other, a.data];
    eachElement(walk, (i) => {
      if (ask.findFrom(walk.data, i) >= 0) out.data.setFrom(walk.data, i, true);
    });
  } else
    forEach(other, (v) => {
      const h = elementHash(v);
      if (a.data.findWith(v, h) >= 0) out.data.setWith(v, h, true);
    });
  return out;
}

/** CPython's set_difference: the smaller side is walked where the other can be asked. */
export function difference(a: PySet, other: Value): PySet {
  const { data } = a;
  const drop = other instanceof PySet ? other.data : isExactDict(other) ? other : undefined;
  if (drop === undefined || data.size >> 2 > drop.size) {
    const rest = copyOf(a);
    removeAll(rest, other);
    return rest;
  }
  const out = new PySet(resultType(a));
  eachElement(a, (i) => {
    if (drop.findFrom(data, i) < 0) out.data.setFrom(data, i, true);
  });
  return out;
}

export function removeAll(s: PySet, other: Value): void {
  if (other === s) clearSet(s);
  else if (other instanceof PySet)
    eachElement(other, (i) => {
      dropFrom(s, other.data, i);
    });
  else forEach(other, (v) => setRemove(s, v));
  tableOf(s)?.tidy();
}

/** Removes the element at a position of other storage; false if it was not there. */
function dropFrom(s: PySet, other: PyDict, i: number): boolean {
  const at = s.data.findFrom(other, i);
  if (at < 0) return false;
  removeAt(s, at);
  return true;
}

export function symmetricInto(s: PySet, other: Value): void {
  if (other === s) {
    clearSet(s);
    return;
  }
  if (isExactDict(other)) {
    const end = other.slots;
    for (let i = other.nextSlot(0); i >= 0 && i < end; i = other.nextSlot(i + 1)) toggle(s, other, i);
    return;
  }
  const from = asSet(other);
  eachElement(from, (i) => {
    toggle(s, from.data, i);
  });
}

/** CPython's set_symmetric_difference, which starts from the other. */
export function symmetricDifference(a: PySet, other: Value): PySet {
  const out = new PySet(resultType(a));
  addAll(out, other);
  symmetricInto(out, a);
  return out;
}

function toggle(s: PySet, from: PyDict, i: number): void {
  if (!dropFrom(s, from, i)) s.data.setFrom(from, i, true);
}

/** CPython's set_swap_bodies: `s` becomes what `by` is, which nobody else has. */
export function become(s: PySet, by: PySet): void {
  s.data = by.data;
  s.table = by.table;
}
