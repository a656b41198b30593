/**
 * What the event loop takes from the library's own Python modules: exception classes, reprs, loggers.
 *
 * Owns: looking them up, importing the module if need be. Must not know: what they are used for.
 */
import { getAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { PyBaseException } from '../objects/exceptionTypes';
import { isSubtype, type PyType, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';

/** A module of the library, imported if it isn't yet. */
export function libraryModule(name: string): Value {
  const loaded = sysState.modules.getStr(name);
  if (loaded !== undefined) return loaded;
  const builtins = sysState.modules.getStr('builtins')!;
  call(getAttr(builtins, '__import__'), [name]);
  return sysState.modules.getStr(name)!;
}

/** `module.name`, looked up now: tests and programs replace such things. */
export function library(module: string, name: string): Value {
  return getAttr(libraryModule(module), name);
}

let cancelledError: PyType | undefined;
let invalidStateError: PyType | undefined;

export function cancelledErrorType(): PyType {
  return (cancelledError ??= library('asyncio.exceptions', 'CancelledError') as PyType);
}

export function isCancelledError(e: unknown): e is PyBaseException {
  return e instanceof PyBaseException && isSubtype(e.cls, cancelledErrorType());
}

export function invalidState(message: string): PyBaseException {
  invalidStateError ??= library('asyncio.exceptions', 'InvalidStateError') as PyType;
  return call(invalidStateError, [message]) as PyBaseException;
}
