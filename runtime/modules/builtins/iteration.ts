/**
 * Builtin functions that iterate: iter, next, sorted, all, any, aiter, anext.
 */
import { None } from '../../objects/builtinTypes';
import { callSpecial } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { isError, stopIteration, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { newCallableIter } from '../../objects/lazyIterators';
import { sortList } from '../../objects/list';
import { getIter, toArray } from '../../objects/iteration';
import { typeLookup } from '../../objects/lookup';
import { PySlotWrapper } from '../../objects/descriptors';
import { typeOf, type Value } from '../../objects/object';
import { PyList } from '../../objects/values';
import { sendResult } from '../../vm/sending';
import type { ModuleBuilder } from '../registry';
import { newAnextAwaitable } from './anextAwaitable';

/** `next(it)`: an exhausted iterator raises StopIteration, with the value that a generator returned. */
export function nextItem(it: Value): Value {
  const t = typeOf(it);
  if (t.tp_iternext === null) throw typeError(`'${t.tpName}' object is not an iterator`);
  if (t.am_send !== null) {
    const v = t.am_send(it, None);
    if (v === undefined) throw stopIteration(sendResult.value);
    return v;
  }
  if (t.isHeap && !(typeLookup(t, '__next__') instanceof PySlotWrapper)) {
    // The StopIteration that a Python __next__ raises goes to the caller as it is.
    return callSpecial(it, '__next__')!;
  }
  const v = t.tp_iternext(it);
  if (v === undefined) throw stopIteration(undefined);
  return v;
}

export function defIterationFunctions(m: ModuleBuilder): void {
  m.def(
    'iter(object, sentinel=<unrepresentable>, /)',
    (v: Value, sentinel: Value | undefined) => {
      if (sentinel === undefined) return getIter(v);
      if (typeOf(v).tp_call === null) throw typeError('iter(v, w): v must be callable');
      return newCallableIter(v, sentinel);
    },
    'Get an iterator from an object.\n\nIn the first form, the argument must supply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel.',
  );
  const next = m.def(
    'next(iterator, default=<unrepresentable>, /)',
    (it: Value, fallback: Value | undefined) => {
      if (fallback === undefined) return nextItem(it);
      const next = typeOf(it).tp_iternext;
      if (next === null) throw typeError(`'${typeOf(it).tpName}' object is not an iterator`);
      try {
        return next(it) ?? fallback;
      } catch (e) {
        if (isError(e, Exc.StopIteration)) return fallback;
        throw e;
      }
    },
    'Return the next item from the iterator.\n\nIf default is given and the iterator is exhausted,\nit is returned instead of raising StopIteration.',
  );
  next.spec.inLoop = 'next';
  const sorted = m.def(
    'sorted(iterable, /, *, key=None, reverse=False)',
    (iterable: Value, key: Value, reverse: Value) => {
      const list = new PyList(toArray(iterable));
      sortList(list, key, isTrue(reverse));
      return list;
    },
    'Return a new list containing all items from the iterable in ascending order.\n\nA custom key function can be supplied to customize the sort order, and the\nreverse flag can be set to request the result in descending order.',
  );
  const bound = sorted.spec.call.bind(sorted.spec);
  sorted.spec.call = (args, kw) => {
    const n = args.length - (kw?.length ?? 0);
    if (n !== 1) throw typeError(`sorted expected 1 argument, got ${n}`);
    return bound(args, kw);
  };
  m.def(
    'all(iterable, /)',
    (iterable: Value) => {
      const it = getIter(iterable);
      const next = typeOf(it).tp_iternext!;
      for (let v = next(it); v !== undefined; v = next(it)) if (!isTrue(v)) return false;
      return true;
    },
    'Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.',
  );
  m.def(
    'any(iterable, /)',
    (iterable: Value) => {
      const it = getIter(iterable);
      const next = typeOf(it).tp_iternext!;
      for (let v = next(it); v !== undefined; v = next(it)) if (isTrue(v)) return true;
      return false;
    },
    'Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.',
  );
  m.def(
    'aiter(async_iterable, /)',
    (v: Value) => {
      const slot = typeOf(v).am_aiter;
      if (slot === null) throw typeError(`'${typeOf(v).tpName}' object is not an async iterable`);
      const it = slot(v);
      if (typeOf(it).am_anext === null)
        throw typeError(`aiter() returned not an async iterator of type '${typeOf(it).tpName}'`);
      return it;
    },
    'Return an AsyncIterator for an AsyncIterable object.',
  );
  m.def(
    'anext(async_iterator, default=<unrepresentable>, /)',
    (v: Value, fallback: Value | undefined) => {
      const slot = typeOf(v).am_anext;
      if (slot === null) throw typeError(`'${typeOf(v).tpName}' object is not an async iterator`);
      const awaitable = slot(v);
      return fallback === undefined ? awaitable : newAnextAwaitable(awaitable, fallback);
    },
    'Return the next item from the async iterator.\n\nIf default is given and the async iterator is exhausted,\nit is returned instead of raising StopAsyncIteration.',
  );
}
