/** set and frozenset (CPython's setobject.c). Elements are the keys of a PyDict. */
import { callMethod } from './attributes';
import { frozensetType, None, NotImplemented, setType } from './builtinTypes';
import { hash } from './compare';
import { defMethod } from './descriptors';
import { markTupleLike, type PyDict } from './dict';
import { keyError, newError, runtimeError } from './errors';
import { Exc } from './exceptionTypes';
import { setAdd, setHas, setRemove } from './hashErrors';
import { lookupBuiltin } from './builtinsHook';
import { forEach, toArray } from './iteration';
import { nativeIterator } from './nativeIterator';
import { Cmp, PyObject, type Int, type PyType, type Value } from './object';
import { reprItems } from './sequence';
import {
  addAll,
  become,
  copyOf,
  difference,
  intersection,
  newSet,
  removeAll,
  subset,
  symmetricDifference,
  symmetricInto,
} from './setAlgebra';
import { clearSet, elementList, tableOf, takeFirst } from './setOrder';
import type { SetTable } from './setTable';
import { guardedRepr } from './text';
import { NativeSpec } from './native';
import { defNew, defNewSig } from './typeObject';
import { normInt, PyList, PySet, PyTuple } from './values';

const dataOf = (v: Value): PyDict => (v as PySet).data;

/** A set as an element to look for stands for a frozenset of the same elements. */
function searchKey(self: PySet, key: Value, look: (self: PySet, key: Value) => boolean): boolean {
  try {
    return look(self, key);
  } catch (e) {
    if (key instanceof PySet && key.cls.tp_hash === null) return look(self, newSet(frozensetType, key));
    throw e;
  }
}

const MASK = (1n << 64n) - 1n;

/** CPython's frozenset_hash, which `collections.abc.Set._hash` computes, too. */
function frozenHash(s: PySet): Int {
  if (s.hash !== undefined) return s.hash;
  let h = (1927868237n * (BigInt(s.data.size) + 1n)) & MASK;
  for (let i = s.data.nextSlot(0); i >= 0; i = s.data.nextSlot(i + 1)) {
    const x = BigInt.asUintN(64, BigInt(s.data.hashAt(i) ?? hash(s.data.keyAt(i))));
    h ^= ((x ^ ((x << 16n) & MASK) ^ 89869747n) * 3644798167n) & MASK;
  }
  h ^= (h >> 11n) ^ (h >> 25n);
  h = BigInt.asIntN(64, h * 69069n + 907133923n);
  return (s.hash = normInt(h === -1n ? 590923713n : h));
}

function reprSet(self: Value): string {
  const s = self as PySet;
  const { name } = s.cls;
  if (s.data.size === 0) return `${name}()`;
  return guardedRepr(s, `${name}(...)`, () => {
    const items = `{${reprItems(elementList(s))}}`;
    return s.cls === setType ? items : `${name}(${items})`;
  });
}

function compareSets(a: Value, b: Value, op: Cmp): Value {
  if (!(a instanceof PySet && b instanceof PySet)) return NotImplemented;
  switch (op) {
    case Cmp.EQ:
      return a.data.size === b.data.size && subset(a.data, b.data);
    case Cmp.NE:
      return a.data.size !== b.data.size || !subset(a.data, b.data);
    case Cmp.LE:
      return subset(a.data, b.data);
    case Cmp.GE:
      return subset(b.data, a.data);
    case Cmp.LT:
      return a.data.size < b.data.size && subset(a.data, b.data);
    case Cmp.GT:
      return b.data.size < a.data.size && subset(b.data, a.data);
  }
}

export class PySetIter extends PyObject {
  /** Undefined: it has ended. */
  set: PySet | undefined;
  /** A place in CPython's table, where there is one, else in the storage. */
  pos = 0;
  size: number;
  remaining: number;
  constructor(set: PySet) {
    super(setIterType);
    this.set = set;
    this.size = this.remaining = set.data.size;
  }
}

export const setIterType = nativeIterator('set_iterator', (self) => {
  const it = self as PySetIter;
  const { set } = it;
  if (set === undefined) return undefined;
  const { data } = set;
  if (it.size !== data.size) {
    it.size = -1;
    throw runtimeError('Set changed size during iteration');
  }
  const order = tableOf(set) ?? data;
  const i = order === data ? data.nextSlot(it.pos) : (order as SetTable).next(it.pos);
  if (i < 0) {
    it.set = undefined;
    return undefined;
  }
  it.pos = i + 1;
  it.remaining--;
  return order.keyAt(i);
});

