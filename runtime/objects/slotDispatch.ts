/**
 * Slot functions that call special methods written in Python, and which slot of a class gets which function (CPython's
 * slot_tp_* and update_one_slot).
 *
 * Invariant: a slot holds a native function directly whenever all the special methods behind it are that native type's.
 */
import { call, callSpecial, lookupSpecial } from './call';
import { compareBool, isTrue } from './compare';
import { None, NotImplemented } from './builtinTypes';
import { PySlotWrapper } from './descriptors';
import { isError, newError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { PyFunction } from './function';
import { interp } from './interp';
import { typeLookup } from './lookup';
import { PyMethodDescr, PyNative } from './native';
import { Cmp, isSubtype, typeOf, type PyType, type Value } from './object';
import { slotDefsBySlot, slotNames } from './slotDefs';
import { indexOrUndefined, toIndex, toSsize } from './toIndex';
import { strOf } from './values';
import { hashFailure } from './hashErrors';
import { hashInt } from './hashing';
import { ignored } from './unraisable';

type AnyFn = (...args: never[]) => unknown;

const dispatch: Record<string, AnyFn | null> = {};

/** A special method that must be there: its slot would be empty otherwise. */
function must(v: Value, name: string, args: Value[] = []): Value {
  const r = callSpecial(v, name, args);
  if (r === undefined) throw typeError(`'${typeOf(v).tpName}' object has no ${name}`);
  return r;
}

for (const [slot, name] of [
  ['tp_iter', '__iter__'],
  ['am_await', '__await__'],
  ['am_aiter', '__aiter__'],
  ['am_anext', '__anext__'],
  ['nb_negative', '__neg__'],
  ['nb_positive', '__pos__'],
  ['nb_absolute', '__abs__'],
  ['nb_invert', '__invert__'],
  ['nb_int', '__int__'],
  ['nb_float', '__float__'],
  ['nb_index', '__index__'],
] as const)
  dispatch[slot] = (self: Value) => must(self, name);

dispatch.tp_repr = (self: Value): string => {
  const r = must(self, '__repr__');
  const s = strOf(r);
  if (s === undefined) throw typeError(`__repr__ returned non-string (type ${typeOf(r).tpName})`);
  return s;
};
dispatch.tp_str = (self: Value): Value => {
  const r = must(self, '__str__');
  if (strOf(r) === undefined) throw typeError(`__str__ returned non-string (type ${typeOf(r).tpName})`);
  return r;
};
dispatch.tp_hash = (self: Value) => {
  const f = typeLookup(typeOf(self), '__hash__');
  if (f === undefined || f === None) throw typeError(`unhashable type: '${typeOf(self).tpName}'`);
  try {
    const h = indexOrUndefined(must(self, '__hash__'));
    if (h === undefined) throw typeError('__hash__ method should return an integer');
    return hashInt(h);
  } catch (e) {
    hashFailure.last = e;
    throw e;
  }
};
dispatch.tp_call = (self: Value, args: Value[], kw: readonly string[] | null) => {
  const f = lookupSpecial(self, '__call__');
  if (f === undefined) throw typeError(`'${typeOf(self).tpName}' object is not callable`);
  return call(f, args, kw);
};
dispatch.tp_getattro = (self: Value, name: string): Value | undefined => {
  const type = typeOf(self);
  const fallback = typeLookup(type, '__getattr__');
  const main = typeLookup(type, '__getattribute__');
  if (fallback === undefined) return must(self, '__getattribute__', [name]);
  try {
    if (!(main instanceof PySlotWrapper)) return must(self, '__getattribute__', [name]);
    const v = (main.slotFn as (self: Value, name: string) => Value | undefined)(self, name);
    if (v !== undefined) return v;
  } catch (e) {
    // Raised by a descriptor it counts as well.
    if (!isError(e, Exc.AttributeError)) throw e;
  }
  // It is called even if it was deleted meanwhile.
  const get = typeOf(fallback).tp_descr_get;
  return call(get === null ? fallback : get(fallback, self, type), [name]);
};
dispatch.tp_setattro = (self: Value, name: string, value: Value | undefined) => {
  if (value === undefined) must(self, '__delattr__', [name]);
  else must(self, '__setattr__', [name, value]);
};
const compareNames = ['__lt__', '__le__', '__eq__', '__ne__', '__gt__', '__ge__'];
dispatch.tp_richcompare = (self: Value, other: Value, op: Cmp): Value => {
  const found = typeLookup(typeOf(self), compareNames[op]);
  if (found === undefined) return NotImplemented;
  if (found instanceof PyFunction) return interp().callFunction(found, [self, other], null);
  if (found instanceof PySlotWrapper) return call(found, [self, other]);
  let bound: Value;
  try {
    const get = typeOf(found).tp_descr_get;
    bound = get === null ? found : get(found, self, typeOf(self));
  } catch (e) {
    // An error while looking it up counts as "none", as in CPython's slot_tp_richcompare.
    if (isError(e, Exc.BaseException)) return NotImplemented;
    throw e;
  }
  return call(bound, [other]);
};
dispatch.tp_iternext = (self: Value): Value | undefined => {
  try {
    return must(self, '__next__');
  } catch (e) {
    if (isError(e, Exc.StopIteration)) return undefined;
    throw e;
  }
};
dispatch.tp_descr_get = (self: Value, obj: Value | undefined, type: Value | undefined): Value => {
  const r = callSpecial(self, '__get__', [obj ?? None, type ?? None]);
  return r ?? self;
};
dispatch.tp_descr_set = (self: Value, obj: Value, value: Value | undefined) => {
  const name = value === undefined ? '__delete__' : '__set__';
  const r = callSpecial(self, name, value === undefined ? [obj] : [obj, value]);
  if (r === undefined) throw newError(Exc.AttributeError, name);
};
dispatch.tp_init = (self: Value, args: Value[], kw: readonly string[] | null) => {
  const f = typeLookup(typeOf(self), '__init__');
  const r =
    f instanceof PyFunction
      ? interp().callFunction(f, [self, ...args], kw)
      : call(lookupSpecial(self, '__init__')!, args, kw);
  if (r !== None) throw typeError(`__init__() should return None, not '${typeOf(r).tpName}'`);
};
/** The constructor of a class whose `__new__` is Python code, or was given later (CPython's slot_tp_new). */
export const newDispatcher = (cls: PyType, args: Value[], kw: readonly string[] | null): Value => {
  const f = typeOf(cls).tp_getattro!(cls, '__new__');
  return call(f!, [cls, ...args], kw);
};
dispatch.tp_finalize = (self: Value) => {
  const method = typeLookup(typeOf(self), '__del__');
  if (method === undefined) return;
  try {
    callSpecial(self, '__del__');
  } catch (e) {
    ignored(e, 'while calling deallocator', method);
  }
};
dispatch.nb_bool = (self: Value): boolean => {
  const r = callSpecial(self, '__bool__');
  if (r === undefined) return lengthOf(self) !== 0;
  if (typeof r !== 'boolean') throw typeError(`__bool__ should return bool, returned ${typeOf(r).tpName}`);
  return r;
};
function lengthOf(self: Value): number {
  const n = toIndex(must(self, '__len__'));
  if (n < 0) throw valueError('__len__() should return >= 0');
  return toSsize(n);
}
dispatch.sq_length = lengthOf;
dispatch.mp_subscript = (self: Value, key: Value) => must(self, '__getitem__', [key]);
dispatch.mp_ass_subscript = (self: Value, key: Value, value: Value | undefined) => {
  if (value === undefined) must(self, '__delitem__', [key]);
  else must(self, '__setitem__', [key, value]);
};
dispatch.sq_contains = (self: Value, item: Value): boolean => {
  const f = typeLookup(typeOf(self), '__contains__');
  if (f === None) throw typeError(`'${typeOf(self).tpName}' object is not a container`);
  const r = callSpecial(self, '__contains__', [item]);
  if (r !== undefined) return isTrue(r);
  const it = must(self, '__iter__');
  for (;;) {
    const v = typeOf(it).tp_iternext!(it);
    if (v === undefined) return false;
    if (compareBool(v, item, Cmp.EQ)) return true;
  }
};

/** A binary operator whose left or right operand is a Python class: CPython's SLOT1BINFULL. */
function binaryDispatch(slot: keyof PyType, name: string, rname: string): AnyFn {
  const self = (left: Value, right: Value): Value => {
    const lt = typeOf(left);
    const rt = typeOf(right);
    const rightHas = lt !== rt && rt[slot] === self;
    let tryRight = rightHas;
    if (lt[slot] === self) {
      if (rightHas && isSubtype(rt, lt) && typeLookup(rt, rname) !== typeLookup(lt, rname)) {
        const r = callReflected(right, rname, left);
        if (r !== NotImplemented) return r;
        tryRight = false;
      }
      const r = callSpecial(left, name, [right]) ?? NotImplemented;
      if (r !== NotImplemented || rt === lt) return r;
    }
    return tryRight ? callReflected(right, rname, left) : NotImplemented;
  };
  return self;
}

function callReflected(right: Value, rname: string, left: Value): Value {
  return callSpecial(right, rname, [left]) ?? NotImplemented;
}

for (const [slot, rows] of slotDefsBySlot) {
  if (!slot.startsWith('nb_') || slot in dispatch || slot === 'nb_power') continue;
  if (slot.startsWith('nb_inplace_')) {
    const { name } = rows[0];
    dispatch[slot] = (left: Value, right: Value) => callSpecial(left, name, [right]) ?? NotImplemented;
  } else dispatch[slot] = binaryDispatch(slot as keyof PyType, rows[0].name, rows[1].name);
}
const power = (base: Value, exp: Value, mod: Value): Value => {
  if (mod === None) {
    // binaryDispatch asks whether the slot is itself, so ask by name here.
    const lt = typeOf(base);
    const rt = typeOf(exp);
    if (
      lt !== rt &&
      rt.nb_power === power &&
      isSubtype(rt, lt) &&
      typeLookup(rt, '__rpow__') !== typeLookup(lt, '__rpow__')
    ) {
      const r = callReflected(exp, '__rpow__', base);
      if (r !== NotImplemented) return r;
    }
    if (lt.nb_power === power) {
      const r = callSpecial(base, '__pow__', [exp]) ?? NotImplemented;
      if (r !== NotImplemented || rt === lt) return r;
    }
    return rt !== lt && rt.nb_power === power ? callReflected(exp, '__rpow__', base) : NotImplemented;
  }
  if (typeOf(base).nb_power === power) return callSpecial(base, '__pow__', [exp, mod]) ?? NotImplemented;
  return NotImplemented;
};
dispatch.nb_power = power;
for (const s of ['sq_concat', 'sq_repeat', 'sq_inplace_concat', 'sq_inplace_repeat']) dispatch[s] = null;

/** Special methods that fill a slot though the table of wrappers does not name them for it. */
const alsoFills: Record<string, string[]> = { tp_getattro: ['__getattr__'], sq_contains: [], tp_hash: [] };

function setSlot(type: PyType, slot: string, value: unknown): void {
  (type as unknown as Record<string, unknown>)[slot] = value;
}

/** Recomputes one slot of a Python class from the special methods its mro has. */
export function updateSlot(type: PyType, slot: string): void {
  const names = [...slotDefsBySlot.get(slot)!.map((d) => d.name), ...(alsoFills[slot] ?? [])];
  let native: unknown;
  let generic = false;
  let any = false;
  for (const name of names) {
    let found = typeLookup(type, name);
    if (found === undefined) continue;
    if (found instanceof PyMethodDescr && found.beside !== null) found = found.beside;
    if (slot === 'tp_hash' && found === None) {
      setSlot(type, slot, null);
      return;
    }
    if (found instanceof PySlotWrapper && !isSubtype(type, found.owner)) generic = any = true;
    else if (found instanceof PySlotWrapper) {
      if (found.slot !== slot && otherRowsOf(name, found.slot)) continue;
      if (found.slot !== slot || found.name !== name) {
        generic = any = true;
        continue;
      }
      any = true;
      if (native === undefined) native = found.slotFn;
      else if (native !== found.slotFn) generic = true;
    } else if (
      found === None &&
      (slot === 'tp_iter' || slot === 'sq_contains' || slot === 'am_await' || slot === 'am_aiter' || slot === 'tp_call')
    ) {
      setSlot(type, slot, slot === 'sq_contains' ? dispatch.sq_contains : refused(slot));
      return;
    } else {
      any = true;
      generic = true;
    }
  }
  if (slot === 'sq_contains' && !any) {
    setSlot(type, slot, null);
    return;
  }
  if (!any) setSlot(type, slot, null);
  else setSlot(type, slot, generic || native === undefined ? dispatch[slot] : native);
}

/** A special method set to None: the operation is refused. */
function refused(slot: string): unknown {
  const text: Record<string, string> = {
    tp_iter: 'object is not iterable',
    am_await: "object can't be used in 'await' expression",
    am_aiter: "object can't be used in 'async for'",
    tp_call: 'object is not callable',
  };
  return (self: Value) => {
    throw typeError(`'${typeOf(self).tpName}' ${text[slot]}`);
  };
}

/** `__add__` of a list is a wrapper of sq_concat: for nb_add it says nothing. */
function otherRowsOf(name: string, slot: string): boolean {
  return (slotDefsBySlot.get(slot) ?? []).some((d) => d.name === name);
}

/** Recomputes every slot of a Python class. */
export function updateAllSlots(type: PyType): void {
  for (const slot of slotDefsBySlot.keys()) updateSlot(type, slot);
  updateNew(type);
}

/** The slots that a special method has to do with. */
const slotsByName = new Map<string, Set<string>>();

function slotsOfName(name: string): Set<string> | undefined {
  if (slotsByName.size === 0)
    for (const [slot, rows] of slotDefsBySlot)
      for (const n of [...rows.map((d) => d.name), ...(alsoFills[slot] ?? [])])
        slotsByName.set(n, (slotsByName.get(n) ?? new Set()).add(slot));
  return slotsByName.get(name);
}

/**
 * Fills the slots of a new class whose mro is C3's: those of its base (CPython's inherit_slots), but for what the class
 * itself or a class that the base doesn't know has special methods for. C3 keeps the order of the base's mro, so that
 * everything else is found where the base finds it.
 */
export function inheritSlots(type: PyType, base: PyType): void {
  const from = base as unknown as Record<string, unknown>;
  // Loops by index: every class passes here, mostly before V8 optimises anything.
  for (let i = 0; i < slotNames.length; i++) setSlot(type, slotNames[i], from[slotNames[i]]);
  const changed = new Set<string>();
  const { mro } = type;
  for (let i = 0; i < mro.length; i++) {
    if (base.mro.includes(mro[i])) continue;
    const { attrs } = mro[i];
    for (let k = 0; k < attrs.slots; k++) {
      const key = attrs.keyAt(k) as Value | undefined;
      if (typeof key === 'string' && key.startsWith('__')) slotsOfName(key)?.forEach((s) => changed.add(s));
    }
  }
  for (const slot of changed) updateSlot(type, slot);
  updateNew(type);
}

/** tp_new: the native one where `__new__` is a native type's, else the dispatcher. */
export function updateNew(type: PyType): void {
  for (const t of type.mro) {
    const own = t.attrs.getStr('__new__');
    if (own === undefined) continue;
    // `__new__ = list.__new__` in a class body changes nothing: the constructor stays that of the base.
    if (own instanceof PyNative && own.spec.name === '__new__') type.tp_new = t.isHeap ? type.base!.tp_new : t.tp_new;
    else type.tp_new = newDispatcher;
    return;
  }
  // A mro() that leaves `object` out.
  type.tp_new = null;
}

/** The special method `name` of a class was set or deleted: recompute what depends on it, in subclasses too. */
export function specialMethodChanged(type: PyType, name: string): void {
  const slots = slotsOfName(name);
  const visit = (t: PyType): void => {
    slots?.forEach((s) => updateSlot(t, s));
    if (name === '__new__') updateNew(t);
    for (const sub of t.subclasses) if (!sub.attrs.has(name)) visit(sub);
  };
  visit(type);
}
