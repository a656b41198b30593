/**
 * set and frozenset (CPython's setobject.c). Elements are the keys of a PyDict.
 *
 * DIFFERS: iteration is in insertion order; CPython's order depends on hashes.
 */
import { callMethod } from './attributes';
import { frozensetType, None, NotImplemented, setType } from './builtinTypes';
import { hash } from './compare';
import { defMethod } from './descriptors';
import { markTupleLike, PyDict } from './dict';
import { keyError, newError, runtimeError } from './errors';
import { Exc } from './exceptionTypes';
import { elementHash, setAdd, setHas, setRemove } from './hashErrors';
import { lookupBuiltin } from './builtinsHook';
import { forEach } from './iteration';
import { nativeIterator } from './nativeIterator';
import { Cmp, isSubtype, PyObject, typeOf, type Int, type PyType, type Value } from './object';
import { reprItems } from './sequence';
import { guardedRepr } from './text';
import { NativeSpec } from './native';
import { defNew, defNewSig } from './typeObject';
import { normInt, PyList, PySet, PyTuple } from './values';

const dataOf = (v: Value): PyDict => (v as PySet).data;

/** Elements of any iterable as storage; a set's own is returned as it is. */
function elementsOf(v: Value): PyDict {
  if (v instanceof PySet) return v.data;
  const s = new PySet();
  addAll(s, v);
  return s.data;
}

const isExactDict = (v: Value): v is PyDict => v instanceof PyDict && v.cls === PyDict.type;

export function addAll(s: PySet, iterable: Value): void {
  if (iterable instanceof PySet) copyInto(s.data, iterable.data);
  else if (isExactDict(iterable)) setEach(s.data, iterable);
  else forEach(iterable, (v) => setAdd(s, v));
}

/** Calls `f` with the position of each element, of those there were at the start: a comparison may change the set. */
function eachKey(d: PyDict, f: (i: number) => void): void {
  const end = d.slots;
  for (let i = d.nextSlot(0); i >= 0 && i < end; i = d.nextSlot(i + 1)) f(i);
}

function setEach(to: PyDict, from: PyDict): void {
  eachKey(from, (i) => {
    to.setFrom(from, i, true);
  });
}

/** Into an empty set nothing is compared, as in CPython's set_merge. */
function copyInto(to: PyDict, from: PyDict): void {
  if (to === from) return;
  if (to.slots === 0) to.update(from);
  else setEach(to, from);
}

function newSet(cls: PyType, data?: PyDict): PySet {
  const s = new PySet(cls);
  if (data !== undefined) copyInto(s.data, data);
  return s;
}

/** The type of a result: set or frozenset, as the left operand derives from. */
function resultType(v: Value): PyType {
  return isSubtype(typeOf(v), frozensetType) ? frozensetType : setType;
}

function copyOf(v: Value): PySet {
  return newSet(resultType(v), dataOf(v));
}

/** Is every element of `a` in `b`? */
function subset(a: PyDict, b: PyDict): boolean {
  if (a.size > b.size) return false;
  for (let i = a.nextSlot(0); i >= 0; i = a.nextSlot(i + 1)) if (b.findFrom(a, i) < 0) return false;
  return true;
}

export function intersection(a: Value, other: Value): PySet {
  if (a === other) return copyOf(a);
  const out = new PySet(resultType(a));
  const data = dataOf(a);
  if (other instanceof PySet) {
    // The smaller is walked, and the elements of `other` are kept where it is the smaller (as CPython does).
    const [walk, ask] = other.data.size > data.size ? [data, other.data] : [other.data, data];
    eachKey(walk, (i) => {
      if (ask.findFrom(walk, i) >= 0) out.data.setFrom(walk, i, true);
    });
  } else
    forEach(other, (v) => {
      const h = elementHash(v);
      if (data.findWith(v, h) >= 0) out.data.setWith(v, h, true);
    });
  return out;
}

/** CPython's set_difference: the smaller side is walked where the other can be asked. */
function difference(a: Value, other: Value): PySet {
  const data = dataOf(a);
  const drop = other instanceof PySet ? other.data : isExactDict(other) ? other : undefined;
  if (drop === undefined || data.size >> 2 > drop.size) {
    const rest = copyOf(a);
    removeAll(rest, other);
    return rest;
  }
  const out = new PySet(resultType(a));
  eachKey(data, (i) => {
    if (drop.findFrom(data, i) < 0) out.data.setFrom(data, i, true);
  });
  return out;
}

function removeAll(s: PySet, other: Value): void {
  if (other === s) s.data.clear();
  else if (other instanceof PySet)
    eachKey(other.data, (i) => {
      dropFrom(s.data, other.data, i);
    });
  else forEach(other, (v) => setRemove(s, v));
}

/** Removes the element at a position of another set; false if it was not there. */
function dropFrom(d: PyDict, other: PyDict, i: number): boolean {
  const at = d.findFrom(other, i);
  if (at < 0) return false;
  d.deleteAt(at);
  return true;
}

