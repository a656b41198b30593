/**
 * The end of a program (CPython's Py_FinalizeEx): threads, atexit, what was never finalised, the streams.
 */
import { callMethod, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { PyBaseException } from '../objects/exceptionTypes';
import { interp } from '../objects/interp';
import { isTrue } from '../objects/compare';
import { sysState } from '../objects/sysState';
import { runAtexit } from '../modules/atexit';
import { finalizeAll } from '../modules/gc';
import type { Value } from '../objects/object';
import { ownStreams } from './standardStreams';

/** Runs what must be run at the end; returns the exit code. */
export function finish(code: number): number {
  guarded('Exception ignored on threading shutdown', () => {
    const threading = sysState.modules.getStr('threading');
    if (threading !== undefined) callMethod(threading, '_shutdown');
  });
  runAtexit();
  const failed = STREAMS.filter((name) => !flush(name));
  sysState.finalizing = true;
  guarded('Exception ignored at the end', finalizeAll);
  sysState.finalized = true;
  // What could not be written is told once.
  for (const name of STREAMS) if (!failed.includes(name) && !flush(name)) failed.push(name);
  for (const stream of ownStreams) flushOwn(stream);
  return failed.length > 0 && code !== BY_SIGINT ? 120 : code;
}

const STREAMS = ['stdout', 'stderr'];

/** No exit code: the process is to end itself by this signal, as CPython's exit_sigint does. */
export const BY_SIGINT = -2;

function guarded(what: string, f: () => void): void {
  try {
    f();
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    interp().unraisable(e, what, undefined);
  }
}

/** It dies now: nobody can be told any more of what fails. */
function flushOwn(stream: Value): void {
  try {
    callMethod(stream, 'flush');
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
  }
}

/** False where the stream could not be flushed. */
function flush(name: string): boolean {
  const out = sysState.sysDict?.getStr(name);
  if (out === undefined || out === None) return true;
  try {
    const closed = lookupAttr(out, 'closed');
    if (closed !== undefined && isTrue(closed)) return true;
    callMethod(out, 'flush');
    return true;
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    if (name === 'stdout') interp().unraisable(e, 'Exception ignored while flushing sys.stdout', undefined);
    return false;
  }
}
