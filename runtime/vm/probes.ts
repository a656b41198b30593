/**
 * The seam between VM and introspection: three probes (created, resumed, suspended) and the debugger's hooks.
 *
 * Owns: the hook objects. Empty unless somebody listens; the VM knows nothing of who does.
 */
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

/** The debugger in the worker. */
export const debugHooks: {
  /** A BREAKPOINT instruction is reached; returns the opcode word to run in its place. */
  breakpoint: (frame: Frame, pc: number) => number;
  /** Called before every instruction while `tracing` is true. */
  instruction: (frame: Frame, pc: number) => void;
  /** An exception was raised in or reached a frame; null where nobody listens. */
  exception: ((frame: Frame, exc: PyBaseException) => void) | null;
  /** A frame was left by return or exception, while `tracing`. */
  left: ((frame: Frame) => void) | null;
} = {
  breakpoint: (frame, pc) => frame.x.ops[pc],
  instruction: () => undefined,
  exception: null,
  left: null,
};