export function symmetricInto(s: PySet, other: Value): void {
  if (other === s) {
    s.data.clear();
    return;
  }
  const from = isExactDict(other) ? other : elementsOf(other);
  eachKey(from, (i) => {
    if (!dropFrom(s.data, from, i)) s.data.setFrom(from, i, true);
  });
}

/** A set as an element to look for stands for a frozenset of the same elements. */
function searchKey(self: PySet, key: Value, look: (self: PySet, key: Value) => boolean): boolean {
  try {
    return look(self, key);
  } catch (e) {
    if (key instanceof PySet && key.cls.tp_hash === null) return look(self, newSet(frozensetType, key.data));
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
    const items = `{${reprItems(s.data.keyList())}}`;
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
  data: PyDict | undefined;
  pos = 0;
  size: number;
  remaining: number;
  constructor(data: PyDict) {
    super(setIterType);
    this.data = data;
    this.size = this.remaining = data.size;
  }
}

export const setIterType = nativeIterator('set_iterator', (self) => {
  const it = self as PySetIter;
  const { data } = it;
  if (data === undefined) return undefined;
  if (it.size !== data.size) {
    it.size = -1;
    throw runtimeError('Set changed size during iteration');
  }
  const i = data.nextSlot(it.pos);
  if (i < 0) {
    it.data = undefined;
    return undefined;
  }
  it.pos = i + 1;
  it.remaining--;
  return data.keyAt(i);
});

const both = (a: Value, b: Value): boolean => a instanceof PySet && b instanceof PySet;

function defShared(t: PyType): void {
  t.alloc = (cls) => new PySet(cls);
  t.tp_repr = reprSet;
  t.tp_richcompare = compareSets;
  t.tp_iter = setIter;
  t.sq_length = (self) => dataOf(self).size;
  t.sq_contains = contains;
  t.nb_and = (a, b) => (both(a, b) ? intersection(a, b) : NotImplemented);
  t.nb_or = (a, b) => {
    if (!both(a, b)) return NotImplemented;
    const s = copyOf(a);
    if (a !== b) copyInto(s.data, dataOf(b));
    return s;
  };
  t.nb_subtract = (a, b) => (both(a, b) ? difference(a, b) : NotImplemented);
  t.nb_xor = (a, b) => {
    if (!both(a, b)) return NotImplemented;
    const s = copyOf(a);
    symmetricInto(s, b);
    return s;
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
    (self: PySet, other: Value) => {
      const s = copyOf(self);
      symmetricInto(s, other);
      return s;
    },
    'A new set of what is in exactly one of this set and other.',
  );
  defMethod(
    t,
    'issubset(self, other, /)',
    (self: PySet, other: Value) => {
      if (other instanceof PySet) return subset(self.data, other.data);
      return intersection(newSet(setType, self.data), other).data.size === self.data.size;
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
      return new PyTuple([self.cls, new PyTuple([new PyList(self.data.keyList())]), dict]);
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

const setIter = (self: Value): Value => new PySetIter(dataOf(self));
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

function replace(s: PySet, data: PyDict): void {
  if (data === s.data) return;
  s.data.clear();
  copyInto(s.data, data);
}

export function installSet(): void {
  setType.doc = 'A set: values that are hashable, each once, in no order.';
  frozensetType.doc = "A set that can't be changed and is hashable itself.";
  defShared(setType);
  defShared(frozensetType);
  markTupleLike(setType);
  defNew(setType, (cls) => cls.alloc!(cls));
  const init = new NativeSpec('set(self, iterable=(), /)', (self: PySet, iterable: Value) => {
    if (self.data.size > 0 && iterable !== self) self.data.clear();
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
  defInplace('nb_inplace_and', (s, o) => replace(s, intersection(s, o).data));
  defInplace('nb_inplace_subtract', removeAll);
  defInplace('nb_inplace_xor', symmetricInto);
  defSetMethods();
  defMethod(setIterType, '__length_hint__(self, /)', (self: PySetIter) =>
    self.data === undefined || self.size !== self.data.size ? 0 : self.remaining,
  );
  defMethod(setIterType, '__reduce__(self, /)', (self: PySetIter) => {
    const rest: Value[] = [];
    if (self.data !== undefined)
      for (let i = self.data.nextSlot(self.pos); i >= 0; i = self.data.nextSlot(i + 1)) rest.push(self.data.keyAt(i));
    return new PyTuple([lookupBuiltin('iter'), new PyTuple([new PyList(rest)])]);
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
      const i = self.data.firstSlot();
      if (i < 0) throw newError(Exc.KeyError, 'pop from an empty set');
      const k = self.data.keyAt(i);
      self.data.deleteAt(i);
      return k;
    },
    'Takes out some element and gives it; KeyError if there is none.',
  );
  defMethod(
    t,
    'clear(self, /)',
    (self: PySet) => {
      self.data.clear();
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
      replace(self, others.reduce<PySet>((s, o) => intersection(s, o), self).data);
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
