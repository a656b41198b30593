/**
 * Calls of native functions that frameless code makes itself.
 *
 * Owns: which functions, and for which arguments nothing of the program runs and nothing is raised. They give undefined
 * for all others; then the interpreter makes the call, with a frame.
 */
import {
  builtinFunctionType,
  dictType,
  listType,
  methodDescriptorType,
  None,
  rangeType,
  setType,
  tupleType,
  typeType,
} from '../../../objects/builtinTypes';
import type { PyDict } from '../../../objects/dict';
import { typeLookup } from '../../../objects/lookup';
import { MAX_ITEMS } from '../../../objects/longArrays';
import type { PyMethodDescr, PyNative, QuietFn } from '../../../objects/native';
import { Cmp, isSubtype, PyType, typeOf, type Value } from '../../../objects/object';
import { PyRange } from '../../../objects/range';
import { type PyList, type PySet, type PyTuple } from '../../../objects/values';
import { quietCompare } from './quietValues';

const isList = (v: Value | undefined): v is PyList => typeof v === 'object' && v.cls === listType;
const isDict = (v: Value | undefined): v is PyDict => typeof v === 'object' && v.cls === dictType;

function quietLength(v?: Value): Value | undefined {
  if (typeof v !== 'object') return undefined;
  if (v.cls === listType || v.cls === tupleType) return (v as PyList | PyTuple).items.length;
  if (v.cls === dictType) return (v as PyDict).size;
  if (v.cls === setType) return (v as PySet).data.size;
  return v.cls.lengthIsQuiet ? v.cls.sq_length!(v) : undefined;
}

/** Only what can be told by the type alone: `__class__` may say otherwise. */
function quietIsInstance(v?: Value, cls?: Value): Value | undefined {
  if (v === undefined || !(cls instanceof PyType) || cls.cls !== typeType) return undefined;
  if (isSubtype(typeOf(v), cls)) return true;
  return typeof v !== 'object' || v === None ? false : undefined;
}

function extreme(op: Cmp): QuietFn {
  return (a, b, c) => {
    if (a === undefined || b === undefined || c !== undefined) return undefined;
    const isBetter = quietCompare(b, a, op);
    return isBetter === undefined ? undefined : isBetter ? b : a;
  };
}

/** The built-in functions, by name; builtins.ts tells their specs. */
export const quietBuiltins: Record<string, QuietFn> = {
  len: (v, extra) => (extra === undefined ? quietLength(v) : undefined),
  isinstance: (v, cls, extra) => (extra === undefined ? quietIsInstance(v, cls) : undefined),
  max: extreme(Cmp.GT),
  min: extreme(Cmp.LT),
  abs: (v, extra) => (typeof v === 'number' && extra === undefined ? Math.abs(v) : undefined),
};

const listMethods: Record<string, QuietFn> = {
  append(self, v, extra) {
    if (!isList(self) || v === undefined || extra !== undefined || self.items.length >= MAX_ITEMS) return undefined;
    self.items.push(v);
    return None;
  },
  pop(self, i, extra) {
    if (!isList(self) || (i !== undefined && i !== -1) || extra !== undefined) return undefined;
    return self.items.pop();
  },
  extend(self, other, extra) {
    if (!isList(self) || typeof other !== 'object' || extra !== undefined || other === self) return undefined;
    if (other.cls !== listType && other.cls !== tupleType) return undefined;
    const { items } = other as PyList | PyTuple;
    if (self.items.length + items.length > MAX_ITEMS) return undefined;
    for (const v of items) self.items.push(v);
    return None;
  },
};

const dictMethods: Record<string, QuietFn> = {
  get(self, key, fallback) {
    if (!isDict(self) || key === undefined) return undefined;
    const i = self.findQuietly(key);
    return i >= 0 ? self.vals[i] : i === -1 ? (fallback ?? None) : undefined;
  },
};

const setMethods: Record<string, QuietFn> = {
  add(self, key, extra) {
    if (typeof self !== 'object' || self.cls !== setType || key === undefined || extra !== undefined) return undefined;
    const { data } = self as PySet;
    if (data.findQuietly(key) === -2) return undefined;
    data.set(key, true);
    return None;
  },
};

let known = false;

/** To be called before the first code is compiled. */
export function learnQuietMethods(): void {
  if (known) return;
  known = true;
  const types = [
    [listType, listMethods],
    [dictType, dictMethods],
    [setType, setMethods],
  ] as const;
  for (const [type, methods] of types)
    for (const name of Object.keys(methods)) (typeLookup(type, name) as PyMethodDescr).spec.quiet = methods[name];
}

function quietRange(a?: Value, b?: Value): Value | undefined {
  if (typeof a !== 'number' || (b !== undefined && typeof b !== 'number')) return undefined;
  return b === undefined ? new PyRange(0, a, 1) : new PyRange(a, b, 1);
}

/** Calls what is no Python function with up to three arguments. */
export function quietCall(callee: Value, a?: Value, b?: Value, c?: Value): Value | undefined {
  if (typeof callee !== 'object') return undefined;
  if (callee.cls === methodDescriptorType || callee.cls === builtinFunctionType) {
    const { quiet } = (callee as PyMethodDescr | PyNative).spec;
    return quiet === null ? undefined : quiet(a, b, c);
  }
  return callee === rangeType && c === undefined ? quietRange(a, b) : undefined;
}

export function quietContains(container: Value, v: Value): boolean | undefined {
  if (typeof container !== 'object') return undefined;
  let d: PyDict;
  if (container.cls === dictType) d = container as PyDict;
  else if (container.cls === setType) d = (container as PySet).data;
  else return undefined;
  const i = d.findQuietly(v);
  return i === -2 ? undefined : i >= 0;
}
