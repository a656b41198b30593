/**
 * Python's socket object, and waiting for what it is asked to do.
 *
 * Owns: its fields, timeouts. Must not know: its methods.
 */
import { bareType, None } from '../../objects/builtinTypes';
import { newError, valueError } from '../../objects/errors';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { PyObject, type Value } from '../../objects/object';
import { PyFloat } from '../../objects/values';
import { fileOf, isWouldBlock } from '../fileDescriptors';
import { osError } from '../osErrors';
import { secondsOf } from '../seconds';
import { MSG } from './socketConstants';
import { SocketFile } from './socketFile';
import { lookOutside, waitFor } from './waiting';

export const socketType = bareType('_socket.socket');

export const defaults = { timeout: null as number | null };

export class PySocket extends PyObject {
  fd = -1;
  family = 0;
  sockType = 0;
  proto = 0;
  /** Seconds; null: blocking, 0: non-blocking. */
  timeout: number | null = null;

  /** The socket behind; raises EBADF for a closed one. */
  get file(): SocketFile {
    const f = this.fd < 0 ? undefined : fileOf(this.fd);
    if (f === undefined) throw osError('EBADF');
    if (!(f instanceof SocketFile)) throw osError('ENOTSOCK');
    return f;
  }
}

/** A timeout argument: None, or seconds. */
export function timeoutOf(v: Value): number | null {
  if (v === None) return null;
  const s = secondsOf(v);
  if (s < 0) throw valueError('Timeout value out of range');
  return s;
}

export function timeoutValue(timeout: number | null): Value {
  return timeout === null ? None : new PyFloat(timeout);
}

export function timedOut(): PyBaseException {
  return newError(Exc.TimeoutError, 'timed out');
}

/** Does a call that may have to wait until `ready` first. */
export function blocking<T>(
  s: PySocket,
  ready: (f: SocketFile) => boolean,
  attempt: (f: SocketFile) => T,
  flags = 0,
  again = true,
): T {
  const { file } = s;
  const timeout = flags & MSG.DONTWAIT ? 0 : s.timeout;
  if (timeout === 0) return attemptTwice(() => attempt(file));
  const deadline = timeout;
  for (;;) {
    if (!waitFor(() => ready(file) || file.closed, deadline, again)) throw timedOut();
    if (file.closed) throw osError('EBADF');
    try {
      return attempt(file);
    } catch (e) {
      if (!isWouldBlock(e)) throw e;
    }
  }
}

/** What would have to wait may have come meanwhile: a program that tries again and again never waits at the door. */
function attemptTwice<T>(attempt: () => T): T {
  try {
    return attempt();
  } catch (e) {
    if (!isWouldBlock(e)) throw e;
    lookOutside();
    return attempt();
  }
}

export const readable = (f: SocketFile): boolean => f.readable();
export const writable = (f: SocketFile): boolean => f.writable();
