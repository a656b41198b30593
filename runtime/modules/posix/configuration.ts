/**
 * What the system and its file systems are like: sysconf, confstr, pathconf, statvfs.
 */
import { PyDict } from '../../objects/dict';
import { overflowError, typeError, valueError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { indexOrUndefined } from '../../objects/toIndex';
import { None } from '../../objects/builtinTypes';
import { normInt, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { descriptorLimit, fileOf } from '../fileDescriptors';
import { hostCall, osError } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { structSeqType } from '../structSeq';
import { fdArg, fildes, pathOfFd, target, type Target } from './arguments';
import { confstrNames, confstrValues, pathconfNames, pathconfValues, sysconfValues } from './configurationTables';
import { sysconfNames } from './constants';
import { readProc } from './procFiles';

/** A number, or one of the names (conv_confname). */
function nameArg(v: Value, names: Readonly<Record<string, number>>): number {
  const text = strOf(v);
  if (text !== undefined) {
    if (!Object.hasOwn(names, text)) throw valueError('unrecognized configuration name');
    return names[text];
  }
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError('configuration names must be strings or integers');
  if (n > 0x7fffffff || n < -0x80000000) throw overflowError('Python int too large to convert to C int');
  return Number(n);
}

/** Pages of memory, from a line of /proc/meminfo. */
function pages(line: string): number {
  const kilobytes = new RegExp(`^${line}:\\s*(\\d+) kB`, 'm').exec(readProc('meminfo') ?? '')?.[1];
  return kilobytes === undefined ? -1 : Math.floor(Number(kilobytes) / 4);
}

/** A soft limit, from a line of /proc/self/limits. */
function limit(line: string): number {
  const value = new RegExp(`^${line}\\s+(\\S+)`, 'm').exec(readProc('self/limits') ?? '')?.[1];
  return value === undefined || value === 'unlimited' ? -1 : Number(value);
}

const moving: Readonly<Record<string, () => number>> = {
  SC_NPROCESSORS_ONLN: () => host().facts.cpuCount,
  SC_NPROCESSORS_CONF: () => host().facts.cpuCount,
  SC_PHYS_PAGES: () => pages('MemTotal'),
  SC_AVPHYS_PAGES: () => pages('MemFree'),
  SC_OPEN_MAX: () => (descriptorLimit.soft === Infinity ? 1024 : descriptorLimit.soft),
  SC_CHILD_MAX: () => limit('Max processes'),
  SC_SIGQUEUE_MAX: () => limit('Max pending signals'),
  SC_MINSIGSTKSZ: () => 2048,
};

let sysconfByNumber: Map<number, string> | undefined;

function sysconf(n: number): number {
  sysconfByNumber ??= new Map(Object.entries(sysconfNames).map(([name, number]) => [number, name]));
  const name = sysconfByNumber.get(n);
  if (name === undefined || name === 'SC_EQUIV_CLASS_MAX') throw osError('EINVAL');
  return moving[name]?.() ?? sysconfValues[name] ?? -1;
}

/** Links to a file, by the kind of file system that it is in; where that isn't known, as glibc says. */
const linkMax: Readonly<Record<string, number>> = { ext4: 65000, ext3: 32000, ext2: 32000, xfs: 2147483647, btrfs: 65535, f2fs: 32000 }; // prettier-ignore

interface Mount {
  kind: string;
  options: string[];
}

/** The mount that a device number belongs to. */
function mountOf(device: bigint): Mount | undefined {
  const id = `${(device >> 8n) & 0xfffn}:${device & 0xffn}`;
  for (const line of (readProc('self/mountinfo') ?? '').split('\n')) {
    const [before, after = ''] = line.split(' - ');
    const fields = before.split(' ');
    if (fields[2] === id) return { kind: after.split(' ')[0], options: fields[5].split(',') };
  }
  return undefined;
}

function pathconf(n: number, path: string, value: Value | undefined): number {
  const { dev } = hostCall(() => host().files.stat(path), value);
  if (n === pathconfNames.PC_LINK_MAX) return linkMax[mountOf(dev)?.kind ?? ''] ?? 127;
  if (n < 0 || n > 20) throw osError('EINVAL', value);
  return pathconfValues[n] ?? -1;
}

/** ST_ flags by what mountinfo calls them. */
const mountFlags: Readonly<Record<string, number>> = { ro: 1, nosuid: 2, nodev: 4, noexec: 8, sync: 16, mand: 64, noatime: 1024, nodiratime: 2048, relatime: 4096 }; // prettier-ignore

const names = (table: Readonly<Record<string, number>>): PyDict => {
  const result = new PyDict();
  for (const [name, n] of Object.entries(table)) result.setStr(name, n);
  return result;
};

export function defConfiguration(m: ModuleBuilder): void {
  m.set('sysconf_names', names(sysconfNames));
  m.set('confstr_names', names(confstrNames));
  m.set('pathconf_names', names(pathconfNames));
  m.def('sysconf(name, /)', (name: Value) => sysconf(nameArg(name, sysconfNames)));
  m.def('confstr(name, /)', (name: Value) => {
    const n = nameArg(name, confstrNames);
    if (!Object.values(confstrNames).includes(n)) throw osError('EINVAL');
    return confstrValues[n] ?? '';
  });
  m.def('pathconf(path, name)', (path: Value, name: Value) => {
    const { text } = target(path, 'pathconf: path', None, { fd: true });
    return pathconf(nameArg(name, pathconfNames), text, path);
  });
  m.def('fpathconf(fd, name, /)', (fdValue: Value, name: Value) => {
    const fd = fildes(fdValue);
    const n = nameArg(name, pathconfNames);
    const { hostFd } = fileOf(fd);
    // Pipes within the process have what pipes of the system have.
    if (hostFd === undefined) return n === pathconfNames.PC_LINK_MAX ? 127 : (pathconfValues[n] ?? -1);
    return pathconf(n, pathOfFd(fd), undefined);
  });
  const type = structSeqType(
    'os.statvfs_result',
    ['f_bsize', 'f_frsize', 'f_blocks', 'f_bfree', 'f_bavail', 'f_files', 'f_ffree', 'f_favail', 'f_flag', 'f_namemax', 'f_fsid'],
    'What statvfs() and fstatvfs() tell of a file system.',
    10,
  ); // prettier-ignore
  m.set('statvfs_result', type.type);
  /** DIFFERS: f_fsid is the device's number: Node doesn't tell the file system's own. */
  const statvfs = ({ text, value }: Pick<Target, 'text'> & { value?: Value }): Value => {
    const s = hostCall(() => host().files.statfs(text), value);
    const { dev } = hostCall(() => host().files.stat(text), value);
    const flags = (mountOf(dev)?.options ?? []).reduce((sum, option) => sum | (mountFlags[option] ?? 0), 0);
    const sizes = [s.bsize, s.bsize, s.blocks, s.bfree, s.bavail, s.files, s.ffree, s.ffree].map(normInt);
    return type.make([...sizes, flags, 255, normInt(dev)]);
  };
  m.def('statvfs(path)', (path: Value) => statvfs(target(path, 'statvfs: path', None, { fd: true })));
  m.def('fstatvfs(fd, /)', (fd: Value) => statvfs({ text: pathOfFd(fdArg(fd)) }));
}
