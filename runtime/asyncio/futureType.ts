/** Future seen from Python: methods, attributes, awaiting (CPython's FutureType and FutureIterType). */
import { lost } from './provenance';
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { equal, isTrue } from '../objects/compare';
import { snapshotContext } from '../objects/contextvars';
import { defClassMethod, defGetSet, defMethod } from '../objects/descriptors';
import { attributeError, runtimeError, typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { isSubtype, PyObject, PyType, type Value } from '../objects/object';
import { interp } from '../objects/interp';
import { subscriptHooks } from '../objects/subscriptHooks';
import { str } from '../objects/text';
import { defNewSig, disallowNew } from '../objects/typeObject';
import { newFrozenset, PyList, PyTuple } from '../objects/values';
import { PyDict } from '../objects/dict';
import { stopIteration } from '../objects/errors';
import { getAttr } from '../objects/attributes';
import { sendResult } from '../vm/sending';
import { DoneCallback, type FutureState, futureType, PyFuture } from './future';
import { library } from './library';
import type { PyTask } from './task';
import { wakeUpMethod } from './taskCallbacks';

const futureIterType = bareType('_asyncio.FutureIter');

/** What `await future` iterates: yields the future once, then has its result. */
class PyFutureIter extends PyObject {
  constructor(public future: PyFuture | undefined) {
    super(futureIterType);
  }

  /** The future to yield; undefined when the result is in `sendResult`. */
  send(): Value | undefined {
    const { future } = this;
    if (future === undefined) {
      sendResult.value = None;
      return undefined;
    }
    if (future.state === 'PENDING') {
      if (future.blocking) throw runtimeError("await wasn't used with future");
      future.blocking = true;
      return future;
    }
    this.future = undefined;
    sendResult.value = future.resultOrThrow();
    return undefined;
  }
}

const callableOf = (w: DoneCallback | PyObject): Value =>
  w instanceof DoneCallback ? w.fn : wakeUpMethod(w as PyTask);

export function callbacksOf(f: PyFuture): Value {
  const callbacks = f.callbacks();
  if (callbacks.length === 0) return None;
  const contextOf = (w: DoneCallback | PyObject): Value => (w instanceof DoneCallback ? w : (w as PyTask)).context;
  return new PyList(callbacks.map((w) => new PyTuple([callableOf(w), contextOf(w)])));
}

function removeCallbacks(f: PyFuture, fn: Value): number {
  f.ensureAlive();
  let removed = 0;
  // Comparing runs Python code, which may change what there is.
  for (const w of f.callbacks()) if (equal(callableOf(w), fn) && f.removeCallback(w)) removed++;
  return removed;
}

/** Logs an exception that nobody retrieved; CPython's FutureObj_finalize. */
export function reportUnretrieved(f: PyFuture): void {
  if (!f.logTraceback) return;
  f.markRetrieved();
  lost.notice?.(f, 'failed');
  const context = new PyDict();
  context.setStr('message', `${f.cls.name} exception was never retrieved`);
  context.setStr('exception', f.exception ?? None);
  context.setStr('future', f);
  if (f.sourceTraceback !== None) context.setStr('source_traceback', f.sourceTraceback);
  call(getAttr(f.loop!, 'call_exception_handler'), [context]);
}

function installIter(): void {
  const t = futureIterType;
  t.isBase = false;
  disallowNew(t);
  t.am_send = (self) => (self as PyFutureIter).send();
  t.tp_iter = (self) => self;
  t.tp_iternext = (self) => {
    const r = (self as PyFutureIter).send();
    if (r !== undefined) return r;
    if (sendResult.value === None) return undefined;
    throw stopIteration(sendResult.value);
  };
  defMethod(t, 'send(self, object, /)', (self: PyFutureIter) => {
    const r = self.send();
    if (r === undefined) throw stopIteration(sendResult.value);
    return r;
  });
  defMethod(
    t,
    'throw(self, type, val=<NULL>, tb=None, /)',
    (self: PyFutureIter, type: Value, given: Value | undefined, tb: Value) => {
      if (given !== undefined)
        interp().warn(
          Exc.DeprecationWarning,
          'the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.',
          1,
        );
      const value = given ?? None;
      self.future = undefined;
      if (tb !== None && !(tb instanceof PyObject && tb.cls.name === 'traceback'))
        throw typeError('throw() third argument must be a traceback');
      if (type instanceof PyType && isSubtype(type, Exc.BaseException)) {
        throw value instanceof PyBaseException
          ? value
          : call(type, value === None ? [] : value instanceof PyTuple ? [...value.items] : [value]);
      }
      if (!(type instanceof PyBaseException))
        throw typeError('exceptions must be classes deriving BaseException or instances of such a class');
      if (value !== None) throw typeError('instance exception may not have a separate value');
      throw type;
    },
  );
  defMethod(t, 'close(self, /)', (self: PyFutureIter) => {
    self.future = undefined;
    return None;
  });
}

/** Methods and attributes that Future and Task share. */
function installShared(t: PyType): void {
  defMethod(t, 'result(self, /)', (f: PyFuture) => f.resultOrThrow());
  defMethod(t, 'exception(self, /)', (f: PyFuture) => f.getException());
  const setResult = defMethod(
    t,
    'set_result(self, result, /)',
    (f: PyFuture, result: Value) => (f.setResult(result), None),
  );
  setResult.wakes = true;
  setResult.quiet = (f, result, extra) =>
    f instanceof PyFuture && result !== undefined && extra === undefined && f.canSetQuietly()
      ? (f.setResult(result), None)
      : undefined;
  defMethod(t, 'set_exception(self, exception, /)', (f: PyFuture, exc: Value) => (f.setException(exc), None));
  defMethod(
    t,
    'add_done_callback(self, fn, /, *, context=<absent>)',
    (f: PyFuture, fn: Value, context: Value | undefined) => {
      f.addCallback(fn, context ?? snapshotContext());
      return None;
    },
  );
  defMethod(t, 'remove_done_callback(self, fn, /)', removeCallbacks);
  defMethod(t, 'cancel(self, /, msg=None)', (f: PyFuture, message: Value) => f.cancelFuture(message));
  const stateIs = (state: FutureState, yes: boolean) => (f?: Value, extra?: Value) =>
    f instanceof PyFuture && extra === undefined ? (f.state === state) === yes : undefined;
  defMethod(t, 'cancelled(self, /)', (f: PyFuture) => f.state === 'CANCELLED').quiet = stateIs('CANCELLED', true);
  defMethod(t, 'done(self, /)', (f: PyFuture) => f.state !== 'PENDING').quiet = stateIs('PENDING', false);
  defMethod(t, 'get_loop(self, /)', (f: PyFuture) => f.ensureAlive());
  defMethod(t, '_make_cancelled_error(self, /)', (f: PyFuture) => f.makeCancelledError());
  defClassMethod(t, '__class_getitem__(cls, object, /)', (cls: Value, key: Value) =>
    subscriptHooks.genericAlias(cls, key),
  );
}

function installAttributes(t: PyType): void {
  defGetSet(t, '_state', (f: PyFuture) => (f.ensureAlive(), f.state));
  defGetSet(
    t,
    '_asyncio_future_blocking',
    (f: PyFuture) => f.loop !== undefined && f.blocking,
    (f: PyFuture, v) => {
      if (v === undefined) throw attributeError(f, '_asyncio_future_blocking', 'cannot delete attribute');
      f.blocking = isTrue(v);
    },
  );
  defGetSet(t, '_asyncio_awaited_by', (f: PyFuture) => {
    const awaiters = [...f.awaitedBy()];
    return awaiters.length === 0 ? None : newFrozenset(awaiters);
  });
  defGetSet(t, '_loop', (f: PyFuture) => f.loop ?? None);
  defGetSet(t, '_callbacks', (f: PyFuture) => (f.ensureAlive(), callbacksOf(f)));
  defGetSet(t, '_result', (f: PyFuture) => f.result ?? None);
  defGetSet(t, '_exception', (f: PyFuture) => f.exception ?? None);
  defGetSet(
    t,
    '_log_traceback',
    (f: PyFuture) => (f.ensureAlive(), f.logTraceback),
    (f: PyFuture, v) => {
      if (v === undefined) throw attributeError(f, '_log_traceback', 'cannot delete attribute');
      if (isTrue(v)) throw valueError('_log_traceback can only be set to False');
      f.markRetrieved();
    },
  );
  defGetSet(t, '_source_traceback', (f: PyFuture) => f.sourceTraceback);
  defGetSet(
    t,
    '_cancel_message',
    (f: PyFuture) => f.cancelMessage,
    (f: PyFuture, v) => {
      if (v === undefined) throw attributeError(f, '_cancel_message', 'cannot delete attribute');
      f.cancelMessage = v;
    },
  );
}

export function installFuture(): void {
  const t = futureType;
  t.doc =
    'An outcome that is not there yet: a result, an exception or a cancellation, which coroutines can await.\n\nresult() and exception() raise InvalidStateError while it is pending; neither takes a timeout.';
  t.hasDict = true;
  t.hasWeakref = true;
  t.alloc = (cls) => new PyFuture(cls);
  defNewSig(t, '(cls, /, *args, **kwargs)', (cls: PyType) => cls.alloc!(cls));
  // The arguments are __init__'s: nothing is bound for nothing.
  t.tp_new = (cls) => cls.alloc!(cls);
  t.tp_init = (self, args, kwnames) => {
    initSpec(self as PyFuture, args, kwnames);
  };
  t.tp_repr = (self) => str(call(library('asyncio.base_futures', '_future_repr'), [self]));
  const iterate = (self: Value): Value => {
    (self as PyFuture).ensureAlive();
    return new PyFutureIter(self as PyFuture);
  };
  t.tp_iter = iterate;
  t.am_await = iterate;
  t.tp_finalize = (self) => reportUnretrieved(self as PyFuture);
  installShared(t);
  installAttributes(t);
  installIter();
}

function initSpec(f: PyFuture, args: Value[], kwnames: readonly string[] | null): void {
  const npos = args.length - (kwnames?.length ?? 0);
  if (npos > 0) throw typeError(`Future() takes no positional arguments`);
  let loop: Value = None;
  kwnames?.forEach((name, i) => {
    if (name !== 'loop') throw typeError(`Future() got an unexpected keyword argument '${name}'`);
    loop = args[npos + i];
  });
  f.reset();
  f.init(loop);
}
