/**
 * enumerate, zip, map, filter, reversed and iter(callable, sentinel) (CPython's enumobject.c, bltinmodule.c, iterobject.c).
 */
import {
  callableIteratorType,
  enumerateType,
  filterType,
  iteratorType,
  mapType,
  None,
  reversedType,
  zipType,
} from './builtinTypes';
import { call, lookupSpecial } from './call';
import { equal, isTrue } from './compare';
import { defClassMethod, defMethod } from './descriptors';
import { isError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { splitKeywords } from './exceptionMethods';
import { newGenericAlias } from './genericAlias';
import { lookupBuiltin } from './builtinsHook';
import { getIter, isSequence, type PySeqIter } from './iteration';
import { typeLookup } from './lookup';
import { binaryOp } from './operators';
import { PyObject, typeOf, type Int, type KwNames, type PyType, type Value } from './object';
import { getItem, length, lengthHint } from './subscript';
import { clipSsize, toIndex } from './toIndex';
import { defNew, defNewSig } from './typeObject';
import { emptyTuple, PyTuple } from './values';

const next = (it: Value): Value | undefined => typeOf(it).tp_iternext!(it);

class PyEnumerate extends PyObject {
  it!: Value;
  count: Int = 0;
}

class PyZip extends PyObject {
  its: Value[] = [];
  strict = false;
}

class PyMap extends PyObject {
  func!: Value;
  its: Value[] = [];
  strict = false;
}

class PyFilter extends PyObject {
  func!: Value;
  it!: Value;
}

class PyReversed extends PyObject {
  seq: Value | undefined;
  index = 0;
}

class PyCallableIter extends PyObject {
  constructor(
    public func: Value | undefined,
    public sentinel: Value,
  ) {
    super(callableIteratorType);
  }
}

export const newCallableIter = (func: Value, sentinel: Value): Value => new PyCallableIter(func, sentinel);

function onlyKeyword(name: string, args: Value[], kw: KwNames, allowed: string): [Value[], Value | undefined] {
  const [positional, keywords] = splitKeywords(args, kw);
  if (keywords.size > 1) throw typeError(`${name}() takes at most 1 keyword argument (${keywords.size} given)`);
  for (const k of keywords.keys())
    if (k !== allowed) throw typeError(`${name}() got an unexpected keyword argument '${k}'`);
  return [positional, keywords.get(allowed)];
}

const classGetItem = (t: PyType): void => {
  defClassMethod(
    t,
    '__class_getitem__(cls, object, /)',
    (cls: PyType, item: Value) => newGenericAlias(cls, item),
    'See PEP 585',
  );
};

/** What `enumerate` says of a wrong call; its subclasses say what other types do (CPython's enumerate_vectorcall). */
function checkEnumerateCall(args: Value[], kw: KwNames): void {
  const names = kw ?? [];
  const positional = args.length - names.length;
  if (positional === 0 && names.length !== 1 && names.length !== 2)
    throw typeError("enumerate() missing required argument 'iterable'");
  if (args.length > 2) throw typeError(`enumerate() takes at most 2 arguments (${args.length} given)`);
  const expected =
    names[0] === 'start' && names.length === 2 ? ['start', 'iterable'] : ['iterable', 'start'].slice(positional);
  const wrong = names.find((name, i) => name !== expected[i]);
  if (wrong !== undefined) throw typeError(`'${wrong}' is an invalid keyword argument for enumerate()`);
}

function installEnumerate(): void {
  const t = enumerateType;
  t.doc = 'Pairs (number, item) for the items of iterable, counted from start.';
  t.alloc = (cls) => new PyEnumerate(cls);
  defNewSig(t, '(cls, iterable, start=0)', (cls: PyType, iterable: Value, start: Value) => {
    const e = cls.alloc!(cls) as PyEnumerate;
    e.count = toIndex(start);
    e.it = getIter(iterable);
    return e;
  });
  const make = t.tp_new!;
  t.tp_new = (cls, args, kw) => {
    if (cls === t) checkEnumerateCall(args, kw);
    return make(cls, args, kw);
  };
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => {
    const e = self as PyEnumerate;
    const v = next(e.it);
    if (v === undefined) return undefined;
    const n = e.count;
    e.count = typeof n === 'number' && n < Number.MAX_SAFE_INTEGER ? n + 1 : (binaryOp(n, 1, 'nb_add') as Int);
    return new PyTuple([n, v]);
  };
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyEnumerate) => new PyTuple([self.cls, new PyTuple([self.it, self.count])]),
    'For pickle.',
  );
  classGetItem(t);
}

