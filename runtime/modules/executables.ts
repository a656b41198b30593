/**
 * Finding programs to run, before the host is asked to. Owns: the errors that exec(2) has. Must not know: Python objects.
 */
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';
import { errnoOf } from './errnoTable';

/** The first of the candidates that can be run, or the errno of the failure. */
export function findExecutable(candidates: string[], cwd: string): string | number {
  let errno = errnoOf('ENOENT')!;
  for (const file of candidates) {
    const path = file.startsWith('/') ? file : `${cwd}/${file}`;
    try {
      const { mode } = host().files.stat(path);
      if ((mode & 0o170000) === 0o100000 && host().files.access(path, 1)) return path;
      errno = errnoOf('EACCES')!;
    } catch (e) {
      if (!(e instanceof HostError)) throw e;
      if (e.code === 'EACCES' || e.code === 'ENOTDIR') errno = errnoOf('EACCES')!;
    }
  }
  return errno;
}
