/**
 * What an object refers to, as Python sees it, for gc.get_referents() and gc.get_referrers().
 *
 * Owns: the order CPython's tp_traverse has where it is asked about most; any other object is looked through field by
 * field, as the mark phase does. Must not know: what is alive.
 */
import { Code } from '../../bytecode/code';
import { None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { PyBaseException } from '../../objects/exceptionTypes';
import { PyFunction, PyMethod, pyCodeOf } from '../../objects/function';
import { fieldValues } from '../../objects/inlineValues';
import { PyNative } from '../../objects/native';
import { PyInstance, PyObject, PyType, type Value } from '../../objects/object';
import { PyCell, PyList, PySet, PySlice, PyTuple, strOf } from '../../objects/values';
import { PyWeakRef } from '../../objects/weakref';
import { ExecCode } from '../../vm/execCode';
import { Frame } from '../../vm/frame';
import { PyGenerator } from '../../vm/generator';
import { isWeak } from './mark';

type Referents = readonly (Value | null | undefined)[];

/** Fields of every object, which have a place of their own among what it refers to. */
const COMMON: ReadonlySet<string> = new Set(['cls', 'dict', 'slotv', 'weakrefs']);

export function referents(v: Value): Value[] {
  if (!(v instanceof PyObject)) return [];
  const own = ownReferents(v);
  const slots: Referents = v.slotv ?? [];
  const rest: Referents = [v.dict, v.cls.isHeap ? v.cls : null];
  return [...slots, ...own, ...rest].filter((value) => value !== null && value !== undefined);
}

function ownReferents(v: PyObject): Referents {
  if (v instanceof PyDict) return ofDict(v);
  if (v instanceof PyTuple || v instanceof PyList) return v.items.toReversed();
  if (v instanceof PySet) return v.data.keyList();
  if (v instanceof PyInstance) return fieldValues(v);
  if (v instanceof PyType) return [v.attrs, ...v.bases];
  if (v instanceof PyFunction) return ofFunction(v);
  if (v instanceof PyMethod) return [v.func, v.self];
  if (v instanceof PyNative) return v.home === None ? [v.self] : [v.self, v.home];
  if (v instanceof PyCell) return [v.value];
  if (v instanceof PySlice) return [v.start, v.stop, v.step];
  if (v instanceof PyWeakRef) return [v.callback];
  if (v instanceof PyBaseException) return [...v.args, v.traceback, v.cause, v.context, ...(v.fields?.values() ?? [])];
  if (v instanceof PyGenerator) return [v.name, v.qualname, pyCodeOf(v.code), ...(v.frame ? held(v.frame) : [])];
  if (v instanceof Frame) return [...held(v), v.globals];
  return fields(v);
}

/** CPython doesn't visit keys that are all str. */
function ofDict(d: PyDict): Referents {
  if (d.keyList().every((key) => strOf(key) !== undefined)) return d.valueList();
  return d.entries().flatMap(([key, value]) => [value, key]);
}

/** CPython's func_traverse; what it has in tuples of a function's own is told without them. */
function ofFunction(f: PyFunction): Referents {
  return [
    pyCodeOf(f.code),
    f.globals,
    f.builtins,
    f.module,
    ...(f.defaults ?? []),
    f.kwdefaults,
    f.doc,
    f.name,
    ...(f.closure ?? []),
    f.annotations,
    f.annotate === None ? null : f.annotate,
    f.typeParams,
    f.qualname,
  ];
}

/** What stands in a frame's variables and on its stack. */
function held(frame: Frame): Value[] {
  const values = frame.s.slice(0, frame.sp).filter((value) => value !== undefined);
  for (const value of values) if (value instanceof PyGenerator) value.disown();
  return values;
}

/** Objects in the fields of one of any other kind, through whatever of JavaScript's own stands between. */
function fields(of: PyObject): Value[] {
  const found: Value[] = [];
  const seen = new Set<object>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof PyObject) found.push(value);
    else if (Array.isArray(value) || value instanceof Set) for (const item of value) look(item);
    else if (value instanceof Map) for (const pair of value) for (const item of pair) look(item);
    else if (!isPlainData(value)) for (const item of Object.values(value)) look(item);
  };
  for (const [key, value] of Object.entries(of)) if (!COMMON.has(key)) look(value);
  return found;
}

function isPlainData(value: object): boolean {
  return value instanceof Code || value instanceof ExecCode || ArrayBuffer.isView(value) || isWeak(value);
}
