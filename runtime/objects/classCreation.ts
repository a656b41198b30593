/**
 * Classes made by Python code, and by native code as if by it: `type.__new__` with `__slots__`, `__set_name__` and
 * `__init_subclass__` (the part of CPython's typeobject.c below type_new).
 */
import { mangle } from '../base/mangle';
import { nativeTypes, None, objectType, typeType } from './builtinTypes';
import { call, lookupSpecial } from './call';
import { PyClassMethod, PyMember, PyStaticMethod } from './descriptors';
import { PyDict } from './dict';
import { isError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { PyFunction } from './function';
import { dictGetSet, weakrefGetSet } from './instanceAttributes';
import { interp } from './interp';
import { bestBase, calculateMetaclass, computeMro, mroItems } from './mro';
import { freshVersion, isSubtype, type PyObject, PyType, typeOf, type KwNames, type Value } from './object';
import { inheritSlots, updateAllSlots } from './slotDispatch';
import { setQualname } from './typeNames';
import { encodeUtf8 } from './utfCodecs';
import { PyCell, PyTuple, strOf } from './values';

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
    if (!(b instanceof PyType) && lookupSpecial(b, '__mro_entries__') !== undefined)
      throw typeError("type() doesn't support MRO entry resolution; use types.new_class()");
  const winner = calculateMetaclass(meta, basesIn);
  if (!basesIn.every((b) => b instanceof PyType)) throw typeError('bases must be types');
  const bases = basesIn.length === 0 ? [objectType] : (basesIn as PyType[]);
  if (winner !== meta && winner.tp_new !== typeType.tp_new) {
    return winner.tp_new!(winner, [name, new PyTuple(basesIn), ns, ...args], kwnames);
  }
  checkTypeName(name);
  const base = bestBase(bases);
  const t = new PyType(winner, name);
  t.isHeap = true;
  t.base = base;
  t.bases = bases;
  t.attrs = ns.copy();
  t.version = freshVersion();
  t.alloc = base.alloc;
  t.slotCount = base.slotCount;
  t.hasDict = base.hasDict;
  t.hasWeakref = base.hasWeakref;
  t.patternFlags = bases.map((b) => b.patternFlags).find((f) => f !== 0) ?? 0;
  // what annotations and type parameters see of the class from now on are its own attributes
  const dictCell = t.attrs.delete('__classdictcell__');
  if (dictCell instanceof PyCell) dictCell.value = t.attrs;
  const qualname = t.attrs.delete('__qualname__');
  if (qualname !== undefined && strOf(qualname) === undefined)
    throw typeError(`type __qualname__ must be a str, not ${typeOf(qualname).tpName}`);
  setQualname(t, strOf(qualname ?? name)!);
  if (!t.attrs.has('__module__')) {
    const globals = interp().currentGlobals();
    const module = globals instanceof PyDict ? globals.getStr('__name__') : undefined;
    if (module !== undefined) t.attrs.setStr('__module__', module);
  }
  const doc = t.attrs.getStr('__doc__');
  t.doc = doc === undefined ? null : (strOf(doc) ?? null);
  if (t.doc !== null) encodeUtf8(t.doc);
  // A slot may have this name.
  const cell = t.attrs.delete('__classcell__');
  addSlots(t, base);
  addDictAndWeakref(t, base);
  if (cell !== undefined && !(cell instanceof PyCell))
    throw typeError(`__classcell__ must be a nonlocal cell, not <class '${typeOf(cell).tpName}'>`);
  if (t.hasDict && !base.hasDict && !t.attrs.has('__dict__')) t.attrs.setStr('__dict__', dictGetSet(t));
  if (t.hasWeakref && !base.hasWeakref && !t.attrs.has('__weakref__')) t.attrs.setStr('__weakref__', weakrefGetSet(t));
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

/** CPython keeps names as UTF-8, ending with a null. */
export function checkTypeName(name: string): void {
  encodeUtf8(name);
  if (name.includes('\0')) throw valueError('type name must not contain null characters');
}

/** Those with a tp_itemsize in CPython: there is no fixed place behind them. */
function hasVariableSize(t: PyType): boolean {
  return isSubtype(t, typeType) || ['int', 'tuple', 'bytes'].some((name) => isSubtype(t, lookupNative(name)));
}

/** What a class has besides what its base has: all without `__slots__`, or what another of its bases has. */
function addDictAndWeakref(t: PyType, base: PyType): void {
  const all = !t.attrs.has('__slots__');
  t.hasDict ||= all || t.bases.some((b) => b.hasDict);
  if (!t.hasWeakref && (all || t.bases.some((b) => b.hasWeakref)))
    t.hasWeakref = base === objectType || !hasVariableSize(base);
}

/** `__slots__` of a new class. */
function addSlots(t: PyType, base: PyType): void {
  const slots = t.attrs.getStr('__slots__');
  if (slots === undefined) return;
  const text = strOf(slots);
  const names = text !== undefined ? [text] : mroItems.toArray(slots);
  if (names.length > 0 && hasVariableSize(base))
    throw typeError(`nonempty __slots__ not supported for subtype of '${base.tpName}'`);
  const seen = new Set<string>();
  for (const v of names) {
    const s = strOf(v);
    if (s === undefined) throw typeError(`__slots__ items must be strings, not '${typeOf(v).tpName}'`);
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(s)) throw typeError('__slots__ must be identifiers');
    if (s === '__dict__') {
      if (t.hasDict) throw typeError('__dict__ slot disallowed: we already got one');
      t.hasDict = true;
    } else if (s === '__weakref__') {
      if (t.hasWeakref) throw typeError('__weakref__ slot disallowed: we already got one');
      t.hasWeakref = true;
    } else seen.add(mangle(t.name, s));
  }
  for (const s of [...seen].sort()) {
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
      if (isError(e, Exc.BaseException))
        addNote(
          e,
          `Error calling __set_name__ on '${typeOf(value).tpName}' instance '${String(key)}' in '${t.tpName}'`,
        );
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
  for (const b of t.mro.slice(t.mro.indexOf(t) + 1)) {
    const f = b.attrs.getStr('__init_subclass__');
    if (f === undefined) continue;
    const get = typeOf(f).tp_descr_get;
    call(get === null ? f : get(f, t, t), args, kwnames);
    return;
  }
  // A mro() with nothing behind the class: what is found is super's own, which it has from object.
  if (args.length > 0) throw typeError('super.__init_subclass__() takes no keyword arguments');
}

/** A class made by native code as if by a class statement. */
export function makeClass(name: string, bases: PyType[], ns: PyDict): PyType {
  return call(typeType, [name, new PyTuple(bases), ns]) as PyType;
}
