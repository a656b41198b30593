/**
 * The awaitable that `anext(it, default)` returns (CPython's anextawaitableobject).
 */
import { callMethod } from '../../objects/attributes';
import { isError, stopIteration, stopIterationValue, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { PyObject, typeOf, type Value } from '../../objects/object';
import { defineType } from '../../objects/typeObject';
import { awaitableIter } from '../../vm/ops/awaiting';
import { sendInto, sendResult } from '../../vm/sending';
import { None } from '../../objects/builtinTypes';

class PyAnextAwaitable extends PyObject {
  constructor(
    readonly wrapped: Value,
    readonly fallback: Value,
  ) {
    super(anextAwaitableType);
  }
}

/** The iterator of the wrapped awaitable. */
function iteratorOf(self: PyAnextAwaitable): Value {
  const it = awaitableIter(self.wrapped);
  if (it === undefined) throw typeError(`'${typeOf(self.wrapped).tpName}' object can't be awaited`);
  return it;
}

/** StopAsyncIteration becomes the end, with the default as its value. */
function guarded(self: PyAnextAwaitable, f: () => Value | undefined): Value | undefined {
  try {
    return f();
  } catch (e) {
    if (!isError(e, Exc.StopAsyncIteration)) throw e;
    sendResult.value = self.fallback;
    return undefined;
  }
}

function send(self: PyAnextAwaitable, value: Value): Value | undefined {
  return guarded(self, () => sendInto(iteratorOf(self), value));
}

/** As a Python method: the end is StopIteration. */
function orStop(v: Value | undefined): Value {
  if (v === undefined) throw stopIteration(sendResult.value);
  return v;
}

const anextAwaitableType = defineType({
  name: 'anext_awaitable',
  slots: {
    tp_iter: (self) => self,
    am_await: (self) => self,
    tp_iternext: (self) => orStop(send(self as PyAnextAwaitable, None)),
    am_send: (self, value) => send(self as PyAnextAwaitable, value),
  },
  methods: {
    'send(self, object, /)': (self: PyAnextAwaitable, value: Value) => orStop(send(self, value)),
    'throw(self, /, *args)!': (self: PyAnextAwaitable, args: Value[]) =>
      orStop(
        guarded(self, () => {
          try {
            return callMethod(iteratorOf(self), 'throw', args);
          } catch (e) {
            if (!isError(e, Exc.StopIteration)) throw e;
            sendResult.value = stopIterationValue(e);
            return undefined;
          }
        }),
      ),
    'close(self, /)': (self: PyAnextAwaitable) => callMethod(iteratorOf(self), 'close'),
  },
});

export function newAnextAwaitable(wrapped: Value, fallback: Value): Value {
  return new PyAnextAwaitable(wrapped, fallback);
}
