/**
 * Binary, in-place and unary operators on any values (CPython's abstract.c, number protocol).
 */
import { PyNative } from './native';
import { NotImplemented, None } from './builtinTypes';
import { typeError } from './errors';
import { isSubtype, typeOf, type Value, type PyType } from './object';
import { indexOrUndefined, toSsize } from './toIndex';

export type BinarySlotName =
  | 'nb_add'
  | 'nb_subtract'
  | 'nb_multiply'
  | 'nb_remainder'
  | 'nb_divmod'
  | 'nb_lshift'
  | 'nb_rshift'
  | 'nb_and'
  | 'nb_xor'
  | 'nb_or'
  | 'nb_floor_divide'
  | 'nb_true_divide'
  | 'nb_matrix_multiply';

const signs: Record<BinarySlotName, string> = {
  nb_add: '+',
  nb_subtract: '-',
  nb_multiply: '*',
  nb_remainder: '%',
  nb_divmod: 'divmod()',
  nb_lshift: '<<',
  nb_rshift: '>>',
  nb_and: '&',
  nb_xor: '^',
  nb_or: '|',
  nb_floor_divide: '//',
  nb_true_divide: '/',
  nb_matrix_multiply: '@',
};

/** The in-place slot beside a binary one; divmod() has none, and names a slot that is always empty. */
const inplaceSlots = Object.fromEntries(
  Object.keys(signs).map((slot) => [slot, slot.replace('nb_', 'nb_inplace_')]),
) as Record<BinarySlotName, 'nb_inplace_add'>;

/** CPython's binary_op1: the right operand's slot first where its type derives from the left's. */
function tryBinary(left: Value, right: Value, slot: BinarySlotName): Value {
  const lt = typeOf(left);
  const rt = typeOf(right);
  const ls = lt[slot];
  let rs = rt === lt ? null : rt[slot];
  if (rs === ls) rs = null;
  if (ls !== null) {
    if (rs !== null && isSubtype(rt, lt)) {
      const r = rs(left, right);
      if (r !== NotImplemented) return r;
      rs = null;
    }
    const r = ls(left, right);
    if (r !== NotImplemented) return r;
  }
  return rs === null ? NotImplemented : rs(left, right);
}

/** `left op right`; raises TypeError. */
export function binaryOp(left: Value, right: Value, slot: BinarySlotName): Value {
  const r = tryBinary(left, right, slot);
  if (r !== NotImplemented) return r;
  if (slot === 'nb_add') {
    const concat = typeOf(left).sq_concat;
    if (concat !== null) return concat(left, right);
  } else if (slot === 'nb_multiply') {
    const repeated = tryRepeat(left, right, 'sq_repeat');
    if (repeated !== undefined) return repeated;
  }
  if (slot === 'nb_rshift' && left instanceof PyNative && left.spec.name === 'print')
    throw typeError(`${unsupportedText(left, right, '>>')}. Did you mean "print(<message>, file=<output_stream>)"?`);
  throw unsupported(left, right, signs[slot]);
}

/** `left op= right`. */
export function inplaceOp(left: Value, right: Value, slot: BinarySlotName): Value {
  const lt = typeOf(left);
  const inplace = lt[inplaceSlots[slot]];
  if (inplace !== null && inplace !== undefined) {
    const r = inplace(left, right);
    if (r !== NotImplemented) return r;
  }
  const r = tryBinary(left, right, slot);
  if (r !== NotImplemented) return r;
  if (slot === 'nb_add') {
    const concat = lt.sq_inplace_concat ?? lt.sq_concat;
    if (concat !== null) return concat(left, right);
  } else if (slot === 'nb_multiply') {
    const repeated = tryRepeat(left, right, 'sq_inplace_repeat');
    if (repeated !== undefined) return repeated;
  }
  throw unsupported(left, right, `${signs[slot]}=`);
}

function tryRepeat(left: Value, right: Value, slot: 'sq_repeat' | 'sq_inplace_repeat'): Value | undefined {
  const lt = typeOf(left);
  const rt = typeOf(right);
  const leftRepeat = lt[slot] ?? lt.sq_repeat;
  if (leftRepeat !== null) return leftRepeat(left, repeatCount(right));
  // In place the right one is asked only by what has no methods of sequences at all (PyNumber_InPlaceMultiply).
  if (slot === 'sq_inplace_repeat' && isSequenceLike(lt)) return undefined;
  if (rt.sq_repeat !== null) return rt.sq_repeat(right, repeatCount(left));
  return undefined;
}

/** Has it a table of sequence methods in C, whatever is in it? Every class made by Python code has. */
function isSequenceLike(t: PyType): boolean {
  return t.isHeap || t.sq_length !== null || t.sq_contains !== null || t.sq_item !== null || t.sq_concat !== null;
}

function repeatCount(v: Value): number {
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`can't multiply sequence by non-int of type '${typeOf(v).tpName}'`);
  return toSsize(n);
}

function unsupported(left: Value, right: Value, sign: string) {
  return typeError(unsupportedText(left, right, sign));
}

function unsupportedText(left: Value, right: Value, sign: string): string {
  return `unsupported operand type(s) for ${sign}: '${typeOf(left).tpName}' and '${typeOf(right).tpName}'`;
}

/** `pow(base, exp, mod)`; `mod` is None for `**`. */
export function power(base: Value, exp: Value, mod: Value = None, sign = '** or pow()'): Value {
  const bt = typeOf(base);
  const et = typeOf(exp);
  const bs = bt.nb_power;
  let es = et === bt ? null : et.nb_power;
  if (es === bs) es = null;
  if (bs !== null) {
    if (es !== null && isSubtype(et, bt)) {
      const r = es(base, exp, mod);
      if (r !== NotImplemented) return r;
      es = null;
    }
    const r = bs(base, exp, mod);
    if (r !== NotImplemented) return r;
  }
  if (es !== null) {
    const r = es(base, exp, mod);
    if (r !== NotImplemented) return r;
  }
  if (mod !== None) {
    const ms = typeOf(mod).nb_power;
    if (ms !== null && ms !== bs && ms !== es) {
      const r = ms(base, exp, mod);
      if (r !== NotImplemented) return r;
    }
    throw typeError(`unsupported operand type(s) for ${sign}: '${bt.tpName}', '${et.tpName}', '${typeOf(mod).tpName}'`);
  }
  throw unsupported(base, exp, sign);
}

export function inplacePower(base: Value, exp: Value): Value {
  const inplace = typeOf(base).nb_inplace_power;
  if (inplace !== null) {
    const r = inplace(base, exp);
    if (r !== NotImplemented) return r;
  }
  return power(base, exp, None, '**=');
}

const unarySigns = { nb_negative: '-', nb_positive: '+', nb_invert: '~', nb_absolute: 'abs()' };

export function unaryOp(v: Value, slot: keyof typeof unarySigns): Value {
  const f = typeOf(v)[slot];
  if (f === null)
    throw typeError(
      slot === 'nb_absolute'
        ? `bad operand type for abs(): '${typeOf(v).tpName}'`
        : `bad operand type for unary ${unarySigns[slot]}: '${typeOf(v).tpName}'`,
    );
  return f(v);
}
