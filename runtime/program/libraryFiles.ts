/**
 * The library's folder as part of the file system, to be read: `open(os.__file__)`, `os.listdir(os.path.dirname(...))`.
 *
 * Owns: the folder that exists nowhere else. Everything outside it goes to the host's files. Must not know: imports.
 */
import type { LibraryArchive } from '../bytecode/libraryArchive';
import { type DirectoryEntry, type FileStat, HostError, type HostFiles } from '../host/hostFiles';

/** Descriptors of ours begin here; the system's are small. */
const FIRST_DESCRIPTOR = 1 << 24;
const WRITES = 0o3 | 0o100 | 0o1000;
const FOLDER_MODE = 0o040555;
const FILE_MODE = 0o100444;

const errors = { ENOENT: 2, EACCES: 13, EISDIR: 21, ENOTDIR: 20, EROFS: 30 } as const;
const failure = (code: keyof typeof errors, path: string) => new HostError(code, errors[code], code, path);

/** The host's files with the library's under `prefix`. */
export function withLibraryFiles(files: HostFiles, library: LibraryArchive, prefix: string): HostFiles {
  const open = new Map<number, { path: string; data: Uint8Array; at: number }>();
  let nextDescriptor = FIRST_DESCRIPTOR;
  let folders: Map<string, Map<string, DirectoryEntry['kind']>> | undefined;

  const tree = () => (folders ??= foldersOf(library, prefix));
  /** The path inside the folder, without `.` and `..`; undefined outside. */
  const inside = (path: string): string | undefined => {
    if (!path.startsWith(prefix)) return undefined;
    const parts: string[] = [];
    for (const part of path.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '' && part !== '.') parts.push(part);
    }
    const plain = `/${parts.join('/')}`;
    return plain === prefix || plain.startsWith(`${prefix}/`) ? plain : undefined;
  };
  const contents = (path: string): Uint8Array => {
    const module = library.findByPath(path);
    if (module === null) throw failure(tree().has(path) ? 'EISDIR' : 'ENOENT', path);
    return new TextEncoder().encode(module.source());
  };
  const stat = (path: string): FileStat => {
    if (tree().has(path)) return statOf(FOLDER_MODE, 0);
    return statOf(FILE_MODE, contents(path).length);
  };

  const own: Partial<HostFiles> = {
    // Not inherited: the state is the host's.
    cwd: () => files.cwd(),
    chdir: (path) => files.chdir(path),
    open(path, flags, mode) {
      const mine = inside(path);
      if (mine === undefined) return files.open(path, flags, mode);
      if ((flags & WRITES) !== 0) throw failure('EROFS', path);
      open.set(nextDescriptor, { path: mine, data: contents(mine), at: 0 });
      return nextDescriptor++;
    },
    close(fd) {
      if (!open.delete(fd)) files.close(fd);
    },
    read(fd, into, position) {
      const file = open.get(fd);
      if (file === undefined) return files.read(fd, into, position);
      const start = position ?? file.at;
      const part = file.data.subarray(start, start + into.length);
      into.set(part);
      if (position === null) file.at += part.length;
      return part.length;
    },
    fstat(fd) {
      const file = open.get(fd);
      return file === undefined ? files.fstat(fd) : statOf(FILE_MODE, file.data.length);
    },
    stat: (path) => (inside(path) === undefined ? files.stat(path) : stat(inside(path)!)),
    lstat: (path) => (inside(path) === undefined ? files.lstat(path) : stat(inside(path)!)),
    access(path, mode) {
      const mine = inside(path);
      if (mine === undefined) return files.access(path, mode);
      const folder = tree().has(mine);
      // Nothing can be written, and only folders can be entered.
      return (folder || library.findByPath(mine) !== null) && (mode & 2) === 0 && (folder || (mode & 1) === 0);
    },
    readdir(path) {
      const mine = inside(path);
      if (mine === undefined) return files.readdir(path);
      const entries = tree().get(mine);
      if (entries === undefined) throw failure(library.findByPath(mine) === null ? 'ENOENT' : 'ENOTDIR', path);
      return [...entries].map(([name, kind]) => ({ name, kind }));
    },
    realpath(path) {
      const mine = inside(path);
      if (mine === undefined) return files.realpath(path);
      stat(mine);
      return mine;
    },
    readFile(path) {
      const mine = inside(path);
      return mine === undefined ? files.readFile(path) : contents(mine);
    },
  };
  return Object.assign(Object.create(files) as HostFiles, own);
}

function foldersOf(library: LibraryArchive, prefix: string): Map<string, Map<string, DirectoryEntry['kind']>> {
  const folders = new Map<string, Map<string, DirectoryEntry['kind']>>();
  const add = (path: string, kind: DirectoryEntry['kind']): void => {
    if (path === prefix) return;
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, slash);
    const entries = folders.get(folder);
    if (entries !== undefined) {
      entries.set(path.slice(slash + 1), kind);
      return;
    }
    folders.set(folder, new Map([[path.slice(slash + 1), kind]]));
    add(folder, 'directory');
  };
  for (const name of library.names()) add(library.find(name)!.sourcePath, 'file');
  return folders;
}

function statOf(mode: number, size: number): FileStat {
  const id = { ino: 0n, dev: 0n, rdev: 0n, nlink: 1, uid: 0, gid: 0 };
  return { ...id, mode, size, atimeNs: 0n, mtimeNs: 0n, ctimeNs: 0n, blksize: 4096, blocks: Math.ceil(size / 512) };
}
