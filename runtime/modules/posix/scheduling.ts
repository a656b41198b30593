/**
 * Priorities, processors and the scheduler, from /proc.
 * DIFFERS: niceness can be set of the program alone; policies and processors of a process can only be asked for: setting
 * them to anything else is refused.
 */
import { None } from '../../objects/builtinTypes';
import { getAttr } from '../../objects/attributes';
import { overflowError, typeError, valueError } from '../../objects/errors';
import { toArray } from '../../objects/iteration';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { defMethod } from '../../objects/descriptors';
import { defNewSig } from '../../objects/typeObject';
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
  m.def('sched_setaffinity(pid, mask, /)', (pid: Value, mask: Value) => {
    const wanted = toArray(mask).map(int);
    if (wanted.some((n) => n < 0)) throw valueError('negative CPU number');
    if (wanted.length === 0) throw osError('EINVAL');
    const given = affinity(pid) as PySet;
    if (given.data.size !== new Set(wanted).size || !wanted.every((n) => given.data.has(n))) throw osError('EPERM');
    return None;
  });
  m.def('sched_yield()', () => None);
  const param = structSeqType('posix.sched_param', ['sched_priority'], 'The priority of a scheduling policy.');
  defNewSig(param.type, '(cls, sched_priority)', (cls: PyType, value: Value) => param.make([value], cls));
  defMethod(param.type, '__reduce__(self, /)', (self: PyTuple) => new PyTuple([self.cls, new PyTuple(self.items)]));
  m.set('sched_param', param.type);
  const wantedPriority = (v: Value): number => {
    if (typeOf(v) !== param.type) throw typeError('must have a sched_param object');
    return int(getAttr(v, 'sched_priority'));
  };
  const refuseOther = (pid: Value, policy: number | undefined, wanted: number): Value => {
    const stat = statOf(pid);
    if ((policy ?? stat[StatField.POLICY]) !== stat[StatField.POLICY] || wanted !== stat[StatField.RT_PRIORITY])
      throw osError('EPERM');
    return None;
  };
  m.def('sched_setscheduler(pid, policy, param, /)', (pid: Value, policy: Value, priority: Value) => {
    const wanted = wantedPriority(priority);
    if (realTime(policy) ? wanted < 1 || wanted > 99 : wanted !== 0) throw osError('EINVAL');
    return refuseOther(pid, int(policy), wanted);
  });
  m.def('sched_setparam(pid, param, /)', (pid: Value, priority: Value) =>
    refuseOther(pid, undefined, wantedPriority(priority)),
  );
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
