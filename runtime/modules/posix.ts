/**
 * The module `posix`. Its functions are in posix/, by subject.
 */
import { Exc } from '../objects/exceptionTypes';
import { PyList } from '../objects/values';
import { posixConstants } from './posix/constants';
import { defChildren } from './posix/children';
import { defDescriptors } from './posix/descriptors';
import { defFiles } from './posix/files';
import { defProcess } from './posix/process';
import { defScandir } from './posix/scandir';
import { defStat } from './posix/stat';
import { nativeModule } from './registry';

nativeModule('posix', (m) => {
  for (const [name, value] of Object.entries(posixConstants)) m.set(name, value);
  m.set('error', Exc.OSError);
  m.set(
    '_have_functions',
    new PyList([
      'HAVE_FCHDIR',
      'HAVE_FCHMOD',
      'HAVE_FCHOWN',
      'HAVE_FTRUNCATE',
      'HAVE_FUTIMENS',
      'HAVE_FDOPENDIR',
      'HAVE_LSTAT',
    ]),
  );
  defStat(m);
  defScandir(m);
  defFiles(m);
  defDescriptors(m);
  defProcess(m);
  defChildren(m);
});
