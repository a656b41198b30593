/**
 * The functions of `posix` that change who the process is, what it belongs to and what it sees: ids, groups, sessions,
 * namespaces; locks and attributes of files.
 *
 * DIFFERS: nothing of it can be changed. What would change nothing succeeds (os.setuid(os.getuid())), all else is refused
 * as to a process without privileges (EPERM); extended attributes aren't supported (ENOTSUP), locks keep nobody out. What
 * needs fork() or a new terminal is absent: fork, forkpty, openpty, login_tty and the like.
 */
import { None } from '../../objects/builtinTypes';
import { typeError, valueError } from '../../objects/errors';
import { toArray } from '../../objects/iteration';
import type { Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { strOf } from '../../objects/values';
import { givenType } from '../../objects/typeNames';
import { host } from '../../host/currentHost';
import { entryOf, fileOf } from '../fileDescriptors';
import { hostCall, osError, pathArg } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { fdArg, fildes, target } from './arguments';
import { posixConstants as C } from './constants';
import { idArg } from './files';
import { processStat, StatField, statusNumbers } from './procFiles';

const int = (v: Value): number => Number(toIndex(v));

const refuse = (path?: Value): never => {
  throw osError('EPERM', path);
};

/** Succeeds where all ids are already so, or -1. */
function keep(kind: 'Uid' | 'Gid', wanted: readonly Value[], names: readonly string[]): Value {
  const { uid, gid } = host().facts;
  const fallback = kind === 'Uid' ? uid : gid;
  const own = (statusNumbers(kind) ?? [fallback, fallback, fallback]).slice(0, 3);
  const ids = wanted.map((v, i) => idArg(v, names[i]));
  // The kernel takes any of the real, effective and saved ids, but only one that changes nothing can be kept.
  return own.every((id) => id === own[0]) && ids.every((id) => id === -1 || id === own[0]) ? None : refuse();
}

function defIds(m: ModuleBuilder): void {
  for (const [letter, kind] of [
    ['u', 'Uid'],
    ['g', 'Gid'],
  ] as const) {
    const one = (name: string) => (v: Value) => (idArg(v, name) === -1 ? invalid() : keep(kind, [v], [name]));
    const id = `${letter}id`;
    m.def(`set${id}(${id}, /)`, one(id));
    m.def(`sete${id}(e${id}, /)`, one(`e${id}`));
    const two = [`r${id}`, `e${id}`];
    m.def(`setre${id}(${two.join(', ')}, /)`, (...ids: Value[]) => keep(kind, ids, two));
    const three = [...two, `s${id}`];
    m.def(`setres${id}(${three.join(', ')}, /)`, (...ids: Value[]) => keep(kind, ids, three));
  }
  m.def('setgroups(groups, /)', (groups: Value) => {
    const ids = toArray(groups);
    if (ids.length > C.NGROUPS_MAX) throw valueError('too many groups');
    for (const id of ids) idArg(id, 'gid');
    return refuse();
  });
  m.def('initgroups(username, gid, /)', (user: Value, gid: Value) => {
    if (strOf(user) === undefined) throw typeError(`initgroups() argument 1 must be str, not ${givenType(user)}`);
    idArg(gid, 'gid');
    return refuse();
  });
}

const invalid = (): never => {
  throw osError('EINVAL');
};

function defSessions(m: ModuleBuilder): void {
  const group = (): number | undefined => processStat('self')?.[StatField.GROUP];
  const { pid: own } = host().facts;
  const setGroup = (pid: number, wanted: number): Value => {
    if (pid < 0 || wanted < 0) invalid();
    if (pid !== 0 && pid !== own) throw osError(processStat(pid) === undefined ? 'ESRCH' : 'EPERM');
    return (wanted || own) === group() ? None : refuse();
  };
  m.def('setsid()', () => refuse());
  m.def('setpgid(pid, pgrp, /)', (pid: Value, wanted: Value) => setGroup(int(pid), int(wanted)));
  m.def('setpgrp()', () => setGroup(0, 0));
  const terminal = (fd: Value): void => {
    if (fileOf(fdArg(fd)).isTerminal?.() !== true) throw osError('ENOTTY');
  };
  m.def('tcgetpgrp(fd, /)', (fd: Value) => {
    terminal(fd);
    const foreground = processStat('self')?.[StatField.TERMINAL_GROUP] ?? -1;
    if (foreground < 0) throw osError('ENOTTY');
    return foreground;
  });
  m.def('tcsetpgrp(fd, pgid, /)', (fd: Value, wanted: Value) => {
    terminal(fd);
    return int(wanted) === processStat('self')?.[StatField.TERMINAL_GROUP] ? None : refuse();
  });
  m.def('chroot(path)', (path: Value) => {
    const { text } = pathArg(path, 'chroot: path');
    const { mode } = hostCall(() => host().files.stat(text), path);
    if ((mode & 0o170000) !== 0o040000) throw osError('ENOTDIR', path);
    return refuse(path);
  });
  m.def('unshare(flags)', (flags: Value) => (int(flags) === 0 ? None : refuse()));
  m.def('setns(fd, nstype=0)', (fd: Value) => (entryOf(fildes(fd)), refuse()));
}

function defFileAttributes(m: ModuleBuilder): void {
  const unsupported = (name: string) => (path: Value) => {
    const { text } = target(path, `${name}: path`, undefined, { fd: true, none: name === 'listxattr' });
    hostCall(() => host().files.lstat(text), path);
    throw osError('ENOTSUP', path);
  };
  m.def('getxattr(path, attribute, *, follow_symlinks=True)', unsupported('getxattr'));
  m.def('setxattr(path, attribute, value, flags=0, *, follow_symlinks=True)', unsupported('setxattr'));
  m.def('removexattr(path, attribute, *, follow_symlinks=True)', unsupported('removexattr'));
  m.def('listxattr(path=None, *, follow_symlinks=True)', unsupported('listxattr'));
  m.def('lockf(fd, command, length, /)', (fd: Value, command: Value) => {
    entryOf(fdArg(fd));
    if (![C.F_LOCK, C.F_TLOCK, C.F_ULOCK, C.F_TEST].includes(int(command))) invalid();
    return None;
  });
}

export function defPrivileges(m: ModuleBuilder): void {
  defIds(m);
  defSessions(m);
  defFileAttributes(m);
}
