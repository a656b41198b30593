/**
 * Classes: creation, mro, attributes of types, instantiation (CPython's typeobject.c).
 *
 * Owns: `type.__new__`, PyType_Ready for native types, `type.__getattribute__`/`__setattr__`, `type.__call__`. The
 * Python-visible attributes of `type` and `object` are in typeMethods.ts and objectMethods.ts.
 */
import { genericSetAttr } from './attributes';
import { bareType, nativeTypes, None, objectType, typeType } from './builtinTypes';
import { call, callSpecial, lookupSpecial } from './call';
import { PyDict } from './dict';
import { interp } from './interp';
import { defClassMethod, defMethod, PyClassMethod, PyMember, PySlotWrapper, PyStaticMethod } from './descriptors';
import { attributeError, isError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { noteFinalizable } from './finalizable';
import { PyFunction } from './function';
import { dictGetSet, weakrefGetSet } from './instanceAttributes';
import { typeLookup, typeModified } from './lookup';
import { NativeSpec, PyNative, type NativeFn } from './native';
import {
  freshVersion,
  isSubtype,
  PyInstance,
  type PyObject,
  PyType,
  typeOf,
  type CallSlot,
  type KwNames,
  type Value,
} from './object';
import { slotDefs, slotDefsByName, slotHelpers } from './slotDefs';
import { inheritSlots, specialMethodChanged, updateAllSlots } from './slotDispatch';
import { PyCell, PyTuple, strOf } from './values';

// ---- native types

const ready = new Set<PyType>();

/** Derives what a native type inherits: slots from its base, wrappers for its own slots. CPython's PyType_Ready. */
export function readyType(t: PyType): void {
  if (ready.has(t)) return;
  ready.add(t);
  if (t.base !== null) readyType(t.base);
  const own = t as unknown as Record<string, unknown>;
  const ownSlots = new Set(slotDefs.filter((d) => own[d.slot] !== null).map((d) => d.slot as string));
  let inheritsCompare =
    own.tp_richcompare === null && own.tp_hash === null && !t.attrs.has('__hash__') && !t.attrs.has('__eq__');
  for (const base of t.mro.slice(1)) {
    const b = base as unknown as Record<string, unknown>;
    for (const d of slotDefs) {
      if (own[d.slot] !== null) continue;
      if ((d.slot === 'tp_richcompare' || d.slot === 'tp_hash') && !inheritsCompare) continue;
      own[d.slot] = b[d.slot];
    }
    // What a base refuses isn't looked for further up.
    if (base.attrs.getStr('__hash__') === None) inheritsCompare = false;
    if (t.tp_new === null && !noNew.has(t)) t.tp_new = base.tp_new;
    t.alloc ??= base.alloc;
    t.hasDict ||= base.hasDict;
    t.hasWeakref ||= base.hasWeakref;
  }
  if (t.hasDict && t.base?.hasDict !== true && !t.attrs.has('__dict__')) t.attrs.setStr('__dict__', dictGetSet(t));
  for (const d of slotDefs) {
    if (!ownSlots.has(d.slot) || t.attrs.has(d.name)) continue;
    t.attrs.setStr(d.name, new PySlotWrapper(d.name, t, d.slot, own[d.slot], d.wrap, d.signature, d.doc));
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
    'Create and return a new object.  See help(type) for accurate signature.',
  );
  spec.call = (args: Value[], kw: KwNames): Value => {
    const [cls, ...rest] = args;
    if (cls === undefined) throw typeError(`${t.name}.__new__(): not enough arguments`);
    if (!(cls instanceof PyType)) throw typeError(`${t.name}.__new__(X): X is not a type object (${typeOf(cls).name})`);
    if (!isSubtype(cls, t))
      throw typeError(`${t.name}.__new__(${cls.name}): ${cls.name} is not a subtype of ${t.name}`);
    let solid: PyType | null = cls;
    while (solid !== null && solid.isHeap) solid = solid.base;
    if (solid !== null && solid !== t && solid.tp_new !== t.tp_new && (solid.alloc !== t.alloc || !solid.isBase))
      throw typeError(`${t.name}.__new__(${cls.name}) is not safe, use ${solid.name}.__new__()`);
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
  if (!type.isHeap) throw typeError(`cannot set '${name}' attribute of immutable type '${type.name}'`);
  const metaAttr = typeLookup(type.cls, name);
  if (metaAttr !== undefined && typeOf(metaAttr).tp_descr_set !== null) {
    typeOf(metaAttr).tp_descr_set!(metaAttr, type, value);
    return;
  }
  if (value === undefined) {
    if (type.attrs.delete(name) === undefined)
      throw attributeError(type, name, `type object '${type.name}' has no attribute '${name}'`);
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

slotHelpers.noAttribute = (self, name) =>
  attributeError(
    self,
    name,
    self instanceof PyType ? `type object '${self.name}' has no attribute '${name}'` : undefined,
  );
slotHelpers.text = strOf;
slotHelpers.typeName = (v) => typeOf(v).name;
slotHelpers.checkSetAttr = (self, fn, name) => {
  // object.__setattr__ must not be used to change a native type behind its back (CPython's hackcheck).
  if (self instanceof PyType && fn === genericSetAttr)
    throw typeError(`can't apply this ${name} to ${self.cls.name} object`);
};

// ---- mro

/** CPython's mro_implementation: C3. */
export function c3(type: PyType): PyType[] {
  const twice = type.bases.find((b, i) => type.bases.indexOf(b) < i);
  if (twice !== undefined) throw typeError(`duplicate base class ${twice.name}`);
  const incomplete = type.bases.find((b) => b.mro.length === 0);
  if (incomplete !== undefined) throw typeError(`Cannot extend an incomplete type '${incomplete.name}'`);
  const seqs = [...type.bases.map((b) => [...b.mro]), [...type.bases]];
  const out: PyType[] = [type];
  for (;;) {
    const open = seqs.filter((s) => s.length > 0);
    if (open.length === 0) return out;
    const next = open.map((s) => s[0]).find((head) => !open.some((s) => s.indexOf(head) > 0));
    if (next === undefined) {
      const heads = [...new Set(open.map((s) => s[0]))].map((t) => t.name).join(', ');
      throw typeError(`Cannot create a consistent method resolution order (MRO) for bases ${heads}`);
    }
    out.push(next);
    for (const s of open) if (s[0] === next) s.shift();
  }
}

/**
 * Sets the mro by C3 or by the metaclass's `mro()`, and tells which. That method may itself have set the bases: then what
 * it did stands (CPython's mro_internal).
 */
export function computeMro(type: PyType): 'c3' | 'own' | 'superseded' {
  if (type.cls === typeType || typeLookup(type.cls, 'mro') === typeLookup(typeType, 'mro')) {
    type.mro = c3(type);
    return 'c3';
  }
  const old = type.mro;
  const r = callSpecial(type, 'mro')!;
  const items = mroItems.toArray(r);
  const solid = solidBase(type.base ?? objectType);
  for (const t of items) {
    if (!(t instanceof PyType)) throw typeError(`mro() returned a non-class ('${typeOf(t).name}')`);
    if (t !== type && !isSubtype(solid, solidBase(t)))
      throw typeError(`mro() returned base with unsuitable layout ('${t.name}')`);
  }
  if (type.mro !== old) return 'superseded';
  type.mro = items as PyType[];
  return 'own';
}

/** Lists an iterable; set by iteration.ts, which is above this file. */
export const mroItems = {} as { toArray(v: Value): Value[] };

// ---- classes made by Python code

/** The metaclass for these bases: the most derived one (CPython's _PyType_CalculateMetaclass). */
export function calculateMetaclass(meta: PyType, bases: readonly Value[]): PyType {
  let winner = meta;
  for (const b of bases) {
    const t = typeOf(b);
    if (isSubtype(winner, t)) continue;
    if (isSubtype(t, winner)) winner = t;
    else
      throw typeError(
        'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
      );
  }
  return winner;
}

/** The base whose native layout the new class has (CPython's best_base). */
export function bestBase(bases: PyType[]): PyType {
  let winner: PyType | undefined;
  for (const b of bases) {
    if (!b.isBase) throw typeError(`type '${b.name}' is not an acceptable base type`);
    const candidate = solidBase(b);
    if (winner === undefined) winner = b;
    else if (isSubtype(solidBase(winner), candidate)) continue;
    else if (isSubtype(candidate, solidBase(winner))) winner = b;
    else throw typeError('multiple bases have instance lay-out conflict');
  }
  return winner ?? objectType;
}

function solidBase(t: PyType): PyType {
  for (let x = t; ; x = x.base) {
    // What a type is made of is no `alloc`'s doing.
    if (x.base === null || x === typeType) return x;
    if (x.alloc !== x.base.alloc || x.slotCount > x.base.slotCount) return x;
  }
}

function mangle(cls: string, name: string): string {
  if (!name.startsWith('__') || name.endsWith('__')) return name;
  const stripped = cls.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** `type.__new__(meta, name, bases, namespace, **kwargs)`: makes a class. */
export function typeNew(
  meta: PyType,
  name: string,
  basesIn: readonly Value[],
  ns: PyDict,
  args: Value[],
  kwnames: KwNames,
): Value {
  for (const b of basesIn)
    if (!(b instanceof PyType)) {
      if (lookupSpecial(b, '__mro_entries__') !== undefined)
        throw typeError("type() doesn't support MRO entry resolution; use types.new_class()");
      throw typeError('bases must be types');
    }
  const bases = basesIn.length === 0 ? [objectType] : (basesIn as PyType[]);
  const winner = calculateMetaclass(meta, bases);
  if (winner !== meta && winner.tp_new !== typeType.tp_new) {
    return winner.tp_new!(winner, [name, new PyTuple(basesIn), ns, ...args], kwnames);
  }
  if (name.includes('\0')) throw valueError('type name must not contain null characters');
  const base = bestBase(bases);
  const t = new PyType(winner, name);
  t.isHeap = true;
  t.base = base;
  t.bases = bases;
  t.attrs = ns.copy();
  t.version = freshVersion();
  t.alloc = base.alloc;
  t.slotCount = base.slotCount;
  t.hasDict = bases.some((b) => b.hasDict);
  t.hasWeakref = bases.some((b) => b.hasWeakref);
  t.patternFlags = bases.map((b) => b.patternFlags).find((f) => f !== 0) ?? 0;
  // what annotations and type parameters see of the class from now on are its own attributes
  const dictCell = t.attrs.delete('__classdictcell__');
  if (dictCell instanceof PyCell) dictCell.value = t.attrs;
  const qualname = t.attrs.delete('__qualname__');
  if (qualname !== undefined && strOf(qualname) === undefined)
    throw typeError(`type __qualname__ must be a str, not ${typeOf(qualname).name}`);
  typeQualnames.set(t, strOf(qualname ?? name)!);
  if (!t.attrs.has('__module__')) {
    const globals = interp().currentGlobals();
    const module = globals instanceof PyDict ? globals.getStr('__name__') : undefined;
    if (module !== undefined) t.attrs.setStr('__module__', module);
  }
  const doc = t.attrs.getStr('__doc__');
  t.doc = doc === undefined ? null : (strOf(doc) ?? null);
  const cell = t.attrs.delete('__classcell__');
  if (cell !== undefined && !(cell instanceof PyCell))
    throw typeError(`__classcell__ must be a nonlocal cell, not <class '${typeOf(cell).name}'>`);
  addSlots(t, base);
  if (t.hasDict && !bases.some((b) => b.hasDict)) t.attrs.setStr('__dict__', dictGetSet(t));
  if (t.hasWeakref && !bases.some((b) => b.hasWeakref)) t.attrs.setStr('__weakref__', weakrefGetSet(t));
  const created = t.attrs.getStr('__new__');
  if (created instanceof PyFunction) t.attrs.setStr('__new__', new PyStaticMethod(created));
  for (const hook of ['__init_subclass__', '__class_getitem__']) {
    const f = t.attrs.getStr(hook);
    if (f instanceof PyFunction) t.attrs.setStr(hook, new PyClassMethod(f));
  }
  if (t.attrs.has('__eq__') && !t.attrs.has('__hash__')) t.attrs.setStr('__hash__', None);
  if (!t.attrs.has('__doc__')) t.attrs.setStr('__doc__', None);
  if (t.attrs.keyList().some((k) => strOf(k) === undefined))
    interp().warn(Exc.RuntimeWarning, `non-string key in the __dict__ of class ${name}`, 1);
  if (cell instanceof PyCell) cell.value = t;
  const inherits = computeMro(t) === 'c3';
  for (const b of bases) b.subclasses.add(t);
  if (inherits) inheritSlots(t, base);
  else updateAllSlots(t);
  setNames(t);
  initSubclass(t, args, kwnames);
  return t;
}

/** `__qualname__` of classes made by Python code. */
export const typeQualnames = new WeakMap<PyType, string>();

/** `__slots__`, `__dict__` and `__weakref__` of a new class. */
function addSlots(t: PyType, base: PyType): void {
  const slots = t.attrs.getStr('__slots__');
  const mayWeakref = !t.hasWeakref;
  if (slots === undefined) {
    t.hasDict = true;
    t.hasWeakref = true;
    return;
  }
  const text = strOf(slots);
  const names = text !== undefined ? [text] : mroItems.toArray(slots);
  const seen: string[] = [];
  for (const v of names) {
    const s = strOf(v);
    if (s === undefined) throw typeError(`__slots__ items must be strings, not '${typeOf(v).name}'`);
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(s)) throw typeError('__slots__ must be identifiers');
    if (s === '__dict__') {
      if (base.hasDict || t.hasDict) throw typeError('__dict__ slot disallowed: we already got one');
      t.hasDict = true;
    } else if (s === '__weakref__') {
      if (!mayWeakref || t.hasWeakref) throw typeError('__weakref__ slot disallowed: we already got one');
      t.hasWeakref = true;
    } else seen.push(mangle(t.name, s));
  }
  if (
    seen.length > 0 &&
    (isSubtype(base, typeType) ||
      isSubtype(base, lookupNative('int')) ||
      isSubtype(base, lookupNative('tuple')) ||
      isSubtype(base, lookupNative('bytes')))
  )
    throw typeError(`nonempty __slots__ not supported for subtype of '${base.name}'`);
  for (const s of seen.sort()) {
    if (t.attrs.has(s) && s !== '__classcell__' && s !== '__qualname__')
      throw valueError(`'${s}' in __slots__ conflicts with class variable`);
    t.attrs.setStr(s, new PyMember(s, t, t.slotCount++));
  }
}

function lookupNative(name: string): PyType {
  return nativeTypes.find((t) => t.name === name)!;
}

function setNames(t: PyType): void {
  for (const [key, value] of t.attrs.entries()) {
    const f = lookupSpecial(value, '__set_name__');
    if (f === undefined) continue;
    try {
      call(f, [t, key]);
    } catch (e) {
      if (isError(e, Exc.Exception))
        addNote(e, `Error calling __set_name__ on '${typeOf(value).name}' instance '${String(key)}' in '${t.name}'`);
      throw e;
    }
  }
}

function addNote(e: PyObject, note: string): void {
  const f = lookupSpecial(e, 'add_note');
  if (f !== undefined) call(f, [note]);
}

/** `super(t, t).__init_subclass__(**kwargs)`. */
function initSubclass(t: PyType, args: Value[], kwnames: KwNames): void {
  if (!t.mro.includes(t)) throw typeError('super(type, obj): obj must be an instance or subtype of type');
  for (const b of t.mro.slice(1)) {
    const f = b.attrs.getStr('__init_subclass__');
    if (f === undefined) continue;
    const get = typeOf(f).tp_descr_get;
    call(get === null ? f : get(f, t, t), args, kwnames);
    return;
  }
}

// ---- instances

/** A bare instance of a class: CPython's tp_alloc. */
export function allocate(cls: PyType): PyObject {
  const o = cls.alloc === null ? new PyInstance(cls) : cls.alloc(cls);
  if (cls.tp_finalize !== null) noteFinalizable(o);
  return o;
}

/** `cls(*args)`: CPython's type_call. */
export function typeCall(self: Value, args: Value[], kwnames: KwNames): Value {
  const type = self as PyType;
  if (type === typeType && args.length === 1 && kwnames === null) return typeOf(args[0]);
  if (type.tp_new === null)
    throw typeError(
      `cannot create '${type.isHeap || !type.attrs.has('__module__') ? '' : `${String(type.attrs.getStr('__module__'))}.`}${type.name}' instances`,
    );
  const obj = type.tp_new(type, args, kwnames);
  const cls = typeOf(obj);
  if (!isSubtype(cls, type)) return obj;
  if (cls.tp_finalize !== null) noteFinalizable(obj as PyObject);
  if (cls.tp_init !== null) cls.tp_init(obj, args, kwnames);
  return obj;
}

/** A class made by native code as if by a class statement. */
export function makeClass(name: string, bases: PyType[], ns: PyDict): PyType {
  return call(typeType, [name, new PyTuple(bases), ns]) as PyType;
}
