/**
 * The module `resource`: limits are remembered, but only that of open files binds; usage is the host's processor time.
 */
import { None } from '../objects/builtinTypes';
import { valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { toArray } from '../objects/iteration';
import { toIndex } from '../objects/toIndex';
import { PyFloat, PyTuple } from '../objects/values';
import { host } from '../host/currentHost';
import { descriptorLimit } from './fileDescriptors';
import { nativeModule } from './registry';
import { structSeqType } from './structSeq';

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

nativeModule('resource', (m) => {
  const limits = LIMITS.map((name): [number, number] =>
    name === 'NOFILE' ? [1024, 1048576] : name === 'STACK' ? [8388608, -1] : name === 'CORE' ? [0, -1] : [-1, -1],
  );
  LIMITS.forEach((name, i) => m.set(`RLIMIT_${name}`, i));
  m.set('RLIM_INFINITY', -1);
  m.set('RUSAGE_SELF', 0);
  m.set('RUSAGE_CHILDREN', -1);
  m.set('RUSAGE_THREAD', 1);
  m.set('error', Exc.OSError);
  const usage = structSeqType('resource.struct_rusage', USAGE, 'What getrusage() tells of the resources used.');
  m.set('struct_rusage', usage.type);
  const which = (v: Value): number => {
    const n = Number(toIndex(v));
    if (n < 0 || n >= LIMITS.length) throw valueError('invalid resource specified');
    return n;
  };
  m.def('getrlimit(resource, /)', (r: Value) => new PyTuple(limits[which(r)]));
  m.def('setrlimit(resource, limits, /)', (r: Value, l: Value) => {
    const items = toArray(l);
    if (items.length !== 2) throw valueError('expected a tuple of 2 integers');
    const [soft, hard] = items.map((v) => Number(toIndex(v)));
    if (hard >= 0 && (soft < 0 || soft > hard)) throw valueError('current limit exceeds maximum limit');
    limits[which(r)] = [soft, hard];
    if (which(r) === LIMITS.indexOf('NOFILE')) descriptorLimit.soft = soft < 0 ? Infinity : soft;
    return None;
  });
  m.def('getrusage(who, /)', (who: Value) => {
    const n = Number(toIndex(who));
    if (n !== 0 && n !== -1 && n !== 1) throw valueError('invalid who parameter');
    return usage.make([new PyFloat(n === -1 ? 0 : host().cpuTime()), new PyFloat(0), ...USAGE.slice(2).map(() => 0)]);
  });
  m.def('getpagesize()', () => 4096);
});
