/**
 * The attributes and methods of `object` (CPython's object_getsets and object_methods).
 */
import { genericGetAttr, genericSetAttr, getAttr, instanceDict, lookupAttr } from './attributes';
import { moduleType, None, NotImplemented, objectType, typeType } from './builtinTypes';
import { call } from './call';
import { identity, identityHash, isTrue } from './compare';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { PyDict } from './dict';
import { typeError } from './errors';
import { Cmp, isInstanceOf, type PyObject, PyType, typeOf, type Value } from './object';
import { typeLookup } from './lookup';
import { objectInit, objectNew } from './objectNew';
import { repr, toStr } from './text';
import { defNew, typeQualnames } from './typeObject';
import { toArray } from './iteration';
import { PyList, PyTuple, strOf } from './values';
import { moduleOf } from './typeMethods';
import { sysState } from './sysState';

export function installObject(): void {
  const t = objectType;
  t.alloc = null;
  t.tp_init = objectInit;
  defNew(t, objectNew);
  t.tp_getattro = genericGetAttr;
  t.tp_setattro = genericSetAttr;
  t.tp_hash = identityHash;
  t.tp_str = (self) => repr(self);
  t.tp_repr = (self) => {
    const c = typeOf(self);
    const module = moduleOf(c);
    const name = typeQualnames.get(c) ?? c.name;
    return `<${module === undefined || module === 'builtins' ? '' : `${module}.`}${name} object at 0x${identity(self as PyObject).toString(16)}>`;
  };
  t.tp_richcompare = (a, b, op) => {
    if (op === Cmp.EQ) return a === b ? true : NotImplemented;
    if (op === Cmp.NE) {
      const eq = typeOf(a).tp_richcompare;
      const r = eq === null ? NotImplemented : eq(a, b, Cmp.EQ);
      return r === NotImplemented ? r : !isTrue(r);
    }
    return NotImplemented;
  };
  defGetSet(t, '__class__', (o: Value) => typeOf(o), setClass);
  defMethod(t, '__format__(self, format_spec, /)', (self: Value, spec: Value) => {
    if (strOf(spec) === undefined) throw typeError(`__format__() argument must be str, not ${typeOf(spec).name}`);
    if (spec !== '') throw typeError(`unsupported format string passed to ${typeOf(self).name}.__format__`);
    return toStr(self);
  });
  defMethod(t, '__sizeof__(self, /)', () => 16);
  defMethod(t, '__dir__(self, /)', (self: Value) => {
    const names = new PyDict();
    const d = typeof self === 'object' ? lookupAttr(self, '__dict__') : undefined;
    if (d instanceof PyDict) for (const k of d.keyList()) names.set(k, true);
    const cls = lookupAttr(self, '__class__');
    if (cls instanceof PyType) for (const m of cls.mro) for (const k of m.attrs.keyList()) names.set(k, true);
    return new PyList(names.keyList());
  });
  defClassMethod(t, '__subclasshook__(cls, object, /)', () => NotImplemented);
  defClassMethod(t, '__init_subclass__(cls)', () => None);
  defMethod(t, '__reduce__(self, /)', (self: Value) => reduce(self, 0));
  defMethod(t, '__reduce_ex__(self, protocol, /)', (self: Value, protocol: number) => {
    const own = getAttr(self, '__reduce__');
    const cls = typeOf(self);
    const base = objectType.attrs.getStr('__reduce__');
    const found = cls.mro.map((m) => m.attrs.getStr('__reduce__')).find((f) => f !== undefined);
    return found !== base ? call(own) : reduce(self, protocol);
  });
  defMethod(t, '__getstate__(self, /)', (self: Value) => getState(self));
}

