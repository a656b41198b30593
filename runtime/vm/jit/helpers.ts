/**
 * What compiled code calls. Owns: the list; each name here is a name in the generated text.
 */
import { delAttr } from '../../objects/attributes';
import {
  asyncGeneratorType,
  coroutineType,
  dictType,
  floatType,
  listType,
  None,
  tupleType,
} from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { floatPow } from '../../objects/floatOps';
import { dictSet, setAdd } from '../../objects/hashErrors';
import { addField } from '../../objects/inlineValues';
import { listIterType, PyListIter } from '../../objects/list';
import { MAX_ITEMS, tooLong } from '../../objects/longArrays';
import type { Value } from '../../objects/object';
import { inplacePower, unaryOp } from '../../objects/operators';
import { rangeIterType } from '../../objects/range';
import { sysState } from '../../objects/sysState';
import { contains, delItem, length } from '../../objects/subscript';
import { PyFloat, PyList, PyTuple } from '../../objects/values';
import { doRaise, exceptionMatches } from '../exceptions';
import * as arith from '../ops/arithmetic';
import { loadedAttr, loadGlobal, loadMethod, storeAttr } from '../ops/attributes';
import { getAiter, getAnext, getAwaitable, getYieldFromIter, wrapYield } from '../ops/awaiting';
import * as build from '../ops/building';
import { getIterNoting } from '../ops/iterating';
import { makeFunction } from '../ops/functions';
import { emptyCell, importFrom, importName, loadNameNoting, storeNameNoting, unboundLocal } from '../ops/names';
import { setupAsyncWith, setupWith, withExceptStart } from '../ops/with';
import { outcome } from '../switching';
import { attend, attention, ts } from '../thread';
import { raiseHandled, reraise } from '../unwinding';
import * as awaiting from './awaiting';
import * as direct from './direct';
import { leaving } from './exits';
import { loadKnown, storeKnown } from './namespace';
import * as resuming from './resuming';

/** What RAISE_VARARGS raises; a bare `raise` does not add this frame to the traceback again. */
function raised(exc: Value | undefined, cause: Value | undefined): PyBaseException {
  return exc === undefined ? raiseHandled() : doRaise(exc, cause);
}

const state = { attend, attention, leaving, outcome, sysState, ts };
/** Stands where a float is that is in no object (rules/floats.ts). */
const RAW = { cls: undefined };

/** Stands where names are not in a plain dictionary: no cache knows its layout. */
const noNames = { layout: false };

const types = {
  None,
  RAW,
  asyncGeneratorType,
  coroutineType,
  dictType,
  Exc,
  floatType,
  listIterType,
  listType,
  PyFloat,
  PyList,
  PyListIter,
  PyTuple,
  rangeIterType,
  tupleType,
};
const names = {
  delAttr,
  emptyCell,
  noNames,
  importFrom,
  importName,
  loadedAttr,
  loadKnown,
  storeKnown,
  loadGlobal,
  loadMethod,
  loadNameNoting,
  addField,
  storeAttr,
  storeNameNoting,
  unboundLocal,
};
const suspending = { getAiter, getAnext, getAwaitable, getYieldFromIter, wrapYield };
const control = {
  exceptionMatches,
  getIterNoting,
  isTrue,
  raised,
  reraise,
  setupAsyncWith,
  setupWith,
  withExceptStart,
};
const collections = {
  MAX_ITEMS,
  tooLong,
  buildConstKeyMap: build.buildConstKeyMap,
  buildMap: build.buildMap,
  buildSet: build.buildSet,
  buildSlice: build.buildSlice,
  buildString: build.buildString,
  contains,
  delItem,
  dictSet,
  dictMerge: build.dictMerge,
  dictUpdate: build.dictUpdate,
  formatValue: build.formatValue,
  length,
  makeFunction,
  listExtend: build.listExtend,
  setAdd,
  setUpdate: build.setUpdate,
  storeSubscript: arith.storeSubscript,
  subscript: arith.subscript,
  unpack: build.unpack,
  unpackEx: build.unpackEx,
};
const operators = {
  floatPow,
  add: arith.addValues,
  and: arith.andValues,
  compare: arith.compareValues,
  floorDivide: arith.floorDivideValues,
  inplaceAdd: arith.inplaceAdd,
  inplaceMultiply: arith.inplaceMultiply,
  inplacePower,
  inplaceSubtract: arith.inplaceSubtract,
  modulo: arith.moduloValues,
  multiply: arith.multiplyValues,
  or: arith.orValues,
  other: arith.otherBinary,
  power: arith.powerValues,
  shiftLeft: arith.shiftLeft,
  shiftRight: arith.shiftRight,
  subtract: arith.subtractValues,
  trueDivide: arith.trueDivideValues,
  unaryOp,
  xor: arith.xorValues,
};

export const helpers = {
  ...state,
  ...types,
  ...direct,
  ...awaiting,
  ...resuming,
  ...names,
  ...suspending,
  ...control,
  ...collections,
  ...operators,
};

export type Helpers = typeof helpers;
