/**
 * list: slots and methods (CPython's listobject.c).
 */
import { None, NotImplemented, listType } from './builtinTypes';
import { call } from './call';
import { isTrue } from './compare';
import { defMethod } from './descriptors';
import { indexError, typeError, valueError } from './errors';
import { getIter, toArray } from './iteration';
import { push } from './longArrays';
import { defReduceIterator, nativeIterator } from './nativeIterator';
import { PyObject, typeOf, type Value } from './object';
import { compareSequences, findItem, repeatItems, reprItems } from './sequence';
import { defSearchMethods } from './sequenceMethods';
import { checkedIndex, itemIndex, sliceItems, sliceRange } from './sliceIndices';
import { lengthHint } from './subscript';
import { sortValues } from './sort';
import { guardedRepr } from './text';
import { ssizeArgument } from './toIndex';
import { defInitSig, defNew } from './typeObject';
import { PyList, PySlice, PyTuple } from './values';

const itemsOf = (v: Value): Value[] => (v as PyList).items;

/** The items of a list or tuple (subclasses included) as they are, of any other iterable in a new array. */
export function asItems(v: Value, notIterable?: string): readonly Value[] {
  if (v instanceof PyList || v instanceof PyTuple) {
    const { tp_iter } = v.cls;
    if (tp_iter === listType.tp_iter || tp_iter === tupleIter.slot) return v.items;
  }
  if (notIterable !== undefined && typeOf(v).tp_iter === null && typeOf(v).mp_subscript === null)
    throw typeError(notIterable);
  return toArray(v);
}

/** tuple's tp_iter, set by tuple.ts. */
export const tupleIter: { slot: unknown } = { slot: undefined };

/** `list.extend(iterable)`: what an iterator gave before it raised stays. */
export function extendList(list: PyList, iterable: Value): void {
  const { items } = list;
  if (iterable === list) {
    const n = items.length;
    for (let i = 0; i < n; i++) push(items, items[i]);
    return;
  }
  if (iterable instanceof PyList || iterable instanceof PyTuple) {
    if (iterable.cls.tp_iter === listType.tp_iter || iterable.cls.tp_iter === tupleIter.slot) {
      const more = iterable.items;
      for (let i = 0; i < more.length; i++) push(items, more[i]);
      return;
    }
  }
  const it = getIter(iterable);
  lengthHint(iterable, 8);
  const next = typeOf(it).tp_iternext!;
  for (;;) {
    const x = next(it);
    if (x === undefined) return;
    push(list.items, x);
  }
}

function assignSlice(list: PyList, slice: PySlice, value: Value | undefined): void {
  const { items } = list;
  if (value === undefined) {
    const { start, step, count } = sliceRange(slice, items.length);
    if (step === 1) items.splice(start, count);
    else if (count > 0) removeStepped(list, start, step, count);
    return;
  }
  if (slice.step === None || slice.step === 1) {
    const range = sliceRange(slice, list.items.length);
    const more = listOf(value, 'must assign iterable to extended slice');
    // Going through the value may have changed the list.
    const start = Math.min(range.start, list.items.length);
    spliceItems(list, start, Math.max(0, Math.min(range.stop, list.items.length) - start), more);
    return;
  }
  const { length } = list.items;
  let range = sliceRange(slice, length);
  const more = listOf(value, 'must assign iterable to extended slice');
  // Going through the value may have changed the list.
  if (list.items.length !== length) range = sliceRange(slice, list.items.length);
  const { start, step, count } = range;
  if (step === 1) {
    spliceItems(list, start, count, more);
    return;
  }
  if (more.length !== count)
    throw valueError(`attempt to assign sequence of size ${more.length} to extended slice of size ${count}`);
  const src = more === list.items ? more.slice() : more;
  for (let i = 0, at = start; i < count; i++, at += step) list.items[at] = src[i];
}

function listOf(v: Value, notIterable: string): readonly Value[] {
  const t = typeOf(v);
  if (t.tp_iter === null && t.sq_item === null && t.mp_subscript === null) throw typeError(notIterable);
  return asItems(v);
}

function spliceItems(list: PyList, start: number, count: number, more: readonly Value[]): void {
  const { items } = list;
  if (more.length < 10000) {
    items.splice(start, count, ...more);
    return;
  }
  list.items = [...items.slice(0, start), ...more, ...items.slice(start + count)];
}

