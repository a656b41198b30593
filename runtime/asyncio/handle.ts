/**
 * Handles: what stands in an event loop's ready queue and timer heap.
 *
 * Owns: their data and how one is invoked. Must not know: futures, tasks (whose steps are handles of a class of their
 * own), how the loop runs. Their Python-visible part is in handleType.ts.
 */
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { contextState, runInContext, type PyContext } from '../objects/contextvars';
import { PyObject, type PyType, type Value } from '../objects/object';

export const handleType = bareType('asyncio.events.Handle');
export const timerHandleType = bareType('asyncio.events.TimerHandle', handleType);

export class PyHandle extends PyObject {
  /** None once it is cancelled. */
  callback: Value;
  args: readonly Value[] | null;
  cancelled = false;
  /** The Python loop object; any duck-typed one where a program makes handles itself. */
  loop: Value;
  context: Value;
  /** Stack of its creation, in debug mode; a StackSummary. */
  sourceTraceback: Value = None;
  /** What repr showed before it was cancelled, in debug mode. */
  reprBefore: Value = None;

  constructor(callback: Value, args: readonly Value[] | null, loop: Value, context: Value, cls: PyType = handleType) {
    super(cls);
    this.callback = callback;
    this.args = args;
    this.loop = loop;
    this.context = context;
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
  when: Value;
  /** `when` as a number, for the heap. */
  due: number;
  /** In the heap of its loop. */
  scheduled = false;
  /** Order of creation, so that timers due at one time go off in the order in which they were set. */
  order = 0;

  constructor(
    when: Value,
    due: number,
    callback: Value,
    args: readonly Value[],
    loop: Value,
    context: Value,
    cls: PyType = timerHandleType,
  ) {
    super(callback, args, loop, context, cls);
    this.when = when;
    this.due = due;
  }
}
