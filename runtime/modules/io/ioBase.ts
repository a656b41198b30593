/**
 * `_io._IOBase` and `_RawIOBase`: what all streams have (CPython's iobase.c).
 *
 * Owns: closing, line reading over `read`/`peek`, the checks. Calls other methods of the stream through Python, so that
 * subclasses may override them.
 */
import { callMethod, lookupAttr } from '../../objects/attributes';
import { bareType, None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { isError, newError, typeError, valueError } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { forEach } from '../../objects/iteration';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { length } from '../../objects/subscript';
import { indexOrUndefined } from '../../objects/toIndex';
import { makeClass } from '../../objects/classCreation';
import { defNew, readyType } from '../../objects/typeObject';
import { PyByteArray, PyBytes, PyList } from '../../objects/values';
import { PyDict } from '../../objects/dict';
import { concatBytes } from '../../objects/bytesOps';
import { bufferOf } from '../buffers';
import { ignored } from '../../objects/unraisable';

export class PyIOBase extends PyObject {
  ioClosed = false;
  declare dict?: PyDict;

  /** Wrapping files are finalised before the wrapped: they still write what they hold. */
  get finalizationRank(): number {
    return 1;
  }
}

export interface IoTypes {
  ioBase: PyType;
  rawIOBase: PyType;
  bufferedIOBase: PyType;
  textIOBase: PyType;
  unsupportedOperation: PyType;
}

export const ioTypes = {} as IoTypes;

export function unsupported(message: string): PyBaseException {
  return call(ioTypes.unsupportedOperation, [message]) as PyBaseException;
}

/** `self.closed`, through Python where the class overrides it. */
export function isClosed(self: Value): boolean {
  const closed = lookupAttr(self, 'closed');
  return closed !== undefined && isTrue(closed);
}

export function checkClosed(self: Value, message = 'I/O operation on closed file.'): void {
  if (isClosed(self)) throw valueError(message);
}

/** Flushes a stream, and closes what it wraps even where that fails; the failures are chained. */
export function flushAndClose(self: PyObject, wrapped: Value, finalizing: boolean): void {
  if (finalizing && lookupAttr(wrapped, '_dealloc_warn') !== undefined) callMethod(wrapped, '_dealloc_warn', [self]);
  let failure: unknown;
  try {
    callMethod(self, 'flush');
  } catch (e) {
    failure = e;
  }
  try {
    callMethod(wrapped, 'close');
  } catch (e) {
    if (failure instanceof PyBaseException && e instanceof PyBaseException) e.context = failure;
    throw e;
  }
  if (failure !== undefined) throw failure;
}

/** For a stream's repr: an attribute that a detached stream can't tell is as good as missing. */
export function attrOfAttached(self: Value, name: string): Value | undefined {
  try {
    return lookupAttr(self, name);
  } catch (e) {
    if (isError(e, Exc.ValueError)) return undefined;
    throw e;
  }
}

function check(self: Value, method: string, message: string): Value {
  const r = callMethod(self, method);
  if (r !== true) throw unsupported(message);
  return r;
}

/** A size argument: None and negative numbers mean "all" (-1). */
export function sizeArg(v: Value | undefined): number {
  if (v === undefined || v === None) return -1;
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`argument should be integer or None, not '${typeOf(v).tpName}'`);
  return Math.max(-1, Number(n));
}

/** One piece is not copied. */
export function joinedChunks(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? chunks[0] : concatBytes(chunks);
}

/** `_IOBase.readline`: by `peek` where the stream has it, else a byte at a time. */
function readline(self: Value, sizeIn: Value): Value {
  const limit = sizeArg(sizeIn);
  const peek = lookupAttr(self, 'peek');
  const chunks: Uint8Array[] = [];
  let total = 0;
  while (limit < 0 || total < limit) {
    let want = 1;
    if (peek !== undefined) {
      const ahead = call(peek, [1]);
      const data = ahead instanceof PyBytes ? ahead.data : undefined;
      if (data === undefined)
        throw newError('OSError', `peek() should have returned a bytes object, not '${typeOf(ahead).tpName}'`);
      if (data.length > 0) {
        const end = data.indexOf(10);
        want = end < 0 ? data.length : end + 1;
        if (limit >= 0) want = Math.min(want, limit - total);
      }
    }
    const b = callMethod(self, 'read', [want]);
    if (!(b instanceof PyBytes))
      throw newError('OSError', `read() should have returned a bytes object, not '${typeOf(b).tpName}'`);
    if (b.data.length === 0) break;
    chunks.push(b.data);
    total += b.data.length;
    if (b.data[b.data.length - 1] === 10) break;
  }
  return new PyBytes(joinedChunks(chunks));
}

function close(self: Value): Value {
  const io = self as PyIOBase;
  if (io.ioClosed) return None;
  try {
    callMethod(self, 'flush');
  } finally {
    io.ioClosed = true;
  }
  return None;
}

function readlines(self: Value, hintIn: Value): Value {
  const hint = sizeArg(hintIn);
  const lines: Value[] = [];
  let total = 0;
  const it = typeOf(self).tp_iter!(self);
  const next = typeOf(it).tp_iternext!;
  for (;;) {
    const line = next(it);
    if (line === undefined) break;
    lines.push(line);
    if (hint > 0) {
      total += length(line);
      if (total > hint) break;
    }
  }
  return new PyList(lines);
}

