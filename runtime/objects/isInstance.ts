/**
 * isinstance and issubclass with their hooks (CPython's object_isinstance, PyObject_IsInstance).
 */
import { lookupAttr } from './attributes';
import { tupleType, typeType, unionType } from './builtinTypes';
import { call, lookupSpecial } from './call';
import { isTrue } from './compare';
import { typeError } from './errors';
import { isInstanceOf, isSubtype, PyType, typeOf, type Value } from './object';
import { typeLookup } from './lookup';
import type { PyTuple } from './values';

export function isInstance(v: Value, cls: Value): boolean {
  if (typeOf(v) === cls) return true;
  if (typeof cls === 'object' && cls.cls === typeType) return recursiveIsInstance(v, cls);
  if (typeof cls === 'object' && isInstanceOf(cls, tupleType)) return (cls as PyTuple).items.some((c) => isInstance(v, c));
  if (typeof cls === 'object' && cls.cls === unionType) return isInstance(v, lookupAttr(cls, '__args__')!);
  const check = lookupSpecial(cls, '__instancecheck__');
  if (check !== undefined) return isTrue(call(check, [v]));
  return recursiveIsInstance(v, cls);
}

/** Without asking `__instancecheck__`: `type.__instancecheck__`. */
export function recursiveIsInstance(v: Value, cls: Value): boolean {
  if (cls instanceof PyType) {
    if (isSubtype(typeOf(v), cls)) return true;
    const claimed = lookupAttr(v, '__class__');
    return claimed instanceof PyType && claimed !== typeOf(v) && isSubtype(claimed, cls);
  }
  checkClass(cls, 'isinstance() arg 2 must be a type, a tuple of types, or a union');
  const claimed = lookupAttr(v, '__class__');
  return claimed !== undefined && abstractIsSubclass(claimed, cls);
}

export function isSubclass(derived: Value, cls: Value): boolean {
  if (typeof cls === 'object' && cls.cls === typeType) {
    if (derived === cls) return true;
    return recursiveIsSubclass(derived, cls);
  }
  if (typeof cls === 'object' && isInstanceOf(cls, tupleType)) return (cls as PyTuple).items.some((c) => isSubclass(derived, c));
  if (typeof cls === 'object' && cls.cls === unionType) return isSubclass(derived, lookupAttr(cls, '__args__')!);
  const check = typeLookup(typeOf(cls), '__subclasscheck__') === undefined ? undefined : lookupSpecial(cls, '__subclasscheck__');
  if (check !== undefined) return isTrue(call(check, [derived]));
  return recursiveIsSubclass(derived, cls);
}

/** Without asking `__subclasscheck__`: `type.__subclasscheck__`. */
export function recursiveIsSubclass(derived: Value, cls: Value): boolean {
  if (cls instanceof PyType && derived instanceof PyType) return isSubtype(derived, cls);
  checkClass(derived, 'issubclass() arg 1 must be a class');
  checkClass(cls, 'issubclass() arg 2 must be a class, a tuple of classes, or a union');
  return abstractIsSubclass(derived, cls);
}

function basesOf(cls: Value): readonly Value[] | undefined {
  const bases = lookupAttr(cls, '__bases__');
  return typeof bases === 'object' && isInstanceOf(bases, tupleType) ? (bases as PyTuple).items : undefined;
}

function checkClass(cls: Value, message: string): void {
  if (basesOf(cls) === undefined) throw typeError(message);
}

function abstractIsSubclass(derived: Value, cls: Value): boolean {
  return derived === cls || (basesOf(derived) ?? []).some((b) => abstractIsSubclass(b, cls));
}
