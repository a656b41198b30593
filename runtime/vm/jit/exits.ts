/**
 * How compiled code leaves its JavaScript function, and where it leaves what it has for the driver.
 *
 * Owns: the protocol between the second tier and the driver. A compiled function returns the frame's result; undefined
 * (C's NULL) says that it leaves for the reason in `leaving.exit`. At every exit the state of `ts.frame` and of all frames
 * below it is complete: (s, sp, pc).
 */
import type { PyFunction } from '../../objects/function';
import type { Value } from '../../objects/object';
import type { Frame } from '../frame';
import type { PyGenerator } from '../generator';

/** How many compiled functions may stand on each other on the JavaScript stack; beyond, the driver takes over. */
export const DEEPEST = 200;

export const enum Exit {
  /** Go on in the interpreter, from `pc`. */
  Interpret = 0,
  /** Enter `leaving.frame`. */
  Call = 1,
  /** Go on with the current frame, by whichever tier. */
  Switch = 2,
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
  /** `outcome.raised` is to be raised in the frame. */
  Raise = 8,
  /** Not for the driver: the iterator that was asked for its next item is exhausted. */
  Exhausted = 9,
}

export const leaving = {
  exit: Exit.Interpret as Exit,
  frame: undefined as Frame | undefined,
  value: undefined as Value | undefined,
  gen: undefined as PyGenerator | undefined,
  /** The outermost of the frames that frameless code makes as it leaves. */
  outermost: undefined as Frame | undefined,
};

/** A code object compiled to JavaScript. */
export type Compiled = (frame: Frame) => Value | undefined;

/**
 * A code object compiled to run without a frame: called with the function, how many more may stand on it on the
 * JavaScript stack, and the arguments. Undefined: it has left, and made the frames (frameless/leaving.ts).
 */
export type Frameless = (fn: PyFunction, room: number, ...args: Value[]) => Value | undefined;

/** The text of returning to the driver. */
export function leave(exit: Exit): string {
  return `leaving.exit=${exit};return;`;
}
