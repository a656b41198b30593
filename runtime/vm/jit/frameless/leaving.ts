/**
 * Leaving code that has no frames: they are made now, each function on the JavaScript stack its own, from the innermost
 * to the outermost; the driver goes on with them as with any others.
 *
 * Owns: a frame made late.
 */
import type { PyFunction } from '../../../objects/function';
import type { Value } from '../../../objects/object';
import type { ExecCode } from '../../execCode';
import { Frame, How } from '../../frame';
import { ts } from '../../thread';
import { Exit, leaving } from '../exits';

function makeFrame(x: ExecCode, fn: PyFunction, slots: (Value | undefined)[], sp: number, pc: number): Frame {
  for (let i = sp; i < slots.length; i++) slots[i] = undefined;
  const { closure } = fn;
  if (closure !== null) for (let i = 0; i < closure.length; i++) slots[x.nlocals + x.ncells + i] = closure[i];
  const f = new Frame(x, fn, slots);
  f.sp = sp;
  f.pc = pc;
  ts.depth++;
  return f;
}

/** The instruction at `pc` is the interpreter's. */
export function leaveBefore(
  x: ExecCode,
  fn: PyFunction,
  slots: (Value | undefined)[],
  sp: number,
  pc: number,
): undefined {
  x.noteDeparture();
  ts.frame = leaving.outermost = makeFrame(x, fn, slots, sp, pc);
  leaving.exit = Exit.Interpret;
  return undefined;
}

/** What this function has called has left; it is waiting before `pc`. */
export function leaveWaiting(
  x: ExecCode,
  fn: PyFunction,
  slots: (Value | undefined)[],
  sp: number,
  pc: number,
  how: How,
  instance: Value,
): undefined {
  const f = makeFrame(x, fn, slots, sp, pc);
  joinTo(f, how, instance);
  leaving.outermost = f;
  return undefined;
}

/** Frames were made of what `f` has called. `instance`: what is under construction, for How.Init. */
export function joinTo(f: Frame, how: How, instance?: Value): undefined {
  const { outermost } = leaving;
  outermost!.how = how;
  if (how === How.Init) outermost!.instance = instance;
  outermost!.back = f;
  leaving.outermost = undefined;
  return undefined;
}
