/** The ready queue: a ring buffer of handles, first in, first out. */
import type { PyHandle } from './handle';

export class ReadyQueue {
  private ring: (PyHandle | undefined)[] = new Array<PyHandle | undefined>(64).fill(undefined);
  private head = 0;
  length = 0;

  push(handle: PyHandle): void {
    if (this.length === this.ring.length) this.grow();
    this.ring[(this.head + this.length++) & (this.ring.length - 1)] = handle;
  }

  shift(): PyHandle {
    const { head } = this;
    const handle = this.ring[head]!;
    this.ring[head] = undefined;
    this.head = (head + 1) & (this.ring.length - 1);
    this.length--;
    return handle;
  }

  clear(): void {
    this.ring.fill(undefined);
    this.length = 0;
  }

  /** In order, for those who look into the loop. */
  toArray(): PyHandle[] {
    return Array.from({ length: this.length }, (_, i) => this.ring[(this.head + i) & (this.ring.length - 1)]!);
  }

  private grow(): void {
    const old = this.toArray();
    this.ring = [...old, ...new Array<PyHandle | undefined>(old.length).fill(undefined)];
    this.head = 0;
  }
}
