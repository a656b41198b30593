/**
 * The state of a buffered stream and its raw operations (CPython's `buffered` struct in bufferedio.c).
 *
 * Owns: one buffer for reading ahead and one for what is still to be written. DIFFERS: CPython uses one buffer for both.
 */
import { callMethod, lookupAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { newError, typeError, valueError } from '../../objects/errors';
import { call } from '../../objects/call';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { PyObject, typeOf, type Value } from '../../objects/object';
import { indexOrUndefined } from '../../objects/toIndex';
import { PyByteArray, PyBytes } from '../../objects/values';
import { fileIOType, PyFileIO } from './fileIO';
import { mainThread, restartable, threads } from '../threads';
import { joinedChunks, isClosed, PyIOBase, unsupported } from './ioBase';

export const DEFAULT_BUFFER_SIZE = 131072;

/** What a raw call gives when it would block. */
export const WOULD_BLOCK = -2;

export class PyBuffered extends PyIOBase {
  raw: Value | undefined = undefined;
  detached = false;
  ready = false;
  canRead = false;
  canWrite = false;
  finalizing = false;
  size = DEFAULT_BUFFER_SIZE;
  readBuffer = new Uint8Array(0);
  readPos = 0;
  readEnd = 0;
  writeBuffer = new Uint8Array(0);
  writePos = 0;
  writeEnd = 0;
  /** A call is under way: another from within is an error. */
  busy = false;

  override get finalizationRank(): number {
    return 3;
  }

  /** The raw stream; raises ValueError where there is none. */
  source(): Value {
    if (this.raw === undefined)
      throw valueError(this.detached ? 'raw stream has been detached' : 'I/O operation on uninitialized object');
    return this.raw;
  }

  init(raw: Value, sizeIn: Value, canRead: boolean, canWrite: boolean): void {
    this.ready = false;
    this.detached = false;
    const size = Number(indexOrUndefined(sizeIn) ?? NaN);
    if (Number.isNaN(size)) throw typeError(`'${typeOf(sizeIn).tpName}' object cannot be interpreted as an integer`);
    if (size <= 0) throw valueError('buffer size must be strictly positive');
    this.raw = raw;
    this.size = size;
    this.canRead = canRead;
    this.canWrite = canWrite;
    this.resetRead();
    this.writePos = this.writeEnd = 0;
    this.readBuffer = this.writeBuffer = new Uint8Array(0);
    this.ioClosed = false;
    this.ready = true;
  }

  /** The raw stream is exactly a FileIO: its methods need not be looked up. */
  file(): PyFileIO | undefined {
    const { raw } = this;
    return raw instanceof PyFileIO && raw.cls === fileIOType ? raw : undefined;
  }

  closed(): boolean {
    const raw = this.source();
    const file = this.file();
    return file !== undefined ? file.fd < 0 : isClosed(raw);
  }

  checkOpen(message: string): void {
    if (this.closed()) throw valueError(message);
  }

  get ahead(): number {
    return this.readEnd - this.readPos;
  }

  resetRead(): void {
    this.readPos = this.readEnd = 0;
  }

  /** One raw read: number of bytes, 0 at the end, WOULD_BLOCK. */
  rawRead(into: Uint8Array): number {
    const file = this.file();
    if (file !== undefined) return file.readInto(into) ?? WOULD_BLOCK;
    const buffer = new PyByteArray(new Uint8Array(into.length));
    const r = callMethod(this.source(), 'readinto', [buffer]);
    if (r === None) return WOULD_BLOCK;
    const n = indexOrUndefined(r);
    if (n === undefined) {
      const failure = newError('OSError', 'raw readinto() failed');
      failure.cause = typeError(`'${typeOf(r).tpName}' object cannot be interpreted as an integer`);
      throw failure;
    }
    if (n < 0 || n > into.length)
      throw newError(
        'OSError',
        `raw readinto() returned invalid length ${n} (should have been between 0 and ${into.length})`,
      );
    into.set(buffer.data.subarray(0, Number(n)));
    return Number(n);
  }

  /** Reads once into the free rest of the buffer. */
  fill(): number {
    if (this.readBuffer.length !== this.size) this.readBuffer = new Uint8Array(this.size);
    const n = this.rawRead(this.readBuffer.subarray(this.readEnd));
    if (n > 0) this.readEnd += n;
    return n;
  }

  rawWrite(data: Uint8Array): number {
    const file = this.file();
    if (file !== undefined) return file.writeBytes(data) ?? WOULD_BLOCK;
    const r = callMethod(this.source(), 'write', [new PyBytes(data.slice())]);
    if (r === None) return WOULD_BLOCK;
    const n = indexOrUndefined(r);
    if (n === undefined || n < 0 || n > data.length)
      throw newError(
        'OSError',
        `raw write() returned invalid length ${String(n)} (should have been between 0 and ${data.length})`,
      );
    return Number(n);
  }

  rawTell(): number {
    const file = this.file();
    if (file !== undefined) return file.seekTo(0, 1);
    return this.position(callMethod(this.source(), 'tell'));
  }

  rawSeek(target: number, whence: number): number {
    const file = this.file();
    if (file !== undefined) return file.seekTo(target, whence);
    return this.position(callMethod(this.source(), 'seek', [target, whence]));
  }

  private position(r: Value): number {
    const n = indexOrUndefined(r);
    if (n === undefined) throw typeError(`'${typeOf(r).tpName}' object cannot be interpreted as an integer`);
    if (n < 0) throw newError('OSError', `Raw stream returned invalid position ${n}`);
    return Number(n);
  }

  /** Writes out what is buffered; raises BlockingIOError. */
  flushWrites(): void {
    while (this.writePos < this.writeEnd) {
      const n = this.rawWrite(this.writeBuffer.subarray(this.writePos, this.writeEnd));
      if (n === WOULD_BLOCK) throw blockingError(0);
      this.writePos += n;
    }
    this.writePos = this.writeEnd = 0;
  }

  /** Gives back what was read ahead: the raw stream stands where the program thinks it does. */
  undoReadAhead(): void {
    if (this.ahead > 0) this.rawSeek(-this.ahead, 1);
    this.resetRead();
  }

  checkSeekable(): void {
    const raw = this.source();
    const file = this.file();
    const ok = file !== undefined ? file.isSeekable() : isTrue(callMethod(raw, 'seekable'));
    if (!ok) throw unsupported('File or stream is not seekable.');
  }

  /** What the operation under way has consumed, where it may have to be made again. */
  taken: Uint8Array[] | null = null;
  /** A text stream stands on it: its operations are parts of that one's. */
  underText = false;

  /**
   * An operation that reads. Where a socket is behind, the thread may be parked in it: then what was read goes back into
   * the buffer, and the operation is made again when there is more.
   */
  reading<T>(f: () => T): T {
    const { raw } = this;
    const again =
      threads.current !== mainThread && !this.underText && raw instanceof PyObject && raw.cls.name === 'SocketIO';
    if (!again) return this.exclusive(f);
    this.taken = [];
    try {
      return this.exclusive(() => restartable(f, () => this.putBack()));
    } finally {
      this.taken = null;
    }
  }

  private putBack(): void {
    this.readBuffer = new Uint8Array(
      joinedChunks([...this.taken!, this.readBuffer.subarray(this.readPos, this.readEnd)]),
    );
    this.readPos = 0;
    this.readEnd = this.readBuffer.length;
  }

  /** Runs one operation; another that begins within it raises RuntimeError. */
  exclusive<T>(f: () => T): T {
    if (this.busy) throw newError('RuntimeError', `reentrant call inside ${describe(this)}`);
    this.busy = true;
    try {
      return f();
    } finally {
      this.busy = false;
    }
  }
}

export function blockingError(written: number): PyBaseException {
  return call(Exc.BlockingIOError, [11, 'write could not complete without blocking', written]) as PyBaseException;
}

/** The object's repr, without failing. */
function describe(self: PyBuffered): string {
  const name = self.raw === undefined ? undefined : lookupAttr(self.raw, 'name');
  return `<_io.${self.cls.name}${typeof name === 'string' ? ` name='${name}'` : ''}>`;
}
