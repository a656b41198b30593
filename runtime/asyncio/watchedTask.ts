/**
 * WatchedTask: what a task has while a debugger looks on, beside its own state.
 */
import type { PyBaseException } from '../objects/exceptionTypes';
import type { Cause, TaskIdentity } from './provenance';
import type { TaskLane } from './recording';

/** What a frozen task will do when it is thawed. */
export interface Frozen {
  stepDue: boolean;
  /** What that step throws into the coroutine. */
  exc: PyBaseException | undefined;
}

/** What a task has while a debugger looks on. */
export class WatchedTask {
  /** Set while the debugger holds the task: its next step waits for `thaw`. */
  frozen: Frozen | null = null;
  /** Its last cancellation. */
  cancelledBy: Cause | undefined = undefined;
  identity: TaskIdentity | undefined = undefined;
  /** What `recording.listener` keeps of it. */
  lane: TaskLane | null = null;
}
