/**
 * Types as objects (CPython's typeobject.c): native types made ready, attributes of types, instantiation.
 *
 * Owns: PyType_Ready for native types, `type.__getattribute__`/`__setattr__`, `type.__call__`. Classes made by Python code
 * are made in classCreation.ts, from bases ordered by mro.ts; the Python-visible attributes of `type` and `object` are in
 * typeMethods.ts and objectMethods.ts.
 */
import { genericGetAttr, genericSetAttr } from './attributes';
import { bareType, nativeTypes, None, typeType } from './builtinTypes';
import { defClassMethod, defMethod, PySlotWrapper } from './descriptors';
import { attributeError, newError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { noteFinalizable } from './finalizable';
import { dictGetSet } from './instanceAttributes';
import { typeLookup, typeModified } from './lookup';
import { NativeSpec, PyMethodDescr, PyNative, type NativeFn } from './native';
import {
  isSubtype,
  PyBareInstance,
  PyInstance,
  type PyObject,
  PyType,
  typeOf,
  type CallSlot,
  type KwNames,
  type Value,
} from './object';
import { slotDefs, slotNames, slotDefsByName, slotHelpers } from './slotDefs';
import { newDispatcher, specialMethodChanged } from './slotDispatch';
import { strOf } from './values';

// ---- native types

const ready = new Set<PyType>();

/** Derives what a native type inherits: slots from its base, wrappers for its own slots. CPython's PyType_Ready. */
export function readyType(t: PyType): void {
  if (ready.has(t)) return;
  ready.add(t);
  if (t.base !== null) readyType(t.base);
  const own = t as unknown as Record<string, unknown>;
  const ownSlots = new Set(slotNames.filter((slot) => own[slot] !== null));
  let inheritsCompare =
    own.tp_richcompare === null && own.tp_hash === null && !t.attrs.has('__hash__') && !t.attrs.has('__eq__');
  // A single base has what its own bases have.
  for (const base of t.bases.length === 1 ? t.bases : t.mro.slice(1)) {
    const b = base as unknown as Record<string, unknown>;
    for (let i = 0; i < slotNames.length; i++) {
      const slot = slotNames[i];
      if (own[slot] !== null) continue;
      if ((slot === 'tp_richcompare' || slot === 'tp_hash') && !inheritsCompare) continue;
      own[slot] = b[slot];
    }
    // What a base refuses isn't looked for further up.
    if (base.attrs.getStr('__hash__') === None) inheritsCompare = false;
    if (t.tp_new === null && !noNew.has(t)) t.tp_new = base.tp_new;
    t.alloc ??= base.alloc;
    t.hasDict ||= base.hasDict;
    t.hasWeakref ||= base.hasWeakref;
  }
  if (t.hasDict && t.base?.hasDict !== true && !t.attrs.has('__dict__')) t.attrs.setStr('__dict__', dictGetSet(t));
  for (let i = 0; i < slotDefs.length; i++) {
    const d = slotDefs[i];
    if (!ownSlots.has(d.slot)) continue;
    const method = t.attrs.getStr(d.name);
    if (method !== undefined && !(method instanceof PyMethodDescr)) continue;
    const wrapper = new PySlotWrapper(d.name, t, d.slot, own[d.slot], d.wrap, d.signature, d.doc);
    if (method === undefined) t.attrs.setStr(d.name, wrapper);
    else method.beside ??= wrapper;
  }
  if (own.tp_richcompare !== null && ownSlots.has('tp_richcompare') && own.tp_hash === null)
    t.attrs.setStr('__hash__', None);
  if (t.doc !== null && !t.attrs.has('__doc__')) t.attrs.setStr('__doc__', t.doc);
  else if (!t.attrs.has('__doc__')) t.attrs.setStr('__doc__', None);
  t.patternFlags ||= t.base?.patternFlags ?? 0;
  typeModified(t);
}

const noNew = new Set<PyType>();

/** Instances cannot be made from Python (`type(f)()` raises TypeError). */
export function disallowNew(...types: PyType[]): void {
  for (const t of types) noNew.add(t);
}

/** Until then types declared while files load wait for readyNativeTypes. */
let nativesReady = false;

export function readyNativeTypes(): void {
  nativesReady = true;
  for (const t of nativeTypes) readyType(t);
}

/** Gives a native type its constructor, seen from Python as `__new__`. */
export function defNew(t: PyType, fn: CallSlot<PyType>): void {
  t.tp_new = fn;
  t.attrs.setStr('__new__', newWrapper(t));
}

/** Gives a native type a constructor by signature; the class comes first: `defNewSig(t, '(cls, iterable=())', fn)`. */
export function defNewSig(t: PyType, signature: string, fn: NativeFn): void {
  const spec = new NativeSpec(t.name + signature, fn);
  spec.isConstructor = true;
  defNew(t, (cls, args, kw) => {
    // Keywords meant for an overridden `__init__` are none of our business.
    if (kw !== null && spec.simple && cls !== t && cls.tp_init !== t.tp_init)
      return spec.call([cls, ...args.slice(0, args.length - kw.length)], null);
    return spec.call([cls, ...args], kw);
  });
}

/** Gives a native type its `__init__` by signature: `defInitSig(t, '(self, iterable=(), /)', fn)`. */
export function defInitSig(t: PyType, signature: string, fn: (...args: never[]) => void): void {
  const spec = new NativeSpec(t.name + signature, (...args) => {
    fn(...(args as never[]));
    return None;
  });
  spec.isConstructor = true;
  t.tp_init = (self, args, kw) => {
    // Keywords meant for an overridden `__new__`, likewise.
    if (kw !== null && spec.simple && typeOf(self).tp_new !== t.tp_new)
      spec.call([self, ...args.slice(0, args.length - kw.length)], null);
    else spec.call([self, ...args], kw);
  };
}

/** `T.__new__`: checks that the class asked for has T's layout (CPython's tp_new_wrapper). */
function newWrapper(t: PyType): PyNative {
  const spec = new NativeSpec(
    '__new__(*args, **kwargs)',
    () => None,
    'Makes an object of the class from the arguments.',
  );
  spec.call = (args: Value[], kw: KwNames): Value => {
    const [cls, ...rest] = args;
    if (args.length === (kw?.length ?? 0)) throw typeError(`${t.tpName}.__new__(): not enough arguments`);
    if (!(cls instanceof PyType))
      throw typeError(`${t.tpName}.__new__(X): X is not a type object (${typeOf(cls).tpName})`);
    if (!isSubtype(cls, t))
      throw typeError(`${t.tpName}.__new__(${cls.tpName}): ${cls.tpName} is not a subtype of ${t.tpName}`);
    let solid: PyType | null = cls;
    while (solid !== null && solid.isHeap) solid = solid.base;
    if (
      solid !== null &&
      solid !== t &&
      solid.tp_new !== t.tp_new &&
      (solid.alloc !== t.alloc || !solid.isBase || solid === typeType)
    ) {
      let named = cls;
      while (named !== solid && named.tp_new === newDispatcher) named = named.base!;
      throw typeError(`${t.tpName}.__new__(${cls.tpName}) is not safe, use ${named.tpName}.__new__()`);
    }
    return t.tp_new!(cls, rest, kw);
  };
  return new PyNative(spec, t);
}

export interface NativeTypeInit {
  /** "module.name". */
  name: string;
  base?: PyType;
  doc?: string;
  hasDict?: boolean;
  isBase?: boolean;
  slots?: Partial<PyType>;
  /** Constructor: signature and function; the class comes first. */
  new?: [signature: string, fn: NativeFn];
  /** By declaration, e.g. "append(self, x, /)". */
  methods?: Record<string, NativeFn>;
  classMethods?: Record<string, NativeFn>;
  /** Further set-up (getsets, constants) before the type is made ready. */
  setup?: (t: PyType) => void;
}

/** A complete native type in one call: for native modules. */
export function defineType(init: NativeTypeInit): PyType {
  const t = bareType(init.name, init.base);
  t.doc = init.doc ?? null;
  t.hasDict = init.hasDict ?? false;
  t.isBase = init.isBase ?? true;
  Object.assign(t, init.slots);
  if (init.new) defNewSig(t, ...init.new);
  else if (!init.base) disallowNew(t);
  for (const [decl, fn] of Object.entries(init.methods ?? {})) defMethod(t, decl, fn);
  for (const [decl, fn] of Object.entries(init.classMethods ?? {})) defClassMethod(t, decl, fn);
  init.setup?.(t);
  if (nativesReady) readyType(t);
  return t;
}

// ---- attributes of types

/** CPython's type_getattro. */
export function typeGetAttr(self: Value, name: string): Value | undefined {
  const type = self as PyType;
  const meta = type.cls;
  const metaAttr = typeLookup(meta, name);
  let metaGet = null;
  if (metaAttr !== undefined) {
    const mt = typeOf(metaAttr);
    metaGet = mt.tp_descr_get;
    if (metaGet !== null && mt.tp_descr_set !== null) return metaGet(metaAttr, type, meta);
  }
  const attr = typeLookup(type, name);
  if (attr !== undefined) {
    const get = typeOf(attr).tp_descr_get;
    return get === null ? attr : get(attr, undefined, type);
  }
  if (metaGet !== null) return metaGet(metaAttr!, type, meta);
  return metaAttr;
}

/** CPython's type_setattro. */
export function typeSetAttr(self: Value, name: string, value: Value | undefined): void {
  const type = self as PyType;
  if (!type.isHeap && !type.isMutable)
    throw typeError(`cannot set '${name}' attribute of immutable type '${type.tpName}'`);
  const metaAttr = typeLookup(type.cls, name);
  if (metaAttr !== undefined && typeOf(metaAttr).tp_descr_set !== null) {
    typeOf(metaAttr).tp_descr_set!(metaAttr, type, value);
    return;
  }
  if (value === undefined) {
    if (type.attrs.delete(name) === undefined)
      throw attributeError(type, name, `type object '${type.tpName}' has no attribute '${name}'`);
  } else type.attrs.setStr(name, value);
  attrChanged(type, name);
}

/** After a direct change of `type.attrs`. */
export function attrChanged(type: PyType, name: string): void {
  typeModified(type);
  if (
    name.startsWith('__') &&
    name.endsWith('__') &&
    (slotDefsByName.has(name) || name === '__getattr__' || name === '__new__')
  )
    specialMethodChanged(type, name);
}

slotHelpers.noAttribute = (self, name, fn) =>
  self instanceof PyType && fn !== genericGetAttr
    ? newError(Exc.AttributeError, `type object '${self.name}' has no attribute '${name}'`)
    : attributeError(self, name);
slotHelpers.text = strOf;
slotHelpers.typeName = (v) => typeOf(v).name;
slotHelpers.checkSetAttr = (self, fn, name) => {
  // object.__setattr__ must not be used to change a native type behind its back (CPython's hackcheck).
  if (self instanceof PyType && fn === genericSetAttr)
    throw typeError(`can't apply this ${name} to ${self.cls.tpName} object`);
};

// ---- instances

/** A bare instance of a class: CPython's tp_alloc. */
export function allocate(cls: PyType): PyObject {
  const o = cls.alloc !== null ? cls.alloc(cls) : cls.hasDict ? new PyInstance(cls) : new PyBareInstance(cls);
  if (cls.tp_finalize !== null) noteFinalizable(o);
  return o;
}

/** `cls(*args)`: CPython's type_call. */
export function typeCall(self: Value, args: Value[], kwnames: KwNames): Value {
  const type = self as PyType;
  if (type === typeType && args.length === 1 && kwnames === null) return typeOf(args[0]);
  if (type.tp_new === null) throw typeError(`cannot create '${type.tpName}' instances`);
  const obj = type.tp_new(type, args, kwnames);
  const cls = typeOf(obj);
  if (!isSubtype(cls, type)) return obj;
  if (cls.tp_finalize !== null) noteFinalizable(obj as PyObject);
  if (cls.tp_init !== null) cls.tp_init(obj, args, kwnames);
  return obj;
}
