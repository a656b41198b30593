/**
 * The functions of `posix` on paths: folders, links, renaming, modes, times.
 */
import { None } from '../../objects/builtinTypes';
import { typeError, valueError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { indexOrUndefined, toIndex } from '../../objects/toIndex';
import { PyBytes, PyFloat, PyTuple, intOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { fileOf } from '../fileDescriptors';
import { encodeFs } from '../fsEncoding';
import { fspath, hostCall, osError, pathArg, pathResult } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { operateAndWait } from '../socket/waiting';
import { noDirFd } from './stat';

/** A path, or an open descriptor by its path under /proc. */
function pathOrFd(v: Value, f: string): string {
  const fd = indexOrUndefined(v);
  if (fd === undefined) return pathArg(v, `${f}: path`).text;
  const { hostFd } = fileOf(Number(fd));
  if (hostFd === undefined) throw osError('EBADF', v);
  return `/proc/self/fd/${hostFd}`;
}

function defFolders(m: ModuleBuilder): void {
  m.def('getcwd()', () => hostCall(() => host().files.cwd()));
  m.def('getcwdb()', () => new PyBytes(encodeFs(hostCall(() => host().files.cwd()))));
  m.def('chdir(path)', (path: Value) => {
    const text = pathOrFd(path, 'chdir');
    hostCall(() => host().files.chdir(text), path);
    return None;
  });
  m.def('fchdir(fd)', (fd: Value) => {
    const text = pathOrFd(fd, 'fchdir');
    hostCall(() => host().files.chdir(text), fd);
    return None;
  });
  m.def('mkdir(path, mode=511, *, dir_fd=None)', (path: Value, mode: Value, dirFd: Value) => {
    noDirFd(dirFd, 'mkdir');
    const { text } = pathArg(path, 'mkdir: path');
    hostCall(() => host().files.mkdir(text, Number(toIndex(mode))), path);
    return None;
  });
  m.def('rmdir(path, *, dir_fd=None)', (path: Value, dirFd: Value) => {
    noDirFd(dirFd, 'rmdir');
    const { text } = pathArg(path, 'rmdir: path');
    hostCall(() => host().files.rmdir(text), path);
    return None;
  });
}

function defLinks(m: ModuleBuilder): void {
  for (const name of ['unlink', 'remove'])
    m.def(`${name}(path, *, dir_fd=None)`, (path: Value, dirFd: Value) => {
      noDirFd(dirFd, name);
      const { text } = pathArg(path, `${name}: path`);
      hostCall(() => host().files.unlink(text), path);
      return None;
    });
  for (const name of ['rename', 'replace'])
    m.def(
      `${name}(src, dst, *, src_dir_fd=None, dst_dir_fd=None)`,
      (src: Value, dst: Value, srcFd: Value, dstFd: Value) => {
        noDirFd(srcFd, name);
        noDirFd(dstFd, name);
        const from = pathArg(src, `${name}: src`).text;
        const to = pathArg(dst, `${name}: dst`).text;
        hostCall(() => host().files.rename(from, to), src, dst);
        return None;
      },
    );
  m.def('link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)', (src: Value, dst: Value) => {
    const from = pathArg(src, 'link: src').text;
    const to = pathArg(dst, 'link: dst').text;
    hostCall(() => host().files.link(from, to), src, dst);
    return None;
  });
  m.def('symlink(src, dst, target_is_directory=False, *, dir_fd=None)', (src: Value, dst: Value) => {
    const from = pathArg(src, 'symlink: src').text;
    const to = pathArg(dst, 'symlink: dst').text;
    hostCall(() => host().files.symlink(from, to), src, dst);
    return None;
  });
  m.def('readlink(path, *, dir_fd=None)', (path: Value, dirFd: Value) => {
    noDirFd(dirFd, 'readlink');
    const { text, isBytes } = pathArg(path, 'readlink: path');
    return pathResult(
      hostCall(() => host().files.readlink(text), path),
      isBytes,
    );
  });
}

/** utime's times as seconds. */
function timePair(times: Value, ns: Value): [number, number] {
  if (times !== None && ns !== undefined && ns !== None)
    throw valueError("utime: you may specify either 'times' or 'ns' but not both");
  if (ns !== undefined && ns !== None) {
    if (!(ns instanceof PyTuple) || ns.items.length !== 2) throw typeError("utime: 'ns' must be a tuple of two ints");
    return ns.items.map((v) => Number(toIndex(v)) / 1e9) as [number, number];
  }
  if (times === None) {
    const now = Number(host().wallTimeNs()) / 1e9;
    return [now, now];
  }
  if (!(times instanceof PyTuple) || times.items.length !== 2)
    throw typeError("utime: 'times' must be either a tuple of two ints or None");
  return times.items.map((v) => (v instanceof PyFloat ? v.value : Number(toIndex(v)))) as [number, number];
}

function defModes(m: ModuleBuilder): void {
  m.def('access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)', (path: Value, mode: Value) => {
    const text = pathOrFd(path, 'access');
    return host().files.access(text, Number(toIndex(mode)));
  });
  const chmod = (name: string) => (path: Value, mode: Value) => {
    const text = pathOrFd(path, name);
    hostCall(() => host().files.chmod(text, Number(toIndex(mode))), path);
    return None;
  };
  m.def('chmod(path, mode, *, dir_fd=None, follow_symlinks=True)', chmod('chmod'));
  m.def('fchmod(fd, mode)', chmod('fchmod'));
  const chown = (name: string) => (path: Value, uid: Value, gid: Value) => {
    const text = pathOrFd(path, name);
    hostCall(() => host().files.chown(text, Number(toIndex(uid)), Number(toIndex(gid))), path);
    return None;
  };
  m.def('chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)', chown('chown'));
  m.def('fchown(fd, uid, gid)', chown('fchown'));
  m.def(
    'utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)',
    (path: Value, times: Value, ns: Value) => {
      const [atime, mtime] = timePair(times, ns);
      const text = pathOrFd(path, 'utime');
      hostCall(() => host().files.utimes(text, atime, mtime), path);
      return None;
    },
  );
  m.def('truncate(path, length)', (path: Value, length: Value) => {
    const fd = intOf(path);
    if (fd !== undefined) {
      const file = fileOf(Number(fd));
      if (file.truncate === undefined) throw osError('EINVAL');
      hostCall(() => file.truncate!(Number(toIndex(length))));
      return None;
    }
    const { text } = pathArg(path, 'truncate: path');
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
  const { text, isBytes } = pathArg(path, '_path_normpath: path');
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
  m.def('_path_splitroot_ex(path)', (path: Value) => {
    const { text, isBytes } = pathArg(path, '_path_splitroot_ex: path');
    const slashes = /^\/+/.exec(text)?.[0].length ?? 0;
    const root = slashes === 0 ? '' : slashes === 2 ? '//' : '/';
    return new PyTuple(['', root, text.slice(root.length)].map((s) => pathResult(s, isBytes)));
  });
  m.def('fspath(path)', fspath);
}
