/**
 * Unwinding: from a raised exception to the handler that takes it.
 */
import { None } from '../objects/builtinTypes';
import { CodeFlag } from '../bytecode/code';
import { isError, runtimeError } from '../objects/errors';
import { leaveContext, type PyContext } from '../objects/contextvars';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { nextFailed } from './asyncGenerator';
import { addTraceback, PyTraceback, setContext } from './exceptions';
import { How, type Frame } from './frame';
import { debugHooks } from './probes';
import { endGenerator } from './switching';
import { handledException, ts } from './thread';
import { tracing } from './tracing/instrument';
import { handled, raised, unwound } from './tracing/tracer';

/** What left the entry frame, when unwind() found no handler. */
export const escaping = { exc: undefined as PyBaseException | undefined };

/** An exception raised again (RERAISE, bare raise): its traceback has the current frame already. */
let reraising: PyBaseException | undefined;

export function reraise(e: PyBaseException): PyBaseException {
  reraising = e;
  return e;
}

/** What a bare `raise` raises: the exception being handled, or an error of its own where none is. */
export function raiseHandled(): PyBaseException {
  const handled = handledException();
  return handled === null ? runtimeError('No active exception to reraise') : reraise(handled);
}

/**
 * Finds the frame and handler for an exception, leaving frames that have none. Null when it leaves the entry frame. There
 * may be other runs' entry frames above it: those runs were ended by an overflow of the machine's stack.
 */
export function unwind(start: Frame, thrown: PyBaseException, entry: Frame, entryDepth: number): Frame | null {
  let frame = start;
  let e = thrown;
  for (;;) {
    const again = reraising === e;
    if (!again) addTraceback(e, frame);
    reraising = undefined;
    if (tracing.on) e = raised(frame, e, again);
    if (debugHooks.exception !== null) debugHooks.exception(frame, e);
    if (enterHandler(frame, e)) {
      const next = tracing.on ? handled(frame, e) : e;
      if (next === e) return frame;
      e = next;
      frame.pc++;
      continue;
    }
    if (tracing.on) e = unwound(frame, e);
    // Who leaves stands where it was raised, not where it was raised again.
    const { traceback } = e;
    if (again && frame.lineno <= 0 && traceback instanceof PyTraceback && traceback.frame === frame)
      frame.pc = (traceback.lasti >> 1) + 1;
    if (debugHooks.left !== null) debugHooks.left(frame);
    // What is thrown into one that has not begun is not raised inside.
    if (frame.x.isGenerator && frame.pc > 0) e = stopIterationInside(frame, e);
    if (frame.how === How.AsyncNext) nextFailed(frame.gen!, e);
    if (frame.gen !== null) endGenerator(frame);
    else if (frame.excBefore !== undefined) ts.exc.excValue = frame.excBefore;
    if (frame.how === How.Context) leaveContext(frame.instance as PyContext);
    ts.depth--;
    const back = frame.back;
    ts.frame = back;
    if (frame === entry) {
      ts.depth = entryDepth;
      escaping.exc = e;
      return null;
    }
    if (ts.thrownInto === frame) {
      ts.thrownInto = null;
      if (frame.how === How.Delegate || frame.how === How.Await) {
        // What throw() made the inner one raise is thrown into the outer one, which may be handling something.
        ts.thrownInto = back;
        if (ts.exc.excValue !== null) setContext(e);
      }
    }
    frame = back!;
    frame.delegate = null;
  }
}

/** Sets the frame up to run its innermost handler for where it is; false where it has none. */
function enterHandler(frame: Frame, e: PyBaseException): boolean {
  const at = (frame.pc - 1) * 2;
  const { handlers, base } = frame.x;
  for (const h of handlers) {
    if (at < h.start || at >= h.end) continue;
    const { s } = frame;
    if (h.handler >= 0) {
      const saved = s[base + h.handler + 1]!;
      ts.exc.excValue = saved === None ? null : (saved as PyBaseException);
    }
    // null is a value here: no exception was being handled
    if (frame.excBefore === undefined) frame.excBefore = ts.exc.excValue;
    let sp = base + h.depth;
    s[sp++] = None;
    s[sp++] = ts.exc.excValue ?? None;
    s[sp++] = None;
    s[sp++] = e.traceback ?? None;
    s[sp++] = e;
    s[sp++] = e.cls;
    for (let i = sp; i < s.length; i++) s[i] = undefined;
    frame.sp = sp;
    frame.pc = h.target >> 1;
    frame.delegate = null;
    frame.resend = false;
    ts.exc.excValue = e;
    return true;
  }
  return false;
}

/** PEP 479: StopIteration must not leave a generator, nor StopAsyncIteration an async generator. */
function stopIterationInside(frame: Frame, e: PyBaseException): PyBaseException {
  const { flags } = frame.code;
  const isAsyncGen = (flags & CodeFlag.ASYNC_GENERATOR) !== 0;
  let name: string;
  if (isError(e, Exc.StopIteration)) name = 'StopIteration';
  else if (isAsyncGen && isError(e, Exc.StopAsyncIteration)) name = 'StopAsyncIteration';
  else return e;
  const kind = isAsyncGen ? 'async generator' : flags & CodeFlag.COROUTINE ? 'coroutine' : 'generator';
  const error = runtimeError(`${kind} raised ${name}`);
  error.cause = error.context = e;
  error.suppressContext = true;
  return error;
}
