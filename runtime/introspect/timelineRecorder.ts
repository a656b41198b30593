/**
 * Takes note of what becomes of tasks, for the Timeline: the last so many events, in memory that is taken once.
 *
 * Owns: what is noted when. An event is a few numbers. Runs no guest code. Must not
 * know: how it is drawn. Tasks that are no longer there are known as long as an event speaks of them.
 */
import type { PyObject, Value } from '../objects/object';
import { typeOf } from '../objects/object';
import { PyFloat } from '../objects/values';
import { PyLoop } from '../asyncio/nativeLoop';
import type { TaskLane, TaskListener } from '../asyncio/recording';
import { liveTasks, running } from '../asyncio/runningLoop';
import { PyTask } from '../asyncio/task';
import { addTaskListener, removeTaskListener } from '../asyncio/taskListeners';
import { delegateOf, PyGenerator } from '../vm/generator';
import type { Frame } from '../vm/frame';
import { ts } from '../vm/thread';
import { heldCoroutine } from './awaitChain';
import { type CodeNote, CodePlaces } from './codePlaces';
import type { Places } from './places';
import type { AwaitInfo } from './snapshot';
import type { TimelineArguments, TimelineTask, TimelineWhat } from './timeline';
import { kindNumber, type TimelinePack, whatNumber } from './timelineColumns';
import { TimelineRing } from './timelineRing';

type Kind = AwaitInfo['kind'];

/** What several tasks can wait for: worth a number. */
const SHARED: ReadonlySet<Kind> = new Set(['lock', 'event', 'queue', 'semaphore', 'condition']);

/** Events in one answer, where nothing else is asked for. */
const PAGE = 5000;
const DEFAULT_SIZE = 200_000;
const SMALLEST = 100;
const LARGEST = 10_000_000;

export interface TimelineSurroundings {
  places: Places;
  idOf(object: object): number;
  /** A number for what has none yet: quicker. */
  newId(): number;
  /** The clock that loops go by. */
  now(): number;
}

/** A task as the recorder knows it. */
class Lane implements TaskLane {
  /** The number of its last event. */
  last = 0;
  /** Its first step is about to be queued, which goes without saying. */
  fresh = false;
  /** Its step is on the stack. */
  stepping = false;
  /** It was queued again in its own step, by whom and where. */
  queued = false;
  queuedBy = 0;
  queuedAt = 0;
  /** Once it is no longer there; before, it may still get another name. */
  private finalTitle = '';

  constructor(
    readonly of: TimelineRecorder,
    readonly id: number,
    private task: PyTask | null,
    readonly parent: number,
    readonly start: number,
  ) {}

  get title(): string {
    return this.task === null ? this.finalTitle : this.task.identity.title;
  }

  /** Whether the loop still knows it. */
  get lives(): boolean {
    return this.task !== null && this.task.liveIndex >= 0;
  }

  letGo(): void {
    this.finalTitle = this.title;
    this.task = null;
  }
}

export class TimelineRecorder implements TaskListener {
  private readonly ring: TimelineRing;
  private readonly codes: CodePlaces;
  private readonly lanes = new Map<number, Lane>();
  private sweepAt: number;
  /** Names of exceptions' types, by the number that stands for each. */
  private readonly errors: string[] = [''];

  constructor(
    private readonly surroundings: TimelineSurroundings,
    size = DEFAULT_SIZE,
  ) {
    this.ring = new TimelineRing(Math.min(LARGEST, Math.max(SMALLEST, Math.floor(size))));
    this.sweepAt = this.ring.size;
    this.codes = new CodePlaces(surroundings.places);
  }

  /** Begins to listen. What tasks there are already is noted as it is now. */
  install(): void {
    addTaskListener(this);
    for (const task of liveTasks) {
      if (!(task instanceof PyTask)) continue;
      const lane = this.laneOf(task);
      if (running.task === task) this.begin(lane);
      else if (task.waiter === undefined) this.add(lane, task.steps === 0 ? 'created' : 'ready', 0, 0);
      else this.suspend(lane, task, this.surroundings.now());
    }
  }

