/**
 * The attributes and methods of `type` seen from Python (CPython's type_getsets and type_methods).
 */
import { lookupAttr, noAttributeText } from './attributes';
import {
  bytearrayType,
  bytesType,
  complexType,
  dictType,
  floatType,
  intType,
  moduleType,
  None,
  objectType,
  strType,
  typeType,
} from './builtinTypes';
import { call } from './call';
import { isTrue } from './compare';
import { PyDict } from './dict';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { attributeError, newError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { realIsInstance, realIsSubclass } from './isSubclass';
import { typeModified } from './lookup';
import { isInstanceOf, isSubtype, PyType, typeOf, type KwNames, type Value } from './object';
import { subscriptHooks } from './subscriptHooks';
import { updateAllSlots } from './slotDispatch';
import { checkTypeName, typeNew } from './classCreation';
import { moduleOf, qualnameOf, setQualname } from './typeNames';
import { bestBase, c3, calculateMetaclass, computeMro } from './mro';
import { orderNativeAttrs } from './nativeAttrOrder';
import { attrChanged, typeCall, typeGetAttr, typeSetAttr, defNew } from './typeObject';
import { signatureOfType } from './typeSignatures';
import { PyList, PyMappingProxy, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

export function installType(): void {
  const t = typeType;
  t.alloc = null;
  t.hasDict = true;
  t.hasWeakref = true;
  t.tp_call = typeCall;
  t.tp_getattro = typeGetAttr;
  t.tp_setattro = typeSetAttr;
  t.tp_repr = (self) => {
    const type = self as PyType;
    const module = moduleOf(type);
    const qualname = qualnameOf(type);
    return module === undefined || module === 'builtins' ? `<class '${qualname}'>` : `<class '${module}.${qualname}'>`;
  };
  defNew(t, (meta, args, kw) => {
    const nkw = kw?.length ?? 0;
    const npos = args.length - nkw;
    if (meta === typeType && npos === 1 && nkw === 0) return typeOf(args[0]);
    if (meta === typeType && npos === 1) throw typeError('type() takes no keyword arguments');
    if (npos !== 3)
      throw typeError(
        meta === typeType && npos !== 3
          ? 'type() takes 1 or 3 arguments'
          : `type.__new__() takes exactly 3 arguments (${npos} given)`,
      );
    const [name, bases, ns] = args;
    const text = strOf(name);
    if (text === undefined) throw typeError(`type.__new__() argument 1 must be str, not ${givenType(name)}`);
    if (!(bases instanceof PyTuple))
      throw typeError(`type.__new__() argument 2 must be tuple, not ${givenType(bases)}`);
    if (!(ns instanceof PyDict)) throw typeError(`type.__new__() argument 3 must be dict, not ${givenType(ns)}`);
    return typeNew(meta, text, bases.items, ns, args.slice(3), kw);
  });
  t.tp_init = (_self, args, kw) => {
    const npos = args.length - (kw?.length ?? 0);
    if (npos !== 1 && npos !== 3) throw typeError('type.__init__() takes 1 or 3 arguments');
    if (npos === 1 && kw !== null && kw.length > 0) throw typeError('type.__init__() takes no keyword arguments');
  };
  installAttributes(t);
  installMethods(t);
  noAttributeText.describe = (v, name) => {
    if (v instanceof PyType) return `type object '${v.tpName}' has no attribute '${name}'`;
    if (typeof v === 'object' && isInstanceOf(v, moduleType)) return moduleText(v.dict?.getStr('__name__'), name);
    return `'${typeOf(v).tpName}' object has no attribute '${name}'`;
  };
}

function moduleText(name: Value | undefined, attr: string): string {
  const text = name === undefined ? undefined : strOf(name);
  return text === undefined ? `module has no attribute '${attr}'` : `module '${text}' has no attribute '${attr}'`;
}

function nativeModuleOf(t: PyType): string {
  const dot = t.tpName.lastIndexOf('.');
  return dot < 0 ? 'builtins' : t.tpName.slice(0, dot);
}

function mustBeHeap(t: PyType, name: string): void {
  if (!t.isHeap) throw typeError(`cannot set '${name}' attribute of immutable type '${t.tpName}'`);
}

function mustHaveValue(t: PyType, name: string, v: Value | undefined): Value {
  mustBeHeap(t, name);
  if (v === undefined) throw typeError(`cannot delete '${name}' attribute of immutable type '${t.tpName}'`);
  return v;
}

function setAttrs(t: PyType, name: string, v: Value | undefined): void {
  if (v === undefined) t.attrs.delete(name);
  else t.attrs.setStr(name, v);
  attrChanged(t, name);
}

function installAttributes(t: PyType): void {
  defGetSet(
    t,
    '__name__',
    (c: PyType) => c.name,
    (c: PyType, v) => {
      const s = strOf(mustHaveValue(c, '__name__', v));
      if (s === undefined)
        throw typeError(`can only assign string to ${c.tpName}.__name__, not '${typeOf(v!).tpName}'`);
      checkTypeName(s);
      c.name = s;
      c.tpName = s;
    },
  );
  defGetSet(t, '__qualname__', qualnameOf, (c: PyType, v) => {
    const s = strOf(mustHaveValue(c, '__qualname__', v));
    if (s === undefined)
      throw typeError(`can only assign string to ${c.tpName}.__qualname__, not '${typeOf(v!).tpName}'`);
    setQualname(c, s);
  });
  defGetSet(
    t,
    '__module__',
    (c: PyType) => (c.isHeap ? c.attrs.getStr('__module__') : nativeModuleOf(c)),
    (c: PyType, v) => {
      setAttrs(c, '__module__', mustHaveValue(c, '__module__', v));
      // It has left the place where it was defined.
      c.attrs.delete('__firstlineno__');
    },
  );
  defGetSet(
    t,
    '__doc__',
    (c: PyType) => {
      const d = c.attrs.getStr('__doc__');
      if (d === undefined) return c.doc ?? None;
      const get = typeOf(d).tp_descr_get;
      return get === null ? d : get(d, undefined, c);
    },
    (c: PyType, v) => setAttrs(c, '__doc__', mustHaveValue(c, '__doc__', v)),
  );
  defGetSet(t, '__dict__', (c: PyType) => {
    orderNativeAttrs(c);
    return new PyMappingProxy(c.attrs);
  });
  defGetSet(t, '__bases__', (c: PyType) => new PyTuple(c.bases), setBases);
  defGetSet(t, '__base__', (c: PyType) => c.base ?? None);
  defGetSet(t, '__mro__', (c: PyType) => (c.mro.length === 0 ? None : new PyTuple(c.mro)));
  defGetSet(t, '__flags__', flagsOf);
  defGetSet(t, '__basicsize__', (c: PyType) => 16 + 8 * (c.slotCount + (c.hasDict ? 1 : 0)));
  defGetSet(t, '__itemsize__', (c: PyType) => {
    for (const [name, size] of ITEM_SIZES) if (c.mro.some((m) => !m.isHeap && m.name === name)) return size;
    return 0;
  });
  defGetSet(t, '__dictoffset__', (c: PyType) => (c.hasDict ? -1 : 0));
  defGetSet(t, '__weakrefoffset__', (c: PyType) => (c.hasWeakref ? -1 : 0));
  defGetSet(t, '__text_signature__', (c: PyType) => signatureOfType(c) ?? None);
  defGetSet(
    t,
    '__abstractmethods__',
    (c: PyType) => (c === typeType ? undefined : c.attrs.getStr('__abstractmethods__')),
    (c: PyType, v) => {
      c.isAbstract = v !== undefined && isTrue(v);
      if (v === undefined && !c.attrs.has('__abstractmethods__'))
        throw attributeError(c, '__abstractmethods__', '__abstractmethods__');
      setAttrs(c, '__abstractmethods__', v);
    },
  );
  defGetSet(t, '__annotations__', annotationsOf, (c: PyType, v) => {
    mustBeHeap(c, '__annotations__');
    if (v === undefined && !c.attrs.has('__annotations__') && !c.attrs.has('__annotations_cache__'))
      throw attributeError(c, '__annotations__', '__annotations__');
    c.attrs.delete('__annotations_cache__');
    if (v === undefined) setAttrs(c, '__annotations__', undefined);
    else setAttrs(c, c.attrs.has('__annotations__') ? '__annotations__' : '__annotations_cache__', v);
    setAttrs(c, '__annotate_func__', undefined);
    setAttrs(c, '__annotate__', undefined);
  });
  defGetSet(
    t,
    '__annotate__',
    (c: PyType) => {
      if (!c.isHeap)
        throw attributeError(c, '__annotate__', `type object '${c.tpName}' has no attribute '__annotate__'`);
      return annotateOf(c);
    },
    (c: PyType, v) => {
      if (v === undefined) throw typeError('cannot delete __annotate__ attribute');
      const f = mustHaveValue(c, '__annotate__', v);
      if (f !== None && typeOf(f).tp_call === null) throw typeError('__annotate__ must be callable or None');
      setAttrs(c, c.attrs.has('__annotate__') ? '__annotate__' : '__annotate_func__', f);
      if (f !== None) setAttrs(c, '__annotations_cache__', undefined);
    },
  );
  defGetSet(
    t,
    '__type_params__',
    (c: PyType) => (c.isHeap ? (c.attrs.getStr('__type_params__') ?? new PyTuple([])) : new PyTuple([])),
    (c: PyType, v) => setAttrs(c, '__type_params__', mustHaveValue(c, '__type_params__', v)),
  );
}

/** The class's own annotate function; that it has none is noted, as in CPython's type_get_annotate. */
function annotateOf(c: PyType): Value {
  const f = c.attrs.getStr('__annotate__') ?? c.attrs.getStr('__annotate_func__');
  if (f === undefined) {
    setAttrs(c, '__annotate_func__', None);
    return None;
  }
  const get = typeOf(f).tp_descr_get;
  return get === null ? f : get(f, undefined, c);
}

/** CPython's type_get_annotations (PEP 649): computed on demand and cached. */
function annotationsOf(c: PyType): Value {
  if (!c.isHeap)
    throw attributeError(c, '__annotations__', `type object '${c.tpName}' has no attribute '__annotations__'`);
  const own = c.attrs.getStr('__annotations__') ?? c.attrs.getStr('__annotations_cache__');
  if (own !== undefined) {
    const get = typeOf(own).tp_descr_get;
    return get === null ? own : get(own, undefined, c);
  }
  const f = annotateOf(c);
  let result: Value = new PyDict();
  if (f !== None) {
    result = call(f, [1]);
    if (!(result instanceof PyDict))
      throw typeError(`__annotate__ returned non-dict of type '${typeOf(result).tpName}'`);
  }
  setAttrs(c, '__annotations_cache__', result);
  return result;
}

/** Py_TPFLAGS bits that programs look at: HEAPTYPE, BASETYPE, IS_ABSTRACT, DISALLOW_INSTANTIATION, INLINE_VALUES, MANAGED_*, SEQUENCE, MAPPING, IMMUTABLE and *_SUBCLASS. */
function flagsOf(c: PyType): number {
  let f =
    0x1000 |
    (c.isHeap || c.isMutable ? 1 << 9 : 1 << 8) |
    (c.isBase ? 1 << 10 : 0) |
    (c.isAbstract ? 1 << 20 : 0) |
    (c.tp_new === null ? 1 << 7 : 0);
  // Attributes of instances lie in the instance, and its dictionary and weak references are made on demand.
  if (c.isHeap && c.hasDict) f |= c.alloc === null ? 0b10100 : 0b10000;
  if (c.isHeap && c.hasWeakref) f |= 1 << 3;
  if (c.patternFlags & 32) f |= 1 << 5;
  if (c.patternFlags & 64) f |= 1 << 6;
  const bits: [string, number][] = [
    ['int', 24],
    ['list', 25],
    ['tuple', 26],
    ['bytes', 27],
    ['str', 28],
    ['dict', 29],
    ['BaseException', 30],
    ['type', 31],
  ];
  let out = f;
  for (const [name, bit] of bits) if (c.mro.some((m) => !m.isHeap && m.name === name)) out += 2 ** bit;
  return out;
}

/** Whether CPython's instances of it have the collector's header. */
function isCollected(t: PyType): boolean {
  return t.isHeap || !UNCOLLECTED.has(t);
}

/** Of the types that can be a base. */
const UNCOLLECTED = new Set([objectType, intType, floatType, complexType, strType, bytesType, bytearrayType]);

function setBases(c: PyType, v: Value | undefined): void {
  const bases = mustHaveValue(c, '__bases__', v);
  if (!(bases instanceof PyTuple))
    throw typeError(`can only assign tuple to ${c.tpName}.__bases__, not ${typeOf(bases).tpName}`);
  if (bases.items.length === 0) throw typeError(`can only assign non-empty tuple to ${c.tpName}.__bases__, not ()`);
  for (const b of bases.items) {
    if (!(b instanceof PyType))
      throw typeError(`${c.tpName}.__bases__ must be tuple of classes, not '${typeOf(b).tpName}'`);
    // A custom mro() may come here again before the mros are set, but after the bases were.
    if (isSubtype(b, c) || (b.mro.length > 0 && isBaseOf(c, b)))
      throw typeError('a __bases__ item causes an inheritance cycle');
  }
  const best = bestBase(bases.items as PyType[]);
  const present = c.base!;
  // What CPython's compatible_for_assignment looks at first is tp_free, which all that its collector knows have in common.
  if (isCollected(best) !== isCollected(present))
    throw typeError(`__bases__ assignment: '${best.tpName}' deallocator differs from '${present.tpName}'`);
  if (best.alloc !== present.alloc || isSubtype(best, typeType) !== isSubtype(present, typeType))
    throw typeError(`__bases__ assignment: '${best.tpName}' object layout differs from '${present.tpName}'`);
  const old = c.bases;
  const oldBase = c.base;
  const ours = bases.items as PyType[];
  const set: MroChange[] = [];
  try {
    c.bases = ours;
    c.base = best;
    setMros(c, set);
  } catch (e) {
    for (const { type, before, after } of set) if (type.mro === after) type.mro = before;
    if (c.bases === ours) {
      c.bases = old;
      c.base = oldBase;
    }
    throw e;
  }
  // Unless a custom mro() has replaced them by others.
  if (c.bases === ours) {
    for (const b of old) b.subclasses.delete(c);
    for (const b of ours) b.subclasses.add(c);
  }
  typeModified(c);
  for (const t of [c, ...allSubclasses(c)]) updateAllSlots(t);
}

interface MroChange {
  type: PyType;
  before: PyType[];
  after: PyType[];
}

/** CPython's mro_hierarchy: the mros of a class and its subclasses; notes what was changed. */
function setMros(t: PyType, changes: MroChange[]): void {
  const before = t.mro;
  if (computeMro(t) === 'superseded') return;
  changes.push({ type: t, before, after: t.mro });
  for (const s of [...t.subclasses]) setMros(s, changes);
}

/** Along the chain of `base` alone (CPython's type_is_subtype_base_chain). */
function isBaseOf(c: PyType, t: PyType): boolean {
  for (let x: PyType | null = t; x !== null; x = x.base) if (x === c) return true;
  return false;
}

function allSubclasses(c: PyType): PyType[] {
  const out: PyType[] = [];
  for (const s of c.subclasses) out.push(s, ...allSubclasses(s));
  return [...new Set(out)];
}

/** What CPython keeps for each item behind an instance. */
const ITEM_SIZES = [
  ['int', 4],
  ['tuple', 8],
  ['bytes', 1],
  ['type', 40],
] as const;

function installMethods(t: PyType): void {
  defMethod(t, 'mro(self, /)', (c: PyType) => new PyList(c3(c)));
  defMethod(t, '__subclasses__(self, /)', (c: PyType) => new PyList([...c.subclasses].filter((s) => !s.isUnreachable)));
  defClassMethod(t, '__prepare__(cls, *args, **kwargs)!(cls, name, bases, /, **kwds)', () => new PyDict());
  defMethod(t, '__instancecheck__(self, instance, /)', (c: Value, v: Value) => realIsInstance(v, c));
  defMethod(t, '__subclasscheck__(self, subclass, /)', (c: Value, v: Value) => realIsSubclass(v, c));
  defMethod(t, '__dir__(self, /)', (c: PyType) => {
    const names = new PyDict();
    for (const m of c.mro) for (const k of m.attrs.keyList()) names.set(k, true);
    return new PyList(names.keyList());
  });
  defMethod(t, '__sizeof__(self, /)', () => 1000);
  t.nb_or = (a, b) => subscriptHooks.union(a, b);
}

/** `__build_class__`: everything but running the body, which `runBody` does. CPython's builtin___build_class__. */
export function buildClass(
  func: Value,
  name: string,
  basesIn: Value[],
  kwNames: KwNames,
  kwValues: Value[],
  runBody: (func: Value, ns: Value) => Value,
): Value {
  const bases = resolveBases(basesIn);
  let meta: Value | undefined;
  const rest: Value[] = [];
  const restNames: string[] = [];
  kwNames?.forEach((k, i) => {
    if (k === 'metaclass') meta = kwValues[i];
    else {
      restNames.push(k);
      rest.push(kwValues[i]);
    }
  });
  const kw = restNames.length === 0 ? null : restNames;
  if (meta === undefined) meta = bases.length === 0 ? typeType : typeOf(bases[0]);
  if (meta instanceof PyType) meta = calculateMetaclass(meta, bases);
  const prepare = lookupAttr(meta, '__prepare__');
  let ns: Value;
  const tuple = new PyTuple(bases);
  if (prepare === undefined || meta === typeType) ns = new PyDict();
  else {
    ns = call(prepare, [name, tuple, ...rest], kw);
    if (typeOf(ns) !== dictType && typeOf(ns).mp_subscript === null) {
      const metaName = meta instanceof PyType ? meta.name : '<metaclass>';
      throw typeError(`${metaName}.__prepare__() must return a mapping, not ${typeOf(ns).tpName}`);
    }
  }
  const cell = runBody(func, ns);
  if (bases !== basesIn && ns instanceof PyDict) ns.setStr('__orig_bases__', new PyTuple(basesIn));
  const cls = call(meta, [name, tuple, ns, ...rest], kw);
  checkCell(cell, cls, name);
  return cls;
}

function checkCell(cell: Value, cls: Value, name: string): void {
  if (!(cls instanceof PyType) || typeof cell !== 'object' || cell === None) return;
  const held = (cell as unknown as { value: Value | undefined }).value;
  if (held === undefined)
    throw newError(
      Exc.RuntimeError,
      `__class__ not set defining '${name}' as <class '${moduleOf(cls) ?? '?'}.${cls.tpName}'>. Was __classcell__ propagated to type.__new__?`,
    );
  if (held !== cls) throw typeError(`__class__ set to ${(held as PyType).name} defining '${name}' as ${cls.tpName}`);
}

/** `__mro_entries__` (PEP 560). The same array when nothing changed. */
function resolveBases(bases: Value[]): Value[] {
  let out: Value[] | undefined;
  bases.forEach((b, i) => {
    if (b instanceof PyType) {
      out?.push(b);
      return;
    }
    const f = lookupAttr(b, '__mro_entries__');
    if (f === undefined) {
      out?.push(b);
      return;
    }
    const entries = call(f, [new PyTuple(bases)]);
    if (!(entries instanceof PyTuple)) throw typeError('__mro_entries__ must return a tuple');
    out ??= bases.slice(0, i);
    out.push(...entries.items);
  });
  return out ?? bases;
}
