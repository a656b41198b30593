/**
 * The functions of `posix` on paths: folders, links, renaming, modes, times.
 *
 * DIFFERS: `utime` sets whole microseconds: Node takes no more. A copy by `shutil.copy2` may be that much older than what it
 * is a copy of.
 */
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { newError, overflowError, typeError, valueError } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { indexOrUndefined, toIndex } from '../../objects/toIndex';
import { PyBytes, PyFloat, PyTuple } from '../../objects/values';
import { host } from '../../host/currentHost';
import { HostError } from '../../host/hostFiles';
import { fileOf } from '../fileDescriptors';
import { encodeFs } from '../../host/fsEncoding';
import { fspath, hostCall, osError, pathArg, pathResult } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { operateAndWait } from '../socket/waiting';
import { cInt, fdArg, fildes, noFollowOfFd, pathOfFd, target, type Target } from './arguments';

/** The working directory. Fails with ENOENT where it has been removed, as getcwd(3) does. */
function existingFolder(): string {
  const { files } = host();
  const path = files.cwd();
  files.stat(path);
  return path;
}

function defFolders(m: ModuleBuilder): void {
  m.def('getcwd()', () => hostCall(existingFolder));
  m.def('getcwdb()', () => new PyBytes(encodeFs(hostCall(existingFolder))));
  m.def('chdir(path)', (path: Value) => {
    const { text, fd } = target(path, 'chdir: path', None, { fd: true });
    if (fd === undefined) hostCall(() => host().files.chdir(text), path);
    else hostCall(() => host().files.chdir(host().files.realpath(text)), path);
    return None;
  });
  m.def('fchdir(fd)', (fd: Value) => {
    const path = pathOfFd(fildes(fd));
    hostCall(() => host().files.chdir(host().files.realpath(path)));
    return None;
  });
  m.def('mkdir(path, mode=511, *, dir_fd=None)', (path: Value, mode: Value, dirFd: Value) => {
    const { text } = target(path, 'mkdir: path', dirFd);
    hostCall(() => host().files.mkdir(text, Number(toIndex(mode))), path);
    return None;
  });
  m.def('rmdir(path, *, dir_fd=None)', (path: Value, dirFd: Value) => {
    const { text } = target(path, 'rmdir: path', dirFd);
    hostCall(() => host().files.rmdir(text), path);
    return None;
  });
}

function defLinks(m: ModuleBuilder): void {
  for (const name of ['unlink', 'remove'])
    m.def(`${name}(path, *, dir_fd=None)`, (path: Value, dirFd: Value) => {
      const { text } = target(path, `${name}: path`, dirFd);
      hostCall(() => host().files.unlink(text), path);
      return None;
    });
  for (const name of ['rename', 'replace'])
    m.def(
      `${name}(src, dst, *, src_dir_fd=None, dst_dir_fd=None)`,
      (src: Value, dst: Value, srcFd: Value, dstFd: Value) => {
        const from = target(src, `${name}: src`, srcFd).text;
        const to = target(dst, `${name}: dst`, dstFd).text;
        hostCall(() => host().files.rename(from, to), src, dst);
        return None;
      },
    );
  m.def(
    'link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)',
    (src: Value, dst: Value, srcFd: Value, dstFd: Value) => {
      const from = target(src, 'link: src', srcFd).text;
      const to = target(dst, 'link: dst', dstFd).text;
      hostCall(() => host().files.link(from, to), src, dst);
      return None;
    },
  );
  m.def(
    'symlink(src, dst, target_is_directory=False, *, dir_fd=None)',
    (src: Value, dst: Value, _isFolder: Value, dirFd: Value) => {
      const from = pathArg(src, 'symlink: src').text;
      const to = target(dst, 'symlink: dst', dirFd).text;
      hostCall(() => host().files.symlink(from, to), src, dst);
      return None;
    },
  );
  m.def('readlink(path, *, dir_fd=None)', (path: Value, dirFd: Value) => {
    const { text, isBytes } = target(path, 'readlink: path', dirFd);
    return pathResult(
      hostCall(() => host().files.readlink(text), path),
      isBytes,
    );
  });
}

/** One of utime's times as seconds. */
function timeArg(v: Value): number {
  if (v instanceof PyFloat && Number.isNaN(v.value)) throw valueError('Invalid value NaN (not a number)');
  const seconds = v instanceof PyFloat ? v.value : Number(toIndex(v));
  if (!(Math.abs(seconds) < 2 ** 63)) throw overflowError('timestamp out of range for platform time_t');
  return seconds;
}

/** Nanoseconds as seconds: Node takes no more than a float holds. */
function nsArg(v: Value): number {
  if (typeOf(v).nb_divmod === null)
    throw typeError(`unsupported operand type(s) for divmod(): '${typeOf(v).tpName}' and 'int'`);
  return Number(toIndex(v)) / 1e9;
}

/** utime's times as seconds. */
function timePair(times: Value, ns: Value | undefined): [number, number] {
  if (times !== None && ns !== undefined)
    throw valueError("utime: you may specify either 'times' or 'ns' but not both");
  if (ns !== undefined) {
    if (!(ns instanceof PyTuple) || ns.items.length !== 2) throw typeError("utime: 'ns' must be a tuple of two ints");
    return ns.items.map(nsArg) as [number, number];
  }
  if (times === None) {
    const now = Number(host().wallTimeNs()) / 1e9;
    return [now, now];
  }
  if (!(times instanceof PyTuple) || times.items.length !== 2)
    throw typeError("utime: 'times' must be either a tuple of two ints or None");
  return times.items.map(timeArg) as [number, number];
}

