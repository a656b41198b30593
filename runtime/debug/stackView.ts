/**
 * Stacks as the client sees them: of Python's threads, of the running task, of suspended tasks.
 *
 * Owns: which frames a thread has and in what order, labels, creation traces. Must not know: how a stop came about.
 */
import type { Cause } from '../asyncio/provenance';
import type { PyObject, Value } from '../objects/object';
import { awaitChain, heldCoroutine } from '../introspect/awaitChain';
import { canceller, pastFrames, type PastFrame } from '../introspect/causes';
import type { CoroutineRegistry } from '../introspect/coroutineRegistry';
import type { OriginEntry } from '../introspect/places';
import { awaitPointOf, originEntries } from '../introspect/places';
import { bareCoroutines, coroutineFrames, coroutineName, taskTitle } from '../introspect/takeSnapshot';
import type { TaskSource, TaskView } from '../introspect/taskSource';
import { mainThread, threads, type ThreadState } from '../modules/threads';
import type { Frame } from '../vm/frame';
import { GenState, PyGenerator } from '../vm/generator';
import { ts } from '../vm/thread';
import type { ThreadSummary } from './agentProtocol';

export const MAIN_THREAD = 1;

/** VS Code freezes on tens of thousands of threads; Delve lists as many. The rest are in the Tasks view. */
const MOST_THREADS = 1024;

export type StackEntry =
  | { kind: 'frame'; frame: Frame; offset: number; line: number }
  | { kind: 'label'; text: string }
  | { kind: 'creation'; origin: OriginEntry }
  /** A frame that did something to the task. */
  | { kind: 'past'; frame: PastFrame };

interface CoroutineThread {
  id: number;
  title: string;
  coroutine: Value;
  object: PyObject;
  cancellation: Cause | undefined;
}

export class StackView {
  constructor(
    private readonly registry: CoroutineRegistry,
    private readonly tasks: TaskSource,
  ) {}

  threads(): ThreadSummary[] {
    return [
      ...[...threads.all.values()].map((thread) => ({ id: this.idOfThread(thread), name: threadName(thread) })),
      ...this.coroutineThreads().map(({ id, title }) => ({ id, name: title })),
    ];
  }

  /** The thread that stands for what runs now: the current task, or the main thread. */
  currentThread(): number {
    const task = this.tasks.current();
    return task === undefined ? this.idOfThread(threads.current) : this.registry.idOf(task);
  }

  /** The thread of Python's that a DAP thread stands for; undefined where it stands for a task or coroutine. */
  pythonThread(threadId: number): ThreadState | undefined {
    return [...threads.all.values()].find((thread) => this.idOfThread(thread) === threadId);
  }

  private idOfThread(thread: ThreadState): number {
    return thread === mainThread ? MAIN_THREAD : this.registry.idOf(thread);
  }

  /** The ids of the threads that stand for tasks and coroutines. */
  coroutineThreadIds(): Set<number> {
    return new Set(this.coroutineThreads().map(({ id }) => id));
  }

  /** The thread of whatever a coroutine belongs to: its task, or itself. */
  threadOfCoroutine(coroutine: PyGenerator): number {
    const view = this.tasks
      .all()
      .find((candidate) => candidate.coroutine === coroutine || heldCoroutine(candidate.coroutine) === coroutine);
    return this.registry.idOf(view ? view.task : coroutine);
  }

  /** Innermost first; undefined for a thread that isn't there (any more). */
  stack(threadId: number): StackEntry[] | undefined {
    const pythonThread = this.pythonThread(threadId);
    if (pythonThread) return physicalStack(innermostFrame(pythonThread)).map(frameEntry);
    const thread = this.coroutineThreads().find(({ id }) => id === threadId);
    if (!thread) return undefined;
    const { coroutine } = thread;
    const entries: StackEntry[] = coroutineFrames(coroutine, awaitChain(coroutine)).map(frameEntry);
    entries.push(...this.awaiters(thread.object, new Set([thread.object])));
    entries.push(...cancellationEntries(thread.cancellation));
    const root = coroutine instanceof PyGenerator ? coroutine : heldCoroutine(coroutine);
    const origin = originEntries(root?.origin ?? null);
    if (origin.length > 0) {
      entries.push({ kind: 'label', text: 'created at' });
      entries.push(...origin.map((entry): StackEntry => ({ kind: 'creation', origin: entry })));
    }
    return entries;
  }

  /** The frames of tasks that await this one, outwards, each below a label with its name. */
  private awaiters(task: PyObject, seen: Set<PyObject>): StackEntry[] {
    const awaiter = this.tasks.awaitedBy(task).find((candidate) => !seen.has(candidate));
    const view = awaiter && this.tasks.all().find((candidate) => candidate.task === awaiter);
    if (!view) return [];
    seen.add(view.task);
    return [
      { kind: 'label', text: `await — ${taskTitle(view)}` },
      ...[...awaitChain(view.coroutine).frames].reverse().map(frameEntry),
      ...this.awaiters(view.task, seen),
    ];
  }

  private coroutineThreads(): CoroutineThread[] {
    const views = this.tasks.all().filter(({ outcome }) => outcome === 'pending');
    const owned = new Set(views.flatMap((view) => awaitChain(view.coroutine).links));
    const bare = bareCoroutines(this.registry, owned).map(({ gen }) => ({
      id: this.registry.idOf(gen),
      title: `coroutine '${coroutineName(gen)}'`,
      coroutine: gen,
      object: gen,
      cancellation: undefined,
    }));
    const tasks = views.map((view) => this.taskThread(view));
    const running = views.findIndex((view) => view.running);
    const threads = [...tasks, ...bare];
    if (threads.length <= MOST_THREADS) return threads;
    const newest = threads.slice(-MOST_THREADS);
    if (running >= 0 && !newest.includes(threads[running])) newest[0] = threads[running];
    return newest;
  }

  private taskThread(view: TaskView): CoroutineThread {
    const { task, coroutine, cancellation } = view;
    return { id: this.registry.idOf(task), title: taskTitle(view), coroutine, object: task, cancellation };
  }
}

/** Where a task was cancelled, and what that was passed on from. */
function cancellationEntries(cancellation: Cause | undefined): StackEntry[] {
  const entries: StackEntry[] = [];
  for (let cause = cancellation; cause !== undefined; cause = cause.because) {
    const passedOn = cause === cancellation ? '' : `${cause.of?.title ?? 'that'} `;
    entries.push({ kind: 'label', text: `${passedOn}cancelled by — ${canceller(cause)}` });
    entries.push(...pastFrames(cause).map((frame): StackEntry => ({ kind: 'past', frame })));
  }
  return entries;
}

/** The frame in which a thread is; null before it begins. */
function innermostFrame(thread: ThreadState): Frame | null {
  return thread === threads.current ? ts.frame : thread.frame;
}

function threadName(thread: ThreadState): string {
  return thread === mainThread ? 'MainThread' : (thread.name ?? `Thread ${thread.ident}`);
}

function physicalStack(innermost: Frame | null): Frame[] {
  const frames: Frame[] = [];
  for (let frame = innermost; frame !== null; frame = frame.back) {
    // At a stop for a suspension the suspended frames are just being left.
    if (frame.gen?.state !== GenState.Suspended) frames.push(frame);
  }
  return frames;
}

export function frameEntry(frame: Frame): StackEntry {
  const point = awaitPointOf(frame);
  return { kind: 'frame', frame, offset: Math.max(0, frame.lasti), line: point?.lineno ?? frame.shownLine };
}