/** Raises if `strict` iterators are not all at their ends: `i` was the first to end. */
function checkStrict(name: string, its: Value[], i: number): void {
  const plural = (n: number): string => (n === 1 ? 'argument 1' : `arguments 1-${n}`);
  if (i > 0) throw valueError(`${name}() argument ${i + 1} is shorter than ${plural(i)}`);
  for (let j = 1; j < its.length; j++) {
    if (next(its[j]) !== undefined) throw valueError(`${name}() argument ${j + 1} is longer than ${plural(j)}`);
  }
}

/** One item from each iterator; undefined when one has ended. */
function nextOfEach(name: string, its: Value[], strict: boolean): Value[] | undefined {
  const out: Value[] = [];
  for (let i = 0; i < its.length; i++) {
    const v = next(its[i]);
    if (v === undefined) {
      if (strict) checkStrict(name, its, i);
      return undefined;
    }
    out.push(v);
  }
  return out;
}

function defStrictState(t: PyType): void {
  defMethod(
    t,
    '__setstate__(self, object, /)',
    (self: PyZip | PyMap, state: Value) => {
      self.strict = isTrue(state);
      return None;
    },
    'For pickle.',
  );
}

function installZip(): void {
  const t = zipType;
  t.doc =
    'Tuples of one item from every iterable, up to the end of the shortest.\n\nstrict=True raises ValueError if they are not equally long.';
  t.alloc = (cls) => new PyZip(cls);
  defNew(t, (cls, args, kw) => {
    const [its, strict] = onlyKeyword('zip', args, kw, 'strict');
    const z = cls.alloc!(cls) as PyZip;
    z.strict = strict !== undefined && isTrue(strict);
    z.its = its.map(getIter);
    return z;
  });
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => {
    const z = self as PyZip;
    if (z.its.length === 0) return undefined;
    const items = nextOfEach('zip', z.its, z.strict);
    return items === undefined ? undefined : new PyTuple(items);
  };
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyZip) => new PyTuple([self.cls, new PyTuple(self.its), ...(self.strict ? [true] : [])]),
  );
  defStrictState(t);
}

function installMap(): void {
  const t = mapType;
  t.doc =
    'function(item), or function(a, b, ...) with an item from every iterable, up to the end of the shortest.\n\nstrict=True raises ValueError if they are not equally long.';
  t.alloc = (cls) => new PyMap(cls);
  defNew(t, (cls, args, kw) => {
    const [positional, strict] = onlyKeyword('map', args, kw, 'strict');
    if (positional.length < 2) throw typeError('map() must have at least two arguments.');
    const m = cls.alloc!(cls) as PyMap;
    m.strict = strict !== undefined && isTrue(strict);
    m.func = positional[0];
    m.its = positional.slice(1).map(getIter);
    return m;
  });
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => {
    const m = self as PyMap;
    if (m.its.length === 1) {
      const v = next(m.its[0]);
      return v === undefined ? undefined : call(m.func, [v]);
    }
    const items = nextOfEach('map', m.its, m.strict);
    return items === undefined ? undefined : call(m.func, items);
  };
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyMap) => new PyTuple([self.cls, new PyTuple([self.func, ...self.its]), ...(self.strict ? [true] : [])]),
  );
  defStrictState(t);
}

function installFilter(): void {
  const t = filterType;
  t.doc = 'The items that function finds true, or that are so themselves with None as function.';
  t.alloc = (cls) => new PyFilter(cls);
  defNew(t, (cls, args, kw) => {
    if (kw !== null && kw.length > 0) throw typeError('filter() takes no keyword arguments');
    if (args.length !== 2) throw typeError(`filter expected 2 arguments, got ${args.length}`);
    const f = cls.alloc!(cls) as PyFilter;
    [f.func] = args;
    f.it = getIter(args[1]);
    return f;
  });
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => {
    const f = self as PyFilter;
    for (;;) {
      const v = next(f.it);
      if (v === undefined) return undefined;
      if (isTrue(f.func === None ? v : call(f.func, [v]))) return v;
    }
  };
  defMethod(t, '__reduce__(self, /)', (self: PyFilter) => new PyTuple([self.cls, new PyTuple([self.func, self.it])]));
}

