/**
 * The knot of the object model: every Python value, PyObject and PyType (CPython's PyObject and PyTypeObject).
 *
 * Owns: the representation of values and the slot fields of types. Must not know: what any type's methods do, frames.
 */
import type { PyDict } from './dict';
import { Shape } from './shape';

/**
 * A Python value. int is a JS number while it is a safe integer, else a bigint (never a bigint in the safe range);
 * bool is a JS boolean; str is a JS string; all else, None and float included, is a PyObject.
 * `undefined` is C's NULL: no value.
 */
export type Value = PyObject | number | bigint | boolean | string;

export type Int = number | bigint;

/** Names of keyword arguments: the last `kwnames.length` values of an argument list (CPython's vectorcall). */
export type KwNames = readonly string[] | null;

export class PyObject {
  cls: PyType;
  /** The dictionary of its attributes, if one was made: ask instanceDict() for it, ownAttr() for an attribute. */
  declare dict?: PyDict;
  /** Values of `__slots__` members, by the member descriptor's index. */
  declare slotv?: (Value | undefined)[];
  /** Weak references to this object. */
  declare weakrefs?: PyObject[];

  constructor(cls: PyType) {
    this.cls = cls;
  }
}

/** So many attributes are in fields of the instance itself; the others are in `rest`. */
export const INLINE_FIELDS = 4;

/**
 * An instance of a class written in Python that has no native base but `object`, and attributes. While it has a shape, its
 * attributes are its own (CPython's inline values; inlineValues.ts); when somebody asks for its dictionary, they move there.
 */
export class PyInstance extends PyObject {
  /** Names of the attributes in the fields below. Null: its attributes, if any, are in `dict`. */
  inlineShape: Shape | null;
  rest: Value[] | undefined;
  a0: Value | undefined;
  a1: Value | undefined;
  a2: Value | undefined;
  a3: Value | undefined;

  constructor(cls: PyType) {
    super(cls);
    this.inlineShape = cls.rootShape ??= new Shape([], 0);
    this.dict = undefined;
    this.rest = undefined;
    this.a0 = undefined;
    this.a1 = undefined;
    this.a2 = undefined;
    this.a3 = undefined;
  }
}

/** The same without attributes: a plain `object()`, or a class with `__slots__`. */
export class PyBareInstance extends PyObject {
  constructor(cls: PyType) {
    super(cls);
    this.slotv = undefined;
  }
}

export enum Cmp {
  LT = 0,
  LE = 1,
  EQ = 2,
  NE = 3,
  GT = 4,
  GE = 5,
}

export type UnarySlot = (self: Value) => Value;
export type BinarySlot = (left: Value, right: Value) => Value;

/** How a call reaches a type's native code: positional values first, then one value for each of `kwnames`. */
export type CallSlot<Self> = (self: Self, args: Value[], kwnames: KwNames) => Value;

/** The slot fields of a type. */
export class PyType extends PyObject {
  name: string;
  /** What error messages call it: of native types outside builtins, with the module. CPython's tp_name. */
  tpName: string;
  /** The class's own attributes. Change only through typeSetAttr, which invalidates caches. */
  attrs!: PyDict;
  bases: PyType[] = [];
  base: PyType | null = null;
  mro: PyType[] = [];
  subclasses = new Set<PyType>();
  /** Nothing led to it at the last gc.collect(): `__subclasses__()` leaves it out. */
  isUnreachable = false;
  /** Changes whenever this type or one of its bases changes; never the same for two types. */
  version = 0;
  /** Results of lookups along the mro; emptied when the version changes. */
  lookupCache = new Map<string, Value | undefined>();
  /** Root of the shapes of its instances; made with the first. */
  rootShape: Shape | null = null;
  /** Made by a class statement or type(): its attributes can be set. CPython's Py_TPFLAGS_HEAPTYPE. */
  isHeap = false;
  /** A native type whose attributes can be set all the same: CPython's heap types of C modules, exceptions above all. */
  isMutable = false;
  /** May be a base. CPython's Py_TPFLAGS_BASETYPE. */
  isBase = true;
  isAbstract = false;
  /** Bits for match statements: 32 sequence, 64 mapping (CPython's Py_TPFLAGS_SEQUENCE, _MAPPING). */
  patternFlags = 0;
  hasDict = false;
  hasWeakref = false;
  /** Number of `__slots__` values in an instance, bases included. */
  slotCount = 0;
  /** Makes a bare instance (CPython's tp_alloc). Inherited; two types with one `alloc` have one memory layout. */
  alloc: ((cls: PyType) => PyObject) | null = null;
  doc: string | null = null;
  /** `sq_length` of an instance only reads a number. Not inherited. */
  lengthIsQuiet = false;

