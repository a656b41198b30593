/**
 * dict: slots and methods (CPython's dictobject.c; the storage is dict.ts, the views dictViews.ts).
 */
import { callMethod, lookupAttr } from './attributes';
import { dictType, None, NotImplemented } from './builtinTypes';
import { call, callSpecial } from './call';
import { equal } from './compare';
import { defClassMethod, defMethod } from './descriptors';
import { PyDict } from './dict';
import { installDictViews, PyDictIter, PyDictView } from './dictViews';
import { isError, keyError, newError, runtimeError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { dictDelete, dictGet, dictSet, dictSetDefault } from './hashErrors';
import { forEach, getIter, isSequence, iterNext, toArray } from './iteration';
import { Cmp, typeOf, type KwNames, type PyType, type Value } from './object';
import { getItem, setItem } from './subscript';
import { guardedRepr, repr } from './text';
import { defNew } from './typeObject';
import { PySet, PyTuple } from './values';
import { eachElement } from './setOrder';

/** `d[key]` of a dict or subclass: KeyError or `__missing__`. */
export function dictSubscript(d: PyDict, key: Value): Value {
  const v = dictGet(d, key);
  if (v !== undefined) return v;
  if (d.cls !== dictType) {
    const r = callSpecial(d, '__missing__', [key]);
    if (r !== undefined) return r;
  }
  throw keyError(key);
}

/** Is it a dict whose iteration is dict's own, so that its storage may be read directly? */
export function isPlainDict(v: Value): v is PyDict {
  return v instanceof PyDict && v.cls.tp_iter === dictType.tp_iter;
}

/** `d.update(other)`: a mapping (with `keys()`) or an iterable of pairs. */
export function updateDict(d: PyDict, other: Value): void {
  if (isPlainDict(other)) {
    mergeDict(d, other);
    return;
  }
  const keys = lookupAttr(other, 'keys');
  // Whether there is one is asked first, then it is called by its name, as dict_update_arg and PyMapping_Keys do.
  if (keys !== undefined) forEach(callMethod(other, 'keys'), (k) => dictSet(d, k, getItem(other, k)));
  else mergePairs(d, other, true);
}

export function mergeDict(d: PyDict, other: PyDict): void {
  if (d === other) return;
  if (d.slots === 0) {
    d.update(other);
    return;
  }
  const { size } = other;
  for (let i = 0; i < other.vals.length; i++) {
    const v = other.vals[i];
    if (v === undefined) continue;
    d.setFrom(other, i, v);
    if (other.size !== size) throw runtimeError('dict mutated during update');
  }
}

/** Merges an iterable of pairs (CPython's PyDict_MergeFromSeq2). */
export function mergePairs(d: PyDict, pairs: Value, override: boolean): void {
  const it = getIter(pairs);
  for (let n = 0; ; n++) {
    const item = iterNext(it);
    if (item === undefined) return;
    let pair: readonly Value[];
    if (item instanceof PyTuple && item.cls.tp_iter === typeOf(new PyTuple([])).tp_iter) pair = item.items;
    else {
      try {
        if (typeOf(item).tp_iter === null && !isSequence(item)) throw typeError('object is not iterable');
        pair = toArray(item);
      } catch (e) {
        if (isError(e, Exc.TypeError))
          callSpecial(e, 'add_note', [`Cannot convert dictionary update sequence element #${n} to a sequence`]);
        throw e;
      }
    }
    if (pair.length !== 2)
      throw valueError(`dictionary update sequence element #${n} has length ${pair.length}; 2 is required`);
    if (override || !d.has(pair[0])) dictSet(d, pair[0], pair[1]);
  }
}

/** Arguments of `dict(...)` and `update(...)`. */
export function updateFromCall(d: PyDict, args: Value[], kwnames: KwNames, name: string): void {
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = args.length - nkw;
  if (npos > 1) throw typeError(`${name} expected at most 1 argument, got ${npos}`);
  if (npos === 1) updateDict(d, args[0]);
  if (kwnames !== null) kwnames.forEach((k, i) => d.setStr(k, args[npos + i]));
}

export function reprDict(d: PyDict): string {
  if (d.size === 0) return '{}';
  return guardedRepr(d, '{...}', () => {
    const parts: string[] = [];
    for (let i = d.nextSlot(0); i >= 0; i = d.nextSlot(i + 1)) {
      const v = d.vals[i]!;
      parts.push(`${repr(d.keyAt(i))}: ${repr(v)}`);
    }
    return `{${parts.join(', ')}}`;
  });
}

/** Same keys with equal values. */
export function dictEqual(a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  for (let i = 0; i < a.vals.length; i++) {
    const v = a.vals[i];
    if (v === undefined) continue;
    const at = b.findFrom(a, i);
    if (at < 0 || !equal(v, b.vals[at]!)) return false;
  }
  return true;
}

export function copyDict(d: PyDict): PyDict {
  const out = new PyDict();
  updateDict(out, d);
  return out;
}

export function installDict(): void {
  const t = dictType;
  t.doc =
    'dict(**items) -> dict\ndict(mapping, **items) -> dict\ndict(pairs, **items) -> dict\n\nA table of values by key: copied from a mapping or made of (key, value) pairs, with the keywords added.';
  t.alloc = (cls) => new PyDict(cls);
  defNew(t, (cls) => cls.alloc!(cls));
  t.tp_init = (self, args, kw) => updateFromCall(self as PyDict, args, kw, 'dict');
  t.tp_repr = (self) => reprDict(self as PyDict);
  t.tp_richcompare = (a, b, op) => {
    if (!(a instanceof PyDict && b instanceof PyDict) || (op !== Cmp.EQ && op !== Cmp.NE)) return NotImplemented;
    return dictEqual(a, b) === (op === Cmp.EQ);
  };
  t.tp_iter = (self) => new PyDictIter(self as PyDict, 'key');
  t.sq_length = (self) => (self as PyDict).size;
  t.sq_contains = (self, key) => dictGet(self as PyDict, key) !== undefined;
  t.mp_subscript = (self, key) => dictSubscript(self as PyDict, key);
  t.mp_ass_subscript = (self, key, value) => {
    if (value !== undefined) dictSet(self as PyDict, key, value);
    else if (dictDelete(self as PyDict, key) === undefined) throw keyError(key);
  };
  t.nb_or = (a, b) => {
    if (!(a instanceof PyDict && b instanceof PyDict)) return NotImplemented;
    // The left operand's own copy(), as CPython's dict_or: the result is a plain dict.
    const out = copyDict(a);
    updateDict(out, b);
    return out;
  };
  t.nb_inplace_or = (a, b) => {
    updateDict(a as PyDict, b);
    return a;
  };
  defMethods();
  installDictViews();
}

function defMethods(): void {
  const t = dictType;
  defMethod(t, '__contains__(self, key, /)', (self: PyDict, key: Value) => dictGet(self, key) !== undefined);
  defMethod(t, '__getitem__(self, key, /)', dictSubscript);
  defMethod(
    t,
    'get(self, key, default=None, /)',
    (self: PyDict, key: Value, fallback: Value) => dictGet(self, key) ?? fallback,
    'The value of key, or default if it is missing.',
  );
  defMethod(
    t,
    'setdefault(self, key, default=None, /)',
    (self: PyDict, key: Value, fallback: Value) => {
      return dictSetDefault(self, key, fallback);
    },
    'The value of key, which is set to default first if it is missing.',
  );
  defMethod(
    t,
    'pop(self, key, default=<unrepresentable>, /)',
    (self: PyDict, key: Value, fallback: Value | undefined) => {
      // An empty one does not ask for the key's hash.
      const v = (self.size === 0 ? undefined : dictDelete(self, key)) ?? fallback;
      if (v === undefined) throw keyError(key);
      return v;
    },
    'D.pop(key[, default]) -> value\n\nTakes out a key and gives its value; if it is missing, default, or KeyError without one.',
  );
  defMethod(
    t,
    'popitem(self, /)',
    (self: PyDict) => {
      const last = self.popLast();
      if (last === undefined) throw newError(Exc.KeyError, 'popitem(): dictionary is empty');
      return new PyTuple(last);
    },
    'Takes out the item added last and gives it as a (key, value) tuple; KeyError if the dictionary is empty.',
  );
  defMethod(t, 'keys(self, /)', (self: PyDict) => new PyDictView(self, 'key'), 'A view of the keys, usable as a set.');
  defMethod(t, 'values(self, /)', (self: PyDict) => new PyDictView(self, 'value'), 'A view of the values.');
  defMethod(
    t,
    'items(self, /)',
    (self: PyDict) => new PyDictView(self, 'item'),
    'A view of the (key, value) pairs, usable as a set.',
  );
  defMethod(
    t,
    'update(self, /, *args, **kwargs)!',
    (self: PyDict, args: Value[], kwargs: PyDict) => {
      if (args.length > 1) throw typeError(`update expected at most 1 argument, got ${args.length}`);
      if (args.length === 1) updateDict(self, args[0]);
      if (kwargs.size > 0) mergeDict(self, kwargs);
      return None;
    },
    'D.update([other, ]**items) -> None\n\nSets all keys that a mapping (anything with keys()) or an iterable of pairs has, then the keywords.',
  );
  defMethod(
    t,
    'clear(self, /)',
    (self: PyDict) => {
      self.clear();
      return None;
    },
    'Takes out all items.',
  );
  defMethod(t, 'copy(self, /)', (self: PyDict) => copyDict(self), 'A new dict of the same items.');
  defClassMethod(
    t,
    'fromkeys(cls, iterable, value=None, /)',
    (cls: PyType, iterable: Value, value: Value) => {
      const d = call(cls);
      if (d instanceof PyDict && d.cls === dictType) {
        if (iterable instanceof PySet)
          eachElement(iterable, (i) => {
            d.setFrom(iterable.data, i, value);
          });
        else if (isPlainDict(iterable))
          for (let i = iterable.nextSlot(0); i >= 0; i = iterable.nextSlot(i + 1)) d.setFrom(iterable, i, value);
        else forEach(iterable, (k) => dictSet(d, k, value));
      } else forEach(iterable, (k) => setItem(d, k, value));
      return d;
    },
    'A new dictionary with the items of iterable as keys, all with one value.',
  );
  defMethod(
    t,
    '__reversed__(self, /)',
    (self: PyDict) => new PyDictIter(self, 'key', true),
    'An iterator over the keys, the last first.',
  );
  defMethod(
    t,
    '__sizeof__(self, /)',
    (self: PyDict) => 64 + 24 * Math.max(8, self.size),
    'An estimate of the memory taken, in bytes.',
  );
}
