/**
 * The shape of the Timeline's recording: what became of tasks, and when. Plain JSON.
 *
 * Owns: the types. Times are the loop's, in seconds; ids are those of the snapshot of tasks. Must not know: how it is
 * recorded or drawn.
 */
import type { AwaitInfo, FrameInfo } from './snapshot';

export type TimelineWhat =
  /** The task was made: its first step is queued. */
  | 'created'
  /** What it awaits is there: its next step is queued. */
  | 'ready'
  /** A step begins. */
  | 'running'
  /** The step has ended in an await of something that isn't there yet. */
  | 'awaiting'
  /** The step has ended, and the next one is queued at once (`sleep(0)`). */
  | 'yielded'
  /** `cancel()` was called. */
  | 'cancel'
  | 'done'
  | 'failed'
  | 'cancelled';

export interface TimelineEvent {
  time: number;
  task: number;
  what: TimelineWhat;
  /** The id of the place where this was done, or where the task is suspended: `TimelinePart.places`. */
  place?: number;
  /** The task that did it (made it, woke it, cancelled it); absent where none did. */
  by?: number;
  /** Of `awaiting`: what kind of thing. */
  on?: AwaitInfo['kind'];
  /** That thing, if several tasks could wait for it: the task's id, or that of the lock, event or queue. */
  awaited?: number;
  /** How long a sleep is to last. */
  seconds?: number;
  /** The type of the exception that ended it. */
  error?: string;
}

export interface TimelineTask {
  id: number;
  /** `Task-3 'fetch'` */
  title: string;
  /** The task that made it. */
  parent?: number;
  /** The place at which its coroutine begins. */
  start?: number;
}

export interface TimelinePlace extends FrameInfo {
  id: number;
}

/** A part of the recording, in order, with the tasks and places that it speaks of. */
export interface TimelinePart {
  /** The number of the first event here. Events are numbered from 0 on. */
  first: number;
  /** The number to ask for next. */
  next: number;
  /** There is more already. */
  more: boolean;
  /** How many of the events asked for are no longer kept. */
  lost: number;
  /** How many events are kept at most. */
  size: number;
  /** The loop's time now. */
  time: number;
  events: TimelineEvent[];
  tasks: TimelineTask[];
  places: TimelinePlace[];
}

export interface TimelineArguments {
  /** The number of the first event wanted; left out: the oldest that is kept. */
  since?: number;
  /** At most so many events. */
  most?: number;
  /** How many events are kept, if the recording only begins now. */
  size?: number;
}
