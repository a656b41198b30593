/**
 * Whether the library's file is as it was built, asked when the runtime has failed: damage looks like a bug of ours.
 */
import { isArchiveIntact } from '../bytecode/libraryArchive';
import { BrokenInstallation } from '../base/brokenInstallation';

/** What to tell the user of the file's bytes; null where nothing is wrong with them. */
export function libraryDamage(archive: Uint8Array): string | null {
  if (isArchiveIntact(archive)) return null;
  return new BrokenInstallation("the standard library's file, library.bin, is damaged").message;
}
