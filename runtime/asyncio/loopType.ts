/**
 * The event loop seen from Python: what of AbstractEventLoop is native.
 *
 * Owns: `_asyncio.EventLoopCore`, the first base of the class that asyncio.new_event_loop() makes (loopClass.ts). What
 * isn't here (connections, servers, subprocesses) is inherited from the library's own _UnixSelectorEventLoop, whose code
 * runs on these methods.
 */
import { getAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue, richCompare } from '../objects/compare';
import { snapshotContext } from '../objects/contextvars';
import { defGetSet, defMethod } from '../objects/descriptors';
import { isError, runtimeError, typeError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { NativeSpec } from '../objects/native';
import { Cmp, type PyType, type Value } from '../objects/object';
import { binaryOp } from '../objects/operators';
import { str } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { defNewSig } from '../objects/typeObject';
import { PyFloat, PyList } from '../objects/values';
import { PyDict } from '../objects/dict';
import { host } from '../host/currentHost';
import { PyFuture } from './future';
import { PyHandle, PyTimerHandle, secondsOf } from './handle';
import { cancelHandle } from './handleType';
import { runInExecutor } from './jobs';
import { library } from './library';
import { installLoopSelector, PyLoopSelector } from './loopSelector';
import { extractStack, loopType, PyLoop } from './nativeLoop';
import { checkRunning, runForever, runOnce, runUntilComplete, setOriginTracking } from './loopRun';
import { newTask, newTaskOf } from './taskType';

function newHandle(loop: PyLoop, callback: Value, args: Value[], context: Value): PyHandle {
  const h = new PyHandle(callback, args, loop, context === None ? snapshotContext() : context);
  if (loop.debug) h.sourceTraceback = extractStack();
  return h;
}

/** The checks of debug mode. */
function checkCallback(loop: PyLoop, callback: Value, method: string): void {
  loop.checkClosed();
  if (!loop.debug) return;
  if (method !== 'call_soon_threadsafe') call(getAttr(loop, '_check_thread'));
  call(getAttr(loop, '_check_callback'), [callback, method]);
}

function callSoon(method: string) {
  return (loop: PyLoop, callback: Value, args: Value[], context: Value): Value => {
    checkCallback(loop, callback, method);
    const h = newHandle(loop, callback, args, context);
    loop.ready.push(h);
    return h;
  };
}

function callAt(loop: PyLoop, when: Value, callback: Value, args: Value[], context: Value): Value {
  if (when === None) throw typeError('when cannot be None');
  checkCallback(loop, callback, 'call_at');
  // Here and not when the heap compares it, at some time.
  if (Number.isNaN(secondsOf(when)) && !(when instanceof PyFloat)) richCompare(when, new PyFloat(0), Cmp.LT);
  const t = new PyTimerHandle(when, callback, args, loop, context === None ? snapshotContext() : context);
  if (loop.debug) t.sourceTraceback = extractStack();
  loop.timers.push(t);
  return t;
}

function createTask(loop: PyLoop, coro: Value, given: PyDict | undefined): Value {
  loop.checkClosed();
  const factory = loop.dict?.getStr('_task_factory') ?? None;
  if (factory === None && (given === undefined || given.size === 0)) return newTaskOf(coro, loop);
  const kwargs = given ?? new PyDict();
  const names = kwargs.keyList() as string[];
  if (factory !== None) return call(factory, [loop, coro, ...kwargs.valueList()], names);
  return newTask(coro, [...kwargs.valueList(), loop], [...names, 'loop']);
}

function installRunning(): void {
  const t = loopType;
  defMethod(t, 'run_forever(self, /)', (loop: PyLoop) => (runForever(loop), None));
  defMethod(t, 'run_until_complete(self, /, future)', runUntilComplete);
  defMethod(t, 'stop(self, /)', (loop: PyLoop) => {
    loop.stopping = true;
    return None;
  });
  defMethod(t, 'is_running(self, /)', (loop: PyLoop) => loop.running);
  defMethod(t, 'is_closed(self, /)', (loop: PyLoop) => loop.closed);
  defMethod(t, 'close(self, /)', (loop: PyLoop) => (close(loop), None));
  defMethod(t, '_check_closed(self, /)', (loop: PyLoop) => (loop.checkClosed(), None));
  defMethod(t, '_check_running(self, /)', (loop: PyLoop) => (checkRunning(loop), None));
  defMethod(t, '_run_once(self, /)', (loop: PyLoop) => (runOnce(loop), None));
  defMethod(t, 'get_debug(self, /)', (loop: PyLoop) => loop.debug);
  defMethod(t, 'set_debug(self, /, enabled)', (loop: PyLoop, enabled: Value) => {
    loop.debug = isTrue(enabled);
    if (loop.running) setOriginTracking(loop, loop.debug);
    return None;
  });
}

/** Closes: forgets all callbacks, shuts the executor down without waiting. */
function close(loop: PyLoop): void {
  if (loop.running) throw runtimeError('Cannot close a running event loop');
  if (loop.closed) return;
  for (const sig of [...loop.signalHandlers.keys()]) removeSignalHandler(loop, sig);
  loop.closed = true;
  loop.ready.clear();
  loop.timers.clear();
  loop.poll.clear();
  loop.dict?.setStr('_executor_shutdown_called', true);
  loop.dict?.setStr('_selector', None);
  const executor = loop.dict?.getStr('_default_executor') ?? None;
  if (executor !== None) {
    loop.dict!.setStr('_default_executor', None);
    call(getAttr(executor, 'shutdown'), [false], ['wait']);
  }
}

function installCallbacks(): void {
  const t = loopType;
  defMethod(t, 'call_soon(self, /, callback, *args, context=None)', callSoon('call_soon'));
  defMethod(t, 'call_soon_threadsafe(self, /, callback, *args, context=None)', callSoon('call_soon_threadsafe'));
  defMethod(
    t,
    'call_later(self, /, delay, callback, *args, context=None)',
    (loop: PyLoop, delay: Value, callback: Value, args: Value[], context: Value) => {
      if (delay === None) throw typeError('delay must not be None');
      return callAt(loop, binaryOp(new PyFloat(host().now()), delay, 'nb_add'), callback, args, context);
    },
  );
  defMethod(t, 'call_at(self, /, when, callback, *args, context=None)', callAt);
  defMethod(t, 'time(self, /)', () => new PyFloat(host().now()));
  defMethod(t, '_timer_handle_cancelled(self, handle, /)', (loop: PyLoop, h: Value) => {
    if (h instanceof PyTimerHandle && h.scheduled) loop.timers.cancelledCount++;
    return None;
  });
  const add = (loop: PyLoop, h: Value): Value => {
    if (h instanceof PyHandle && !h.cancelled) loop.ready.push(h);
    return None;
  };
  defMethod(t, '_add_callback(self, handle, /)', add);
  defMethod(t, '_add_callback_signalsafe(self, handle, /)', add);
  defMethod(t, '_write_to_self(self, /)', () => None);
  const createFuture = (loop: PyLoop) => {
    const f = new PyFuture();
    f.init(loop);
    return f;
  };
  defMethod(t, 'create_future(self, /)', createFuture).quiet = (loop, extra) =>
    loop instanceof PyLoop && !loop.debug && extra === undefined ? createFuture(loop) : undefined;
  defMethod(t, 'create_task(self, /, coro, **kwargs)', createTask).withoutEmptyKeywords();
  defMethod(t, 'run_in_executor(self, /, executor, func, *args)', runInExecutor);
}

/** Readers and writers by descriptor, as in CPython's selector loop. */
function installDescriptors(): void {
  const t = loopType;
  const fdOf = (v: Value): number => {
    if (typeof v === 'number' && v >= 0) return v;
    return Number(toIndex(call(library('selectors', '_fileobj_to_fd'), [v])));
  };
  for (const [kind, table] of [
    ['reader', (loop: PyLoop) => loop.readers],
    ['writer', (loop: PyLoop) => loop.writers],
  ] as const) {
    defMethod(
      t,
      `_add_${kind}(self, fd, callback, /, *args)`,
      (loop: PyLoop, fdValue: Value, callback: Value, args: Value[]) => {
        loop.checkClosed();
        const fd = fdOf(fdValue);
        const h = newHandle(loop, callback, args, None);
        loop.poll.watch(fd);
        const old = table(loop).get(fd);
        table(loop).set(fd, h);
        if (old !== undefined) cancelHandle(old);
        return h;
      },
    );
    defMethod(t, `_remove_${kind}(self, fd, /)`, (loop: PyLoop, fdValue: Value) => {
      if (loop.closed) return false;
      const fd = fdOf(fdValue);
      const old = table(loop).get(fd);
      if (old === undefined) return false;
      table(loop).delete(fd);
      loop.poll.unwatch(fd);
      cancelHandle(old);
      return true;
    });
  }
}

function removeSignalHandler(loop: PyLoop, signal: number): boolean {
  const h = loop.signalHandlers.get(signal);
  if (h === undefined) return false;
  loop.signalHandlers.delete(signal);
  const isInterrupt = signal === Number(toIndex(library('signal', 'SIGINT')));
  call(library('signal', 'signal'), [signal, library('signal', isInterrupt ? 'default_int_handler' : 'SIG_DFL')]);
  return true;
}

function installSignals(): void {
  const t = loopType;
  defMethod(
    t,
    'add_signal_handler(self, /, sig, callback, *args)',
    (loop: PyLoop, sig: Value, callback: Value, args: Value[]) => {
      if (
        isTrue(call(library('asyncio.coroutines', 'iscoroutine'), [callback])) ||
        isTrue(call(library('asyncio.coroutines', '_iscoroutinefunction'), [callback]))
      )
        throw typeError('coroutines cannot be used with add_signal_handler()');
      call(getAttr(loop, '_check_signal'), [sig]);
      loop.checkClosed();
      const number = Number(toIndex(sig));
      const h = newHandle(loop, callback, args, None);
      loop.signalHandlers.set(number, h);
      try {
        call(library('signal', 'signal'), [sig, getAttr(loop, '_signal_arrived')]);
      } catch (e) {
        loop.signalHandlers.delete(number);
        if (e instanceof PyBaseException && isError(e, Exc.OSError))
          throw runtimeError(`sig ${number} cannot be caught`);
        if (e instanceof PyBaseException && isError(e, Exc.ValueError)) throw runtimeError(str(e));
        throw e;
      }
      return None;
    },
  );
  defMethod(t, '_signal_arrived(self, sig, frame, /)', (loop: PyLoop, sig: Value) => {
    const number = Number(toIndex(sig));
    const h = loop.signalHandlers.get(number);
    if (h === undefined) return None;
    if (h.cancelled) removeSignalHandler(loop, number);
    else loop.ready.push(h);
    return None;
  });
  defMethod(t, 'remove_signal_handler(self, /, sig)', (loop: PyLoop, sig: Value) => {
    call(getAttr(loop, '_check_signal'), [sig]);
    return removeSignalHandler(loop, Number(toIndex(sig)));
  });
}

function installAttributes(): void {
  const t = loopType;
  // The library's own __init__ sets these; our fields are what counts.
  const field = (name: string, get: (loop: PyLoop) => Value, set?: (loop: PyLoop, v: Value) => void): void =>
    defGetSet(t, name, get, (loop: PyLoop, v) => set?.(loop, v ?? None));
  field('_ready', (loop) => new PyList(loop.ready.toArray()));
  field('_scheduled', (loop) => new PyList(loop.timers.toArray()));
  field('_timer_cancelled_count', (loop) => loop.timers.cancelledCount);
  field('_current_handle', (loop) => loop.currentHandle ?? None);
  field('_thread_id', (loop) => loop.threadId);
  field('_clock_resolution', () => new PyFloat(1e-9));
  field(
    '_stopping',
    (loop) => loop.stopping,
    (loop, v) => (loop.stopping = isTrue(v)),
  );
  field(
    '_debug',
    (loop) => loop.debug,
    (loop, v) => (loop.debug = isTrue(v)),
  );
  field(
    '_closed',
    (loop) => loop.closed,
    (loop, v) => (loop.closed = isTrue(v)),
  );
}

const initSpec = new NativeSpec('__init__(self, selector=None)', (loop: PyLoop, selector: Value) => {
  if (selector !== None) throw typeError('the event loop waits by itself: SelectorEventLoop() takes a selector');
  call(getAttr(library('asyncio.base_events', 'BaseEventLoop'), '__init__'), [loop]);
  const { dict } = loop;
  dict?.setStr('_transports', call(library('weakref', 'WeakValueDictionary')));
  dict?.setStr('_signal_handlers', new PyDict());
  dict?.setStr('_unix_server_sockets', new PyDict());
  dict?.setStr('_selector', new PyLoopSelector(loop));
  dict?.setStr('_watcher', call(library('asyncio.unix_events', '_PidfdChildWatcher')));
  return None;
});

export function installLoop(): void {
  const t = loopType;
  t.doc = 'The native part of the event loop.';
  t.hasDict = true;
  t.hasWeakref = true;
  t.alloc = (cls) => new PyLoop(cls);
  defNewSig(t, '(cls, /, *args, **kwargs)', (cls: PyType) => cls.alloc!(cls));
  t.tp_init = (self, args, kwnames) => {
    initSpec.call([self, ...args], kwnames);
  };
  installLoopSelector();
  installRunning();
  installCallbacks();
  installDescriptors();
  installSignals();
  installAttributes();
}
