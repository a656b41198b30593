/**
 * Work for an executor: `run_in_executor`, and through it `asyncio.to_thread`.
 *
 * Owns: the default executor, a pool of threads from the library, made when it is first wanted. Must not know: threads.
 */
import { getAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { runtimeError } from '../objects/errors';
import type { Value } from '../objects/object';
import { library } from './library';
import type { PyLoop } from './nativeLoop';

export function runInExecutor(loop: PyLoop, executor: Value, func: Value, args: Value[]): Value {
  loop.checkClosed();
  if (loop.debug) call(getAttr(loop, '_check_callback'), [func, 'run_in_executor']);
  const submitted = call(getAttr(executor === None ? defaultExecutor(loop) : executor, 'submit'), [func, ...args]);
  return call(library('asyncio.futures', 'wrap_future'), [submitted, loop], ['loop']);
}

function defaultExecutor(loop: PyLoop): Value {
  const dict = loop.dict!;
  const set = dict.getStr('_default_executor') ?? None;
  const isShutDown = dict.getStr('_executor_shutdown_called');
  if (isShutDown !== undefined && isTrue(isShutDown)) throw runtimeError('Executor shutdown has been called');
  if (set !== None) return set;
  const made = call(library('concurrent.futures', 'ThreadPoolExecutor'), ['asyncio'], ['thread_name_prefix']);
  dict.setStr('_default_executor', made);
  return made;
}
