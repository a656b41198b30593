/**
 * The timer heap: timers by due time, then by order of creation.
 *
 * Owns: the heap and throwing out cancelled timers when they are too many (as CPython's _run_once does).
 */
import type { PyTimerHandle } from './handle';

const MIN_SCHEDULED = 100;
const MIN_CANCELLED_FRACTION = 0.5;

function before(a: PyTimerHandle, b: PyTimerHandle): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

export class TimerHeap {
  private heap: PyTimerHandle[] = [];
  private nextOrder = 1;
  /** Cancelled timers still in the heap. */
  cancelledCount = 0;

  get length(): number {
    return this.heap.length;
  }

  push(timer: PyTimerHandle): void {
    timer.scheduled = true;
    timer.order = this.nextOrder++;
    const { heap } = this;
    let i = heap.length;
    heap.push(timer);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(timer, heap[parent])) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = timer;
  }

  pop(): PyTimerHandle {
    const { heap } = this;
    const top = heap[0];
    top.scheduled = false;
    const last = heap.pop()!;
    if (heap.length > 0) this.sink(0, last);
    return top;
  }

  /** The next timer that is not cancelled, after throwing out cancelled ones. */
  peek(): PyTimerHandle | undefined {
    if (this.heap.length > MIN_SCHEDULED && this.cancelledCount / this.heap.length > MIN_CANCELLED_FRACTION)
      this.compact();
    const { heap } = this;
    while (heap.length > 0 && heap[0].cancelled) {
      this.pop();
      this.cancelledCount--;
    }
    return heap[0];
  }

  clear(): void {
    for (const t of this.heap) t.scheduled = false;
    this.heap = [];
    this.cancelledCount = 0;
  }

  /** In the order in which they go off, for those who look into the loop. */
  toArray(): PyTimerHandle[] {
    return [...this.heap].sort((a, b) => (before(a, b) ? -1 : 1));
  }

  private compact(): void {
    const live = this.heap.filter((t) => !t.cancelled);
    for (const t of this.heap) if (t.cancelled) t.scheduled = false;
    this.heap = live;
    this.cancelledCount = 0;
    for (let i = (live.length >> 1) - 1; i >= 0; i--) this.sink(i, live[i]);
  }

  private sink(i: number, timer: PyTimerHandle): void {
    const { heap } = this;
    const { length } = heap;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= length) break;
      if (child + 1 < length && before(heap[child + 1], heap[child])) child++;
      if (!before(heap[child], timer)) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = timer;
  }
}
