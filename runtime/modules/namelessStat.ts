/** What fstat() tells of a descriptor that is no file on a disk: a pipe, a socket. */
import type { FileStat } from '../host/hostFiles';

export function namelessStat(mode: number, ino = 0n, dev = 0n): FileStat {
  return {
    mode,
    ino,
    dev,
    nlink: 1,
    uid: 0,
    gid: 0,
    size: 0,
    atimeNs: 0n,
    mtimeNs: 0n,
    ctimeNs: 0n,
    blksize: 4096,
    blocks: 0,
    rdev: 0n,
  };
}
