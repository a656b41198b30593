/** The Timeline's arithmetic: lanes from events, scale, bars, what a point means, where keys lead, words. */
import assert from 'node:assert/strict';
import type { TimelineEvent, TimelinePart, TimelinePlace } from '../../adapter/protocol';
import { bars, ROW_HEIGHT, scrollTo, segmentAt, visibleRows } from '../../extension/timeline/timelineLayout';
import { type Lane, TimelineModel } from '../../extension/timeline/timelineModel';
import { causer, move, type Move, selectAt, type Selection } from '../../extension/timeline/timelineNavigation';
import { timelinePage } from '../../extension/timeline/timelinePage';
import { TimelineRecord } from '../../extension/timeline/timelineRecord';
import { durationText, fit, niceStep, reveal, ticks, timeAt, xOf, zoom } from '../../extension/timeline/timelineScale';
import { announce, describe as inWords, laneText, summaryText } from '../../extension/timeline/timelineText';

const MAIN = 2;
const CHILD = 3;

function place(id: number, line: number, name: string, text: string | null = null): TimelinePlace {
  return { id, name, path: '/w/a.py', line, column: 1, await: text, library: false };
}

function part(events: TimelineEvent[], more: Partial<TimelinePart> = {}): TimelinePart {
  return {
    first: 0,
    next: events.length,
    more: false,
    lost: 0,
    size: 1000,
    time: events.at(-1)?.time ?? 0,
    events,
    tasks: [
      { id: MAIN, title: "Task-1 'main'", start: 1 },
      { id: CHILD, title: "one 'child'", parent: MAIN, start: 2 },
    ],
    places: [
      place(1, 1, 'main'),
      place(2, 10, 'child'),
      place(3, 12, 'child', 'await asyncio.sleep(delay)'),
      place(4, 4, 'main', 'await one'),
      place(5, 3, 'main'),
    ],
    ...more,
  };
}

/** main makes a child that sleeps a second, and awaits it. */
const story: TimelineEvent[] = [
  { time: 10, task: MAIN, what: 'created' },
  { time: 10, task: MAIN, what: 'running' },
  { time: 10.25, task: CHILD, what: 'created', by: MAIN, place: 5 },
  { time: 10.5, task: MAIN, what: 'awaiting', place: 4, on: 'task', awaited: CHILD },
  { time: 10.5, task: CHILD, what: 'running' },
  { time: 10.5, task: CHILD, what: 'awaiting', place: 3, on: 'sleep', seconds: 1 },
  { time: 11.5, task: CHILD, what: 'ready' },
  { time: 11.5, task: CHILD, what: 'running' },
  { time: 12, task: MAIN, what: 'ready', by: CHILD, place: 3 },
  { time: 12, task: CHILD, what: 'failed', error: 'ValueError' },
  { time: 12, task: MAIN, what: 'running' },
];

function modelOf(...parts: TimelinePart[]): TimelineModel {
  const model = new TimelineModel();
  for (const one of parts) model.add(one);
  return model;
}

function segments(lane: Lane | undefined): string[] {
  return (lane?.segments ?? []).map(({ state, from, to, place: at }) => `${state} ${from}-${to ?? ''} @${at}`);
}

