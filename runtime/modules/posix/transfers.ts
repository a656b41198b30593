/**
 * The functions of `posix` that move data between descriptors, and files that have only a descriptor.
 */
import { None } from '../../objects/builtinTypes';
import { overflowError, valueError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { normInt } from '../../objects/values';
import { host } from '../../host/currentHost';
import { readBuffer } from '../buffers';
import { allocateFd, fileOf, HostFile, type OpenFile } from '../fileDescriptors';
import { concatBytes } from '../../objects/bytesOps';
import { hostCall, osError, pathArg } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { fdArg, hasDirFd } from './arguments';
import { posixConstants as C } from './constants';
import { makeEvent } from './eventFile';
import { several, writable } from './vectors';

/** So much at once: a copy in memory. */
const CHUNK = 1 << 20;

const int = (v: Value): number => Number(toIndex(v));

/** Takes up to `count` bytes, at an offset or where the file stands. */
function take(file: OpenFile, count: number, offset: Value): Uint8Array {
  const buffer = new Uint8Array(Math.min(count, CHUNK));
  if (offset === None) return buffer.subarray(0, file.read(buffer));
  if (int(offset) < 0) throw osError('EINVAL');
  if (file.readAt === undefined) throw osError('ESPIPE');
  return buffer.subarray(0, file.readAt(buffer, int(offset)));
}

function put(file: OpenFile, data: Uint8Array, offset: Value): number {
  if (data.length === 0) return 0;
  if (offset === None) return file.write(data);
  if (int(offset) < 0) throw osError('EINVAL');
  if (file.writeAt === undefined) throw osError('ESPIPE');
  return file.writeAt(data, int(offset));
}

function count(v: Value): number {
  const n = int(v);
  if (n < 0) throw valueError("negative value for 'count' not allowed");
  return n;
}

function isPipe(file: OpenFile): boolean {
  return (file.stat().mode & 0o170000) === 0o010000;
}

function defCopies(m: ModuleBuilder): void {
  m.def('sendfile(out_fd, in_fd, offset, count)', (out: Value, input: Value, offset: Value, n: Value) => {
    const [to, from] = [fileOf(fdArg(out)), fileOf(fdArg(input))];
    return hostCall(() => put(to, take(from, int(n), offset), None));
  });
  m.def(
    'copy_file_range(src, dst, count, offset_src=None, offset_dst=None)',
    (src: Value, dst: Value, n: Value, srcOffset: Value, dstOffset: Value) => {
      const limit = count(n);
      const [from, to] = [fileOf(fdArg(src)), fileOf(fdArg(dst))];
      return hostCall(() => put(to, take(from, limit, srcOffset), dstOffset));
    },
  );
  m.def(
    'splice(src, dst, count, offset_src=None, offset_dst=None, flags=0)',
    (src: Value, dst: Value, n: Value, srcOffset: Value, dstOffset: Value) => {
      const limit = count(n);
      const [from, to] = [fileOf(fdArg(src)), fileOf(fdArg(dst))];
      const [fromPipe, toPipe] = [from, to].map((file) => hostCall(() => isPipe(file)));
      if (!fromPipe && !toPipe) throw osError('EINVAL');
      if ((fromPipe && srcOffset !== None) || (toPipe && dstOffset !== None)) throw osError('ESPIPE');
      return hostCall(() => put(to, take(from, limit, srcOffset), dstOffset));
    },
  );
  m.def('preadv(fd, buffers, offset, flags=0, /)', (fd: Value, buffers: Value, offset: Value) => {
    const file = fileOf(fdArg(fd));
    let at = int(offset);
    let total = 0;
    for (const into of writable(buffers, 'preadv2')) {
      const here = at === -1;
      if (file.readAt === undefined) throw osError('ESPIPE');
      if (at < -1) throw osError('EINVAL');
      const n = hostCall(() => (here ? file.read(into) : file.readAt!(into, at)));
      total += n;
      if (!here) at += n;
      if (n < into.length) break;
    }
    return total;
  });
  m.def('pwritev(fd, buffers, offset, flags=0, /)', (fd: Value, buffers: Value, offset: Value, flags: Value) => {
    const file = fileOf(fdArg(fd));
    const bytes = concatBytes(several(buffers, 'pwritev').map(readBuffer));
    if (file.writeAt === undefined) throw osError('ESPIPE');
    const at = int(offset);
    if (at < -1) throw osError('EINVAL');
    const end = (int(flags) & C.RWF_APPEND) !== 0;
    return hostCall(() => (end || at >= 0 ? file.writeAt!(bytes, end ? file.stat().size : at) : file.write(bytes)));
  });
}

function defAdvice(m: ModuleBuilder): void {
  // Advice, which the system is free not to follow.
  m.def('posix_fadvise(fd, offset, length, advice, /)', (fd: Value, _offset: Value, _length: Value, advice: Value) => {
    const file = fileOf(fdArg(fd));
    if (isPipe(file)) throw osError('ESPIPE');
    if (int(advice) < 0 || int(advice) > C.POSIX_FADV_NOREUSE) throw osError('EINVAL');
    return None;
  });
  // DIFFERS: the file gets its length, but no blocks: Node has no call for it.
  m.def('posix_fallocate(fd, offset, length, /)', (fd: Value, offset: Value, length: Value) => {
    const file = fileOf(fdArg(fd));
    const [at, n] = [int(offset), int(length)];
    if (at < 0 || n <= 0) throw osError('EINVAL');
    if (file.truncate === undefined) throw osError('ESPIPE');
    if (hostCall(() => file.stat().size) < at + n) hostCall(() => file.truncate!(at + n));
    return None;
  });
}

const O_TMPFILE_RDWR = C.O_TMPFILE | 2;

function defNameless(m: ModuleBuilder): void {
  m.def('eventfd(initval, flags=<absent:524288>)', (initial: Value, flags: Value | undefined) => {
    const n = toIndex(initial);
    if (n < 0) throw valueError('value must be positive');
    if (n > 0xffffffff) throw overflowError('Python int too large to convert to C unsigned int');
    return makeEvent(Number(n), flags === undefined ? C.EFD_CLOEXEC : int(flags));
  });
  m.def('eventfd_read(fd)', (fd: Value) => {
    const buffer = new Uint8Array(8);
    const file = fileOf(fdArg(fd));
    hostCall(() => file.read(buffer));
    return normInt(new DataView(buffer.buffer).getBigUint64(0, true));
  });
  m.def('eventfd_write(fd, value)', (fd: Value, value: Value) => {
    const n = BigInt(toIndex(value));
    if (n < 0n || n > 0xffffffffffffffffn) throw overflowError('int too big to convert');
    const buffer = new Uint8Array(8);
    new DataView(buffer.buffer).setBigUint64(0, n, true);
    const file = fileOf(fdArg(fd));
    hostCall(() => file.write(buffer));
    return None;
  });
  // A file in the same kind of file system, which never gets a name.
  if (hasDirFd() && host().files.access('/dev/shm', 7))
    m.def('memfd_create(name, flags=<absent:1>)', (name: Value, flagsValue: Value | undefined) => {
      pathArg(name, 'memfd_create: name');
      const flags = flagsValue === undefined ? C.MFD_CLOEXEC : int(flagsValue);
      if ((flags & ~(C.MFD_CLOEXEC | C.MFD_ALLOW_SEALING)) !== 0) throw osError('EINVAL');
      const fd = hostCall(() => host().files.open('/dev/shm', O_TMPFILE_RDWR | C.O_CLOEXEC, 0o777));
      return allocateFd(new HostFile(fd, 2), (flags & C.MFD_CLOEXEC) === 0);
    });
}

export function defTransfers(m: ModuleBuilder): void {
  defCopies(m);
  defAdvice(m);
  defNameless(m);
}
