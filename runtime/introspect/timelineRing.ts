/**
 * The Timeline's memory: the last so many events, in arrays of numbers that are made once.
 *
 * Owns: the layout. Must not know: what the numbers mean, but for 0, which stands for nothing.
 */
import type { TimelineColumns } from './timelineColumns';

export class TimelineRing implements TimelineColumns {
  readonly time: Float64Array;
  readonly what: Uint8Array;
  readonly task: Uint32Array;
  readonly place: Uint32Array;
  readonly by: Uint32Array;
  readonly on: Uint8Array;
  readonly awaited: Uint32Array;
  readonly detail: Float64Array;
  /** The number of the event that will be noted next. */
  next = 0;

  constructor(readonly size: number) {
    this.time = new Float64Array(size);
    this.what = new Uint8Array(size);
    this.task = new Uint32Array(size);
    this.place = new Uint32Array(size);
    this.by = new Uint32Array(size);
    this.on = new Uint8Array(size);
    this.awaited = new Uint32Array(size);
    this.detail = new Float64Array(size);
  }

  /** The number of the oldest event that is kept. */
  get first(): number {
    return Math.max(0, this.next - this.size);
  }

  add(time: number, what: number, task: number, place: number, by: number): void {
    const at = this.next++ % this.size;
    this.time[at] = time;
    this.what[at] = what;
    this.task[at] = task;
    this.place[at] = place;
    this.by[at] = by;
    this.on[at] = this.awaited[at] = this.detail[at] = 0;
  }

  /** What else there is to say of the event that was added last. */
  amend(on: number, awaited: number, detail: number): void {
    const at = (this.next - 1) % this.size;
    this.on[at] = on;
    this.awaited[at] = awaited;
    this.detail[at] = detail;
  }

  /** Copies of the events from one number to before another. */
  columns(first: number, next: number): TimelineColumns {
    const { size } = this;
    const begin = first % size;
    const count = next - first;
    const cut = <T extends Float64Array | Uint32Array | Uint8Array>(column: T): T => {
      if (begin + count <= size) return column.slice(begin, begin + count) as T;
      const made = new (column.constructor as new (length: number) => T)(count);
      made.set(column.subarray(begin));
      made.set(column.subarray(0, begin + count - size), size - begin);
      return made;
    };
    return {
      time: cut(this.time),
      what: cut(this.what),
      task: cut(this.task),
      place: cut(this.place),
      by: cut(this.by),
      on: cut(this.on),
      awaited: cut(this.awaited),
      detail: cut(this.detail),
    };
  }
}
