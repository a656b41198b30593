/**
 * The special methods and the type slots behind them (CPython's slotdefs in typeobject.c): one row a special method.
 *
 * Owns: both directions. `wrap` calls a native slot with Python arguments (what `int.__add__` does when called);
 * slotDispatch.ts holds the opposite: the slot functions that call a special method written in Python.
 */
import { None } from './builtinTypes';
import type { SlotWrapper } from './descriptors';
import { ended, stopIteration, typeError } from './errors';
import { Cmp, type CallSlot, type KwNames, type PyType, type UnarySlot, type BinarySlot, type Value } from './object';
import { toIndex, toSsize } from './toIndex';

export interface SlotDef {
  name: string;
  slot: keyof PyType;
  wrap: SlotWrapper;
  signature: string;
  doc: string;
}

const defs: SlotDef[] = [];

function add(
  name: string,
  slot: keyof PyType,
  wrap: (fn: never, self: Value, args: Value[], kw: KwNames) => Value,
  signature: string,
  doc: string,
) {
  defs.push({ name, slot, wrap, signature, doc });
}

/** Where CPython's wrapper uses PyArg_UnpackTuple, the error tells the method's `name`. */
function count(args: Value[], kw: KwNames, n: number, max = n, name?: string): void {
  if (args.length >= n && args.length <= max && (kw === null || kw.length === 0)) return;
  const s = (of: number): string => (of === 1 ? '' : 's');
  if (name === undefined)
    throw typeError(`expected ${n}${max > n ? ` or ${max}` : ''} argument${s(max)}, got ${args.length}`);
  const bound = n === max ? String(n) : args.length < n ? `at least ${n}` : `at most ${max}`;
  throw typeError(`${name} expected ${bound} argument${s(args.length < n ? n : max)}, got ${args.length}`);
}

const unary = (fn: UnarySlot, self: Value, args: Value[], kw: KwNames): Value => (count(args, kw, 0), fn(self));
const text = (fn: (self: Value) => string, self: Value, args: Value[], kw: KwNames): Value => (
  count(args, kw, 0),
  fn(self)
);
const binary = (fn: BinarySlot, self: Value, args: Value[], kw: KwNames): Value => (
  count(args, kw, 1),
  fn(self, args[0])
);
const reflected = (fn: BinarySlot, self: Value, args: Value[], kw: KwNames): Value => (
  count(args, kw, 1),
  fn(args[0], self)
);

add('__repr__', 'tp_repr', text, '($self, /)', 'Computes repr(self).');
add('__hash__', 'tp_hash', unary, '($self, /)', 'Computes hash(self).');
add(
  '__call__',
  'tp_call',
  (fn: CallSlot<Value>, self, args, kw) => fn(self, args, kw),
  '($self, /, *args, **kwargs)',
  'Calls the object with the arguments.',
);
add('__str__', 'tp_str', unary, '($self, /)', 'Computes str(self).');
add(
  '__getattribute__',
  'tp_getattro',
  (fn: GetAttr, self, args, kw) => {
    count(args, kw, 1);
    const v = fn(self, attrName(args[0]));
    if (v === undefined) throw slotHelpers.noAttribute(self, attrName(args[0]), fn);
    return v;
  },
  '($self, name, /)',
  'Gives the attribute of that name.',
);
type GetAttr = (self: Value, name: string) => Value | undefined;
type SetAttr = (self: Value, name: string, value: Value | undefined) => void;
add(
  '__setattr__',
  'tp_setattro',
  (fn: SetAttr, self, args, kw) => {
    count(args, kw, 2, 2, '__setattr__');
    slotHelpers.checkSetAttr(self, fn, '__setattr__');
    fn(self, attrName(args[0]), args[1]);
    return None;
  },
  '($self, name, value, /)',
  'Sets the attribute of that name.',
);
add(
  '__delattr__',
  'tp_setattro',
  (fn: SetAttr, self, args, kw) => {
    count(args, kw, 1);
    slotHelpers.checkSetAttr(self, fn, '__delattr__');
    fn(self, attrName(args[0]), undefined);
    return None;
  },
  '($self, name, /)',
  'Deletes the attribute of that name.',
);

function attrName(v: Value): string {
  const s = slotHelpers.text(v);
  if (s === undefined) throw typeError(`attribute name must be string, not '${slotHelpers.typeName(v)}'`);
  return s;
}

