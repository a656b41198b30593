/**
 * GET_AWAITABLE, GET_AITER, GET_ANEXT, GET_YIELD_FROM_ITER (CPython's _PyCoro_GetAwaitableIter and friends).
 */
import { CodeFlag } from '../../bytecode/code';
import { asyncGeneratorType, coroutineType, generatorType } from '../../objects/builtinTypes';
import { isError, runtimeError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { typeOf, type Value } from '../../objects/object';
import { nextOf, PyAsyncGenWrapped } from '../asyncGenerator';
import type { Frame } from '../frame';
import { delegateOf, type PyGenerator } from '../generator';
import { O } from '../opcodeNumbers';
import { getIterNoting } from './iterating';

/** The iterator that `await v` drives; undefined where v cannot be awaited. */
export function awaitableIter(v: Value): Value | undefined {
  if (typeof v === 'object') {
    if (v.cls === coroutineType) return v;
    if (v.cls === generatorType && (v as PyGenerator).code.flags & CodeFlag.ITERABLE_COROUTINE) return v;
  }
  const slot = typeOf(v).am_await;
  if (slot === null) return undefined;
  const it = slot(v);
  if (
    typeof it === 'object' &&
    (it.cls === coroutineType ||
      (it.cls === generatorType && (it as PyGenerator).code.flags & CodeFlag.ITERABLE_COROUTINE))
  )
    throw typeError('__await__() returned a coroutine');
  if (typeOf(it).tp_iternext === null)
    throw typeError(`__await__() returned non-iterator of type '${typeOf(it).tpName}'`);
  return it;
}

export function getAwaitable(f: Frame, v: Value): Value {
  const it = awaitableIter(v);
  if (it === undefined) throw notAwaitable(f, v);
  if (typeof it === 'object' && it.cls === coroutineType && delegateOf(it as PyGenerator) !== undefined)
    throw runtimeError('coroutine is being awaited already');
  return it;
}

/** CPython's format_awaitable_error: `async with` says which method's result it was. */
function notAwaitable(f: Frame, v: Value) {
  const { ops } = f.x;
  const before = ops[f.pc - 2] & 0xff;
  const type = typeOf(v).name;
  if (before === O.BEFORE_ASYNC_WITH)
    return typeError(`'async with' received an object from __aenter__ that does not implement __await__: ${type}`);
  if (
    before === O.WITH_EXCEPT_START ||
    (before === O.CALL_FUNCTION && (ops[f.pc - 3] & 0xff) === O.DUP_TOP && ops[f.pc - 2] >>> 8 === 3)
  )
    return typeError(`'async with' received an object from __aexit__ that does not implement __await__: ${type}`);
  return typeError(`'${type}' object can't be awaited`);
}

export function getAiter(v: Value): Value {
  const slot = typeOf(v).am_aiter;
  if (slot === null) throw typeError(`'async for' requires an object with __aiter__ method, got ${typeOf(v).tpName}`);
  const it = slot(v);
  if (typeOf(it).am_anext === null)
    throw typeError(
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeOf(it).tpName}`,
    );
  return it;
}

export function getAnext(v: Value): Value {
  const slot = typeOf(v).am_anext;
  if (slot === null) throw typeError(`'async for' requires an iterator with __anext__ method, got ${typeOf(v).tpName}`);
  if (typeof v === 'object' && v.cls === asyncGeneratorType) return nextOf(v as PyGenerator);
  const next = slot(v);
  let it: Value | undefined;
  try {
    it = awaitableIter(next);
  } catch (e) {
    if (!isError(e, Exc.Exception)) throw e;
    const error = typeError(`'async for' received an invalid object from __anext__: ${typeOf(next).tpName}`);
    error.cause = error.context = e;
    error.suppressContext = true;
    throw error;
  }
  if (it === undefined)
    throw typeError(`'async for' received an invalid object from __anext__: ${typeOf(next).tpName}`);
  return it;
}

/** `yield from v`; `at` is the cache of the instruction. */
export function getYieldFromIter(f: Frame, at: number, v: Value): Value {
  if (typeof v === 'object') {
    if (v.cls === coroutineType) {
      if (!(f.code.flags & (CodeFlag.COROUTINE | CodeFlag.ITERABLE_COROUTINE)))
        throw typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
      return v;
    }
    if (v.cls === generatorType) return v;
  }
  return getIterNoting(f.x, at, v);
}

/** What an async generator's own `yield` gives, to tell it from what its awaits yield. */
export function wrapYield(v: Value): Value {
  return new PyAsyncGenWrapped(v);
}
