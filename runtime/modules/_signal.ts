/**
 * The module `_signal`.
 *
 * Owns: the Python handlers and calling them. Which signals arrive is the host's business.
 */
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { isError, newError, typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { interp } from '../objects/interp';
import { nativeFunction } from '../objects/native';
import { typeOf, type Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { intOf, PyFloat, PySet, PyTuple } from '../objects/values';
import { toArray } from '../objects/iteration';
import { attention } from '../vm/thread';
import { host } from '../host/currentHost';
import { Attention } from '../host/door';
import { signalSink } from '../host/dispatch';
import { fileOf, isOpen } from './fileDescriptors';
import { dieBySignal, handledNatively, nativeHandlers, restored } from './nativeSignals';
import { newExceptionType } from './exceptionClass';
import { brokenPipe, interrupted, osError } from './osErrors';
import { nativeModule, type ModuleBuilder } from './registry';
import { secondsOf } from './seconds';
import { operateAndWait } from './socket/waiting';
import { mainThread, threads } from './threads';
import { structSeqType } from './structSeq';
import { addGcRoot } from '../objects/finalizable';

const signals: Record<string, number> = {
  SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGILL: 4, SIGTRAP: 5, SIGABRT: 6, SIGIOT: 6, SIGBUS: 7, SIGFPE: 8, SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12,
  SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGSTKFLT: 16, SIGCHLD: 17, SIGCLD: 17, SIGCONT: 18, SIGSTOP: 19, SIGTSTP: 20, SIGTTIN: 21, SIGTTOU: 22,
  SIGURG: 23, SIGXCPU: 24, SIGXFSZ: 25, SIGVTALRM: 26, SIGPROF: 27, SIGWINCH: 28, SIGIO: 29, SIGPOLL: 29, SIGPWR: 30, SIGSYS: 31, SIGRTMIN: 34, SIGRTMAX: 64,
}; // prettier-ignore

const NSIG = 65;

const descriptions: Record<number, string> = {
  1: 'Hangup', 2: 'Interrupt', 3: 'Quit', 4: 'Illegal instruction', 5: 'Trace/breakpoint trap', 6: 'Aborted', 7: 'Bus error', 8: 'Floating point exception',
  9: 'Killed', 10: 'User defined signal 1', 11: 'Segmentation fault', 12: 'User defined signal 2', 13: 'Broken pipe', 14: 'Alarm clock', 15: 'Terminated',
  16: 'Stack fault', 17: 'Child exited', 18: 'Continued', 19: 'Stopped (signal)', 20: 'Stopped', 21: 'Stopped (tty input)', 22: 'Stopped (tty output)',
  23: 'Urgent I/O condition', 24: 'CPU time limit exceeded', 25: 'File size limit exceeded', 26: 'Virtual timer expired', 27: 'Profiling timer expired',
  28: 'Window changed', 29: 'I/O possible', 30: 'Power failure', 31: 'Bad system call',
}; // prettier-ignore

const SIG_DFL = 0;
const SIG_IGN = 1;

const handlers = new Map<number, Value>();
const blocked = new Set<number>();
let pending: number[] = [];
let wakeupFd = -1;
/** Where nothing fits in there any more, that is told. */
let wakeupWarns = true;
/** Arrived while another thread ran. */
const deferred: number[] = [];

function checkSignal(v: Value): number {
  const n = Number(toIndex(v));
  if (n < 1 || n >= NSIG) throw valueError('signal number out of range');
  return n;
}

/** Runs the handlers of signals that have arrived. */
export function handleSignals(all: readonly number[]): void {
  const arrived = all.filter((n) => blocked.has(n) || !handledNatively(n));
  if (threads.current !== mainThread) {
    // Handlers run in the main thread, as soon as it does.
    deferred.push(...arrived);
    threads.hurry();
    return;
  }
  for (const n of arrived) {
    if (wakeupFd >= 0 && isOpen(wakeupFd)) writeWakeup(n);
    if (blocked.has(n)) {
      if (!pending.includes(n)) pending.push(n);
      continue;
    }
    deliver(n);
  }
}

function writeWakeup(n: number): void {
  try {
    fileOf(wakeupFd).write(Uint8Array.of(n));
  } catch (e) {
    if (e instanceof PyBaseException && isError(e, Exc.BlockingIOError) && !wakeupWarns) return;
    if (e instanceof PyBaseException)
      interp().unraisable(e, 'Exception ignored when trying to write to the signal wakeup fd', undefined);
    else throw e;
  }
}

function deliver(n: number): void {
  const set = handlers.get(n);
  // The handler that Python starts with, also where nobody has imported the module.
  if (set === undefined && n === 2) throw newError(Exc.KeyboardInterrupt);
  const handler = set ?? SIG_DFL;
  if (handler === SIG_IGN || handler === None) return;
  if (handler === SIG_DFL) {
    if (n === 17 || n === 18 || n === 23 || n === 28) return;
    if (n === 19 || n === 20 || n === 21 || n === 22) return;
    dieBySignal(n);
  }
  call(handler, [n, interp().currentFrame() ?? None]);
}

interrupted.run = () => {
  if (deferred.length === 0 && !(attention.word[0] & Attention.SIGNAL)) return;
  handleSignals([...deferred.splice(0), ...host().takeSignals()]);
};
brokenPipe.run = () => {
  // Python ignores SIGPIPE from the start; only who has changed that is told of it.
  if (handlers.has(signals.SIGPIPE)) handleSignals([signals.SIGPIPE]);
};
restored.signal = (signal) =>
  host().tell('signal.watch', { signal, on: (handlers.get(signal) ?? SIG_DFL) !== SIG_DFL });
signalSink.deliver = (signal) => handleSignals([signal]);

function signalSet(v: Value): Set<number> {
  const out = new Set<number>();
  for (const s of toArray(v)) {
    const n = Number(toIndex(s));
    if (n < 1 || n >= NSIG) throw valueError(`signal number ${n} out of range [1; ${NSIG - 1}]`);
    out.add(n);
  }
  return out;
}

function toSet(items: Iterable<number>): Value {
  const s = new PySet();
  for (const n of items) s.data.set(n, true);
  return s;
}

function releaseBlocked(): void {
  const ready = pending.filter((n) => !blocked.has(n));
  pending = pending.filter((n) => blocked.has(n));
  for (const n of ready) if (!handledNatively(n)) deliver(n);
}

function defMasks(m: ModuleBuilder): void {
  m.def('pthread_sigmask(how, mask, /)', (how: Value, mask: Value) => {
    const old = toSet([...blocked].sort((a, b) => a - b));
    const set = signalSet(mask);
    switch (Number(toIndex(how))) {
      case 0:
        for (const n of set) blocked.add(n);
        break;
      case 1:
        for (const n of set) blocked.delete(n);
        break;
      case 2:
        blocked.clear();
        for (const n of set) blocked.add(n);
        break;
      default:
        throw osError('EINVAL');
    }
    releaseBlocked();
    return old;
  });
  m.def('sigpending()', () => toSet(pending));
  const wait = (set: Set<number>, timeout: number | null): number | undefined => {
    let found: number | undefined;
    const look = (): boolean => {
      for (const n of host().takeSignals()) if (!pending.includes(n)) pending.push(n);
      found = pending.find((n) => set.has(n));
      return found !== undefined;
    };
    if (!look()) threads.block(look, timeout);
    if (found !== undefined) pending = pending.filter((n) => n !== found);
    return found;
  };
  m.def('sigwait(sigset, /)', (set: Value) => wait(signalSet(set), null)!);
  const infoType = structSeqType(
    'signal.struct_siginfo',
    ['si_signo', 'si_code', 'si_errno', 'si_pid', 'si_uid', 'si_status', 'si_band'],
    'What sigwaitinfo() and sigtimedwait() tell of a signal.',
  );
  m.set('struct_siginfo', infoType.type);
  const info = (n: number) => infoType.make([n, 0, 0, host().facts.pid, host().facts.uid, 0, 0]);
  m.def('sigwaitinfo(sigset, /)', (set: Value) => info(wait(signalSet(set), null)!));
  m.def('sigtimedwait(sigset, timeout, /)', (set: Value, timeout: Value) => {
    const limit = secondsOf(timeout);
    if (limit < 0) throw valueError('timeout must be non-negative');
    const n = wait(signalSet(set), limit);
    return n === undefined ? None : info(n);
  });
}

/** The signal that each interval timer sends. DIFFERS: all three measure real time. */
const timerSignals = [14, 26, 27];
const itimerError = newExceptionType('signal.itimer_error', Exc.OSError);
const timerError = (): PyBaseException => call(itimerError, osError('EINVAL').args) as PyBaseException;

function setTimer(
  which: number,
  set: { seconds: number; interval: number } | null,
): { seconds: number; interval: number } {
  const signal = timerSignals[which];
  if (signal === undefined) throw timerError();
  return operateAndWait('signal.timer', { which, signal, set }).result as { seconds: number; interval: number };
}

function defTimers(m: ModuleBuilder): void {
  const pair = (t: { seconds: number; interval: number }): Value =>
    new PyTuple([new PyFloat(t.seconds), new PyFloat(t.interval)]);
  m.def('getitimer(which, /)', (which: Value) => pair(setTimer(Number(toIndex(which)), null)));
  m.def('setitimer(which, seconds, interval=0.0, /)', (which: Value, seconds: Value, interval: Value) => {
    const set = { seconds: secondsOf(seconds), interval: secondsOf(interval) };
    if (set.seconds < 0 || set.interval < 0) throw timerError();
    return pair(setTimer(Number(toIndex(which)), set));
  });
  m.def('alarm(seconds, /)', (seconds: Value) => {
    const left = setTimer(0, { seconds: Number(toIndex(seconds)), interval: 0 }).seconds;
    return Math.ceil(left - 1e-6);
  });
}

addGcRoot(() => handlers);

nativeModule('_signal', (m) => {
  for (const [name, n] of Object.entries(signals)) m.set(name, n);
  m.set('NSIG', NSIG);
  m.set('SIG_DFL', SIG_DFL);
  m.set('SIG_IGN', SIG_IGN);
  m.set('SIG_BLOCK', 0);
  m.set('SIG_UNBLOCK', 1);
  m.set('SIG_SETMASK', 2);
  m.set('ITIMER_REAL', 0);
  m.set('ITIMER_VIRTUAL', 1);
  m.set('ITIMER_PROF', 2);
  m.set('ItimerError', itimerError);
  const interrupt = nativeFunction('default_int_handler(signalnum, frame, /)', () => {
    throw newError(Exc.KeyboardInterrupt);
  });
  interrupt.module = '_signal';
  m.set('default_int_handler', interrupt);
  handlers.set(2, interrupt);
  handlers.set(13, SIG_IGN);
  handlers.set(25, SIG_IGN);
  m.def('signal(signalnum, handler, /)', (signalnum: Value, handler: Value) => {
    const n = Number(toIndex(signalnum));
    if (threads.current !== mainThread) throw valueError('signal only works in main thread of the main interpreter');
    if (n < 1 || n >= NSIG) throw valueError('signal number out of range');
    const number = intOf(handler);
    if (number === undefined ? typeOf(handler).tp_call === null : number !== SIG_DFL && number !== SIG_IGN)
      throw typeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
    if (n === 9 || n === 19 || n === 32 || n === 33) throw osError('EINVAL');
    const old = handlers.get(n) ?? SIG_DFL;
    handlers.set(n, number ?? handler);
    nativeHandlers.delete(n);
    host().tell('signal.watch', { signal: n, on: number !== SIG_DFL });
    return old;
  });
  m.def('getsignal(signalnum, /)', (signalnum: Value) => handlers.get(checkSignal(signalnum)) ?? SIG_DFL);
  m.def('siginterrupt(signalnum, flag, /)', (signalnum: Value) => {
    checkSignal(signalnum);
    return None;
  });
  m.def('set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)', (fd: Value, warns: Value) => {
    if (threads.current !== mainThread)
      throw valueError('set_wakeup_fd only works in main thread of the main interpreter');
    const n = Number(toIndex(fd));
    if (n >= 0) {
      if (!isOpen(n)) throw osError('EBADF');
      if (fileOf(n).blocking) throw valueError(`the fd ${n} must be in non-blocking mode`);
    }
    const old = wakeupFd;
    wakeupFd = n < 0 ? -1 : n;
    wakeupWarns = isTrue(warns);
    return old;
  });
  m.def('valid_signals()', () =>
    toSet(Array.from({ length: NSIG - 1 }, (_, i) => i + 1).filter((n) => n !== 32 && n !== 33)),
  );
  m.def(
    'strsignal(signalnum, /)',
    (signalnum: Value) =>
      descriptions[checkSignal(signalnum)] ??
      (checkSignal(signalnum) >= 34 ? `Real-time signal ${checkSignal(signalnum) - 34}` : None),
  );
  m.def('raise_signal(signalnum, /)', (signalnum: Value) => {
    const n = Number(toIndex(signalnum));
    if (n < 1 || n >= NSIG) throw osError('EINVAL');
    handleSignals([n]);
    return None;
  });
  m.def('pause()', () => {
    let any = false;
    threads.block(() => any || (host().sleep(1e6) && (any = true)), null);
    interrupted.run();
    return None;
  });
  m.def('pthread_kill(thread_id, signalnum, /)', (_thread: Value, signalnum: Value) => {
    handleSignals([checkSignal(signalnum)]);
    return None;
  });
  defTimers(m);
  defMasks(m);
});
