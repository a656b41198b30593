/**
 * Raising, tracebacks and matching of exceptions in the loop (CPython's ceval.c, traceback.c).
 */
import { InternalError } from '../base/internalError';
import { None, tracebackType, tupleType, typeType } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { newError, typeError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { isInstanceOf, isSubtype, PyObject, PyType, typeOf, type Value } from '../objects/object';
import { repr } from '../objects/text';
import type { PyTuple } from '../objects/values';
import type { Frame } from './frame';
import { handledException, ts } from './thread';

export class PyTraceback extends PyObject {
  next: PyTraceback | undefined;
  readonly frame: Frame;
  /** Byte offset of the instruction. */
  readonly lasti: number;
  private line: number | undefined;
  constructor(next: PyTraceback | undefined, frame: Frame, lasti: number, line?: number) {
    super(tracebackType);
    this.next = next;
    this.frame = frame;
    this.lasti = lasti;
    this.line = line;
  }

  /** Looked up when somebody asks: most exceptions are handled and forgotten. */
  get lineno(): number {
    return (this.line ??= this.lasti < 0 ? this.frame.code.firstlineno : this.frame.code.lineAt(this.lasti));
  }
}

/** The exception passes through a frame: one more traceback entry in front. */
export function addTraceback(exc: PyBaseException, frame: Frame): void {
  exc.traceback = new PyTraceback(exc.traceback as PyTraceback | undefined, frame, frame.lasti);
}

/**
 * What arrived in a catch clause as a guest exception. A JavaScript stack overflow is RecursionError; anything else
 * that is no guest exception is our bug and goes on as an InternalError.
 */
export function asGuestException(e: unknown): PyBaseException {
  if (e instanceof PyBaseException) return e;
  // Not by a regular expression: compiling one takes stack, too, and says so by a SyntaxError.
  if ((e instanceof RangeError || e instanceof SyntaxError) && e.message.includes('call stack size'))
    return newError(Exc.RecursionError, 'maximum recursion depth exceeded');
  if (
    e instanceof RangeError &&
    /(Array buffer allocation|Invalid (array|string|typed array) length|(BigInt|Map maximum|Set maximum) size)/.test(
      e.message,
    )
  )
    return newError(Exc.MemoryError);
  if (e instanceof StopProgram || e instanceof InternalError) throw e;
  throw e;
}

/** Thrown through everything to end the program from outside; no guest code catches it. */
export class StopProgram extends Error {
  constructor(readonly exitCode: number) {
    super('the program was stopped');
  }
}

/** A fresh exception gets the one being handled as its context; no cycles (CPython's _PyErr_SetObject). */
export function setContext(exc: PyBaseException): void {
  const handled = handledException();
  if (handled === null || handled === exc) return;
  let o: PyBaseException = handled;
  const seen = new Set<PyBaseException>();
  while (o.context !== undefined && !seen.has(o)) {
    seen.add(o);
    if (o.context === exc) {
      o.context = undefined;
      break;
    }
    o = o.context;
  }
  exc.context = handled;
}

/** Runs native code that stands for an `except` block: what it calls finds the exception in `sys.exception()`. */
export function whileHandling(e: PyBaseException, f: () => void): void {
  const item = ts.exc;
  const before = item.excValue;
  item.excValue = e;
  try {
    f();
  } finally {
    item.excValue = before;
  }
}

export function isExceptionClass(v: Value): v is PyType {
  return v instanceof PyType && isSubtype(v, Exc.BaseException);
}

/** `raise exc from cause`: gives what to throw, an error of the statement itself too. */
export function doRaise(exc: Value, cause: Value | undefined): PyBaseException {
  const raised = raisedBy(exc, cause);
  setContext(raised);
  return raised;
}

function raisedBy(exc: Value, cause: Value | undefined): PyBaseException {
  let e: Value = exc;
  if (isExceptionClass(exc)) {
    e = call(exc);
    if (!(e instanceof PyBaseException))
      return typeError(
        `calling ${repr(exc)} should have returned an instance of BaseException, not ${repr(typeOf(e))}`,
      );
  }
  if (!(e instanceof PyBaseException)) return typeError('exceptions must derive from BaseException');
  if (cause !== undefined) {
    let c: Value = cause;
    if (isExceptionClass(cause)) c = call(cause);
    if (c === None && cause === None) e.cause = undefined;
    else if (c instanceof PyBaseException) e.cause = c;
    else
      return typeError(
        isExceptionClass(cause)
          ? `calling ${repr(cause)} should have returned an instance of BaseException, not ${repr(typeOf(c))}`
          : 'exception causes must derive from BaseException',
      );
    e.suppressContext = true;
  }
  return e;
}

/** JUMP_IF_NOT_EXC_MATCH: does the exception class match a class or tuple of them? */
export function exceptionMatches(exc: Value, wanted: Value): boolean {
  const cls = exc instanceof PyBaseException ? exc.cls : exc;
  if (typeof wanted === 'object' && isInstanceOf(wanted, tupleType)) {
    const { items } = wanted as PyTuple;
    for (const w of items) if (!isExceptionClass(w)) throw cannotCatch();
    return items.some((w) => isSubtype(cls as PyType, w as PyType));
  }
  if (!isExceptionClass(wanted)) throw cannotCatch();
  return isInstanceOf(cls, typeType) && isSubtype(cls as PyType, wanted);
}

function cannotCatch(): PyBaseException {
  return typeError('catching classes that do not inherit from BaseException is not allowed');
}
