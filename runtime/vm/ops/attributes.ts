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
  newInstanceDict,
  noAttribute,
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
import { typeLookup } from '../../objects/lookup';
import { PyType, typeOf, type PyObject, type Value } from '../../objects/object';
import { getItem } from '../../objects/subscript';
import { typeGetAttr } from '../../objects/typeObject';
import type { Shape } from '../../objects/shape';
import type { ExecCode } from '../execCode';

/** How a cached attribute is found. */
export const enum Where {
  /** In the instance dictionary at `index`. */
  Instance,
  /** In `__slots__` storage at `index`. */
  Slot,
  /** `value` itself: a class attribute that is no descriptor. */
  Class,
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
    /** Where.Instance: of the dictionary that has the attribute at `index`. */
    readonly layout: object,
    /** Where.Class: of a dictionary that does not have the attribute. */
    readonly absent: object,
    readonly index: number,
    readonly value: Value | undefined,
  ) {}
}

const inInstance = (version: number, dict: PyDict, i: number): AttrCache =>
  new AttrCache(version, Where.Instance, dict.cacheLayout(), nowhere, i, undefined);

const inClass = (version: number, dict: PyDict | undefined, value: Value): AttrCache =>
  new AttrCache(version, Where.Class, nowhere, dict === undefined ? nowhere : dict.cacheLayout(), 0, value);

/** LOAD_ATTR. A property with a Python getter is called by the loop: then this returns `callGetter` with it set. */
export const pendingGetter = { fn: undefined as PyFunction | undefined };

