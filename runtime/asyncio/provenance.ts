/**
 * Who did what to a task, for those who look on: where it was cancelled, and where the future that it waited for got
 * done.
 *
 * Owns: taking note. Off unless a debugger is attached: then a note is a small array of code objects and offsets, no
 * texts. A task that ended long ago is forgotten. Must not know: how it is shown.
 */
import type { Code } from '../bytecode/code';
import type { PyObject, Value } from '../objects/object';
import { notePlaces } from '../vm/jit/frameless/callSites';
import { ts } from '../vm/thread';
import type { PyFuture } from './future';
import { PyLoop } from './nativeLoop';
import { recording } from './recording';
import { running } from './runningLoop';

/**
 * A task by what stays of it when it is gone. The task is a private field, so that Python's collector doesn't find it
 * here; a WeakRef would keep it alive until the worker's one long turn ends.
 */
export class TaskIdentity {
  #task: PyObject | undefined;
  /** The last wake-up that it caused: most of a task's are in one place. */
  lastWake: Cause | undefined = undefined;
  /** `named`: its name, or the number that stands for one; `of`: its coroutine's, or nothing. */
  constructor(
    task: PyObject,
    private readonly named: string | number,
    private readonly of: string,
  ) {
    this.#task = task;
  }

  /** `Task-3 'fetch'`: made when somebody asks, for many are never asked about. */
  get title(): string {
    const name = taskName(this.named);
    return this.of === '' || this.of === name ? name : `${name} '${this.of}'`;
  }

  /** Undefined once it has ended and nobody can ask for it any more. */
  get task(): PyObject | undefined {
    return this.#task;
  }

  forget(): void {
    this.#task = undefined;
  }
}

/** A callback of the loop, which Python's collector doesn't find here. */
export class NotedCallback {
  readonly #callback: Value;

  constructor(callback: Value) {
    this.#callback = callback;
  }

  get callback(): Value {
    return this.#callback;
  }
}

/** A task's name; a number stands for the name that asyncio gives. */
export function taskName(named: string | number): string {
  return typeof named === 'number' ? `Task-${named}` : named;
}

/** One thing that was done, and where. */
export interface Cause {
  /** Code objects, each followed by the byte offset at which it was; innermost first. */
  readonly stack: readonly (Code | number)[];
  /** The task that was cancelled; undefined for a future that was completed. */
  readonly of: TaskIdentity | undefined;
  /** The task in whose step it was done; undefined where a callback of the loop did it. */
  readonly by: TaskIdentity | undefined;
  /** That callback, while somebody looks into the loop. */
  readonly callback: NotedCallback | undefined;
  /** Nobody in the program did it. */
  readonly byDebugger: boolean;
  /** The cancellation that was passed on. */
  readonly because: Cause | undefined;
  /** The task whose failure was the reason, in a TaskGroup. */
  readonly failed: TaskIdentity | undefined;
}

export const provenance = {
  on: false,
  /** Set while a task's cancellation is handed to what it waits for. */
  passing: undefined as Cause | undefined,
  /** The debugger itself is at work. */
  byDebugger: false,
  /** How tasks are named; set by task.ts. */
  identify: (_task: PyObject): TaskIdentity | undefined => undefined,
};

/** Told of tasks and futures that are gone with nobody having looked; null where nobody listens. */
export const lost = { notice: null as ((future: PyFuture, how: 'pending' | 'failed') => void) | null };

/** Frames that are remembered of a wake-up: these are many. */
const WAKE_DEPTH = 8;
/** Of a cancellation. */
const CANCEL_DEPTH = 32;
/** Cancellations that one can be traced back through. */
const LONGEST_CHAIN = 16;

/** The last wake-up that no task caused. */
const outside: Pick<TaskIdentity, 'lastWake'> = { lastWake: undefined };

/** A future that somebody waits for is done, here and now: the same object as the last time, where that was in one place. */
export function noteCompletion(): Cause {
  const by = causer();
  const causing = by ?? outside;
  const length = noteStack(WAKE_DEPTH);
  const last = causing.lastWake;
  if (last !== undefined && isNoted(last.stack, length) && isSame(last)) return last;
  return (causing.lastWake = newCause(length, by));
}

/** A task is cancelled here and now. `current`: what is known of the running task's own cancellation. */
export function noteCancellation(of: TaskIdentity, current: Cause | undefined): Cause {
  const because = provenance.passing ?? current;
  const earliest = chainLength(because) < LONGEST_CHAIN ? because : undefined;
  return newCause(noteStack(CANCEL_DEPTH), causer(), of, earliest, failedMember());
}

/** A stack while it is noted: whether it is the same as another is seen without a copy of it. */
const noting: (Code | number)[] = [];

/** Where the program stands, up to the loop; how long that is. */
function noteStack(depth: number): number {
  if (provenance.byDebugger) return 0;
  const { loop } = running;
  const end = loop instanceof PyLoop ? loop.startedBy : null;
  let length = notePlaces(noting, depth) * 2;
  for (let frame = ts.frame; frame !== null && frame !== end && length < depth * 2; frame = frame.back) {
    noting[length++] = frame.code;
    noting[length++] = (frame.pc - 1) * 2;
  }
  return length;
}

function isNoted(stack: Cause['stack'], length: number): boolean {
  if (stack.length !== length) return false;
  for (let i = 0; i < length; i++) if (stack[i] !== noting[i]) return false;
  return true;
}

/** Who did it, but for the task, is whoever does it now. */
function isSame({ byDebugger, callback }: Cause): boolean {
  return byDebugger === provenance.byDebugger && callback?.callback === recording.callback;
}

/** The task in whose step it happens. */
function causer(): TaskIdentity | undefined {
  const { task } = running;
  return provenance.byDebugger || task === undefined ? undefined : provenance.identify(task as PyObject);
}

function newCause(
  length: number,
  by: TaskIdentity | undefined,
  of?: TaskIdentity,
  because?: Cause,
  failed?: TaskIdentity,
): Cause {
  const { callback } = recording;
  const noted = callback === undefined ? undefined : new NotedCallback(callback);
  return {
    stack: noting.slice(0, length),
    of,
    by,
    callback: noted,
    byDebugger: provenance.byDebugger,
    because,
    failed,
  };
}

function chainLength(cause: Cause | undefined): number {
  let length = 0;
  for (let next = cause; next !== undefined; next = next.because) length++;
  return length;
}

/** asyncio's TaskGroup cancels from a callback that has the task that failed in a variable. */
function failedMember(): TaskIdentity | undefined {
  let depth = 3;
  for (let frame = ts.frame; frame !== null && depth-- > 0; frame = frame.back) {
    if (frame.code.qualname !== 'TaskGroup._on_task_done') continue;
    const member = frame.s[frame.code.varnames.indexOf('task')];
    return typeof member === 'object' ? provenance.identify(member) : undefined;
  }
  return undefined;
}
