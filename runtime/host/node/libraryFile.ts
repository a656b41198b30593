/**
 * Reads the library's archive from beside the bundle. Owns: where it lies and how its sections are inflated.
 * Must not know: what is in it.
 */
import { openSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

export interface LibraryFile {
  read(offset: number, length: number): Uint8Array;
  inflate(section: Uint8Array): Uint8Array;
}

/** Beside the bundled worker, or in dist/ when we run from source. Modules are read one by one. */
export function openLibraryFile(): LibraryFile {
  for (const place of ['./library.bin', '../../../dist/library.bin']) {
    try {
      const file = openSync(fileURLToPath(new URL(place, import.meta.url)), 'r');
      return { read: (offset, length) => read(file, offset, length), inflate: (section) => inflateRawSync(section) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('library.bin is missing: build it with scripts/buildLibrary.ts');
}

function read(file: number, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const count = readSync(file, bytes, done, length - done, offset + done);
    if (count === 0) return bytes.subarray(0, done);
    done += count;
  }
  return bytes;
}