for (const [name, op, sign] of [
  ['__lt__', Cmp.LT, '<'],
  ['__le__', Cmp.LE, '<='],
  ['__eq__', Cmp.EQ, '=='],
  ['__ne__', Cmp.NE, '!='],
  ['__gt__', Cmp.GT, '>'],
  ['__ge__', Cmp.GE, '>='],
] as const)
  add(
    name,
    'tp_richcompare',
    (fn: (a: Value, b: Value, op: Cmp) => Value, self, args, kw) => (count(args, kw, 1), fn(self, args[0], op)),
    '($self, value, /)',
    `Computes self ${sign} value.`,
  );

add('__iter__', 'tp_iter', unary, '($self, /)', 'Computes iter(self).');
add(
  '__next__',
  'tp_iternext',
  (fn: (self: Value) => Value | undefined, self, args, kw) => {
    count(args, kw, 0);
    ended.value = undefined;
    const v = fn(self);
    if (v === undefined) throw stopIteration(ended.value);
    return v;
  },
  '($self, /)',
  'Implement next(self).',
);
add(
  '__get__',
  'tp_descr_get',
  (fn: (d: Value, o: Value | undefined, t: Value | undefined) => Value, self, args, kw) => {
    count(args, kw, 1, 2, '__get__');
    const obj = args[0] === None ? undefined : args[0];
    const type = args[1] === None ? undefined : args[1];
    if (obj === undefined && type === undefined) throw typeError('__get__(None, None) is invalid');
    return fn(self, obj, type);
  },
  '($self, instance, owner=None, /)',
  "The attribute's value on instance, or on the class owner.",
);
type DescrSet = (d: Value, o: Value, v: Value | undefined) => void;
add(
  '__set__',
  'tp_descr_set',
  (fn: DescrSet, self, args, kw) => (count(args, kw, 2, 2, '__set__'), fn(self, args[0], args[1]), None),
  '($self, instance, value, /)',
  'Gives the attribute a value on instance.',
);
add(
  '__delete__',
  'tp_descr_set',
  (fn: DescrSet, self, args, kw) => (count(args, kw, 1), fn(self, args[0], undefined), None),
  '($self, instance, /)',
  'Deletes the attribute on instance.',
);
add(
  '__init__',
  'tp_init',
  (fn: (self: Value, args: Value[], kw: KwNames) => void, self, args, kw) => (fn(self, args, kw), None),
  '($self, /, *args, **kwargs)',
  'Takes the arguments with which the class was called; type(self) says which.',
);
add(
  '__del__',
  'tp_finalize',
  (fn: (self: Value) => void, self, args, kw) => (count(args, kw, 0), fn(self), None),
  '($self, /)',
  'Runs before the object is gone.',
);
add('__await__', 'am_await', unary, '($self, /)', 'An iterator that runs the object to its end for await.');
add('__aiter__', 'am_aiter', unary, '($self, /)', 'The asynchronous iterator over the object.');
add('__anext__', 'am_anext', unary, '($self, /)', 'An awaitable of the next item; StopAsyncIteration at the end.');

/** Binary operators: special method, slot, sign. */
const operators = [
  ['add', 'nb_add', '+'],
  ['sub', 'nb_subtract', '-'],
  ['mul', 'nb_multiply', '*'],
  ['mod', 'nb_remainder', '%'],
  ['divmod', 'nb_divmod', 'divmod'],
  ['lshift', 'nb_lshift', '<<'],
  ['rshift', 'nb_rshift', '>>'],
  ['and', 'nb_and', '&'],
  ['xor', 'nb_xor', '^'],
  ['or', 'nb_or', '|'],
  ['floordiv', 'nb_floor_divide', '//'],
  ['truediv', 'nb_true_divide', '/'],
  ['matmul', 'nb_matrix_multiply', '@'],
] as const;
for (const [op, slot, sign] of operators) {
  const shown = (a: string, b: string) => (op === 'divmod' ? `divmod(${a}, ${b})` : `${a} ${sign} ${b}`);
  add(`__${op}__`, slot, binary, '($self, value, /)', `Computes ${shown('self', 'value')}.`);
  add(`__r${op}__`, slot, reflected, '($self, value, /)', `Computes ${shown('value', 'self')}.`);
  if (op !== 'divmod')
    add(
      `__i${op}__`,
      slot.replace('nb_', 'nb_inplace_') as keyof PyType,
      binary,
      '($self, value, /)',
      `Computes self ${sign}= value.`,
    );
}
type Power = (base: Value, exp: Value, mod: Value) => Value;
add(
  '__pow__',
  'nb_power',
  (fn: Power, self, args, kw) => (count(args, kw, 1, 2), fn(self, args[0], args.length > 1 ? args[1] : None)),
  '($self, value, mod=None, /)',
  'Computes pow(self, value, mod).',
);
add(
  '__rpow__',
  'nb_power',
  (fn: Power, self, args, kw) => (count(args, kw, 1, 2), fn(args[0], self, args.length > 1 ? args[1] : None)),
  '($self, value, mod=None, /)',
  'Computes pow(value, self, mod).',
);
add('__ipow__', 'nb_inplace_power', binary, '($self, value, /)', 'Computes self **= value.');
for (const [name, slot, doc] of [
  ['__neg__', 'nb_negative', '-self'],
  ['__pos__', 'nb_positive', '+self'],
  ['__abs__', 'nb_absolute', 'abs(self)'],
  ['__invert__', 'nb_invert', '~self'],
  ['__int__', 'nb_int', 'int(self)'],
  ['__float__', 'nb_float', 'float(self)'],
] as const)
  add(name, slot, unary, '($self, /)', doc);