/** A user's or group's number (_Py_Uid_Converter); -1 leaves it as it is. */
export function idArg(v: Value, what: string): number {
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`${what} should be integer, not ${typeOf(v).tpName}`);
  // CPython's words for whatever a C long still holds.
  if (n < -1 || (n > 0xffffffff && n <= 0x7fffffffffffffffn)) throw overflowError(`${what} is less than minimum`);
  if (n > 0xffffffff) throw overflowError(`${what} is greater than maximum`);
  return Number(n);
}

function isLink(path: string): boolean {
  try {
    return (host().files.lstat(path).mode & 0o170000) === 0o120000;
  } catch (e) {
    if (e instanceof HostError) return false;
    throw e;
  }
}

function defModes(m: ModuleBuilder): void {
  m.def(
    'access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)',
    (path: Value, mode: Value, dirFd: Value, _effective: Value, follow: Value) => {
      const { text } = target(path, 'access: path', dirFd);
      if (isTrue(follow)) return host().files.access(text, Number(toIndex(mode)));
      // A link itself can be read and written by all.
      return isLink(text) || host().files.access(text, Number(toIndex(mode)));
    },
  );
  m.def(
    "chmod(path, mode, *, dir_fd=None, follow_symlinks=<True:(os.name != 'nt')>)",
    (path: Value, mode: Value, dirFd: Value, follow: Value) => {
      const { text } = target(path, 'chmod: path', dirFd, { fd: true });
      // Linux has no modes of links.
      if (!isTrue(follow) && isLink(text))
        throw newError('NotImplementedError', 'chmod: follow_symlinks unavailable on this platform');
      hostCall(() => host().files.chmod(text, Number(toIndex(mode))), path);
      return None;
    },
  );
  m.def('fchmod(fd, mode)', (fd: Value, mode: Value) => {
    const path = pathOfFd(fdArg(fd));
    hostCall(() => host().files.chmod(path, Number(toIndex(mode))));
    return None;
  });
  const chown = (path: Target, uid: Value, gid: Value, follow: boolean): Value => {
    hostCall(() => host().files.chown(path.text, idArg(uid, 'uid'), idArg(gid, 'gid'), follow), path.value);
    return None;
  };
  m.def(
    'chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)',
    (path: Value, uid: Value, gid: Value, dirFd: Value, follow: Value) => {
      const file = target(path, 'chown: path', dirFd, { fd: true });
      noFollowOfFd(file, isTrue(follow), 'chown');
      return chown(file, uid, gid, isTrue(follow));
    },
  );
  m.def('lchown(path, uid, gid)', (path: Value, uid: Value, gid: Value) =>
    chown(target(path, 'lchown: path'), uid, gid, false),
  );
  m.def('fchown(fd, uid, gid)', (fd: Value, uid: Value, gid: Value) => {
    const path = pathOfFd(fdArg(fd));
    hostCall(() => host().files.chown(path, idArg(uid, 'uid'), idArg(gid, 'gid'), true));
    return None;
  });
  m.def(
    'utime(path, times=None, *, ns=<absent>, dir_fd=None, follow_symlinks=True)',
    (path: Value, times: Value, ns: Value, dirFd: Value, follow: Value) => {
      const file = target(path, 'utime: path', dirFd, { fd: true });
      const [atime, mtime] = timePair(times, ns);
      noFollowOfFd(file, isTrue(follow), 'utime');
      hostCall(() => host().files.utimes(file.text, atime, mtime, isTrue(follow)), path);
      return None;
    },
  );
  m.def('truncate(path, length)', (path: Value, length: Value) => {
    // A descriptor is ftruncate's, whose errors name nothing.
    const descriptor = indexOrUndefined(path);
    if (descriptor !== undefined) fileOf(cInt(descriptor, 'fd'));
    const { text, fd } = target(path, 'truncate: path', None, { fd: true });
    if (Number(toIndex(length)) < 0) throw osError('EINVAL', fd === undefined ? fspath(path) : path);
    if (fd !== undefined) {
      const file = fileOf(fd);
      if (file.truncate === undefined) throw osError('EINVAL');
      hostCall(() => file.truncate!(Number(toIndex(length))));
      return None;
    }
    const handle = hostCall(() => host().files.open(text, 1, 0), path);
    try {
      hostCall(() => host().files.truncate(handle, Number(toIndex(length))), path);
    } finally {
      host().files.close(handle);
    }
    return None;
  });
  m.def('umask(mask, /)', (value: Value) => {
    const { result } = operateAndWait('process.umask', { mask: Number(toIndex(value)) & 0o777 });
    return result as number;
  });
}

/** `os.path.normpath`, as posixpath would do it. */
function normpath(path: Value): Value {
  const { text, isBytes } = pathArg(path, '_path_normpath: path', true);
  if (text === '') return pathResult('.', isBytes);
  const slashes = /^\/+/.exec(text)?.[0].length ?? 0;
  const root = slashes === 0 ? '' : slashes === 2 ? '//' : '/';
  const out: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && out.length === 0) || out[out.length - 1] === '..') out.push(part);
    else out.pop();
  }
  return pathResult(root + out.join('/') || '.', isBytes);
}

export function defFiles(m: ModuleBuilder): void {
  defFolders(m);
  defLinks(m);
  defModes(m);
  m.def('_path_normpath(path)', normpath);
  m.def('_path_splitroot_ex(p)', (path: Value) => {
    const { text, isBytes } = pathArg(path, '_path_splitroot_ex: path', true);
    const slashes = /^\/+/.exec(text)?.[0].length ?? 0;
    const root = slashes === 0 ? '' : slashes === 2 ? '//' : '/';
    return new PyTuple(['', root, text.slice(root.length)].map((s) => pathResult(s, isBytes)));
  });
  m.def('fspath(path)', fspath);
}
