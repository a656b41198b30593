/**
 * The data of the plain value types (float, complex, tuple, list, set, bytes ...), without methods.
 *
 * Owns: representation. The methods are in each type's own file.
 */
import {
  bytearrayType,
  bytesType,
  cellType,
  complexType,
  floatType,
  frozensetType,
  listType,
  mappingProxyType,
  moduleType,
  setType,
  sliceType,
  tupleType,
} from './builtinTypes';
import { PyDict } from './dict';
import { PyObject, type Int, type PyType, type Value } from './object';
import type { SetTable } from './setTable';

export class PyFloat extends PyObject {
  readonly value: number;
  constructor(value: number, cls: PyType = floatType) {
    super(cls);
    this.value = value;
  }
}

/** An instance of a subclass of int. */
export class PyIntObject extends PyObject {
  readonly value: Int;
  constructor(value: Int, cls: PyType) {
    super(cls);
    this.value = value;
  }
}

/** An instance of a subclass of str. */
export class PyStrObject extends PyObject {
  readonly value: string;
  constructor(value: string, cls: PyType) {
    super(cls);
    this.value = value;
  }
}

export class PyComplex extends PyObject {
  readonly real: number;
  readonly imag: number;
  constructor(real: number, imag: number, cls: PyType = complexType) {
    super(cls);
    this.real = real;
    this.imag = imag;
  }
}

export class PyTuple extends PyObject {
  readonly items: readonly Value[];
  /** Its hash, once computed. */
  declare hash?: Int;
  constructor(items: readonly Value[], cls: PyType = tupleType) {
    super(cls);
    this.items = items;
  }
}

export const emptyTuple = new PyTuple([]);

export class PyList extends PyObject {
  items: Value[];
  constructor(items: Value[], cls: PyType = listType) {
    super(cls);
    this.items = items;
  }
}

/** set and frozenset: the keys of `data` are the elements. */
export class PySet extends PyObject {
  data = new PyDict();
  /** For its order; null: not needed yet. See setOrder.ts. */
  table: SetTable | null = null;
  /** Hash of a frozenset, once computed. */
  hash: Int | undefined = undefined;
  constructor(cls: PyType = setType) {
    super(cls);
  }
}

export function newFrozenset(items: Iterable<Value>): PySet {
  const s = new PySet(frozensetType);
  for (const v of items) s.data.set(v, true);
  return s;
}

export class PyBytes extends PyObject {
  readonly data: Uint8Array;
  constructor(data: Uint8Array, cls: PyType = bytesType) {
    super(cls);
    this.data = data;
  }
}

/** `data` is a view of the bytes in use; while `exports` > 0 it must not be resized. */
export class PyByteArray extends PyObject {
  data: Uint8Array;
  exports = 0;
  constructor(data: Uint8Array, cls: PyType = bytearrayType) {
    super(cls);
    this.data = data;
  }
}

export class PySlice extends PyObject {
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;
  constructor(start: Value, stop: Value, step: Value) {
    super(sliceType);
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

export class PyCell extends PyObject {
  value: Value | undefined;
  constructor(value?: Value) {
    super(cellType);
    this.value = value;
  }
}

export class PyModule extends PyObject {
  /** Same object as the module's `__dict__`. */
  declare dict: PyDict;
  constructor(name: string, cls: PyType = moduleType) {
    super(cls);
    this.dict = new PyDict();
    this.dict.setStr('__name__', name);
  }
}

/** A read-only view of a mapping. */
export class PyMappingProxy extends PyObject {
  readonly mapping: Value;
  constructor(mapping: Value) {
    super(mappingProxyType);
    this.mapping = mapping;
  }
}

/** The text of a str or an instance of its subclasses; undefined for anything else. */
export function strOf(v: Value): string | undefined {
  return typeof v === 'string' ? v : v instanceof PyStrObject ? v.value : undefined;
}

/** The number of an int, bool or an instance of a subclass of int; undefined for anything else (no `__index__`). */
export function intOf(v: Value): Int | undefined {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  return v instanceof PyIntObject ? v.value : undefined;
}

/** A bigint in its canonical form: a JS number while it is safe. */
export function normInt(n: bigint): Int {
  return n >= -9007199254740991n && n <= 9007199254740991n ? Number(n) : n;
}
