/**
 * Generators, coroutines and async generators seen from Python: attributes and methods (CPython's genobject.c).
 */
import { debugHooks } from './probes';
import {
  asyncGenASendType,
  asyncGenAThrowType,
  asyncGenWrappedValueType,
  asyncGeneratorType,
  coroutineType,
  coroutineWrapperType,
  generatorType,
  None,
} from '../objects/builtinTypes';
import { lookupAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { identity } from '../objects/compare';
import { asMembers } from '../objects/descriptorTypes';
import { defClassMethod, defGetSet, defMethod } from '../objects/descriptors';
import { ended, isError, stopIteration, typeError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { pyCodeOf } from '../objects/function';
import { PyObject, type PyType, type Value } from '../objects/object';
import { subscriptHooks } from '../objects/subscriptHooks';
import { disallowNew } from '../objects/typeObject';
import { interp } from '../objects/interp';
import { sysState } from '../objects/sysState';
import { strOf } from '../objects/values';
import {
  asendClose,
  asendSend,
  asendThrow,
  athrowClose,
  athrowSend,
  athrowThrow,
  initHooks,
  nextOf,
  PyAsyncGenASend,
  PyAsyncGenAThrow,
  reportUnawaited,
  watched,
} from './asyncGenerator';
import { delegateOf, genClose, genRunner, GenState, genSend, throwInto, type PyGenerator } from './generator';
import { owning } from './ownedGenerators';
import { sendResult } from './sending';
import { Thrown, warnOfSignature } from './thrown';
import { ignored } from '../objects/unraisable';

/** The object that `coro.__await__()` gives. */
class PyCoroWrapper extends PyObject {
  constructor(readonly coro: PyGenerator) {
    super(coroutineWrapperType);
  }
}

export function installGenerators(): void {
  installKind(generatorType, 'gi');
  installKind(coroutineType, 'cr');
  installKind(asyncGeneratorType, 'ag');
  generatorType.tp_iter = (g) => g;
  generatorType.tp_iternext = (g) => {
    const v = genSend(g as PyGenerator, None);
    if (v === undefined) ended.value = sendResult.value;
    return v;
  };
  generatorType.am_send = (g, v) => genSend(g as PyGenerator, v);
  coroutineType.am_send = (g, v) => genSend(g as PyGenerator, v);
  for (const t of [generatorType, coroutineType]) sendMethods(t, (g) => g as PyGenerator);
  coroutineType.am_await = (c) => new PyCoroWrapper(c as PyGenerator);
  sendMethods(coroutineWrapperType, (w) => (w as PyCoroWrapper).coro);
  coroutineWrapperType.tp_iter = (w) => w;
  coroutineWrapperType.tp_iternext = (w) => generatorType.tp_iternext!((w as PyCoroWrapper).coro);
  coroutineWrapperType.am_send = (w, v) => genSend((w as PyCoroWrapper).coro, v);
  disallowNew(coroutineWrapperType, generatorType, coroutineType, asyncGeneratorType);
  for (const t of [generatorType, coroutineType, asyncGeneratorType])
    defClassMethod(t, '__class_getitem__(cls, object, /)', (cls: PyType, item: Value) =>
      subscriptHooks.genericAlias(cls, item),
    );
  installAsyncGen();
}

function installKind(t: PyType, prefix: 'gi' | 'cr' | 'ag'): void {
  t.hasWeakref = true;
  const noun = prefix === 'gi' ? 'generator' : prefix === 'cr' ? 'coroutine' : 'async_generator';
  t.tp_repr = (g) => `<${noun} object ${(g as PyGenerator).qualname} at 0x${identity(g as PyObject).toString(16)}>`;
  defGetSet(
    t,
    '__name__',
    (g: PyGenerator) => g.name,
    (g: PyGenerator, v) => void (g.name = nameText('__name__', v)),
    `name of the ${noun}`,
  );
  defGetSet(
    t,
    '__qualname__',
    (g: PyGenerator) => g.qualname,
    (g: PyGenerator, v) => void (g.qualname = nameText('__qualname__', v)),
    `qualified name of the ${noun}`,
  );
  defGetSet(t, `${prefix}_frame`, (g: PyGenerator) => {
    owning.allowed = false;
    return g.frame ?? None;
  });
  defGetSet(t, `${prefix}_code`, (g: PyGenerator) => pyCodeOf(g.code));
  defGetSet(t, `${prefix}_running`, (g: PyGenerator) =>
    prefix === 'ag' ? g.asyncState!.running : g.state === GenState.Running,
  );
  defGetSet(t, `${prefix}_suspended`, (g: PyGenerator) => g.state === GenState.Suspended);
  defGetSet(t, prefix === 'gi' ? 'gi_yieldfrom' : `${prefix}_await`, (g: PyGenerator) => delegateOf(g) ?? None);
  if (prefix === 'cr') {
    defGetSet(t, 'cr_origin', (g: PyGenerator) => g.origin ?? None);
    asMembers(t, 'cr_origin');
  }
  if (prefix === 'ag') asMembers(t, 'ag_running');
  t.tp_finalize = (g) => finalize(g as PyGenerator);
  defMethod(t, '__sizeof__(self, /)', () => 200);
}

function nameText(name: string, v: Value | undefined): string {
  const s = v === undefined ? undefined : strOf(v);
  if (s === undefined) throw typeError(`${name} must be set to a string object`);
  return s;
}

function sendMethods(t: PyType, of: (self: Value) => PyGenerator): void {
  const noun = t === generatorType ? 'generator' : 'coroutine';
  const send = defMethod(
    t,
    'send(self, object, /)',
    (self: Value, v: Value) => result(genSend(of(self), v)),
    `Puts a value into ${noun} code that waits for one; gives what is yielded next, or raises StopIteration at the return.`,
  );
  if (t !== coroutineWrapperType) send.inLoop = 'send';
  defMethod(
    t,
    'throw(self, type, value=<unrepresentable>, traceback=<unrepresentable>, /)!',
    (self: Value, type: Value, value: Value | undefined, tb: Value | undefined) => {
      if (value !== undefined || tb !== undefined) warnOfSignature('throw');
      return result(throwInto(of(self), thrownOf(type, value, tb), true));
    },
    `Raises an exception in ${noun} code where it waits; gives what is yielded next, or raises StopIteration at the return.`,
  );
  defMethod(
    t,
    'close(self, /)',
    (self: Value) => genClose(of(self)),
    `Raises GeneratorExit inside ${noun} code where it waits, which ends it.`,
  );
}

function result(v: Value | undefined): Value {
  if (v !== undefined) return v;
  throw stopIteration(sendResult.value);
}

/** The arguments of a throw() that were given. */
function thrownOf(type: Value, value: Value | undefined, tb: Value | undefined): Thrown {
  return new Thrown(value === undefined ? [type] : tb === undefined ? [type, value] : [type, value, tb]);
}

/** CPython's _PyGen_Finalize: closes what is suspended; reports a coroutine that never ran. */
function finalize(g: PyGenerator): void {
  try {
    finalizeOrFail(g);
  } catch (e) {
    ignored(e, 'while closing generator', g);
  }
}

function finalizeOrFail(g: PyGenerator): void {
  if (g.state === GenState.Closed || g.state === GenState.Running) return;
  if (g.asyncState !== null && g.asyncState.finalizer !== undefined && !g.asyncState.closed) {
    call(g.asyncState.finalizer, [g]);
    return;
  }
  if (g.cls === coroutineType && g.state === GenState.Created) {
    reportNeverAwaited(g);
    return;
  }
  genClose(g);
}

/** CPython's _PyErr_WarnUnawaitedCoroutine: through the library's warnings module, or else with less to say. */
function reportNeverAwaited(g: PyGenerator): void {
  debugHooks.neverAwaited?.(g);
  const attempt = (warn: () => boolean): boolean => {
    try {
      return warn();
    } catch (e) {
      ignored(e, 'while finalizing coroutine', g);
      // As an error, the warning was given.
      return isError(e, Exc.RuntimeWarning);
    }
  };
  const warned = attempt(() => {
    const importer = sysState.builtins.getStr('__import__');
    const warnings =
      sysState.modules.getStr('warnings') ?? (importer === undefined ? undefined : call(importer, ['warnings']));
    const f = warnings === undefined ? undefined : lookupAttr(warnings, '_warn_unawaited_coroutine');
    if (f !== undefined) call(f, [g]);
    return f !== undefined;
  });
  if (!warned)
    attempt(() => {
      interp().warn(Exc.RuntimeWarning, `coroutine '${g.qualname}' was never awaited`, 1);
      return true;
    });
  genClose(g);
}
genRunner.discarded = reportNeverAwaited;

function installAsyncGen(): void {
  const t = asyncGeneratorType;
  t.am_aiter = (g) => g;
  t.am_anext = (g) => watched(nextOf(g as PyGenerator));
  defMethod(t, 'asend(self, object, /)', (g: PyGenerator, v: Value) => {
    initHooks(g);
    return watched(new PyAsyncGenASend(g, v));
  });
  defMethod(t, 'aclose(self, /)', (g: PyGenerator) => {
    initHooks(g);
    return watched(new PyAsyncGenAThrow(g, null));
  });
  // How many arguments there are is looked at when it is awaited.
  defMethod(t, 'athrow(self, /, *args)!', (g: PyGenerator, args: Value[]) => {
    if (args.length > 1) warnOfSignature('athrow');
    initHooks(g);
    return watched(new PyAsyncGenAThrow(g, new Thrown(args)));
  });
  disallowNew(asyncGenASendType, asyncGenAThrowType, asyncGenWrappedValueType);
  awaitable(
    asyncGenASendType,
    (o, v) => asendSend(o as PyAsyncGenASend, v),
    (o, e) => asendThrow(o as PyAsyncGenASend, e),
    (o) => asendClose(o as PyAsyncGenASend),
  );
  awaitable(
    asyncGenAThrowType,
    (o, v) => athrowSend(o as PyAsyncGenAThrow, v),
    (o, e) => athrowThrow(o as PyAsyncGenAThrow, e),
    (o) => athrowClose(o as PyAsyncGenAThrow),
  );
}

function awaitable(
  t: PyType,
  send: (o: Value, v: Value) => Value | undefined,
  thrower: (o: Value, thrown: Thrown) => Value | undefined,
  close: (o: Value) => void,
): void {
  t.am_send = send;
  t.tp_finalize = (o) => reportUnawaited(o as PyAsyncGenASend | PyAsyncGenAThrow);
  t.am_await = (o) => o;
  t.tp_iter = (o) => o;
  t.tp_iternext = (o) => {
    const v = send(o, None);
    if (v === undefined) ended.value = sendResult.value;
    return v;
  };
  defMethod(t, 'send(self, object, /)', (o: Value, v: Value) => result(send(o, v)));
  defMethod(t, 'throw(self, /, *args)!', (o: Value, args: Value[]) => result(thrower(o, new Thrown(args))));
  defMethod(t, 'close(self, /)', (o: Value) => {
    close(o);
    return None;
  });
}
