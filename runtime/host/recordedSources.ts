/**
 * The Python files of a recorded program, for showing them where it is run again: there they may be others, or none.
 *
 * Owns: finding them in what the program reads, and putting them in the place of what is on disk. Must not know: the record.
 */
import type { HostFiles } from './hostFiles';

const isSource = (path: string): boolean => path.endsWith('.py');

/** Files whose Python sources are put into `sources` when the program reads them. */
export function notingSources(files: HostFiles, sources: Map<string, Uint8Array>): HostFiles {
  const open = new Map<number, string>();
  return {
    ...files,
    readFile(path) {
      const bytes = files.readFile(path);
      if (isSource(path)) sources.set(path, bytes);
      return bytes;
    },
    open(path, flags, mode) {
      const fd = files.open(path, flags, mode);
      if (isSource(path)) {
        open.set(fd, path);
        sources.set(path, new Uint8Array(0));
      }
      return fd;
    },
    close(fd) {
      open.delete(fd);
      files.close(fd);
    },
    read(fd, into, position) {
      const count = files.read(fd, into, position);
      const path = open.get(fd);
      if (path !== undefined) {
        const before = sources.get(path)!;
        const at = position ?? before.length;
        const bytes = new Uint8Array(Math.max(before.length, at + count));
        bytes.set(before);
        bytes.set(into.subarray(0, count), at);
        sources.set(path, bytes);
      }
      return count;
    },
  };
}

/** Files as they are, but for sources: those are as the program has read them, and on disk only where they are the same. */
export function withRecordedSources(files: HostFiles, sources: ReadonlyMap<string, Uint8Array>): HostFiles {
  const isSame = (path: string, bytes: Uint8Array): boolean => {
    try {
      const now = files.readFile(path);
      return now.length === bytes.length && now.every((byte, i) => byte === bytes[i]);
    } catch {
      return false;
    }
  };
  const own: Pick<HostFiles, 'access' | 'readFile'> = {
    access(path, mode) {
      const bytes = sources.get(path);
      return bytes === undefined ? files.access(path, mode) : isSame(path, bytes);
    },
    readFile: (path) => sources.get(path) ?? files.readFile(path),
  };
  return Object.assign(Object.create(files) as HostFiles, own);
}
