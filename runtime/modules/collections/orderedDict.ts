/**
 * collections.OrderedDict (CPython's odictobject.c): a dict that knows both of its ends.
 */
import { callMethod, instanceDict, lookupAttr } from '../../objects/attributes';
import { bareType, dictType, None, NotImplemented } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { equal, isTrue } from '../../objects/compare';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { dictEqual } from '../../objects/dictMethods';
import { PyDictView, viewTypes, type ViewKind } from '../../objects/dictViews';
import { keyError, newError, runtimeError, typeError } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { newGenericAlias } from '../../objects/genericAlias';
import { forEach, getIter, iterNext, toArray } from '../../objects/iteration';
import { Cmp, PyObject, type KwNames, type PyType, type Value } from '../../objects/object';
import { contains, getItem, setItem } from '../../objects/subscript';
import { guardedRepr, repr } from '../../objects/text';
import { defineType, defNew, disallowNew } from '../../objects/typeObject';
import { lookupBuiltin } from '../../objects/builtinsHook';
import { PyList, PyTuple } from '../../objects/values';

class PyOrderedDict extends PyDict {
  moveToFront(key: Value): void {
    const entries = this.entries();
    const at = this.find(key);
    const [k, v] = [this.keyAt(at), this.vals[at]!];
    this.clear();
    this.set(k, v);
    for (const [k2, v2] of entries) if (k2 !== k) this.set(k2, v2);
  }
}

class PyOrderedIter extends PyObject {
  pos: number;
  state: object;
  constructor(
    readonly of: PyOrderedDict,
    readonly kind: ViewKind,
    readonly reversed: boolean,
  ) {
    super(odictIteratorType);
    this.pos = reversed ? of.slots - 1 : 0;
    this.state = of.cacheLayout();
  }
  done = false;
}

function iterOrdered(self: Value): Value | undefined {
  const it = self as PyOrderedIter;
  if (it.done) return undefined;
  const d = it.of;
  if (d.cacheLayout() !== it.state) {
    it.done = true;
    throw runtimeError('OrderedDict mutated during iteration');
  }
  const i = it.reversed ? d.prevSlot(it.pos) : d.nextSlot(it.pos);
  if (i < 0) {
    it.done = true;
    return undefined;
  }
  it.pos = it.reversed ? d.prevSlot(i - 1) : d.nextSlot(i + 1);
  // After the last entry nobody looks whether there was a change.
  if (it.pos < 0) it.done = true;
  const key = d.keyAt(i);
  if (it.kind === 'key') return key;
  const v = d.cls === orderedDictType ? d.vals[i]! : getItem(d, key);
  return it.kind === 'value' ? v : new PyTuple([key, v]);
}

const odictIteratorType = defineType({
  name: 'odict_iterator',
  slots: { tp_iter: (self) => self, tp_iternext: iterOrdered },
  methods: {
    '__reduce__(self, /)': (self: PyOrderedIter) => {
      const copy = new PyOrderedIter(self.of, self.kind, self.reversed);
      copy.pos = self.pos;
      copy.done = self.done;
      const rest: Value[] = [];
      for (let v = iterNext(copy); v !== undefined; v = iterNext(copy)) rest.push(v);
      return new PyTuple([lookupBuiltin('iter'), new PyTuple([new PyList(rest)])]);
    },
  },
});

function viewType(kind: ViewKind, name: string): PyType {
  const t = bareType(name, viewTypes[kind]);
  t.isBase = false;
  disallowNew(t);
  t.tp_iter = (self) => new PyOrderedIter((self as PyDictView).of as PyOrderedDict, kind, false);
  defMethod(t, '__reversed__(self, /)', (self: PyDictView) => new PyOrderedIter(self.of as PyOrderedDict, kind, true));
  return t;
}

const odictViewTypes: Record<ViewKind, PyType> = {
  key: viewType('key', 'odict_keys'),
  value: viewType('value', 'odict_values'),
  item: viewType('item', 'odict_items'),
};