export function loadAttr(x: ExecCode, at: number, v: Value, name: string): Value | undefined {
  if (typeof v !== 'object') return getAttr(v, name);
  const { version } = v.cls;
  const d = v.dict;
  for (let cache = x.caches[at] as AttrCache | null | undefined; cache; cache = cache.next) {
    if (cache.version !== version) continue;
    switch (cache.where) {
      case Where.Instance:
        if (d !== undefined && d.layout === cache.layout) return d.vals[cache.index];
        break;
      case Where.Slot: {
        const r = v.slotv?.[cache.index];
        if (r !== undefined) return r;
        break;
      }
      case Where.Class:
        if (d === undefined || d.layout === cache.absent) return cache.value!;
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
  const d = v.dict;
  for (let cache = entry as AttrCache | null | undefined; cache; cache = cache.next) {
    if (cache.version !== version) continue;
    switch (cache.where) {
      case Where.Instance:
        if (d !== undefined && d.layout === cache.layout) return d.vals[cache.index];
        break;
      case Where.Slot:
        return v.slotv?.[cache.index];
      case Where.Class:
        if (d === undefined || d.layout === cache.absent) return cache.value;
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
      const d = v.dict;
      if (d !== undefined) {
        const i = d.findStr(name);
        if (i >= 0) {
          remember(x, at, inInstance(t.version, d, i));
          return d.vals[i];
        }
      }
      throw noAttribute(v, name);
    }
    const dt = typeOf(descr);
    if (dt === propertyType) {
      const { fget } = descr as PyProperty;
      if (fget instanceof PyFunction) {
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
      const d = v.dict;
      if (d !== undefined) {
        const i = d.findStr(name);
        if (i >= 0) {
          remember(x, at, inInstance(t.version, d, i));
          return d.vals[i];
        }
      }
      if (dt.tp_descr_get === null) {
        remember(x, at, inClass(t.version, d, descr));
        return descr;
      }
      // Looking into the dictionary may have run a program's `__eq__`, which may have deleted it: not looked up again.
      return dt.tp_descr_get(descr, v, t);
    }
  } else if (t.cls !== t && v instanceof PyType && t.tp_getattro === typeGetAttr) return getAttr(v, name);
  else if (t === moduleType) {
    const i = v.dict!.findStr(name);
    if (i >= 0 && typeLookup(t, name) === undefined) {
      remember(x, at, inInstance(t.version, v.dict!, i));
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
  const d = typeof v === 'object' ? v.dict : undefined;
  for (let cache = x.caches[at] as AttrCache | null | undefined; cache; cache = cache.next) {
    if (cache.version !== version) continue;
    if (cache.where === Where.Class) {
      if (d === undefined || d.layout === cache.absent) return cache.value;
    } else if (d !== undefined && d.layout === cache.layout) {
      loadedAttr.value = d.vals[cache.index];
      return undefined;
    }
  }
  return loadMethodSlow(x, at, v, t, name);
}

/** LOAD_METHOD where a cache entry knows a function of the class; else undefined. */
export function cachedMethod(entry: unknown, v: Value): Value | undefined {
  const { version } = typeof v === 'object' ? v.cls : typeOf(v);
  const d = typeof v === 'object' ? v.dict : undefined;
  for (let cache = entry as AttrCache | null | undefined; cache; cache = cache.next)
    if (cache.version === version && cache.where === Where.Class && (d === undefined || d.layout === cache.absent))
      return cache.value;
  return undefined;
}

/** LOAD_METHOD where a cache entry knows a value of the object's own dictionary; else undefined. */
export function cachedOwn(entry: unknown, v: Value): Value | undefined {
  if (typeof v !== 'object') return undefined;
  const { version } = v.cls;
  const d = v.dict;
  for (let cache = entry as AttrCache | null | undefined; cache; cache = cache.next)
    if (cache.version === version && cache.where === Where.Instance && d !== undefined && d.layout === cache.layout)
      return d.vals[cache.index];
  return undefined;
}

function loadMethodSlow(x: ExecCode, at: number, v: Value, t: PyType, name: string): Value | undefined {
  const dict: PyDict | undefined = typeof v === 'object' ? v.dict : undefined;
  if (t.tp_getattro === genericGetAttr) {
    const descr = typeLookup(t, name);
    if (descr !== undefined) {
      const dt = typeOf(descr);
      if (dt === functionType || dt === methodDescriptorType) {
        if (dict === undefined || dict.findStr(name) < 0) {
          remember(x, at, inClass(t.version, dict, descr));
          return descr;
        }
      }
    }
  } else if (t === moduleType && dict !== undefined) {
    const i = dict.findStr(name);
    if (i >= 0 && typeLookup(t, name) === undefined) {
      remember(x, at, inInstance(t.version, dict, i));
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
    readonly layout: object,
    readonly index: number,
    /** The shape after adding the attribute; null when it is there already. */
    readonly grown: Shape | null,
  ) {}
}

/** STORE_ATTR. */
export function storeAttr(x: ExecCode, at: number, v: Value, name: string, value: Value): void {
  if (typeof v === 'object') {
    const t = v.cls;
    const first = x.caches[at] as StoreCache | undefined;
    if (first !== undefined) {
      const { version } = t;
      // Without a dictionary there is none that an entry could know.
      const d = v.dict ?? (t.hasDict ? (v.dict = newInstanceDict(t)) : undefined);
      for (let cache: StoreCache | null = first; cache !== null; cache = cache.next) {
        if (cache.version !== version || d === undefined || d.layout !== cache.layout) continue;
        if (cache.grown === null) d.vals[cache.index] = value;
        else d.extend(cache.grown, value);
        return;
      }
    }
    if (t.tp_setattro === genericSetAttr && t.hasDict) {
      const descr = typeLookup(t, name);
      if (descr === undefined || typeOf(descr).tp_descr_set === null) {
        const d = (v.dict ??= newInstanceDict(t));
        const before = d.layout;
        const i = d.findStr(name);
        d.setStr(name, value);
        if (i >= 0) remember(x, at, new StoreCache(t.version, d.cacheLayout(), i, null));
        else if (before !== null && d.isShaped)
          remember(x, at, new StoreCache(t.version, before, -1, d.layout as Shape));
        return;
      }
    }
  }
  setAttr(v, name, value);
}

/** STORE_ATTR where a cache entry knows the place; says whether one did. */
export function cachedStore(entry: unknown, v: Value, value: Value): boolean {
  if (typeof v !== 'object' || entry === undefined || !v.cls.hasDict) return false;
  const { version } = v.cls;
  const d = (v.dict ??= newInstanceDict(v.cls));
  for (let cache = entry as StoreCache | null; cache !== null; cache = cache.next) {
    if (cache.version !== version || d.layout !== cache.layout) continue;
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
