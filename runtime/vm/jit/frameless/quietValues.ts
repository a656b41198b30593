/**
 * Operations that frameless code does itself: on values whose meaning is fixed, so that no Python code runs and nothing
 * is raised. They give undefined where it could be otherwise; then the interpreter does the instruction, with a frame.
 */
import { dictType, floatType, functionType, listType, None, rangeType, tupleType } from '../../../objects/builtinTypes';
import type { PyDict } from '../../../objects/dict';
import { type PyCode, PyFunction } from '../../../objects/function';
import { getIter } from '../../../objects/iteration';
import { listIterType } from '../../../objects/list';
import type { Cmp, Value } from '../../../objects/object';
import { tupleIterType } from '../../../objects/tuple';
import { rangeIterType } from '../../../objects/range';
import type { PyCell, PyList, PyTuple } from '../../../objects/values';
import type { ExecCode } from '../../execCode';
import { O } from '../../opcodeNumbers';
import * as arith from '../../ops/arithmetic';

/** An exact int that is small, or an exact float. */
function isReal(v: Value): boolean {
  return typeof v === 'number' || (typeof v === 'object' && v.cls === floatType);
}

export function quietAdd(a: Value, b: Value): Value | undefined {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  return isReal(a) && isReal(b) ? arith.addValues(a, b) : undefined;
}

export function quietSubtract(a: Value, b: Value): Value | undefined {
  return isReal(a) && isReal(b) ? arith.subtractValues(a, b) : undefined;
}

export function quietMultiply(a: Value, b: Value): Value | undefined {
  return isReal(a) && isReal(b) ? arith.multiplyValues(a, b) : undefined;
}

export function quietDivide(a: Value, b: Value): Value | undefined {
  if (!isReal(a) || !isReal(b)) return undefined;
  const divisor = typeof b === 'number' ? b : (b as { value?: number }).value;
  return divisor === 0 ? undefined : arith.trueDivideValues(a, b);
}

/** Operators on small ints that seldom are in a hurry. */
export function quietOther(op: number, a: Value, b: Value): Value | undefined {
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  switch (op) {
    case O.BINARY_AND:
    case O.INPLACE_AND:
      return arith.andValues(a, b);
    case O.BINARY_OR:
    case O.INPLACE_OR:
      return arith.orValues(a, b);
    case O.BINARY_XOR:
    case O.INPLACE_XOR:
      return arith.xorValues(a, b);
  }
  if (b <= 0 || b >= 2 ** 30) return undefined;
  switch (op) {
    case O.BINARY_FLOOR_DIVIDE:
    case O.INPLACE_FLOOR_DIVIDE:
      return arith.floorDivideValues(a, b);
    case O.BINARY_MODULO:
    case O.INPLACE_MODULO:
      return arith.moduloValues(a, b);
    case O.BINARY_LSHIFT:
    case O.INPLACE_LSHIFT:
      return b < 32 ? arith.shiftLeft(a, b) : undefined;
    case O.BINARY_RSHIFT:
    case O.INPLACE_RSHIFT:
      return arith.shiftRight(a, b);
  }
  return undefined;
}

export function quietCompare(a: Value, b: Value, op: Cmp): boolean | undefined {
  if ((typeof a === 'string' && typeof b === 'string') || (isReal(a) && isReal(b)))
    return arith.compareValues(a, b, op) as boolean;
  return undefined;
}

/** The truth of what is no bool. */
export function quietTruth(v: Value): boolean | undefined {
  if (typeof v === 'number') return v !== 0;
  if (typeof v === 'string') return v.length !== 0;
  if (typeof v !== 'object') return undefined;
  if (v === None) return false;
  const { cls } = v;
  if (cls.nb_bool === null && cls.sq_length === null) return true;
  if (cls === listType || cls === tupleType) return (v as PyList | PyTuple).items.length !== 0;
  if (cls === dictType) return (v as PyDict).size !== 0;
  return cls.lengthIsQuiet && cls.nb_bool === null ? cls.sq_length!(v) !== 0 : undefined;
}

export function quietSubscript(v: Value, key: Value): Value | undefined {
  if (typeof v !== 'object') return undefined;
  if (v.cls === dictType) {
    const i = (v as PyDict).findQuietly(key);
    return i >= 0 ? (v as PyDict).vals[i] : undefined;
  }
  if (typeof key !== 'number' || (v.cls !== listType && v.cls !== tupleType)) return undefined;
  const { items } = v as PyList | PyTuple;
  return items[key < 0 ? items.length + key : key];
}

/** Says whether it could be stored. */
export function quietStore(v: Value, key: Value, value: Value): boolean {
  if (typeof v !== 'object') return false;
  if (v.cls === dictType) {
    if ((v as PyDict).findQuietly(key) === -2) return false;
    (v as PyDict).set(key, value);
    return true;
  }
  if (v.cls !== listType || typeof key !== 'number') return false;
  const { items } = v as PyList;
  if (key < 0 || key >= items.length) return false;
  items[key] = value;
  return true;
}

export function quietIter(v: Value): Value | undefined {
  if (typeof v !== 'object') return undefined;
  return v.cls === rangeType || v.cls === listType || v.cls === tupleType ? getIter(v) : undefined;
}

/** Is it an iterator that nextQuietly may be asked of? */
export function isQuietIter(v: Value): boolean {
  return typeof v === 'object' && (v.cls === rangeIterType || v.cls === listIterType || v.cls === tupleIterType);
}

/** The items of a tuple or list that has so many. */
export function quietItems(v: Value, count: number): readonly Value[] | undefined {
  if (typeof v !== 'object' || (v.cls !== tupleType && v.cls !== listType)) return undefined;
  const { items } = v as PyList | PyTuple;
  return items.length === count ? items : undefined;
}

/** MAKE_FUNCTION in a function `fn`. */
export function quietFunction(fn: PyFunction, code: PyCode, qualname: string, closure: PyCell[] | null): PyFunction {
  return new PyFunction(code.code, fn.globals, fn.builtins, qualname, closure);
}

/** The code of a plain function that takes just so many arguments by position; else null. */
export function callable(callee: Value, count: number): ExecCode | null {
  if (typeof callee !== 'object' || callee.cls !== functionType) return null;
  const { code, simple } = callee as PyFunction;
  return simple && code.argcount === count ? (code.exec as ExecCode | null) : null;
}
