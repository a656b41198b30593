/**
 * Blocking at the door until something holds: what blocking sockets and select() do.
 *
 * Owns: the wait. Signals' handlers run meanwhile and may raise.
 */
import { host } from '../../host/currentHost';
import { dispatch, onCompletion, type Completion } from '../../host/dispatch';
import { threads } from '../threads';
import type { HostOperations, OperationName } from '../../host/operations';

/**
 * Waits until `ready()` or until `timeout` seconds have passed (null: for ever); false after a timeout. With `again`, the
 * native call that waits may be made once more from its beginning: it has done nothing yet.
 */
export function waitFor(ready: () => boolean, timeout: number | null, again = false): boolean {
  if (ready()) {
    threads.wentOn();
    return true;
  }
  if (timeout !== null && timeout <= 0) {
    lookOutside();
    return ready();
  }
  return threads.block(ready, timeout, true, again);
}

/** Takes what has come in the meantime. */
export function lookOutside(): void {
  dispatch(host().wait(0));
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