/** `update`: every item goes through `__setitem__` (CPython's mutablemapping_update). */
function updateMapping(self: PyDict, args: Value[], kw: KwNames): void {
  const nkw = kw?.length ?? 0;
  const npos = args.length - nkw;
  if (npos > 1) throw typeError(`update() takes at most 1 positional argument (${npos} given)`);
  if (npos === 1) {
    const other = args[0];
    if (other instanceof PyDict && other.cls === dictType) for (const [k, v] of other.entries()) setItem(self, k, v);
    else {
      const keys = lookupAttr(other, 'keys');
      if (keys !== undefined) forEach(call(keys), (k) => setItem(self, k, getItem(other, k)));
      else {
        const items = lookupAttr(other, 'items');
        addPairs(self, items === undefined ? other : call(items));
      }
    }
  }
  if (kw !== null) kw.forEach((k, i) => setItem(self, k, args[npos + i]));
}

function addPairs(self: PyDict, pairs: Value): void {
  forEach(pairs, (pair) => {
    const items = toArray(pair);
    if (items.length !== 2)
      throw newError(
        Exc.ValueError,
        items.length < 2
          ? `need more than ${items.length} value${items.length === 1 ? '' : 's'} to unpack`
          : 'too many values to unpack (expected 2)',
      );
    setItem(self, items[0], items[1]);
  });
}

function copyOf(self: PyOrderedDict): Value {
  if (self.cls === orderedDictType) {
    const out = new PyOrderedDict(orderedDictType);
    out.update(self);
    return out;
  }
  const out = call(self.cls);
  for (const k of self.keyList()) setItem(out, k, getItem(self, k));
  return out;
}

/** Comparing keys runs their `__eq__`, which must leave both dictionaries alone. */
function sameOrder(a: PyDict, b: PyDict): boolean {
  const layouts = [a.cacheLayout(), b.cacheLayout()];
  const ka = a.keyList();
  const kb = b.keyList();
  return (
    ka.length === kb.length &&
    ka.every((k, i) => {
      const same = equal(k, kb[i]);
      if (a.cacheLayout() !== layouts[0] || b.cacheLayout() !== layouts[1])
        throw runtimeError('OrderedDict mutated during iteration');
      return same;
    })
  );
}

export const orderedDictType = defineType({
  name: 'collections.OrderedDict',
  base: dictType,
  hasDict: true,
  doc: 'A dict whose order can be changed and counts when two are compared.',
  slots: {
    alloc: (cls) => new PyOrderedDict(cls),
    tp_init: (self, args, kw) => {
      const npos = args.length - (kw?.length ?? 0);
      if (npos > 1) throw typeError(`expected at most 1 arguments, got ${npos}`);
      updateMapping(self as PyDict, args, kw);
    },
    tp_iter: (self) => new PyOrderedIter(self as PyOrderedDict, 'key', false),
    tp_repr: (self) => {
      const d = self as PyOrderedDict;
      if (d.size === 0) return `${d.cls.name}()`;
      return guardedRepr(d, '...', () => {
        if (d.cls === orderedDictType) return `${d.cls.name}(${reprBare(d)})`;
        const items = toArray(callMethod(d, 'items')).map((pair) => {
          const [k, v] = toArray(pair);
          return `${repr(k)}: ${repr(v)}`;
        });
        return `${d.cls.name}({${items.join(', ')}})`;
      });
    },
    tp_richcompare: (a, b, op) => {
      if (op !== Cmp.EQ && op !== Cmp.NE) return NotImplemented;
      if (!(a instanceof PyDict && b instanceof PyDict)) return NotImplemented;
      const same = dictEqual(a, b) && (!(b instanceof PyOrderedDict) || sameOrder(a, b));
      return same === (op === Cmp.EQ);
    },
    mp_ass_subscript: (self, key, v) => {
      dictType.mp_ass_subscript!(self, key, v);
    },
    nb_or: (a, b) => {
      if (!(a instanceof PyDict && b instanceof PyDict)) return NotImplemented;
      const self = a instanceof PyOrderedDict ? a : (b as PyOrderedDict);
      const out = call(self.cls, [a]);
      updateMapping(out as PyDict, [b], null);
      return out;
    },
    nb_inplace_or: (a, b) => {
      updateMapping(a as PyDict, [b], null);
      return a;
    },
  },
  setup: (t) => {
    t.hasWeakref = true;
    defNew(t, (cls) => cls.alloc!(cls));
    defOrderedMethods(t);
  },
});

/** `{…}` without the guard, which is the caller's. */
function reprBare(d: PyDict): string {
  return `{${d
    .entries()
    .map(([k, v]) => `${repr(k)}: ${repr(v)}`)
    .join(', ')}}`;
}