add('__index__', 'nb_index', unary, '($self, /)', 'The int that the object stands for, as an index, for instance.');
add(
  '__bool__',
  'nb_bool',
  (fn: (self: Value) => boolean, self, args, kw) => (count(args, kw, 0), fn(self)),
  '($self, /)',
  'Computes bool(self).',
);
add(
  '__len__',
  'sq_length',
  (fn: (self: Value) => number, self, args, kw) => (count(args, kw, 0), fn(self)),
  '($self, /)',
  'Computes len(self).',
);
add('__getitem__', 'mp_subscript', binary, '($self, key, /)', 'Gives self[key].');
type AssItem = (self: Value, key: Value, value: Value | undefined) => void;
add(
  '__setitem__',
  'mp_ass_subscript',
  (fn: AssItem, self, args, kw) => (count(args, kw, 2, 2, '__setitem__'), fn(self, args[0], args[1]), None),
  '($self, key, value, /)',
  'Sets the value of self[key].',
);
add(
  '__delitem__',
  'mp_ass_subscript',
  (fn: AssItem, self, args, kw) => (count(args, kw, 1), fn(self, args[0], undefined), None),
  '($self, key, /)',
  'Deletes the item self[key].',
);
add(
  '__contains__',
  'sq_contains',
  (fn: (self: Value, v: Value) => boolean, self, args, kw) => (count(args, kw, 1), fn(self, args[0])),
  '($self, key, /)',
  'Tests whether key in self.',
);
add('__add__', 'sq_concat', binary, '($self, value, /)', 'Computes self + value.');
const repeat = (fn: (self: Value, n: number) => Value, self: Value, args: Value[], kw: KwNames): Value => (
  count(args, kw, 1),
  fn(self, toSsize(toIndex(args[0])))
);
add('__mul__', 'sq_repeat', repeat, '($self, value, /)', 'Computes self * value.');
add('__rmul__', 'sq_repeat', repeat, '($self, value, /)', 'Computes value * self.');
add('__iadd__', 'sq_inplace_concat', binary, '($self, value, /)', 'Computes self += value.');
add('__imul__', 'sq_inplace_repeat', repeat, '($self, value, /)', 'Computes self *= value.');

/** All rows, in the order in which attributes are added to a type. */
export const slotDefs: readonly SlotDef[] = defs;

/** Rows by special method. A name with two slots (`__add__`: nb_add, sq_concat) has two rows. */
export const slotDefsByName = new Map<string, SlotDef[]>();
/** Rows by slot field. */
export const slotDefsBySlot = new Map<string, SlotDef[]>();
for (const d of defs) {
  slotDefsByName.set(d.name, [...(slotDefsByName.get(d.name) ?? []), d]);
  slotDefsBySlot.set(d.slot, [...(slotDefsBySlot.get(d.slot) ?? []), d]);
}

/** Of all slots that the table has, in its order. */
export const slotNames = [...slotDefsBySlot.keys()];

/** What the wrappers need from files above this one; set by typeObject.ts. */
export const slotHelpers = {} as {
  noAttribute(self: Value, name: string, fn: GetAttr): unknown;
  checkSetAttr(self: Value, fn: unknown, name: string): void;
  text(v: Value): string | undefined;
  typeName(v: Value): string;
};
