/**
 * The module `_thread`: locks, thread-locals, starting threads (CPython's _threadmodule.c).
 *
 * Owns: the Python-visible part. Who runs when is the scheduler's business (threads.ts).
 */
import { getAttr, lookupAttr, callMethod } from '../objects/attributes';
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { identity, isTrue } from '../objects/compare';
import { PyDict } from '../objects/dict';
import { defGetSet, defMethod } from '../objects/descriptors';
import { newError, isError, overflowError, runtimeError, typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { toArray } from '../objects/iteration';
import { PyObject, typeOf, type KwNames, type PyType, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { str } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { defNew, defNewSig, readyType } from '../objects/typeObject';
import { PyFloat, PyTuple, intOf, strOf } from '../objects/values';
import { PyFunction, PyMethod } from '../objects/function';
import { clearWeakrefs } from '../objects/weakref';
import { displayException } from './exceptionDisplay';
import { secondsOf } from './seconds';
import { mainThread, newThreadState, startThread, threads, type ThreadState } from './threads';
import { installLocal } from './threadLocal';
import { structSeqType } from './structSeq';
import { importModule } from './importing';
import { signalSink } from '../host/dispatch';
import { nativeModule } from './registry';
import { ignored } from '../objects/unraisable';

/** CPython's PY_TIMEOUT_MAX in seconds. */
const TIMEOUT_MAX = 9223372036;

export class PyLock extends PyObject {
  locked = false;
  /** Who took it; anybody may release it. */
  holder: ThreadState | undefined = undefined;

  take(): void {
    this.locked = true;
    this.holder = threads.current;
    this.holder.held++;
  }

  letGo(): void {
    this.locked = false;
    if (this.holder !== undefined) this.holder.held--;
    this.holder = undefined;
    threads.changed();
  }
}

export class PyRLock extends PyObject {
  owner: ThreadState | undefined = undefined;
  count = 0;
}

/** Seconds to wait: null for ever, 0 not at all. */
function waitTime(blocking: Value, timeout: Value): number | null {
  const waits = isTrue(blocking);
  const t = secondsOf(timeout);
  if (!waits && t !== -1) throw valueError("can't specify a timeout for a non-blocking call");
  if (t < 0 && t !== -1) throw valueError('timeout value must be a non-negative number');
  if (t > TIMEOUT_MAX) throw overflowError('timeout value is too large');
  if (!waits) return 0;
  return t === -1 ? null : t;
}

export function acquireLock(lock: PyLock, timeout: number | null): boolean {
  if (lock.locked) {
    if (timeout === 0) return false;
    if (!threads.block(() => !lock.locked, timeout)) return false;
  } else threads.wentOn();
  lock.take();
  return true;
}

function installLock(t: PyType): void {
  t.isBase = false;
  t.hasWeakref = true;
  t.doc = 'A lock: one thread at a time can hold it.';
  defNewSig(t, '(cls)', () => new PyLock(t));
  const acquire = (self: PyLock, blocking: Value, timeout: Value) => acquireLock(self, waitTime(blocking, timeout));
  const release = (self: PyLock) => {
    if (!self.locked) throw runtimeError('release unlocked lock');
    self.letGo();
    return None;
  };
  for (const name of ['acquire', 'acquire_lock'])
    defMethod(t, `${name}(self, blocking=True, timeout=-1)`, acquire, 'Takes the lock.');
  for (const name of ['release', 'release_lock']) defMethod(t, `${name}(self, /)`, release, 'Gives the lock back.');
  for (const name of ['locked', 'locked_lock'])
    defMethod(t, `${name}(self, /)`, (self: PyLock) => self.locked, 'Whether a thread holds the lock.');
  defMethod(t, '__enter__(self, /)', (self: PyLock) => acquireLock(self, null));
  defMethod(t, '__exit__(self, /, *exc_info)', release);
  defMethod(t, '_at_fork_reinit(self, /)', (self: PyLock) => {
    if (self.locked) self.letGo();
    return None;
  });
  t.tp_repr = (self) =>
    `<${(self as PyLock).locked ? 'locked' : 'unlocked'} _thread.lock object at 0x${identity(self as PyLock).toString(16)}>`;
  readyType(t);
}

function acquireRLock(lock: PyRLock, timeout: number | null): boolean {
  if (lock.owner === threads.current) {
    lock.count++;
    return true;
  }
  if (lock.count > 0) {
    if (timeout === 0) return false;
    if (!threads.block(() => lock.count === 0, timeout)) return false;
  } else threads.wentOn();
  lock.owner = threads.current;
  lock.owner.held++;
  lock.count = 1;
  return true;
}

function freeRLock(lock: PyRLock): void {
  if (lock.owner !== undefined) lock.owner.held--;
  lock.count = 0;
  lock.owner = undefined;
  threads.changed();
}

function releaseRLock(lock: PyRLock): void {
  if (lock.count === 0 || lock.owner !== threads.current) throw runtimeError('cannot release un-acquired lock');
  if (--lock.count === 0) freeRLock(lock);
}

function installRLock(t: PyType): void {
  t.hasWeakref = true;
  t.alloc = (cls) => new PyRLock(cls);
  defNew(t, (cls) => new PyRLock(cls));
  t.tp_init = () => undefined;
  defMethod(t, 'acquire(self, blocking=True, timeout=-1)', (self: PyRLock, blocking: Value, timeout: Value) =>
    acquireRLock(self, waitTime(blocking, timeout)),
  );
  defMethod(t, 'release(self, /)', (self: PyRLock) => (releaseRLock(self), None));
  defMethod(t, 'locked(self, /)', (self: PyRLock) => self.count > 0);
  defMethod(t, '__enter__(self, /)', (self: PyRLock) => acquireRLock(self, null));
  defMethod(t, '__exit__(self, /, *exc_info)', (self: PyRLock) => (releaseRLock(self), None));
  defMethod(t, '_is_owned(self, /)', (self: PyRLock) => self.count > 0 && self.owner === threads.current);
  defMethod(t, '_recursion_count(self, /)', (self: PyRLock) => (self.owner === threads.current ? self.count : 0));
  defMethod(t, '_acquire_restore(self, state, /)', (self: PyRLock, state: Value) => {
    acquireRLock(self, null);
    self.count = Number(intOf((state as PyTuple).items[0]) ?? 1);
    return None;
  });
  defMethod(t, '_release_save(self, /)', (self: PyRLock) => {
    if (self.count === 0) throw runtimeError('cannot release un-acquired lock');
    const saved = new PyTuple([self.count, self.owner?.ident ?? 0]);
    freeRLock(self);
    return saved;
  });
  defMethod(t, '_at_fork_reinit(self, /)', (self: PyRLock) => {
    freeRLock(self);
    return None;
  });
  t.tp_repr = (self) => {
    const l = self as PyRLock;
    return `<${l.count > 0 ? 'locked' : 'unlocked'} ${str(getAttr(l.cls, '__module__'))}.${str(getAttr(l.cls, '__qualname__'))} object owner=${l.owner?.ident ?? 0} count=${l.count} at 0x${identity(l).toString(16)}>`;
  };
  readyType(t);
}

/** CPython's ThreadHandle: what a thread is joined by. */
class ThreadHandle extends PyObject {
  state: ThreadState | undefined = undefined;
  started = false;
  /** Joined, or never to be joined. */
  done = false;
}

function installHandle(t: PyType): void {
  t.isBase = false;
  defNewSig(t, '(cls)', () => new ThreadHandle(t));
  defGetSet(t, 'ident', (self: ThreadHandle) => self.state?.ident ?? None);
  defMethod(t, 'is_done(self, /)', (self: ThreadHandle) => self.done || (self.state?.done ?? false));
  defMethod(t, '_set_done(self, /)', (self: ThreadHandle) => {
    if (!self.started) throw runtimeError('thread not started');
    self.done = true;
    if (self.state !== undefined) self.state.done = true;
    return None;
  });
  defMethod(t, 'join(self, timeout=None, /)!', (self: ThreadHandle, timeout: Value) => {
    if (!self.started) throw runtimeError('thread not started');
    const { state } = self;
    if (state === undefined || state.done) return None;
    if (state === threads.current) throw runtimeError('Cannot join current thread');
    threads.block(() => state.done, timeout === None ? null : Math.max(0, secondsOf(timeout)));
    return None;
  });
  t.tp_repr = (self) => `<_ThreadHandle object: ident=${(self as ThreadHandle).state?.ident ?? 0}>`;
  readyType(t);
}

/** What becomes of an exception that leaves a thread's function. */
function runThread(f: Value, args: Value[], kwnames: KwNames): void {
  try {
    call(f, args, kwnames);
  } catch (e) {
    if (!isError(e, Exc.SystemExit)) ignored(e, 'in thread started by', f);
  }
}

/** A thread whose function is native may not be parked: what the function has done so far would be lost. */
function runsPython(f: Value): boolean {
  return f instanceof PyFunction || (f instanceof PyMethod && f.func instanceof PyFunction);
}

function kwargsOf(kwargs: Value | undefined): [Value[], KwNames] {
  if (kwargs === undefined || kwargs === None) return [[], null];
  if (!(kwargs instanceof PyDict)) throw typeError('optional 3rd arg must be a dictionary');
  if (kwargs.size === 0) return [[], null];
  return [kwargs.valueList(), kwargs.keyList().map((k) => strOf(k) ?? '')];
}

nativeModule('_thread', (m) => {
  const lockType = bareType('_thread.lock');
  installLock(lockType);
  const rlockType = bareType('_thread.RLock');
  installRLock(rlockType);
  const handleType = bareType('_thread._ThreadHandle');
  installHandle(handleType);
  const localType = installLocal();
  m.set('error', Exc.RuntimeError);
  m.set('LockType', lockType);
  m.set('lock', lockType);
  m.type(rlockType);
  m.type(handleType);
  m.set('_local', localType);
  m.set('TIMEOUT_MAX', new PyFloat(TIMEOUT_MAX));
  const newLock = () => new PyLock(lockType);
  m.def('allocate_lock()', newLock, 'Makes a lock that nobody holds.');
  m.def('allocate()', newLock, 'The older name of allocate_lock().');
  m.def('get_ident()', () => threads.current.ident);
  m.def('get_native_id()', () => (threads.current.ident === mainThread.ident ? 1 : threads.current.ident % 100000));
  m.def('_get_main_thread_ident()', () => mainThread.ident);
  m.def('_is_main_interpreter()', () => true);
  m.def('_count()', () => threads.all.size - 1);
  m.def('daemon_threads_allowed()', () => true);
  let stackSize = 0;
  m.def('stack_size(size=0, /)', (size: Value) => {
    const n = Number(toIndex(size));
    if (n < 0) throw valueError('size must be 0 or a positive value');
    if (n > 0 && n < 32768) throw valueError(`size not valid: ${n} bytes`);
    const old = stackSize;
    stackSize = n;
    return old;
  });
  m.def('set_name(name)', (name: Value) => {
    threads.current.name = strOf(name);
    return None;
  });
  m.def('interrupt_main(signum=<2:signal.SIGINT>, /)', (signum: Value) => {
    const n = Number(toIndex(signum));
    if (n < 1 || n > 64) throw valueError('signal number out of range');
    // As if the signal had come: nothing where nobody handles it.
    const handler = callMethod(importModule('_signal'), 'getsignal', [n]);
    if (typeOf(handler).tp_call !== null) signalSink.deliver(n);
    return None;
  });
  m.def('exit()', () => {
    throw new PyBaseException(Exc.SystemExit, []);
  });
  m.def('exit_thread()', () => {
    throw new PyBaseException(Exc.SystemExit, []);
  });
  const shutdownHandles = new Set<ThreadHandle>();
  const begin = (handle: ThreadHandle, f: Value, args: Value[], kwnames: KwNames) => {
    const state = newThreadState();
    handle.state = state;
    handle.started = true;
    state.ended = () => {
      for (const [local] of state.locals)
        if (local.weakrefs !== undefined && local.weakrefs.length === 0) clearWeakrefs(local);
      state.locals.clear();
    };
    state.parkable = runsPython(f);
    if (sysState.finalizing)
      throw newError(Exc.PythonFinalizationError, "can't create new thread at interpreter shutdown");
    try {
      startThread(state, () => runThread(f, args, kwnames));
    } catch (e) {
      handle.state = undefined;
      handle.started = false;
      throw e;
    }
    return state;
  };
  m.def('start_joinable_thread(function, handle=None, daemon=True)', (f: Value, handle: Value, daemon: Value) => {
    if (typeOf(f).tp_call === null && lookupAttr(f, '__call__') === undefined)
      throw typeError('thread function must be callable');
    const h = handle === None ? new ThreadHandle(handleType) : handle;
    if (!(h instanceof ThreadHandle)) throw typeError("'handle' must be a _ThreadHandle");
    if (h.started) throw runtimeError('thread already started');
    if (!isTrue(daemon)) shutdownHandles.add(h);
    begin(h, f, [], null);
    return h;
  });
  const startNew = (f: Value, args: Value, kwargs: Value | undefined) => {
    if (typeOf(f).tp_call === null) throw typeError('first arg must be callable');
    if (!(args instanceof PyTuple)) throw typeError('2nd arg must be a tuple');
    const [kw, names] = kwargsOf(kwargs);
    return begin(new ThreadHandle(handleType), f, [...args.items, ...kw], names).ident;
  };
  m.def('start_new_thread(function, args, kwargs=<absent:{}>, /)', startNew);
  m.def('start_new(function, args, kwargs=<absent:{}>, /)', startNew);
  m.def('_make_thread_handle(ident, /)', (ident: Value) => {
    const h = new ThreadHandle(handleType);
    h.started = true;
    h.state = threads.all.get(Number(toIndex(ident)));
    return h;
  });
  m.def('_get_main_thread()', () => None);
  m.def('_shutdown()', () => {
    for (const h of shutdownHandles) {
      const { state } = h;
      if (state !== undefined && state !== threads.current) threads.block(() => state.done, null);
    }
    shutdownHandles.clear();
    return None;
  });
  const argsType = structSeqType(
    '_thread._ExceptHookArgs',
    ['exc_type', 'exc_value', 'exc_traceback', 'thread'],
    'What threading.excepthook() gets: the exception and its thread.',
  );
  m.set('_ExceptHookArgs', argsType.type);
  m.def(
    '_excepthook(args, /)',
    (args: Value) => {
      if (typeOf(args) !== argsType.type) throw typeError('_thread.excepthook argument type must be ExceptHookArgs');
      printThreadException(toArray(args));
      return None;
    },
    'Reports an exception that ended a thread, on sys.stderr.',
  );
});

function printThreadException([type, value, , thread]: Value[]): void {
  if (type === Exc.SystemExit) return;
  let stderr = sysState.sysDict?.getStr('stderr');
  // Where the program has none any more, the one there was when the thread was made.
  if (stderr === undefined || stderr === None) stderr = thread === None ? None : lookupAttr(thread, '_stderr');
  if (stderr === undefined || stderr === None) return;
  const name = thread === None ? undefined : lookupAttr(thread, '_name');
  const shown = name === undefined ? String(threads.current.ident) : str(name);
  callMethod(stderr, 'write', [`Exception in thread ${shown}:\n`]);
  if (value instanceof PyBaseException) displayException(value, stderr);
  callMethod(stderr, 'flush');
}
