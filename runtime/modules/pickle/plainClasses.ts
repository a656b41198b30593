/**
 * Classes whose instances are pickled and read without any of the program's code: nothing but their attributes is written,
 * and those are set again (CPython's object.__reduce_ex__ with copyreg.__newobj__, where nothing is overridden).
 *
 * Owns: which classes these are, where globals are found. Must not know: bytes.
 */
import { genericGetAttr, instanceDict } from '../../objects/attributes';
import { None, objectType, typeType } from '../../objects/builtinTypes';
import { identityHash } from '../../objects/compare';
import { PyDict } from '../../objects/dict';
import { PyFunction } from '../../objects/function';
import { ownAttributes, setOwnField } from '../../objects/inlineValues';
import { typeLookup } from '../../objects/lookup';
import { PyBareInstance, PyInstance, type PyObject, PyType, type Value } from '../../objects/object';
import { objectNew } from '../../objects/objectNew';
import { sysState } from '../../objects/sysState';
import { moduleOf, qualnameOf } from '../../objects/typeNames';
import { PyModule, strOf } from '../../objects/values';

/** What says how an object is pickled; these are `object`'s own where a class doesn't. */
const WRITING = ['__reduce_ex__', '__reduce__', '__getstate__', '__class__'];
const WRITING_MORE = ['__getnewargs__', '__getnewargs_ex__'];
/** What is asked of an object that is being made. */
const READING = ['__setstate__', '__getattr__'];

export interface GlobalName {
  module: string;
  name: string;
}

function lacks(cls: PyType, names: readonly string[]): boolean {
  return names.every((name) => typeLookup(cls, name) === undefined);
}

/** A class written in Python upon `object` alone, whose attributes are found as usual. */
function isOrdinary(cls: PyType): boolean {
  return (
    cls.cls === typeType &&
    cls.tp_getattro === genericGetAttr &&
    cls.isHeap &&
    cls.alloc === null &&
    cls.slotCount === 0 &&
    !cls.attrs.has('__slotnames__')
  );
}

/** Whether `copyreg` has been told nothing of a class or of anything's name. */
function isUnregistered(cls: PyType): boolean {
  const copyreg = sysState.modules.getStr('copyreg');
  if (!(copyreg instanceof PyModule)) return false;
  const table = copyreg.dict.getStr('dispatch_table');
  const extensions = copyreg.dict.getStr('_extension_registry');
  return table instanceof PyDict && extensions instanceof PyDict && extensions.size === 0 && !table.has(cls);
}

/** Whether instances of a class are written as their attributes. */
export function isWrittenPlain(cls: PyType): boolean {
  return (
    isOrdinary(cls) &&
    WRITING.every((name) => typeLookup(cls, name) === objectType.attrs.getStr(name)) &&
    lacks(cls, WRITING_MORE) &&
    isUnregistered(cls)
  );
}

/** Whether an instance of a class is made and given its attributes by none of the program's code. */
export function isReadPlain(cls: PyType): boolean {
  return (
    isOrdinary(cls) &&
    cls.tp_new === objectNew &&
    cls.tp_finalize === null &&
    !cls.isAbstract &&
    lacks(cls, READING) &&
    hasOwnHash(cls)
  );
}

/** `object`'s, or none: as a key it runs none of the program's code. */
function hasOwnHash(cls: PyType): boolean {
  return cls.tp_hash === identityHash || typeLookup(cls, '__hash__') === None;
}

/** The attributes of an instance by name; undefined where one of them could change how it is pickled. */
export function plainAttributes(o: PyObject): [string, Value][] | undefined {
  if (!(o instanceof PyInstance)) return o instanceof PyBareInstance ? [] : undefined;
  const attributes = ownAttributes(o);
  return attributes.every(([name]) => typeof name === 'string' && !name.startsWith('__'))
    ? (attributes as [string, Value][])
    : undefined;
}

/** The dictionary of an instance's attributes where it has been made, so that others may have it, too. */
export function madeDictOf(o: PyObject): PyDict | undefined {
  return o instanceof PyInstance && o.inlineShape !== null ? undefined : o.dict;
}

/** Sets an attribute as `o.__dict__[name] = value` does; false where `o` has no attributes. */
export function setPlainAttribute(o: Value, name: string, value: Value): boolean {
  if (!(o instanceof PyInstance)) return false;
  const { inlineShape } = o;
  if (inlineShape !== null && setOwnField(o, inlineShape, name, value)) return true;
  instanceDict(o)!.setStr(name, value);
  return true;
}

/** Under which name a class or function is found again; undefined where it isn't. */
export function globalName(v: Value): GlobalName | undefined {
  if (v instanceof PyType) {
    if (v.cls !== typeType || !v.isHeap) return undefined;
    const module = moduleOf(v);
    return module === undefined ? undefined : foundAgain(v, module, qualnameOf(v));
  }
  if (!(v instanceof PyFunction)) return undefined;
  const module = strOf(v.module);
  return module === undefined ? undefined : foundAgain(v, module, v.qualname);
}

function foundAgain(v: Value, module: string, name: string): GlobalName | undefined {
  return isUnregistered(typeType) && lookUpGlobal(module, name) === v ? { module, name } : undefined;
}

/** What a module that has been imported has under a dotted name, if nothing of the program's code is asked for it. */
export function lookUpGlobal(module: string, name: string): Value | undefined {
  let v = sysState.modules.getStr(module);
  if (sysState.auditHooks.length > 0) return undefined;
  for (const part of name.split('.')) {
    if (v instanceof PyModule) v = v.dict.getStr(part);
    else if (v instanceof PyType && v.cls === typeType) v = nestedIn(v, part);
    else return undefined;
  }
  return v;
}

function nestedIn(cls: PyType, name: string): Value | undefined {
  const v = typeLookup(cls, name);
  return v instanceof PyFunction || (v instanceof PyType && v.cls === typeType) ? v : undefined;
}
