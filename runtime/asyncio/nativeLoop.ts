/**
 * The event loop as data, and putting callbacks into any loop.
 *
 * Owns: PyLoop's fields (plain, for those who look into it), and the choice between our ready queue and a foreign
 * loop's `call_soon`. Must not know: how the loop runs (loopRun.ts), futures, tasks.
 */
import { getAttr } from '../objects/attributes';
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { contextFrom, type ContextSource } from '../objects/contextvars';
import { runtimeError } from '../objects/errors';
import { typeLookup } from '../objects/lookup';
import { PyObject, type PyType, type Value } from '../objects/object';
import { interp } from '../objects/interp';
import { isTrue } from '../objects/compare';
import type { Frame } from '../vm/frame';
import { library } from './library';
import { PyHandle } from './handle';
import { LoopPoll } from './loopPoll';
import { ReadyQueue } from './readyQueue';
import { TimerHeap } from './timerHeap';

export const loopType = bareType('_asyncio.EventLoopCore');

/** What run_forever will put back when it ends. */
export interface ParkedRun {
  asyncgenFirstiter: Value | undefined;
  asyncgenFinalizer: Value | undefined;
}

export class PyLoop extends PyObject {
  readonly ready = new ReadyQueue();
  readonly timers = new TimerHeap();
  stopping = false;
  closed = false;
  running = false;
  debug = false;
  /** `threading.get_ident()` of the thread that runs it; None while none does. */
  threadId: Value = None;
  /** The handle being run, in debug mode. */
  currentHandle: PyHandle | undefined = undefined;
  readonly poll = new LoopPoll();
  readonly signalHandlers = new Map<number, PyHandle>();
  /** Its thread is parked in run_forever or run_until_complete, which will be called again. */
  parked: ParkedRun | undefined = undefined;
  parkedUntil: { future: Value; isFuture: boolean } | undefined = undefined;
  /** The frame that runs it: it goes on when the loop ends. */
  startedBy: Frame | null = null;
  /** Turns of the loop so far. */
  turns = 0;
  /** The class's version and the set of the instance's attributes for which `plainCallSoon` holds. */
  private checkedVersion = -1;
  private checkedLayout: unknown = undefined;
  private plainCallSoon = false;

  /** Readers and writers by descriptor. */
  get readers(): Map<number, PyHandle> {
    return this.poll.readers;
  }

  get writers(): Map<number, PyHandle> {
    return this.poll.writers;
  }

  constructor(cls: PyType = loopType) {
    super(cls);
  }

  /** `call_soon` is ours, not overridden in Python: callbacks go straight into the queue. */
  isPlain(): boolean {
    const layout = this.dict?.cacheLayout();
    if (this.checkedVersion !== this.cls.version || this.checkedLayout !== layout) {
      this.checkedVersion = this.cls.version;
      this.checkedLayout = layout;
      this.plainCallSoon =
        typeLookup(this.cls, 'call_soon') === loopType.attrs.getStr('call_soon') && !this.dict?.has('call_soon');
    }
    return this.plainCallSoon;
  }

  /** What stands in the queue need be no handle: nobody has a `call_soon` of his own or wants to know more of it. */
  takesItems(): boolean {
    return !this.debug && this.isPlain();
  }

  checkClosed(): void {
    if (this.closed) throw runtimeError('Event loop is closed');
  }
}

/** `loop.call_soon(fn, *args, context=context)` for any loop. */
export function callSoon(loop: Value, fn: Value, args: Value[], context: ContextSource): void {
  if (loop instanceof PyLoop && loop.takesItems()) {
    loop.checkClosed();
    loop.ready.push(new PyHandle(fn, args, loop, context));
    return;
  }
  call(getAttr(loop, 'call_soon'), [fn, ...args, contextFrom(context)], ['context']);
}

export function loopDebug(loop: Value): boolean {
  return loop instanceof PyLoop ? loop.debug : isTrue(call(getAttr(loop, 'get_debug')));
}

/** The Python stack as debug mode keeps it: asyncio's own extract_stack, from the caller's frame on. */
export function extractStack(): Value {
  const frame = interp().currentFrame();
  return frame === undefined ? None : call(library('asyncio.format_helpers', 'extract_stack'), [frame]);
}