const both = (a: Value, b: Value): boolean => a instanceof PySet && b instanceof PySet;

function defShared(t: PyType): void {
  t.alloc = (cls) => new PySet(cls);
  t.tp_repr = reprSet;
  t.tp_richcompare = compareSets;
  t.tp_iter = setIter;
  t.sq_length = (self) => dataOf(self).size;
  t.sq_contains = contains;
  t.nb_and = (a, b) => (both(a, b) ? intersection(a as PySet, b) : NotImplemented);
  t.nb_or = (a, b) => {
    if (!both(a, b)) return NotImplemented;
    const s = copyOf(a as PySet);
    if (a !== b) addAll(s, b);
    return s;
  };
  t.nb_subtract = (a, b) => (both(a, b) ? difference(a as PySet, b) : NotImplemented);
  t.nb_xor = (a, b) => {
    if (!both(a, b)) return NotImplemented;
    return symmetricDifference(a as PySet, b);
  };
  defMethod(t, '__contains__(self, object, /)', contains);
  defMethod(
    t,
    'union(self, /, *others)',
    (self: PySet, others: Value[]) => {
      const s = copyOf(self);
      for (const o of others) addAll(s, o);
      return s;
    },
    'A new set of everything in this set or any of the others.',
  );
  defMethod(
    t,
    'intersection(self, /, *others)',
    (self: PySet, others: Value[]) => {
      if (others.length === 0) return copyOf(self);
      return others.reduce<PySet>((s, o) => intersection(s, o), self);
    },
    'A new set of what is in this set and in all others.',
  );
  defMethod(
    t,
    'difference(self, /, *others)',
    (self: PySet, others: Value[]) => {
      if (others.length === 0) return copyOf(self);
      let out: PySet = self;
      for (const o of others) out = difference(out, o);
      return out;
    },
    'A new set of what is in this set and in none of the others.',
  );
  defMethod(
    t,
    'symmetric_difference(self, other, /)',
    symmetricDifference,
    'A new set of what is in exactly one of this set and other.',
  );
  defMethod(
    t,
    'issubset(self, other, /)',
    (self: PySet, other: Value) => {
      if (other instanceof PySet) return subset(self.data, other.data);
      return intersection(newSet(setType, self), other).data.size === self.data.size;
    },
    'Whether other has all elements of this set.',
  );
  defMethod(
    t,
    'issuperset(self, other, /)',
    (self: PySet, other: Value) => {
      if (other instanceof PySet) return subset(other.data, self.data);
      let all = true;
      forEach(other, (v) => {
        if (all && !setHas(self, v)) all = false;
      });
      return all;
    },
    'Whether this set has all elements of other.',
  );
  defMethod(
    t,
    'isdisjoint(self, other, /)',
    (self: PySet, other: Value) => {
      if (other instanceof PySet) {
        const [walk, ask] = other.data.size > self.data.size ? [self.data, other.data] : [other.data, self.data];
        for (let i = walk.nextSlot(0); i >= 0; i = walk.nextSlot(i + 1)) if (ask.findFrom(walk, i) >= 0) return false;
        return true;
      }
      let none = true;
      forEach(other, (v) => {
        if (none && setHas(self, v)) none = false;
      });
      return none;
    },
    'Whether this set and other have no element in common.',
  );
  defMethod(
    t,
    'copy(self, /)',
    (self: PySet) => (self.cls === frozensetType ? self : copyOf(self)),
    'A set of the same elements.',
  );
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PySet) => {
      const dict = callMethod(self, '__getstate__');
      return new PyTuple([self.cls, new PyTuple([new PyList(elementList(self))]), dict]);
    },
    'For pickle.',
  );
  defMethod(
    t,
    '__sizeof__(self, /)',
    (self: PySet) => 200 + 16 * Math.max(8, self.data.size),
    'An estimate of the memory taken, in bytes.',
  );
}

const setIter = (self: Value): Value => new PySetIter(self as PySet);
const contains = (self: Value, v: Value): boolean => searchKey(self as PySet, v, setHas);

