/**
 * A part of the Timeline's recording as it comes through the door: columns of numbers, so that a program which runs loses
 * no time; and their meaning. Told as events by whoever is on the other side.
 *
 * Owns: the numbers that stand for words. Must not know: how events are recorded.
 */
import type { AwaitInfo } from './snapshot';
import type { TimelineEvent, TimelinePart, TimelineWhat } from './timeline';

type Kind = AwaitInfo['kind'];

const WHAT: readonly TimelineWhat[] = [
  ...(['created', 'ready', 'running', 'awaiting', 'yielded', 'cancel', 'done', 'failed', 'cancelled'] as const),
];
const KINDS: readonly Kind[] = [
  ...([
    'sleep',
    'task',
    'future',
    'lock',
    'event',
    'queue',
    'semaphore',
    'condition',
    'gather',
    'io',
    'other',
  ] as const),
];

/** 0 is for nothing. */
export const whatNumber = Object.fromEntries(WHAT.map((what, i) => [what, i + 1])) as Record<TimelineWhat, number>;
export const kindNumber = Object.fromEntries(KINDS.map((kind, i) => [kind, i + 1])) as Record<Kind, number>;

/** One element for each event; 0 where there is nothing to say. */
export interface TimelineColumns {
  time: Float64Array;
  what: Uint8Array;
  task: Uint32Array;
  place: Uint32Array;
  by: Uint32Array;
  on: Uint8Array;
  awaited: Uint32Array;
  /** Of a sleep, the seconds; of a failure, the index of the exception's type among `errors`. */
  detail: Float64Array;
}

export interface TimelinePack extends Omit<TimelinePart, 'events'> {
  columns: TimelineColumns;
  errors: string[];
}

export function unpackTimeline({ columns, errors, ...part }: TimelinePack): TimelinePart {
  return { ...part, events: Array.from(columns.task, (_, at) => eventAt(columns, errors, at)) };
}

function eventAt(columns: TimelineColumns, errors: readonly string[], at: number): TimelineEvent {
  const what = WHAT[columns.what[at] - 1];
  // Nanoseconds are the finest that the clock tells.
  const event: TimelineEvent = { time: Math.round(columns.time[at] * 1e9) / 1e9, task: columns.task[at], what };
  if (columns.place[at] > 0) event.place = columns.place[at];
  if (columns.by[at] > 0) event.by = columns.by[at];
  if (columns.on[at] > 0) event.on = KINDS[columns.on[at] - 1];
  if (columns.awaited[at] > 0) event.awaited = columns.awaited[at];
  if (what === 'failed') event.error = errors[columns.detail[at]];
  else if (event.on === 'sleep') event.seconds = columns.detail[at];
  return event;
}
