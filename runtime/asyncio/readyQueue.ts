/**
 * The ready queue: a ring buffer of handles, tasks to be stepped and callbacks of futures, first in, first out.
 *
 * A task stands for its next step itself: an object for each step of a hundred thousand tasks would be old, for
 * JavaScript's collector, before its turn comes. So does a future's callback.
 */
import { PyHandle } from './handle';

/** A task or a callback in the queue; at most once. */
interface ReadyItem {
  /** It as a handle, which takes its place in the queue. */
  toHandle(): PyHandle;
}

export type Ready = PyHandle | ReadyItem;

const SMALL = 64;
/** A larger ring is given back when it is empty. */
const LARGE = 65_536;

const emptyRing = (): (Ready | undefined)[] => new Array<Ready | undefined>(SMALL).fill(undefined);

export class ReadyQueue {
  private ring = emptyRing();
  private head = 0;
  length = 0;

  push(item: Ready): void {
    if (this.length === this.ring.length) this.grow();
    this.ring[(this.head + this.length++) & (this.ring.length - 1)] = item;
  }

  shift(): Ready {
    const { head, ring } = this;
    const item = ring[head]!;
    ring[head] = undefined;
    this.head = (head + 1) & (ring.length - 1);
    if (--this.length === 0 && ring.length > LARGE) {
      this.ring = emptyRing();
      this.head = 0;
    }
    return item;
  }

  /** From the front. */
  at(index: number): Ready | undefined {
    return index < this.length ? this.ring[(this.head + index) & (this.ring.length - 1)] : undefined;
  }

  /** To the front, or another place before it; the others keep their order. */
  bringForward(index: number, to = 0): void {
    const { ring, head } = this;
    const mask = ring.length - 1;
    const item = ring[(head + index) & mask];
    for (let i = index; i > to; i--) ring[(head + i) & mask] = ring[(head + i - 1) & mask];
    ring[(head + to) & mask] = item;
  }

  clear(): void {
    this.ring.fill(undefined);
    this.length = 0;
  }

  /** In order, for those who look into the loop. */
  toArray(): PyHandle[] {
    return Array.from({ length: this.length }, (_, i) => {
      const at = (this.head + i) & (this.ring.length - 1);
      const item = this.ring[at]!;
      return item instanceof PyHandle ? item : (this.ring[at] = item.toHandle());
    });
  }

  private grow(): void {
    const { ring, head } = this;
    const larger: (Ready | undefined)[] = ring.concat(ring);
    // What stood before the head goes on after the end.
    larger.fill(undefined, 0, head).fill(undefined, head + ring.length);
    this.ring = larger;
  }
}
