/**
 * The state of the running Python thread (CPython's PyThreadState), and the attention word.
 *
 * Owns: the current frame, the handled exception, the recursion depth. There is one object; a thread switch swaps its
 * fields.
 */
import type { PyBaseException } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import type { Frame } from './frame';

/** The exception being handled by a stack of frames; each generator has one of its own (CPython's _PyErr_StackItem). */
export class ExcItem {
  excValue: PyBaseException | null = null;
  excPrev: ExcItem | null = null;
}

export class ThreadState {
  frame: Frame | null = null;
  exc: ExcItem = new ExcItem();
  depth = 0;
  /** Invocations of run() on the JavaScript stack. */
  runs = 0;
  /** Compiled functions that stand on each other on the JavaScript stack, in all invocations of run(). */
  nested = 0;
  /** run() came back because its frame yielded, not because it returned. */
  yielded = false;
  /**
   * The coroutine that the last call instruction made, and where: popped by the next instruction, nobody has it. There
   * are no reference counts here, but this commonest way to lose a coroutine is seen at its very line.
   */
  fresh: Value | null = null;
  freshFrame: Frame | null = null;
  freshPc = 0;
  /** The innermost frame that the throw() under way threw into, or the one that awaits it once that was left. */
  thrownInto: Frame | null = null;
  /** contextvars.Context in force. */
  context: Value | undefined = undefined;
}

export const ts = new ThreadState();

/** The exception being handled, or null. */
export function handledException(): PyBaseException | null {
  for (let item: ExcItem | null = ts.exc; item !== null; item = item.excPrev)
    if (item.excValue !== null) return item.excValue;
  return null;
}

/** Shared with the host: non-zero when somebody wants the VM's attention; polled at backward jumps and calls. */
export const attention = {
  word: new Int32Array(1) as Int32Array,
  /** Called by the loop when the word is not zero; the frame is up to date. */
  handle: (_frame: Frame): void => undefined,
  /** Called after it while time slices are counted; `to` is where the frame goes on, -1 for its own `pc`. */
  slice: (_frame: Frame, _to: number): void => undefined,
};

/** Attention.TIME_SLICE of the door. */
export const TIME_SLICE = 8;

/** Attention.TRACE of the door. */
export const TRACE = 32;

/** Told of frames while TRACE is set; see tracing/instrument.ts. */
export const frameWatch = { notice: (_frame: Frame): void => undefined };

/** The word is not zero: does what it asks for. May throw, or leave the frame for another thread's. */
export function attend(frame: Frame, to: number): void {
  const word = attention.word[0];
  if (word & TRACE) frameWatch.notice(frame);
  if (word & ~(TIME_SLICE | TRACE)) attention.handle(frame);
  if (attention.word[0] & TIME_SLICE) attention.slice(frame, to);
}
