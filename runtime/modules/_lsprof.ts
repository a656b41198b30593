/**
 * The module _lsprof: the profiler under cProfile (CPython's _lsprof.c). It is told of calls by sys.monitoring, as in
 * CPython. The counts are in lsprof/profile.ts.
 *
 * DIFFERS: the times include what noticing the calls takes, which is more than in CPython.
 */
import { callMethod, getAttr, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { defMethod } from '../objects/descriptors';
import { isError, newError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { host } from '../host/currentHost';
import { toDouble } from '../objects/numbers';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { repr } from '../objects/text';
import { defInitSig, defineType } from '../objects/typeObject';
import { intOf, PyFloat, PyList, PyModule } from '../objects/values';
import { PyNative } from '../objects/native';
import { reportUnraisable } from '../vm/reports';
import { nativeCallee } from '../vm/tracing/traceFunctions';
import { importModule } from './importing';
import { Profile, type Counts } from './lsprof/profile';
import { nativeModule } from './registry';
import { structSeqType, type StructSeqType } from './structSeq';

/** sys.monitoring.PROFILER_ID. */
const TOOL = 2;

class PyProfiler extends PyObject {
  /** By code object, or by the text that stands for a native function. */
  readonly profile = new Profile<Value>();
  timer: Value | undefined;
  timeUnit = 0;
  subcalls = true;
  builtins = true;
  enabled = false;

  inTimer = false;

  now(): number {
    if (this.timer === undefined) return host().now();
    this.inTimer = true;
    try {
      const t = call(this.timer);
      const ticks = this.timeUnit > 0 ? intOf(t) : undefined;
      return ticks === undefined ? toDouble(t) : Number(ticks) * this.timeUnit;
    } catch (e) {
      if (!(e instanceof PyBaseException)) throw e;
      reportUnraisable(e, 'Exception ignored while calling _lsprof timer', this.timer);
      return 0;
    } finally {
      this.inTimer = false;
    }
  }

  /** The timer of the program's may not end what it is called for. */
  checkTimer(what: string): void {
    if (this.inTimer) throw newError(Exc.RuntimeError, `cannot ${what} profiler in external timer`);
  }
}

/** How a native function is shown. */
function nameOf(fn: Value): string {
  if (!(fn instanceof PyNative)) return repr(fn);
  const { name } = fn.spec;
  const { self } = fn;
  if (self !== undefined && !(self instanceof PyModule)) {
    const method = lookupAttr(typeOf(self), name);
    if (method !== undefined && typeOf(method).name === 'method_descriptor') return repr(method);
    return `<built-in method ${name}>`;
  }
  const module = lookupAttr(fn, '__module__');
  return typeof module === 'string' ? `<built-in method ${module}.${name}>` : `<built-in method ${name}>`;
}

const monitoringOf = (): Value => getAttr(importModule('sys'), 'monitoring');

const enter = (self: PyProfiler, code: Value): Value => {
  self.profile.enter(code, self.now(), self.subcalls);
  return None;
};

const leave = (self: PyProfiler): Value => {
  self.profile.leave(self.now());
  return None;
};

/** The events that are listened to, with the method that each calls; the last ones are of native functions. */
const callbacks: [event: string, method: string][] = [
  ['PY_START', '_pystart_callback'],
  ['PY_RESUME', '_pystart_callback'],
  ['PY_THROW', '_pystart_callback'],
  ['PY_RETURN', '_pyreturn_callback'],
  ['PY_YIELD', '_pyreturn_callback'],
  ['PY_UNWIND', '_pyreturn_callback'],
  ['CALL', '_ccall_callback'],
  ['C_RETURN', '_creturn_callback'],
  ['C_RAISE', '_creturn_callback'],
];

function listen(self: PyProfiler, on: boolean): void {
  const monitoring = monitoringOf();
  const events = getAttr(monitoring, 'events');
  let all = 0;
  for (const [event, method] of callbacks) {
    const bit = getAttr(events, event);
    callMethod(monitoring, 'register_callback', [TOOL, bit, on ? getAttr(self, method) : None]);
    // C_RETURN and C_RAISE come with CALL.
    if (!event.startsWith('C_')) all |= Number(bit);
  }
  callMethod(monitoring, 'set_events', [TOOL, on ? all : 0]);
}

function enable(self: PyProfiler, subcalls: Value, builtins: Value): Value {
  self.subcalls = isTrue(subcalls);
  self.builtins = isTrue(builtins);
  if (self.enabled) return None;
  try {
    callMethod(monitoringOf(), 'use_tool_id', [TOOL, 'cProfile']);
  } catch (e) {
    throw isError(e, Exc.ValueError) ? valueError('Another profiling tool is already active') : e;
  }
  self.enabled = true;
  listen(self, true);
  return None;
}

function disable(self: PyProfiler): Value {
  self.checkTimer('disable');
  if (self.enabled) {
    listen(self, false);
    callMethod(monitoringOf(), 'free_tool_id', [TOOL]);
    self.enabled = false;
  }
  self.profile.leaveAll(() => self.now());
  return None;
}

function statistics(self: PyProfiler, entryType: StructSeqType, subentryType: StructSeqType): Value {
  const figures = (fn: Value, c: Counts): Value[] => [
    fn,
    c.calls,
    c.recursiveCalls,
    new PyFloat(c.total),
    new PyFloat(c.inline),
  ];
  const seen = [...self.profile.entries.values()].filter((e) => e.calls > 0);
  return new PyList(
    seen.map((e) => {
      const callees = [...e.callees].filter(([, c]) => c.calls > 0);
      const calls = callees.map(([callee, c]) => subentryType.make(figures(callee.fn, c)));
      return entryType.make([...figures(e.fn, e), calls.length > 0 ? new PyList(calls) : None]);
    }),
  );
}

nativeModule('_lsprof', (m) => {
  m.set('__doc__', 'A profiler that counts and times calls.');
  const fields = ['code', 'callcount', 'reccallcount', 'totaltime', 'inlinetime'];
  const entryType = structSeqType('_lsprof.profiler_entry', [...fields, 'calls'], 'What is known of a function.');
  const subentryType = structSeqType(
    '_lsprof.profiler_subentry',
    fields,
    'What is known of a function as called by another one.',
  );
  m.type(entryType.type);
  m.type(subentryType.type);
  m.type(
    defineType({
      name: '_lsprof.Profiler',
      doc: 'Counts and times the calls that are made while it is enabled.',
      slots: { alloc: (cls: PyType) => new PyProfiler(cls) },
      new: ['(cls, *args, **kwargs)', (cls: PyType) => cls.alloc!(cls)],
      methods: {
        'getstats(self, /)': (self: PyProfiler) => statistics(self, entryType, subentryType),
        'enable(self, /, subcalls=True, builtins=True)': enable,
        'disable(self, /)': disable,
        'clear(self, /)': (self: PyProfiler) => {
          self.checkTimer('clear');
          self.profile.clear();
          return None;
        },
        '_pystart_callback(self, code, instruction_offset, extra=None, /)': enter,
        '_pyreturn_callback(self, code, instruction_offset, retval, /)': leave,
        '_creturn_callback(self, code, instruction_offset, callable, self_arg, /)': (
          self: PyProfiler,
          _code: Value,
          _offset: Value,
          callable: Value,
          arg: Value,
        ) => (self.builtins && nativeCallee(callable, arg) !== undefined ? leave(self) : None),
      },
      setup: (t) => {
        defMethod(
          t,
          '_ccall_callback(self, code, instruction_offset, callable, self_arg, /)',
          (self: PyProfiler, _code: Value, _offset: Value, callable: Value, arg: Value) => {
            const fn = self.builtins ? nativeCallee(callable, arg) : undefined;
            return fn === undefined ? None : enter(self, nameOf(fn));
          },
        );
        defInitSig(
          t,
          '(self, timer=None, timeunit=0.0, subcalls=True, builtins=True)',
          (self: PyProfiler, timer: Value, timeUnit: Value, subcalls: Value, builtins: Value) => {
            self.timer = timer === None ? undefined : timer;
            self.timeUnit = toDouble(timeUnit);
            self.subcalls = isTrue(subcalls);
            self.builtins = isTrue(builtins);
          },
        );
      },
    }),
  );
});
