/**
 * The standard library's archive for the import system, and where its files seem to lie.
 *
 * Owns: the prefix and the reference to the archive, which the start-up sets.
 */
import type { LibraryArchive } from '../bytecode/libraryArchive';
import type { PyModule } from '../objects/values';

/** A folder that exists in no file system: the library's files are read through their loader. */
export const PREFIX = '/coroscope';
export const LIBRARY_ROOT = `${PREFIX}/lib/python3.14`;

export const libraryRef = {} as { library: LibraryArchive };

/** The first four bytes of a compiled file: what another compiler wrote is compiled again. */
export function pycMagicNumber(): number {
  return 0x0a0d0000 | libraryRef.library.compilerMark;
}

/** What to do with a module of the library right after its code has run, by full name. */
export const afterExecution = new Map<string, (module: PyModule) => void>();
