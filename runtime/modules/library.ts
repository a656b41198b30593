/**
 * The standard library as the import system sees it: modules by full name, their code and their sources.
 *
 * Owns: the interface, where the library's files seem to lie, and the reference to whoever has them.
 */
import type { Code } from '../bytecode/code';

/** A folder that exists in no file system: the library's files are read through the loader. */
export const PREFIX = '/coroscope';
export const LIBRARY_ROOT = `${PREFIX}/lib/python3.14`;

export interface LibraryModule {
  name: string;
  isPackage: boolean;
  /** Below LIBRARY_ROOT, e.g. "asyncio/tasks.py". */
  path: string;
}

export interface Library {
  find(fullName: string): LibraryModule | undefined;
  code(module: LibraryModule): Code;
  source(module: LibraryModule): string | undefined;
  /** Any file of the library that is not a module, by its path below LIBRARY_ROOT. */
  data(path: string): Uint8Array | undefined;
  names(): string[];
}

export const libraryRef = {} as { library: Library };

/** The module whose file a library path names; undefined for other paths. */
export function libraryModuleAt(filename: string): LibraryModule | undefined {
  if (!filename.startsWith(`${LIBRARY_ROOT}/`) || !filename.endsWith('.py')) return undefined;
  const path = filename.slice(LIBRARY_ROOT.length + 1);
  const name = path.slice(0, -3).replaceAll('/', '.').replace(/\.__init__$/, '');
  const found = libraryRef.library.find(name);
  return found?.path === path ? found : undefined;
}

/** The library's path of a module's file. */
export function libraryFilename(module: LibraryModule): string {
  return `${LIBRARY_ROOT}/${module.path}`;
}
