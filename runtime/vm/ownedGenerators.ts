/**
 * Generators that nobody has but the frame that delegates to them: `yield from` has made them, and when they have ended,
 * they are used again, with their frames.
 *
 * Owns: the unused ones, by code object. A generator is not used again when anybody could have seen it or its frame: who
 * shows either to the program says so (`disown`). Code with handlers has none: a traceback may have its frame.
 */
import type { PyFunction } from '../objects/function';
import type { Value } from '../objects/object';
import type { ExecCode } from './execCode';
import { Frame, newSlots, type Environment } from './frame';
import { GenState, makeGenerator, type PyGenerator } from './generator';
import { probes } from './probes';
import { tracing } from './tracing/instrument';

/** So many are kept of a code object. */
const MOST = 100;

/**
 * The program has not asked any generator for its frame. Such a frame may be entered later, from one that nobody has seen,
 * and shows it when both have ended.
 */
export const owning = { allowed: true };

/** So many slots most of them have: one local, and `yield from` alone on the stack. V8 compiles a loop for longer. */
const LIKELY = 3;

/** Of frames that are kept: they keep nothing else. */
const nowhere = {} as Environment;

/** May generators of this code be used again? */
export function mayOwn(x: ExecCode): boolean {
  return (
    x.handlers.length === 0 &&
    x.base === x.nlocals &&
    owning.allowed &&
    probes.created === null &&
    probes.suspended === null
  );
}

/** A generator of a function called with `v`; the caller has seen to it that nobody else gets it. */
export function ownedGenerator(x: ExecCode, fn: PyFunction, v: Value): PyGenerator {
  const f = x.spare;
  if (f === null) {
    const s = newSlots(x);
    s[0] = v;
    const gen = makeGenerator(new Frame(x, fn, s), fn);
    gen.own();
    return gen;
  }
  x.spare = f.back;
  x.spares--;
  f.back = null;
  f.env = fn;
  f.s[0] = v;
  f.sp = x.base;
  f.pc = 0;
  const gen = f.gen!;
  gen.phase = GenState.Created;
  gen.frame = f;
  return gen;
}

/** An owned generator has ended; nobody refers to it any more. */
export function reuse(gen: PyGenerator, f: Frame): void {
  const { x, s } = f;
  if (!owning.allowed || !f.isPlain || tracing.on || x.spares >= MOST) return;
  x.spares++;
  if (s.length === LIKELY) s[0] = s[1] = s[2] = undefined;
  else for (let i = 0; i < s.length; i++) s[i] = undefined;
  f.env = nowhere;
  f.back = x.spare;
  f.gen = gen;
  x.spare = f;
}
