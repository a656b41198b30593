/**
 * The host of this worker's program: set once when the runtime starts, read by everything that reaches outside.
 *
 * Owns: the reference. Must not know: which host it is.
 */
import type { Host } from './host';

export const hostRef = {} as { host: Host };

/** What stands between the program and the world. */
export function host(): Host {
  return hostRef.host;
}
