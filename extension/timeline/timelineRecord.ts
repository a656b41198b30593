/**
 * All that one session has told of its timeline, as it is copied and saved, and as a window that opens late is shown it.
 * Knows nothing of VS Code.
 */
import type { TimelineEvent, TimelinePart, TimelinePlace, TimelineTask } from '../../adapter/protocol';

export class TimelineRecord {
  private events: TimelineEvent[] = [];
  private readonly tasks = new Map<number, TimelineTask>();
  private readonly places = new Map<number, TimelinePlace>();
  private last: TimelinePart | undefined;
  private lost = 0;

  /** The number of the first event that isn't here yet; undefined before the first part. */
  get next(): number | undefined {
    return this.last?.next;
  }

  get isEmpty(): boolean {
    return this.last === undefined;
  }

  add(part: TimelinePart): void {
    this.last = part;
    this.lost += part.lost;
    for (const task of part.tasks) this.tasks.set(task.id, task);
    for (const place of part.places) this.places.set(place.id, place);
    this.events.push(...part.events);
    // As many as the recorder keeps; cut now and then, not for each event.
    if (this.events.length > 2 * part.size) {
      const gone = this.events.length - part.size;
      this.events = this.events.slice(gone);
      this.lost += gone;
    }
  }

  /** All of it as one part; undefined before the first. */
  whole(): TimelinePart | undefined {
    const { last, events, tasks, places, lost } = this;
    if (last === undefined) return undefined;
    const first = last.next - events.length;
    return { ...last, first, lost, events, tasks: [...tasks.values()], places: [...places.values()] };
  }

  /** For a file: events with their places and tasks spelled out by the lists that follow them. */
  toJson(): string {
    const { time, lost, events, tasks, places } = this.whole() ?? {
      time: 0,
      lost: 0,
      events: [],
      tasks: [],
      places: [],
    };
    return `${JSON.stringify({ time, lost, tasks, places, events }, null, 1)}\n`;
  }
}
