/**
 * Arithmetic and comparison opcodes: fast paths for small ints and exact floats, else the full protocol.
 */
import { dictType, floatType, listType, None, sliceType, tupleType } from '../../objects/builtinTypes';
import { compareNumbers, richCompare } from '../../objects/compare';
import { Cmp, type Value } from '../../objects/object';
import { binaryOp, inplaceOp, power, type BinarySlotName } from '../../objects/operators';
import { floatPow } from '../../objects/floatOps';
import { PyFloat, PyList, type PySlice, type PyTuple } from '../../objects/values';
import { getItem, setItem } from '../../objects/subscript';
import { O } from '../opcodeNumbers';
import type { PyDict } from '../../objects/dict';
import { dictGet } from '../../objects/hashErrors';

const MAX = Number.MAX_SAFE_INTEGER;

/** An exact float's value, or undefined. */
function exactFloat(v: Value): v is PyFloat {
  return typeof v === 'object' && v.cls === floatType;
}

export function addValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (r <= MAX && r >= -MAX) return r;
  } else if (typeof a === 'string' && typeof b === 'string') return a + b;
  else if (exactFloat(a)) {
    if (exactFloat(b)) return new PyFloat(a.value + b.value);
    if (typeof b === 'number') return new PyFloat(a.value + b);
  }
  return binaryOp(a, b, 'nb_add');
}

export function subtractValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a - b;
    if (r <= MAX && r >= -MAX) return r;
  } else if (exactFloat(a)) {
    if (exactFloat(b)) return new PyFloat(a.value - b.value);
    if (typeof b === 'number') return new PyFloat(a.value - b);
  }
  return binaryOp(a, b, 'nb_subtract');
}

export function multiplyValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (r <= MAX && r >= -MAX) return r === 0 ? 0 : r;
  } else if (exactFloat(a)) {
    if (exactFloat(b)) return new PyFloat(a.value * b.value);
    if (typeof b === 'number') return new PyFloat(a.value * b);
  }
  return binaryOp(a, b, 'nb_multiply');
}

export function trueDivideValues(a: Value, b: Value): Value {
  if (exactFloat(a) && exactFloat(b) && b.value !== 0) return new PyFloat(a.value / b.value);
  return binaryOp(a, b, 'nb_true_divide');
}

export function powerValues(a: Value, b: Value): Value {
  if (exactFloat(a) && exactFloat(b) && a.value > 0) return new PyFloat(floatPow(a.value, b.value)!);
  return power(a, b);
}

export function floorDivideValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b > 0 && a >= 0) return Math.floor((a - (a % b)) / b);
  return binaryOp(a, b, 'nb_floor_divide');
}

export function moduloValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b > 0) {
    const r = a % b;
    return r < 0 ? r + b : r === 0 ? 0 : r;
  }
  return binaryOp(a, b, 'nb_remainder');
}

export function andValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a & b;
  return binaryOp(a, b, 'nb_and');
}

export function orValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a | b;
  return binaryOp(a, b, 'nb_or');
}

export function xorValues(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && (b | 0) === b) return a ^ b;
  return binaryOp(a, b, 'nb_xor');
}

export function shiftLeft(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && b >= 0 && b < 32) {
    const r = a * ((1 << b) >>> 0);
    if (r <= MAX && r >= -MAX) return r === 0 ? 0 : r;
  }
  return binaryOp(a, b, 'nb_lshift');
}

export function shiftRight(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number' && (a | 0) === a && b >= 0 && b < 32) return a >> b;
  return binaryOp(a, b, 'nb_rshift');
}

/** Small ints and exact floats have no in-place operators, and every operator on two of them knows what to do. */
function isPlain(v: Value): boolean {
  return typeof v === 'number' || (typeof v === 'object' && v.cls === floatType);
}

/** INPLACE_ADD and the like on values that are not both small ints. */
export function inplaceAdd(a: Value, b: Value): Value {
  if ((isPlain(a) && isPlain(b)) || (typeof a === 'string' && typeof b === 'string')) return addValues(a, b);
  return inplaceOp(a, b, 'nb_add');
}

export function inplaceSubtract(a: Value, b: Value): Value {
  return isPlain(a) && isPlain(b) ? subtractValues(a, b) : inplaceOp(a, b, 'nb_subtract');
}

export function inplaceMultiply(a: Value, b: Value): Value {
  return isPlain(a) && isPlain(b) ? multiplyValues(a, b) : inplaceOp(a, b, 'nb_multiply');
}

/** COMPARE_OP on values that are not both numbers. */
export function compareValues(a: Value, b: Value, op: Cmp): Value {
  if (typeof a === 'string' && typeof b === 'string') {
    if (op === Cmp.EQ) return a === b;
    if (op === Cmp.NE) return a !== b;
  } else if (exactFloat(a) && exactFloat(b)) return compareNumbers(a.value, b.value, op);
  return richCompare(a, b, op);
}

/** BINARY_SUBSCR. */
export function subscript(v: Value, key: Value): Value {
  if (typeof v === 'object') {
    if (typeof key === 'number') {
      if (v.cls === listType || v.cls === tupleType) {
        const { items } = v as PyList | PyTuple;
        const x = key >= 0 ? items[key] : items[items.length + key];
        if (x !== undefined) return x;
      }
    } else if (v.cls === dictType) {
      const x = dictGet(v as PyDict, key);
      if (x !== undefined) return x;
    } else if (v.cls === listType && typeof key === 'object' && key.cls === sliceType) {
      const { start, stop, step } = key as PySlice;
      const isPlain = (typeof start === 'number' || start === None) && (typeof stop === 'number' || stop === None);
      // JavaScript's slices are Python's, without a step.
      if (isPlain && step === None)
        return new PyList(
          (v as PyList).items.slice(
            start === None ? 0 : (start as number),
            stop === None ? undefined : (stop as number),
          ),
        );
    }
  }
  return getItem(v, key);
}

/** STORE_SUBSCR. */
export function storeSubscript(v: Value, key: Value, value: Value): void {
  if (typeof v === 'object') {
    if (v.cls === listType && typeof key === 'number') {
      const { items } = v as PyList;
      if (key >= 0 && key < items.length) {
        items[key] = value;
        return;
      }
    } else if (v.cls === dictType && typeof key === 'string') {
      (v as PyDict).setStr(key, value);
      return;
    }
  }
  setItem(v, key, value);
}

/** The operators without a fast path of their own, by opcode. */
const otherSlots: Record<number, [BinarySlotName, inplace: boolean]> = {
  [O.BINARY_MATRIX_MULTIPLY]: ['nb_matrix_multiply', false],
  [O.INPLACE_MATRIX_MULTIPLY]: ['nb_matrix_multiply', true],
  [O.INPLACE_TRUE_DIVIDE]: ['nb_true_divide', true],
  [O.INPLACE_FLOOR_DIVIDE]: ['nb_floor_divide', true],
  [O.INPLACE_MODULO]: ['nb_remainder', true],
  [O.INPLACE_AND]: ['nb_and', true],
  [O.INPLACE_OR]: ['nb_or', true],
  [O.INPLACE_XOR]: ['nb_xor', true],
  [O.INPLACE_LSHIFT]: ['nb_lshift', true],
  [O.INPLACE_RSHIFT]: ['nb_rshift', true],
};

export function otherBinary(op: number, a: Value, b: Value): Value {
  const [slot, isInplace] = otherSlots[op];
  return isInplace ? inplaceOp(a, b, slot) : binaryOp(a, b, slot);
}
