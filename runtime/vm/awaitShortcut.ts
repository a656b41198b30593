/**
 * Awaiting a coroutine function of the library without running it, where what it does is known: the place in the awaiter's
 * frame holds an object that stands for the suspended coroutine. Who asks for the coroutine gets it, suspended where it
 * would be; from then on it is one like any other.
 *
 * Owns: the seam. A function is taken for known as long as nobody looks into it: a breakpoint in its code, a step into it
 * or a trace leaves it to its Python code. Must not know: which functions there are.
 */
import type { PyFunction } from '../objects/function';
import { PyObject, type Value } from '../objects/object';
import type { Frame } from './frame';
import type { PyGenerator } from './generator';

/** Of a coroutine function. */
export interface AwaitShortcut {
  /** What stands for `await fn(arg)`, suspended, which `f` awaits; null: the Python code is to do it. */
  suspend(fn: PyFunction, arg: Value, f: Frame): SuspendedShortcut | null;
}

/** What stands for a suspended coroutine; its type's `am_send` goes on with it. */
export abstract class SuspendedShortcut extends PyObject {
  /** Makes the coroutine, suspended; it takes the place of this in `f`, which waits for it. */
  abstract expand(f: Frame): PyGenerator;
}
