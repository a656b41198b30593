/**
 * Files through Node's synchronous calls, made in the worker itself.
 *
 * Owns: translating node:fs to `HostFiles`. Must not know: Python objects; who reads standard input and how.
 */
import * as fs from 'node:fs';
import { constants as osConstants } from 'node:os';
import type { DirectoryEntry, EntryKind, FileStat, FileSystemStat, HostFiles } from '../hostFiles';
import { HostError } from '../hostFiles';
import { decodeFs } from '../fsEncoding';
import { nameFrom, nativeName } from './fileNames';

/** Descriptors 0, 1 and 2 go through the door, so that an adapter can carry them. */
export interface StandardStreams {
  read(limit: number): Uint8Array | null;
  write(fd: number, data: Uint8Array): void;
}

export class NodeFiles implements HostFiles {
  constructor(
    private directory: string,
    private readonly streams: StandardStreams,
  ) {}

  cwd(): string {
    return this.directory;
  }

  chdir(path: string): void {
    const target = this.realpath(path);
    if (!call(() => fs.statSync(nativeName(target)), path).isDirectory()) throw hostError('ENOTDIR', path);
    this.directory = target;
  }

  open(path: string, flags: number, mode: number): number {
    return call(() => fs.openSync(this.resolve(path), flags, mode), path);
  }

  close(fd: number): void {
    if (fd > 2) call(() => fs.closeSync(fd));
  }

  read(fd: number, into: Uint8Array, position: number | null): number {
    if (fd === 0) {
      const data = this.streams.read(into.length);
      if (data === null) throw hostError('EINTR', null);
      into.set(data);
      return data.length;
    }
    return call(() => fs.readSync(fd, into, 0, into.length, position));
  }

  write(fd: number, data: Uint8Array, position: number | null): number {
    if (fd === 1 || fd === 2) {
      call(() => this.streams.write(fd, data));
      return data.length;
    }
    return call(() => fs.writeSync(fd, data, 0, data.length, position));
  }

  truncate(fd: number, size: number): void {
    call(() => fs.ftruncateSync(fd, size));
  }

  sync(fd: number): void {
    if (fd > 2) call(() => fs.fsyncSync(fd));
  }

  stat(path: string): FileStat {
    return call(() => fileStat(fs.statSync(this.resolve(path), { bigint: true })), path);
  }

  lstat(path: string): FileStat {
    return call(() => fileStat(fs.lstatSync(this.resolve(path), { bigint: true })), path);
  }

  fstat(fd: number): FileStat {
    return call(() => fileStat(fs.fstatSync(fd, { bigint: true })));
  }

  access(path: string, mode: number): boolean {
    try {
      fs.accessSync(this.resolve(path), mode);
      return true;
    } catch {
      return false;
    }
  }

  readdir(path: string): DirectoryEntry[] {
    const folder = this.resolve(path);
    return call(() => {
      const entries = fs.readdirSync(folder, { withFileTypes: true });
      if (!entries.some(({ name }) => name.includes('\ufffd')))
        return entries.map((entry) => ({ name: entry.name, kind: entryKind(entry) }));
      // Some name may be no text: the same once more, as bytes.
      return fs
        .readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })
        .map((entry) => ({ name: decodeFs(entry.name as unknown as Buffer), kind: entryKind(entry) }));
    }, path);
  }

  mkdir(path: string, mode: number): void {
    call(() => fs.mkdirSync(this.resolve(path), { mode }), path);
  }

  rmdir(path: string): void {
    call(() => fs.rmdirSync(this.resolve(path)), path);
  }

  unlink(path: string): void {
    call(() => fs.unlinkSync(this.resolve(path)), path);
  }

  rename(from: string, to: string): void {
    call(() => fs.renameSync(this.resolve(from), this.resolve(to)), from, to);
  }

  link(from: string, to: string): void {
    call(() => fs.linkSync(this.resolve(from), this.resolve(to)), from, to);
  }

  symlink(target: string, path: string): void {
    call(() => fs.symlinkSync(nativeName(target), this.resolve(path)), target, path);
  }

  readlink(path: string): string {
    const link = this.resolve(path);
    return call(() => nameFrom(fs.readlinkSync(link), () => fs.readlinkSync(link, 'buffer')), path);
  }

  realpath(path: string): string {
    const file = this.resolve(path);
    return call(
      () =>
        typeof file === 'string'
          ? nameFrom(fs.realpathSync(file), () => fs.realpathSync.native(file, 'buffer'))
          : decodeFs(fs.realpathSync.native(file, 'buffer')),
      path,
    );
  }

  chmod(path: string, mode: number): void {
    call(() => fs.chmodSync(this.resolve(path), mode), path);
  }

  chown(path: string, uid: number, gid: number, follow: boolean): void {
    call(() => (follow ? fs.chownSync : fs.lchownSync)(this.resolve(path), uid, gid), path);
  }

  utimes(path: string, atime: number, mtime: number, follow: boolean): void {
    const set = follow ? fs.utimesSync : fs.lutimesSync;
    call(() => set(this.resolve(path), forUtimes(atime), forUtimes(mtime)), path);
  }

  statfs(path: string): FileSystemStat {
    return call(() => fs.statfsSync(this.resolve(path), { bigint: true }), path);
  }

  readFile(path: string): Uint8Array {
    return call(() => fs.readFileSync(this.resolve(path)), path);
  }

  /** Workers can't change directory, so relative paths are resolved against ours; as text, since '..' may cross links. */
  private resolve(path: string): string | Buffer {
    if (path === '') throw hostError('ENOENT', path);
    return nativeName(path.startsWith('/') ? path : `${this.directory}/${path}`);
  }
}

/**
 * libuv cuts off what is less than a microsecond; a whole one must not come out a hair nearer to zero. Node takes negative
 * numbers for the present; as text they are what they are.
 */
function forUtimes(seconds: number): number | string {
  const micros = Math.round(seconds * 1e6);
  const isWhole = Math.abs(seconds * 1e6 - micros) < 0.01;
  const given = isWhole ? (micros + (micros < 0 ? -0.25 : 0.25)) / 1e6 : seconds;
  return given < 0 ? String(given) : given;
}

function entryKind(entry: fs.Dirent | fs.Dirent<Buffer>): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function fileStat(stat: fs.BigIntStats): FileStat {
  return {
    mode: Number(stat.mode),
    ino: stat.ino,
    dev: stat.dev,
    nlink: Number(stat.nlink),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    size: Number(stat.size),
    atimeNs: stat.atimeNs,
    mtimeNs: stat.mtimeNs,
    ctimeNs: stat.ctimeNs,
    blksize: Number(stat.blksize),
    blocks: Number(stat.blocks),
    rdev: stat.rdev,
  };
}

function hostError(code: string, path: string | null): HostError {
  const errno = (osConstants.errno as Record<string, number>)[code] ?? 0;
  return new HostError(code, errno, code, path);
}

/** Failures of Node's calls become HostErrors. */
export function call<T>(action: () => T, path: string | null = null, path2: string | null = null): T {
  try {
    return action();
  } catch (error) {
    const { code, errno, message } = error as NodeJS.ErrnoException;
    if (typeof code !== 'string' || typeof errno !== 'number') throw error;
    throw new HostError(code, Math.abs(errno), message, path, path2);
  }
}
