/** The Timeline in words: what a segment is, for the panel below the lanes and for screen readers. */
import type { AwaitInfo, TimelineEvent, TimelinePlace } from '../../adapter/protocol';
import type { Lane, Segment, TimelineModel } from './timelineModel';
import { type Selection, wakeUp } from './timelineNavigation';
import { durationText } from './timelineScale';

/** A piece of a line; what has a place or a task can be followed. */
export interface Piece {
  text: string;
  place?: TimelinePlace;
  /** The lane, and when: what that task did then is selected. */
  task?: { id: number; time: number };
}

export type Line = Piece[];

const KIND_WORDS: Record<AwaitInfo['kind'], string> = {
  sleep: 'sleep',
  task: 'task',
  future: 'future',
  lock: 'lock',
  event: 'event',
  queue: 'queue',
  semaphore: 'semaphore',
  condition: 'condition',
  gather: 'several tasks',
  io: 'input or output',
  other: '',
};

/** How many tasks there are, how many of them the filter has found, and what is missing. */
export function summaryText(model: TimelineModel, found: number, active: boolean): string {
  const all = model.lanes.length;
  const tasks = all === 1 ? '1 task' : `${all} tasks`;
  const lost = model.lost > 0 ? `, ${model.lost} older events are gone` : '';
  return `${found === all ? '' : `${found} of `}${tasks}${lost}${active ? '' : ', ended'}`;
}

/** What a selection is: first the task and what it does, then when, where, and who had part in it. */
export function describe(model: TimelineModel, { lane: id, segment }: Selection): Line[] {
  const lane = model.lane(id);
  if (lane === undefined) return [];
  const lines: Line[] = [
    [{ text: `${model.title(id)} — ` }, ...stateLine(model, segment)],
    [{ text: timeText(model, segment) }],
  ];
  const place = model.place(segment.place);
  if (place !== undefined) lines.push([{ text: `${placeWord(segment)} ` }, placePiece(place)]);
  const woken = segment.state === 'created' ? undefined : wakeUp(lane, segment);
  if (woken?.what === 'ready') lines.push(causeLine(model, 'woken', woken));
  if (lane.creation !== null) lines.push(causeLine(model, 'created', lane.creation));
  for (const cancel of lane.cancels.slice(-3)) lines.push(causeLine(model, 'cancel() called', cancel));
  if (lane.end !== null) lines.push([{ text: endText(model, lane.end) }]);
  return lines;
}

/** The same as one sentence. */
export function announce(model: TimelineModel, selection: Selection): string {
  return describe(model, selection)
    .map((line) => line.map(({ text }) => text).join(''))
    .join('. ');
}

/** `Task-3 'fetch'`, and how it ended, for the lane's label. */
export function laneText(model: TimelineModel, { id, end }: Lane): string {
  return end === null || end.what === 'done' ? model.title(id) : `${model.title(id)} (${endWords(end)})`;
}

function stateLine(model: TimelineModel, { state, event, place }: Segment): Line {
  if (state !== 'awaiting') return [{ text: event.what === 'yielded' ? 'ready (it yielded)' : state }];
  const { on, awaited, seconds } = event;
  const text = model.place(place)?.await;
  const line: Line = [{ text: text ? `awaiting: ${text}` : 'awaiting' }];
  if (on === 'task' && awaited !== undefined)
    line.push({ text: ' · ' }, { text: model.title(awaited), task: { id: awaited, time: event.time } });
  else if (on === 'sleep') line.push({ text: ` · sleep ${seconds ?? 0} s` });
  else if (on !== undefined && KIND_WORDS[on] !== '')
    line.push({ text: ` · ${KIND_WORDS[on]}${awaited === undefined ? '' : ` #${awaited}`}` });
  return line;
}

function timeText({ start, now }: TimelineModel, { from, to }: Segment): string {
  const since = `from ${durationText(from - start)}`;
  return to === null
    ? `${since} on, for ${durationText(now - from)} so far`
    : `${since} to ${durationText(to - start)}: ${durationText(to - from)}`;
}

function placeWord({ state, event }: Segment): string {
  if (state === 'created') return 'created in';
  return state === 'awaiting' || event.what === 'yielded' ? 'suspended in' : 'goes on in';
}

function causeLine(model: TimelineModel, what: string, { by, place, time }: TimelineEvent): Line {
  const line: Line = [{ text: `${what} by ` }];
  if (by === undefined) line.push({ text: what === 'created' ? 'no task' : 'the event loop' });
  else line.push({ text: model.title(by), task: { id: by, time } });
  const where = model.place(place);
  if (where !== undefined) line.push({ text: ' in ' }, placePiece(where));
  return line;
}

function placePiece(place: TimelinePlace): Piece {
  const file = place.path.slice(Math.max(place.path.lastIndexOf('/'), place.path.lastIndexOf('\\')) + 1);
  return { text: `${place.name} — ${file}:${place.line}`, place };
}

function endText({ start }: TimelineModel, end: TimelineEvent): string {
  return `${endWords(end)} at ${durationText(end.time - start)}`;
}

function endWords({ what, error }: TimelineEvent): string {
  return error === undefined ? what : `${what}: ${error}`;
}
