/**
 * Attribute access (CPython's PyObject_GetAttr and the generic getattr and setattr of object.c).
 */
import { call } from './call';
import { PyDict } from './dict';
import { attributeError, isError, newError, typeError } from './errors';
import { None } from './builtinTypes';
import { Exc } from './exceptionTypes';
import { typeLookup } from './lookup';
import { madeDict, ownAttr, setOwnField } from './inlineValues';
import { type PyInstance, type PyObject, typeOf, type PyType, type Value } from './object';
import { Shape } from './shape';

/** `v.name`; raises AttributeError. */
export function getAttr(v: Value, name: string): Value {
  let found: Value | undefined;
  try {
    found = typeOf(v).tp_getattro!(v, name);
  } catch (e) {
    throw sayingWhat(e, v, name);
  }
  if (found === undefined) throw noAttribute(v, name);
  return found;
}

/** What was raised; an AttributeError gets what was looked up, if it has nothing (_PyObject_SetAttributeErrorContext). */
export function sayingWhat(e: unknown, v: Value, name: string): unknown {
  if (!isError(e, Exc.AttributeError)) return e;
  const fields = (e.fields ??= new Map<string, Value>());
  const isSet = (field: string): boolean => (fields.get(field) ?? None) !== None;
  if (isSet('name') || isSet('obj')) return e;
  fields.set('name', name);
  fields.set('obj', v);
  return e;
}

/** `v.name`, or undefined where that raises AttributeError. */
export function lookupAttr(v: Value, name: string): Value | undefined {
  try {
    return typeOf(v).tp_getattro!(v, name);
  } catch (e) {
    if (isError(e, Exc.AttributeError)) return undefined;
    throw e;
  }
}

export function setAttr(v: Value, name: string, value: Value): void {
  const set = typeOf(v).tp_setattro;
  if (set === null) throw typeError(`'${typeOf(v).tpName}' object has only read-only attributes (assign to .${name})`);
  set(v, name, value);
}

export function delAttr(v: Value, name: string): void {
  const set = typeOf(v).tp_setattro;
  if (set === null) throw typeError(`'${typeOf(v).tpName}' object has only read-only attributes (del .${name})`);
  set(v, name, undefined);
}

export function callMethod(v: Value, name: string, args: Value[] = []): Value {
  return call(getAttr(v, name), args);
}

/** The AttributeError of a missing attribute. */
export function noAttribute(v: Value, name: string) {
  return attributeError(v, name, noAttributeText.describe(v, name));
}

/** Types and modules word it in their own way; set by their files. */
export const noAttributeText = {
  describe: (v: Value, name: string): string => `'${typeOf(v).tpName}' object has no attribute '${name}'`,
};

/** The instance dictionary, made if the type has one; undefined where instances have none. */
export function instanceDict(v: PyObject): PyDict | undefined {
  const made = madeDict(v);
  if (made !== undefined) return made;
  if (!v.cls.hasDict) return undefined;
  return (v.dict = newInstanceDict(v.cls));
}

export function newInstanceDict(type: PyType): PyDict {
  return new PyDict(PyDict.type, (type.rootShape ??= new Shape([], 0)));
}

/** CPython's PyObject_GenericGetAttr; undefined for no such attribute. */
export function genericGetAttr(self: Value, name: string): Value | undefined {
  const type = typeOf(self);
  const descr = typeLookup(type, name);
  let get = null;
  if (descr !== undefined) {
    const dt = typeOf(descr);
    get = dt.tp_descr_get;
    if (get !== null && dt.tp_descr_set !== null) return get(descr, self, type);
  }
  if (typeof self === 'object') {
    const v = ownAttr(self, name);
    if (v !== undefined) return v;
  }
  if (descr === undefined) return undefined;
  return get === null ? descr : get(descr, self, type);
}

/** CPython's PyObject_GenericSetAttr. */
export function genericSetAttr(self: Value, name: string, value: Value | undefined): void {
  const type = typeOf(self);
  const descr = typeLookup(type, name);
  if (descr !== undefined) {
    const set = typeOf(descr).tp_descr_set;
    if (set !== null) {
      set(descr, self, value);
      return;
    }
  }
  const inlineShape = typeof self === 'object' ? (self as PyInstance).inlineShape : null;
  if (inlineShape && value !== undefined && setOwnField(self as PyInstance, inlineShape, name, value)) return;
  const dict = typeof self === 'object' ? instanceDict(self) : undefined;
  if (dict === undefined) {
    if (descr !== undefined)
      throw newError(Exc.AttributeError, `'${type.tpName}' object attribute '${name}' is read-only`);
    const why = type.tp_setattro === genericSetAttr ? ' and no __dict__ for setting new attributes' : '';
    throw attributeError(self, name, `'${type.tpName}' object has no attribute '${name}'${why}`);
  }
  if (value !== undefined) dict.setStr(name, value);
  else if (dict.delete(name) === undefined) {
    const text = `'${type.tpName}' object has no attribute '${name}'`;
    // CPython notes the object only where its attributes are in a dictionary already.
    throw inlineShape ? newError(Exc.AttributeError, text) : attributeError(self, name, text);
  }
}
