/**
 * Handles: what stands in an event loop's ready queue and timer heap.
 *
 * Owns: their data and how one is invoked. Must not know: futures, tasks (whose steps are handles of a class of their
 * own), how the loop runs. Their Python-visible part is in handleType.ts.
 */
import { bareType, floatType, None } from '../objects/builtinTypes';
import { getAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { contextFrom, contextState, enterContext, type ContextSource, PyContext } from '../objects/contextvars';
import { PyObject, type PyType, type Value } from '../objects/object';
import { PyFloat } from '../objects/values';

export const handleType = bareType('asyncio.events.Handle');
export const timerHandleType = bareType('asyncio.events.TimerHandle', handleType);

/** What few handles have. */
class HandleExtras {
  /** Debug mode: stack of its creation; a StackSummary. */
  sourceTraceback: Value = None;
  /** Debug mode: what repr showed before it was cancelled. */
  reprBefore: Value = None;
  /** When a timer is due, as given, where that was no float. */
  when: Value | undefined = undefined;
}

/** Stands for up to two arguments, which are fields of the handle: a million timers have no array each. */
const inFields: readonly Value[] = [];

const enum Flag {
  CANCELLED = 1,
  SCHEDULED = 2,
}

export class PyHandle extends PyObject {
  /** None once it is cancelled. */
  callback: Value;
  private first: Value | undefined = undefined;
  private second: Value | undefined = undefined;
  private more: readonly Value[] | null = null;
  private flags = 0;
  /** The Python loop object; any duck-typed one where a program makes handles itself. */
  loop: Value;
  private contextSource: ContextSource;
  private extras: HandleExtras | null = null;

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

  /** Null once it is cancelled. */
  get args(): readonly Value[] | null {
    const { first, second, more } = this;
    if (more !== inFields) return more;
    return second !== undefined ? [first!, second] : first !== undefined ? [first] : inFields;
  }
  set args(args: readonly Value[] | null) {
    const few = args !== null && args.length <= 2;
    this.more = few ? inFields : args;
    this.first = few ? args[0] : undefined;
    this.second = few ? args[1] : undefined;
  }

  get cancelled(): boolean {
    return (this.flags & Flag.CANCELLED) !== 0;
  }
  set cancelled(on: boolean) {
    this.setFlag(Flag.CANCELLED, on);
  }

  /** In the heap of its loop. */
  get scheduled(): boolean {
    return (this.flags & Flag.SCHEDULED) !== 0;
  }
  set scheduled(on: boolean) {
    this.setFlag(Flag.SCHEDULED, on);
  }

  private setFlag(flag: Flag, on: boolean): void {
    this.flags = on ? this.flags | flag : this.flags & ~flag;
  }

  protected further(): HandleExtras {
    return (this.extras ??= new HandleExtras());
  }

  /** As given, where that was no float; undefined for others. */
  protected get givenWhen(): Value | undefined {
    return this.extras?.when;
  }

  get context(): Value {
    return (this.contextSource = contextFrom(this.contextSource));
  }
  set context(v: Value) {
    this.contextSource = v;
  }

  get sourceTraceback(): Value {
    return this.extras === null ? None : this.extras.sourceTraceback;
  }
  set sourceTraceback(v: Value) {
    if (v !== None || this.extras !== null) this.further().sourceTraceback = v;
  }

  get reprBefore(): Value {
    return this.extras === null ? None : this.extras.reprBefore;
  }
  set reprBefore(v: Value) {
    if (v !== None || this.extras !== null) this.further().reprBefore = v;
  }

  /** Calls the callback in its context. */
  invoke(): void {
    invokeInContext(this.context, this.callback, (this.args ?? inFields) as Value[]);
  }
}

export function invokeInContext(context: Value, callback: Value, args: Value[]): void {
  if (!(context instanceof PyContext)) {
    // Whatever was given instead, with its own `run`.
    call(getAttr(context, 'run'), [callback, ...args]);
    return;
  }
  // Raises. No closure here: its variables would be an object at each call.
  if (context.entered) enterContext(context);
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
  /** When, as a number, for the heap. */
  due: number;
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
    const given = v instanceof PyFloat && v.cls === floatType ? undefined : v;
    if (given !== undefined || this.givenWhen !== undefined) this.further().when = given;
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