  tp_repr: ((self: Value) => string) | null = null;
  tp_str: UnarySlot | null = null;
  tp_hash: ((self: Value) => Int) | null = null;
  tp_call: CallSlot<Value> | null = null;
  /** Returns undefined for "no such attribute": the caller raises AttributeError with the standard text. */
  tp_getattro: ((self: Value, name: string) => Value | undefined) | null = null;
  /** Sets, or with undefined deletes. */
  tp_setattro: ((self: Value, name: string, value: Value | undefined) => void) | null = null;
  /** May return NotImplemented. */
  tp_richcompare: ((left: Value, right: Value, op: Cmp) => Value) | null = null;
  tp_iter: UnarySlot | null = null;
  /** Returns undefined at the end. */
  tp_iternext: ((self: Value) => Value | undefined) | null = null;
  tp_descr_get: ((descr: Value, obj: Value | undefined, type: Value | undefined) => Value) | null = null;
  tp_descr_set: ((descr: Value, obj: Value, value: Value | undefined) => void) | null = null;
  tp_new: CallSlot<PyType> | null = null;
  tp_init: ((self: Value, args: Value[], kwnames: KwNames) => void) | null = null;
  tp_finalize: ((self: Value) => void) | null = null;

  am_await: UnarySlot | null = null;
  am_aiter: UnarySlot | null = null;
  am_anext: UnarySlot | null = null;
  /** Sends into an iterator; undefined when it ended, the result being in `sendResult` (vm/sending.ts). Not inherited. */
  am_send: ((self: Value, value: Value) => Value | undefined) | null = null;

  // Binary slots get their operands in source order and may return NotImplemented.
  nb_add: BinarySlot | null = null;
  nb_subtract: BinarySlot | null = null;
  nb_multiply: BinarySlot | null = null;
  nb_remainder: BinarySlot | null = null;
  nb_divmod: BinarySlot | null = null;
  nb_power: ((base: Value, exp: Value, mod: Value) => Value) | null = null;
  nb_lshift: BinarySlot | null = null;
  nb_rshift: BinarySlot | null = null;
  nb_and: BinarySlot | null = null;
  nb_xor: BinarySlot | null = null;
  nb_or: BinarySlot | null = null;
  nb_floor_divide: BinarySlot | null = null;
  nb_true_divide: BinarySlot | null = null;
  nb_matrix_multiply: BinarySlot | null = null;
  nb_inplace_add: BinarySlot | null = null;
  nb_inplace_subtract: BinarySlot | null = null;
  nb_inplace_multiply: BinarySlot | null = null;
  nb_inplace_remainder: BinarySlot | null = null;
  nb_inplace_power: BinarySlot | null = null;
  nb_inplace_lshift: BinarySlot | null = null;
  nb_inplace_rshift: BinarySlot | null = null;
  nb_inplace_and: BinarySlot | null = null;
  nb_inplace_xor: BinarySlot | null = null;
  nb_inplace_or: BinarySlot | null = null;
  nb_inplace_floor_divide: BinarySlot | null = null;
  nb_inplace_true_divide: BinarySlot | null = null;
  nb_inplace_matrix_multiply: BinarySlot | null = null;
  nb_negative: UnarySlot | null = null;
  nb_positive: UnarySlot | null = null;
  nb_absolute: UnarySlot | null = null;
  nb_invert: UnarySlot | null = null;
  nb_bool: ((self: Value) => boolean) | null = null;
  nb_int: UnarySlot | null = null;
  nb_float: UnarySlot | null = null;
  nb_index: UnarySlot | null = null;

  /** Length; CPython's sq_length and mp_length in one. */
  sq_length: ((self: Value) => number) | null = null;
  sq_concat: BinarySlot | null = null;
  sq_inplace_concat: BinarySlot | null = null;
  sq_repeat: ((self: Value, count: number) => Value) | null = null;
  sq_inplace_repeat: ((self: Value, count: number) => Value) | null = null;
  sq_contains: ((self: Value, item: Value) => boolean) | null = null;
  /** Item by index; only native sequences have it (iteration, fast paths). Raises IndexError past the end. */
  sq_item: ((self: Value, index: number) => Value) | null = null;
  mp_subscript: BinarySlot | null = null;
  /** Sets, or with undefined deletes. */
  mp_ass_subscript: ((self: Value, key: Value, value: Value | undefined) => void) | null = null;

  constructor(cls: PyType, name: string) {
    super(cls);
    this.name = name;
    this.tpName = name;
  }
}

/** The types of the values that are JS primitives; set by builtinTypes.ts. */
export const primitiveTypes = {} as { int: PyType; bool: PyType; str: PyType };

/** CPython's Py_TYPE. */
export function typeOf(v: Value): PyType {
  // Not a `switch`, for which V8 first makes the text that `typeof` gives.
  if (typeof v === 'object') return v.cls;
  if (typeof v === 'string') return primitiveTypes.str;
  return typeof v === 'boolean' ? primitiveTypes.bool : primitiveTypes.int;
}

let nextVersion = 1;

/** A number no type has had yet. */
export function freshVersion(): number {
  return nextVersion++;
}

/** CPython's PyType_IsSubtype. */
export function isSubtype(a: PyType, b: PyType): boolean {
  return a === b || a.mro.includes(b);
}

/** `type(v)` is `t` or a subclass of it (no `__instancecheck__`). */
export function isInstanceOf(v: Value, t: PyType): boolean {
  const cls = typeOf(v);
  return cls === t || cls.mro.includes(t);
}
