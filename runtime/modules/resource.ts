/**
 * The module `resource`: limits are remembered, but only that of open files binds; usage is the process's, from /proc.
 */
import { None } from '../objects/builtinTypes';
import { valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { toArray } from '../objects/iteration';
import { toIndex } from '../objects/toIndex';
import { PyFloat, PyTuple } from '../objects/values';
import { host } from '../host/currentHost';
import { descriptorLimit, fileSizeLimit } from './fileDescriptors';
import { nativeModule } from './registry';
import { osError } from './osErrors';
import { processStat, readProc, StatField, statusNumbers } from './posix/procFiles';
import { structSeqType, type StructSeqType } from './structSeq';

const LIMITS = [
  'CPU',
  'FSIZE',
  'DATA',
  'STACK',
  'CORE',
  'RSS',
  'NPROC',
  'NOFILE',
  'MEMLOCK',
  'AS',
  'LOCKS',
  'SIGPENDING',
  'MSGQUEUE',
  'NICE',
  'RTPRIO',
  'RTTIME',
];
const NOFILE = LIMITS.indexOf('NOFILE');
const FSIZE = LIMITS.indexOf('FSIZE');
const USAGE = [
  'ru_utime',
  'ru_stime',
  'ru_maxrss',
  'ru_ixrss',
  'ru_idrss',
  'ru_isrss',
  'ru_minflt',
  'ru_majflt',
  'ru_nswap',
  'ru_inblock',
  'ru_oublock',
  'ru_msgsnd',
  'ru_msgrcv',
  'ru_nsignals',
  'ru_nvcsw',
  'ru_nivcsw',
];

/** Soft and hard limits of another process. */
function limitsOf(pid: number): [number, number][] {
  const text = readProc(`${pid}/limits`);
  if (text === undefined) throw osError('ESRCH');
  const rows = text.split('\n').slice(1);
  const number = (word: string): number => (word === 'unlimited' ? -1 : Number(word));
  return LIMITS.map((_, row) => {
    const words = rows[row].slice(26).trim().split(/\s+/);
    return [number(words[0]), number(words[1])];
  });
}

/** What getrusage(2) tells of this process, or of the children that were waited for. */
function usageOf(children: boolean): number[] {
  const stat = processStat('self') ?? [];
  const status = (name: string): number => statusNumbers(name)?.[0] ?? 0;
  const values = USAGE.map(() => 0);
  const system = (stat[children ? StatField.CHILDREN_SYSTEM : StatField.SYSTEM_TIME] ?? 0) / 100;
  values[0] = children ? (stat[StatField.CHILDREN_USER] ?? 0) / 100 : Math.max(0, host().cpuTime() - system);
  values[1] = system;
  if (!children) values[2] = status('VmHWM');
  values[6] = stat[children ? 11 : 10] ?? 0;
  values[7] = stat[children ? 13 : 12] ?? 0;
  if (!children) {
    values[14] = status('voluntary_ctxt_switches');
    values[15] = status('nonvoluntary_ctxt_switches');
  }
  return values;
}

let usageType: StructSeqType | undefined;

function usageResult(values: readonly number[]): Value {
  usageType ??= structSeqType('resource.struct_rusage', USAGE, 'What getrusage() tells of the resources used.');
  return usageType.make(values.map((n, i) => (i < 2 ? new PyFloat(n) : n)));
}

let told: number[] | undefined;

/**
 * What the children have used since it was told last, if one has `ended`; else nothing.
 * DIFFERS: Node doesn't say it of each: of children that end together the first has all.
 */
export function usageSince(ended: boolean): Value {
  const zero = USAGE.map(() => 0);
  if (!ended) return usageResult(zero);
  const now = usageOf(true);
  const since = now.map((n, i) => n - (told ?? zero)[i]);
  told = now;
  return usageResult(since);
}

nativeModule('resource', (m) => {
  const limits = LIMITS.map((name): [number, number] =>
    name === 'NOFILE' ? [1024, 1048576] : name === 'STACK' ? [8388608, -1] : name === 'CORE' ? [0, -1] : [-1, -1],
  );
  LIMITS.forEach((name, i) => m.set(`RLIMIT_${name}`, i));
  m.set('RLIMIT_OFILE', NOFILE);
  m.set('RLIM_INFINITY', -1);
  m.set('RUSAGE_SELF', 0);
  m.set('RUSAGE_CHILDREN', -1);
  m.set('RUSAGE_THREAD', 1);
  m.set('error', Exc.OSError);
  usageResult([]);
  m.set('struct_rusage', usageType!.type);
  const which = (v: Value): number => {
    const n = Number(toIndex(v));
    if (n < 0 || n >= LIMITS.length) throw valueError('invalid resource specified');
    return n;
  };
  const set = (index: number, l: Value): void => {
    const items = toArray(l);
    if (items.length !== 2) throw valueError('expected a tuple of 2 integers');
    const [soft, hard] = items.map((v) => Number(toIndex(v)));
    if (hard >= 0 && (soft < 0 || soft > hard)) throw valueError('current limit exceeds maximum limit');
    limits[index] = [soft, hard];
    if (index === NOFILE) descriptorLimit.soft = soft < 0 ? Infinity : soft;
    if (index === FSIZE) fileSizeLimit.soft = soft < 0 ? Infinity : soft;
  };
  m.def('getrlimit(resource, /)', (r: Value) => new PyTuple(limits[which(r)]));
  m.def('setrlimit(resource, limits, /)', (r: Value, l: Value) => {
    set(which(r), l);
    return None;
  });
  m.def('prlimit(pid, resource, limits=None, /)', (pidValue: Value, r: Value, l: Value) => {
    const pid = Number(toIndex(pidValue));
    const index = which(r);
    if (pid !== 0 && pid !== host().facts.pid) {
      const found = limitsOf(pid)[index];
      if (l !== None) throw osError('EPERM');
      return new PyTuple(found);
    }
    const old = limits[index];
    if (l !== None) set(index, l);
    return new PyTuple(old);
  });
  m.def('getrusage(who, /)', (who: Value) => {
    const n = Number(toIndex(who));
    if (n !== 0 && n !== -1 && n !== 1) throw valueError('invalid who parameter');
    return usageResult(usageOf(n === -1));
  });
  m.def('getpagesize()', () => 4096);
});
