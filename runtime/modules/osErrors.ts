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
import { encodeUtf8 } from '../objects/utfCodecs';
import { decodeFs, encodeFs } from '../host/fsEncoding';

/** What a write that nobody reads brings besides its error (SIGPIPE); set by the module _signal. */
export const brokenPipe = { run: (): void => undefined };

/** OSError(errno, strerror, path, None, path2), of the subclass that belongs to the number. */
export function osError(errno: number | string, path?: Value, path2?: Value, message?: string): PyBaseException {
  const number = typeof errno === 'string' ? (errnoOf(errno) ?? 5) : errno;
  if (number === EPIPE) brokenPipe.run();
  const args: Value[] = [number, message ?? strerror(number)];
  if (path !== undefined || path2 !== undefined) args.push(path ?? None);
  if (path2 !== undefined) args.push(None, path2);
  return call(Exc.OSError, args) as PyBaseException;
}

const EPIPE = 32;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Runs Python's signal handlers when a call was interrupted; set by the module _signal. */
export const interrupted = { run: (): void => undefined };

/** Calls the host; its failures become OSErrors about `path`. */
export function hostCall<T>(f: () => T, path?: Value, path2?: Value): T {
  for (;;) {
    try {
      return f();
    } catch (e) {
      afterFailure(e, path, path2, named);
    }
  }
}

/** The same where errors name what was given, whatever object it is. */
export function hostCallAsGiven<T>(f: () => T, given: Value): T {
  for (;;) {
    try {
      return f();
    } catch (e) {
      afterFailure(e, given, undefined, (v) => v);
    }
  }
}

/** Throws, or returns where the call is to be made again. */
function afterFailure(
  e: unknown,
  path: Value | undefined,
  path2: Value | undefined,
  name: (v: Value | undefined) => Value | undefined,
): void {
  if (!(e instanceof HostError)) throw e;
  if (e.code !== 'EINTR') throw osError(errnoOf(e.code) ?? Math.abs(e.errno), name(path), name(path2));
  interrupted.run();
}

/** How an error names a file: by the path that an object stands for, not by the object. */
function named(v: Value | undefined): Value | undefined {
  return typeof v !== 'object' || v instanceof PyBytes || v === None || strOf(v) !== undefined
    ? v
    : (callFspath(v) ?? v);
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

/** `nulls`: they are let through, by functions that only look at the text. */
export function pathArg(v: Value, what: string, nulls = false): PathArg {
  if (strOf(v) === undefined && !(v instanceof PyBytes) && typeof v !== 'number') {
    const r = callFspath(v);
    if (r === undefined) throw typeError(`${what} should be string, bytes or os.PathLike, not ${typeOf(v).tpName}`);
  }
  if (typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean')
    throw typeError(`${what} should be string, bytes or os.PathLike, not ${typeOf(v).tpName}`);
  const p = fspath(v);
  const isBytes = p instanceof PyBytes;
  const text = isBytes ? decodeFs(p.data) : strOf(p)!;
  if (!nulls && text.includes('\0')) {
    const [f, argument] = what.split(': ');
    throw valueError(argument === undefined ? 'embedded null byte' : `${f}: embedded null character in ${argument}`);
  }
  // Raises where a surrogate stands for no byte.
  if (!isBytes && !nulls && LONE_SURROGATE.test(text)) encodeUtf8(text, 'surrogateescape');
  return { text, isBytes, value: v };
}

/** A result in the form the argument had. */
export function pathResult(text: string, isBytes: boolean): Value {
  return isBytes ? new PyBytes(encodeFs(text)) : text;
}
