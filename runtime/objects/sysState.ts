/**
 * What the module `sys` lets a program set and the rest of the runtime obeys.
 *
 * Owns: the values. The module's functions write them; the VM, generators and int read them.
 */
import { PyDict } from './dict';
import { runtimeError } from './errors';
import type { Value } from './object';

export const sysState = {
  /** `sys.modules`, also while the program holds it under another name. */
  modules: new PyDict(),
  /** `builtins.__dict__`. */
  builtins: new PyDict(),
  /** `sys.__dict__` once the module exists: hooks are looked up here at the moment they're needed. */
  sysDict: undefined as PyDict | undefined,
  /** What `sys.path` began with, as an absolute path: the script's folder or the working directory. */
  programFolder: undefined as string | undefined,
  recursionLimit: 1000,
  /** Coroutines remember this many frames of their creation (`cr_origin`). */
  originTrackingDepth: 0,
  asyncgenFirstiter: undefined as Value | undefined,
  asyncgenFinalizer: undefined as Value | undefined,
  trace: undefined as Value | undefined,
  profile: undefined as Value | undefined,
  /** Limit of digits in conversions between int and str; 0 is none. */
  intMaxStrDigits: 4300,
  /** What `-X cpu_count` says; -1: as many as there are. */
  processorCount: -1,
  /** `-E`: no environment variable of Python's counts. */
  ignoresEnvironment: false,
  /** `-X no_debug_ranges`: code objects tell lines, but no columns. */
  noDebugRanges: false,
  /** `-b`. */
  bytesWarning: false,
  switchInterval: 0.005,
  finalizing: false,
  /** What was left has been finalised. */
  finalized: false,
  /** `-O`: asserts are compiled away. */
  optimize: 0,
  auditHooks: [] as Value[],
};

/** A function of sys that programs may replace; raises RuntimeError where it is lost. */
export function sysHook(name: string): Value {
  const f = sysState.sysDict?.getStr(name);
  if (f === undefined) throw runtimeError(`lost sys.${name}`);
  return f;
}
