/** Handle and TimerHandle seen from Python: what asyncio.events' own classes offer, natively. */
import { getAttr } from '../objects/attributes';
import { None, NotImplemented } from '../objects/builtinTypes';
import { call, callKw } from '../objects/call';
import { copyCurrentContext } from '../objects/contextvars';
import { compareBool, equal, hash, isTrue } from '../objects/compare';
import { PyDict } from '../objects/dict';
import { defGetSet, defMethod } from '../objects/descriptors';
import { isError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { Cmp, type PyType, type Value } from '../objects/object';
import { repr, str } from '../objects/text';
import { NativeSpec } from '../objects/native';
import { defNewSig } from '../objects/typeObject';
import { getItem } from '../objects/subscript';
import { emptyTuple, PyList, PyTuple, strOf } from '../objects/values';
import { whileHandling } from '../vm/exceptions';
import { handleType, PyHandle, PyTimerHandle, timerHandleType } from './handle';
import { PyFuture } from './future';
import { library } from './library';
import { extractStack, loopDebug, PyLoop } from './nativeLoop';
import { TaskStep } from './task';
import { PyTaskStepWrapper, wakeUpMethod } from './taskCallbacks';

/** The callback and arguments as Python sees them: a task's step becomes a wrapper object. */
export function callableOf(h: PyHandle): [Value, Value] {
  if (h instanceof TaskStep && !h.cancelled)
    return h.cause instanceof PyFuture
      ? [wakeUpMethod(h.task), new PyTuple([h.cause])]
      : [new PyTaskStepWrapper(h.task, h.cause), emptyTuple];
  return [h.callback, h.args === null ? None : new PyTuple(h.args)];
}

function source(h: PyHandle): string {
  const [callback, args] = callableOf(h);
  return str(
    callKw(library('asyncio.format_helpers', '_format_callback_source'), [callback, args], {
      debug: loopDebug(h.loop),
    }),
  );
}

function reprInfo(h: PyHandle): string[] {
  const info = [h.cls.name];
  if (h.cancelled) info.push('cancelled');
  if (callableOf(h)[0] !== None) info.push(source(h));
  if (h.sourceTraceback !== None && isTrue(h.sourceTraceback)) {
    const frame = getItem(h.sourceTraceback, -1);
    info.push(`created at ${str(getItem(frame, 0))}:${str(getItem(frame, 1))}`);
  }
  if (h instanceof PyTimerHandle) info.splice(h.cancelled ? 2 : 1, 0, `when=${str(h.when)}`);
  return info;
}

export function handleRepr(h: PyHandle): string {
  if (h.reprBefore !== None) return strOf(h.reprBefore)!;
  const info = call(getAttr(h, '_repr_info'));
  return `<${(info as PyList).items.map((x) => str(x)).join(' ')}>`;
}

export function cancelHandle(h: PyHandle): void {
  if (h.cancelled) return;
  if (h instanceof PyTimerHandle) {
    if (h.loop instanceof PyLoop) {
      if (h.scheduled) h.loop.timers.cancelledCount++;
    } else call(getAttr(h.loop, '_timer_handle_cancelled'), [h]);
  }
  h.cancelled = true;
  if (loopDebug(h.loop)) h.reprBefore = repr(h);
  h.callback = None;
  h.args = null;
}

/** Handle._run. */
export function runHandle(h: PyHandle): void {
  try {
    h.invoke();
  } catch (e) {
    reportFailure(h, e);
  }
}

/** What a callback raised goes to the loop's exception handler; what ends the program goes on. */
export function reportFailure(h: PyHandle, e: unknown): void {
  if (!(e instanceof PyBaseException) || isError(e, Exc.SystemExit) || isError(e, Exc.KeyboardInterrupt)) throw e;
  const context = new PyDict();
  context.setStr('message', `Exception in callback ${source(h)}`);
  context.setStr('exception', e);
  context.setStr('handle', h);
  if (h.sourceTraceback !== None && isTrue(h.sourceTraceback)) context.setStr('source_traceback', h.sourceTraceback);
  whileHandling(e, () => call(getAttr(h.loop, 'call_exception_handler'), [context]));
}

function init(h: PyHandle, callback: Value, args: Value, loop: Value, context: Value): void {
  h.context = context === None ? copyCurrentContext() : context;
  h.loop = loop;
  h.callback = callback;
  h.args = args instanceof PyTuple ? args.items : args === None ? null : (args as PyList).items;
  h.cancelled = false;
  h.reprBefore = None;
  h.sourceTraceback = loopDebug(loop) ? extractStack() : None;
}

const handleInit = new NativeSpec(
  '__init__(self, callback, args, loop, context=None)',
  (h: PyHandle, callback: Value, args: Value, loop: Value, context: Value) => {
    init(h, callback, args, loop, context);
    return None;
  },
);
const timerInit = new NativeSpec(
  '__init__(self, when, callback, args, loop, context=None)',
  (h: PyTimerHandle, when: Value, callback: Value, args: Value, loop: Value, context: Value) => {
    init(h, callback, args, loop, context);
    h.when = when;
    h.scheduled = false;
    return None;
  },
);

function attribute(t: PyType, name: string, get: (h: never) => Value, set: (h: never, v: Value) => void): void {
  defGetSet(t, name, get, (h, v) => set(h, v ?? None));
}

export function installHandles(): void {
  const t = handleType;
  t.doc = 'A callback that the event loop was told to run; cancel() takes it back.';
  t.hasWeakref = true;
  t.alloc = (cls) => new PyHandle(None, null, None, None, cls);
  defNewSig(t, '(cls, /, *args, **kwargs)', (cls: PyType) => cls.alloc!(cls));
  t.tp_init = (self, args, kwnames) => {
    handleInit.call([self, ...args], kwnames);
  };
  t.tp_repr = (self) => handleRepr(self as PyHandle);
  defMethod(t, '_repr_info(self, /)', (h: PyHandle) => new PyList(reprInfo(h)));
  defMethod(t, 'get_context(self, /)', (h: PyHandle) => h.context);
  defMethod(t, 'cancel(self, /)', (h: PyHandle) => (cancelHandle(h), None));
  defMethod(t, 'cancelled(self, /)', (h: PyHandle) => h.cancelled);
  defMethod(t, '_run(self, /)', (h: PyHandle) => {
    runHandle(h);
    return None;
  });
  attribute(
    t,
    '_callback',
    (h: PyHandle) => callableOf(h)[0],
    (h: PyHandle, v) => (h.callback = v),
  );
  attribute(
    t,
    '_args',
    (h: PyHandle) => callableOf(h)[1],
    (h: PyHandle, v) => (h.args = v instanceof PyTuple ? v.items : null),
  );
  attribute(
    t,
    '_cancelled',
    (h: PyHandle) => h.cancelled,
    (h: PyHandle, v) => (h.cancelled = isTrue(v)),
  );
  attribute(
    t,
    '_loop',
    (h: PyHandle) => h.loop,
    (h: PyHandle, v) => (h.loop = v),
  );
  attribute(
    t,
    '_source_traceback',
    (h: PyHandle) => h.sourceTraceback,
    (h: PyHandle, v) => (h.sourceTraceback = v),
  );
  attribute(
    t,
    '_repr',
    (h: PyHandle) => h.reprBefore,
    (h: PyHandle, v) => (h.reprBefore = v),
  );
  attribute(
    t,
    '_context',
    (h: PyHandle) => h.context,
    (h: PyHandle, v) => (h.context = v),
  );
  installTimerHandle();
}

function installTimerHandle(): void {
  const t = timerHandleType;
  t.doc = 'A callback with a time at which the event loop runs it.';
  t.hasWeakref = true;
  t.alloc = (cls) => new PyTimerHandle(0, None, [], None, None, cls);
  defNewSig(t, '(cls, /, *args, **kwargs)', (cls: PyType) => cls.alloc!(cls));
  t.tp_init = (self, args, kwnames) => {
    timerInit.call([self, ...args], kwnames);
  };
  t.tp_hash = (self) => hash((self as PyTimerHandle).when);
  t.tp_richcompare = (left, right, op) => {
    if (!(left instanceof PyTimerHandle) || !(right instanceof PyTimerHandle)) return NotImplemented;
    switch (op) {
      case Cmp.LT:
      case Cmp.GT:
        return compareBool(left.when, right.when, op);
      case Cmp.LE:
        return compareBool(left.when, right.when, Cmp.LT) || sameTimer(left, right);
      case Cmp.GE:
        return compareBool(left.when, right.when, Cmp.GT) || sameTimer(left, right);
      default:
        return sameTimer(left, right) === (op === Cmp.EQ);
    }
  };
  defMethod(t, 'when(self, /)', (h: PyTimerHandle) => h.when);
  attribute(
    t,
    '_when',
    (h: PyTimerHandle) => h.when,
    (h: PyTimerHandle, v) => (h.when = v),
  );
  attribute(
    t,
    '_scheduled',
    (h: PyTimerHandle) => h.scheduled,
    (h: PyTimerHandle, v) => (h.scheduled = isTrue(v)),
  );
}

function sameTimer(a: PyTimerHandle, b: PyTimerHandle): boolean {
  return (
    equal(a.when, b.when) &&
    equal(a.callback, b.callback) &&
    equal(callableOf(a)[1], callableOf(b)[1]) &&
    a.cancelled === b.cancelled
  );
}
