/**
 * The module `posix`. Its functions are in posix/, by subject.
 */
import { Exc } from '../objects/exceptionTypes';
import { PyList } from '../objects/values';
import { hasDirFd } from './posix/arguments';
import { posixConstants } from './posix/constants';
import { defChildren } from './posix/children';
import { defDescriptors } from './posix/descriptors';
import { defFiles } from './posix/files';
import { defConfiguration } from './posix/configuration';
import { defIdentity } from './posix/identity';
import { defPrivileges } from './posix/privileges';
import { defScheduling } from './posix/scheduling';
import { defProcess } from './posix/process';
import { defScandir } from './posix/scandir';
import { defSpawning } from './posix/spawning';
import { defStat } from './posix/stat';
import { defNodes } from './posix/nodes';
import { defTimers } from './posix/timerFile';
import { defTransfers } from './posix/transfers';
import { nativeModule } from './registry';

/** Of CPython's configuration, what `os` looks at. */
function haveFunctions(): string[] {
  const ofFd = ['FCHDIR', 'FCHMOD', 'FCHOWN', 'FDOPENDIR', 'FPATHCONF', 'FSTATVFS', 'FTRUNCATE', 'FUTIMENS', 'FUTIMES'];
  const ofFolder = ['FACCESSAT', 'FCHMODAT', 'FCHOWNAT', 'FSTATAT', 'FUTIMESAT', 'LINKAT', 'MKDIRAT', 'MKFIFOAT', 'MKNODAT', 'OPENAT', 'READLINKAT', 'RENAMEAT', 'SYMLINKAT', 'UNLINKAT', 'UTIMENSAT']; // prettier-ignore
  const others = ['EVENTFD', 'LCHOWN', 'LSTAT', 'LUTIMES', 'MEMFD_CREATE', 'TIMERFD_CREATE'];
  return [...ofFd, ...(hasDirFd() ? ofFolder : []), ...others].sort().map((name) => `HAVE_${name}`);
}

nativeModule('posix', (m) => {
  for (const [name, value] of Object.entries(posixConstants)) m.set(name, value);
  m.set('error', Exc.OSError);
  m.set('_have_functions', new PyList(haveFunctions()));
  defStat(m);
  defScandir(m);
  defFiles(m);
  defDescriptors(m);
  defTransfers(m);
  defTimers(m);
  defNodes(m);
  defIdentity(m);
  defPrivileges(m);
  defScheduling(m);
  defConfiguration(m);
  defProcess(m);
  defChildren(m);
  defSpawning(m);
});
