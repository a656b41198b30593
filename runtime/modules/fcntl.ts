/** `fcntl`: flags of descriptors; locks always succeed, since nobody else can hold one here. */
import { typeError } from '../objects/errors';
import type { Value } from '../objects/object';
import { lookupAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { None } from '../objects/builtinTypes';
import { toIndex } from '../objects/toIndex';
import { intOf } from '../objects/values';
import { dupFd, entryOf } from './fileDescriptors';
import { osError } from './osErrors';
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
const O_NONBLOCK = 0o4000;

function fdOf(v: Value): number {
  const n = intOf(v);
  if (n !== undefined) return Number(n);
  const method = lookupAttr(v, 'fileno');
  if (method === undefined) throw typeError('argument must be an int, or have a fileno() method');
  return Number(toIndex(call(method)));
}

function fcntl(fdValue: Value, cmdValue: Value, argValue: Value): Value {
  const fd = fdOf(fdValue);
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
    default:
      throw osError('EINVAL');
  }
}

nativeModule('fcntl', (m) => {
  for (const [name, n] of Object.entries(constants)) m.set(name, n);
  m.def('fcntl(fd, cmd, arg=0, /)', fcntl);
  m.def('ioctl(fd, request, arg=0, mutate_flag=True, /)', () => {
    throw osError('ENOTTY');
  });
  m.def('flock(fd, operation, /)', (fd: Value) => (entryOf(fdOf(fd)), None));
  m.def('lockf(fd, cmd, len=0, start=0, whence=0, /)', (fd: Value) => (entryOf(fdOf(fd)), None));
});
