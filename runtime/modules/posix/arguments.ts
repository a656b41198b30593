/**
 * Arguments of `posix`'s functions that name files: descriptors, paths, and paths that begin at an open folder.
 *
 * Owns: CPython's converters path_t, dir_fd and fildes. A folder's descriptor becomes its path under /proc, which leads to
 * the folder itself, wherever it has moved. Must not know: what is done with the files.
 */
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { lookupAttr } from '../../objects/attributes';
import { overflowError, newError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import { typeLookup } from '../../objects/lookup';
import { typeOf, type Int, type Value } from '../../objects/object';
import { indexOrUndefined, toIndex } from '../../objects/toIndex';
import { intOf, PyBytes, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { fileOf, isOpen } from '../fileDescriptors';
import { osError, pathArg, type PathArg } from '../osErrors';

function warnOfBool(v: Value): void {
  if (typeof v === 'boolean') interp().warn(Exc.RuntimeWarning, 'bool is used as a file descriptor', 1);
}

export function cInt(n: Int, what: string): number {
  if (n > 0x7fffffff) throw overflowError(`${what} is greater than maximum`);
  if (n < -0x80000000) throw overflowError(`${what} is less than minimum`);
  return Number(n);
}

/** A descriptor that must be an int. */
export function fdArg(v: Value): number {
  return cInt(toIndex(v), 'signed integer');
}

/** A descriptor, or an object that has one (PyObject_AsFileDescriptor). */
export function fildes(v: Value): number {
  warnOfBool(v);
  let n = intOf(v);
  if (n === undefined) {
    const method = lookupAttr(v, 'fileno');
    if (method === undefined) throw typeError('argument must be an int, or have a fileno() method.');
    n = intOf(call(method));
    if (n === undefined) throw typeError('fileno() returned a non-integer');
  }
  if (n > 0x7fffffff || n < -0x80000000) throw overflowError('Python int too large to convert to C int');
  if (n < 0) throw valueError(`file descriptor cannot be a negative integer (${n})`);
  return Number(n);
}

/** The path of an open file under /proc; errors name what was `given`. */
export function pathOfFd(fd: number, given?: Value): string {
  const hostFd = isOpen(fd) ? fileOf(fd).hostFd : undefined;
  if (hostFd === undefined) throw osError('EBADF', given);
  return `/proc/self/fd/${hostFd}`;
}

let procAnswers: boolean | undefined;

/** Functions can take the folder that a relative path begins at. */
export function hasDirFd(): boolean {
  return (procAnswers ??= host().files.access('/proc/self/fd', 4));
}

export interface Target extends PathArg {
  /** Given instead of a path. */
  fd: number | undefined;
}

interface Accepted {
  fd?: boolean;
  none?: boolean;
}

/** What `function: argument` may be given, as its error lists it. */
function kinds({ fd, none }: Accepted): string {
  if (fd) return none ? 'string, bytes, os.PathLike, integer or None' : 'string, bytes, os.PathLike or integer';
  return none ? 'string, bytes, os.PathLike or None' : 'string, bytes or os.PathLike';
}

/** A path, or with `accepted.fd` a descriptor; relative paths begin at the folder `dirFd`. */
export function target(v: Value, what: string, dirFd: Value | undefined = None, accepted: Accepted = {}): Target {
  const f = what.split(':')[0];
  const folder = dirFdArg(dirFd, f);
  const isPath = strOf(v) !== undefined || v instanceof PyBytes;
  if (accepted.fd && !isPath && indexOrUndefined(v) !== undefined) {
    warnOfBool(v);
    const fd = cInt(indexOrUndefined(v)!, 'fd');
    if (folder !== undefined) throw valueError(`${f}: can't specify dir_fd without matching path`);
    return { text: pathOfFd(fd, v), isBytes: false, value: v, fd };
  }
  if (accepted.none && v === None) return { text: '.', isBytes: false, value: v, fd: undefined };
  if (!isPath && (indexOrUndefined(v) !== undefined || !hasFspath(v)))
    throw typeError(`${what} should be ${kinds(accepted)}, not ${typeOf(v).tpName}`);
  const path = pathArg(v, what);
  // The empty path is no file, also in a folder.
  const text =
    folder === undefined || path.text.startsWith('/') || path.text === '' ? path.text : `${folder}/${path.text}`;
  return { ...path, text, fd: undefined };
}

function hasFspath(v: Value): boolean {
  const method = typeLookup(typeOf(v), '__fspath__');
  return method !== undefined && method !== None;
}

function dirFdArg(v: Value | undefined, f: string): string | undefined {
  if (v === undefined || v === None) return undefined;
  if (indexOrUndefined(v) === undefined) throw typeError(`argument should be integer or None, not ${typeOf(v).tpName}`);
  if (!hasDirFd()) throw newError('NotImplementedError', `${f}: dir_fd unavailable on this platform`);
  warnOfBool(v);
  const fd = cInt(toIndex(v), 'fd');
  const { hostFd } = fileOf(fd);
  if (hostFd === undefined) throw osError('ENOTDIR');
  return `/proc/self/fd/${hostFd}`;
}

/** Only with a path can it be said that a link isn't to be followed. */
export function noFollowOfFd({ fd }: Target, follow: boolean, f: string): void {
  if (fd !== undefined && !follow) throw valueError(`${f}: cannot use fd and follow_symlinks together`);
}
