/**
 * Blocking at the door until something holds: what blocking sockets and select() do.
 *
 * Owns: the wait. Signals' handlers run meanwhile and may raise.
 */
import { host } from '../../host/currentHost';
import { dispatch, onCompletion, type Completion } from '../../host/dispatch';
import { nextDeadline, runAnother, threads } from '../threads';
import type { HostOperations, OperationName } from '../../host/operations';

/** Waits until `ready()` or until `timeout` seconds have passed (null: for ever); false after a timeout. */
export function waitFor(ready: () => boolean, timeout: number | null): boolean {
  const deadline = timeout === null ? Infinity : host().now() + timeout;
  while (!ready()) {
    if (threads.all.size > 1 && runAnother()) continue;
    const left = Math.min(deadline, nextDeadline()) - host().now();
    if (deadline <= host().now()) {
      dispatch(host().wait(0));
      return ready();
    }
    dispatch(host().wait(left === Infinity ? null : Math.max(0, left)));
  }
  return true;
}

/** Does an operation outside and waits for its end. */
export function operateAndWait<K extends OperationName>(
  operation: K,
  args: HostOperations[K]['arguments'],
): Completion {
  let end: Completion | undefined;
  onCompletion(host().start(operation, args), (c) => (end = c));
  waitFor(() => end !== undefined, null);
  return end!;
}
