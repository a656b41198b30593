/**
 * The functions of `posix` on descriptors.
 */
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import type { Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { PyBytes, PyTuple } from '../../objects/values';
import { host } from '../../host/currentHost';
import { readBuffer, writeBuffer } from '../buffers';
import { closeFd, dupFd, dupTo, entryOf, fileOf, isOpen, openFd, openFds } from '../fileDescriptors';
import { makePipe } from '../memoryPipe';
import { hostCall, osError } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { structSeqType } from '../structSeq';
import { fdArg, fildes, target } from './arguments';
import { several, writable } from './vectors';
import { concatBytes } from '../../objects/bytesOps';

const O_CLOEXEC = 0o2000000;
const O_NONBLOCK = 0o4000;

function defReadWrite(m: ModuleBuilder): void {
  m.def('open(path, flags, mode=511, *, dir_fd=None)', (path: Value, flagsIn: Value, mode: Value, dirFd: Value) => {
    const { text } = target(path, 'open: path', dirFd);
    const flags = Number(toIndex(flagsIn));
    const fd = hostCall(() => openFd(text, flags | O_CLOEXEC, Number(toIndex(mode))), path);
    if ((flags & O_NONBLOCK) !== 0) fileOf(fd).blocking = false;
    return fd;
  });
  m.def('read(fd, length, /)', (fd: Value, length: Value) => {
    const n = Number(toIndex(length));
    if (n < 0) throw osError('EINVAL');
    const buffer = new Uint8Array(Math.min(n, 0x7ffff000));
    const got = hostCall(() => fileOf(fdArg(fd)).read(buffer));
    return new PyBytes(got === buffer.length ? buffer : buffer.slice(0, got));
  });
  m.def('readinto(fd, buffer, /)', (fd: Value, buffer: Value) => {
    const into = writeBuffer(buffer, 'readinto() argument 2');
    return hostCall(() => fileOf(fdArg(fd)).read(into));
  });
  m.def('write(fd, data, /)', (fd: Value, data: Value) => {
    const bytes = readBuffer(data);
    return hostCall(() => fileOf(fdArg(fd)).write(bytes));
  });
  m.def('readv(fd, buffers, /)', (fd: Value, buffers: Value) => {
    let total = 0;
    for (const into of writable(buffers, 'readv')) {
      const n = hostCall(() => fileOf(fdArg(fd)).read(into));
      total += n;
      if (n < into.length) break;
    }
    return total;
  });
  m.def('writev(fd, buffers, /)', (fd: Value, buffers: Value) => {
    const bytes = concatBytes(several(buffers, 'writev').map(readBuffer));
    return hostCall(() => fileOf(fdArg(fd)).write(bytes));
  });
  m.def('pread(fd, length, offset, /)', (fd: Value, length: Value, offset: Value) => {
    const size = Number(toIndex(length));
    const at = Number(toIndex(offset));
    if (size < 0) throw osError('EINVAL');
    const buffer = new Uint8Array(Math.min(size, 0x7ffff000));
    const file = fileOf(fdArg(fd));
    if (file.readAt === undefined) throw osError('ESPIPE');
    if (at < 0) throw osError('EINVAL');
    const n = hostCall(() => file.readAt!(buffer, at));
    return new PyBytes(buffer.slice(0, n));
  });
  m.def('pwrite(fd, buffer, offset, /)', (fd: Value, data: Value, offset: Value) => {
    const bytes = readBuffer(data);
    const file = fileOf(fdArg(fd));
    if (file.writeAt === undefined) throw osError('ESPIPE');
    const at = Number(toIndex(offset));
    if (at < 0) throw osError('EINVAL');
    return hostCall(() => file.writeAt!(bytes, at));
  });
}

function defTable(m: ModuleBuilder): void {
  m.def('close(fd)', (fd: Value) => {
    hostCall(() => closeFd(fdArg(fd)));
    return None;
  });
  m.def('closerange(fd_low, fd_high, /)', (low: Value, high: Value) => {
    const [from, to] = [fdArg(low), fdArg(high)];
    for (const fd of openFds()) if (fd >= from && fd < to) hostCall(() => closeFd(fd));
    return None;
  });
  m.def('dup(fd, /)', (fd: Value) => dupFd(fdArg(fd)));
  m.def('dup2(fd, fd2, inheritable=True)', (fd: Value, target: Value, inheritable: Value) => {
    dupTo(fdArg(fd), fdArg(target), isTrue(inheritable));
    return fdArg(target);
  });
  m.def('get_inheritable(fd, /)', (fd: Value) => entryOf(fdArg(fd)).inheritable);
  m.def('set_inheritable(fd, inheritable, /)', (fd: Value, inheritable: Value) => {
    entryOf(fdArg(fd)).inheritable = isTrue(inheritable);
    return None;
  });
  m.def('get_blocking(fd, /)', (fd: Value) => fileOf(fdArg(fd)).blocking);
  m.def('set_blocking(fd, blocking, /)', (fd: Value, blocking: Value) => {
    fileOf(fdArg(fd)).blocking = isTrue(blocking);
    return None;
  });
  const pipe = (blocking: boolean): Value => {
    const [r, w] = makePipe(blocking);
    return new PyTuple([r, w]);
  };
  m.def('pipe()', () => pipe(true));
  m.def('pipe2(flags, /)', (flags: Value) => pipe((Number(toIndex(flags)) & O_NONBLOCK) === 0));
}

export function defDescriptors(m: ModuleBuilder): void {
  defReadWrite(m);
  defTable(m);
  m.def('lseek(fd, position, whence, /)', (fd: Value, position: Value, whence: Value) => {
    const file = fileOf(fdArg(fd));
    if (file.seek === undefined) throw osError('ESPIPE');
    return hostCall(() => file.seek!(Number(toIndex(position)), Number(toIndex(whence))));
  });
  m.def('ftruncate(fd, length, /)', (fd: Value, length: Value) => {
    const file = fileOf(fdArg(fd));
    if (file.truncate === undefined || Number(toIndex(length)) < 0) throw osError('EINVAL');
    hostCall(() => file.truncate!(Number(toIndex(length))));
    return None;
  });
  for (const name of ['fsync', 'fdatasync'])
    m.def(`${name}(fd)`, (fd: Value) => {
      const file = fileOf(fildes(fd));
      hostCall(() => file.sync?.());
      return None;
    });
  m.def('sync()', () => None);
  m.def('isatty(fd, /)', (fd: Value) => isOpen(fdArg(fd)) && (fileOf(fdArg(fd)).isTerminal?.() ?? false));
  m.def('device_encoding(fd)', (fd: Value) =>
    isOpen(fdArg(fd)) && fileOf(fdArg(fd)).isTerminal?.() === true ? 'UTF-8' : None,
  );
  const sizeType = structSeqType('os.terminal_size', ['columns', 'lines'], 'Columns and lines of a terminal window.');
  m.set('terminal_size', sizeType.type);
  m.def('get_terminal_size(fd=<absent>, /)', (fd: Value | undefined) => {
    const n = fd === undefined ? 1 : fdArg(fd);
    const size = isOpen(n) ? host().terminalSize() : null;
    if (size === null) throw osError(isOpen(n) ? 'ENOTTY' : 'EBADF');
    return sizeType.make([size.columns, size.lines]);
  });
}
