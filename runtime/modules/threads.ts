/**
 * Threads: who runs, who waits for what, and going from one to another.
 *
 * Owns: the table of threads and the scheduler. Threads are switched where they block, and at the end of a time slice,
 * which is a number of calls and backward jumps; the one that waited longest goes first. So the same input gives the
 * same switches. Must not know: locks, queues.
 *
 * A thread's Python frames are on the heap. One that blocks right below its own run() is *parked*: everything in
 * JavaScript above it is thrown away, and its blocking instruction is run again when what it waits for has come. One
 * that blocks deeper (in a `sorted` key, in an import) keeps its place on the JavaScript stack and runs others on top.
 */
import { contextState, type PyContext } from '../objects/contextvars';
import type { PyDict } from '../objects/dict';
import { isError, newError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { interp } from '../objects/interp';
import type { PyObject, Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { host } from '../host/currentHost';
import { alarms } from '../host/alarms';
import { dispatch } from '../host/dispatch';
import { How, type Frame } from '../vm/frame';
import { otherThreads, perThread } from '../vm/otherThreads';
import { continueRun } from '../vm/run';
import { attention, ExcItem, TIME_SLICE, ts } from '../vm/thread';
import { interrupted } from './osErrors';

interface Wait {
  ready: () => boolean;
  deadline: number;
  /** Something from outside may end it. */
  door: boolean;
}

/** Thrown through JavaScript when a thread is parked; no guest code sees it. */
class Parked extends Error {}

export class ThreadState {
  /** `threading.local` dictionaries, by the local object. */
  readonly locals = new Map<PyObject, PyDict>();
  name: string | undefined = undefined;
  done = false;
  /** Its place on the JavaScript stack is taken: it runs or waits below. */
  onStack = false;
  started = false;
  /** Its JavaScript may be thrown away: what runs is Python from its outermost frame on. */
  parkable = true;
  body: (() => void) | undefined = undefined;
  /** Run when it has ended. */
  ended: (() => void) | undefined = undefined;
  wait: Wait | undefined = undefined;
  /** What it waits for on the JavaScript stack, while others may run on top of it. */
  waitBelow: (() => boolean) | undefined = undefined;
  /** It was parked at the end of a time slice: it goes on where it is. */
  sliced = false;
  /** Locks that it holds. */
  held = 0;
  /** What the blocking call at this place answers when it is run again. */
  resume: { frame: Frame | null; pc: number; result: boolean; deadline: number } | undefined = undefined;
  /** run() invocations above its first within which it may still be parked; see `restartable`. */
  restartable = 0;
  /** run() invocations below this thread's own. */
  baseRuns = 0;
  /** The outermost Python frame, and the VM's registers while it doesn't run. */
  entry: Frame | null = null;
  frame: Frame | null = null;
  exc = new ExcItem();
  depth = 0;
  context: PyContext | undefined = undefined;
  /** Of each `perThread`. */
  states: unknown[] = [];
  /** Its time slice is over, but it could not be parked where it was. */
  overdue = false;
  constructor(readonly ident: number) {}
}

const FIRST_IDENT = 0x7f3000001000;

export const mainThread = new ThreadState(FIRST_IDENT);
mainThread.onStack = true;
mainThread.started = true;

export const threads = {
  current: mainThread,
  /** In the order in which they get their turns. */
  all: new Map<number, ThreadState>([[mainThread.ident, mainThread]]),
  nextIdent: FIRST_IDENT + 0x1000,
  block,
  /** Told before another thread starts. */
  starting: (): void => undefined,
  /** A call that may block did not need to: what it would answer after having been parked is void. */
  wentOn(): void {
    threads.current.resume = undefined;
  },
  /** Something changed that another thread may wait for. */
  changed(): void {
    if (threads.all.size > 1) countSlices(true);
  },
  /** A signal came while another thread than the main one runs: its slice ends soon. */
  hurry(): void {
    countSlices(true);
    slice.left = 1;
  },
};

export function newThreadState(): ThreadState {
  const t = new ThreadState(threads.nextIdent);
  threads.nextIdent += 0x1000;
  return t;
}

/** Starts a thread: it runs when the running one blocks. */
export function startThread(state: ThreadState, body: () => void): void {
  if (threads.all.size > 4000) throw newError('RuntimeError', "can't start new thread");
  if (threads.all.size === 1) threads.starting();
  state.body = body;
  threads.all.set(state.ident, state);
  countSlices(true);
}

function saveRegisters(t: ThreadState): void {
  t.frame = ts.frame;
  t.exc = ts.exc;
  t.depth = ts.depth;
  t.context = contextState.current;
  t.states = perThread.map((p) => p.save());
}

function loadRegisters(t: ThreadState): void {
  ts.frame = t.frame;
  // What it held then must not live on through it.
  t.frame = null;
  ts.exc = t.exc;
  ts.depth = t.depth;
  contextState.current = t.context;
  perThread.forEach((p, i) => p.load(t.states[i]));
  threads.current = t;
}

/** Runs a thread until it parks or ends. */
function step(t: ThreadState): void {
  const before = threads.current;
  saveRegisters(before);
  loadRegisters(t);
  t.onStack = true;
  t.baseRuns = ts.runs;
  slice.left = sliceLength();
  slice.since = 0;
  try {
    if (t.started && t.entry !== null && ts.frame !== null) {
      if (!t.sliced) ts.frame.pc--;
      t.sliced = false;
      t.overdue = false;
      continueRun(t.entry, ts.frame);
    } else {
      t.started = true;
      t.body!();
    }
    end(t);
  } catch (e) {
    if (e instanceof Parked) park(t);
    else {
      end(t);
      if (!(e instanceof PyBaseException)) throw e;
      if (!isError(e, Exc.SystemExit)) interp().unraisable(e, 'Exception ignored in thread', undefined);
    }
  } finally {
    t.onStack = false;
    if (!t.done) saveRegisters(t);
    loadRegisters(before);
  }
}

/** Finds the outermost frame; the thread's function may be native, then it is simply called again. */
function park(t: ThreadState): void {
  let f = ts.frame;
  while (f?.back) f = f.back;
  t.entry = f;
  // Its turn comes after the others'.
  threads.all.delete(t.ident);
  threads.all.set(t.ident, t);
}

function end(t: ThreadState): void {
  t.done = true;
  threads.all.delete(t.ident);
  t.ended?.();
  countSlices(threads.all.size > 1);
}

/** Lets one other thread run that can; false where none can. */
export function runAnother(): boolean {
  for (const t of threads.all.values()) {
    if (t.onStack) continue;
    const { wait } = t;
    if (wait !== undefined) {
      const ready = wait.ready();
      if (!ready && host().now() < wait.deadline) continue;
      t.resume = { frame: t.frame, pc: t.frame?.pc ?? 0, result: ready, deadline: wait.deadline };
      t.wait = undefined;
    }
    step(t);
    // Signals are for the main thread; its handlers may raise.
    if (threads.current === mainThread) interrupted.run();
    return true;
  }
  return false;
}

/** The earliest moment at which a parked thread's wait ends by itself. */
export function nextDeadline(): number {
  let first = Infinity;
  for (const t of threads.all.values())
    if (!t.onStack && t.wait !== undefined) first = Math.min(first, t.wait.deadline);
  return first;
}

/**
 * Blocks the running thread until `ready()` or until `timeout` seconds have passed (null: for ever); false after a
 * timeout. Others run meanwhile. With `door`, something from outside may make it ready. The whole native call is made
 * again after a parked thread's wait: `again` false says that this would do something twice.
 */
function block(ready: () => boolean, timeout: number | null, door = false, again = true): boolean {
  const t = threads.current;
  const { resume } = t;
  let deadline = timeout === null ? Infinity : host().now() + timeout;
  if (resume !== undefined) {
    t.resume = undefined;
    // The instruction run again may not have asked (its lock was free): then this is a later call, to be judged anew.
    if (resume.frame === ts.frame && resume.pc === (ts.frame?.pc ?? 0)) {
      if (ready()) return true;
      if (timeout !== null) deadline = resume.deadline;
      if (!resume.result && host().now() >= deadline) return false;
    }
  }
  if (ready()) return true;
  if (timeout !== null && timeout <= 0) return false;
  const below = ts.runs - t.baseRuns;
  if (again && t !== mainThread && t.parkable && below <= (ts.frame === null ? 0 : 1 + t.restartable)) {
    t.wait = { ready, deadline, door };
    throw new Parked();
  }
  const outer = t.waitBelow;
  t.waitBelow = ready;
  try {
    for (;;) {
      if (ready()) return true;
      if (runAnother()) continue;
      const now = host().now();
      if (now >= deadline) return false;
      const first = Math.min(deadline, nextDeadline(), alarms.next());
      if (first === Infinity && !door && !parkedAtDoor()) {
        if (lastResort.collect()) continue;
        if (othersCouldGoOn(t)) throw newError('RuntimeError', OTHERS_BELOW);
      }
      dispatch(host().wait(first === Infinity ? null : Math.max(0, first - now)));
    }
  } finally {
    t.waitBelow = outer;
  }
}

const OTHERS_BELOW =
  'this thread waits in a function that native code called; the threads that could go on stand below it on the stack';

/** DIFFERS: threads that wait in callbacks of native code stand on one stack, and only the topmost can go on. */
function othersCouldGoOn(t: ThreadState): boolean {
  for (const other of threads.all.values())
    if (other !== t && other.onStack && other.waitBelow?.() !== false) return true;
  return false;
}

/** Something from outside may end the wait of a thread that can then go on. */
function parkedAtDoor(): boolean {
  for (const t of threads.all.values()) if (t.wait?.door) return true;
  return false;
}

/**
 * All threads wait for each other. Where CPython's reference counts would have finalised something long ago (a pool's
 * threads wait for their executor to die), the collector may set one free; true if it found anything.
 */
export const lastResort = { collect: (): boolean => false };

/**
 * A native operation that calls back into Python and can be made again from its beginning, if what it did is undone: a
 * thread that blocks in what it calls can be parked, and the whole operation is made again.
 */
export function restartable<T>(attempt: () => T, undo: () => void): T {
  const t = threads.current;
  if (t === mainThread || ts.runs - t.baseRuns > 1 + t.restartable) return attempt();
  const { frame, depth, exc } = ts;
  t.restartable++;
  try {
    return attempt();
  } catch (e) {
    if (e instanceof Parked) {
      undo();
      ts.frame = frame;
      ts.depth = depth;
      ts.exc = exc;
    }
    throw e;
  } finally {
    t.restartable--;
  }
}

/** Polls of the attention word (calls, backward jumps) in a second of `sys.setswitchinterval`. */
const POLLS_PER_SECOND = 2e6;

/** The running slice: polls left in it, and slices since the thread last blocked. */
const slice = { left: 0, since: 0 };

function sliceLength(): number {
  return Math.max(1, Math.round(sysState.switchInterval * POLLS_PER_SECOND));
}

/** Has the VM count time slices, or not; it costs something only while it does. */
function countSlices(on: boolean): void {
  if (on) Atomics.or(attention.word, 0, TIME_SLICE);
  else Atomics.and(attention.word, 0, ~TIME_SLICE);
}

/** A thread that could run, now or by the mere passing of time or something from outside. */
function othersMayRun(): boolean {
  for (const t of threads.all.values())
    if (!t.onStack && (t.wait === undefined || t.wait.deadline < Infinity || t.wait.door || t.wait.ready()))
      return true;
  return false;
}

/** A native function on the JavaScript stack called the running frame, or one that called it. */
function belowNative(): boolean {
  for (let f = ts.frame; f?.back; f = f.back) if (f.how === How.Entry) return true;
  return false;
}

/** Slices after which a thread that cannot be parked lets others run on top of it though it holds a lock. */
const PATIENCE = 50;

attention.slice = (frame, to) => {
  if (frozen.count > 0 || --slice.left > 0) return;
  slice.left = sliceLength();
  const t = threads.current;
  slice.since++;
  if (t !== mainThread && t.parkable && !belowNative()) {
    if (to >= 0) frame.pc = to;
    t.sliced = true;
    throw new Parked();
  }
  t.overdue = true;
  // What runs on top of this thread may need its lock, and would never get it.
  if (t.held > 0 && slice.since < PATIENCE) return;
  if (!othersMayRun()) {
    countSlices(false);
    return;
  }
  const { since } = slice;
  dispatch(host().wait(0));
  if (!runAnother()) return;
  slice.left = sliceLength();
  slice.since = since;
};

function pauseHere(): void {
  const t = threads.current;
  if (!t.overdue || t === mainThread || !t.parkable || ts.runs - t.baseRuns > 1 || belowNative()) return;
  t.overdue = false;
  t.resume = undefined;
  throw new Parked();
}

/** While not 0, no other thread runs: the debugger evaluates something. */
export const frozen = { count: 0 };

perThread.push({
  save: () => [sysState.asyncgenFirstiter, sysState.asyncgenFinalizer, sysState.originTrackingDepth],
  load: (saved) => {
    const [firstiter, finalizer, depth] = (saved ?? [undefined, undefined, 0]) as [
      Value | undefined,
      Value | undefined,
      number,
    ];
    sysState.asyncgenFirstiter = firstiter;
    sysState.asyncgenFinalizer = finalizer;
    sysState.originTrackingDepth = depth;
  },
});

otherThreads.any = () => threads.all.size > 1;
otherThreads.inThread = () => threads.current !== mainThread;
otherThreads.runOne = runAnother;
otherThreads.frames = () =>
  [...threads.all.values()].flatMap((t) => (t !== threads.current && t.frame ? [t.frame] : []));
otherThreads.nextDeadline = nextDeadline;
otherThreads.block = block;
otherThreads.changed = threads.changed;
otherThreads.isParking = (e) => e instanceof Parked;
otherThreads.pauseHere = pauseHere;
otherThreads.wentOn = threads.wentOn;
otherThreads.freeze = (by) => {
  frozen.count += by;
};
