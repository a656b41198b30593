/**
 * The match statement's opcodes (CPython's match_keys and match_class).
 */
import { callMethod, lookupAttr } from '../../objects/attributes';
import { None, dictType } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { typeError, valueError } from '../../objects/errors';
import { PyInstance, PyType, typeOf, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { newFrozenset, PyTuple, strOf } from '../../objects/values';
import { isInstance } from '../../objects/isSubclass';
import { dictUpdate } from './building';

export function matchKeys(subject: Value, keys: PyTuple): Value {
  const seen = newFrozenset([]);
  const values: Value[] = [];
  const dummy = new PyInstance(typeOf(None));
  for (const k of keys.items) {
    if (seen.data.has(k)) throw valueError(`mapping pattern checks duplicate key (${repr(k)})`);
    seen.data.set(k, true);
    const v =
      typeof subject === 'object' && subject.cls === dictType
        ? (subject as PyDict).get(k)
        : callMethod(subject, 'get', [k, dummy]);
    if (v === undefined || v === dummy) return None;
    values.push(v);
  }
  return new PyTuple(values);
}

export function dictWithoutKeys(subject: Value, keys: PyTuple): PyDict {
  const d = new PyDict();
  dictUpdate(d, subject);
  for (const k of keys.items) d.delete(k);
  return d;
}

/** Native types that match themselves by one positional pattern (CPython's _Py_TPFLAGS_MATCH_SELF). */
const matchSelf = new Set([
  'bool',
  'bytearray',
  'bytes',
  'dict',
  'float',
  'frozenset',
  'int',
  'list',
  'set',
  'str',
  'tuple',
]);

export function matchClass(subject: Value, cls: Value, names: PyTuple, npos: number): Value {
  if (!(cls instanceof PyType)) throw typeError('called match pattern must be a class');
  if (!isInstance(subject, cls)) return None;
  const out: Value[] = [];
  const seen = new Set<string>();
  if (npos > 0) {
    const args = lookupAttr(cls, '__match_args__');
    let self = false;
    let items: readonly Value[] = [];
    if (args !== undefined) {
      if (!(args instanceof PyTuple))
        throw typeError(`${cls.tpName}.__match_args__ must be a tuple (got ${typeOf(args).tpName})`);
      ({ items } = args);
    } else self = cls.mro.some((t) => !t.isHeap && matchSelf.has(t.name));
    const allowed = self ? 1 : items.length;
    if (npos > allowed)
      throw typeError(
        `${cls.tpName}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${npos} given)`,
      );
    if (self) out.push(subject);
    else
      for (let i = 0; i < npos; i++) {
        const name = strOf(items[i]);
        if (name === undefined)
          throw typeError(`__match_args__ elements must be strings (got ${typeOf(items[i]).tpName})`);
        const v = matchAttr(subject, cls, name, seen);
        if (v === undefined) return None;
        out.push(v);
      }
  }
  for (const n of names.items) {
    const v = matchAttr(subject, cls, n as string, seen);
    if (v === undefined) return None;
    out.push(v);
  }
  return new PyTuple(out);
}

function matchAttr(subject: Value, cls: PyType, name: string, seen: Set<string>): Value | undefined {
  if (seen.has(name)) throw typeError(`${cls.tpName}() got multiple sub-patterns for attribute '${name}'`);
  seen.add(name);
  return lookupAttr(subject, name);
}

export function isMappingPattern(v: Value): boolean {
  return (typeOf(v).patternFlags & 64) !== 0;
}

export function isSequencePattern(v: Value): boolean {
  return (typeOf(v).patternFlags & 32) !== 0;
}
