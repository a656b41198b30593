/** Waiting for and signalling processes: waitpid, kill, pidfd_open. */
import { overflowError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { PyTuple } from '../../objects/values';
import { None } from '../../objects/builtinTypes';
import { host } from '../../host/currentHost';
import { signalSink } from '../../host/dispatch';
import type { FileStat } from '../../host/hostFiles';
import { anyChild, childOf, reap, spawn, waitForChild, type Child } from '../childProcesses';
import { allocateFd, type OpenFile } from '../fileDescriptors';
import { errnoOf } from '../errnoTable';
import { osError, pathArg } from '../osErrors';
import { childEnvironment } from './process';
import { operateAndWait } from '../socket/waiting';
import type { ModuleBuilder } from '../registry';

const WNOHANG = 1;

/** What pidfd_open gives: readable once the process has ended. */
class PidFile implements OpenFile {
  blocking = true;
  readonly flags = 0;
  constructor(private readonly child: Pick<Child, 'status' | 'watchers'>) {}
  get watchers(): Set<() => void> {
    return this.child.watchers;
  }
  readable(): boolean {
    return this.child.status !== undefined;
  }
  writable(): boolean {
    return false;
  }
  read(): number {
    throw osError('EINVAL');
  }
  write(): number {
    throw osError('EINVAL');
  }
  stat(): FileStat {
    throw osError('EINVAL');
  }
  close(): void {
    return;
  }
}

function waitpid(pidValue: Value, optionsValue: Value): Value {
  const pid = Number(toIndex(pidValue));
  const options = Number(toIndex(optionsValue));
  const child = pid > 0 ? childOf(pid) : anyChild();
  if (child === undefined) throw osError('ECHILD');
  if (!waitForChild(child, (options & WNOHANG) === 0)) return new PyTuple([0, 0]);
  reap(child);
  return new PyTuple([child.pid, child.status!]);
}

function kill(pidValue: Value, signalValue: Value): Value {
  const pid = Number(toIndex(pidValue));
  const signal = Number(toIndex(signalValue));
  if (Math.abs(pid) > 0x7fffffff) throw overflowError('signed integer is greater than maximum');
  if (pid === host().facts.pid || pid === 0) {
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
    args: ['sh', '-c', pathArg(command, 'system').text],
    cwd: host().files.cwd(),
    env: Object.fromEntries(childEnvironment),
    files: [undefined, undefined, undefined],
    newSession: false,
    umask: null,
    uid: null,
    gid: null,
  });
  if (!('pid' in child)) return 127 << 8;
  waitForChild(child, true);
  reap(child);
  return child.status!;
}

export function defChildren(m: ModuleBuilder): void {
  m.def('waitpid(pid, options, /)', waitpid);
  m.def('system(command)', system);
  m.def('wait()', () => waitpid(-1, 0));
  m.def('kill(pid, signal, /)', kill);
  m.def('killpg(pgid, signal, /)', (pgid: Value, signal: Value) => kill(-Number(toIndex(pgid)), signal));
  m.def('pidfd_open(pid, flags=0)', (pidValue: Value) => {
    const pid = Number(toIndex(pidValue));
    if (pid === host().facts.pid) return allocateFd(new PidFile({ status: undefined, watchers: new Set() }));
    const child = childOf(pid);
    if (child === undefined) throw osError('ESRCH');
    return allocateFd(new PidFile(child));
  });
}
