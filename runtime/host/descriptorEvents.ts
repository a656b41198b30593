/**
 * Whether a descriptor is ready, and being told when that may have changed: what the event loop asks of whoever keeps
 * the program's descriptors.
 *
 * Owns: the seam; the module _socket fills it in. Without it nothing ever waits, as with plain files.
 */

/** Watching one descriptor, as long as it stands for the same file. */
export interface Watch {
  /** The descriptor is still open for what it was when the watch began. */
  valid(): boolean;
  /** `changed` is called at every change; where false, one has to look again and again. */
  tells: boolean;
  stop(): void;
}

/** A stream socket that never waits. */
export interface QuickStream {
  /** The pending error, an errno; 0 for none. */
  readonly error: number;
  /** How many bytes it can give at once; 0 where that would be an error, the end or a wait. */
  readonly ready: number;
  /** It takes so many bytes at once, and for sure raises nothing. */
  takes(count: number): boolean;
  receive(limit: number): Uint8Array;
  send(data: Uint8Array): number;
}

/** What Python's socket object says of itself. */
export interface SocketNumbers {
  /** -1 once it is closed. */
  readonly fd: number;
  readonly family: number;
  readonly sockType: number;
  readonly proto: number;
}

export const descriptors = {
  /** Undefined where it is no socket object. */
  socketNumbers: (_socket: object): SocketNumbers | undefined => undefined,
  /** What is behind Python's socket object; undefined where it is closed, or one that may wait. */
  quickStream: (_socket: object): QuickStream | undefined => undefined,
  /** Something can be read, or the end or an error is there. */
  readable: (_fd: number): boolean => true,
  /** Something can be written without waiting, or an error is there. */
  writable: (_fd: number): boolean => true,
  /** Raises OSError where it can't be watched at all (CPython: what epoll_ctl says). */
  checkWatchable: (_fd: number): void => undefined,
  watch: (_fd: number, _changed: () => void): Watch => ({ valid: () => true, tells: false, stop: () => undefined }),
};