/** `o.__class__ = C`: between Python classes of one layout, or module types. */
function setClass(o: PyObject, v: Value | undefined): void {
  if (v === undefined) throw typeError("can't delete __class__ attribute");
  if (!(v instanceof PyType)) throw typeError(`__class__ must be set to a class, not '${typeOf(v).name}' object`);
  const old = typeOf(o);
  const isModule = isInstanceOf(o, moduleType) && v.mro.includes(moduleType);
  if (!isModule && (!v.isHeap || !old.isHeap))
    throw typeError('__class__ assignment only supported for mutable types or ModuleType subclasses');
  if (v.alloc !== old.alloc || v.slotCount !== old.slotCount || v.hasDict !== old.hasDict)
    throw typeError(`__class__ assignment: '${v.name}' object layout differs from '${old.name}'`);
  o.cls = v;
}

/** CPython's object___reduce_ex__ through copyreg. */
function reduce(self: Value, protocol: number): Value {
  const importer = sysState.builtins.getStr('__import__')!;
  const copyreg = call(importer, ['copyreg']);
  if (protocol < 2) return call(getAttr(copyreg, '_reduce_ex'), [self, protocol]);
  return reduceNew(self, copyreg);
}

function reduceNew(self: Value, copyreg: Value): Value {
  const cls = typeOf(self);
  if (cls.tp_new === null) throw typeError(`cannot pickle '${cls.name}' object`);
  const getnewargsEx = lookupAttr(self, '__getnewargs_ex__');
  let args: readonly Value[] = [];
  let kwargs: PyDict | undefined;
  let hasArgs = false;
  if (getnewargsEx !== undefined) {
    const r = call(getnewargsEx) as PyTuple;
    args = (r.items[0] as PyTuple).items;
    kwargs = r.items[1] as PyDict;
    hasArgs = true;
  } else {
    const getnewargs = lookupAttr(self, '__getnewargs__');
    if (getnewargs !== undefined) {
      const r = call(getnewargs);
      if (!(r instanceof PyTuple)) throw typeError(`__getnewargs__ should return a tuple, not '${typeOf(r).name}'`);
      args = r.items;
      hasArgs = true;
    }
  }
  const state = call(getAttr(self, '__getstate__'));
  const ownState = typeLookup(cls, '__getstate__') !== objectType.attrs.getStr('__getstate__');
  if (!hasArgs && !ownState && !cls.isHeap && cls.alloc !== null && !isInstanceOf(self, typeType)) {
    const items = ['list', 'dict', 'set'].includes(cls.name);
    if (!items) throw typeError(`cannot pickle '${cls.name}' object`);
  }
  const listItems = isMro(cls, 'list') ? call(getAttr(self, '__iter__')) : None;
  const dictItems = isMro(cls, 'dict') ? call(getAttr(call(getAttr(self, 'items')), '__iter__')) : None;
  if (kwargs !== undefined && kwargs.size > 0)
    return new PyTuple([
      getAttr(copyreg, '__newobj_ex__'),
      new PyTuple([cls, new PyTuple(args), kwargs]),
      state,
      listItems,
      dictItems,
    ]);
  return new PyTuple([getAttr(copyreg, '__newobj__'), new PyTuple([cls, ...args]), state, listItems, dictItems]);
}

function isMro(cls: PyType, name: string): boolean {
  return cls.mro.some((m) => !m.isHeap && m.name === name);
}

/** CPython's object_getstate_default: `__dict__`, and `__slots__` beside it. */
function getState(self: Value): Value {
  const o = self as PyObject;
  if (typeof self !== 'object') return None;
  const dict = o.cls.hasDict ? instanceDict(o) : undefined;
  const state: Value =
    dict === undefined || (dict.size === 0 && o.cls.isHeap === false) ? None : dict.size === 0 ? None : dict;
  const slots = new PyDict();
  for (const m of o.cls.mro) {
    const names = m.attrs.getStr('__slots__');
    if (names === undefined) continue;
    const text = strOf(names);
    for (const n of text !== undefined ? [text] : toArray(names)) {
      const name = strOf(n)!;
      if (name === '__dict__' || name === '__weakref__') continue;
      const mangled = name.startsWith('__') && !name.endsWith('__') ? `_${m.name.replace(/^_+/, '')}${name}` : name;
      const v = lookupAttr(self, mangled);
      if (v !== undefined) slots.setStr(mangled, v);
    }
  }
  return slots.size === 0 ? state : new PyTuple([state, slots]);
}
