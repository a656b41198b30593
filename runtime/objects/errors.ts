/**
 * Raising guest exceptions from native code.
 *
 * Use: `throw typeError('...')`. Owns: construction of exceptions by native code, without running Python code.
 */
import { None } from './builtinTypes';
import { Exc, PyBaseException, type ExcName } from './exceptionTypes';
import { isSubtype, typeOf, type PyType, type Value } from './object';

/** A new exception of a native class with one message argument. */
export function newError(cls: PyType | ExcName, message?: string): PyBaseException {
  return new PyBaseException(typeof cls === 'string' ? Exc[cls] : cls, message === undefined ? [] : [message]);
}

export const typeError = (message: string): PyBaseException => newError(Exc.TypeError, message);
export const valueError = (message: string): PyBaseException => newError(Exc.ValueError, message);
export const runtimeError = (message: string): PyBaseException => newError(Exc.RuntimeError, message);
export const indexError = (message: string): PyBaseException => newError(Exc.IndexError, message);
export const overflowError = (message: string): PyBaseException => newError(Exc.OverflowError, message);
export const memoryError = (): PyBaseException => newError(Exc.MemoryError);
export const systemError = (message: string): PyBaseException => newError(Exc.SystemError, message);

/** KeyError's argument is the key itself. */
export function keyError(key: Value): PyBaseException {
  return new PyBaseException(Exc.KeyError, [key]);
}

/**
 * The result of the generator that an iterator slot found at its end. Slots give undefined there, so that native loops
 * just stop; `__next__`, which raises StopIteration, finds the value here.
 */
export const ended: { value: Value | undefined } = { value: undefined };

export function stopIteration(value: Value | undefined): PyBaseException {
  const e = new PyBaseException(Exc.StopIteration, value === undefined || value === None ? [] : [value]);
  e.stopValue = value ?? None;
  return e;
}

/** `value` of a StopIteration. */
export function stopIterationValue(e: PyBaseException): Value {
  return e.stopValue ?? None;
}

export function attributeError(obj: Value, name: string, message?: string): PyBaseException {
  const e = newError(Exc.AttributeError, message ?? `'${typeOf(obj).tpName}' object has no attribute '${name}'`);
  e.fields = new Map<string, Value>([
    ['obj', obj],
    ['name', name],
  ]);
  return e;
}

export function nameError(name: string, message: string): PyBaseException {
  const e = newError(Exc.NameError, message);
  e.fields = new Map([['name', name]]);
  return e;
}

/** What was thrown is a guest exception of this class (or a subclass). Rethrow whatever is not. */
export function isError(e: unknown, cls: PyType): e is PyBaseException {
  return e instanceof PyBaseException && isSubtype(e.cls, cls);
}
