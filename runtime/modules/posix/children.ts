/** Waiting for and signalling processes: waitpid, kill, pidfd_open. */
import type { Value } from '../../objects/object';
import { cInt, toIndex } from '../../objects/toIndex';
import { PyTuple } from '../../objects/values';
import { None } from '../../objects/builtinTypes';
import { host } from '../../host/currentHost';
import { signalSink } from '../../host/dispatch';
import { AnonymousFile } from '../anonymousFile';
import { childOf, childrenOf, reap, spawn, waitForAny, waitForChild, type Child } from '../childProcesses';
import { allocateFd, fileOf } from '../fileDescriptors';
import { errnoOf } from '../errnoTable';
import { fspath, osError, pathArg } from '../osErrors';
import { childEnvironment } from './process';
import { operateAndWait } from '../socket/waiting';
import type { ModuleBuilder } from '../registry';
import { usageSince } from '../resource';
import { structSeqType, type StructSeqType } from '../structSeq';
import { posixConstants as C } from './constants';

/** What pidfd_open gives: readable once the process has ended. */
class PidFile extends AnonymousFile {
  readonly flags = 0;

  constructor(readonly child: Pick<Child, 'status' | 'watchers'>) {
    super();
  }

  get watchers(): Set<() => void> {
    return this.child.watchers;
  }

  readable(): boolean {
    return this.child.status !== undefined;
  }

  close(): void {
    return;
  }
}

/** What waitpid(2)'s first argument means. DIFFERS: process groups of children aren't known; theirs is this one's. */
function chosen(pid: number): Child[] {
  const found = childrenOf(pid > 0 ? pid : 'all');
  if (found.length === 0) throw osError('ECHILD');
  return found;
}

/** The child that ended, which is no child any more; undefined: none has ended yet, and WNOHANG was given. */
function waited(pidValue: Value, optionsValue: Value): Child | undefined {
  const options = Number(toIndex(optionsValue));
  const child = waitForAny(chosen(Number(toIndex(pidValue))), (options & C.WNOHANG) === 0);
  if (child !== undefined) reap(child);
  return child;
}

function waitpid(pid: Value, options: Value): Value {
  const child = waited(pid, options);
  return new PyTuple(child === undefined ? [0, 0] : [child.pid, child.status!]);
}

/** wait3() and wait4(): also what the child has used. */
function waitWithUsage(pid: Value, options: Value): Value {
  const child = waited(pid, options);
  const ended = child === undefined ? [0, 0] : [child.pid, child.status!];
  return new PyTuple([...ended, usageSince(child !== undefined)]);
}

function waitid(type: StructSeqType, idType: number, id: number, options: number): Value {
  let candidates: Child[];
  if (idType === C.P_ALL || idType === C.P_PGID) candidates = childrenOf('all');
  else if (idType === C.P_PID) candidates = childrenOf(id);
  else if (idType === C.P_PIDFD) {
    const file = fileOf(id);
    candidates = file instanceof PidFile && 'pid' in file.child ? childrenOf((file.child as Child).pid) : [];
  } else throw osError('EINVAL');
  if ((options & (C.WEXITED | C.WSTOPPED | C.WCONTINUED)) === 0) throw osError('EINVAL');
  if (candidates.length === 0) throw osError('ECHILD');
  // That a child was stopped or goes on isn't known here.
  if ((options & C.WEXITED) === 0) candidates = candidates.map((c) => ({ ...c, status: undefined }));
  const child = waitForAny(candidates, (options & C.WNOHANG) === 0);
  if (child === undefined) return None;
  if ((options & C.WNOWAIT) === 0) reap(child);
  const signal = child.status! & 0x7f;
  const code = signal !== 0 ? C.CLD_KILLED : C.CLD_EXITED;
  return type.make([child.pid, host().facts.uid, 17, signal || child.status! >> 8, code]);
}

const LAST_SIGNAL = 64;

function kill(pidValue: Value, signalValue: Value): Value {
  const pid = cInt(pidValue);
  const signal = cInt(signalValue);
  if (pid === host().facts.pid || pid === 0) {
    if (signal < 0 || signal > LAST_SIGNAL) throw osError('EINVAL');
    if (signal !== 0) signalSink.deliver(signal);
    return None;
  }
  const child = childOf(pid);
  // An ended child that nobody waited for still has its number.
  if (child?.status !== undefined) return None;
  const end = operateAndWait('process.kill', { pid, signal });
  if (end.failure !== undefined) throw osError(errnoOf(end.failure.code) ?? 'ESRCH');
  return None;
}

/** A command line for the shell, with the program's own standard streams; its wait status. */
function system(command: Value): Value {
  const child = spawn({
    file: '/bin/sh',
    args: ['sh', '-c', pathArg(fspath(command), 'system').text],
    cwd: host().files.cwd(),
    env: Object.fromEntries(childEnvironment),
    files: [undefined, undefined, undefined],
    newSession: false,
    umask: null,
    uid: null,
    gid: null,
  });
  if (!('pid' in child)) return 127 << 8;
  waitForChild(child);
  reap(child);
  return child.status!;
}

export function defChildren(m: ModuleBuilder): void {
  m.def('waitpid(pid, options, /)', waitpid);
  m.def('system(command)', system);
  m.def('wait()', () => waitpid(-1, 0));
  m.def('wait3(options)', (options: Value) => waitWithUsage(-1, options));
  m.def('wait4(pid, options)', waitWithUsage);
  const waitidResult = structSeqType(
    'posix.waitid_result',
    ['si_pid', 'si_uid', 'si_signo', 'si_status', 'si_code'],
    'Which child has ended and how, from waitid().',
  );
  m.set('waitid_result', waitidResult.type);
  m.def('waitid(idtype, id, options, /)', (idType: Value, id: Value, options: Value) =>
    waitid(waitidResult, Number(toIndex(idType)), Number(toIndex(id)), Number(toIndex(options))),
  );
  m.def('kill(pid, signal, /)', kill);
  m.def('killpg(pgid, signal, /)', (pgid: Value, signal: Value) => kill(-Number(toIndex(pgid)), signal));
  m.def('pidfd_open(pid, flags=0)', (pidValue: Value) => {
    const pid = cInt(pidValue);
    if (pid <= 0) throw osError('EINVAL');
    if (pid === host().facts.pid) return allocateFd(new PidFile({ status: undefined, watchers: new Set() }));
    const child = childOf(pid);
    if (child === undefined) throw osError('ESRCH');
    return allocateFd(new PidFile(child));
  });
}
