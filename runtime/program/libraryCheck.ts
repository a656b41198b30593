/**
 * Whether the library's file is as it was built, asked when the runtime has failed: damage looks like a bug of ours.
 */
import { isArchiveIntact } from '../bytecode/libraryArchive';
import { readLibraryFile } from '../host/node/libraryFile';
import { BrokenInstallation } from '../base/brokenInstallation';

/** What to tell the user; null where nothing is wrong with the file. */
export function libraryDamage(): string | null {
  try {
    if (isArchiveIntact(readLibraryFile())) return null;
    return new BrokenInstallation("the standard library's file, library.bin, is damaged").message;
  } catch {
    return null;
  }
}
