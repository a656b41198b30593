/**
 * The Timeline's lanes, one for each task, built from the parts of the recording as they come. Knows nothing of VS Code
 * and nothing of pixels.
 */
import type { TimelineEvent, TimelinePart, TimelinePlace, TimelineTask } from '../../adapter/protocol';

/** What a task is for a while. */
export type SegmentState = 'created' | 'ready' | 'running' | 'awaiting';

export interface Segment {
  readonly state: SegmentState;
  readonly from: number;
  /** Null while it lasts. */
  to: number | null;
  /** Where in the program the task is: of a step, where it begins. 0: nowhere known. */
  readonly place: number;
  /** What began it. */
  readonly event: TimelineEvent;
}

export interface Lane {
  readonly id: number;
  readonly segments: Segment[];
  /** How it ended; null while it hasn't. */
  end: TimelineEvent | null;
  /** When, by whom and where it was made; null where the recording began later. */
  creation: TimelineEvent | null;
  /** Calls of `cancel()`. */
  readonly cancels: TimelineEvent[];
}

export class TimelineModel {
  readonly lanes: Lane[] = [];
  private readonly byId = new Map<number, Lane>();
  private readonly tasks = new Map<number, TimelineTask>();
  private readonly places = new Map<number, TimelinePlace>();
  private count = 0;
  /** When the first event was and the loop's time as it was told last. */
  start = 0;
  now = 0;
  /** How many events were overwritten before anybody asked for them. */
  lost = 0;

  /** How many segments are kept: the oldest go. */
  constructor(private readonly most = 1_000_000) {}

  add(part: TimelinePart): void {
    for (const task of part.tasks) this.tasks.set(task.id, task);
    for (const place of part.places) this.places.set(place.id, place);
    const [first] = part.events;
    if (first !== undefined && this.lanes.length === 0) this.start = first.time;
    if (part.lost > 0 && first !== undefined) this.breakOff(first.time);
    this.lost += part.lost;
    for (const event of part.events) this.addEvent(event);
    this.now = Math.max(this.now, part.time, part.events.at(-1)?.time ?? 0);
    if (this.count > this.most) this.dropOldest();
  }

  lane(id: number | undefined): Lane | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }

  title(id: number): string {
    return this.tasks.get(id)?.title ?? `#${id}`;
  }

  parent(id: number): number | undefined {
    return this.tasks.get(id)?.parent;
  }

  place(id: number | undefined): TimelinePlace | undefined {
    return id === undefined ? undefined : this.places.get(id);
  }

  /** The lanes whose task's name or coroutine contains a text, whatever the case. */
  matching(filter: string): Lane[] {
    const wanted = filter.trim().toLowerCase();
    if (wanted === '') return this.lanes;
    return this.lanes.filter(({ id }) => this.title(id).toLowerCase().includes(wanted));
  }

  private addEvent(event: TimelineEvent): void {
    const lane = this.byId.get(event.task) ?? this.newLane(event.task);
    switch (event.what) {
      case 'created':
        lane.creation = event;
        this.open(lane, 'created', event, event.place ?? 0);
        break;
      case 'ready':
        this.open(lane, 'ready', event, this.suspendedAt(lane));
        break;
      case 'running':
        this.open(lane, 'running', event, this.suspendedAt(lane));
        break;
      case 'awaiting':
        this.open(lane, 'awaiting', event, event.place ?? 0);
        break;
      case 'yielded':
        this.open(lane, 'ready', event, event.place ?? 0);
        break;
      case 'cancel':
        lane.cancels.push(event);
        break;
      default:
        close(lane, event.time);
        lane.end = event;
    }
  }

  private newLane(id: number): Lane {
    const lane: Lane = { id, segments: [], end: null, creation: null, cancels: [] };
    this.byId.set(id, lane);
    this.lanes.push(lane);
    return lane;
  }

  private open(lane: Lane, state: SegmentState, event: TimelineEvent, place: number): void {
    close(lane, event.time);
    lane.segments.push({ state, from: event.time, to: null, place, event });
    this.count++;
  }

  /** Where a task goes on: at the await in which it was suspended last, or at its beginning. */
  private suspendedAt({ id, segments }: Lane): number {
    const last = segments.at(-1);
    if (last === undefined || last.state === 'created') return this.tasks.get(id)?.start ?? 0;
    return last.place;
  }

  /** Of what lasted before a gap in the recording nobody knows how long it did. */
  private breakOff(time: number): void {
    for (const lane of this.lanes) close(lane, time);
  }

  private dropOldest(): void {
    const begins = this.lanes.flatMap(({ segments }) => segments.map(({ from }) => from)).sort((a, b) => a - b);
    const cut = begins[begins.length >> 2];
    this.count = 0;
    for (const lane of this.lanes) {
      const { segments } = lane;
      const kept = segments.findIndex(({ to }) => to === null || to > cut);
      segments.splice(0, kept < 0 ? segments.length : kept);
      this.count += segments.length;
    }
    const left = this.lanes.filter((lane) => lane.segments.length > 0 || lane.end === null);
    this.lanes.length = 0;
    this.byId.clear();
    for (const lane of left) {
      this.lanes.push(lane);
      this.byId.set(lane.id, lane);
    }
    this.start = Math.max(this.start, cut);
  }
}

function close({ segments }: Lane, time: number): void {
  const last = segments.at(-1);
  if (last?.to === null) last.to = time;
}

/** The index of the last segment that begins at a time or before; -1 for none. */
export function segmentIndexAt({ segments }: Lane, time: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle].from <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