/** The operand of `|=` and its kin must be a set. */
function defInplace(
  slot: 'nb_inplace_or' | 'nb_inplace_and' | 'nb_inplace_subtract' | 'nb_inplace_xor',
  change: (s: PySet, other: PySet) => void,
): void {
  setType[slot] = (a, b) => {
    if (!(b instanceof PySet)) return NotImplemented;
    change(a as PySet, b);
    return a;
  };
}

export function installSet(): void {
  setType.doc = 'A set: values that are hashable, each once, in no order.';
  frozensetType.doc = "A set that can't be changed and is hashable itself.";
  defShared(setType);
  defShared(frozensetType);
  markTupleLike(setType);
  defNew(setType, (cls) => cls.alloc!(cls));
  const init = new NativeSpec('set(self, iterable=(), /)', (self: PySet, iterable: Value) => {
    if (iterable !== self) clearSet(self);
    addAll(self, iterable);
    return None;
  });
  init.isConstructor = true;
  // Unlike other types' it refuses keywords even where a subclass has a `__new__` that takes them.
  setType.tp_init = (self, args, kw) => void init.call([self, ...args], kw);
  defNewSig(frozensetType, '(cls, iterable=(), /)', (cls: PyType, iterable: Value) => {
    if (cls === frozensetType && iterable instanceof PySet && iterable.cls === frozensetType) return iterable;
    const s = new PySet(cls);
    addAll(s, iterable);
    return s;
  });
  frozensetType.tp_hash = (self) => frozenHash(self as PySet);
  defInplace('nb_inplace_or', (s, o) => addAll(s, o));
  defInplace('nb_inplace_and', (s, o) => become(s, intersection(s, o)));
  defInplace('nb_inplace_subtract', removeAll);
  defInplace('nb_inplace_xor', symmetricInto);
  defSetMethods();
  defMethod(setIterType, '__length_hint__(self, /)', (self: PySetIter) =>
    self.set === undefined || self.size !== self.set.data.size ? 0 : self.remaining,
  );
  defMethod(setIterType, '__reduce__(self, /)', (self: PySetIter) => {
    const rest = new PySetIter(self.set ?? new PySet());
    rest.pos = self.pos;
    if (self.set !== undefined) rest.size = self.size;
    return new PyTuple([lookupBuiltin('iter'), new PyTuple([new PyList(toArray(rest))])]);
  });
}

function defSetMethods(): void {
  const t = setType;
  defMethod(
    t,
    'add(self, object, /)',
    (self: PySet, v: Value) => {
      setAdd(self, v);
      return None;
    },
    'Puts an element in, unless it is there.',
  );
  defMethod(
    t,
    'remove(self, object, /)',
    (self: PySet, v: Value) => {
      if (!searchKey(self, v, setRemove)) throw keyError(v);
      return None;
    },
    'Takes an element out; KeyError if it is missing.',
  );
  defMethod(
    t,
    'discard(self, object, /)',
    (self: PySet, v: Value) => {
      searchKey(self, v, setRemove);
      return None;
    },
    'Takes an element out if it is there.',
  );
  defMethod(
    t,
    'pop(self, /)',
    (self: PySet) => {
      const k = takeFirst(self);
      if (k === undefined) throw newError(Exc.KeyError, 'pop from an empty set');
      return k;
    },
    'Takes out some element and gives it; KeyError if there is none.',
  );
  defMethod(
    t,
    'clear(self, /)',
    (self: PySet) => {
      clearSet(self);
      return None;
    },
    'Takes out all elements.',
  );
  defMethod(
    t,
    'update(self, /, *others)',
    (self: PySet, others: Value[]) => {
      for (const o of others) addAll(self, o);
      return None;
    },
    'Puts in the elements of all others.',
  );
  defMethod(
    t,
    'intersection_update(self, /, *others)',
    (self: PySet, others: Value[]) => {
      become(self, others.length === 0 ? copyOf(self) : others.reduce<PySet>((s, o) => intersection(s, o), self));
      return None;
    },
    'Takes out what is not in all others.',
  );
  defMethod(
    t,
    'difference_update(self, /, *others)',
    (self: PySet, others: Value[]) => {
      for (const o of others) removeAll(self, o);
      return None;
    },
    'Takes out what is in one of the others.',
  );
  defMethod(
    t,
    'symmetric_difference_update(self, other, /)',
    (self: PySet, other: Value) => {
      symmetricInto(self, other);
      return None;
    },
    'Takes out what other has too, and puts in what only other has.',
  );
}
