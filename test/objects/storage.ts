/** What the tests of dictionaries need of the object model: the key rules, without any type's methods. */
import '../../runtime/objects/compare';
import { bareType } from '../../runtime/objects/builtinTypes';
import { identityHash } from '../../runtime/objects/compare';
import { PyObject, type Value } from '../../runtime/objects/object';

/** A class whose instances hash and compare by a value, as one with `__hash__` and `__eq__` does. */
export const keyType = bareType('Key');
keyType.tp_hash = (self) => (self as Key).hash;
keyType.tp_richcompare = (a, b) =>
  a instanceof Key && b instanceof Key ? a.value === b.value : (a as Key).value === b;

export class Key extends PyObject {
  constructor(
    readonly value: Value,
    readonly hash = 1,
  ) {
    super(keyType);
  }
}

/** A class that hashes by identity. */
export const plainType = bareType('Plain');
plainType.tp_hash = identityHash;
