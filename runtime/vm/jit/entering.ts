/**
 * What entering a frame from compiled code takes, whoever enters it.
 *
 * Owns: how deep compiled functions may stand on each other, leaving to the driver. Why it is done: direct.ts.
 */
import { functionType } from '../../objects/builtinTypes';
import type { PyFunction } from '../../objects/function';
import { type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import type { ExecCode } from '../execCode';
import type { Frame } from '../frame';
import { attention, ts } from '../thread';
import { tracing } from '../tracing/instrument';
import { DEEPEST, Exit, leaving } from './exits';
import { callSites } from './frameless/callSites';

/** The code to run for a call of a plain function with `count` arguments, or null where the call needs more thought. */
export function directCode(callee: Value | undefined, count: number): ExecCode | null {
  if (typeof callee !== 'object' || callee.cls !== functionType) return null;
  const { code, simple } = callee as PyFunction;
  return simple && code.argcount === count ? (code.exec as ExecCode | null) : null;
}

/**
 * How many frameless functions may stand on each other from here, this one not counted; negative: none can be entered.
 * While somebody waits for the VM's attention, none is.
 */
export function roomHere(): number {
  if (attention.word[0] !== 0 || tracing.on) return -1;
  const stack = DEEPEST - ts.nested;
  const depth = sysState.recursionLimit - ts.depth;
  return (stack < depth ? stack : depth) - 1;
}

/** The same for a call of frameless code, which makes up for some of its departures. */
export function roomFor(x: ExecCode): number {
  const room = roomHere();
  callSites.outermost = room;
  if (room >= 0 && x.departures > 0) x.departures--;
  return room;
}

/** Leaves to the driver. */
export function leave(exit: Exit): undefined {
  leaving.exit = exit;
  return undefined;
}

/** The caller was patched meanwhile: it goes on in the interpreter, with the result on its stack. */
export function patched(f: Frame, v: Value): undefined {
  f.s[f.sp++] = v;
  return leave(Exit.Interpret);
}
