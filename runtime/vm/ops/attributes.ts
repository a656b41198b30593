/**
 * LOAD_ATTR, LOAD_METHOD, STORE_ATTR and LOAD_GLOBAL with their inline caches.
 *
 * A cache entry remembers the type's version and the layout of the instance dictionary under which it is right, so the
 * common case touches no hash table. What does not fit a cache takes the full protocol each time.
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
const enum Where {
  /** In the instance dictionary at `index`. */
  Instance,
  /** In `__slots__` storage at `index`. */
  Slot,
  /** `value` itself: a class attribute that is no descriptor. */
  Class,
  /** `value` is a property's getter, a Python function. */
  Property,
}

export class AttrCache {
  constructor(
    readonly version: number,
    readonly where: Where,
    readonly layout: object | null,
    readonly index: number,
    readonly value: Value | undefined,
  ) {}
}

/** LOAD_ATTR. A property with a Python getter is called by the loop: then this returns `callGetter` with it set. */
export const pendingGetter = { fn: undefined as PyFunction | undefined };

export function loadAttr(x: ExecCode, at: number, v: Value, name: string): Value | undefined {
  if (typeof v !== 'object') return getAttr(v, name);
  const cache = x.caches[at] as AttrCache | undefined;
  if (cache !== undefined && cache.version === v.cls.version) {
    const d = v.dict;
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
        if (d === undefined || d.layout === cache.layout) return cache.value!;
        break;
      case Where.Property:
        pendingGetter.fn = cache.value as PyFunction;
        return undefined;
    }
  }
  return loadAttrSlow(x, at, v, name);
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
          x.caches[at] = new AttrCache(t.version, Where.Instance, d.cacheLayout(), i, undefined);
          return d.vals[i];
        }
      }
      throw noAttribute(v, name);
    }
    const dt = typeOf(descr);
    if (dt === propertyType) {
      const { fget } = descr as PyProperty;
      if (fget instanceof PyFunction) {
        x.caches[at] = new AttrCache(t.version, Where.Property, null, 0, fget);
        pendingGetter.fn = fget;
        return undefined;
      }
    } else if (dt === memberDescriptorType && descr instanceof PyMember) {
      const r = v.slotv?.[descr.index];
      if (r !== undefined) {
        x.caches[at] = new AttrCache(t.version, Where.Slot, null, descr.index, undefined);
        return r;
      }
    } else if (dt.tp_descr_set === null) {
      const d = v.dict;
      if (d !== undefined) {
        const i = d.findStr(name);
        if (i >= 0) {
          x.caches[at] = new AttrCache(t.version, Where.Instance, d.cacheLayout(), i, undefined);
          return d.vals[i];
        }
      }
      if (dt.tp_descr_get === null) {
        x.caches[at] = new AttrCache(t.version, Where.Class, d === undefined ? null : d.cacheLayout(), 0, descr);
        return descr;
      }
    }
  } else if (t.cls !== t && v instanceof PyType && t.tp_getattro === typeGetAttr) return getAttr(v, name);
  else if (t === moduleType) {
    const i = v.dict!.findStr(name);
    if (i >= 0 && typeLookup(t, name) === undefined) {
      x.caches[at] = new AttrCache(t.version, Where.Instance, v.dict!.cacheLayout(), i, undefined);
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
  const cache = x.caches[at] as AttrCache | undefined;
  if (cache !== undefined && cache.version === t.version) {
    if (cache.where === Where.Class) {
      if (typeof v !== 'object' || v.dict === undefined || v.dict.layout === cache.layout) return cache.value;
    } else {
      const d = (v as PyObject).dict;
      if (d !== undefined && d.layout === cache.layout) {
        loadedAttr.value = d.vals[cache.index];
        return undefined;
      }
    }
  }
  return loadMethodSlow(x, at, v, t, name);
}

function loadMethodSlow(x: ExecCode, at: number, v: Value, t: PyType, name: string): Value | undefined {
  const dict: PyDict | undefined = typeof v === 'object' ? v.dict : undefined;
  if (t.tp_getattro === genericGetAttr) {
    const descr = typeLookup(t, name);
    if (descr !== undefined) {
      const dt = typeOf(descr);
      if (dt === functionType || dt === methodDescriptorType) {
        if (dict === undefined || dict.findStr(name) < 0) {
          x.caches[at] = new AttrCache(
            t.version,
            Where.Class,
            dict === undefined ? null : dict.cacheLayout(),
            0,
            descr,
          );
          return descr;
        }
      }
    }
  } else if (t === moduleType && dict !== undefined) {
    const i = dict.findStr(name);
    if (i >= 0 && typeLookup(t, name) === undefined) {
      x.caches[at] = new AttrCache(t.version, Where.Instance, dict.cacheLayout(), i, undefined);
      loadedAttr.value = dict.vals[i];
      return undefined;
    }
  }
  loadedAttr.value = getAttr(v, name);
  return undefined;
}

class StoreCache {
  constructor(
    readonly version: number,
    readonly layout: object,
    readonly index: number,
    /** The shape after adding the attribute; null when it is there already. */
    readonly next: Shape | null,
  ) {}
}

/** STORE_ATTR. */
export function storeAttr(x: ExecCode, at: number, v: Value, name: string, value: Value): void {
  if (typeof v === 'object') {
    const t = v.cls;
    const cache = x.caches[at] as StoreCache | undefined;
    if (cache !== undefined && cache.version === t.version) {
      const d = (v.dict ??= newInstanceDict(t));
      if (d.layout === cache.layout) {
        if (cache.next === null) d.vals[cache.index] = value;
        else d.extend(cache.next, value);
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
        if (i >= 0) x.caches[at] = new StoreCache(t.version, d.cacheLayout(), i, null);
        else if (before !== null && d.isShaped) x.caches[at] = new StoreCache(t.version, before, -1, d.layout as Shape);
        return;
      }
    }
  }
  setAttr(v, name, value);
}

class GlobalCache {
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
