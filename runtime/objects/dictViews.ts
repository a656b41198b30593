/**
 * dict_keys, dict_values, dict_items and their iterators (CPython's dictobject.c, views).
 */
import { bareType, dictType, NotImplemented, setType } from './builtinTypes';
import { equal } from './compare';
import { defGetSet, defMethod } from './descriptors';
import { PyDict } from './dict';
import { runtimeError } from './errors';
import { dictGet, setAdd, setRemove } from './hashErrors';
import { forEach, getIter, iterNext, toArray } from './iteration';
import { lookupBuiltin } from './builtinsHook';
import { nativeIterator } from './nativeIterator';
import { Cmp, PyObject, typeOf, type PyType, type Value } from './object';

import { addAll, intersection, symmetricInto } from './setAlgebra';
import { contains, length } from './subscript';
import { guardedRepr, repr } from './text';
import { disallowNew } from './typeObject';
import { PyList, PyMappingProxy, PySet, PyTuple } from './values';

export type ViewKind = 'key' | 'value' | 'item';

export const viewTypes: Record<ViewKind, PyType> = {
  key: bareType('dict_keys'),
  value: bareType('dict_values'),
  item: bareType('dict_items'),
};

export class PyDictView extends PyObject {
  readonly of: PyDict;
  readonly kind: ViewKind;
  constructor(of: PyDict, kind: ViewKind, cls: PyType = viewTypes[kind]) {
    super(cls);
    this.of = of;
    this.kind = kind;
  }
}

/** Iterates a dictionary's positions; raises RuntimeError when the number of entries changed. */
export class PyDictIter extends PyObject {
  of: PyDict | undefined;
  readonly kind: ViewKind;
  readonly reversed: boolean;
  /** Position to look at next. */
  pos: number;
  /** Number of entries at the start; -1 after a change was reported. */
  size: number;
  remaining: number;
  constructor(of: PyDict, kind: ViewKind, reversed = false) {
    super(reversed ? reverseIterTypes[kind] : iterTypes[kind]);
    this.of = of;
    this.kind = kind;
    this.reversed = reversed;
    this.pos = reversed ? of.slots - 1 : 0;
    this.size = this.remaining = of.size;
  }
}

/** Position of the next entry, or -1 at the end. */
function advance(it: PyDictIter): number {
  const d = it.of;
  if (d === undefined) return -1;
  if (it.size !== d.size) {
    it.size = -1;
    throw runtimeError('dictionary changed size during iteration');
  }
  const i = it.reversed ? d.prevSlot(Math.min(it.pos, d.slots - 1)) : d.nextSlot(it.pos);
  if (i < 0) {
    it.of = undefined;
    return -1;
  }
  if (it.remaining === 0) {
    it.of = undefined;
    throw runtimeError('dictionary keys changed during iteration');
  }
  it.pos = it.reversed ? i - 1 : i + 1;
  it.remaining--;
  return i;
}

const nextOf: Record<ViewKind, (self: Value) => Value | undefined> = {
  key: (self) => {
    const d = (self as PyDictIter).of!;
    const i = advance(self as PyDictIter);
    return i < 0 ? undefined : d.keyAt(i);
  },
  value: (self) => {
    const d = (self as PyDictIter).of!;
    const i = advance(self as PyDictIter);
    return i < 0 ? undefined : d.vals[i];
  },
  item: (self) => {
    const d = (self as PyDictIter).of!;
    const i = advance(self as PyDictIter);
    return i < 0 ? undefined : new PyTuple([d.keyAt(i), d.vals[i]!]);
  },
};

const iterTypes: Record<ViewKind, PyType> = {
  key: nativeIterator('dict_keyiterator', nextOf.key),
  value: nativeIterator('dict_valueiterator', nextOf.value),
  item: nativeIterator('dict_itemiterator', nextOf.item),
};
const reverseIterTypes: Record<ViewKind, PyType> = {
  key: nativeIterator('dict_reversekeyiterator', nextOf.key),
  value: nativeIterator('dict_reversevalueiterator', nextOf.value),
  item: nativeIterator('dict_reverseitemiterator', nextOf.item),
};

/** A copy of an iterator, where it stands: `__reduce__` must not move it. */
function restOf(it: PyDictIter): Value[] {
  if (it.of === undefined) return [];
  const copy = new PyDictIter(it.of, it.kind, it.reversed);
  copy.pos = it.pos;
  copy.size = it.size;
  copy.remaining = it.remaining;
  const out: Value[] = [];
  for (let v = iterNext(copy); v !== undefined; v = iterNext(copy)) out.push(v);
  return out;
}

const isSetLike = (v: Value): boolean => v instanceof PySet || (v instanceof PyDictView && v.kind !== 'value');

/** Every element of `a` is in `b`. */
function allIn(a: Value, b: Value): boolean {
  const it = getIter(a);
  for (let v = iterNext(it); v !== undefined; v = iterNext(it)) if (!contains(b, v)) return false;
  return true;
}

