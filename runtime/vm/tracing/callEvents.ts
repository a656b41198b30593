/**
 * What is told of calls: that one is about to be made, and how one of native code ended.
 *
 * Owns: what is called, found on the operand stack. Must not know: when an instruction is reached.
 */
import { Op } from '../../bytecode/opcodes';
import { PyFunction, PyMethod } from '../../objects/function';
import { typeLookup } from '../../objects/lookup';
import { typeOf, type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { PyTuple } from '../../objects/values';
import type { Frame } from '../frame';
import type { FrameTrace } from './frameTrace';
import { Event, fire, MISSING, monitored } from './monitoring';
import { callProfile, nativeCallee, type ProfileEvent } from './traceFunctions';

/** A call instruction is about to run. */
export function calling(f: Frame, t: FrameTrace, pc: number, op: number, arg: number): void {
  const { s, sp } = f;
  let callable: Value;
  let arg0: Value | undefined;
  if (op === Op.CALL_METHOD) {
    const method = s[sp - arg - 2];
    callable = method ?? s[sp - arg - 1]!;
    arg0 = method !== undefined ? s[sp - arg - 1] : arg > 0 ? s[sp - arg] : undefined;
  } else if (op === Op.CALL_FUNCTION_EX) {
    const hasKw = arg & 1;
    callable = s[sp - hasKw - 2]!;
    const args = s[sp - hasKw - 1];
    arg0 = args instanceof PyTuple ? args.items[0] : undefined;
  } else {
    const count = op === Op.CALL_FUNCTION_KW ? arg + 1 : arg;
    callable = s[sp - count - 1]!;
    arg0 = arg > 0 ? s[sp - count] : undefined;
  }
  if (callable instanceof PyMethod) {
    arg0 = callable.self;
    callable = callable.func;
  }
  tellCall(f, t, pc, callable, arg0);
}

/** `with` calls a method of the manager without looking it up in the instance. */
export function entering(f: Frame, t: FrameTrace, pc: number, name: string): void {
  const manager = f.s[f.sp - 1]!;
  const method = typeLookup(typeOf(manager), name);
  if (method !== undefined) tellCall(f, t, pc, method, manager);
}

function tellCall(f: Frame, t: FrameTrace, pc: number, callable: Value, arg0: Value | undefined): void {
  if (!(callable instanceof PyFunction)) t.nativeCall = { callable, arg0, pc };
  if (monitored(f.code, Event.CALL)) fire(Event.CALL, f.code, pc, [pc * 2, callable, arg0 ?? MISSING]);
  if (sysState.profile !== undefined && t.nativeCall !== null) {
    const callee = nativeCallee(callable, arg0);
    if (callee !== undefined) callProfile(f, 'c_call', callee);
  }
}

/** The call of native code that was under way has returned or raised. */
export function nativeEnded(f: Frame, t: FrameTrace, event: number, profileEvent: ProfileEvent): void {
  const { callable, arg0, pc } = t.nativeCall!;
  t.nativeCall = null;
  if (monitored(f.code, Event.CALL)) fire(event, f.code, pc, [pc * 2, callable, arg0 ?? MISSING]);
  if (sysState.profile === undefined) return;
  const callee = nativeCallee(callable, arg0);
  if (callee !== undefined) callProfile(f, profileEvent, callee);
}
