/**
 * Reads the library's files from beside the bundle. Owns: where they lie and how sections of the archive are inflated.
 * Must not know: what is in them.
 */
import { createHash } from 'node:crypto';
import { openSync, readFileSync, readSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import { BrokenInstallation } from '../../base/brokenInstallation';
import { note } from './keptFiles';

export interface LibraryFile {
  read(offset: number, length: number): Uint8Array;
  inflate(section: Uint8Array): Uint8Array;
}

const DIGEST = 32;

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
  throw new BrokenInstallation("the standard library's file, library.bin, is missing");
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

/** What was prepared when the library was built: its digest, then the bytes. null where the file is missing or broken. */
export function readPrepared(): Uint8Array | null {
  for (const place of ['./prepared.bin', '../../../dist/prepared.bin']) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    let file: Buffer;
    try {
      file = readFileSync(path);
    } catch {
      continue;
    }
    const bytes = file.subarray(DIGEST);
    if (createHash('sha256').update(bytes).digest().equals(file.subarray(0, DIGEST))) return bytes;
    note(`${path} is broken: some imports take longer until it is built or installed anew`);
  }
  return null;
}

/** The character sets of East Asia: beside the bundled worker, or in the sources. */
export function readCharsets(): Uint8Array | null {
  for (const place of ['./charsets.bin', '../../modules/multibyte/charsets.bin']) {
    try {
      return readFileSync(fileURLToPath(new URL(place, import.meta.url)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return null;
}
