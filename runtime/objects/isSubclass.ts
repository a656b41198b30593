/**
 * `issubclass(a, b)` and `isinstance(v, c)` with all of Python's protocol (CPython's abstract.c, PyObject_IsSubclass).
 */
import { lookupAttr } from './attributes';
import { typeType, unionType } from './builtinTypes';
import { call, lookupSpecial } from './call';
import { isTrue } from './compare';
import { typeError } from './errors';
import { isSubtype, PyType, typeOf, type Value } from './object';
import { PyTuple } from './values';

/** The `__bases__` of what only looks like a class. */
function basesOf(v: Value): readonly Value[] | undefined {
  const bases = lookupAttr(v, '__bases__');
  return bases instanceof PyTuple ? bases.items : undefined;
}

function abstractIsSubclass(derived: Value, cls: Value): boolean {
  if (derived === cls) return true;
  return (basesOf(derived) ?? []).some((b) => abstractIsSubclass(b, cls));
}

/** Without `__subclasscheck__`: CPython's recursive_issubclass. */
export function realIsSubclass(derived: Value, cls: Value): boolean {
  if (derived instanceof PyType && cls instanceof PyType) return isSubtype(derived, cls);
  if (basesOf(derived) === undefined) throw typeError('issubclass() arg 1 must be a class');
  if (basesOf(cls) === undefined) throw typeError('issubclass() arg 2 must be a class, a tuple of classes, or a union');
  return abstractIsSubclass(derived, cls);
}

/** Without `__instancecheck__`: CPython's object_isinstance. */
export function realIsInstance(v: Value, cls: Value): boolean {
  if (cls instanceof PyType) {
    if (isSubtype(typeOf(v), cls)) return true;
    const c = lookupAttr(v, '__class__');
    return c instanceof PyType && c !== typeOf(v) && isSubtype(c, cls);
  }
  if (basesOf(cls) === undefined) throw typeError('isinstance() arg 2 must be a type, a tuple of types, or a union');
  const c = lookupAttr(v, '__class__');
  return c !== undefined && abstractIsSubclass(c, cls);
}

export function isSubclassOf(derived: Value, cls: Value): boolean {
  if (typeOf(cls) === typeType) return derived === cls || realIsSubclass(derived, cls);
  if (cls instanceof PyTuple) return cls.items.some((c) => isSubclassOf(derived, c));
  if (typeOf(cls) === unionType) return isSubclassOf(derived, lookupAttr(cls, '__args__')!);
  const check = lookupSpecial(cls, '__subclasscheck__');
  return check !== undefined ? isTrue(call(check, [derived])) : realIsSubclass(derived, cls);
}

export function isInstance(v: Value, cls: Value): boolean {
  if (typeOf(v) === cls) return true;
  if (typeOf(cls) === typeType) return realIsInstance(v, cls);
  if (cls instanceof PyTuple) return cls.items.some((c) => isInstance(v, c));
  if (typeOf(cls) === unionType) return isInstance(v, lookupAttr(cls, '__args__')!);
  const check = lookupSpecial(cls, '__instancecheck__');
  return check !== undefined ? isTrue(call(check, [v])) : realIsInstance(v, cls);
}
