/**
 * What the interpreter itself says, where Python's streams are not there yet, or no more.
 */
import { host } from './currentHost';
import { HostError } from './hostFiles';

const encoder = new TextEncoder();

/** Writes to descriptor 2; where nothing can be written (a full disk, nobody who reads), nobody can be told. */
export function complain(text: string): void {
  try {
    host().write(2, encoder.encode(text));
  } catch (e) {
    if (!(e instanceof HostError)) throw e;
  }
}
