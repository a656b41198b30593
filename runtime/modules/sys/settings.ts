/**
 * The functions of `sys` that read and set what the interpreter obeys: limits, tracing, coroutine hooks, frames.
 */
import { typeModified } from '../../objects/lookup';
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { PyDict } from '../../objects/dict';
import { newError, runtimeError, typeError, valueError } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import { PyType, typeOf, type KwNames, type Value } from '../../objects/object';
import { callSpecial } from '../../objects/call';
import { sysState } from '../../objects/sysState';
import { toIndex } from '../../objects/toIndex';
import { PyFloat, PyTuple, strOf } from '../../objects/values';
import type { Frame } from '../../vm/frame';
import { secondsOf } from '../seconds';
import { structSeqType } from '../structSeq';
import { threads } from '../threads';
import { ModuleBuilder } from '../registry';
import { givenType } from '../../objects/typeNames';

function intArg(v: Value): number {
  return Number(toIndex(v));
}

function defFrames(m: ModuleBuilder): void {
  m.def(
    '_getframe(depth=0, /)',
    (depth: Value) => {
      let f = interp().currentFrame() as Frame | undefined;
      for (let n = Math.max(0, intArg(depth)); n > 0 && f !== undefined; n--) f = f.back ?? undefined;
      if (f === undefined) throw valueError('call stack is not deep enough');
      return f.show();
    },
    'The frame that many calls above the current one; ValueError if there are fewer.',
  );
  m.def(
    '_getframemodulename(depth=0)',
    (depth: Value) => {
      let f = interp().currentFrame() as Frame | undefined;
      for (let n = Math.max(0, intArg(depth)); n > 0 && f !== undefined; n--) f = f.back ?? undefined;
      if (f === undefined) return None;
      return f.fn?.module ?? f.globals.getStr('__name__') ?? None;
    },
    'The module in which the frame that many calls above runs, by name, or None.',
  );
  m.def('_current_frames()', () => {
    const d = new PyDict();
    for (const t of threads.all.values()) {
      const f = t === threads.current ? interp().currentFrame() : t.frame?.show();
      if (f !== undefined) d.set(t.ident, f);
    }
    return d;
  });
  m.def('_current_exceptions()', () => {
    const d = new PyDict();
    for (const t of threads.all.values())
      d.set(t.ident, (t === threads.current ? interp().handledException() : t.exc.excValue) ?? None);
    return d;
  });
}

function defExceptions(m: ModuleBuilder): void {
  m.def(
    'exc_info()',
    () => {
      const e = interp().handledException();
      return new PyTuple(e === undefined ? [None, None, None] : [e.cls, e, e.traceback ?? None]);
    },
    'The type, value and traceback of the exception being handled, or three times None.',
  );
  m.def('exception()', () => interp().handledException() ?? None, 'The exception being handled, or None.');
  m.def(
    'exit(status=None, /)',
    (status: Value) => {
      const e = new PyBaseException(
        Exc.SystemExit,
        status === None ? [] : status instanceof PyTuple ? [...status.items] : [status],
      );
      // As when SystemExit is called: an only argument is the code.
      (e.fields = new Map()).set('code', e.args.length === 1 ? e.args[0] : e.args.length === 0 ? None : status);
      throw e;
    },
    'Ends the program by SystemExit(status).',
  );
}

function defCoroutines(m: ModuleBuilder): void {
  const hooksType = structSeqType(
    'asyncgen_hooks',
    ['firstiter', 'finalizer'],
    'namedtuple of finalizer and first-iter hooks',
  );
  m.def('get_asyncgen_hooks()', () =>
    hooksType.make([sysState.asyncgenFirstiter ?? None, sysState.asyncgenFinalizer ?? None]),
  );
  m.raw('set_asyncgen_hooks(*, firstiter=None, finalizer=None)!', (args, kw: KwNames) => {
    const names = kw ?? [];
    const npos = args.length - names.length;
    const given = new Map<string, Value>();
    ['firstiter', 'finalizer'].slice(0, npos).forEach((n, i) => given.set(n, args[i]));
    names.forEach((n, i) => given.set(n, args[npos + i]));
    for (const [name, v] of given) {
      if (name !== 'firstiter' && name !== 'finalizer')
        throw typeError(`set_asyncgen_hooks() got an unexpected keyword argument '${name}'`);
      if (v !== None && typeOf(v).tp_call === null)
        throw typeError(`callable ${name} expected, got ${typeOf(v).tpName}`);
    }
    const value = (v: Value) => (v === None ? undefined : v);
    if (given.has('firstiter')) sysState.asyncgenFirstiter = value(given.get('firstiter')!);
    if (given.has('finalizer')) sysState.asyncgenFinalizer = value(given.get('finalizer')!);
    return None;
  });
  m.def('get_coroutine_origin_tracking_depth()', () => sysState.originTrackingDepth);
  m.def('set_coroutine_origin_tracking_depth(depth)', (depth: Value) => {
    const n = intArg(depth);
    if (n < 0) throw valueError('depth must be >= 0');
    sysState.originTrackingDepth = n;
    return None;
  });
}

