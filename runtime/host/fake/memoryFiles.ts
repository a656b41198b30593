/**
 * Files in memory, for tests: enough of a file system for programs that read, write and list.
 *
 * Owns: the tree. Must not know: Node. Permissions, owners and links are not modelled; asking for them fails with ENOSYS.
 */
import type { DirectoryEntry, FileStat, FileSystemStat, HostFiles } from '../hostFiles';
import { HostError } from '../hostFiles';

const ERRNO = { ENOENT: 2, EBADF: 9, EEXIST: 17, ENOTDIR: 20, EISDIR: 21, ENOSYS: 38, ENOTEMPTY: 39 } as const;
const O_CREAT = 0o100;
const O_EXCL = 0o200;
const O_TRUNC = 0o1000;
const O_APPEND = 0o2000;
const S_IFDIR = 0o040000;
const S_IFREG = 0o100000;

interface OpenFile {
  path: string;
  position: number;
  append: boolean;
}

/** Where descriptors 0, 1 and 2 lead. */
export interface StandardStreams {
  read(limit: number): Uint8Array;
  write(fd: number, data: Uint8Array): void;
}

const S_IFCHR = 0o020000;

export class MemoryFiles implements HostFiles {
  /** Without it there are no descriptors 0, 1 and 2. */
  streams: StandardStreams | null = null;
  private readonly files = new Map<string, Uint8Array>();
  private readonly directories = new Set<string>(['/']);
  private readonly open_ = new Map<number, OpenFile>();
  private directory = '/';
  private nextFd = 3;

  constructor(files: Record<string, string> = {}) {
    const encoder = new TextEncoder();
    for (const [path, text] of Object.entries(files)) {
      const parts = path.split('/').slice(1, -1);
      for (let depth = 1; depth <= parts.length; depth++) this.directories.add(`/${parts.slice(0, depth).join('/')}`);
      this.files.set(path, encoder.encode(text));
    }
  }

  cwd(): string {
    return this.directory;
  }

  chdir(path: string): void {
    const target = this.resolve(path);
    if (!this.directories.has(target)) throw this.missing(path);
    this.directory = target;
  }

  open(path: string, flags: number): number {
    const target = this.resolve(path);
    if (this.directories.has(target)) {
      if (flags & 3) throw failure('EISDIR', path);
    } else if (!this.files.has(target)) {
      if (!(flags & O_CREAT)) throw this.missing(path);
      if (!this.directories.has(parentOf(target))) throw failure('ENOENT', path);
      this.files.set(target, new Uint8Array(0));
    } else if (flags & O_CREAT && flags & O_EXCL) {
      throw failure('EEXIST', path);
    } else if (flags & O_TRUNC) {
      this.files.set(target, new Uint8Array(0));
    }
    const fd = this.nextFd++;
    this.open_.set(fd, { path: target, position: 0, append: (flags & O_APPEND) !== 0 });
    return fd;
  }

  close(fd: number): void {
    if (!this.open_.delete(fd)) throw failure('EBADF', null);
  }

  read(fd: number, into: Uint8Array, position: number | null): number {
    if (fd === 0 && this.streams !== null) {
      const data = this.streams.read(into.length);
      into.set(data);
      return data.length;
    }
    const file = this.opened(fd);
    const data = this.files.get(file.path);
    if (!data) throw failure('EISDIR', null);
    const from = position ?? file.position;
    const chunk = data.subarray(from, from + into.length);
    into.set(chunk);
    if (position === null) file.position += chunk.length;
    return chunk.length;
  }

  write(fd: number, data: Uint8Array, position: number | null): number {
    if ((fd === 1 || fd === 2) && this.streams !== null) {
      this.streams.write(fd, data);
      return data.length;
    }
    const file = this.opened(fd);
    const old = this.files.get(file.path) ?? new Uint8Array(0);
    const from = file.append ? old.length : (position ?? file.position);
    const grown = new Uint8Array(Math.max(old.length, from + data.length));
    grown.set(old);
    grown.set(data, from);
    this.files.set(file.path, grown);
    if (position === null) file.position = from + data.length;
    return data.length;
  }

