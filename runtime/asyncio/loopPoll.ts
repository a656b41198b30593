/**
 * Which of the loop's watched descriptors are ready (CPython: the selector).
 *
 * Owns: the set of descriptors that may be ready. Whoever keeps a descriptor's file says when that changes, so a turn of
 * the loop looks only at those where something happened, not at ten thousand idle connections.
 */
import { descriptors, type Watch } from '../host/descriptorEvents';
import { overflowError } from '../objects/errors';
import type { PyHandle } from './handle';

const MOST_FD = 0x7fffffff;

export class LoopPoll {
  readonly readers = new Map<number, PyHandle>();
  readonly writers = new Map<number, PyHandle>();
  private readonly watches = new Map<number, Watch>();
  /** To be looked at: those that were ready when last seen, and those where something has happened since. */
  private readonly candidates = new Set<number>();

  get size(): number {
    return this.watches.size;
  }

  /** Somebody now wants to know of this descriptor. */
  watch(fd: number): void {
    const old = this.watches.get(fd);
    if (old?.valid()) {
      this.candidates.add(fd);
      return;
    }
    if (fd > MOST_FD) throw overflowError('Python int too large to convert to C int');
    descriptors.checkWatchable(fd);
    old?.stop();
    this.candidates.add(fd);
    this.watches.set(
      fd,
      descriptors.watch(fd, () => this.candidates.add(fd)),
    );
  }

  /** One of its two handles was taken away. */
  unwatch(fd: number): void {
    if (this.readers.has(fd) || this.writers.has(fd)) return;
    this.watches.get(fd)?.stop();
    this.watches.delete(fd);
    this.candidates.delete(fd);
  }

  clear(): void {
    for (const watch of this.watches.values()) watch.stop();
    this.watches.clear();
    this.readers.clear();
    this.writers.clear();
    this.candidates.clear();
  }

  anyReady(): boolean {
    for (const fd of this.candidates) if (this.look(fd)) return true;
    return false;
  }

  /** The handles of all that are ready, in the order in which they became so. */
  collect(take: (handle: PyHandle) => void): void {
    for (const fd of [...this.candidates]) {
      if (!this.look(fd)) continue;
      const reader = this.readers.get(fd);
      const writer = this.writers.get(fd);
      if (reader !== undefined && !reader.cancelled && descriptors.readable(fd)) take(reader);
      if (writer !== undefined && !writer.cancelled && descriptors.writable(fd)) take(writer);
    }
  }

  /** Ready; where it isn't, it is no candidate any more (the kernel, too, forgets closed descriptors). */
  private look(fd: number): boolean {
    const watch = this.watches.get(fd);
    if (watch?.valid()) {
      if (this.readers.has(fd) && descriptors.readable(fd)) return true;
      if (this.writers.has(fd) && descriptors.writable(fd)) return true;
      if (!watch.tells) return false;
    }
    this.candidates.delete(fd);
    return false;
  }
}