function removeStepped(list: PyList, start: number, step: number, count: number): void {
  if (step < 0) {
    start += step * (count - 1);
    step = -step;
  }
  const { items } = list;
  let next = start;
  let removed = 0;
  let out = start;
  for (let i = start; i < items.length; i++) {
    if (removed < count && i === next) {
      removed++;
      next += step;
    } else items[out++] = items[i];
  }
  items.length = out;
}

/** What a list holds while it is sorted: it remembers that something was added, though it may be gone again. */
class DuringSort extends Array<Value> {
  touched = false;

  override push(...values: Value[]): number {
    this.touched = true;
    return super.push(...values);
  }

  override splice(start: number, count: number, ...values: Value[]): Value[] {
    this.touched = true;
    return super.splice(start, count, ...values);
  }
}

/** `list.sort(key=None, reverse=False)`: the list is empty while its items are compared. */
export function sortList(list: PyList, key: Value, reverse: boolean): void {
  const values = list.items;
  const during = new DuringSort();
  list.items = during;
  let touched: boolean;
  try {
    const keys = key === None ? values : values.map((v) => call(key, [v]));
    // Reversing before and after keeps equal items in their order.
    if (reverse) {
      values.reverse();
      if (keys !== values) keys.reverse();
    }
    try {
      sortValues(keys, keys === values ? null : values);
    } finally {
      if (reverse) values.reverse();
    }
  } finally {
    touched = list.items !== during || during.length > 0 || during.touched;
    list.items = values;
  }
  if (touched) throw valueError('list modified during sort');
}

/** Iterates a list by position; `list` is undefined once it has ended. */
export class PyListIter extends PyObject {
  list: PyList | undefined;
  index = 0;
  constructor(list: PyList) {
    super(listIterType);
    this.list = list;
  }
}

export class PyListReverseIter extends PyObject {
  list: PyList | undefined;
  index: number;
  constructor(list: PyList) {
    super(listReverseIterType);
    this.list = list;
    this.index = list.items.length - 1;
  }
}

export const listIterType = nativeIterator('list_iterator', (self) => {
  const it = self as PyListIter;
  const { list } = it;
  if (list === undefined) return undefined;
  if (it.index < list.items.length) return list.items[it.index++];
  it.list = undefined;
  return undefined;
});

const listReverseIterType = nativeIterator('list_reverseiterator', (self) => {
  const it = self as PyListReverseIter;
  const { list } = it;
  if (list === undefined) return undefined;
  if (it.index >= 0 && it.index < list.items.length) return list.items[it.index--];
  it.index = -1;
  it.list = undefined;
  return undefined;
});

export function installList(): void {
  const t = listType;
  t.doc = 'A sequence that can be changed; made of the items of iterable.';
  t.alloc = (cls) => new PyList([], cls);
  defNew(t, (cls) => cls.alloc!(cls));
  defInitSig(t, '(self, iterable=(), /)', (self: PyList, iterable: Value) => {
    self.items = [];
    extendList(self, iterable);
  });
  t.tp_repr = (self) =>
    itemsOf(self).length === 0 ? '[]' : guardedRepr(self, '[...]', () => `[${reprItems(itemsOf(self))}]`);
  t.tp_richcompare = (a, b, op) =>
    a instanceof PyList && b instanceof PyList ? compareSequences(a, b, op) : NotImplemented;
  t.tp_iter = (self) => new PyListIter(self as PyList);
  t.sq_length = (self) => itemsOf(self).length;
  t.sq_concat = (a, b) => {
    if (!(b instanceof PyList)) throw typeError(`can only concatenate list (not "${typeOf(b).tpName}") to list`);
    return new PyList(itemsOf(a).concat(b.items));
  };
  t.sq_inplace_concat = (a, b) => {
    extendList(a as PyList, b);
    return a;
  };
  t.sq_repeat = (self, n) => new PyList(repeatItems(itemsOf(self), n));
  t.sq_inplace_repeat = (self, n) => {
    (self as PyList).items = repeatItems(itemsOf(self), n);
    return self;
  };
  t.sq_contains = (self, v) => findItem(itemsOf(self), v) >= 0;
  t.sq_item = (self, i) => {
    const items = itemsOf(self);
    if (i < 0 || i >= items.length) throw indexError('list index out of range');
    return items[i];
  };
  t.mp_subscript = (self, key) => {
    const items = itemsOf(self);
    if (typeof key === 'number') {
      const v = items[key < 0 ? key + items.length : key];
      if (v !== undefined) return v;
    }
    if (key instanceof PySlice) return new PyList(sliceItems(items, key));
    // The index's __index__ may change the list.
    const i = checkedIndex(key, items.length, 'list');
    const v = itemsOf(self)[i];
    if (v === undefined) throw indexError('list index out of range');
    return v;
  };
  t.mp_ass_subscript = (self, key, value) => {
    const list = self as PyList;
    if (key instanceof PySlice) {
      assignSlice(list, key, value);
      return;
    }
    const i = itemIndex(key, list.items.length, 'list');
    if (i < 0 || i >= list.items.length) throw indexError('list assignment index out of range');
    if (value === undefined) list.items.splice(i, 1);
    else list.items[i] = value;
  };
  defMethods();
  defIterators();
}

