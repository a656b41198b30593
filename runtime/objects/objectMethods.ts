/**
 * The attributes and methods of `object` (CPython's object_getsets and object_methods).
 */
import { genericGetAttr, genericSetAttr, lookupAttr } from './attributes';
import { moduleType, None, NotImplemented, objectType, typeType } from './builtinTypes';
import { identityHash, idOf, isTrue } from './compare';
import { defClassMethod, defGetSet, defMethod, PyMember } from './descriptors';
import { PyDict } from './dict';
import { typeError } from './errors';
import { Cmp, isInstanceOf, isSubtype, type PyObject, PyType, typeOf, type Value } from './object';
import { objectInit, objectNew } from './objectNew';
import { reprValue, toStr } from './text';
import { defNew } from './typeObject';
import { PyList, strOf } from './values';
import { moduleOf, qualnameOf } from './typeNames';
import { getState, reduce, reduceEx } from './reduce';
import { givenType } from './typeNames';

export function installObject(): void {
  const t = objectType;
  t.alloc = null;
  t.tp_init = objectInit;
  defNew(t, objectNew);
  t.tp_getattro = genericGetAttr;
  t.tp_setattro = genericSetAttr;
  t.tp_hash = identityHash;
  t.tp_str = (self) => reprValue(self, '__str__');
  t.tp_repr = (self) => {
    const c = typeOf(self);
    const module = moduleOf(c);
    const name = qualnameOf(c);
    return `<${module === undefined || module === 'builtins' ? '' : `${module}.`}${name} object at 0x${idOf(self).toString(16)}>`;
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
    if (strOf(spec) === undefined) throw typeError(`__format__() argument must be str, not ${givenType(spec)}`);
    if (spec !== '') throw typeError(`unsupported format string passed to ${typeOf(self).tpName}.__format__`);
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
  defMethod(t, '__reduce_ex__(self, protocol, /)', reduceEx);
  defMethod(t, '__getstate__(self, /)', (self: Value) => getState(self, false));
}

/** `o.__class__ = C`: between Python classes of one layout, or module types. */
function setClass(o: PyObject, v: Value | undefined): void {
  if (v === undefined) throw typeError("can't delete __class__ attribute");
  if (!(v instanceof PyType)) throw typeError(`__class__ must be set to a class, not '${typeOf(v).tpName}' object`);
  const old = typeOf(o);
  const isModule = isInstanceOf(o, moduleType) && v.mro.includes(moduleType);
  if (!isModule && (!v.isHeap || !old.isHeap))
    throw typeError('__class__ assignment only supported for mutable types or ModuleType subclasses');
  if (!sameLayout(v, old))
    throw typeError(`__class__ assignment: '${v.tpName}' object layout differs from '${old.tpName}'`);
  o.cls = v;
}

/** CPython's compatible_for_assignment: what both add to a common base is the same. */
function sameLayout(a: PyType, b: PyType): boolean {
  if (a.alloc !== b.alloc || isSubtype(a, typeType) !== isSubtype(b, typeType)) return false;
  const x = layoutOwner(a);
  const y = layoutOwner(b);
  return x === y || (x.base === y.base && sameAdditions(x, y));
}

/** The base that last added something to an instance. */
function layoutOwner(t: PyType): PyType {
  let x = t;
  while (x.base !== null && x.alloc === x.base.alloc && addsNothing(x, x.base)) x = x.base;
  return x;
}

function addsNothing(t: PyType, base: PyType): boolean {
  return t.slotCount === base.slotCount && t.hasDict === base.hasDict && t.hasWeakref === base.hasWeakref;
}

function sameAdditions(a: PyType, b: PyType): boolean {
  return a.hasDict === b.hasDict && a.hasWeakref === b.hasWeakref && ownSlots(a) === ownSlots(b);
}

/** Names of the values that the class's own `__slots__` added, in the order in which they lie. */
function ownSlots(t: PyType): string {
  const members = [...t.attrs.entries()].flatMap(([, v]) => (v instanceof PyMember && v.owner === t ? [v] : []));
  return members.map((m) => `${m.index}:${m.name}`).join();
}
