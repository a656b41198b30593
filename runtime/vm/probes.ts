/**
 * The seam between VM and introspection: three probes (created, resumed, suspended) and the debugger's hooks.
 *
 * Owns: the hook objects. Empty unless somebody listens; the VM knows nothing of who does.
 */
import type { ExecCode } from './execCode';
import type { Frame } from './frame';
import type { PyGenerator } from './generator';
import type { PyBaseException } from '../objects/exceptionTypes';

/** Coroutine life. Null where nobody listens: the VM tests for null. */
export const probes: {
  /** A coroutine, generator or async generator object was made; the current frame is its maker's. */
  created: ((gen: PyGenerator) => void) | null;
  /** It is about to run. */
  resumed: ((gen: PyGenerator) => void) | null;
  /** It was suspended by a yield that left the whole chain below `resumer`. */
  suspended: ((gen: PyGenerator) => void) | null;
} = { created: null, resumed: null, suspended: null };

/**
 * The debugger in the worker. A breakpoint or a step is a BREAKPOINT opcode written over one in `ExecCode.ops`; entering
 * a frame (call or resume) calls `attention.handle` while the attention word is not zero.
 */
export const debugHooks: {
  /** A BREAKPOINT instruction at index `pc` is reached; returns the word to run in its place. It may set `frame.pc`. */
  breakpoint: (frame: Frame, pc: number) => number;
  /** A code object was made ready to run; null where nobody listens. */
  prepared: ((exec: ExecCode) => void) | null;
  /** An exception was raised in a frame or reached it; null where nobody listens. */
  exception: ((frame: Frame, exc: PyBaseException) => void) | null;
  /** A frame is left by an exception; null where nobody listens. */
  left: ((frame: Frame) => void) | null;
  /** The program calls `breakpoint()`; null where that is pdb's. */
  breakpointCall: (() => void) | null;
  /** A coroutine was dropped without ever having run; null where nobody listens. */
  neverAwaited: ((gen: PyGenerator) => void) | null;
} = {
  breakpoint: (frame, pc) => frame.x.ops[pc],
  prepared: null,
  exception: null,
  left: null,
  breakpointCall: null,
  neverAwaited: null,
};
