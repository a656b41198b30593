/**
 * Threads: who runs, who waits for what, and going from one to another.
 *
 * Owns: the table of threads and the scheduler. Threads are switched where they block; the one that waited longest goes
 * first, so the same input gives the same switches. Must not know: locks, queues.
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
import type { PyObject } from '../objects/object';
import { host } from '../host/currentHost';
import type { Frame } from '../vm/frame';
import { otherThreads } from '../vm/otherThreads';
import { continueRun } from '../vm/run';
import { ExcItem, ts } from '../vm/thread';
import { interrupted } from './osErrors';

interface Wait {
  ready: () => boolean;
  deadline: number;
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
  body: (() => void) | undefined = undefined;
  /** Run when it has ended. */
  ended: (() => void) | undefined = undefined;
  wait: Wait | undefined = undefined;
  /** What the blocking call at this place answers when it is run again. */
  resume: { frame: Frame | null; pc: number; result: boolean; deadline: number } | undefined = undefined;
  /** run() invocations below this thread's own. */
  baseRuns = 0;
  /** The outermost Python frame, and the VM's registers while it doesn't run. */
  entry: Frame | null = null;
  frame: Frame | null = null;
  exc = new ExcItem();
  depth = 0;
  context: PyContext | undefined = undefined;
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
};

export function newThreadState(): ThreadState {
  const t = new ThreadState(threads.nextIdent);
  threads.nextIdent += 0x1000;
  return t;
}

/** Starts a thread: it runs when the running one blocks. */
export function startThread(state: ThreadState, body: () => void): void {
  if (threads.all.size > 4000) throw newError('RuntimeError', "can't start new thread");
  state.body = body;
  threads.all.set(state.ident, state);
}

function saveRegisters(t: ThreadState): void {
  t.frame = ts.frame;
  t.exc = ts.exc;
  t.depth = ts.depth;
  t.context = contextState.current;
}

function loadRegisters(t: ThreadState): void {
  ts.frame = t.frame;
  ts.exc = t.exc;
  ts.depth = t.depth;
  contextState.current = t.context;
  threads.current = t;
}

/** Runs a thread until it parks or ends. */
function step(t: ThreadState): void {
  const before = threads.current;
  saveRegisters(before);
  loadRegisters(t);
  t.onStack = true;
  t.baseRuns = ts.runs;
  try {
    if (t.started && t.entry !== null && ts.frame !== null) {
      ts.frame.pc--;
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
 * timeout. Others run meanwhile.
 */
function block(ready: () => boolean, timeout: number | null): boolean {
  const t = threads.current;
  const { resume } = t;
  if (resume !== undefined) {
    t.resume = undefined;
    // The instruction run again may not have asked (its lock was free): then this is a later call, to be judged anew.
    const samePlace = resume.frame === ts.frame && resume.pc === (ts.frame?.pc ?? 0);
    if (samePlace && !resume.result && host().now() >= resume.deadline && !ready() && timeout !== null) return false;
  }
  if (ready()) return true;
  if (timeout !== null && timeout <= 0) return false;
  const deadline = timeout === null ? Infinity : host().now() + timeout;
  const below = ts.runs - t.baseRuns;
  if (t !== mainThread && below <= (ts.frame === null ? 0 : 1)) {
    t.wait = { ready, deadline };
    throw new Parked();
  }
  for (;;) {
    if (ready()) return true;
    if (runAnother()) continue;
    const now = host().now();
    if (now >= deadline) return false;
    const left = Math.min(deadline, nextDeadline()) - now;
    // Only a signal handler can change anything now.
    if (left > 0 && host().sleep(Math.min(left, 3600))) interrupted.run();
  }
}

otherThreads.any = () => threads.all.size > 1;
otherThreads.inThread = () => threads.current !== mainThread;
otherThreads.runOne = runAnother;
otherThreads.nextDeadline = nextDeadline;
otherThreads.block = block;
