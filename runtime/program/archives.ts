/**
 * Programs that are archives: `python app.zip`, and files that end in one (zipapp's, with a line for the shell before).
 */
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';

/** The record at an archive's end, but for a comment. */
const END_RECORD = 22;
const SIGNATURE = [0x50, 0x4b, 5, 6];
const LONGEST_COMMENT = 0xffff;

/** Whether the file at a path is an archive; false where it can't be read. */
export function isArchive(path: string): boolean {
  if (path.endsWith('.py')) return false;
  let data: Uint8Array;
  try {
    data = host().files.readFile(path);
  } catch (e) {
    if (e instanceof HostError) return false;
    throw e;
  }
  const first = Math.max(0, data.length - END_RECORD - LONGEST_COMMENT);
  for (let at = data.length - END_RECORD; at >= first; at--)
    if (SIGNATURE.every((byte, i) => data[at + i] === byte))
      return data[at + 20] + 256 * data[at + 21] === data.length - at - END_RECORD;
  return false;
}
