/**
 * `os.stat_result` and the functions that make one.
 */
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import type { Value } from '../../objects/object';
import { indexOrUndefined } from '../../objects/toIndex';
import { normInt, PyFloat } from '../../objects/values';
import { host } from '../../host/currentHost';
import type { FileStat } from '../../host/hostFiles';
import { fileOf, isOpen, type OpenFile } from '../fileDescriptors';
import { hostCall, osError } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { fdArg, noFollowOfFd, target } from './arguments';
import { structSeqType, unnamed, type StructSeqType } from '../structSeq';

let statType: StructSeqType;

/** The whole seconds are items without an attribute: that is the exact time's. */
const FIELDS = [
  'st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size', unnamed('st_atime'), unnamed('st_mtime'), unnamed('st_ctime'), 'st_atime', 'st_mtime', 'st_ctime', 'st_atime_ns',
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

export function defStat(m: ModuleBuilder): void {
  statType = structSeqType('os.stat_result', FIELDS, 'What stat(), fstat() and lstat() tell of a file.', 10);
  m.set('stat_result', statType.type);
  m.def('stat(path, *, dir_fd=None, follow_symlinks=True)', (path: Value, dirFd: Value, follow: Value) => {
    const open = openFileOf(path);
    if (open !== undefined && dirFd === None && isTrue(follow)) return statResult(hostCall(() => open.stat(), path));
    const file = target(path, 'stat: path', dirFd, { fd: true });
    noFollowOfFd(file, isTrue(follow), 'stat');
    return statResult(
      hostCall(() => (isTrue(follow) ? host().files.stat(file.text) : host().files.lstat(file.text)), path),
    );
  });
  m.def('lstat(path, *, dir_fd=None)', (path: Value, dirFd: Value) => {
    const { text } = target(path, 'lstat: path', dirFd);
    return statResult(hostCall(() => host().files.lstat(text), path));
  });
  m.def('fstat(fd)', (fd: Value) => statResult(hostCall(() => fileOf(fdArg(fd)).stat())));
}

/** What an int stands for: also what has no file of the host's can tell of itself. */
function openFileOf(v: Value): OpenFile | undefined {
  const fd = typeof v === 'boolean' ? undefined : indexOrUndefined(v);
  if (fd === undefined) return undefined;
  const open = isOpen(fdArg(v)) ? fileOf(fdArg(v)) : undefined;
  if (open === undefined) throw osError('EBADF', v);
  return open;
}
