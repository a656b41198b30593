/**
 * `os.stat_result` and the functions that make one.
 */
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { newError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { indexOrUndefined } from '../../objects/toIndex';
import { normInt, PyFloat } from '../../objects/values';
import { host } from '../../host/currentHost';
import type { FileStat } from '../../host/hostFiles';
import { fileOf } from '../fileDescriptors';
import { hostCall, pathArg } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { structSeqType, type StructSeqType } from '../structSeq';

let statType: StructSeqType;

const FIELDS = [
  'st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size', null, null, null, 'st_atime', 'st_mtime', 'st_ctime', 'st_atime_ns',
  'st_mtime_ns', 'st_ctime_ns', 'st_blksize', 'st_blocks', 'st_rdev',
]; // prettier-ignore

const seconds = (ns: bigint): bigint => (ns < 0n && ns % 1000000000n !== 0n ? ns / 1000000000n - 1n : ns / 1000000000n);
/** As `st_mtime` has it. */
export const secondsOfTime = (ns: bigint): number =>
  Number(seconds(ns)) + Number(ns - seconds(ns) * 1000000000n) * 1e-9;
const asFloat = (ns: bigint): Value => new PyFloat(secondsOfTime(ns));

export function statResult(s: FileStat): Value {
  const times = [s.atimeNs, s.mtimeNs, s.ctimeNs];
  return statType.make([
    s.mode,
    normInt(s.ino),
    normInt(s.dev),
    s.nlink,
    s.uid,
    s.gid,
    s.size,
    ...times.map((t) => normInt(seconds(t))),
    ...times.map(asFloat),
    ...times.map(normInt),
    s.blksize,
    s.blocks,
    normInt(s.rdev),
  ]);
}

/** Only the current folder can be what relative paths start from. */
export function noDirFd(v: Value | undefined, f: string): void {
  if (v !== undefined && v !== None) throw newError('NotImplementedError', `${f}: dir_fd unavailable on this platform`);
}

export function defStat(m: ModuleBuilder): void {
  statType = structSeqType('os.stat_result', FIELDS, 'What stat(), fstat() and lstat() tell of a file.', 10);
  m.set('stat_result', statType.type);
  const stat = (path: Value, dirFd: Value, follow: Value) => {
    noDirFd(dirFd, 'stat');
    const fd = indexOrUndefined(path);
    if (fd !== undefined) return statResult(hostCall(() => fileOf(Number(fd)).stat(), path));
    const { text } = pathArg(path, 'stat: path');
    return statResult(hostCall(() => (isTrue(follow) ? host().files.stat(text) : host().files.lstat(text)), path));
  };
  m.def('stat(path, *, dir_fd=None, follow_symlinks=True)', stat);
  m.def('lstat(path, *, dir_fd=None)', (path: Value, dirFd: Value) => {
    noDirFd(dirFd, 'lstat');
    const { text } = pathArg(path, 'lstat: path');
    return statResult(hostCall(() => host().files.lstat(text), path));
  });
  m.def('fstat(fd)', (fd: Value) => statResult(hostCall(() => fileOf(Number(indexOrUndefined(fd) ?? -1)).stat())));
}
