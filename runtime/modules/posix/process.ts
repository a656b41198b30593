/**
 * The functions of `posix` about the process and the machine: ids, environment, randomness, times, exit.
 */
import { None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { typeError, valueError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { toIndex } from '../../objects/toIndex';
import { PyBytes, PyFloat, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { StopProgram } from '../../vm/exceptions';
import { encodeFs } from '../../host/fsEncoding';
import { osError } from '../osErrors';
import { strerror } from '../errnoTable';
import { passedVariable } from '../passedDescriptors';
import { dieBySignal } from '../nativeSignals';
import type { ModuleBuilder } from '../registry';
import { defDeviceNumbers } from './deviceNumbers';
import { structSeqType } from '../structSeq';
import { processStat, StatField } from './procFiles';

const SIGABRT = 6;

function defMachine(m: ModuleBuilder): void {
  const { facts } = host();
  const unameType = structSeqType(
    'posix.uname_result',
    ['sysname', 'nodename', 'release', 'version', 'machine'],
    "The operating system, the computer's name, release, version and machine, from os.uname().",
  );
  m.set('uname_result', unameType.type);
  const system = facts.platform === 'linux' ? 'Linux' : facts.platform === 'darwin' ? 'Darwin' : facts.platform;
  m.def('uname()', () => unameType.make([system, facts.hostname, facts.release, facts.release, facts.machine]));
  m.def('cpu_count()', () => (sysState.processorCount > 0 ? sysState.processorCount : facts.cpuCount));
}

function bytesArg(v: Value, what: string): Uint8Array {
  const s = strOf(v);
  const data = s !== undefined ? encodeFs(s) : v instanceof PyBytes ? v.data : undefined;
  if (data === undefined) throw typeError(`${what} should be string, bytes or os.PathLike`);
  if (data.includes(0)) throw valueError('embedded null byte');
  return data;
}

/** The environment of child processes: changes by putenv don't reach the host's own. */
export const childEnvironment = new Map<string, string>();

function defEnvironment(m: ModuleBuilder): void {
  const environ = new PyDict();
  for (const [k, v] of Object.entries(host().env)) {
    if (k === passedVariable) continue;
    environ.set(new PyBytes(encodeFs(k)), new PyBytes(encodeFs(v)));
    childEnvironment.set(k, v);
  }
  m.set('environ', environ);
  const text = (b: Uint8Array) => new TextDecoder().decode(b);
  m.def('putenv(name, value, /)', (name: Value, value: Value) => {
    const key = text(bytesArg(name, 'putenv: name'));
    if (key.includes('=')) throw valueError('illegal environment variable name');
    if (key === '') throw osError('EINVAL');
    childEnvironment.set(key, text(bytesArg(value, 'putenv: value')));
    return None;
  });
  m.def('unsetenv(name, /)', (name: Value) => {
    const key = text(bytesArg(name, 'unsetenv: name'));
    if (key.includes('=') || key === '') throw osError('EINVAL');
    childEnvironment.delete(key);
    return None;
  });
  m.def('_create_environ()', () => environ.copy());
}

export function defProcess(m: ModuleBuilder): void {
  defMachine(m);
  defEnvironment(m);
  m.def('_exit(status)', (status: Value) => {
    throw new StopProgram(Number(toIndex(status)) & 255);
  });
  m.def('abort()', () => dieBySignal(SIGABRT));
  m.def('strerror(code, /)', (code: Value) => strerror(Number(toIndex(code))));
  m.def('urandom(size, /)', (size: Value) => {
    const n = Number(toIndex(size));
    if (n < 0) throw valueError('negative argument not allowed');
    return new PyBytes(host().random(n));
  });
  m.set('GRND_NONBLOCK', 1);
  m.set('GRND_RANDOM', 2);
  m.def('getrandom(size, flags=0)', (size: Value) => {
    const n = Number(toIndex(size));
    if (n < 0) throw osError('EINVAL');
    return new PyBytes(host().random(n));
  });
  const timesType = structSeqType(
    'posix.times_result',
    ['user', 'system', 'children_user', 'children_system', 'elapsed'],
    'Seconds used by the process and its children, from os.times().',
  );
  m.set('times_result', timesType.type);
  m.def('times()', () => {
    const total = host().cpuTime();
    const stat = processStat('self') ?? [];
    const [system, childrenUser, childrenSystem] = [
      stat[StatField.SYSTEM_TIME],
      stat[StatField.CHILDREN_USER],
      stat[StatField.CHILDREN_SYSTEM],
    ].map((ticks) => (ticks ?? 0) / 100);
    const user = Math.max(0, total - system);
    return timesType.make([user, system, childrenUser, childrenSystem, host().now()].map((x) => new PyFloat(x)));
  });
  m.def('register_at_fork(*, before=<absent>, after_in_child=<absent>, after_in_parent=<absent>)', () => None);
  m.def('_inputhook()', () => None);
  m.def('_is_inputhook_installed()', () => false);
  defDeviceNumbers(m);
  defWaitStatus(m);
}

/** What a status from wait() says. */
function defWaitStatus(m: ModuleBuilder): void {
  const status = (v: Value) => Number(toIndex(v));
  m.def('WIFEXITED(status)', (v: Value) => (status(v) & 0x7f) === 0);
  m.def('WEXITSTATUS(status)', (v: Value) => (status(v) >> 8) & 0xff);
  m.def(
    'WIFSIGNALED(status)',
    (v: Value) => ((status(v) & 0x7f) + 1) >> 1 > 0 && (status(v) & 0x7f) !== 0x7f && (status(v) & 0x7f) !== 0,
  );
  m.def('WTERMSIG(status)', (v: Value) => status(v) & 0x7f);
  m.def('WIFSTOPPED(status)', (v: Value) => (status(v) & 0xff) === 0x7f);
  m.def('WSTOPSIG(status)', (v: Value) => (status(v) >> 8) & 0xff);
  m.def('WIFCONTINUED(status)', (v: Value) => status(v) === 0xffff);
  m.def('WCOREDUMP(status, /)', (v: Value) => (status(v) & 0x80) !== 0);
  m.def('waitstatus_to_exitcode(status)', (v: Value) => {
    const n = status(v);
    if ((n & 0x7f) === 0) return (n >> 8) & 0xff;
    if ((n & 0xff) === 0x7f) throw valueError(`process stopped by delivery of signal ${(n >> 8) & 0xff}`);
    return -(n & 0x7f);
  });
}
