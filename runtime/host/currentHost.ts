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

/**
 * While the depth is above zero, what is asked of the host is the debugger's business and no part of a record of the
 * program's run.
 */
export const asides = { depth: 0 };

/** A look at the clock that is none of the program's. */
export function timeAside(): number {
  asides.depth++;
  try {
    return hostRef.host.now();
  } finally {
    asides.depth--;
  }
}
