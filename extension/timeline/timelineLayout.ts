/**
 * Which lanes and bars are drawn where: only those in sight, and where many segments share a pixel, one bar for them all.
 * Pure arithmetic.
 */
import { type Lane, type Segment, type SegmentState, segmentIndexAt } from './timelineModel';
import { type Scale, timeAt, xOf } from './timelineScale';

export const ROW_HEIGHT = 22;

export interface Bar {
  x: number;
  width: number;
  state: SegmentState;
  /** The index of the first segment it stands for, and how many it does. */
  index: number;
  count: number;
}

/** A step of no length (the virtual clock) can still be seen and clicked. */
const NARROWEST = 2;
/** So near, in pixels, a click still means it. */
const REACH = 3;

/** The rows in sight, from `first` to before `end`. */
export function visibleRows(scrollTop: number, height: number, count: number): { first: number; end: number } {
  const first = Math.min(count, Math.max(0, Math.floor(scrollTop / ROW_HEIGHT)));
  return { first, end: Math.min(count, Math.ceil((scrollTop + height) / ROW_HEIGHT)) };
}

/** How far to scroll at least so that a row is wholly in sight. */
export function scrollTo(row: number, scrollTop: number, height: number): number {
  const top = row * ROW_HEIGHT;
  if (top < scrollTop) return top;
  return top + ROW_HEIGHT > scrollTop + height ? top + ROW_HEIGHT - height : scrollTop;
}

/** The bars of a lane from left to right, at most a few for each pixel. `now`: up to where what lasts is drawn. */
export function bars(lane: Lane, scale: Scale, width: number, now: number): Bar[] {
  const { segments } = lane;
  const found: Bar[] = [];
  let index = Math.max(0, firstEndingAfter(lane, scale.start));
  while (index < segments.length) {
    const segment = segments[index];
    const x = xOf(scale, segment.from);
    if (x > width) break;
    const end = xOf(scale, segment.to ?? now);
    // All that is over within this pixel is one bar with it.
    const beyond = end - x < 1 ? firstEndingAfter(lane, timeAt(scale, Math.floor(x) + 1), index) : index + 1;
    const next = Math.max(index + 1, beyond);
    const state = next - index > 1 ? busiest(segments, index, next) : segment.state;
    const left = Math.max(0, x);
    const right = next - index > 1 ? xOf(scale, segments[next - 1].to ?? now) : end;
    found.push({
      x: left,
      width: Math.max(NARROWEST, Math.min(width, right) - left),
      state,
      index,
      count: next - index,
    });
    index = next;
  }
  return found;
}

/** The segment that a point of a lane means: the step near it, however short, or else the one that it is in. */
export function segmentAt(lane: Lane, scale: Scale, x: number, now: number): Segment | undefined {
  const { segments } = lane;
  const inside = segmentIndexAt(lane, timeAt(scale, x));
  let nearest: Segment | undefined;
  let least = REACH + 1e-9;
  // Short ones lie on both sides of it; those of no length at the same time come one after the other.
  for (let i = Math.max(0, inside - 8); i < Math.min(segments.length, inside + 3); i++) {
    const { from, to, state } = segments[i];
    const left = xOf(scale, from);
    if (state !== 'running' || xOf(scale, to ?? now) - left > NARROWEST) continue;
    const distance = Math.abs(left + NARROWEST / 2 - x);
    if (distance < least) {
      nearest = segments[i];
      least = distance;
    }
  }
  if (nearest !== undefined) return nearest;
  const found = segments.at(inside);
  return inside >= 0 && found !== undefined && xOf(scale, found.to ?? now) >= x - REACH ? found : undefined;
}

/** The index of the first segment at or after `from` that isn't over at a time. Segments follow each other. */
function firstEndingAfter({ segments }: Lane, time: number, from = 0): number {
  let low = from;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { to } = segments[middle];
    if (to !== null && to < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const BUSY: readonly SegmentState[] = ['running', 'ready', 'awaiting', 'created'];

/** Where several share a pixel, what the task did counts for more than what it waited for. */
function busiest(segments: readonly Segment[], from: number, to: number): SegmentState {
  let best = BUSY.length - 1;
  for (let i = from; i < to && best > 0; i++) best = Math.min(best, BUSY.indexOf(segments[i].state));
  return BUSY[best];
}
