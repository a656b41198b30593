/**
 * The wrapper behind functools.lru_cache (CPython's lru_cache_object).
 */
import { getAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { typeError } from '../../objects/errors';
import { PyMethod } from '../../objects/function';
import { PyObject, typeOf, type KwNames, type PyType, type Value } from '../../objects/object';
import { indexOrUndefined, toSsize } from '../../objects/toIndex';
import { defineType, defNewSig } from '../../objects/typeObject';
import { isTrue } from '../../objects/compare';
import { PyTuple } from '../../objects/values';

/** A result in the ring of results by age; the root stands between youngest and oldest. */
class Link extends PyObject {
  prev: Link = this;
  next: Link = this;
  constructor(
    cls: PyType,
    readonly key: Value,
    readonly result: Value,
  ) {
    super(cls);
  }
}

class PyLruCache extends PyObject {
  func: Value = None;
  /** -1: no bound; 0: nothing is kept. */
  maxsize = 0;
  typed = false;
  cacheInfo: Value = None;
  cache = new PyDict();
  hits = 0;
  misses = 0;
  readonly root: Link;
  constructor(cls: PyType) {
    super(cls);
    this.root = new Link(cls, None, None);
  }
}

/** Separates positional from keyword arguments in a key. */
const mark = new PyTuple(['keywords follow']);

function makeKey(args: Value[], kwnames: KwNames, typed: boolean): Value {
  if (kwnames === null && !typed) {
    if (
      args.length === 1 &&
      (typeof args[0] === 'string' || typeof args[0] === 'number' || typeof args[0] === 'bigint')
    )
      return args[0];
    return new PyTuple(args);
  }
  const nkw = kwnames === null ? 0 : kwnames.length;
  const npos = args.length - nkw;
  const key: Value[] = args.slice(0, npos);
  if (nkw > 0) key.push(mark);
  for (let i = 0; i < nkw; i++) key.push(kwnames![i], args[npos + i]);
  if (typed) for (const v of args) key.push(typeOf(v));
  return new PyTuple(key);
}

function unlink(l: Link): void {
  l.prev.next = l.next;
  l.next.prev = l.prev;
}

function append(self: PyLruCache, l: Link): void {
  const { root } = self;
  const last = root.prev;
  last.next = l;
  l.prev = last;
  l.next = root;
  root.prev = l;
}

function lruCall(v: Value, args: Value[], kwnames: KwNames): Value {
  const self = v as PyLruCache;
  if (self.maxsize === 0) {
    self.misses++;
    return call(self.func, args, kwnames);
  }
  const key = makeKey(args, kwnames, self.typed);
  const found = self.cache.get(key);
  if (self.maxsize < 0) {
    if (found !== undefined) {
      self.hits++;
      return found;
    }
    self.misses++;
    const result = call(self.func, args, kwnames);
    self.cache.set(key, result);
    return result;
  }
  if (found !== undefined) {
    const l = found as Link;
    unlink(l);
    append(self, l);
    self.hits++;
    return l.result;
  }
  self.misses++;
  const result = call(self.func, args, kwnames);
  // The call may have cached this key itself.
  if (self.cache.has(key)) return result;
  if (self.cache.size >= self.maxsize) {
    const oldest = self.root.next;
    unlink(oldest);
    self.cache.delete(oldest.key);
  }
  const l = new Link(self.cls, key, result);
  append(self, l);
  self.cache.set(key, l);
  return result;
}

function clear(self: PyLruCache): void {
  self.cache.clear();
  self.root.prev = self.root.next = self.root;
  self.hits = self.misses = 0;
}

export const lruCacheWrapperType = defineType({
  name: 'functools._lru_cache_wrapper',
  isBase: false,
  doc: 'A function that keeps the results of earlier calls by their arguments.\n\nmaxsize is how many are kept (None: all, 0: none), typed tells 1 and 1.0 apart, cache_info_type is what cache_info() gives.',
  hasDict: true,
  slots: {
    alloc: (cls) => new PyLruCache(cls),
    tp_call: lruCall,
    tp_descr_get: (self, obj) => (obj === undefined || obj === None ? self : new PyMethod(self, obj)),
  },
  setup: (t) => {
    t.hasWeakref = true;
    defNewSig(
      t,
      '(cls, user_function, maxsize, typed, cache_info_type)',
      (cls: PyType, func: Value, maxsize: Value, typed: Value, info: Value) => {
        if (typeOf(func).tp_call === null) throw typeError('the first argument must be callable');
        const self = cls.alloc!(cls) as PyLruCache;
        if (maxsize === None) self.maxsize = -1;
        else {
          const n = indexOrUndefined(maxsize);
          if (n === undefined) throw typeError('maxsize should be integer or None');
          self.maxsize = Math.max(0, toSsize(n));
        }
        self.func = func;
        self.typed = isTrue(typed);
        self.cacheInfo = info;
        return self;
      },
    );
    defMethod(
      t,
      'cache_info(self, /)',
      (self: PyLruCache) =>
        call(self.cacheInfo, [self.hits, self.misses, self.maxsize < 0 ? None : self.maxsize, self.cache.size]),
      'How often the cache had the result and had not, its bound and its size.',
    );
    defMethod(
      t,
      'cache_clear(self, /)',
      (self: PyLruCache) => {
        clear(self);
        return None;
      },
      'Forgets all results and sets the counts to zero.',
    );
    defMethod(t, '__reduce__(self, /)', (self: PyLruCache) => getAttr(self, '__qualname__'));
    defMethod(t, '__copy__(self, /)', (self: PyLruCache) => self);
    defMethod(t, '__deepcopy__(self, memo, /)', (self: PyLruCache) => self);
  },
});