function installReversed(): void {
  const t = reversedType;
  t.doc = 'An iterator over a sequence from its end, or what object.__reversed__() gives.';
  t.alloc = (cls) => new PyReversed(cls);
  defNewSig(t, '(cls, object, /)', (cls: PyType, seq: Value) => {
    if (typeLookup(typeOf(seq), '__reversed__') === None)
      throw typeError(`'${typeOf(seq).tpName}' object is not reversible`);
    const f = lookupSpecial(seq, '__reversed__');
    if (f !== undefined) return call(f);
    if (!isSequence(seq)) throw typeError(`'${typeOf(seq).tpName}' object is not reversible`);
    const r = cls.alloc!(cls) as PyReversed;
    r.index = length(seq) - 1;
    r.seq = seq;
    return r;
  });
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => {
    const r = self as PyReversed;
    if (r.seq === undefined) return undefined;
    if (r.index >= 0) {
      try {
        return getItem(r.seq, r.index--);
      } catch (e) {
        r.seq = undefined;
        r.index = -1;
        if (isError(e, Exc.IndexError) || isError(e, Exc.StopIteration)) return undefined;
        throw e;
      }
    }
    r.seq = undefined;
    return undefined;
  };
  defMethod(t, '__length_hint__(self, /)', (self: PyReversed) => {
    if (self.seq === undefined) return 0;
    return length(self.seq) < self.index + 1 ? 0 : self.index + 1;
  });
  defMethod(t, '__reduce__(self, /)', (self: PyReversed) =>
    self.seq === undefined
      ? new PyTuple([self.cls, new PyTuple([emptyTuple])])
      : new PyTuple([self.cls, new PyTuple([self.seq]), self.index]),
  );
  defMethod(t, '__setstate__(self, object, /)', (self: PyReversed, state: Value) => {
    if (self.seq !== undefined) self.index = Math.max(-1, Math.min(clipSsize(toIndex(state)), length(self.seq) - 1));
    return None;
  });
}

function installCallableIterator(): void {
  const t = callableIteratorType;
  t.isBase = false;
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => {
    const it = self as PyCallableIter;
    if (it.func === undefined) return undefined;
    let v: Value;
    try {
      v = call(it.func);
    } catch (e) {
      if (!isError(e, Exc.StopIteration)) throw e;
      it.func = undefined;
      return undefined;
    }
    // The call may have ended the iterator itself.
    if (it.func === undefined) return undefined;
    if (!equal(it.sentinel, v)) return v;
    it.func = undefined;
    return undefined;
  };
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyCallableIter) =>
      new PyTuple([
        lookupBuiltin('iter'),
        new PyTuple(self.func === undefined ? [emptyTuple] : [self.func, self.sentinel]),
      ]),
  );
}

function installSequenceIterator(): void {
  const t = iteratorType;
  t.isBase = false;
  defMethod(t, '__length_hint__(self, /)', (self: PySeqIter) => {
    if (self.seq === undefined) return 0;
    return typeOf(self.seq).sq_length === null ? lengthHint(self.seq, 0) : Math.max(0, length(self.seq) - self.index);
  });
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PySeqIter) =>
      new PyTuple([
        lookupBuiltin('iter'),
        ...(self.seq === undefined ? [new PyTuple([emptyTuple])] : [new PyTuple([self.seq]), self.index]),
      ]),
  );
  defMethod(t, '__setstate__(self, object, /)', (self: PySeqIter, state: Value) => {
    if (self.seq !== undefined) self.index = Math.max(0, clipSsize(toIndex(state)));
    return None;
  });
}

export function installLazyIterators(): void {
  installEnumerate();
  installZip();
  installMap();
  installFilter();
  installReversed();
  installCallableIterator();
  installSequenceIterator();
}
