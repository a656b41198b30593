/**
 * mkfifo and mknod, whose errors name no path: the system's own programs of these names do it, since Node has no call for it.
 */
import { None } from '../../objects/builtinTypes';
import type { Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { host } from '../../host/currentHost';
import { HostError } from '../../host/hostFiles';
import { reap, spawn, waitForChild } from '../childProcesses';
import { errnoOf } from '../errnoTable';
import { findExecutable } from '../executables';
import { openFd, closeFd } from '../fileDescriptors';
import { hostCall, osError } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { target } from './arguments';
import { readProc } from './procFiles';

const KIND = { regular: 0o100000, fifo: 0o010000, character: 0o020000, block: 0o060000, socket: 0o140000 } as const;

/** Why nothing can be made at a path; undefined: it could be. */
function refusal(path: string): string | undefined {
  const { files } = host();
  try {
    files.lstat(path);
    return 'EEXIST';
  } catch (e) {
    if (!(e instanceof HostError)) throw e;
    if (e.code !== 'ENOENT') return e.code;
  }
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '.';
  try {
    files.stat(folder);
  } catch (e) {
    if (e instanceof HostError) return e.code;
    throw e;
  }
  return files.access(folder, 2) ? undefined : 'EACCES';
}

function run(program: string, args: string[]): void {
  const cwd = host().files.cwd();
  const file = findExecutable([`/usr/bin/${program}`, `/bin/${program}`], cwd);
  if (typeof file === 'number') throw osError('ENOSYS');
  const child = spawn({ file, args: [program, ...args], cwd, env: {}, files: [null, null, null], newSession: false, umask: null, uid: null, gid: null }); // prettier-ignore
  if (!('pid' in child)) throw osError(errnoOf(child.code) ?? 'ENOSYS');
  waitForChild(child);
  reap(child);
  if (child.status !== 0) throw osError('EPERM');
}

function make(path: string, mode: number, device: number): void {
  const failed = path === '' ? 'ENOENT' : refusal(path);
  if (failed !== undefined) throw osError(failed);
  const umask = parseInt(/^Umask:\s*(\d+)$/m.exec(readProc('self/status') ?? '')?.[1] ?? '022', 8);
  const masked = (mode & 0o7777 & ~umask).toString(8);
  const place = path.startsWith('/') ? path.replace(/^\/proc\/self\//, `/proc/${host().facts.pid}/`) : `./${path}`;
  const numbers = [String((device >> 8) & 0xfff), String(device & 0xff)];
  switch (mode & 0o170000) {
    case 0:
    case KIND.regular:
      closeFd(hostCall(() => openFd(path, 0o301, mode & 0o7777)));
      return;
    case KIND.fifo:
      run('mkfifo', ['-m', masked, place]);
      return;
    case KIND.character:
    case KIND.block:
      run('mknod', ['-m', masked, place, (mode & 0o170000) === KIND.block ? 'b' : 'c', ...numbers]);
      return;
    default:
      throw osError('EPERM');
  }
}

export function defNodes(m: ModuleBuilder): void {
  const int = (v: Value): number => Number(toIndex(v));
  m.def('mkfifo(path, mode=438, *, dir_fd=None)', (path: Value, mode: Value, dirFd: Value) => {
    const { text } = target(path, 'mkfifo: path', dirFd);
    make(text, KIND.fifo | (int(mode) & 0o7777), 0);
    return None;
  });
  m.def('mknod(path, mode=384, device=0, *, dir_fd=None)', (path: Value, mode: Value, device: Value, dirFd: Value) => {
    const { text } = target(path, 'mknod: path', dirFd);
    make(text, int(mode), int(device));
    return None;
  });
}