function defLimits(m: ModuleBuilder): void {
  m.def('getrecursionlimit()', () => sysState.recursionLimit);
  m.def('setrecursionlimit(limit, /)', (limit: Value) => {
    const n = intArg(limit);
    if (n < 1) throw valueError('recursion limit must be greater or equal than 1');
    let depth = 0;
    for (let f = interp().currentFrame() as Frame | null | undefined; f; f = f.back) depth++;
    if (depth >= n)
      throw newError(
        Exc.RecursionError,
        `cannot set the recursion limit to ${n} at the recursion depth ${depth}: the limit is too low`,
      );
    sysState.recursionLimit = n;
    return None;
  });
  m.def('getswitchinterval()', () => new PyFloat(sysState.switchInterval));
  m.def('setswitchinterval(interval, /)', (interval: Value) => {
    const n = secondsOf(interval);
    if (n <= 0) throw valueError('switch interval must be strictly positive');
    sysState.switchInterval = n;
    return None;
  });
  m.def('get_int_max_str_digits()', () => sysState.intMaxStrDigits);
  m.def('set_int_max_str_digits(maxdigits)', (digits: Value) => {
    const n = intArg(digits);
    if (n !== 0 && n < 640) throw valueError('maxdigits must be 0 or larger than 640');
    sysState.intMaxStrDigits = n;
    return None;
  });
}

const interned = new Set<string>();

function defMemory(m: ModuleBuilder): void {
  // DIFFERS: nothing is counted here; CPython's usual answer for a name and an argument.
  m.def('getrefcount(object, /)', () => 2);
  m.def('getsizeof(object, default=<NULL>)!', (v: Value, fallback: Value | undefined) => {
    try {
      const size = intArg(callSpecial(v, '__sizeof__')!);
      if (size < 0) throw valueError('__sizeof__() should return >= 0');
      return size;
    } catch (e) {
      if (fallback !== undefined && e instanceof PyBaseException && e.cls === Exc.TypeError) return fallback;
      throw e;
    }
  });
  m.def('_clear_type_descriptors(type, /)', (cls: Value) => {
    if (!(cls instanceof PyType)) throw typeError(`argument must be a type, not ${typeOf(cls).tpName}`);
    if (!cls.isHeap) throw typeError('argument is immutable');
    for (const name of ['__dict__', '__weakref__']) cls.attrs.delete(name);
    typeModified(cls);
    return None;
  });
  m.def('intern(string, /)', (s: Value) => {
    if (typeof s !== 'string') {
      if (strOf(s) !== undefined) throw typeError(`can't intern ${typeOf(s).tpName}`);
      throw typeError(`intern() argument must be str, not ${givenType(s)}`);
    }
    interned.add(s);
    return s;
  });
  m.def('_is_interned(string, /)', (s: Value) => typeof s === 'string');
  m.def('_is_immortal(op, /)', (v: Value) => typeof v !== 'object' || v === None);
  m.def('getallocatedblocks()', () => 0);
  m.def('getunicodeinternedsize(*, _only_immortal=False)', () => interned.size);
  m.def('_clear_type_cache()', () => None);
  m.def('_clear_internal_caches()', () => None);
  m.def('_debugmallocstats()', () => None);
  m.def('getdlopenflags()', () => 2);
  m.def('setdlopenflags(flags, /)', (flags: Value) => (intArg(flags), None));
}

/** `sys._jit`: CPython's own compiler to machine code, which there isn't here. */
function defJit(sys: ModuleBuilder): void {
  const m = new ModuleBuilder('sys._jit');
  for (const name of ['is_available', 'is_enabled', 'is_active']) m.def(`${name}()`, () => false);
  sys.set('_jit', m.module);
  sys.def('_dump_tracelets(outpath)', () => {
    throw newError(Exc.NotImplementedError, 'No JIT available');
  });
}

export function defSettings(m: ModuleBuilder): void {
  defFrames(m);
  defExceptions(m);
  defCoroutines(m);
  defLimits(m);
  defMemory(m);
  m.def('is_finalizing()', () => sysState.finalizing);
  m.def('getdefaultencoding()', () => 'utf-8');
  m.def('getfilesystemencoding()', () => 'utf-8');
  m.def('getfilesystemencodeerrors()', () => 'surrogateescape');
  m.def('_is_gil_enabled()', () => true);
  defJit(m);
  m.def('is_remote_debug_enabled()', () => false);
  m.def('remote_exec(pid, script)', () => {
    throw runtimeError('Remote debugging is not enabled');
  });
  m.def('is_stack_trampoline_active()', () => false);
  m.def('activate_stack_trampoline(backend, /)', (backend: Value) => {
    if (!isTrue(backend)) throw valueError('invalid backend: ');
    throw valueError('perf trampoline not available');
  });
  m.def('deactivate_stack_trampoline()', () => None);
  m.def('_get_cpu_count_config()', () => sysState.processorCount);
}
