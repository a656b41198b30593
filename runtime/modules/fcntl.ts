/**
 * `fcntl`: flags of descriptors, capacities of pipes.
 * DIFFERS: file locks always succeed and keep nobody out: Node has no call for them.
 */
import { bytesOf } from '../objects/buffer';
import type { Value } from '../objects/object';
import { None } from '../objects/builtinTypes';
import { toIndex } from '../objects/toIndex';
import { intOf, PyBytes } from '../objects/values';
import { dupFd, entryOf } from './fileDescriptors';
import { PipeReader, PipeWriter } from './memoryPipe';
import { osError } from './osErrors';
import { fildes } from './posix/arguments';
import { nativeModule } from './registry';

const constants = {
  F_DUPFD: 0,
  F_GETFD: 1,
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_GETLK: 5,
  F_SETLK: 6,
  F_SETLKW: 7,
  F_DUPFD_CLOEXEC: 1030,
  FD_CLOEXEC: 1,
  LOCK_SH: 1,
  LOCK_EX: 2,
  LOCK_NB: 4,
  LOCK_UN: 8,
  F_RDLCK: 0,
  F_WRLCK: 1,
  F_UNLCK: 2,
};

/** Constants of commands that only the host's own files could obey. */
const furtherConstants: Record<string, number> = {
  DN_ACCESS: 1, DN_ATTRIB: 32, DN_CREATE: 4, DN_DELETE: 8, DN_MODIFY: 2, DN_MULTISHOT: 2147483648, DN_RENAME: 16, FASYNC: 8192, FICLONE: 1074041865,
  FICLONERANGE: 1075876877, F_ADD_SEALS: 1033, F_EXLCK: 4, F_GETLEASE: 1025, F_GETLK64: 5, F_GETOWN: 9, F_GETOWN_EX: 16, F_GETPIPE_SZ: 1032,
  F_GETSIG: 11, F_GET_FILE_RW_HINT: 1037, F_GET_RW_HINT: 1035, F_GET_SEALS: 1034, F_NOTIFY: 1026, F_OFD_GETLK: 36, F_OFD_SETLK: 37, F_OFD_SETLKW: 38,
  F_OWNER_PGRP: 2, F_OWNER_PID: 1, F_OWNER_TID: 0, F_SEAL_FUTURE_WRITE: 16, F_SEAL_GROW: 4, F_SEAL_SEAL: 1, F_SEAL_SHRINK: 2, F_SEAL_WRITE: 8,
  F_SETLEASE: 1024, F_SETLK64: 6, F_SETLKW64: 7, F_SETOWN: 8, F_SETOWN_EX: 15, F_SETPIPE_SZ: 1031, F_SETSIG: 10, F_SET_FILE_RW_HINT: 1038,
  F_SET_RW_HINT: 1036, F_SHLCK: 8, LOCK_MAND: 32, LOCK_READ: 64, LOCK_RW: 192, LOCK_WRITE: 128, RWH_WRITE_LIFE_EXTREME: 5, RWH_WRITE_LIFE_LONG: 4,
  RWH_WRITE_LIFE_MEDIUM: 3, RWH_WRITE_LIFE_NONE: 1, RWH_WRITE_LIFE_NOT_SET: 0, RWH_WRITE_LIFE_SHORT: 2,
}; // prettier-ignore

const O_NONBLOCK = 0o4000;

function pipeOf(fd: number): { capacity: number } {
  const { file } = entryOf(fd);
  if (file instanceof PipeReader || file instanceof PipeWriter) return file.pipe;
  throw osError('EBADF');
}

function fcntl(fdValue: Value, cmdValue: Value, argValue: Value): Value {
  const fd = fildes(fdValue);
  const entry = entryOf(fd);
  const arg = Number(intOf(argValue) ?? 0);
  switch (Number(toIndex(cmdValue))) {
    case constants.F_DUPFD:
      return dupFd(fd, true, arg);
    case constants.F_DUPFD_CLOEXEC:
      return dupFd(fd, false, arg);
    case constants.F_GETFD:
      return entry.inheritable ? 0 : constants.FD_CLOEXEC;
    case constants.F_SETFD:
      entry.inheritable = (arg & constants.FD_CLOEXEC) === 0;
      return 0;
    case constants.F_GETFL:
      return entry.file.flags | (entry.file.blocking ? 0 : O_NONBLOCK);
    case constants.F_SETFL:
      entry.file.blocking = (arg & O_NONBLOCK) === 0;
      return 0;
    case furtherConstants.F_GETPIPE_SZ:
      return pipeOf(fd).capacity;
    case furtherConstants.F_SETPIPE_SZ:
      if (arg < 0 || arg > 1 << 20) throw osError(arg < 0 ? 'EINVAL' : 'EPERM');
      // A power of two of whole pages.
      return (pipeOf(fd).capacity = Math.max(4096, 2 ** Math.ceil(Math.log2(arg || 1))));
    case constants.F_SETLK:
    case constants.F_SETLKW: {
      const lock = bytesOf(argValue);
      return lock === undefined ? 0 : new PyBytes(lock.slice());
    }
    default:
      throw osError('EINVAL');
  }
}

nativeModule('fcntl', (m) => {
  for (const [name, n] of Object.entries({ ...constants, ...furtherConstants })) m.set(name, n);
  m.def('fcntl(fd, cmd, arg=0, /)', fcntl);
  m.def('ioctl(fd, request, arg=0, mutate_flag=True, /)', (fd: Value, request: Value) => {
    entryOf(fildes(fd));
    // What file systems without shared blocks answer; the library then copies.
    throw osError(Number(toIndex(request)) === furtherConstants.FICLONE ? 'EOPNOTSUPP' : 'ENOTTY');
  });
  m.def('flock(fd, operation, /)', (fd: Value) => (entryOf(fildes(fd)), None));
  m.def('lockf(fd, cmd, len=0, start=0, whence=0, /)', (fd: Value) => (entryOf(fildes(fd)), None));
});