function compareViews(self: Value, other: Value, op: Cmp): Value {
  if (!isSetLike(other)) return NotImplemented;
  const a = length(self);
  const b = length(other);
  switch (op) {
    case Cmp.EQ:
      return a === b && allIn(self, other);
    case Cmp.NE:
      return !(a === b && allIn(self, other));
    case Cmp.LT:
      return a < b && allIn(self, other);
    case Cmp.LE:
      return a <= b && allIn(self, other);
    case Cmp.GT:
      return b < a && allIn(other, self);
    case Cmp.GE:
      return b <= a && allIn(other, self);
  }
}

function intersect(self: Value, other: Value): Value {
  // The smaller side is walked where the other can be asked (CPython's _PyDictView_Intersect).
  if (typeof other === 'object' && other.cls === setType && length(self) <= length(other))
    return intersection(other as PySet, self);
  if (other instanceof PyDictView && isSetLike(other) && length(other) > length(self)) [self, other] = [other, self];
  const out = new PySet();
  forEach(other, (v) => {
    if (contains(self, v)) setAdd(out, v);
  });
  return out;
}

/** CPython's dictviews_to_set: keys are taken from the dictionary. */
function setFrom(v: Value): PySet {
  const s = new PySet();
  addAll(s, v instanceof PyDictView && v.kind === 'key' && v.of.cls === dictType ? v.of : v);
  return s;
}

/** CPython's dictitems_xor: values are compared before a pair is hashed. */
function xorItems(a: PyDict, b: PyDict): PySet {
  const rest = new PyDict();
  rest.update(a);
  const out = new PySet();
  for (let i = b.nextSlot(0); i >= 0; i = b.nextSlot(i + 1)) {
    const value = b.vals[i]!;
    const at = rest.findFrom(b, i);
    if (at >= 0 && equal(rest.vals[at]!, value)) {
      const again = rest.findFrom(b, i);
      if (again >= 0) rest.deleteAt(again);
    } else setAdd(out, new PyTuple([b.keyAt(i), value]));
  }
  addAll(out, new PyDictView(rest, 'item'));
  return out;
}

function defSetLike(t: PyType): void {
  t.tp_richcompare = compareViews;
  // Either operand may be the view: `[1] & d.keys()` works, too.
  t.nb_and = (a, b) => (a instanceof PyDictView ? intersect(a, b) : intersect(b, a));
  t.nb_or = (a, b) => {
    const s = setFrom(a);
    addAll(s, b);
    return s;
  };
  t.nb_subtract = (a, b) => {
    const s = setFrom(a);
    forEach(b, (x) => setRemove(s, x));
    return s;
  };
  t.nb_xor = (a, b) => {
    const items = (v: Value): PyDict | null => (v instanceof PyDictView && v.kind === 'item' ? v.of : null);
    const [x, y] = [items(a), items(b)];
    if (x !== null && y !== null) return xorItems(x, y);
    const s = setFrom(a);
    symmetricInto(s, b);
    return s;
  };
  defMethod(
    t,
    'isdisjoint(self, object, /)',
    (self: PyDictView, other: Value) => {
      if (self === other) return self.of.size === 0;
      let [walk, ask]: Value[] = [other, self];
      if (isSetLike(other) && length(other) > length(self)) [walk, ask] = [self, other];
      const it = getIter(walk);
      for (let v = iterNext(it); v !== undefined; v = iterNext(it)) if (contains(ask, v)) return false;
      return true;
    },
    'Whether the view and other have no element in common.',
  );
}

export function installDictViews(): void {
  for (const kind of ['key', 'value', 'item'] as const) {
    const t = viewTypes[kind];
    t.isBase = false;
    disallowNew(t);
    t.tp_iter = (self) => new PyDictIter((self as PyDictView).of, kind);
    t.sq_length = (self) => (self as PyDictView).of.size;
    t.tp_repr = (self) => guardedRepr(self, '...', () => `${typeOf(self).name}(${repr(new PyList(toArray(self)))})`);
    defMethod(
      t,
      '__reversed__(self, /)',
      (self: PyDictView) => new PyDictIter(self.of, kind, true),
      `An iterator over the ${kind}s, the last first.`,
    );
    defGetSet(t, 'mapping', (self: PyDictView) => new PyMappingProxy(self.of), undefined, 'The dictionary, read-only.');
    if (kind !== 'value') defSetLike(t);
    for (const it of [iterTypes[kind], reverseIterTypes[kind]]) {
      defMethod(it, '__length_hint__(self, /)', (self: PyDictIter) =>
        self.of === undefined || self.size !== self.of.size ? 0 : self.remaining,
      );
      defMethod(
        it,
        '__reduce__(self, /)',
        (self: PyDictIter) => new PyTuple([lookupBuiltin('iter'), new PyTuple([new PyList(restOf(self))])]),
        'For pickle.',
      );
    }
  }
  viewTypes.key.sq_contains = (self, v) => dictGet((self as PyDictView).of, v) !== undefined;
  viewTypes.item.sq_contains = (self, v) => {
    if (!(v instanceof PyTuple) || v.items.length !== 2) return false;
    const found = dictGet((self as PyDictView).of, v.items[0]);
    return found !== undefined && equal(found, v.items[1]);
  };
}
