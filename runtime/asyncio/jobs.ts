/**
 * Work for the default executor: `run_in_executor(None, f)`, `asyncio.to_thread`.
 *
 * Owns: running such work on the loop's own thread, between callbacks.
 * DIFFERS: CPython runs it in a pool of threads beside the loop; here a job that blocks holds the loop up meanwhile.
 */
import { getAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { copyCurrentContext } from '../objects/contextvars';
import { runtimeError } from '../objects/errors';
import { PyBaseException } from '../objects/exceptionTypes';
import { nativeFunction } from '../objects/native';
import type { Value } from '../objects/object';
import { PyFuture } from './future';
import { PyHandle } from './handle';
import { library } from './library';
import type { PyLoop } from './nativeLoop';

export function runInExecutor(loop: PyLoop, executor: Value, func: Value, args: Value[]): Value {
  loop.checkClosed();
  const { dict } = loop;
  if (executor !== None || (dict?.getStr('_default_executor') ?? None) !== None)
    return call(getAttr(library('asyncio.base_events', 'BaseEventLoop'), 'run_in_executor'), [
      loop,
      executor,
      func,
      ...args,
    ]);
  if (loop.debug) call(getAttr(loop, '_check_callback'), [func, 'run_in_executor']);
  if (dict?.getStr('_executor_shutdown_called') === true) throw runtimeError('Executor shutdown has been called');
  const future = new PyFuture();
  future.init(loop);
  const job = nativeFunction('run_job()', () => {
    if (future.state === 'PENDING') runJob(future, func, args);
    return None;
  });
  loop.ready.push(new PyHandle(job, [], loop, copyCurrentContext()));
  return future;
}

function runJob(future: PyFuture, func: Value, args: Value[]): void {
  let result: Value;
  try {
    result = call(func, args);
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    if (future.state === 'PENDING') future.setException(e);
    return;
  }
  if (future.state === 'PENDING') future.setResult(result);
}
