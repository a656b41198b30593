/**
 * Weak references and proxies (CPython's weakrefobject.c).
 *
 * Owns: the types `weakref.ReferenceType`, `ProxyType`, `CallableProxyType`, and clearing the references to an object.
 * Invariant: a reference holds its target by a plain JavaScript reference; only gc.collect() finds that a target is
 * dead and calls clearWeakrefs. JavaScript's own collector never shows.
 */
import { attributeError, newError, typeError } from './errors';
import { delAttr, getAttr, setAttr } from './attributes';
import {
  asyncGeneratorType,
  bareType,
  builtinFunctionType,
  codeType,
  coroutineType,
  frozensetType,
  functionType,
  generatorType,
  memoryviewType,
  methodType,
  moduleType,
  None,
  NotImplemented,
  setType,
  typeType,
} from './builtinTypes';
import { call, callSpecial } from './call';
import { hash, identity, isTrue, richCompare } from './compare';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { typeLookup } from './lookup';
import { getIter, iterNext } from './iteration';
import { Cmp, PyObject, typeOf, type Int, type KwNames, type PyType, type Value } from './object';
import { binaryOp, inplaceOp, inplacePower, power, unaryOp } from './operators';
import { contains, delItem, getItem, length, setItem } from './subscript';
import { subscriptHooks } from './subscriptHooks';
import { str } from './text';
import { toIndex } from './toIndex';
import { defNew, disallowNew } from './typeObject';
import { fullyQualifiedName } from './typeNames';
import { strOf } from './values';
import { ignored } from './unraisable';

export const weakrefType = bareType('weakref.ReferenceType');
export const weakProxyType = bareType('weakref.ProxyType');
export const weakCallableProxyType = bareType('weakref.CallableProxyType');

export class PyWeakRef extends PyObject {
  target: Value | undefined;
  callback: Value | undefined;
  hash: Int | undefined = undefined;
  constructor(cls: PyType, target?: PyObject, callback?: Value) {
    super(cls);
    this.target = target;
    this.callback = callback;
  }
}

/** All weak references and proxies to live objects, for gc.collect(). */
export const liveWeakrefTargets = new Set<PyObject>();

/** A reference (or proxy) to `target`; the plain one without a callback is shared. Raises TypeError. */
export function newWeakref(cls: PyType, target: Value, callback: Value | undefined): PyWeakRef {
  if (typeof target !== 'object' || !target.cls.hasWeakref)
    throw typeError(`cannot create weak reference to '${typeOf(target).tpName}' object`);
  const list = (target.weakrefs ??= []) as PyWeakRef[];
  if (callback === undefined && (cls === weakrefType || cls === weakProxyType || cls === weakCallableProxyType)) {
    const shared = list.find((r) => r.cls === cls && r.callback === undefined);
    if (shared !== undefined) return shared;
  }
  const r = new PyWeakRef(cls, target, callback);
  list.push(r);
  liveWeakrefTargets.add(target);
  return r;
}

/** The live references to an object, proxies included. */
export function weakrefsOf(v: Value): PyWeakRef[] {
  return typeof v === 'object' && v.weakrefs !== undefined ? (v.weakrefs as PyWeakRef[]) : [];
}

/** The object is dead: all its references forget it, then their callbacks run (the youngest first, as in CPython). */
export function clearWeakrefs(target: PyObject): void {
  const list = (target.weakrefs ?? []) as PyWeakRef[];
  target.weakrefs = undefined;
  liveWeakrefTargets.delete(target);
  for (const r of list) r.target = undefined;
  for (const r of [...list].reverse()) {
    const { callback } = r;
    if (callback === undefined) continue;
    r.callback = undefined;
    try {
      call(callback, [r]);
    } catch (e) {
      ignored(e, 'while calling weakref callback', callback);
    }
  }
}

function described(r: PyWeakRef, what: string): string {
  const at = `0x${identity(r).toString(16)}`;
  const { target } = r;
  if (target === undefined) return `<${what} at ${at}; dead>`;
  // The instance isn't asked: its __getattr__ may do anything (CPython's _PyObject_LookupSpecial).
  const onType = typeLookup(typeOf(target), '__name__');
  const get = onType === undefined ? null : typeOf(onType).tp_descr_get;
  const name = get === null ? onType : get(onType!, target, typeOf(target));
  const named = name === undefined ? undefined : strOf(name);
  const suffix = named === undefined ? '' : ` (${named})`;
  return `<${what} at ${at}; to '${fullyQualifiedName(typeOf(target))}' at 0x${identity(target as PyObject).toString(16)}${suffix}>`;
}

function refArgs(name: string, args: Value[]): [Value, Value | undefined] {
  if (args.length < 1) throw typeError(`${name} expected at least 1 argument, got 0`);
  if (args.length > 2) throw typeError(`${name} expected at most 2 arguments, got ${args.length}`);
  return [args[0], args[1] === undefined || args[1] === None ? undefined : args[1]];
}

