/** Going through the Timeline by keys: from segment to segment, step to step, lane to lane. Knows nothing of pixels. */
import { type Lane, type Segment, segmentIndexAt, type TimelineModel } from './timelineModel';

export interface Selection {
  lane: number;
  segment: Segment;
}

export type Move =
  'left' | 'right' | 'stepLeft' | 'stepRight' | 'first' | 'last' | 'up' | 'down' | 'pageUp' | 'pageDown';

/** Where a key leads from a selection; `lanes` are those that are shown. Stays where there is nothing in that direction. */
export function move(
  lanes: readonly Lane[],
  selection: Selection | null,
  direction: Move,
  page: number,
): Selection | null {
  const row = lanes.findIndex(({ id }) => id === selection?.lane);
  if (selection === null || row < 0) return firstOf(lanes);
  const lane = lanes[row];
  const index = lane.segments.indexOf(selection.segment);
  const at = (wanted: number): Selection => {
    const segment = lane.segments.at(Math.min(Math.max(wanted, 0), lane.segments.length - 1));
    return segment === undefined ? selection : { lane: lane.id, segment };
  };
  switch (direction) {
    case 'left':
      return at(index - 1);
    case 'right':
      return at(index + 1);
    case 'stepLeft':
    case 'stepRight': {
      const by = direction === 'stepLeft' ? -1 : 1;
      for (let i = index + by; i >= 0 && i < lane.segments.length; i += by)
        if (lane.segments[i].state === 'running') return at(i);
      return selection;
    }
    case 'first':
      return at(0);
    case 'last':
      return at(lane.segments.length - 1);
    case 'up':
      return neighbour(lanes, row, -1, 1, selection);
    case 'down':
      return neighbour(lanes, row, 1, 1, selection);
    case 'pageUp':
      return neighbour(lanes, row, -1, page, selection);
    case 'pageDown':
      return neighbour(lanes, row, 1, page, selection);
  }
}

/** The segment of a lane at a time: what the task was doing then, or what was nearest to it. */
export function selectAt(lane: Lane, time: number): Selection | null {
  const segment = lane.segments.at(Math.max(0, segmentIndexAt(lane, time)));
  return segment === undefined ? null : { lane: lane.id, segment };
}

/** The task that had part in the beginning of a segment: who woke it, who made it; and when. */
export function causer(model: TimelineModel, { lane: id, segment }: Selection): Selection | null {
  const lane = model.lane(id);
  const cause = lane && wakeUp(lane, segment);
  const by = model.lane(cause?.by);
  return cause && by ? selectAt(by, cause.time) : null;
}

/** The event that put a task into the ready queue: for what it awaits, at the end of that; for a step, before it. */
export function wakeUp(lane: Lane, segment: Segment): Segment['event'] | undefined {
  const index = lane.segments.indexOf(segment);
  const at = segment.state === 'awaiting' ? index + 1 : segment.state === 'running' ? index - 1 : index;
  const found = lane.segments.at(Math.max(0, at));
  return found !== undefined && (found.event.what === 'ready' || found.event.what === 'created')
    ? found.event
    : undefined;
}

function firstOf(lanes: readonly Lane[]): Selection | null {
  const lane = lanes.find(({ segments }) => segments.length > 0);
  return lane === undefined ? null : { lane: lane.id, segment: lane.segments[0] };
}

function neighbour(lanes: readonly Lane[], row: number, by: 1 | -1, rows: number, selection: Selection): Selection {
  const wanted = Math.min(Math.max(row + by * rows, 0), lanes.length - 1);
  for (let i = wanted; i >= 0 && i < lanes.length && i !== row; i += by) {
    const found = selectAt(lanes[i], selection.segment.from);
    if (found !== null) return found;
  }
  return selection;
}
