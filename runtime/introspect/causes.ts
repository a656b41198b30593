/**
 * What was done to a task, by whom and where, as plain data.
 *
 * Owns: the words, and turning what asyncio/provenance.ts noted into frames. Must not know: when it is noted.
 */
import { Code } from '../bytecode/code';
import type { Cause } from '../asyncio/provenance';
import type { PyObject } from '../objects/object';
import type { Places } from './places';
import { sourceOf } from './places';
import type { CauseInfo, FrameInfo } from './snapshot';
import type { WakeUp } from './taskSource';

/** A line of a stack that is no longer there. */
export interface PastFrame {
  code: Code;
  offset: number;
}

export interface CauseSources {
  places: Places;
  idOf(object: PyObject): number;
}

/** Functions of asyncio that cancel, by qualified name, and what that means. */
const CANCELLERS: Record<string, string> = {
  'Timeout._on_timeout': 'timeout',
  'Timeout._reschedule': 'timeout',
  _cancel_all_tasks: 'the program ends',
  'Runner._on_sigint': 'Ctrl+C',
  'TaskGroup._abort': 'TaskGroup',
  'TaskGroup._on_task_done': 'TaskGroup',
  '_GatheringFuture.cancel': 'gather',
};

const CALLED = 'cancel()';

/** Innermost first. */
export function pastFrames({ stack }: Cause): PastFrame[] {
  const frames: PastFrame[] = [];
  for (let i = 0; i < stack.length; i += 2) frames.push({ code: stack[i] as Code, offset: stack[i + 1] as number });
  return frames;
}

/** A cancellation and those that it was passed on from, nearest first. */
export function cancellationChain(cancellation: Cause, sources: CauseSources): CauseInfo[] {
  const chain: CauseInfo[] = [];
  for (let cause: Cause | undefined = cancellation; cause !== undefined; cause = cause.because) {
    chain.push({ ...causeInfo(cause, cancelWords(cause), sources), by: canceller(cause) });
  }
  return chain;
}

export function wakeUpInfo({ cause, outcome }: WakeUp, sources: CauseSources): CauseInfo {
  const words = { done: 'completed', failed: 'failed', cancelled: 'cancelled', pending: '' };
  return causeInfo(cause, words[outcome], sources);
}

function causeInfo(cause: Cause, how: string, { places, idOf }: CauseSources): CauseInfo {
  const task = cause.by?.task;
  return {
    how,
    of: cause.of?.title ?? null,
    by: causer(cause),
    taskId: task === undefined ? null : idOf(task),
    frames: pastFrames(cause).map((frame) => pastFrameInfo(frame, places)),
  };
}

/** Who cancelled: `Task-3 'fetch'`; where no task did, why it happened: `timeout`. */
export function canceller(cause: Cause): string {
  const words = cancelWords(cause);
  return cause.by || cause.byDebugger || words === CALLED ? causer(cause) : words;
}

/** Who did it: `Task-3 'fetch'`. */
function causer({ by, byDebugger }: Cause): string {
  return byDebugger ? 'the debugger' : (by?.title ?? 'the event loop');
}

function cancelWords({ stack, because, failed }: Cause): string {
  if (failed) return `TaskGroup: ${failed.title} failed`;
  for (const code of stack) {
    const words = code instanceof Code ? CANCELLERS[code.qualname] : undefined;
    if (words !== undefined) return words;
  }
  return because ? 'passed on' : CALLED;
}

function pastFrameInfo({ code, offset }: PastFrame, places: Places): FrameInfo {
  const [line, , column] = code.positions.subarray((offset >> 1) * 4);
  return {
    name: code.qualname,
    ...sourceOf(code.filename, places),
    line,
    column: column >= 0 ? places.column(code.filename, line, column) : 1,
    await: null,
    library: places.isLibrary(code.filename),
  };
}
