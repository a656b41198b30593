/**
 * Our own bugs. Owns: the error type and the assertion that raises it.
 * Must not know: guest exceptions (real Python types) and what the user of the debugger reads (adapter's DapError).
 */

/** Something that cannot happen did: a bug of Coroscope's, never the guest program's fault. */
export class InternalError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InternalError';
  }
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}
