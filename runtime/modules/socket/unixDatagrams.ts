/**
 * Unix datagram sockets by the names that they are bound to.
 *
 * DIFFERS: they reach only sockets of the same program; the host has none.
 */
import { host } from '../../host/currentHost';
import type { SocketFile } from './socketFile';

const bound = new Map<string, SocketFile>();
/** Those whose socket is closed: the host takes the name away with it, sooner or later, where CPython leaves it. */
const closed = new Set<string>();

export const isDatagramName = (path: string): boolean => bound.has(path);

export function nameDatagrams(path: string, file: SocketFile): void {
  bound.set(path, file);
  closed.delete(path);
}

/** The socket is closed, whatever it was bound to. */
export function forgetDatagrams(path: string | undefined, file: SocketFile): void {
  if (path === undefined || bound.get(path) !== file) return;
  bound.delete(path);
  closed.add(path);
}

/** The socket bound there, or why there is none. */
export function datagramPeer(path: string): SocketFile | 'ECONNREFUSED' | 'ENOENT' {
  const peer = bound.get(path);
  if (peer !== undefined) return peer;
  return closed.has(path) || path.startsWith('\0') || host().files.access(path, 0) ? 'ECONNREFUSED' : 'ENOENT';
}
