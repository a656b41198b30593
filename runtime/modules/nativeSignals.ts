/**
 * What is done with signals before Python's handlers hear of them: what C code installs in CPython.
 *
 * Owns: those handlers, and dying by a signal. Must not know: Python's handlers, what is done.
 */
import { host } from '../host/currentHost';
import { PyBaseException, Exc } from '../objects/exceptionTypes';
import { StopProgram } from '../vm/exceptions';

/** Beyond the system's signals: the time of `faulthandler.dump_traceback_later` is over. */
export const WATCHDOG = 65;

const SIGTERM = 15;

/** By signal; where one returns false, nobody else hears of the signal. */
export const nativeHandlers = new Map<number, () => boolean>();

/** True where that was all. */
export function handledNatively(signal: number): boolean {
  return nativeHandlers.get(signal)?.() === false || signal >= WATCHDOG;
}

/** A signal has its native handler no more: what is to be done with it is Python's affair again. */
export const restored = { signal: (_signal: number): void => undefined };

export const lastWords = { before: (_signal: number): void => undefined };

/** The default action: the program ends by the signal. */
export function dieBySignal(n: number): never {
  lastWords.before(n);
  const { dieBy } = host();
  if (dieBy !== undefined) {
    dieBy(n);
    throw new StopProgram(-n);
  }
  // In a session SIGTERM comes from the debugger's Stop, upon which a program may tidy up.
  if (n === SIGTERM) throw new PyBaseException(Exc.SystemExit, [128 + n]);
  throw new StopProgram(128 + n);
}
