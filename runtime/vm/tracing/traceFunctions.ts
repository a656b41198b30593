/**
 * The functions of `sys.settrace` and `sys.setprofile` (CPython's sysmodule.c, legacy_tracing.c): calling them.
 */
import { builtinFunctionType, methodDescriptorType, None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import type { Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import type { Frame } from '../frame';
import { current, monitoring, quiet } from './monitoring';
import { retrace, tracing } from './instrument';

export type TraceEvent = 'call' | 'line' | 'return' | 'exception' | 'opcode';
export type ProfileEvent = 'call' | 'return' | 'c_call' | 'c_return' | 'c_exception';

/** Whether anybody listens has to be found out again. */
export function updateTracing(): void {
  const all = sysState.trace !== undefined || sysState.profile !== undefined || monitoring.events !== 0;
  tracing.wants = all ? () => true : (x) => monitoring.local.has(x.code);
  retrace(all || monitoring.local.size > 0);
}

/** The trace function of the thread for `call`, that of the frame for the rest; what it returns is the frame's next. */
export function callTrace(f: Frame, event: TraceEvent, arg: Value): void {
  if (sysState.trace === undefined || quiet.depth > 0) return;
  const fn = event === 'call' ? sysState.trace : f.trace;
  if (fn === undefined) return;
  let r: Value;
  quiet.depth++;
  const { event: outer } = current;
  current.event = event;
  try {
    r = call(fn, [f.show(), event, arg]);
  } catch (e) {
    sysState.trace = undefined;
    f.trace = undefined;
    updateTracing();
    throw e;
  } finally {
    quiet.depth--;
    current.event = outer;
  }
  if (r !== None) f.trace = r;
}

export function callProfile(f: Frame, event: ProfileEvent, arg: Value): void {
  const fn = sysState.profile;
  if (fn === undefined || quiet.depth > 0) return;
  quiet.depth++;
  try {
    call(fn, [f.show(), event, arg]);
  } catch (e) {
    sysState.profile = undefined;
    updateTracing();
    throw e;
  } finally {
    quiet.depth--;
  }
}

/** What `c_call` shows: a builtin function, or a method bound to its first argument; undefined for anything else. */
export function nativeCallee(callable: Value, arg0: Value | undefined): Value | undefined {
  if (typeof callable !== 'object') return undefined;
  if (callable.cls === builtinFunctionType) return callable;
  if (callable.cls === methodDescriptorType && arg0 !== undefined)
    return callable.cls.tp_descr_get!(callable, arg0, undefined);
  return undefined;
}
