/**
 * `_io.FileIO`: a raw stream over a descriptor (CPython's fileio.c).
 */
import { callMethod, getAttr, lookupAttr, setAttr } from '../../objects/attributes';
import { bareType, None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { Exc } from '../../objects/exceptionTypes';
import { typeError, valueError } from '../../objects/errors';
import { interp } from '../../objects/interp';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { NativeSpec } from '../../objects/native';
import { defNew, readyType } from '../../objects/typeObject';
import { PyBytes, intOf, strOf } from '../../objects/values';
import { bufferOf, readBuffer, writeBuffer } from '../buffers';
import { closeFd, entryOf, fileOf, isOpen, isWouldBlock, openFd } from '../fileDescriptors';
import { fspath, hostCall, hostCallAsGiven, osError, pathArg } from '../osErrors';
import { closeForgottenWriters, forgetWriter, noteWriter } from './forgottenFiles';
import { joinedChunks, ioTypes, PyIOBase, sizeArg, unsupported } from './ioBase';
import { givenType } from '../../objects/typeNames';

const O_RDONLY = 0;
const O_WRONLY = 1;
const O_RDWR = 2;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;
const O_CLOEXEC = 0o2000000;
const S_IFMT = 0o170000;
const S_IFDIR = 0o040000;

export class PyFileIO extends PyIOBase {
  fd = -1;
  readable = false;
  writable = false;
  appending = false;
  created = false;
  closeFdToo = true;
  seekable: boolean | undefined = undefined;
  blockSize = 8192;
  warned = false;

  override get finalizationRank(): number {
    return 4;
  }

  mode(): string {
    if (this.created) return this.readable ? 'xb+' : 'xb';
    if (this.appending) return this.readable ? 'ab+' : 'ab';
    if (this.readable) return this.writable ? 'rb+' : 'rb';
    return 'wb';
  }

  check(): void {
    if (this.fd < 0) throw valueError('I/O operation on closed file');
  }

  checkReadable(): void {
    this.check();
    if (!this.readable) throw unsupported('File not open for reading');
  }

  /** Undefined where a non-blocking descriptor has nothing. */
  readInto(into: Uint8Array): number | undefined {
    this.checkReadable();
    return this.retry(() => fileOf(this.fd).read(into));
  }

  writeBytes(data: Uint8Array): number | undefined {
    this.check();
    if (!this.writable) throw unsupported('File not open for writing');
    return this.retry(() => fileOf(this.fd).write(data));
  }

  /** Undefined where a non-blocking descriptor isn't ready. */
  private retry(f: () => number): number | undefined {
    try {
      return hostCall(f);
    } catch (e) {
      if (isWouldBlock(e)) return undefined;
      throw e;
    }
  }

  seekTo(offset: number, whence: number): number {
    this.check();
    const { seek } = fileOf(this.fd);
    if (seek === undefined) throw osError('ESPIPE');
    return hostCall(() => fileOf(this.fd).seek!(offset, whence));
  }

  isSeekable(): boolean {
    this.check();
    if (this.seekable === undefined) {
      try {
        this.seekTo(0, 1);
        this.seekable = true;
      } catch {
        this.seekable = false;
      }
    }
    return this.seekable;
  }
}

function parseMode(self: PyFileIO, mode: string): number {
  let flags = 0;
  let main = 0;
  let plus = false;
  const bad = () => valueError('Must have exactly one of create/read/write/append mode and at most one plus');
  for (const c of mode) {
    switch (c) {
      case 'x':
      case 'r':
      case 'w':
      case 'a':
        if (main++ > 0) throw bad();
        if (c === 'r') self.readable = true;
        else self.writable = true;
        if (c === 'x') {
          self.created = true;
          flags |= O_EXCL | O_CREAT;
        } else if (c === 'w') flags |= O_CREAT | O_TRUNC;
        else if (c === 'a') {
          self.appending = true;
          flags |= O_APPEND | O_CREAT;
        }
        break;
      case 'b':
        break;
      case '+':
        if (plus) throw bad();
        plus = true;
        self.readable = self.writable = true;
        break;
      default:
        throw valueError(`invalid mode: ${mode.slice(0, 200)}`);
    }
  }
  if (main === 0) throw bad();
  flags |= self.readable && self.writable ? O_RDWR : self.readable ? O_RDONLY : O_WRONLY;
  return flags | O_CLOEXEC;
}

function init(self: PyFileIO, file: Value, modeIn: Value, closefdIn: Value, opener: Value): Value {
  const mode = strOf(modeIn);
  if (mode === undefined) throw typeError(`FileIO() argument 'mode' must be str, not ${givenType(modeIn)}`);
  if (self.fd >= 0) {
    if (self.closeFdToo) closeFd(self.fd);
    self.fd = -1;
  }
  self.readable = self.writable = self.appending = self.created = false;
  self.seekable = undefined;
  self.ioClosed = false;
  if (typeof file === 'boolean') interp().warn(Exc.RuntimeWarning, 'bool is used as a file descriptor', 1);
  const number = intOf(file);
  const closefd = isTrue(closefdIn);
  if (number !== undefined && number < 0) throw valueError('negative file descriptor');
  const flags = parseMode(self, mode);
  self.closeFdToo = closefd;
  if (number !== undefined) self.fd = Number(number);
  else {
    self.closeFdToo = true;
    if (!closefd) throw valueError('Cannot use closefd=False with file name');
    if (opener === None) {
      const path = pathArg(fspath(file), 'open');
      if (path.text === '') throw osError('ENOENT', file);
      closeForgottenWriters(path.text);
      self.fd = hostCallAsGiven(() => openFd(path.text, flags, 0o666), file);
    } else {
      const fd = intOf(call(opener, [file, flags]));
      if (fd === undefined) throw typeError('expected integer from opener');
      if (fd < 0) throw valueError(`opener returned ${fd}`);
      self.fd = Number(fd);
    }
  }
  try {
    const stat = hostCallAsGiven(() => fileOf(self.fd).stat(), file);
    if ((stat.mode & S_IFMT) === S_IFDIR) throw osError('EISDIR', file);
    self.blockSize = stat.blksize > 1 ? stat.blksize : 8192;
    if (self.writable) noteWriter(self, stat);
    setAttr(self, 'name', file);
    if (self.appending && self.isSeekable()) self.seekTo(0, 2);
  } catch (e) {
    if (number === undefined && self.fd >= 0) closeFd(self.fd);
    self.fd = -1;
    forgetWriter(self);
    throw e;
  }
  return None;
}

function readAll(self: PyFileIO): Value {
  self.checkReadable();
  const chunks: Uint8Array[] = [];
  let size = self.blockSize;
  try {
    const { size: total } = fileOf(self.fd).stat();
    if (total > 0) size = Math.min(total + 1, 0x7fffffff);
  } catch {
    // A stream of unknown length.
  }
  for (;;) {
    const buffer = new Uint8Array(Math.max(size, 8192));
    const n = self.readInto(buffer);
    if (n === undefined) {
      if (chunks.length === 0) return None;
      break;
    }
    if (n === 0) break;
    chunks.push(n === buffer.length ? buffer : buffer.subarray(0, n));
    size = Math.min(size * 2, 1 << 20);
  }
  return new PyBytes(joinedChunks(chunks));
}

export function closeFileIO(self: PyFileIO): void {
  const { fd } = self;
  if (fd < 0) {
    self.ioClosed = true;
    return;
  }
  try {
    callMethod(self, 'flush');
  } finally {
    self.ioClosed = true;
    self.fd = -1;
    forgetWriter(self);
    if (self.closeFdToo) hostCall(() => closeFd(fd));
  }
}

function closeMethod(self: PyFileIO): Value {
  closeFileIO(self);
  return None;
}

/** Warns about a file that nobody closed, when it is finalised. */
function deallocWarn(self: PyFileIO, source: Value): Value {
  if (self.fd >= 0 && self.closeFdToo) interp().warn(Exc.ResourceWarning, `unclosed file ${repr(source)}`, 1);
  return None;
}

export let fileIOType: PyType;

function installInit(t: PyType): void {
  defNew(t, (cls) => new PyFileIO(cls));
  const spec = new NativeSpec("FileIO(self, file, mode='r', closefd=True, opener=None)", init);
  t.tp_init = (self, args, kwnames) => {
    spec.call([self, ...args], kwnames);
  };
}

/** A descriptor that was closed behind the object's back is none. */
function isTerminal(file: PyFileIO): boolean {
  file.check();
  return isOpen(file.fd) && (fileOf(file.fd).isTerminal?.() ?? false);
}

/** Makes the type. */
export function installFileIO(): PyType {
  const t = (fileIOType = bareType('_io.FileIO', ioTypes.rawIOBase));
  t.doc = 'FileIO(file, mode="r", closefd=True, opener=None)\n\nA file without a buffer, by path or descriptor.';
  t.alloc = (cls) => new PyFileIO(cls);
  installInit(t);
  defMethod(t, 'readable(self, /)', (self: PyFileIO) => (self.check(), self.readable));
  defMethod(t, 'writable(self, /)', (self: PyFileIO) => (self.check(), self.writable));
  defMethod(t, 'seekable(self, /)', (self: PyFileIO) => self.isSeekable());
  defMethod(t, 'fileno(self, /)', (self: PyFileIO) => (self.check(), self.fd));
  defMethod(t, 'isatty(self, /)', isTerminal);
  defMethod(t, '_isatty_open_only(self, /)', isTerminal);
  defMethod(t, 'read(self, size=-1, /)', (self: PyFileIO, size: Value) => {
    self.checkReadable();
    const n = sizeArg(size);
    if (n < 0) return readAll(self);
    const buffer = new Uint8Array(n);
    const got = self.readInto(buffer);
    return got === undefined ? None : new PyBytes(got === n ? buffer : buffer.slice(0, got));
  });
  defMethod(t, 'readall(self, /)', readAll);
  defMethod(t, 'readinto(self, buffer, /)', (self: PyFileIO, buffer: Value) => {
    self.checkReadable();
    const got = self.readInto(writeBuffer(buffer, 'readinto() argument'));
    return got === undefined ? None : got;
  });
  defMethod(t, 'write(self, b, /)', (self: PyFileIO, b: Value) => {
    self.check();
    if (!self.writable) throw unsupported('File not open for writing');
    if (bufferOf(b) === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(b).tpName}'`);
    const n = self.writeBytes(readBuffer(b));
    return n === undefined ? None : n;
  });
  defMethod(t, 'seek(self, pos, whence=0, /)', (self: PyFileIO, pos: Value, whence: Value) =>
    self.seekTo(Number(toIndex(pos)), Number(toIndex(whence))),
  );
  defMethod(t, 'tell(self, /)', (self: PyFileIO) => self.seekTo(0, 1));
  defMethod(t, 'truncate(self, size=None, /)', (self: PyFileIO, size: Value) => {
    self.check();
    if (!self.writable) throw unsupported('File not open for writing');
    const target = size === None ? self.seekTo(0, 1) : Number(toIndex(size));
    if (target < 0) throw osError('EINVAL');
    const file = fileOf(self.fd);
    if (file.truncate === undefined) throw osError('EINVAL');
    hostCall(() => file.truncate!(target));
    return size === None ? target : size;
  });
  defMethod(t, 'close(self, /)', closeMethod);
  defMethod(t, '_dealloc_warn(self, object, /)', deallocWarn);
  defMethod(t, '__getstate__(self, /)', (self: PyFileIO) => {
    throw typeError(`cannot pickle '${self.cls.tpName}' instances`);
  });
  defGetSet(t, 'closed', (self: PyFileIO) => self.fd < 0, undefined, 'True if the file is closed');
  defGetSet(
    t,
    'closefd',
    (self: PyFileIO) => self.closeFdToo,
    undefined,
    'Whether close() closes the descriptor, too.',
  );
  defGetSet(t, 'mode', (self: PyFileIO) => self.mode(), undefined, "The mode as text, as in 'rb+'.");
  defGetSet(
    t,
    '_blksize',
    (self: PyFileIO) => self.blockSize,
    (self: PyFileIO, v) => {
      self.blockSize = Number(toIndex(v ?? 8192));
    },
  );
  t.tp_finalize = (self) => {
    const f = self as PyFileIO;
    if (f.fd < 0 || !f.closeFdToo) return;
    deallocWarn(f, f);
    ioTypes.ioBase.tp_finalize!(f);
  };
  t.tp_repr = (self) => {
    const f = self as PyFileIO;
    const cls = `${strOf(getAttr(f.cls, '__module__')) ?? '_io'}.${f.cls.name}`;
    if (f.fd < 0) return `<${cls} [closed]>`;
    const name = lookupAttr(f, 'name');
    const closefd = f.closeFdToo ? 'True' : 'False';
    return name === undefined
      ? `<${cls} fd=${f.fd} mode='${f.mode()}' closefd=${closefd}>`
      : `<${cls} name=${repr(name)} mode='${f.mode()}' closefd=${closefd}>`;
  };
  readyType(t);
  return t;
}

/** A FileIO over a descriptor that is open already: the standard streams. */
export function fileIOFor(fd: number, mode: string): PyFileIO {
  entryOf(fd);
  const f = new PyFileIO(fileIOType);
  init(f, fd, mode, false, None);
  return f;
}
