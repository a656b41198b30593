/**
 * Who the process is: numbers of processes, users and groups.
 * What would change them is in privileges.ts.
 */
import { osError, hostCall } from '../osErrors';
import type { Value } from '../../objects/object';
import { typeError } from '../../objects/errors';
import { toIndex } from '../../objects/toIndex';
import { givenType } from '../../objects/typeNames';
import { PyList, PyTuple, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { groupRows } from '../pwd';
import type { ModuleBuilder } from '../registry';
import { fdArg, pathOfFd } from './arguments';
import { fileOf } from '../fileDescriptors';
import { processStat, StatField, statusNumbers } from './procFiles';

/** A field of a process's stat; its number where there is no /proc. */
function fieldOf(pidValue: Value, field: number): number {
  const pid = Number(toIndex(pidValue));
  const stat = processStat(pid === 0 ? 'self' : pid);
  if (stat !== undefined) return stat[field];
  if (pid === 0 || pid === host().facts.pid) return host().facts.pid;
  throw osError('ESRCH');
}

export function defIdentity(m: ModuleBuilder): void {
  const { facts } = host();
  m.def('getpid()', () => facts.pid);
  m.def('getppid()', () => facts.ppid);
  for (const name of ['getuid', 'geteuid']) m.def(`${name}()`, () => facts.uid);
  for (const name of ['getgid', 'getegid']) m.def(`${name}()`, () => facts.gid);
  const three = (name: string, id: number) => new PyTuple((statusNumbers(name) ?? [id, id, id]).slice(0, 3));
  m.def('getresuid()', () => three('Uid', facts.uid));
  m.def('getresgid()', () => three('Gid', facts.gid));
  m.def('getgroups()', () => new PyList(statusNumbers('Groups') ?? [facts.gid]));
  m.def('getgrouplist(user, group, /)', (userValue: Value, group: Value) => {
    const user = strOf(userValue);
    if (user === undefined) throw typeError(`getgrouplist() argument 1 must be str, not ${givenType(userValue)}`);
    const first = Number(toIndex(group));
    const others = groupRows()
      .filter((row) => (row[3] ?? '').split(',').includes(user))
      .map((row) => Number(row[2]));
    return new PyList([...new Set([first, ...others])]);
  });
  m.def('getpgrp()', () => fieldOf(0, StatField.GROUP));
  m.def('getpgid(pid)', (pid: Value) => fieldOf(pid, StatField.GROUP));
  m.def('getsid(pid, /)', (pid: Value) => fieldOf(pid, StatField.SESSION));
  m.def('getlogin()', () => {
    const name = host().env.LOGNAME ?? host().env.USER;
    if (name === undefined) throw osError('ENXIO');
    return name;
  });
  m.def('ctermid()', () => '/dev/tty');
  m.def('ttyname(fd, /)', (fdValue: Value) => {
    const fd = fdArg(fdValue);
    if (fileOf(fd).isTerminal?.() !== true) throw osError('ENOTTY');
    return hostCall(() => host().files.readlink(pathOfFd(fd)));
  });
}
