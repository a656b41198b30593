/**
 * Builtin functions that iterate: iter, next, sorted, all, any, aiter, anext.
 */
import { None } from '../../objects/builtinTypes';
import { NativeSpec } from '../../objects/native';
import { callSpecial } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { isError, stopIteration, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { newCallableIter } from '../../objects/lazyIterators';
import { extendList, sortList } from '../../objects/list';
import { getIter } from '../../objects/iteration';
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
    'iter(object, sentinel=<unrepresentable>, /)!',
    (v: Value, sentinel: Value | undefined) => {
      if (sentinel === undefined) return getIter(v);
      if (typeOf(v).tp_call === null) throw typeError('iter(v, w): v must be callable');
      return newCallableIter(v, sentinel);
    },
    'iter(iterable)\niter(callable, sentinel)\n\nAn iterator over an object, or over the results of calling callable, up to one that equals sentinel.',
  );
  const next = m.def(
    'next(iterator, default=<unrepresentable>, /)!',
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
    "next(iterator[, default])\n\nThe iterator's next item; at its end default, or StopIteration without one.",
  );
  next.spec.inLoop = 'next';
  const sorted = m.def(
    'sorted(iterable, /, *, key=None, reverse=False)',
    (iterable: Value, key: Value, reverse: Value) => {
      const list = new PyList([]);
      extendList(list, iterable);
      sortList(list, key, isTrue(reverse));
      return list;
    },
    'The items of iterable as a new list, smallest first, equal ones in their old order.\n\nkey gives the value to compare items by; reverse=True begins with the largest.',
  );
  const bound = sorted.spec.call.bind(sorted.spec);
  const sort = new NativeSpec('sort(self, /, *, key=None, reverse=False)', () => None);
  sorted.spec.call = (args, kw) => {
    const n = args.length - (kw?.length ?? 0);
    if (n !== 1) throw typeError(`sorted expected 1 argument, got ${n}`);
    // Keywords are those of the list's method, which the errors name.
    if (kw?.some((name) => name !== 'key' && name !== 'reverse') === true) {
      extendList(new PyList([]), args[0]);
      return sort.call(args, kw);
    }
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
    'Whether every item of iterable is true; True if there are none.',
  );
  m.def(
    'any(iterable, /)',
    (iterable: Value) => {
      const it = getIter(iterable);
      const next = typeOf(it).tp_iternext!;
      for (let v = next(it); v !== undefined; v = next(it)) if (isTrue(v)) return true;
      return false;
    },
    'Whether some item of iterable is true; False if there are none.',
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
    'The asynchronous iterator of an asynchronous iterable.',
  );
  m.def(
    'anext(aiterator, default=<unrepresentable>, /)',
    (v: Value, fallback: Value | undefined) => {
      const slot = typeOf(v).am_anext;
      if (slot === null) throw typeError(`'${typeOf(v).tpName}' object is not an async iterator`);
      const awaitable = slot(v);
      return fallback === undefined ? awaitable : newAnextAwaitable(awaitable, fallback);
    },
    'anext(async_iterator[, default])\n\nAn awaitable of the next item; at the end it gives default, or raises StopAsyncIteration without one.',
  );
}