function installRef(): void {
  const t = weakrefType;
  t.alloc = (cls) => new PyWeakRef(cls);
  defNew(t, (cls, args, kwnames) => {
    // Keywords belong to a subclass's __init__.
    const npos = args.length - (kwnames?.length ?? 0);
    const [target, callback] = refArgs('__new__', args.slice(0, npos));
    return newWeakref(cls, target, callback);
  });
  t.tp_init = (_self, args: Value[], kwnames: KwNames) => {
    if (kwnames !== null && kwnames.length > 0) throw typeError('ref() takes no keyword arguments');
    refArgs('__init__', args);
  };
  t.tp_call = (self, args, kwnames) => {
    if (args.length > 0)
      throw typeError(
        kwnames === null
          ? `__call__ expected 0 arguments, got ${args.length}`
          : 'ref.__call__() takes no keyword arguments',
      );
    return (self as PyWeakRef).target ?? None;
  };
  t.tp_hash = (self) => {
    const r = self as PyWeakRef;
    if (r.hash !== undefined) return r.hash;
    if (r.target === undefined) throw typeError('weak object has gone away');
    return (r.hash = hash(r.target));
  };
  t.tp_richcompare = (a, b, op) => {
    if ((op !== Cmp.EQ && op !== Cmp.NE) || !(a instanceof PyWeakRef) || !(b instanceof PyWeakRef))
      return NotImplemented;
    if (a.target === undefined || b.target === undefined) return op === Cmp.EQ ? a === b : a !== b;
    return richCompare(a.target, b.target, op);
  };
  t.tp_repr = (self) => described(self as PyWeakRef, 'weakref');
  defGetSet(t, '__callback__', (self: PyWeakRef) => self.callback ?? None);
  defClassMethod(
    t,
    '__class_getitem__(cls, object, /)',
    (cls: PyType, item: Value) => subscriptHooks.genericAlias(cls, item),
    'See PEP 585',
  );
}

/** The target of a proxy, or the value itself; raises ReferenceError for a dead one. */
function unproxy(v: Value): Value {
  if (!(v instanceof PyWeakRef) || (v.cls !== weakProxyType && v.cls !== weakCallableProxyType)) return v;
  if (v.target === undefined) throw newError('ReferenceError', 'weakly-referenced object no longer exists');
  return v.target;
}

const binarySlots = [
  'nb_add',
  'nb_subtract',
  'nb_multiply',
  'nb_remainder',
  'nb_divmod',
  'nb_lshift',
  'nb_rshift',
  'nb_and',
  'nb_xor',
  'nb_or',
  'nb_floor_divide',
  'nb_true_divide',
  'nb_matrix_multiply',
] as const;

function installProxy(t: PyType): void {
  t.hasDict = false;
  t.isBase = false;
  for (const slot of binarySlots) {
    t[slot] = (a, b) => binaryOp(unproxy(a), unproxy(b), slot);
    const inplace = slot.replace('nb_', 'nb_inplace_') as 'nb_inplace_add';
    if (slot !== 'nb_divmod') t[inplace] = (a, b) => inplaceOp(unproxy(a), unproxy(b), slot);
  }
  t.nb_power = (a, b, c) => power(unproxy(a), unproxy(b), unproxy(c));
  t.nb_inplace_power = (a, b) => inplacePower(unproxy(a), unproxy(b));
  t.nb_negative = (v) => unaryOp(unproxy(v), 'nb_negative');
  t.nb_positive = (v) => unaryOp(unproxy(v), 'nb_positive');
  t.nb_absolute = (v) => unaryOp(unproxy(v), 'nb_absolute');
  t.nb_invert = (v) => unaryOp(unproxy(v), 'nb_invert');
  t.nb_bool = (v) => isTrue(unproxy(v));
  t.nb_int = (v) =>
    convert(unproxy(v), '__int__', "int() argument must be a string, a bytes-like object or a real number, not ''");
  t.nb_float = (v) => convert(unproxy(v), '__float__', "float() argument must be a string or a real number, not ''");
  t.nb_index = (v) => toIndex(unproxy(v));
  t.sq_length = (v) => length(unproxy(v));
  t.sq_contains = (v, item) => contains(unproxy(v), item);
  t.mp_subscript = (v, key) => getItem(unproxy(v), unproxy(key));
  t.mp_ass_subscript = (v, key, value) => {
    if (value === undefined) delItem(unproxy(v), key);
    else setItem(unproxy(v), key, value);
  };
  t.tp_getattro = (v, name) => getAttr(unproxy(v), name);
  t.tp_setattro = (v, name, value) => {
    if (value === undefined) delAttr(unproxy(v), name);
    else setAttr(unproxy(v), name, value);
  };
  t.tp_iter = (v) => getIter(unproxy(v));
  t.tp_iternext = (v) => {
    const target = unproxy(v);
    if (typeOf(target).tp_iternext === null)
      throw typeError(`Weakref proxy referenced a non-iterator '${typeOf(target).tpName}' object`);
    return iterNext(target);
  };
  t.tp_str = (v) => str(unproxy(v));
  t.tp_repr = (v) => described(v as PyWeakRef, 'weakproxy');
  t.tp_richcompare = (a, b, op) => richCompare(unproxy(a), unproxy(b), op);
  defMethod(t, '__bytes__(self, /)', (self: Value) => {
    const r = callSpecial(unproxy(self), '__bytes__');
    if (r === undefined) throw attributeError(unproxy(self), '__bytes__');
    return r;
  });
  defMethod(t, '__reversed__(self, /)', (self: Value) => {
    const r = callSpecial(unproxy(self), '__reversed__');
    if (r === undefined) throw typeError(`'${typeOf(unproxy(self)).tpName}' object is not reversible`);
    return r;
  });
}

function convert(v: Value, method: string, message: string): Value {
  const r = callSpecial(v, method);
  if (r === undefined) throw typeError(message.replace("''", `'${typeOf(v).tpName}'`));
  return r;
}

/** Fills in the three types and says which native types can be referred to. */
export function installWeakref(): void {
  installRef();
  disallowNew(weakProxyType, weakCallableProxyType);
  installProxy(weakProxyType);
  installProxy(weakCallableProxyType);
  weakCallableProxyType.tp_call = (v, args, kwnames) => call(unproxy(v), args, kwnames);
  for (const t of [
    typeType,
    functionType,
    methodType,
    builtinFunctionType,
    generatorType,
    coroutineType,
    asyncGeneratorType,
    setType,
    frozensetType,
    moduleType,
    codeType,
    memoryviewType,
  ])
    t.hasWeakref = true;
}
