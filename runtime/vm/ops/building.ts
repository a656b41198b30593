/**
 * Opcodes that build, unpack and format values.
 */
import { call } from '../../objects/call';
import { lookupAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { isPlainDict, mergeDict } from '../../objects/dictMethods';
import { isError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { forEach, getIter, isSequence, iterNext, toArray } from '../../objects/iteration';
import { push } from '../../objects/longArrays';
import { typeOf, type Value } from '../../objects/object';
import { getItem } from '../../objects/subscript';
import { addAll } from '../../objects/setAlgebra';
import { converted, formatted, str } from '../../objects/text';
import { PyList, PySet, PySlice, PyTuple, strOf } from '../../objects/values';
import { dictSet, setAdd } from '../../objects/hashErrors';

/** UNPACK_SEQUENCE: the items, first last. */
export function unpack(v: Value, n: number, s: (Value | undefined)[], sp: number): void {
  if (typeof v === 'object' && (v.constructor === PyTuple || v.constructor === PyList)) {
    const { items } = v as PyTuple;
    if (items.length === n && typeOf(v).isHeap === false) {
      for (let i = 0; i < n; i++) s[sp + i] = items[n - 1 - i];
      return;
    }
  }
  const it = iterOf(v);
  const known =
    typeof v === 'object' && !v.cls.isHeap && (v instanceof PyTuple || v instanceof PyList || v instanceof PyDict);
  const items: Value[] = [];
  while (items.length < n) {
    const x = iterNext(it);
    if (x === undefined) throw valueError(`not enough values to unpack (expected ${n}, got ${items.length})`);
    items.push(x);
  }
  if (iterNext(it) !== undefined) {
    const got = known ? `, got ${v instanceof PyDict ? v.size : v.items.length}` : '';
    throw valueError(`too many values to unpack (expected ${n}${got})`);
  }
  for (let i = 0; i < n; i++) s[sp + i] = items[n - 1 - i];
}

function iterOf(v: Value): Value {
  if (typeOf(v).tp_iter === null && !isSequence(v))
    throw typeError(`cannot unpack non-iterable ${typeOf(v).tpName} object`);
  return getIter(v);
}

/** UNPACK_EX: `before` items, a list, `after` items; first on top. */
export function unpackEx(v: Value, before: number, after: number, s: (Value | undefined)[], sp: number): void {
  const it = iterOf(v);
  const items: Value[] = [];
  for (;;) {
    const x = iterNext(it);
    if (x === undefined) break;
    items.push(x);
  }
  if (items.length < before + after) {
    const atLeast = after > 0 || before > 0 ? 'at least ' : '';
    throw valueError(`not enough values to unpack (expected ${atLeast}${before + after}, got ${items.length})`);
  }
  const rest = new PyList(items.slice(before, items.length - after));
  let at = sp;
  for (let i = items.length - 1; i >= items.length - after; i--) s[at++] = items[i];
  s[at++] = rest;
  for (let i = before - 1; i >= 0; i--) s[at++] = items[i];
}

export function buildMap(s: (Value | undefined)[], from: number, n: number): PyDict {
  const d = new PyDict();
  for (let i = 0; i < n; i++) dictSet(d, s[from + 2 * i]!, s[from + 2 * i + 1]!);
  return d;
}

export function buildConstKeyMap(keys: PyTuple, s: (Value | undefined)[], from: number): PyDict {
  const d = new PyDict();
  keys.items.forEach((k, i) => dictSet(d, k, s[from + i]!));
  return d;
}

export function buildSet(s: (Value | undefined)[], from: number, n: number): PySet {
  const set = new PySet();
  for (let i = 0; i < n; i++) setAdd(set, s[from + i]!);
  return set;
}

export function buildSlice(start: Value, stop: Value, step: Value): PySlice {
  return new PySlice(start, stop, step);
}

export function listExtend(list: PyList, iterable: Value): void {
  if (typeOf(iterable).tp_iter === null && !isSequence(iterable))
    throw typeError(`Value after * must be an iterable, not ${typeOf(iterable).tpName}`);
  for (const x of toArray(iterable)) push(list.items, x);
}

export function setUpdate(set: PySet, iterable: Value): void {
  addAll(set, iterable);
}

/** Copies a mapping's items: keys() and []. */
export function dictUpdate(d: PyDict, mapping: Value, onRepeat?: (key: Value) => void): void {
  if (isPlainDict(mapping)) {
    if (onRepeat !== undefined)
      for (let i = mapping.nextSlot(0); i >= 0; i = mapping.nextSlot(i + 1))
        if (d.findFrom(mapping, i) >= 0) onRepeat(mapping.keyAt(i));
    mergeDict(d, mapping);
    return;
  }
  const keys = lookupAttr(mapping, 'keys');
  if (keys === undefined) throw typeError(`'${typeOf(mapping).tpName}' object is not a mapping`);
  forEach(call(keys), (k) => {
    if (onRepeat !== undefined && d.has(k)) onRepeat(k);
    dictSet(d, k, getItem(mapping, k));
  });
}

/** DICT_MERGE: keyword arguments by `**`. */
export function dictMerge(d: PyDict, mapping: Value, callable: Value): void {
  try {
    dictUpdate(d, mapping, (key) => {
      throw typeError(`${functionName(callable)} got multiple values for keyword argument '${str(key)}'`);
    });
  } catch (e) {
    if (isError(e, Exc.TypeError) && lookupAttr(mapping, 'keys') === undefined)
      throw typeError(`${functionName(callable)} argument after ** must be a mapping, not ${typeOf(mapping).tpName}`);
    throw e;
  }
}

/** CPython's _PyObject_FunctionStr: "mod.qualname()". */
export function functionName(callable: Value): string {
  const qualname = lookupAttr(callable, '__qualname__');
  if (qualname === undefined || strOf(qualname) === undefined) return str(callable);
  const module = lookupAttr(callable, '__module__');
  const prefix = module === undefined || module === None || module === 'builtins' ? '' : `${str(module)}.`;
  return `${prefix}${strOf(qualname)!}()`;
}

/** FORMAT_VALUE. */
export function formatValue(v: Value, conversion: number, spec: Value | undefined): Value {
  const x = conversion === 0 ? v : converted(v, conversion === 1 ? 's' : conversion === 2 ? 'r' : 'a');
  if (spec === undefined || spec === '') {
    if (typeof x === 'string') return x;
    if (typeof x === 'number') return String(x);
  }
  return formatted(x, spec ?? '');
}

export function buildString(s: (Value | undefined)[], from: number, n: number): string {
  let out = '';
  for (let i = 0; i < n; i++) {
    const part = s[from + i]!;
    out += typeof part === 'string' ? part : strOf(part)!;
  }
  return out;
}
