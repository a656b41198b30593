/**
 * Which descriptors are ready: the answer to `select`, `poll` and the event loop's readers and writers.
 *
 * Owns: the table of descriptors that can wait (sockets, pipes, standard input), by number. Whoever makes such a
 * descriptor enters it. Must not know: what is behind it.
 */

export interface Watchable {
  /** Something can be read, or the end or an error is there. */
  readable(): boolean;
  /** Something can be written without waiting, or an error is there. */
  writable(): boolean;
}

const table = new Map<number, Watchable>();

export const descriptors = {
  add(fd: number, watchable: Watchable): void {
    table.set(fd, watchable);
  },
  remove(fd: number): void {
    table.delete(fd);
  },
  isWatchable(fd: number): boolean {
    return table.has(fd);
  },
  /** Descriptors that nobody entered (files) never wait. */
  readable(fd: number): boolean {
    return table.get(fd)?.readable() ?? true;
  },
  writable(fd: number): boolean {
    return table.get(fd)?.writable() ?? true;
  },
};