  uninstall(): void {
    removeTaskListener(this);
  }

  // --- what the tasks tell

  created(task: PyTask): void {
    const lane = this.newLane(task, this.surroundings.newId());
    this.add(lane, 'created', this.herePlace(), this.runningId());
    lane.fresh = true;
  }

  ready(task: PyTask): void {
    const lane = this.laneOf(task);
    if (lane.fresh) lane.fresh = false;
    else if (!lane.stepping) this.add(lane, 'ready', this.herePlace(), this.runningId());
    else {
      lane.queued = true;
      lane.queuedBy = this.runningId();
      lane.queuedAt = this.herePlace();
    }
  }

  stepBegins(task: PyTask): void {
    this.begin(this.laneOf(task));
  }

  stepEnds(task: PyTask): void {
    const lane = this.laneOf(task);
    const { queued } = lane;
    lane.stepping = lane.queued = false;
    const time = this.surroundings.now();
    if (task.state !== 'PENDING') this.end(lane, task, time);
    else if (task.waiter === undefined) this.add(lane, 'yielded', this.suspension(task.coro), 0, time);
    else {
      this.suspend(lane, task, time);
      if (queued) this.add(lane, 'ready', lane.queuedAt, lane.queuedBy, time);
    }
  }

  cancelRequested(task: PyTask): void {
    this.add(this.laneOf(task), 'cancel', this.herePlace(), this.runningId());
  }

  private begin(lane: Lane): void {
    lane.stepping = true;
    lane.fresh = lane.queued = false;
    this.add(lane, 'running', 0, 0);
  }

  private end(lane: Lane, task: PyTask, time: number): void {
    const { exception } = task;
    lane.letGo();
    if (task.state === 'CANCELLED') this.add(lane, 'cancelled', 0, 0, time);
    else if (exception === undefined) this.add(lane, 'done', 0, 0, time);
    else {
      this.add(lane, 'failed', 0, 0, time);
      const { name } = exception.cls;
      const known = this.errors.indexOf(name);
      this.ring.amend(0, 0, known >= 0 ? known : this.errors.push(name) - 1);
    }
  }

  /** Where it is suspended, and on what. */
  private suspend(lane: Lane, task: PyTask, time: number): void {
    const place = this.suspension(task.coro);
    this.add(lane, 'awaiting', place, 0, time);
    const { waiter } = task;
    const { far } = this;
    const kind = far === null ? undefined : (this.codes.noteOf(far.code).kind ?? undefined);
    if (waiter instanceof PyTask) this.ring.amend(kindNumber.task, this.laneOf(waiter).id, 0);
    else if (far !== null && kind !== undefined) {
      const self = SHARED.has(kind) ? selfOf(far) : undefined;
      const awaited = self === undefined ? 0 : this.surroundings.idOf(self);
      this.ring.amend(kindNumber[kind], awaited, kind === 'sleep' ? secondsOf(far) : 0);
    } else this.ring.amend(kindNumber[kindOfType(waiter)], 0, 0);
  }

  /** The library's frame below the user's innermost await that says what is awaited; left by `suspension`. */
  private far: Frame | null = null;

  /** The place of the innermost await that isn't the library's, or else of the outermost. */
  private suspension(coro: Value | undefined): number {
    let shown: Frame | null = null;
    let shownNote: CodeNote | null = null;
    this.far = null;
    let link = coro;
    while (link !== undefined) {
      const gen = link instanceof PyGenerator ? link : heldCoroutine(link);
      if (gen === undefined || gen.frame === null) break;
      const { frame } = gen;
      const note = this.codes.noteOf(frame.code);
      const isOwn = !note.library && (shownNote === null || shownNote.library || this.codes.isAwait(frame, note));
      if (isOwn) this.far = null;
      else if (note.kind !== null && this.far === null) this.far = frame;
      if (isOwn || shown === null) {
        shown = frame;
        shownNote = note;
      }
      link = delegateOf(gen);
    }
    return shown === null ? 0 : this.codes.numberOf(shown, shownNote!);
  }