  truncate(fd: number, size: number): void {
    const file = this.opened(fd);
    const cut = new Uint8Array(size);
    cut.set((this.files.get(file.path) ?? cut).subarray(0, size));
    this.files.set(file.path, cut);
  }

  sync(): void {}

  stat(path: string): FileStat {
    const target = this.resolve(path);
    const data = this.files.get(target);
    if (!data && !this.directories.has(target)) throw this.missing(path);
    return {
      mode: data ? S_IFREG | 0o644 : S_IFDIR | 0o755,
      ino: 1n,
      dev: 1n,
      nlink: 1,
      uid: 1000,
      gid: 1000,
      size: data?.length ?? 0,
      atimeNs: 0n,
      mtimeNs: 0n,
      ctimeNs: 0n,
      blksize: 4096,
      blocks: 0,
      rdev: 0n,
    };
  }

  lstat(path: string): FileStat {
    return this.stat(path);
  }

  fstat(fd: number): FileStat {
    if (fd <= 2 && this.streams !== null) return { ...this.stat('/'), mode: S_IFCHR | 0o620 };
    return this.stat(this.opened(fd).path);
  }

  access(path: string): boolean {
    const target = this.resolve(path);
    return this.files.has(target) || this.directories.has(target);
  }

  readdir(path: string): DirectoryEntry[] {
    const target = this.resolve(path);
    if (!this.directories.has(target)) throw this.missing(path);
    const entries: DirectoryEntry[] = [];
    for (const name of this.directories) {
      if (name !== '/' && parentOf(name) === target) entries.push({ name: nameOf(name), kind: 'directory' });
    }
    for (const name of this.files.keys()) {
      if (parentOf(name) === target) entries.push({ name: nameOf(name), kind: 'file' });
    }
    return entries;
  }

  mkdir(path: string): void {
    const target = this.resolve(path);
    if (this.access(target)) throw failure('EEXIST', path);
    this.directories.add(target);
  }

  rmdir(path: string): void {
    if (this.readdir(path).length > 0) throw failure('ENOTEMPTY', path);
    this.directories.delete(this.resolve(path));
  }

  unlink(path: string): void {
    if (!this.files.delete(this.resolve(path))) throw this.missing(path);
  }

  rename(from: string, to: string): void {
    this.files.set(this.resolve(to), this.readFile(from));
    this.files.delete(this.resolve(from));
  }

  link(from: string): void {
    throw failure('ENOSYS', from);
  }

  symlink(_target: string, path: string): void {
    throw failure('ENOSYS', path);
  }

  readlink(path: string): string {
    throw failure('ENOSYS', path);
  }

  realpath(path: string): string {
    const target = this.resolve(path);
    if (!this.access(target)) throw this.missing(path);
    return target;
  }

  chmod(path: string): void {
    this.stat(path);
  }

  chown(path: string): void {
    this.stat(path);
  }

  utimes(path: string): void {
    this.stat(path);
  }

  statfs(path: string): FileSystemStat {
    throw failure('ENOSYS', path);
  }

  readFile(path: string): Uint8Array {
    const data = this.files.get(this.resolve(path));
    if (!data) throw this.missing(path);
    return data;
  }

  private opened(fd: number): OpenFile {
    const file = this.open_.get(fd);
    if (!file) throw failure('EBADF', null);
    return file;
  }

  private missing(path: string): HostError {
    return failure('ENOENT', path);
  }

  private resolve(path: string): string {
    const parts: string[] = [];
    for (const part of (path.startsWith('/') ? path : `${this.directory}/${path}`).split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    return `/${parts.join('/')}`;
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function failure(code: keyof typeof ERRNO, path: string | null): HostError {
  return new HostError(code, ERRNO[code], code, path);
}
