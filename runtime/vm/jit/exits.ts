/**
 * How compiled code leaves its JavaScript function, and where it leaves what it has for the loop.
 *
 * Owns: the protocol between the second tier and the loop. At every exit the frame's state is complete: (s, sp, pc).
 */
import type { Value } from '../../objects/object';
import type { Frame } from '../frame';
import type { PyGenerator } from '../generator';

export const enum Exit {
  /** Go on in the interpreter, from `pc`. */
  Interpret = 0,
  /** Enter `leaving.frame`. */
  Call = 1,
  /** The frame returns `leaving.value`. */
  Return = 2,
  /** The frame yields `leaving.value`. */
  Yield = 3,
  /** YIELD_FROM `leaving.gen`, sending `leaving.value`; the frame's delegate is set. */
  Delegate = 4,
  /** FOR_ITER on `leaving.gen`. */
  ForIter = 5,
  /** `leaving.gen.send(leaving.value)` or next(); it can go on. */
  Send = 6,
  /** YIELD_FROM `leaving.gen`, a coroutine that has not begun; the frame's delegate is set. */
  Start = 7,
}

export const leaving = {
  frame: undefined as Frame | undefined,
  value: undefined as Value | undefined,
  gen: undefined as PyGenerator | undefined,
};

/** A code object compiled to JavaScript. */
export type Compiled = (frame: Frame) => Exit;
