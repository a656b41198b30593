/**
 * The module `faulthandler`: tracebacks on demand, after a time, upon a signal, and when the program dies by one.
 * DIFFERS: there is no C stack to show, and no C code that could crash: what is told of are signals.
 */
import { callMethod, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { runtimeError, valueError } from '../objects/errors';
import { addGcRoot } from '../objects/finalizable';
import { interp } from '../objects/interp';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { toIndex } from '../objects/toIndex';
import { intOf } from '../objects/values';
import { StopProgram } from '../vm/exceptions';
import { host } from '../host/currentHost';
import { C_STACK, stackText, threadsText } from './faults/dumpedFrames';
import { fatalErrorText, faults, isFault, writeText, type DumpTarget } from './faults/faultHandler';
import { dieBySignal, nativeHandlers, restored, WATCHDOG } from './nativeSignals';
import { osError } from './osErrors';
import { nativeModule, type ModuleBuilder } from './registry';
import { secondsOf } from './seconds';

/** Of the host's interval timers the one after those of `signal.setitimer`. */
const WATCHDOG_TIMER = 3;
const NSIG = 65;
const UNCATCHABLE = [9, 19, 32, 33];
const SIGABRT = 6;
const SIGFPE = 8;
const SIGSEGV = 11;

const registered = new Map<number, DumpTarget>();
let watchdogTarget: DumpTarget | undefined;

addGcRoot(() => [faults.settings?.target.file, watchdogTarget?.file, ...[...registered.values()].map((t) => t.file)]);

/** A descriptor, an object that has one, or standard error. */
function targetOf(given: Value | undefined): DumpTarget {
  let file = given;
  if (file === undefined || file === None) {
    file = sysState.sysDict?.getStr('stderr');
    if (file === undefined) throw runtimeError('lost sys.stderr');
    if (file === None) throw runtimeError('sys.stderr is None');
  }
  const number = intOf(file);
  if (number !== undefined) {
    if (typeof file === 'boolean') interp().warn(Exc.RuntimeWarning, 'bool is used as a file descriptor', 1);
    if (number < 0 || number > 0x7fffffff) throw valueError('file is not a valid file descriptor');
    return { fd: Number(number), file: undefined };
  }
  const fd = intOf(callMethod(file, 'fileno'));
  if (fd === undefined || fd < 0 || fd > 0x7fffffff) throw runtimeError('file.fileno() is not a valid file descriptor');
  const flush = lookupAttr(file, 'flush');
  try {
    if (flush !== undefined) call(flush);
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
  }
  return { fd: Number(fd), file };
}

/** As a timedelta is shown. */
function timeText(seconds: number): string {
  const micros = Math.round(seconds * 1e6);
  const whole = Math.floor(micros / 1e6);
  const two = (n: number): string => String(n % 60).padStart(2, '0');
  const fraction = micros % 1e6 === 0 ? '' : `.${String(micros % 1e6).padStart(6, '0')}`;
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60))}:${two(whole)}${fraction}`;
}

function setWatchdog(seconds: number, interval: number): void {
  const set = { seconds, interval };
  host().tell('signal.timer', { which: WATCHDOG_TIMER, signal: WATCHDOG, set });
  // It is for those who don't get to their next wait.
  host().gather(false);
}

function later(timeoutValue: Value, repeat: Value, file: Value | undefined, exit: Value): Value {
  const timeout = secondsOf(timeoutValue);
  if (timeout <= 0) throw valueError('timeout must be greater than 0');
  const target = targetOf(file);
  const repeats = isTrue(repeat);
  const exits = isTrue(exit);
  watchdogTarget = target;
  nativeHandlers.set(WATCHDOG, () => {
    writeText(target, `Timeout (${timeText(timeout)})!\n${threadsText(false)}`);
    if (exits) throw new StopProgram(1);
    if (!repeats) cancelLater();
    return false;
  });
  setWatchdog(timeout, repeats ? timeout : 0);
  return None;
}

function cancelLater(): Value {
  if (!nativeHandlers.delete(WATCHDOG)) return None;
  watchdogTarget = undefined;
  setWatchdog(0, 0);
  return None;
}

function signalOf(v: Value): number {
  const n = Number(toIndex(v));
  if (isFault(n)) throw runtimeError(`signal ${n} cannot be registered, use enable() instead`);
  if (n < 1 || n >= NSIG) throw valueError('signal number out of range');
  return n;
}

function register(signum: Value, file: Value | undefined, allValue: Value, chainValue: Value): Value {
  const signal = signalOf(signum);
  const target = targetOf(file);
  if (UNCATCHABLE.includes(signal)) throw osError('EINVAL');
  const all = isTrue(allValue);
  const chain = isTrue(chainValue);
  registered.set(signal, target);
  nativeHandlers.set(signal, () => {
    writeText(target, all ? threadsText() : stackText());
    return chain;
  });
  host().tell('signal.watch', { signal, on: true });
  return None;
}

function defFaults(m: ModuleBuilder): void {
  m.def('_read_null()', () => dieBySignal(SIGSEGV));
  m.def('_sigsegv(release_gil=False, /)', () => dieBySignal(SIGSEGV));
  m.def('_sigabrt()', () => dieBySignal(SIGABRT));
  m.def('_sigfpe()', () => dieBySignal(SIGFPE));
  m.def('_stack_overflow()', () => dieBySignal(SIGSEGV));
  m.def('_fatal_error_c_thread()', () => {
    writeText({ fd: 2, file: undefined }, fatalErrorText('faulthandler_fatal_error_thread: in new thread'));
    faults.settings = null;
    dieBySignal(SIGABRT);
  });
}

nativeModule('faulthandler', (m) => {
  m.def(
    'enable(file=sys.stderr, all_threads=True, c_stack=True)',
    (file: Value | undefined, all: Value, cStack: Value) => {
      faults.settings = { target: targetOf(file), allThreads: isTrue(all), cStack: isTrue(cStack) };
      return None;
    },
  );
  m.def('disable()', () => {
    const was = faults.settings !== null;
    faults.settings = null;
    return was;
  });
  m.def('is_enabled()', () => faults.settings !== null);
  m.def('dump_traceback(file=sys.stderr, all_threads=True)', (file: Value | undefined, all: Value) => {
    const target = targetOf(file);
    writeText(target, isTrue(all) ? threadsText() : stackText());
    return None;
  });
  m.def('dump_c_stack(file=sys.stderr)', (file: Value | undefined) => {
    writeText(targetOf(file), C_STACK);
    return None;
  });
  m.def('dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)', later);
  m.def('cancel_dump_traceback_later()', cancelLater);
  m.def('register(signum, file=sys.stderr, all_threads=True, chain=False)', register);
  m.def('unregister(signum, /)', (signum: Value) => {
    const signal = signalOf(signum);
    if (!registered.delete(signal)) return false;
    nativeHandlers.delete(signal);
    restored.signal(signal);
    return true;
  });
  defFaults(m);
});
