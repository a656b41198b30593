/**
 * Which exceptions stop the program.
 *
 * Owns: the filters and their conditions; judging whether anybody will catch an exception. Must not know: stopping.
 */
import { isError } from '../objects/errors';
import type { PyBaseException } from '../objects/exceptionTypes';
import { Exc } from '../objects/exceptionTypes';
import { PyTraceback } from '../vm/exceptions';
import type { Frame } from '../vm/frame';
import { How } from '../vm/frame';
import { ts } from '../vm/thread';
import type { ExceptionFilter, ExceptionFilterSpec } from './agentProtocol';
import type { Guest } from './guest';
import type { StackEntry } from './stackView';

type BreakMode = 'always' | 'unhandled' | 'userUnhandled';

/** The machinery of iteration and coroutines, not errors. */
const CONTROL_FLOW = ['StopIteration', 'StopAsyncIteration', 'GeneratorExit'] as const;

export class ExceptionStops {
  private filters = new Map<ExceptionFilter, string | null>();
  private readonly reported = new WeakSet<PyBaseException>();

  constructor(
    private readonly guest: Guest,
    private readonly evaluate: (condition: string, exception: PyBaseException, frame: Frame | null) => boolean,
  ) {}

  set(specs: readonly ExceptionFilterSpec[]): void {
    this.filters = new Map(specs.map(({ filter, condition }) => [filter, condition ?? null]));
  }

  /** Whether raised exceptions need to be looked at at all. */
  get watching(): boolean {
    return this.filters.size > 0;
  }

  /** An exception was raised in or has reached a frame: how it is to be reported, or null. */
  judge(frame: Frame, exception: PyBaseException, inTask: boolean): BreakMode | null {
    if (this.reported.has(exception)) return null;
    const own = !this.guest.isLibrary(frame.code.filename);
    if (own && this.wants('raised', exception, frame)) return this.report(exception, 'always');
    if (isCovered(frame)) return null;
    if (
      own &&
      frame.back &&
      this.guest.isLibrary(frame.back.code.filename) &&
      this.wants('userUnhandled', exception, frame)
    ) {
      return this.report(exception, 'userUnhandled');
    }
    // In a task somebody may still ask for the exception; the program's end tells.
    if (!inTask && this.leavesTheProgram() && this.wants('uncaught', exception, frame))
      return this.report(exception, 'unhandled');
    return null;
  }

  stopsUncaught(exception: PyBaseException): boolean {
    if (this.reported.has(exception) || isError(exception, Exc.SystemExit)) return false;
    if (!this.wants('uncaught', exception, null)) return false;
    this.report(exception, 'unhandled');
    return true;
  }

  /** The frames that an exception came through, innermost first, as its traceback keeps them. */
  tracebackStack(exception: PyBaseException): StackEntry[] {
    const entries: StackEntry[] = [];
    for (let traceback = exception.traceback; traceback instanceof PyTraceback; traceback = traceback.next) {
      const { frame, lasti, lineno } = traceback;
      entries.unshift({ kind: 'frame', frame, offset: Math.max(0, lasti), line: lineno });
    }
    return entries;
  }

  /** No frame on the stack has a handler around where it stands, but for threading's own, which only reports. */
  private leavesTheProgram(): boolean {
    for (let frame = ts.frame; frame !== null; frame = frame.back) {
      if (THREAD_FRAMES.has(frame.code.qualname) && this.guest.isLibrary(frame.code.filename)) return true;
      if (isCovered(frame)) return false;
      // Native code that called back may catch what comes, but only the loop's does: tasks are judged apart.
      if (frame.how === How.Entry && frame.gen !== null) return false;
    }
    return true;
  }

  private report(exception: PyBaseException, mode: BreakMode): BreakMode {
    this.reported.add(exception);
    return mode;
  }

  private wants(filter: ExceptionFilter, exception: PyBaseException, frame: Frame | null): boolean {
    const condition = this.filters.get(filter);
    if (condition === undefined) return false;
    if (condition === null) return !CONTROL_FLOW.some((name) => isError(exception, Exc[name]));
    const names = /^[\w.]+(\s*,\s*[\w.]+)*$/.test(condition) ? condition.split(/\s*,\s*/) : null;
    if (names) return names.some((name) => exception.cls.mro.some((type) => type.name === name.split('.').pop()));
    try {
      return this.evaluate(condition, exception, frame);
    } catch {
      return false;
    }
  }
}

/** Of threading: their handlers tidy up and report. */
const THREAD_FRAMES: ReadonlySet<string> = new Set(['Thread.run', 'Thread._bootstrap_inner']);

/** Whether the frame has a handler (an except, finally or with) around the place where it is. */
function isCovered(frame: Frame): boolean {
  const offset = (frame.pc - 1) * 2;
  return frame.x.handlers.some(({ start, end }) => offset >= start && offset < end);
}

/** asyncio's CancelledError, or that of another library. */
export function isCancellation(exception: PyBaseException): boolean {
  return exception.cls.mro.some(({ name }) => name === 'CancelledError' || name === 'Cancelled');
}
