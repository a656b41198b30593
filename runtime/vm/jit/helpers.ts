/**
 * What compiled code calls. Owns: the list; each name here is a name in the generated text.
 */
import { coroutineType, None, asyncGeneratorType } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { getIter } from '../../objects/iteration';
import { typeOf, type Value } from '../../objects/object';
import { inplacePower, power, unaryOp } from '../../objects/operators';
import { contains, delItem } from '../../objects/subscript';
import { PyList, PyTuple } from '../../objects/values';
import { callResult, prepareCall, prepareMethodCall } from '../calls';
import { exceptionMatches } from '../exceptions';
import type { Frame } from '../frame';
import { checkResumable, isDirect, type PyGenerator } from '../generator';
import * as arith from '../ops/arithmetic';
import { loadAttr, loadedAttr, loadGlobal, loadMethod, pendingGetter, storeAttr } from '../ops/attributes';
import { getAiter, getAnext, getAwaitable, wrapYield } from '../ops/awaiting';
import * as build from '../ops/building';
import { setupAsyncWith, setupWith, withExceptStart } from '../ops/with';
import { emptyCell, unboundLocal } from '../ops/names';
import { canResume, isNext, isSend } from '../sendCalls';
import { sendInto, sendResult } from '../sending';
import { attend, attention, ts } from '../thread';
import { Exit, leaving } from './exits';

/** YIELD_FROM on the receiver at the top of the frame's stack: 0 when it ended, with its result there; else how to leave. */
function yieldFrom(f: Frame, receiver: Value, v: Value): number {
  if (isDirect(receiver)) {
    if (checkResumable(receiver, v)) {
      f.s[f.sp - 1] = None;
      return 0;
    }
    f.delegate = receiver;
    leaving.gen = receiver;
    leaving.value = v;
    return Exit.Delegate;
  }
  const r = sendInto(receiver, v);
  if (r === undefined) {
    f.s[f.sp - 1] = sendResult.value;
    return 0;
  }
  f.resend = true;
  leaving.value = r;
  return Exit.Yield;
}

/** The next item of an iterator that is no generator; undefined at the end. */
function next(it: Value): Value | undefined {
  return typeOf(it).tp_iternext!(it);
}

/** Is it an exact generator that can go on? */
function isGenerator(it: Value): boolean {
  return isDirect(it);
}

function exhausted(gen: PyGenerator): boolean {
  return checkResumable(gen, None);
}

export const helpers = {
  ...{
    None,
    coroutineType,
    asyncGeneratorType,
    isTrue,
    getIter,
    power,
    inplacePower,
    unaryOp,
    contains,
    delItem,
    PyList,
    PyTuple,
  },
  ...{
    callResult,
    prepareCall,
    prepareMethodCall,
    exceptionMatches,
    loadAttr,
    loadedAttr,
    loadGlobal,
    loadMethod,
    pendingGetter,
    storeAttr,
  },
  ...{
    getAiter,
    getAnext,
    getAwaitable,
    wrapYield,
    setupAsyncWith,
    setupWith,
    withExceptStart,
    emptyCell,
    unboundLocal,
    attend,
    attention,
    ts,
  },
  ...{ leaving, isSend, isNext, canResume, yieldFrom, next, isGenerator, exhausted },
  add: arith.addValues,
  subtract: arith.subtractValues,
  multiply: arith.multiplyValues,
  trueDivide: arith.trueDivideValues,
  floorDivide: arith.floorDivideValues,
  modulo: arith.moduloValues,
  and: arith.andValues,
  or: arith.orValues,
  xor: arith.xorValues,
  shiftLeft: arith.shiftLeft,
  shiftRight: arith.shiftRight,
  inplaceAdd: arith.inplaceAdd,
  inplaceSubtract: arith.inplaceSubtract,
  other: arith.otherBinary,
  compare: arith.compareValues,
  subscript: arith.subscript,
  storeSubscript: arith.storeSubscript,
  buildMap: build.buildMap,
  buildConstKeyMap: build.buildConstKeyMap,
  buildSet: build.buildSet,
  buildSlice: build.buildSlice,
  buildString: build.buildString,
  formatValue: build.formatValue,
  unpack: build.unpack,
  listExtend: build.listExtend,
};

export type Helpers = typeof helpers;
