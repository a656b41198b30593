/**
 * OSErrors from what the host reports, and arguments that name files.
 *
 * Owns: the translation between HostError and OSError, `os.fspath`, retrying after a signal (PEP 475).
 */
import { call, callSpecial } from '../objects/call';
import { typeError, valueError } from '../objects/errors';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { typeLookup } from '../objects/lookup';
import { typeOf, type Value } from '../objects/object';
import { None } from '../objects/builtinTypes';
import { PyBytes, strOf } from '../objects/values';
import { HostError } from '../host/hostFiles';
import { errnoOf, strerror } from './errnoTable';
import { decodeFs, encodeFs } from '../host/fsEncoding';

/** OSError(errno, strerror, path, None, path2), of the subclass that belongs to the number. */
export function osError(errno: number | string, path?: Value, path2?: Value, message?: string): PyBaseException {
  const number = typeof errno === 'string' ? (errnoOf(errno) ?? 5) : errno;
  const args: Value[] = [number, message ?? strerror(number)];
  if (path !== undefined || path2 !== undefined) args.push(path ?? None);
  if (path2 !== undefined) args.push(None, path2);
  return call(Exc.OSError, args) as PyBaseException;
}

/** Runs Python's signal handlers when a call was interrupted; set by the module _signal. */
export const interrupted = { run: (): void => undefined };

/** Calls the host; its failures become OSErrors about `path`. */
export function hostCall<T>(f: () => T, path?: Value, path2?: Value): T {
  for (;;) {
    try {
      return f();
    } catch (e) {
      if (!(e instanceof HostError)) throw e;
      if (e.code !== 'EINTR') throw osError(errnoOf(e.code) ?? Math.abs(e.errno), path, path2);
      interrupted.run();
    }
  }
}

/** undefined: there is no such method, or None in its place. */
function callFspath(v: Value): Value | undefined {
  return typeLookup(typeOf(v), '__fspath__') === None ? undefined : callSpecial(v, '__fspath__');
}

/** `os.fspath(v)`: a str, bytes, or what `__fspath__` returns. */
export function fspath(v: Value): Value {
  if (strOf(v) !== undefined || v instanceof PyBytes) return v;
  const r = callFspath(v);
  if (r === undefined) throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(v).tpName}`);
  if (strOf(r) === undefined && !(r instanceof PyBytes))
    throw typeError(`expected ${typeOf(v).tpName}.__fspath__() to return str or bytes, not ${typeOf(r).tpName}`);
  return r;
}

/** A path argument as the host wants it; `isBytes` says in which form results are to be given back. */
export interface PathArg {
  text: string;
  isBytes: boolean;
  /** What goes into an OSError. */
  value: Value;
}

export function pathArg(v: Value, what: string): PathArg {
  if (strOf(v) === undefined && !(v instanceof PyBytes) && typeof v !== 'number') {
    const r = callFspath(v);
    if (r === undefined) throw typeError(`${what} should be string, bytes or os.PathLike, not ${typeOf(v).tpName}`);
  }
  if (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean')
    throw typeError(`${what} should be string, bytes or os.PathLike, not ${typeOf(v).tpName}`);
  const p = fspath(v);
  const isBytes = p instanceof PyBytes;
  const text = isBytes ? decodeFs(p.data) : strOf(p)!;
  if (text.includes('\0'))
    throw valueError(`${what.split(':')[0]}: embedded null ${isBytes ? 'byte' : 'character in path'}`);
  return { text, isBytes, value: v };
}

/** A result in the form the argument had. */
export function pathResult(text: string, isBytes: boolean): Value {
  return isBytes ? new PyBytes(encodeFs(text)) : text;
}
