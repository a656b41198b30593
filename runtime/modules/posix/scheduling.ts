/**
 * Priorities, processors and the scheduler, from /proc.
 * DIFFERS: niceness can be set of the program alone; policies and processors of a process can only be asked for.
 */
import { None } from '../../objects/builtinTypes';
import { overflowError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { PyFloat, PySet, PyTuple } from '../../objects/values';
import { host } from '../../host/currentHost';
import { hostCall, osError } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { structSeqType } from '../structSeq';
import { posixConstants as C } from './constants';
import { processStat, readProc, StatField } from './procFiles';

/** `thread-self` is the thread that runs the program. */
function statOf(pidValue: Value): number[] {
  const pid = Number(toIndex(pidValue));
  const own = pid === 0 || pid === host().facts.pid;
  const stat = processStat(own ? 'thread-self' : pid);
  if (stat === undefined) throw osError(own ? 'ENOSYS' : 'ESRCH');
  return stat;
}

/** The processes that `which` and `who` of getpriority(2) mean. */
function chosen(which: number, who: number): number[][] {
  if (which === C.PRIO_PROCESS) return [statOf(who)];
  const { files, facts } = host();
  const all = hostCall(() => files.readdir('/proc')).filter(({ name }) => /^\d+$/.test(name));
  const group = which === C.PRIO_PGRP ? who || processStat('self')?.[StatField.GROUP] : undefined;
  const stats: number[][] = [];
  for (const { name } of all) {
    const stat = processStat(Number(name));
    if (stat === undefined) continue;
    if (group !== undefined ? stat[StatField.GROUP] === group : files.stat(`/proc/${name}`).uid === (who || facts.uid))
      stats.push(stat);
  }
  if (stats.length === 0) throw osError('ESRCH');
  return stats;
}

function priority(which: number, who: number): number {
  if (which < 0 || which > 2) throw osError('EINVAL');
  return Math.min(...chosen(which, who).map((stat) => stat[StatField.NICE]));
}

function setPriority(which: number, who: number, value: number): void {
  if (which < 0 || which > 2) throw osError('EINVAL');
  if (which !== C.PRIO_PROCESS || (who !== 0 && who !== host().facts.pid)) {
    chosen(which, who);
    throw osError('EPERM');
  }
  hostCall(() => host().setPriority(Math.max(-20, Math.min(19, value))));
}

/** The processors of a list as in /proc: `0-3,8`. */
function processors(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

function affinity(pidValue: Value): Value {
  const pid = Number(toIndex(pidValue));
  const { facts } = host();
  const own = pid === 0 || pid === facts.pid;
  const status = readProc(`${own ? 'thread-self' : pid}/status`);
  if (status === undefined && !own) throw osError('ESRCH');
  const list = /^Cpus_allowed_list:\s*(.*)$/m.exec(status ?? '')?.[1];
  const result = new PySet();
  for (const i of list === undefined ? Array(facts.cpuCount).keys() : processors(list)) result.data.set(i, true);
  return result;
}

export function defScheduling(m: ModuleBuilder): void {
  const int = (v: Value): number => Number(toIndex(v));
  m.def('getpriority(which, who)', (which: Value, who: Value) => priority(int(which), int(who)));
  m.def('setpriority(which, who, priority)', (which: Value, who: Value, value: Value) => {
    setPriority(int(which), int(who), int(value));
    return None;
  });
  m.def('nice(increment, /)', (increment: Value) => {
    const target = Math.max(-20, Math.min(19, priority(C.PRIO_PROCESS, 0) + int(increment)));
    hostCall(() => host().setPriority(target));
    return target;
  });
  m.def('sched_getaffinity(pid, /)', affinity);
  m.def('sched_yield()', () => None);
  const param = structSeqType('posix.sched_param', ['sched_priority'], 'The priority of a scheduling policy.');
  m.set('sched_param', param.type);
  m.def('sched_getscheduler(pid, /)', (pid: Value) => statOf(pid)[StatField.POLICY]);
  m.def('sched_getparam(pid, /)', (pid: Value) => param.make([statOf(pid)[StatField.RT_PRIORITY]]));
  const realTime = (policy: Value): boolean => {
    const n = int(policy);
    if (n > 0x7fffffff) throw overflowError('signed integer is greater than maximum');
    if (![C.SCHED_OTHER, C.SCHED_FIFO, C.SCHED_RR, C.SCHED_BATCH, C.SCHED_IDLE, C.SCHED_DEADLINE].includes(n))
      throw osError('EINVAL');
    return n === C.SCHED_FIFO || n === C.SCHED_RR;
  };
  m.def('sched_get_priority_min(policy)', (policy: Value) => (realTime(policy) ? 1 : 0));
  m.def('sched_get_priority_max(policy)', (policy: Value) => (realTime(policy) ? 99 : 0));
  m.def('getloadavg()', () => {
    const load = readProc('loadavg')?.split(' ');
    if (load === undefined) throw osError('ENOSYS');
    return new PyTuple(load.slice(0, 3).map((x) => new PyFloat(Number(x))));
  });
}