  private add(lane: Lane, what: TimelineWhat, place: number, by: number, time = this.surroundings.now()): void {
    const { ring } = this;
    lane.last = ring.next;
    ring.add(time, whatNumber[what], lane.id, place, by);
    if (ring.next >= this.sweepAt) this.sweep();
  }

  private laneOf(task: PyTask): Lane {
    const { lane } = task;
    return lane instanceof Lane && lane.of === this ? lane : this.newLane(task, this.surroundings.idOf(task));
  }

  private newLane(task: PyTask, id: number): Lane {
    const { coro, parent } = task;
    const root = coro === undefined || coro instanceof PyGenerator ? coro : heldCoroutine(coro);
    const start = root?.frame ? this.codes.beginningOf(root.frame.code) : 0;
    const parentId = parent instanceof PyTask ? this.idOf(parent) : 0;
    const lane = new Lane(this, id, task, parentId, start);
    task.lane = lane;
    this.lanes.set(lane.id, lane);
    return lane;
  }

  private runningId(): number {
    return running.task instanceof PyTask ? this.laneOf(running.task).id : 0;
  }

  private idOf(task: PyTask): number {
    return task.lane === null ? this.surroundings.idOf(task) : task.lane.id;
  }

  /** Where the program is: nowhere, while the loop runs callbacks of its own. */
  private herePlace(): number {
    const { loop } = running;
    return this.codes.ownPlace(ts.frame, loop instanceof PyLoop ? loop.startedBy : null);
  }

  /** Forgets tasks that have ended and that no event speaks of any more. */
  private sweep(): void {
    const { first, size, next } = this.ring;
    for (const [id, lane] of this.lanes) if (lane.last < first && !lane.lives) this.lanes.delete(id);
    this.sweepAt = next + size;
  }

  // --- what is asked

  part({ since, most = PAGE }: TimelineArguments): TimelinePack {
    const { ring } = this;
    const wanted = Math.min(since ?? ring.first, ring.next);
    const first = Math.max(wanted, ring.first);
    const next = Math.min(ring.next, first + most);
    const columns = ring.columns(first, next);
    const tasks = new Map<number, TimelineTask>();
    const places = new Set(columns.place);
    places.delete(0);
    const told = new Set([...columns.task, ...columns.by]);
    columns.on.forEach((on, at) => {
      if (on === kindNumber.task) told.add(columns.awaited[at]);
    });
    for (const id of told) this.tell(id, tasks, places);
    return {
      first,
      next,
      more: next < ring.next,
      lost: first - wanted,
      size: ring.size,
      time: this.surroundings.now(),
      columns,
      errors: this.errors,
      tasks: [...tasks.values()],
      places: [...places].map((id) => ({ id, ...this.codes.infoOf(id) })),
    };
  }

  private tell(id: number, tasks: Map<number, TimelineTask>, places: Set<number>): void {
    const lane = this.lanes.get(id);
    if (lane === undefined) return;
    const { title, parent, start } = lane;
    const told: TimelineTask = { id, title };
    if (parent > 0) told.parent = parent;
    if (start > 0) {
      told.start = start;
      places.add(start);
    }
    tasks.set(id, told);
  }
}

function selfOf(frame: Frame): PyObject | undefined {
  const self = frame.code.varnames[0] === 'self' ? frame.s[0] : undefined;
  return typeof self === 'object' ? self : undefined;
}

/** The delay of asyncio's sleep(). */
function secondsOf(frame: Frame): number {
  const delay = frame.s[frame.code.varnames.indexOf('delay')];
  return delay instanceof PyFloat ? delay.value : typeof delay === 'number' ? delay : 0;
}

function kindOfType(waiter: Value | undefined): Kind {
  const name = waiter === undefined ? '' : typeOf(waiter).name;
  return name.includes('Gathering') ? 'gather' : name.endsWith('Future') ? 'future' : 'other';
}
