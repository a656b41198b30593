/**
 * Truth, comparison, identity and hashing of any value (CPython's PyObject_IsTrue, _RichCompare, _Hash).
 *
 * Owns: the dispatch, and the key rules of dictionaries, which rest on it.
 */
import { None, NotImplemented } from './builtinTypes';
import { keyRules } from './dict';
import { typeError } from './errors';
import { Cmp, isSubtype, typeOf, type Int, type Value } from './object';
import { hashInt, hashString } from './hashing';
import { PyFloat, PyIntObject, PyStrObject } from './values';

const swapped = [Cmp.GT, Cmp.GE, Cmp.EQ, Cmp.NE, Cmp.LT, Cmp.LE];
const symbols = ['<', '<=', '==', '!=', '>', '>='];

/** `left op right`, any value. */
export function richCompare(left: Value, right: Value, op: Cmp): Value {
  const lt = typeOf(left);
  const rt = typeOf(right);
  let triedRight = false;
  if (lt !== rt && rt.tp_richcompare !== null && isSubtype(rt, lt)) {
    triedRight = true;
    const r = rt.tp_richcompare(right, left, swapped[op]);
    if (r !== NotImplemented) return r;
  }
  if (lt.tp_richcompare !== null) {
    const r = lt.tp_richcompare(left, right, op);
    if (r !== NotImplemented) return r;
  }
  if (!triedRight && rt.tp_richcompare !== null) {
    const r = rt.tp_richcompare(right, left, swapped[op]);
    if (r !== NotImplemented) return r;
  }
  if (op === Cmp.EQ) return is(left, right);
  if (op === Cmp.NE) return !is(left, right);
  throw typeError(`'${symbols[op]}' not supported between instances of '${lt.tpName}' and '${rt.tpName}'`);
}

/** Truth of `left op right`; identical objects are equal without asking (CPython's PyObject_RichCompareBool). */
export function compareBool(left: Value, right: Value, op: Cmp): boolean {
  if (is(left, right)) {
    if (op === Cmp.EQ) return true;
    if (op === Cmp.NE) return false;
  }
  return isTrue(richCompare(left, right, op));
}

/** `a == b` by identity first. */
export function equal(a: Value, b: Value): boolean {
  if (a === b) return true;
  const ta = typeof a;
  if (ta === typeof b && ta !== 'object') return false;
  return compareBool(a, b, Cmp.EQ);
}

/** `a is b`. Equal ints and strs are one object here; floats are not. */
export function is(a: Value, b: Value): boolean {
  return a === b;
}

export function isTrue(v: Value): boolean {
  if (v === None) return false;
  // V8 tests `typeof` against a literal at once; what a `switch` is over, it makes first.
  if (typeof v === 'boolean') return v;
  if (typeof v === 'number') return v !== 0;
  if (typeof v === 'string') return v.length !== 0;
  if (typeof v === 'bigint') return true;
  const t = v.cls;
  if (t.nb_bool !== null) return t.nb_bool(v);
  if (t.sq_length !== null) return t.sq_length(v) !== 0;
  return true;
}

/** `hash(v)`; raises TypeError for unhashable values. */
export function hash(v: Value): Int {
  if (typeof v === 'string') return hashString(v);
  if (typeof v === 'number' || typeof v === 'bigint') return hashInt(v);
  if (typeof v === 'boolean') return v ? 1 : 0;
  const slot = v.cls.tp_hash;
  if (slot === null) throw typeError(`unhashable type: '${v.cls.tpName}'`);
  return slot(v);
}

/** Hash by identity, as object.__hash__ does; a number given out in order of first use, so that runs are repeatable. */
const identities = new WeakMap<object, number>();
let nextIdentity = 1;

/** `id(v)` of an object: stable and never reused. Looks like an address to the eye. */
export function identity(v: object): number {
  let n = identities.get(v);
  if (n === undefined) {
    n = 0x7f0000000000 + nextIdentity++ * 16;
    identities.set(v, n);
  }
  return n;
}

/** `id()` of a primitive: the same for the same value, apart from the ids of objects. */
const strIds = new Map<string, number>();

/** `id(v)`. */
export function idOf(v: Value): Int {
  switch (typeof v) {
    case 'object':
      return identity(v);
    case 'boolean':
      return v ? 0x5500_0000_0020 : 0x5500_0000_0000;
    case 'number':
      if (Math.abs(v) < 0x1_0000_0000) return 0x5600_0000_0000 + v * 32;
      return 0x10_0000_0000_0000n + BigInt(v) * 32n;
    case 'bigint':
      return idOfText(`int ${v}`);
    case 'string':
      return idOfText(`str ${v}`);
  }
}

function idOfText(key: string): number {
  let n = strIds.get(key);
  if (n === undefined) strIds.set(key, (n = 0x7e00_0000_0000 + strIds.size * 64));
  return n;
}

/** object.__hash__: of a primitive, which has a hash of its own, only when it is asked for by name. */
export function identityHash(v: Value): Int {
  // The same in every run, as CPython's none_hash.
  if (v === None) return 0xfca86420;
  return typeof v === 'object' ? identity(v) / 16 : hashInt(idOf(v));
}

/** Slot functions that keep a class's keys plain; filled below and by the types' files. */
keyRules.plain = (key: Value): unknown => {
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint') return key;
  if (typeof key === 'boolean') return key ? 1 : 0;
  const t = key.cls;
  if (t.tp_hash === identityHash) return key;
  if (key instanceof PyFloat && t.tp_hash === plainHashes.float) return plainFloat(key);
  if (key instanceof PyStrObject && t.tp_hash === plainHashes.str && t.tp_richcompare === plainHashes.strCompare)
    return key.value;
  if (key instanceof PyIntObject && t.tp_hash === plainHashes.int && t.tp_richcompare === plainHashes.intCompare)
    return key.value;
  return undefined;
};

/** The native slots of float, str and int: an instance of a subclass with these is the plain key of its value. */
export const plainHashes: Partial<Record<'float' | 'str' | 'strCompare' | 'int' | 'intCompare', unknown>> = {};

function plainFloat(f: PyFloat): unknown {
  const { value } = f;
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  if (Number.isInteger(value)) return BigInt(value);
  return Number.isNaN(value) ? f : value;
}

keyRules.hash = hash;
keyRules.equal = equal;

/** Of numbers alone: V8 makes another, slower function of one that has seen a bigint. */
export function compareNumbers(a: number, b: number, op: Cmp): boolean {
  switch (op) {
    case Cmp.LT:
      return a < b;
    case Cmp.LE:
      return a <= b;
    case Cmp.EQ:
      return a === b;
    case Cmp.NE:
      return a !== b;
    case Cmp.GT:
      return a > b;
    case Cmp.GE:
      return a >= b;
  }
}
