/**
 * Reads the library's archive from beside the bundle. Owns: where it lies and how its sections are inflated.
 * Must not know: what is in it.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

export interface LibraryFile {
  bytes: Uint8Array;
  inflate: (section: Uint8Array) => Uint8Array;
}

/** Beside the bundled worker, or in dist/ when we run from source. */
export function readLibraryFile(): LibraryFile {
  const inflate = (section: Uint8Array) => inflateRawSync(section);
  for (const place of ['./library.bin', '../../../dist/library.bin']) {
    try {
      return { bytes: readFileSync(fileURLToPath(new URL(place, import.meta.url))), inflate };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('library.bin is missing: build it with scripts/buildLibrary.ts');
}
