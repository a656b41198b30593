/**
 * What objects need from the VM.
 *
 * Owns: the interface only. The VM puts its implementation here when it starts; there is one interpreter per worker.
 */
import type { PyBaseException } from './exceptionTypes';
import type { KwNames, PyObject, PyType, Value } from './object';
import type { PyFunction } from './function';

export interface Interp {
  /** Runs a Python function to its end (re-enters the loop). Generators and coroutines come back as objects. */
  callFunction(f: PyFunction, args: Value[], kwnames: KwNames): Value;
  /** Class and first argument for `super()` without arguments; a text where there are none. */
  superArguments(): [Value, Value] | string;
  /** The innermost Python frame, or undefined. */
  currentFrame(): PyObject | undefined;
  currentGlobals(): PyObject | undefined;
  /** The exception being handled (`sys.exception()`), or undefined. */
  handledException(): PyBaseException | undefined;
  /** warnings.warn(message, category, stacklevel). */
  warn(category: PyType, message: string, stacklevel: number): void;
  /** An exception that has nowhere to go: sys.unraisablehook. */
  unraisable(exc: PyBaseException, where: string, obj: Value | undefined): void;
}

export const interpRef = {} as { interp: Interp };

/** The running interpreter. */
export function interp(): Interp {
  return interpRef.interp;
}