function defMethods(): void {
  const t = listType;
  defMethod(t, '__getitem__(self, index, /)', t.mp_subscript!);
  defMethod(
    t,
    'append(self, object, /)',
    (self: PyList, v: Value) => {
      push(self.items, v);
      return None;
    },
    'Adds an item at the end.',
  );
  defMethod(
    t,
    'insert(self, index, object, /)',
    (self: PyList, index: Value, v: Value) => {
      let i = ssizeArgument(index);
      const n = self.items.length;
      if (i < 0) i = Math.max(i + n, 0);
      self.items.splice(Math.min(i, n), 0, v);
      return None;
    },
    'Puts an item before the one at index.',
  );
  defMethod(
    t,
    'extend(self, iterable, /)',
    (self: PyList, iterable: Value) => {
      extendList(self, iterable);
      return None;
    },
    'Adds the items of iterable at the end.',
  );
  defMethod(
    t,
    'pop(self, index=-1, /)',
    (self: PyList, index: Value) => {
      let i = ssizeArgument(index);
      const { items } = self;
      if (items.length === 0) throw indexError('pop from empty list');
      if (i < 0) i += items.length;
      if (i < 0 || i >= items.length) throw indexError('pop index out of range');
      return i === items.length - 1 ? items.pop()! : items.splice(i, 1)[0];
    },
    'Takes out the item at index, usually the last; IndexError if there is none.',
  );
  defMethod(
    t,
    'remove(self, value, /)',
    (self: PyList, v: Value) => {
      const i = findItem(self.items, v);
      if (i < 0) throw valueError('list.remove(x): x not in list');
      self.items.splice(i, 1);
      return None;
    },
    'Takes out the first item equal to value; ValueError if there is none.',
  );
  defSearchMethods(t);
  defMethod(
    t,
    'sort(self, /, *, key=None, reverse=False)',
    (self: PyList, key: Value, reverse: Value) => {
      sortList(self, key, isTrue(reverse));
      return None;
    },
    'Sorts the list itself, smallest first; equal items keep their order.\n\nkey gives the value to compare items by; reverse=True begins with the largest.',
  );
  defMethod(
    t,
    'reverse(self, /)',
    (self: PyList) => {
      self.items.reverse();
      return None;
    },
    'Turns the order of the items around.',
  );
  defMethod(t, 'copy(self, /)', (self: PyList) => new PyList(self.items.slice()), 'A new list of the same items.');
  defMethod(
    t,
    'clear(self, /)',
    (self: PyList) => {
      self.items = [];
      return None;
    },
    'Takes out all items.',
  );
  defMethod(
    t,
    '__reversed__(self, /)',
    (self: PyList) => new PyListReverseIter(self),
    'An iterator from the last item to the first.',
  );
  defMethod(
    t,
    '__sizeof__(self, /)',
    (self: PyList) => 40 + 8 * self.items.length,
    'An estimate of the memory taken, in bytes.',
  );
}

function defIterators(): void {
  defMethod(listIterType, '__length_hint__(self, /)', (self: PyListIter) =>
    self.list === undefined ? 0 : Math.max(0, self.list.items.length - self.index),
  );
  defReduceIterator(
    listIterType,
    (it: PyListIter) => (it.list === undefined ? ['iter', [new PyList([])]] : ['iter', [it.list], it.index]),
    (it: PyListIter, n) => {
      if (it.list !== undefined) it.index = Math.max(0, Math.min(n, it.list.items.length));
    },
  );
  defMethod(listReverseIterType, '__length_hint__(self, /)', (self: PyListReverseIter) =>
    self.list === undefined || self.list.items.length < self.index + 1 ? 0 : self.index + 1,
  );
  defReduceIterator(
    listReverseIterType,
    (it: PyListReverseIter) => (it.list === undefined ? ['iter', [new PyList([])]] : ['reversed', [it.list], it.index]),
    (it: PyListReverseIter, n) => {
      if (it.list !== undefined) it.index = Math.max(-1, Math.min(n, it.list.items.length - 1));
    },
  );
}
