/**
 * The order in which a set is iterated: CPython's, wherever that is the same in all its runs, which is so for numbers,
 * None, and tuples and frozensets of these.
 * DIFFERS: any other set keeps the order of insertion; CPython's depends on hashes that are others in each run.
 *
 * CPython's table is worked out when somebody asks for the order, or takes an element out. A set that is only filled and
 * asked does without: what it needs is found by a PyDict.
 */
import { complexType, floatType, frozensetType, intType, None, tupleType } from './builtinTypes';
import { hash } from './compare';
import type { Value } from './object';
import { SetTable } from './setTable';
import { type PyFloat, type PySet, type PyTuple } from './values';

/** The table of any set that keeps the order of insertion. */
const OF_INSERTION = new SetTable();

/** Tuples in tuples up to here. */
const DEEPEST = 20;

/** Its hash is the same in every run of CPython. */
function isSteady(v: Value, depth: number): boolean {
  if (typeof v !== 'object') return typeof v !== 'string';
  switch (v.cls.tp_hash) {
    case intType.tp_hash:
    case complexType.tp_hash:
      return true;
    case floatType.tp_hash:
      return !Number.isNaN((v as PyFloat).value);
    case tupleType.tp_hash:
      return depth < DEEPEST && (v as PyTuple).items.every((item) => isSteady(item, depth + 1));
    case frozensetType.tp_hash:
      return depth < DEEPEST && (v as PySet).data.keyList().every((item) => isSteady(item, depth + 1));
    default:
      return v === None;
  }
}

/** CPython's table of a set, with all that is in the set; null: it is empty and new, or keeps the order of insertion. */
export function tableOf(s: PySet): SetTable | null {
  if (s.table === OF_INSERTION || (s.table === null && s.data.size === 0)) return null;
  return madeTable(s);
}

/** The same for a set that is empty, too. */
function madeTable(s: PySet): SetTable | null {
  const { data } = s;
  const table = (s.table ??= new SetTable());
  for (let i = data.nextSlot(table.seen); i >= 0; i = data.nextSlot(i + 1)) {
    const key = data.keyAt(i);
    if (!isSteady(key, 0)) {
      s.table = OF_INSERTION;
      return null;
    }
    table.add(key, hash(key));
  }
  table.seen = data.slots;
  return table;
}

/** The elements in the order of iteration. */
export function elementList(s: PySet): Value[] {
  return tableOf(s)?.list() ?? s.data.keyList();
}

/** Calls `f` with the position of each element, of those there were at the start: a comparison may change the set. */
export function eachElement(s: PySet, f: (i: number) => void): void {
  const { data } = s;
  const table = tableOf(s);
  if (table !== null) {
    for (const key of table.list()) {
      const i = data.find(key);
      if (i >= 0) f(i);
    }
    return;
  }
  const end = data.slots;
  for (let i = data.nextSlot(0); i >= 0 && i < end; i = data.nextSlot(i + 1)) f(i);
}

/** Removes the element at a position. */
export function removeAt(s: PySet, i: number): void {
  const { data } = s;
  const table = tableOf(s);
  const key = data.keyAt(i);
  data.deleteAt(i);
  if (table === null) return;
  table.remove(key, hash(key));
  table.seen = data.slots;
}

/** Removes an element and gives it; undefined where there is none. */
export function takeFirst(s: PySet): Value | undefined {
  const table = tableOf(s);
  const i = table !== null && s.data.size > 0 ? s.data.find(table.first()) : s.data.firstSlot();
  if (i < 0) return undefined;
  const key = s.data.keyAt(i);
  removeAt(s, i);
  return key;
}

export function clearSet(s: PySet): void {
  s.data.clear();
  s.table = null;
}

/** Adds the elements of another set. Into an empty one nothing is compared, as in CPython's set_merge. */
export function mergeSet(to: PySet, from: PySet): void {
  if (to === from) return;
  const theirs = tableOf(from);
  const ours = theirs === null ? null : madeTable(to);
  ours?.merge(theirs!, (key) => to.data.find(key) < 0);
  if (to.data.slots === 0) to.data.update(from.data);
  else
    eachElement(from, (i) => {
      to.data.setFrom(from.data, i, true);
    });
  if (ours !== null) ours.seen = to.data.slots;
}

/** Before the keys of a dict are added. */
export function makeRoom(s: PySet, many: number, first: Value): void {
  if (isSteady(first, 0)) madeTable(s)?.makeRoom(many);
}