/** A KeyError as CPython's PyErr_SetObject makes it: the items of a tuple become its arguments. */
function missingKey(key: Value): PyBaseException {
  return key instanceof PyTuple ? new PyBaseException(Exc.KeyError, [...key.items]) : keyError(key);
}

function defOrderedMethods(t: PyType): void {
  defMethod(
    t,
    'move_to_end(self, /, key, last=True)',
    (self: PyOrderedDict, key: Value, last: Value) => {
      const at = self.find(key);
      if (at < 0) throw missingKey(key);
      if (!isTrue(last)) {
        if (self.firstSlot() !== at) self.moveToFront(key);
      } else if (self.prevSlot(self.slots - 1) !== at) {
        const k = self.keyAt(at);
        const v = self.deleteAt(at);
        self.set(k, v);
      }
      return None;
    },
    'Makes a key the last, or the first if last is false; KeyError if it is missing.',
  );
  defMethod(
    t,
    'popitem(self, /, last=True)',
    (self: PyOrderedDict, last: Value) => {
      const atEnd = isTrue(last);
      const at = atEnd ? self.prevSlot(self.slots - 1) : self.firstSlot();
      if (at < 0) throw newError(Exc.KeyError, 'dictionary is empty');
      const k = self.keyAt(at);
      return new PyTuple(atEnd ? self.popLast()! : [k, self.deleteAt(at)]);
    },
    'Takes out the last item, or the first if last is false, as a pair; KeyError if the dictionary is empty.',
  );
  defMethod(
    t,
    'pop(self, /, key, default=<unrepresentable>)',
    (self: PyOrderedDict, key: Value, fallback: Value | undefined) => {
      const v = self.delete(key) ?? fallback;
      if (v === undefined) throw missingKey(key);
      return v;
    },
    'od.pop(key[, default]) -> value\n\nTakes out a key and gives its value; if it is missing, default, or KeyError without one.',
  );
  defMethod(
    t,
    'setdefault(self, /, key, default=None)',
    (self: PyOrderedDict, key: Value, fallback: Value) => {
      if (contains(self, key)) return getItem(self, key);
      setItem(self, key, fallback);
      return fallback;
    },
    'The value of key, which is set to default first if it is missing.',
  );
  defMethod(t, 'update(self, /, *args, **kwargs)!', (self: PyOrderedDict, args: Value[], kwargs: PyDict) => {
    const names = kwargs.keyList() as string[];
    updateMapping(self, [...args, ...kwargs.valueList()], names);
    return None;
  });
  defMethod(
    t,
    'clear(self, /)',
    (self: PyOrderedDict) => {
      self.clear();
      return None;
    },
    'Takes out all items.',
  );
  defMethod(t, 'copy(self, /)', copyOf, 'A new OrderedDict of the same items.');
  defMethod(t, 'keys(self, /)', (self: PyOrderedDict) => new PyDictView(self, 'key', odictViewTypes.key));
  defMethod(t, 'values(self, /)', (self: PyOrderedDict) => new PyDictView(self, 'value', odictViewTypes.value));
  defMethod(t, 'items(self, /)', (self: PyOrderedDict) => new PyDictView(self, 'item', odictViewTypes.item));
  defMethod(
    t,
    '__reversed__(self, /)',
    (self: PyOrderedDict) => new PyOrderedIter(self, 'key', true),
    'An iterator over the keys, the last first.',
  );
  defMethod(t, '__sizeof__(self, /)', (self: PyOrderedDict) => 200 + 48 * Math.max(8, self.size));
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyOrderedDict) => {
      const getState = lookupAttr(self, '__getstate__');
      const state = getState === undefined ? (self.dict === undefined ? None : instanceDict(self)!) : call(getState);
      return new PyTuple([self.cls, new PyTuple([]), state, None, getIter(callMethod(self, 'items'))]);
    },
    'For pickle.',
  );
  defClassMethod(
    t,
    'fromkeys(cls, /, iterable, value=None)',
    (cls: PyType, iterable: Value, value: Value) => {
      const d = call(cls);
      forEach(iterable, (k) => setItem(d, k, value));
      return d;
    },
    'A new OrderedDict with the items of iterable as keys, all with one value.',
  );
  defClassMethod(t, '__class_getitem__(cls, object, /)', (cls: PyType, item: Value) => newGenericAlias(cls, item));
  defGetSet(t, '__dict__', (self: PyOrderedDict) => instanceDict(self));
}
