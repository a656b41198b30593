/** `_posixsubprocess`: fork_exec, with which `subprocess` starts children. */
import { None } from '../objects/builtinTypes';
import { bytesOf } from '../objects/buffer';
import { isTrue } from '../objects/compare';
import { newError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { toArray } from '../objects/iteration';
import type { Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { intOf, strOf } from '../objects/values';
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';
import { spawn } from './childProcesses';
import { errnoOf } from './errnoTable';
import { findExecutable } from './executables';
import { entryOf, fileOf, openFds, type OpenFile } from './fileDescriptors';
import { decodeFs } from '../host/fsEncoding';
import { fspath } from './osErrors';
import { idArg } from './posix/files';
import { childEnvironment } from './posix/process';
import { nativeModule } from './registry';

function text(v: Value): string {
  const path = fspath(v);
  const found = strOf(path) ?? decodeFs(bytesOf(path)!);
  if (found.includes('\0')) throw valueError('embedded null byte');
  return found;
}

/** What chdir() would fail with. */
function whyNoFolder(path: string): string | undefined {
  try {
    const { mode } = host().files.stat(path);
    if ((mode & 0o170000) !== 0o040000) return 'ENOTDIR';
    return host().files.access(path, 1) ? undefined : 'EACCES';
  } catch (e) {
    if (e instanceof HostError) return e.code;
    throw e;
  }
}

/** What the child would report through its error pipe when it cannot run the program. */
function report(errpipe: number, errno: number, detail: string): number {
  fileOf(errpipe).write(new TextEncoder().encode(`OSError:${errno.toString(16)}:${detail}`));
  return host().facts.pid;
}

function isInheritable(fd: number): boolean {
  return entryOf(fd).inheritable;
}

function environment(env: Value): Record<string, string> {
  if (env === None) return Object.fromEntries(childEnvironment);
  const out: Record<string, string> = {};
  for (const pair of toArray(env)) {
    const entry = text(pair);
    const at = entry.indexOf('=', 1);
    out[entry.slice(0, at)] = entry.slice(at + 1);
  }
  return out;
}

/** Descriptors, each once, the smallest first. */
function isAscending(fds: (number | bigint | undefined)[]): fds is number[] {
  return fds.every((fd, i) => typeof fd === 'number' && fd < 2 ** 31 && fd > (i === 0 ? -1 : (fds[i - 1] as number)));
}

/** DIFFERS: there is no fork: preexec_fn, process_group and extra_groups are refused (NotImplementedError). */
function forkExec(a: Value[]): Value {
  const int = (i: number): number => Number(toIndex(a[i]));
  const id = (i: number, what: string) => (a[i] === None ? null : idArg(a[i], what));
  const cwd = a[4] === None ? host().files.cwd() : text(a[4]);
  const errpipe = int(13);
  if (a[21] !== undefined && a[21] !== None)
    throw newError(Exc.NotImplementedError, 'subprocess: preexec_fn is not supported here: there is no fork');
  if (int(16) >= 0) throw newError(Exc.NotImplementedError, 'subprocess: process_group is not supported here');
  if (a[18] !== None) throw newError(Exc.NotImplementedError, 'subprocess: extra_groups is not supported here');
  const toKeep = toArray(a[3]).map(intOf);
  if (!isAscending(toKeep)) throw valueError('bad value(s) in fds_to_keep');
  // A working directory that has been removed doesn't stop a child, which has the same.
  const wrong = a[4] === None ? undefined : whyNoFolder(cwd);
  if (wrong !== undefined) return report(errpipe, errnoOf(wrong)!, 'noexec:chdir');
  const found = findExecutable(toArray(a[1]).map(text), cwd);
  if (typeof found === 'number') return report(errpipe, found, '');
  const optional = (i: number): number | null => (a[i] === None || int(i) < 0 ? null : int(i));
  const fileAt = (fd: number): OpenFile | undefined => (fd === -1 ? undefined : fileOf(fd));
  const files: (OpenFile | undefined)[] = [fileAt(int(6)), fileAt(int(9)), fileAt(int(11))];
  const kept = isTrue(a[2]) ? toKeep : openFds().filter(isInheritable);
  for (const fd of kept) if (fd > 2 && fd !== errpipe) files[fd] = fileOf(fd);
  const child = spawn({
    file: found,
    args: toArray(a[0]).map(text),
    cwd,
    env: environment(a[5]),
    files,
    newSession: isTrue(a[15]),
    gid: id(17, 'gid'),
    uid: id(19, 'uid'),
    umask: optional(20),
  });
  return 'pid' in child ? child.pid : report(errpipe, errnoOf(child.code) ?? Math.abs(child.errno), '');
}

nativeModule('_posixsubprocess', (m) => {
  m.def('fork_exec(*args)', forkExec);
});
