/**
 * What throw(type[, value[, traceback]]) was given: passed on as it is to what has a throw() of its own, made into an
 * exception only where it is raised (CPython's _gen_throw).
 */
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { typeError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { interp } from '../objects/interp';
import { isInstanceOf, isSubtype, typeOf, type PyType, type Value } from '../objects/object';
import { repr } from '../objects/text';
import { PyTuple } from '../objects/values';
import { isExceptionClass, PyTraceback } from './exceptions';

export class Thrown {
  private made: PyBaseException | undefined;

  /** The arguments of throw(), those that were not given left out. */
  constructor(readonly args: readonly Value[]) {}

  /** Refuses a wrong number of arguments. */
  checkArguments(method: string): void {
    const n = this.args.length;
    if (n < 1) throw typeError(`${method} expected at least 1 argument, got ${n}`);
    if (n > 3) throw typeError(`${method} expected at most 3 arguments, got ${n}`);
  }

  /** CPython's PyErr_GivenExceptionMatches. */
  matches(cls: PyType): boolean {
    const [type] = this.args;
    return isExceptionClass(type) ? isSubtype(type, cls) : type instanceof PyBaseException && isInstanceOf(type, cls);
  }

  /** What it raises; fails with what is wrong with the arguments. */
  exception(): PyBaseException {
    return (this.made ??= exceptionOf(this.args[0], this.args[1], this.args[2]));
  }
}

/** The form of throw() or athrow() with more than one argument is deprecated. */
export function warnOfSignature(method: string): void {
  const text = `the (type, exc, tb) signature of ${method}() is deprecated, use the single-arg signature instead.`;
  interp().warn(Exc.DeprecationWarning, text, 1);
}

function exceptionOf(type: Value, value: Value | undefined, tb: Value | undefined): PyBaseException {
  const traceback = tb === undefined || tb === None ? undefined : tb;
  if (traceback !== undefined && !(traceback instanceof PyTraceback))
    throw typeError('throw() third argument must be a traceback object');
  let exc: Value;
  if (isExceptionClass(type)) exc = instanceOf(type, value);
  else if (type instanceof PyBaseException) {
    if (value !== undefined && value !== None) throw typeError('instance exception may not have a separate value');
    exc = type;
  } else
    throw typeError(`exceptions must be classes or instances deriving from BaseException, not ${typeOf(type).tpName}`);
  // What PyErr_NormalizeException makes of it is raised inside.
  if (!(exc instanceof PyBaseException))
    return typeError(
      `calling ${repr(type)} should have returned an instance of BaseException, not ${repr(typeOf(exc))}`,
    );
  if (traceback !== undefined) exc.traceback = traceback;
  return exc;
}

function instanceOf(type: PyType, value: Value | undefined): Value {
  if (value instanceof PyBaseException && isInstanceOf(value, type)) return value;
  if (value === undefined || value === None) return call(type);
  return call(type, value instanceof PyTuple ? [...value.items] : [value]);
}
