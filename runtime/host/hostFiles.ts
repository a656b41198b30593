/**
 * Files, as the runtime sees them: POSIX calls, synchronous, by descriptor and path.
 *
 * Owns: the interface and the error. Must not know: Node, Python's io classes.
 */

export interface FileStat {
  mode: number;
  ino: bigint;
  dev: bigint;
  nlink: number;
  uid: number;
  gid: number;
  size: number;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  blksize: number;
  blocks: number;
  rdev: bigint;
}

/** What statfs(2) tells of the file system that a file is in, as far as it can be had. */
export interface FileSystemStat {
  bsize: bigint;
  blocks: bigint;
  bfree: bigint;
  bavail: bigint;
  files: bigint;
  ffree: bigint;
}

export type EntryKind = 'file' | 'directory' | 'link' | 'other';

export interface DirectoryEntry {
  name: string;
  kind: EntryKind;
}

export interface HostFiles {
  cwd(): string;
  chdir(path: string): void;
  /** `flags` are open(2)'s for Linux (O_RDONLY 0, O_WRONLY 1, O_RDWR 2, O_CREAT 0o100, O_EXCL 0o200, O_TRUNC 0o1000, O_APPEND 0o2000). */
  open(path: string, flags: number, mode: number): number;
  close(fd: number): void;
  /** At `position`, or where the descriptor stands (null). Returns the number of bytes, 0 at the end. */
  read(fd: number, into: Uint8Array, position: number | null): number;
  write(fd: number, data: Uint8Array, position: number | null): number;
  truncate(fd: number, size: number): void;
  sync(fd: number): void;
  stat(path: string): FileStat;
  lstat(path: string): FileStat;
  fstat(fd: number): FileStat;
  /** access(2): `mode` is F_OK 0, X_OK 1, W_OK 2, R_OK 4. */
  access(path: string, mode: number): boolean;
  readdir(path: string): DirectoryEntry[];
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  unlink(path: string): void;
  rename(from: string, to: string): void;
  link(from: string, to: string): void;
  symlink(target: string, path: string): void;
  readlink(path: string): string;
  realpath(path: string): string;
  chmod(path: string, mode: number): void;
  /** Of the link itself where `follow` is false; so also `utimes`. */
  chown(path: string, uid: number, gid: number, follow: boolean): void;
  utimes(path: string, atime: number, mtime: number, follow: boolean): void;
  statfs(path: string): FileSystemStat;
  /** The whole file, for imports and the debugger. */
  readFile(path: string): Uint8Array;
}

/** A call to the host failed: `errno` and `code` are the system's. Paths are as the caller gave them. */
export class HostError extends Error {
  constructor(
    readonly code: string,
    readonly errno: number,
    message: string,
    readonly path: string | null = null,
    readonly path2: string | null = null,
  ) {
    super(message);
    this.name = 'HostError';
  }
}

/** The names in a folder; none where it can't be read. */
export function namesIn(files: HostFiles, path: string): string[] {
  try {
    return files.readdir(path).map(({ name }) => name);
  } catch (e) {
    if (e instanceof HostError) return [];
    throw e;
  }
}
