/**
 * Handles: what stands in an event loop's ready queue and timer heap.
 *
 * Owns: their data and how one is invoked. Must not know: futures, tasks (whose steps are handles of a class of their
 * own), how the loop runs. Their Python-visible part is in handleType.ts.
 */
import { bareType, floatType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { contextFrom, contextState, runInContext, type ContextSource, type PyContext } from '../objects/contextvars';
import { PyObject, type PyType, type Value } from '../objects/object';
import { PyFloat } from '../objects/values';

export const handleType = bareType('asyncio.events.Handle');
export const timerHandleType = bareType('asyncio.events.TimerHandle', handleType);

/** What handles have in debug mode only. */
class DebugNotes {
  /** Stack of its creation; a StackSummary. */
  sourceTraceback: Value = None;
  /** What repr showed before it was cancelled. */
  reprBefore: Value = None;
}

export class PyHandle extends PyObject {
  /** None once it is cancelled. */
  callback: Value;
  args: readonly Value[] | null;
  cancelled = false;
  /** The Python loop object; any duck-typed one where a program makes handles itself. */
  loop: Value;
  private contextSource: ContextSource;
  private notes: DebugNotes | null = null;

  constructor(
    callback: Value,
    args: readonly Value[] | null,
    loop: Value,
    context: ContextSource,
    cls: PyType = handleType,
  ) {
    super(cls);
    this.callback = callback;
    this.args = args;
    this.loop = loop;
    this.contextSource = context;
  }

  get context(): Value {
    return (this.contextSource = contextFrom(this.contextSource));
  }
  set context(v: Value) {
    this.contextSource = v;
  }

  get sourceTraceback(): Value {
    return this.notes === null ? None : this.notes.sourceTraceback;
  }
  set sourceTraceback(v: Value) {
    if (v !== None || this.notes !== null) (this.notes ??= new DebugNotes()).sourceTraceback = v;
  }

  get reprBefore(): Value {
    return this.notes === null ? None : this.notes.reprBefore;
  }
  set reprBefore(v: Value) {
    if (v !== None || this.notes !== null) (this.notes ??= new DebugNotes()).reprBefore = v;
  }

  /** Calls the callback in its context. */
  invoke(): void {
    invokeInContext(this.context as PyContext, this.callback, this.args as Value[]);
  }
}

export function invokeInContext(context: PyContext, callback: Value, args: Value[]): void {
  if (context.entered) {
    runInContext(context, () => call(callback, args));
    return;
  }
  const previous = contextState.current;
  context.entered = true;
  contextState.current = context;
  try {
    call(callback, args);
  } finally {
    context.entered = false;
    contextState.current = previous;
  }
}

export class PyTimerHandle extends PyHandle {
  /** As given, where that was no float. */
  private givenWhen: Value | undefined = undefined;
  /** When, as a number, for the heap. */
  due: number;
  /** In the heap of its loop. */
  scheduled = false;
  /** Order of creation, so that timers due at one time go off in the order in which they were set. */
  order = 0;

  constructor(
    when: Value,
    callback: Value,
    args: readonly Value[],
    loop: Value,
    context: ContextSource,
    cls: PyType = timerHandleType,
  ) {
    super(callback, args, loop, context, cls);
    this.due = 0;
    this.when = when;
  }

  get when(): Value {
    return this.givenWhen ?? new PyFloat(this.due);
  }
  set when(v: Value) {
    this.due = secondsOf(v);
    if (!(v instanceof PyFloat && v.cls === floatType)) this.givenWhen = v;
    else this.givenWhen = undefined;
  }
}

/** A time given as int or float; NaN for anything else. */
export function secondsOf(v: Value): number {
  return v instanceof PyFloat
    ? v.value
    : typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean'
      ? Number(v)
      : NaN;
}