describe('the timeline', () => {
  describe('lanes', () => {
    it('have a segment for whatever the task was, each until the next', () => {
      const model = modelOf(part(story));
      assert.deepEqual(segments(model.lane(CHILD)), [
        'created 10.25-10.5 @5',
        'running 10.5-10.5 @2',
        'awaiting 10.5-11.5 @3',
        'ready 11.5-11.5 @3',
        'running 11.5-12 @3',
      ]);
      assert.deepEqual(segments(model.lane(MAIN)).slice(-3), [
        'awaiting 10.5-12 @4',
        'ready 12-12 @4',
        'running 12- @4',
      ]);
      assert.equal(model.lane(CHILD)?.end?.error, 'ValueError');
      assert.deepEqual([model.start, model.now], [10, 12]);
    });

    it('are the same however the recording is cut into parts', () => {
      const whole = modelOf(part(story));
      const pieces = modelOf(...story.map((event) => part([event])));
      for (const id of [MAIN, CHILD]) assert.deepEqual(segments(pieces.lane(id)), segments(whole.lane(id)));
    });

    it('break off where events were lost', () => {
      const model = modelOf(part(story.slice(0, 6)), part(story.slice(8), { lost: 2 }));
      assert.deepEqual(segments(model.lane(CHILD)).slice(-1), ['awaiting 10.5-12 @3']);
      assert.equal(model.lost, 2);
    });

    it('are found by name or coroutine, whatever the case', () => {
      const model = modelOf(part(story));
      assert.deepEqual(
        model.matching(' CHILD').map(({ id }) => id),
        [CHILD],
      );
      assert.deepEqual(
        model.matching('').map(({ id }) => id),
        [MAIN, CHILD],
      );
    });

    it('are counted, with what the filter found and what is missing', () => {
      const model = modelOf(part(story));
      assert.equal(summaryText(model, 2, true), '2 tasks');
      assert.equal(summaryText(model, 1, false), '1 of 2 tasks, ended');
      const single = modelOf(part(story.slice(0, 2), { lost: 7 }));
      assert.equal(summaryText(single, 1, true), '1 task, 7 older events are gone');
    });

    it('forget the oldest when there are too many', () => {
      const model = new TimelineModel(100);
      for (let i = 0; i < 400; i++) {
        model.add(
          part([
            { time: i, task: i, what: 'running' },
            { time: i + 1, task: i, what: 'done' },
          ]),
        );
      }
      assert.ok(model.lanes.length <= 100 && model.lanes.length >= 50, `${model.lanes.length} lanes`);
      assert.equal(model.lane(399)?.segments.length, 1);
      assert.ok(model.start >= 300);
    });
  });

  describe('scale', () => {
    const scale = { start: 10, perPixel: 0.01 };

    it('goes from times to pixels and back', () => {
      assert.equal(xOf(scale, 12), 200);
      assert.equal(timeAt(scale, 200), 12);
    });

    it('fits a stretch of time, also one of no length', () => {
      const fitted = fit(10, 12, 432);
      assert.deepEqual([Math.round(xOf(fitted, 10)), Math.round(xOf(fitted, 12))], [16, 416]);
      assert.ok(fit(5, 5, 400).perPixel > 0);
    });

    it('zooms around a point', () => {
      const closer = zoom(scale, 4, 100);
      assert.equal(closer.perPixel, 0.0025);
      assert.equal(timeAt(closer, 100), 11);
    });

    it('moves no more than it takes to show something', () => {
      assert.equal(reveal(scale, 11, 11.5, 400), scale);
      assert.equal(Math.round(xOf(reveal(scale, 20, 20.1, 400), 20.1)), 360);
      assert.equal(Math.round(xOf(reveal(scale, 1, 1.1, 400), 1)), 40);
      assert.equal(Math.round(xOf(reveal(scale, 100, 200, 400), 100)), 40);
    });

    it('has marks at round times since the beginning', () => {
      assert.deepEqual(
        ticks(scale, 400, 10).map(({ x, text }) => `${Math.round(x)} ${text}`),
        ['0 0 s', '100 1 s', '200 2 s', '300 3 s', '400 4 s'],
      );
      assert.deepEqual([0.9, 1, 1.1, 2.3, 7].map(niceStep), [1, 1, 2, 5, 10]);
      assert.deepEqual(
        [0, 1.5, 0.0201, 3e-6, 4e-9].map((seconds) => durationText(seconds)),
        ['0 s', '1.5 s', '20.1 ms', '3 µs', '4 ns'],
      );
    });
  });

  describe('bars', () => {
    const model = modelOf(part(story));
    const scale = { start: 10, perPixel: 0.01 };

    it('are drawn where their segments are; a step of no length can be seen', () => {
      assert.deepEqual(
        bars(model.lane(CHILD)!, scale, 300, model.now).map(({ x, width, state }) => [state, x, width]),
        [
          ['created', 25, 25],
          ['running', 50, 2],
          ['awaiting', 50, 100],
          ['ready', 150, 2],
          ['running', 150, 50],
        ],
      );
    });

    it('end at the edges of what is in sight', () => {
      const [first, ...others] = bars(model.lane(MAIN)!, { start: 11, perPixel: 0.01 }, 50, model.now);
      assert.deepEqual([first.state, first.x, first.width, others.length], ['awaiting', 0, 50, 0]);
    });

    it('are at most two for a pixel, however many segments there are', () => {
      const events = Array.from({ length: 100_000 }, (_, i): TimelineEvent => ({
        time: i / 1000,
        task: MAIN,
        what: i % 2 === 0 ? 'running' : 'awaiting',
      }));
      const busy = modelOf(part(events));
      const drawn = bars(busy.lane(MAIN)!, fit(0, 100, 500), 500, busy.now);
      assert.ok(drawn.length <= 1000, `${drawn.length} bars`);
      assert.equal(
        drawn.reduce((sum, { count }) => sum + count, 0),
        100_000,
      );
      assert.ok(drawn.every(({ state, count }) => count === 1 || state === 'running'));
    });

    it('are what a click means: the step nearby, or else what the point is in', () => {
      const lane = model.lane(CHILD)!;
      const at = (x: number) => segmentAt(lane, scale, x, model.now);
      assert.equal(at(52), lane.segments[1]);
      assert.equal(at(100), lane.segments[2]);
      assert.equal(at(180), lane.segments[4]);
      assert.equal(at(10), undefined);
      assert.equal(at(250), undefined);
    });

    it('only the rows in sight are drawn', () => {
      assert.deepEqual(visibleRows(ROW_HEIGHT * 100.5, ROW_HEIGHT * 10, 5000), { first: 100, end: 111 });
      assert.deepEqual(visibleRows(0, 500, 3), { first: 0, end: 3 });
      assert.equal(scrollTo(5, 0, ROW_HEIGHT * 4), ROW_HEIGHT * 2);
      assert.equal(scrollTo(5, ROW_HEIGHT * 9, ROW_HEIGHT * 4), ROW_HEIGHT * 5);
      assert.equal(scrollTo(5, ROW_HEIGHT * 4, ROW_HEIGHT * 4), ROW_HEIGHT * 4);
    });
  });

  describe('keys', () => {
    const model = modelOf(part(story));
    const go = (...moves: Move[]) => {
      let at: Selection | null = null;
      for (const one of moves) at = move(model.lanes, at, one, 10);
      return at && `${at.lane} ${at.segment.state} ${at.segment.from}`;
    };

    it('go from segment to segment and from step to step', () => {
      assert.equal(go('right'), '2 created 10');
      assert.equal(go('right', 'right'), '2 running 10');
      assert.equal(go('right', 'stepRight', 'stepRight'), '2 running 12');
      assert.equal(go('right', 'stepRight', 'stepRight', 'stepRight', 'stepLeft'), '2 running 10');
      assert.equal(go('right', 'last', 'left'), '2 ready 12');
      assert.equal(go('right', 'left'), '2 created 10');
    });

    it('go to what the next task did at that time', () => {
      assert.equal(go('right', 'last', 'down'), '3 running 11.5');
      assert.equal(go('right', 'pageDown', 'first'), '3 created 10.25');
      assert.equal(go('right', 'down', 'up'), '2 running 10');
      assert.equal(go('right', 'up'), '2 created 10');
    });

    it('lead to who woke the task', () => {
      const woken = selectAt(model.lane(MAIN)!, 12)!;
      const by = causer(model, woken);
      assert.deepEqual([by?.lane, by?.segment.state], [CHILD, 'running']);
      assert.equal(causer(model, selectAt(model.lane(CHILD)!, 11)!), null);
    });
  });

  describe('words', () => {
    const model = modelOf(part(story));
    const lines = (selection: Selection) =>
      inWords(model, selection).map((line) => line.map(({ text }) => text).join(''));

    it('say what a task awaits, how long, where, and who had part in it', () => {
      assert.deepEqual(lines(selectAt(model.lane(CHILD)!, 11)!), [
        "one 'child' — awaiting: await asyncio.sleep(delay) · sleep 1 s",
        'from 500 ms to 1.5 s: 1 s',
        'suspended in child — a.py:12',
        'woken by the event loop',
        "created by Task-1 'main' in main — a.py:3",
        'failed: ValueError at 2 s',
      ]);
      const step = selectAt(model.lane(MAIN)!, 12)!;
      assert.deepEqual(lines(step), [
        "Task-1 'main' — running",
        'from 2 s on, for 0 s so far',
        'goes on in main — a.py:4',
        "woken by one 'child' in child — a.py:12",
        'created by no task',
      ]);
      assert.match(announce(model, step), /^Task-1 'main' — running\. from 2 s on/);
      assert.equal(laneText(model, model.lane(CHILD)!), "one 'child' (failed: ValueError)");
    });

    it('have links to places and tasks', () => {
      const pieces = inWords(model, selectAt(model.lane(MAIN)!, 11)!).flat();
      assert.deepEqual(pieces.find(({ task }) => task)?.task, { id: CHILD, time: 10.5 });
      assert.equal(pieces.find(({ place: at }) => at)?.place?.line, 4);
    });
  });

  describe('what is copied and saved', () => {
    it('is all that was told, however it came', () => {
      const record = new TimelineRecord();
      record.add(part(story.slice(0, 4)));
      record.add(part(story.slice(4), { first: 4, next: story.length }));
      assert.equal(record.next, story.length);
      const saved = JSON.parse(record.toJson()) as TimelinePart;
      assert.deepEqual(saved.events, story);
      assert.deepEqual(saved.tasks, part(story).tasks);
    });

    it('is no more than the recording keeps, by twice', () => {
      const record = new TimelineRecord();
      for (let i = 0; i < 10; i++)
        record.add(part(story.slice(0, 10), { first: i * 10, next: (i + 1) * 10, size: 20 }));
      const { events, first, lost } = record.whole()!;
      assert.ok(events.length <= 40 && events.length >= 20);
      assert.equal(first + events.length, 100);
      assert.equal(lost, 100 - events.length);
    });
  });

  it('has a page that runs nothing but its own script', () => {
    const html = timelinePage('https://files/timelinePage.js', 'abc');
    assert.match(html, /default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'/);
    assert.doesNotMatch(html, / style="| on\w+="/);
    assert.deepEqual(html.match(/<script[^>]*>/g), ['<script nonce="abc" src="https://files/timelinePage.js">']);
  });
});
