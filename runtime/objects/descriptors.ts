/**
 * Attributes of native types: methods, computed attributes, members, slot wrappers (CPython's descrobject.c).
 *
 * Owns: the descriptor objects' data and the functions with which a type's file declares its attributes. Their
 * behaviour as descriptors is in descriptorTypes.ts.
 */
import {
  builtinFunctionType,
  getSetDescriptorType,
  memberDescriptorType,
  methodWrapperType,
  staticmethodType,
  classmethodType,
  propertyType,
  wrapperDescriptorType,
} from './builtinTypes';
import { NativeSpec, PyMethodDescr, PyNative, type NativeFn } from './native';
import { PyObject, type KwNames, type PyType, type Value } from './object';

type Getter = (self: Value) => Value;
type Setter = (self: Value, value: Value | undefined) => void;

/** A computed attribute. A getter that returns undefined means "no such attribute". */
export class PyGetSet extends PyObject {
  readonly name: string;
  readonly owner: PyType;
  readonly get: (self: Value) => Value | undefined;
  set: Setter | null;
  readonly doc: string | null;
  constructor(
    name: string,
    owner: PyType,
    get: (self: Value) => Value | undefined,
    set: Setter | null,
    doc: string | null,
  ) {
    super(getSetDescriptorType);
    this.name = name;
    this.owner = owner;
    this.get = get;
    this.set = set;
    this.doc = doc;
  }
}

/** A `__slots__` entry. */
export class PyMember extends PyObject {
  readonly name: string;
  readonly owner: PyType;
  readonly index: number;
  constructor(name: string, owner: PyType, index: number) {
    super(memberDescriptorType);
    this.name = name;
    this.owner = owner;
    this.index = index;
  }
}

/** Calls a slot function with Python arguments. */
export type SlotWrapper = (slotFn: never, self: Value, args: Value[], kwnames: KwNames) => Value;

/** `int.__add__` and the like: a native type's slot seen from Python. */
export class PySlotWrapper extends PyObject {
  readonly name: string;
  readonly owner: PyType;
  /** Name of the slot field. */
  readonly slot: string;
  readonly slotFn: unknown;
  readonly wrap: SlotWrapper;
  readonly signature: string;
  readonly doc: string;
  constructor(
    name: string,
    owner: PyType,
    slot: string,
    slotFn: unknown,
    wrap: SlotWrapper,
    signature: string,
    doc: string,
  ) {
    super(wrapperDescriptorType);
    this.name = name;
    this.owner = owner;
    this.slot = slot;
    this.slotFn = slotFn;
    this.wrap = wrap;
    this.signature = signature;
    this.doc = doc;
  }
}

/** `(1).__add__`. */
export class PyMethodWrapper extends PyObject {
  readonly descr: PySlotWrapper;
  readonly self: Value;
  constructor(descr: PySlotWrapper, self: Value) {
    super(methodWrapperType);
    this.descr = descr;
    this.self = self;
  }
}

export class PyStaticMethod extends PyObject {
  callable: Value;
  constructor(callable: Value, cls: PyType = staticmethodType) {
    super(cls);
    this.callable = callable;
  }
}

export class PyClassMethod extends PyObject {
  callable: Value;
  constructor(callable: Value, cls: PyType = classmethodType) {
    super(cls);
    this.callable = callable;
  }
}

export class PyProperty extends PyObject {
  fget: Value | undefined;
  fset: Value | undefined;
  fdel: Value | undefined;
  doc: Value | undefined;
  name: Value | undefined;
  /** The docstring was taken from the getter. */
  getterDoc = false;
  constructor(cls: PyType = propertyType) {
    super(cls);
  }
}

/** Declares a method of a native type: `defMethod(listType, 'append(self, object, /)', (self, v) => …)`. */
export function defMethod(type: PyType, declaration: string, fn: NativeFn, doc?: string): NativeSpec {
  const spec = new NativeSpec(declaration, fn, doc ?? null);
  spec.qualname = `${type.name}.${spec.name}`;
  type.attrs.setStr(spec.name, new PyMethodDescr(spec, type));
  return spec;
}

/** Declares a class method; its first parameter is `cls`. */
export function defClassMethod(type: PyType, declaration: string, fn: NativeFn, doc?: string): void {
  const spec = new NativeSpec(declaration, fn, doc ?? null);
  spec.qualname = `${type.name}.${spec.name}`;
  type.attrs.setStr(spec.name, new PyMethodDescr(spec, type, true));
}

export function defStaticMethod(type: PyType, declaration: string, fn: NativeFn, doc?: string): void {
  const spec = new NativeSpec(declaration, fn, doc ?? null);
  spec.qualname = `${type.name}.${spec.name}`;
  type.attrs.setStr(spec.name, new PyStaticMethod(new PyNative(spec, type)));
}

export function defGetSet(
  type: PyType,
  name: string,
  get: (self: never) => Value | undefined,
  set?: (self: never, value: Value | undefined) => void,
  doc?: string,
): void {
  type.attrs.setStr(name, new PyGetSet(name, type, get as Getter, (set as Setter | undefined) ?? null, doc ?? null));
}

/** Is it a native function object (`builtin_function_or_method`)? */
export function isNativeFunction(v: Value): v is PyNative {
  return typeof v === 'object' && v.cls === builtinFunctionType;
}
