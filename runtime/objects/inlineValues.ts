/**
 * The attributes of instances that are in the instances themselves (CPython's inline values).
 *
 * Owns: which field an attribute is in, by its index in the instance's shape; moving all of them to a dictionary, for good,
 * when one is wanted: for `__dict__`, to delete an attribute, where there are too many. Must not know: types, descriptors.
 */
import { PyDict } from './dict';
import { INLINE_FIELDS, PyInstance, type PyObject, type Value } from './object';
import { MAX_SHAPED, type Shape } from './shape';

/** The attribute at an index of the instance's shape. */
export function fieldAt(o: PyInstance, index: number): Value {
  switch (index) {
    case 0:
      return o.a0!;
    case 1:
      return o.a1!;
    case 2:
      return o.a2!;
    case 3:
      return o.a3!;
    default:
      return o.rest![index - INLINE_FIELDS];
  }
}

export function setFieldAt(o: PyInstance, index: number, value: Value): void {
  switch (index) {
    case 0:
      o.a0 = value;
      return;
    case 1:
      o.a1 = value;
      return;
    case 2:
      o.a2 = value;
      return;
    case 3:
      o.a3 = value;
      return;
    default:
      o.rest![index - INLINE_FIELDS] = value;
  }
}

/** Adds the one attribute by which `grown` is longer than the instance's shape. */
export function addField(o: PyInstance, grown: Shape, value: Value): void {
  o.inlineShape = grown;
  switch (grown.count) {
    case 1:
      o.a0 = value;
      return;
    case 2:
      o.a1 = value;
      return;
    case 3:
      o.a2 = value;
      return;
    case 4:
      o.a3 = value;
      return;
    default:
      addToRest(o, value);
  }
}

/**
 * The array grows by one, two, three: growing by push() makes room for sixteen more. The literals are of a variable, so
 * that V8 makes no arrays for numbers alone.
 */
function addToRest(o: PyInstance, value: Value, u?: Value): void {
  let { rest } = o;
  switch (rest?.length) {
    case undefined:
      rest = [u!];
      rest[0] = value;
      break;
    case 1:
      rest = [rest[0], u!];
      rest[1] = value;
      break;
    case 2:
      rest = [rest[0], rest[1], u!];
      rest[2] = value;
      break;
    case 3:
      rest = [rest[0], rest[1], rest[2], u!];
      rest[3] = value;
      break;
    default:
      rest!.push(value);
      return;
  }
  o.rest = rest;
}

function fields(o: PyInstance, count: number): Value[] {
  const out: Value[] = [];
  for (let i = 0; i < count; i++) out.push(fieldAt(o, i));
  return out;
}

/** The attributes an instance has itself; empty where they are in a dictionary. */
export function fieldValues(o: PyInstance): Value[] {
  return o.inlineShape === null ? [] : fields(o, o.inlineShape.count);
}

/** Names and values of an object's own attributes, whether it has a dictionary or not. */
export function ownAttributes(o: PyObject): [Value, Value][] {
  if (!(o instanceof PyInstance) || o.inlineShape === null) return o.dict?.entries() ?? [];
  const { keys } = o.inlineShape;
  return fieldValues(o).map((value, i) => [keys[i], value]);
}

/** Moves the attributes of an instance to a dictionary. */
function moveToDict(o: PyInstance, shape: Shape): PyDict {
  const dict = new PyDict(PyDict.type, shape);
  dict.takeOver(shape, fields(o, shape.count));
  setDict(o, dict);
  return dict;
}

/** `o.__dict__ = dict`. */
export function setDict(o: PyObject, dict: PyDict | undefined): void {
  o.dict = dict;
  if (!(o instanceof PyInstance)) return;
  o.inlineShape = null;
  o.rest = undefined;
  o.a0 = o.a1 = o.a2 = o.a3 = undefined;
}

/** The dictionary of an object that has attributes, made now where there is none; undefined where it was deleted. */
export function madeDict(o: PyObject): PyDict | undefined {
  return o instanceof PyInstance && o.inlineShape !== null ? moveToDict(o, o.inlineShape) : o.dict;
}

/** An object's own attribute. */
export function ownAttr(o: PyObject, name: string): Value | undefined {
  const { inlineShape: shape } = o as PyInstance;
  if (!shape) return o.dict?.getStr(name);
  const i = shape.find(name);
  return i < 0 ? undefined : fieldAt(o as PyInstance, i);
}

/** Sets an attribute of an instance that has them itself; says whether it could. */
export function setOwnField(o: PyInstance, shape: Shape, name: string, value: Value): boolean {
  const i = shape.find(name);
  if (i >= 0) setFieldAt(o, i, value);
  else if (shape.count >= MAX_SHAPED) return false;
  else addField(o, shape.add(name), value);
  return true;
}