function installIOBase(): void {
  const t = (ioTypes.ioBase = bareType('_io._IOBase'));
  t.hasDict = true;
  t.hasWeakref = true;
  t.doc = 'What all streams have in common.';
  t.alloc = (cls) => new PyIOBase(cls);
  defNew(t, (cls) => cls.alloc!(cls));
  t.tp_init = () => undefined;
  t.tp_iter = (self) => {
    checkClosed(self);
    return self;
  };
  t.tp_iternext = (self) => {
    const line = callMethod(self, 'readline');
    return length(line) === 0 ? undefined : line;
  };
  t.tp_finalize = finalize;
  defMethod(t, 'seek(self, offset, whence=<0:os.SEEK_SET>, /)', () => {
    throw unsupported('seek');
  });
  defMethod(t, 'tell(self, /)', (self: Value) => callMethod(self, 'seek', [0, 1]));
  defMethod(t, 'truncate(self, size=None, /)', () => {
    throw unsupported('truncate');
  });
  defMethod(t, 'flush(self, /)', (self: PyIOBase) => {
    if (self.ioClosed) throw valueError('I/O operation on closed file.');
    return None;
  });
  defMethod(t, 'close(self, /)', close);
  defGetSet(t, 'closed', (self: PyIOBase) => self.ioClosed);
  for (const name of ['seekable', 'readable', 'writable']) defMethod(t, `${name}(self, /)`, () => false);
  defMethod(t, '_checkClosed(self, /, msg=None)', (self: Value) => (checkClosed(self), None));
  defMethod(t, '_checkSeekable(self, /, msg=None)', (self: Value) =>
    check(self, 'seekable', 'File or stream is not seekable.'),
  );
  defMethod(t, '_checkReadable(self, /, msg=None)', (self: Value) =>
    check(self, 'readable', 'File or stream is not readable.'),
  );
  defMethod(t, '_checkWritable(self, /, msg=None)', (self: Value) =>
    check(self, 'writable', 'File or stream is not writable.'),
  );
  defMethod(t, 'fileno(self, /)', () => {
    throw unsupported('fileno');
  });
  defMethod(t, 'isatty(self, /)', (self: Value) => (checkClosed(self), false));
  defMethod(t, '__enter__(self, /)', (self: Value) => (checkClosed(self), self));
  defMethod(t, '__exit__(self, /, *args)', (self: Value) => callMethod(self, 'close'));
  defMethod(t, 'readline(self, size=-1, /)', readline);
  defMethod(t, 'readlines(self, hint=-1, /)', readlines);
  defMethod(t, 'writelines(self, lines, /)', (self: Value, lines: Value) => {
    checkClosed(self);
    forEach(lines, (line) => callMethod(self, 'write', [line]));
    return None;
  });
  readyType(t);
}

/** `__del__`: closes what is still open. */
function finalize(self: Value): void {
  try {
    if (isClosed(self)) return;
  } catch {
    // As in CPython: what can't tell whether it is closed was never made ready.
    return;
  }
  try {
    callMethod(self, 'close');
  } catch (e) {
    ignored(e, 'while finalizing file', self);
  }
}

function installRawIOBase(): void {
  const t = (ioTypes.rawIOBase = bareType('_io._RawIOBase', ioTypes.ioBase));
  t.doc = 'What binary streams without a buffer have in common.';
  defMethod(t, 'read(self, size=-1, /)', (self: Value, size: Value) => {
    const n = sizeArg(size);
    if (n < 0) return callMethod(self, 'readall');
    const buffer = new PyByteArray(new Uint8Array(n));
    const got = callMethod(self, 'readinto', [buffer]);
    if (got === None) return None;
    const count = indexOrUndefined(got);
    if (count === undefined) throw typeError(`'${typeOf(got).tpName}' object cannot be interpreted as an integer`);
    if (count < 0 || count > n) throw valueError(`readinto returned ${count} outside buffer size ${n}`);
    return new PyBytes(buffer.data.slice(0, Number(count)));
  });
  defMethod(t, 'readall(self, /)', (self: Value) => {
    const chunks: Uint8Array[] = [];
    for (;;) {
      const data = callMethod(self, 'read', [131072]);
      if (data === None) {
        if (chunks.length === 0) return None;
        break;
      }
      const bytes = bufferOf(data);
      if (!(data instanceof PyBytes) || bytes === undefined) throw typeError('read() should return bytes');
      if (bytes.length === 0) break;
      chunks.push(bytes);
    }
    return new PyBytes(joinedChunks(chunks));
  });
  defMethod(t, 'readinto(self, buffer, /)', () => {
    throw newError('NotImplementedError', 'readinto');
  });
  defMethod(t, 'write(self, b, /)', () => {
    throw newError('NotImplementedError', 'write');
  });
  readyType(t);
}

/** Makes the two base types and `UnsupportedOperation`. */
export function installIoBases(): void {
  const ns = new PyDict();
  ns.setStr('__module__', 'io');
  ns.setStr('__doc__', 'Unsupported operation');
  ioTypes.unsupportedOperation = makeClass('UnsupportedOperation', [Exc.OSError, Exc.ValueError], ns);
  installIOBase();
  installRawIOBase();
}
