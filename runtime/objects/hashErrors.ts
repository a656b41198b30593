/**
 * Dictionary and set access with CPython's message for unhashable keys ("cannot use 'list' as a dict key (…)").
 */
import { hash } from './compare';
import { keyRules, type PyDict } from './dict';
import { typeError } from './errors';
import { fullyQualifiedName } from './typeNames';
import { Exc, PyBaseException } from './exceptionTypes';
import { typeOf, type Int, type Value } from './object';
import { removeAt } from './setOrder';
import { str } from './text';
import type { PySet } from './values';

/** What the last `__hash__` that failed has raised. */
export const hashFailure = { last: undefined as unknown };

/** What to throw for `e`, raised while looking up `key`: a failed `__hash__` is worded anew, anything else stays. */
function hashFailed(e: unknown, key: Value, use: string): unknown {
  if (!(e instanceof PyBaseException) || e.cls !== Exc.TypeError) return e;
  const worded = (error: PyBaseException) =>
    typeError(`cannot use '${fullyQualifiedName(typeOf(key))}' as ${use} (${str(error)})`);
  if (hashFailure.last === e) return worded(e);
  // Of a native hash only that it isn't there; asking again has no effects.
  if (!str(e).startsWith('unhashable type')) return e;
  try {
    hash(key);
  } catch (again) {
    if (again instanceof PyBaseException && again.cls === Exc.TypeError) return worded(again);
  }
  return e;
}

export function dictGet(d: PyDict, key: Value): Value | undefined {
  if (typeof key !== 'object') return d.get(key);
  try {
    return d.get(key);
  } catch (e) {
    throw hashFailed(e, key, 'a dict key');
  }
}

export function dictSet(d: PyDict, key: Value, value: Value): void {
  if (typeof key !== 'object') {
    d.set(key, value);
    return;
  }
  try {
    d.set(key, value);
  } catch (e) {
    throw hashFailed(e, key, 'a dict key');
  }
}

export function dictSetDefault(d: PyDict, key: Value, value: Value): Value {
  if (typeof key !== 'object') return d.setDefault(key, value);
  try {
    return d.setDefault(key, value);
  } catch (e) {
    throw hashFailed(e, key, 'a dict key');
  }
}

/** Removes; returns the value, or undefined where there is no such key. */
export function dictDelete(d: PyDict, key: Value): Value | undefined {
  if (typeof key !== 'object') return d.delete(key);
  try {
    return d.delete(key);
  } catch (e) {
    throw hashFailed(e, key, 'a dict key');
  }
}

/** For those who look an element up and then add it: its hash (undefined: it needs none). */
export function elementHash(key: Value): Int | undefined {
  return hashOnce(key, 'a set element');
}

/** For those who look a key up and then set it: its hash (undefined: it needs none). */
export function keyHash(key: Value): Int | undefined {
  return hashOnce(key, 'a dict key');
}

function hashOnce(key: Value, use: string): Int | undefined {
  if (typeof key !== 'object' || keyRules.plain(key) !== undefined) return undefined;
  try {
    return keyRules.hash(key);
  } catch (e) {
    throw hashFailed(e, key, use);
  }
}

export function setAdd(s: PySet, key: Value): void {
  if (typeof key !== 'object') {
    s.data.set(key, true);
    return;
  }
  try {
    s.data.set(key, true);
  } catch (e) {
    throw hashFailed(e, key, 'a set element');
  }
}

export function setHas(s: PySet, key: Value): boolean {
  return setFind(s, key) >= 0;
}

/** Removes; true if it was there. */
export function setRemove(s: PySet, key: Value): boolean {
  const i = setFind(s, key);
  if (i >= 0) removeAt(s, i);
  return i >= 0;
}

/** The position of an element, or -1. */
function setFind(s: PySet, key: Value): number {
  if (typeof key !== 'object') return s.data.find(key);
  try {
    return s.data.find(key);
  } catch (e) {
    throw hashFailed(e, key, 'a set element');
  }
}
