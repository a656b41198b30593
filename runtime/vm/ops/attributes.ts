/**
 * LOAD_ATTR, LOAD_METHOD, STORE_ATTR and LOAD_GLOBAL with their inline caches.
 *
 * A cache entry remembers the type's version and the layout of the instance dictionary under which it is right, so the
 * common case touches no hash table. An instruction that sees objects of several classes has several entries, the newest
 * first. What does not fit a cache takes the full protocol each time.
 */
import {
  genericGetAttr,
  genericSetAttr,
  getAttr,
  instanceDict,
  newInstanceDict,
  noAttribute,
  sayingWhat,
  setAttr,
} from '../../objects/attributes';
import {
  functionType,
  memberDescriptorType,
  methodDescriptorType,
  moduleType,
  propertyType,
} from '../../objects/builtinTypes';
import { PyMember, type PyProperty } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { isError, nameError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { PyFunction } from '../../objects/function';
import { addField, fieldAt, setFieldAt, setOwnField } from '../../objects/inlineValues';
import { typeLookup } from '../../objects/lookup';
import { type PyInstance, PyType, typeOf, type PyObject, type Value } from '../../objects/object';
import { getItem } from '../../objects/subscript';
import { typeGetAttr } from '../../objects/typeObject';
import type { Shape } from '../../objects/shape';
import type { ExecCode } from '../execCode';

/** How a cached attribute is found. */
export const enum Where {
  /** In the object's dictionary at `index`. */
  Dict,
  /** In the instance itself, at `index` of its shape. */
  Field,
  /** In `__slots__` storage at `index`. */
  Slot,
  /** `value` itself: a class attribute that is no descriptor. */
  Class,
  /** The same of an instance that has its attributes itself. */
  ClassOfInstance,
  /** `value` is a property's getter, a Python function. */
  Property,
}

/** So many entries an instruction has at most. */
const MOST_ENTRIES = 6;

/** One entry of an instruction's cache; `next` leads to the others. */
interface Entry {
  next: Entry | null;
}

/** Puts a new entry before the others of its instruction, of which the oldest makes room. */
function remember(x: ExecCode, at: number, entry: Entry): void {
  let last = (entry.next = (x.caches[at] as Entry | undefined) ?? null);
  for (let i = 2; i < MOST_ENTRIES && last !== null; i++) last = last.next;
  if (last !== null) last.next = null;
  x.caches[at] = entry;
}

/** The layout of no dictionary. */
const nowhere = {};

export class AttrCache implements Entry {
  next: AttrCache | null = null;
  constructor(
    readonly version: number,
    readonly where: Where,
    /** Of the dictionary, or the shape of the instance, that has the attribute at `index`. */
    readonly layout: object,
    /** Where.Class: the same of one that does not have the attribute. */
    readonly absent: object,
    readonly index: number,
    readonly value: Value | undefined,
  ) {}
}

const inDict = (version: number, dict: PyDict, i: number): AttrCache =>
  new AttrCache(version, Where.Dict, dict.cacheLayout(), nowhere, i, undefined);

const inField = (version: number, shape: Shape, i: number): AttrCache =>
  new AttrCache(version, Where.Field, shape, nowhere, i, undefined);

function inClass(version: number, v: Value, value: Value): AttrCache {
  const shape = typeof v === 'object' ? (v as PyInstance).inlineShape : null;
  if (shape) return new AttrCache(version, Where.ClassOfInstance, nowhere, shape, 0, value);
  const layout = typeof v === 'object' ? v.dict?.cacheLayout() : undefined;
  return new AttrCache(version, Where.Class, nowhere, layout ?? nowhere, 0, value);
}

const isOfClass = ({ where }: AttrCache): boolean => where === Where.Class || where === Where.ClassOfInstance;

/** The object has just the attributes that a cache entry says, among which one's name is not. */
function isAbsent(v: PyObject, absent: object): boolean {
  const { inlineShape: shape } = v as PyInstance;
  return shape ? shape === absent : v.dict === undefined || v.dict.layout === absent;
}

/** Looks an attribute up in the object itself, and remembers where it is. */
function ownNoting(x: ExecCode, at: number, v: PyObject, name: string): Value | undefined {
  const { inlineShape: shape } = v as PyInstance;
  if (shape) {
    const i = shape.find(name);
    if (i < 0) return undefined;
    remember(x, at, inField(v.cls.version, shape, i));
    return fieldAt(v as PyInstance, i);
  }
  const { dict } = v;
  const i = dict === undefined ? -1 : dict.findStr(name);
  if (i < 0) return undefined;
  remember(x, at, inDict(v.cls.version, dict!, i));
  return dict!.vals[i];
}

/** LOAD_ATTR. A property with a Python getter is called by the loop: then this returns `callGetter` with it set. */
export const pendingGetter = { fn: undefined as PyFunction | undefined };

export function loadAttr(x: ExecCode, at: number, v: Value, name: string): Value | undefined {
  if (typeof v !== 'object') return getAttr(v, name);
  const { version } = v.cls;
  for (let cache = x.caches[at] as AttrCache | null | undefined; cache; cache = cache.next) {
    if (cache.version !== version) continue;
    switch (cache.where) {
      case Where.Field:
        if ((v as PyInstance).inlineShape === cache.layout) return fieldAt(v as PyInstance, cache.index);
        break;
      case Where.Dict: {
        const d = v.dict;
        if (d !== undefined && d.layout === cache.layout) return d.vals[cache.index];
        break;
      }
      case Where.Slot: {
        const r = v.slotv?.[cache.index];
        if (r !== undefined) return r;
        break;
      }
      case Where.Class:
      case Where.ClassOfInstance:
        if (isAbsent(v, cache.absent)) return cache.value!;
        break;
      case Where.Property:
        pendingGetter.fn = cache.value as PyFunction;
        return undefined;
    }
  }
  return loadAttrSlow(x, at, v, name);
}

/** LOAD_ATTR where a cache entry knows a plain value; else undefined. */
export function cachedAttr(entry: unknown, v: Value): Value | undefined {
  if (typeof v !== 'object') return undefined;
  const { version } = v.cls;
  for (let cache = entry as AttrCache | null | undefined; cache; cache = cache.next) {
    if (cache.version !== version) continue;
    switch (cache.where) {
      case Where.Field:
        if ((v as PyInstance).inlineShape === cache.layout) return fieldAt(v as PyInstance, cache.index);
        break;
      case Where.Dict: {
        const d = v.dict;
        if (d !== undefined && d.layout === cache.layout) return d.vals[cache.index];
        break;
      }
      case Where.Slot:
        return v.slotv?.[cache.index];
      case Where.Class:
      case Where.ClassOfInstance:
        if (isAbsent(v, cache.absent)) return cache.value;
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

function loadAttrSlow(x: ExecCode, at: number, v: PyObject, name: string): Value | undefined {
  const t = v.cls;
  if (t.tp_getattro === genericGetAttr) {
    const descr = typeLookup(t, name);
    if (descr === undefined) {
      const own = ownNoting(x, at, v, name);
      if (own !== undefined) return own;
      throw noAttribute(v, name);
    }
    const dt = typeOf(descr);
    if (dt === propertyType) {
      const { fget } = descr as PyProperty;
      if (fget instanceof PyFunction) {
        // DIFFERS: an AttributeError out of a property's getter has no `name` and `obj` from the first time on, as in CPython
        // once the access is specialized: a getter called by native code could not wait for other threads.
        remember(x, at, new AttrCache(t.version, Where.Property, nowhere, nowhere, 0, fget));
        pendingGetter.fn = fget;
        return undefined;
      }
    } else if (dt === memberDescriptorType && descr instanceof PyMember) {
      const r = v.slotv?.[descr.index];
      if (r !== undefined) {
        remember(x, at, new AttrCache(t.version, Where.Slot, nowhere, nowhere, descr.index, undefined));
        return r;
      }
    } else if (dt.tp_descr_set === null) {
      const own = ownNoting(x, at, v, name);
      if (own !== undefined) return own;
      if (dt.tp_descr_get === null) {
        remember(x, at, inClass(t.version, v, descr));
        return descr;
      }
      // Looking into the dictionary may have run a program's `__eq__`, which may have deleted it: not looked up again.
      try {
        return dt.tp_descr_get(descr, v, t);
      } catch (e) {
        throw sayingWhat(e, v, name);
      }
    }
  } else if (t.cls !== t && v instanceof PyType && t.tp_getattro === typeGetAttr) return getAttr(v, name);
  else if (t === moduleType) {
    const i = v.dict!.findStr(name);
    if (i >= 0 && typeLookup(t, name) === undefined) {
      remember(x, at, inDict(t.version, v.dict!, i));
      return v.dict!.vals[i];
    }
  }
  return getAttr(v, name);
}

/**
 * LOAD_METHOD: returns the function to call with `v` as its first argument, or undefined where the attribute is to be
 * called as it is; then it is in `loadedAttr.value`.
 */
export const loadedAttr = { value: undefined as Value | undefined };

export function loadMethod(x: ExecCode, at: number, v: Value, name: string): Value | undefined {
  const t = typeOf(v);
  const { version } = t;
  for (let cache = x.caches[at] as AttrCache | null | undefined; cache; cache = cache.next) {
    if (cache.version !== version) continue;
    if (isOfClass(cache)) {
      if (typeof v !== 'object' || isAbsent(v, cache.absent)) return cache.value;
    } else {
      // Of values that are no objects nothing but methods is remembered.
      const own = cachedIn(cache, v as PyObject);
      if (own !== undefined) {
        loadedAttr.value = own;
        return undefined;
      }
    }
  }
  return loadMethodSlow(x, at, v, t, name);
}

/** LOAD_METHOD where a cache entry knows a function of the class; else undefined. */
export function cachedMethod(entry: unknown, v: Value): Value | undefined {
  const { version } = typeof v === 'object' ? v.cls : typeOf(v);
  for (let cache = entry as AttrCache | null | undefined; cache; cache = cache.next)
    if (cache.version === version && isOfClass(cache) && (typeof v !== 'object' || isAbsent(v, cache.absent)))
      return cache.value;
  return undefined;
}

/** An object's own attribute, where a cache entry of its class's version knows it. */
function cachedIn(cache: AttrCache, v: PyObject): Value | undefined {
  if (cache.where === Where.Field)
    return (v as PyInstance).inlineShape === cache.layout ? fieldAt(v as PyInstance, cache.index) : undefined;
  const d = v.dict;
  return cache.where === Where.Dict && d !== undefined && d.layout === cache.layout ? d.vals[cache.index] : undefined;
}

/** LOAD_METHOD where a cache entry knows the object's own attribute; else undefined. */
export function cachedOwn(entry: unknown, v: Value): Value | undefined {
  if (typeof v !== 'object') return undefined;
  const { version } = v.cls;
  for (let cache = entry as AttrCache | null | undefined; cache; cache = cache.next) {
    const own = cache.version === version ? cachedIn(cache, v) : undefined;
    if (own !== undefined) return own;
  }
  return undefined;
}

function loadMethodSlow(x: ExecCode, at: number, v: Value, t: PyType, name: string): Value | undefined {
  if (t.tp_getattro === genericGetAttr) {
    const descr = typeLookup(t, name);
    const dt = descr === undefined ? undefined : typeOf(descr);
    if (dt === undefined || dt === functionType || dt === methodDescriptorType) {
      const own = typeof v === 'object' ? ownNoting(x, at, v, name) : undefined;
      if (own !== undefined) {
        loadedAttr.value = own;
        return undefined;
      }
      if (descr !== undefined) {
        remember(x, at, inClass(t.version, v, descr));
        return descr;
      }
    }
    // What a descriptor raises stays as it is (CPython's _PyObject_GetMethod).
    const found = genericGetAttr(v, name);
    if (found === undefined) throw noAttribute(v, name);
    loadedAttr.value = found;
    return undefined;
  }
  if (t === moduleType) {
    const dict = (v as PyObject).dict!;
    const i = dict.findStr(name);
    if (i >= 0 && typeLookup(t, name) === undefined) {
      remember(x, at, inDict(t.version, dict, i));
      loadedAttr.value = dict.vals[i];
      return undefined;
    }
  }
  loadedAttr.value = getAttr(v, name);
  return undefined;
}

export class StoreCache implements Entry {
  next: StoreCache | null = null;
  constructor(
    readonly version: number,
    readonly where: Where.Dict | Where.Field,
    readonly layout: object,
    readonly index: number,
    /** The shape after adding the attribute; null when it is there already. */
    readonly grown: Shape | null,
  ) {}
}

/** STORE_ATTR. */
export function storeAttr(x: ExecCode, at: number, v: Value, name: string, value: Value): void {
  if (typeof v === 'object' && !cachedStore(x.caches[at], v, value) && !storeNoting(x, at, v, name, value))
    setAttr(v, name, value);
  else if (typeof v !== 'object') setAttr(v, name, value);
}

/** Stores an attribute in the object itself, if it belongs there, and remembers where. */
function storeNoting(x: ExecCode, at: number, v: PyObject, name: string, value: Value): boolean {
  const t = v.cls;
  if (t.tp_setattro !== genericSetAttr || !t.hasDict) return false;
  const descr = typeLookup(t, name);
  if (descr !== undefined && typeOf(descr).tp_descr_set !== null) return false;
  const { inlineShape: shape } = v as PyInstance;
  if (shape && setOwnField(v as PyInstance, shape, name, value)) {
    const grown = (v as PyInstance).inlineShape!;
    remember(
      x,
      at,
      grown === shape
        ? new StoreCache(t.version, Where.Field, shape, shape.find(name), null)
        : new StoreCache(t.version, Where.Field, shape, shape.count, grown),
    );
    return true;
  }
  const d = instanceDict(v)!;
  const before = d.layout;
  const i = d.findStr(name);
  d.setStr(name, value);
  if (i >= 0) remember(x, at, new StoreCache(t.version, Where.Dict, d.cacheLayout(), i, null));
  else if (before !== null && d.isShaped)
    remember(x, at, new StoreCache(t.version, Where.Dict, before, -1, d.layout as Shape));
  return true;
}

/** Stores an attribute where a cache entry, which knows the instance's shape, says. */
export function storeField(cache: StoreCache, v: PyInstance, value: Value): void {
  if (cache.grown === null) setFieldAt(v, cache.index, value);
  else addField(v, cache.grown, value);
}

/** STORE_ATTR where a cache entry knows the place; says whether one did. */
export function cachedStore(entry: unknown, v: Value, value: Value): boolean {
  if (typeof v !== 'object' || !entry) return false;
  const { version } = v.cls;
  const { inlineShape: shape } = v as PyInstance;
  if (shape) {
    for (let cache = entry as StoreCache | null; cache !== null; cache = cache.next) {
      if (cache.layout !== shape || cache.version !== version) continue;
      storeField(cache, v as PyInstance, value);
      return true;
    }
    return false;
  }
  if (!v.cls.hasDict) return false;
  const d = (v.dict ??= newInstanceDict(v.cls));
  for (let cache = entry as StoreCache | null; cache !== null; cache = cache.next) {
    if (cache.version !== version || d.layout !== cache.layout) continue;
    // A shape may be an instance's, too, which has noted it here.
    if (cache.grown === null) d.vals[cache.index] = value;
    else d.extend(cache.grown, value);
    return true;
  }
  return false;
}

export class GlobalCache {
  constructor(
    readonly globals: object,
    /** Null: found in the globals themselves. */
    readonly builtins: object | null,
    readonly index: number,
  ) {}
}

/** LOAD_GLOBAL. */
/** Globals of a class of their own may have `__missing__` (annotationlib's fake globals do). */
function fromSubclass(globals: PyDict, name: string): Value | undefined {
  try {
    return getItem(globals, name);
  } catch (e) {
    if (isError(e, Exc.KeyError)) return undefined;
    throw e;
  }
}

export function loadGlobal(x: ExecCode, at: number, globals: PyDict, builtins: PyDict, name: string): Value {
  const cache = x.caches[at] as GlobalCache | undefined;
  if (cache !== undefined && cache.globals === globals.layout) {
    if (cache.builtins === null) return globals.vals[cache.index] as Value;
    if (cache.builtins === builtins.layout) return builtins.vals[cache.index] as Value;
  }
  if (globals.cls !== PyDict.type) {
    const found = subclassItem(globals, name);
    if (found !== undefined) return found;
  }
  let i = globals.findStr(name);
  if (i >= 0) {
    x.caches[at] = new GlobalCache(globals.cacheLayout(), null, i);
    return globals.vals[i] as Value;
  }
  if (globals.cls !== PyDict.type) {
    const v = fromSubclass(globals, name);
    if (v !== undefined) return v;
  }
  if (builtins.cls !== PyDict.type) {
    const v = builtins.getStr(name);
    if (v === undefined) throw nameError(name, `name '${name}' is not defined`);
    return v;
  }
  i = builtins.findStr(name);
  if (i < 0) throw nameError(name, `name '${name}' is not defined`);
  if (globals.cls !== PyDict.type) return builtins.vals[i] as Value;
  x.caches[at] = new GlobalCache(globals.cacheLayout(), builtins.cacheLayout(), i);
  return builtins.vals[i] as Value;
}

/** Globals of a subclass of dict (annotationlib makes such): its `__getitem__` or `__missing__` has a say. */
function subclassItem(globals: PyDict, name: string): Value | undefined {
  try {
    return getItem(globals, name);
  } catch (e) {
    if (isError(e, Exc.KeyError)) return undefined;
    throw e;
  }
}
