/**
 * What descriptors of the kernel's objects without a file have in common (Linux's anonymous inodes): pidfd, epoll, eventfd, timerfd.
 */
import type { FileStat } from '../host/hostFiles';
import type { OpenFile } from './fileDescriptors';
import { osError } from './osErrors';

const MODE = 0o600;

export abstract class AnonymousFile implements OpenFile {
  blocking = true;
  abstract readonly flags: number;
  abstract readonly watchers: Set<() => void>;

  abstract readable(): boolean;
  abstract close(): void;

  writable(): boolean {
    return false;
  }

  read(_into: Uint8Array): number {
    throw osError('EINVAL');
  }

  write(_data: Uint8Array): number {
    throw osError('EINVAL');
  }

  /** There are no positions. */
  seek(): number {
    return 0;
  }

  stat(): FileStat {
    const zero = { ino: 0n, dev: 0n, uid: 0, gid: 0, size: 0, atimeNs: 0n, mtimeNs: 0n, ctimeNs: 0n };
    return { ...zero, mode: MODE, nlink: 1, blksize: 4096, blocks: 0, rdev: 0n };
  }
}
