/**
 * The program's file descriptors: small numbers of our own, the lowest free one first, whatever the host's are.
 *
 * Owns: the table, file positions (the host has no lseek), sharing by dup. A descriptor may stand for a host file or for
 * something that lives in this process only (a pipe, an event).
 */
import { host } from '../host/currentHost';
import { inputSink } from '../host/dispatch';
import { HostError, type FileStat } from '../host/hostFiles';
import { otherThreads } from '../vm/otherThreads';
import { isError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { passedDescriptors } from './passedDescriptors';
import { osError } from './osErrors';
import { waitFor } from './socket/waiting';

/** What a descriptor stands for; shared by all that `dup` makes. CPython has the kernel's open file descriptions. */
export interface OpenFile {
  /** 0 at the end. Raises HostError or OSError; EAGAIN where it would block and `blocking` is false. */
  read(into: Uint8Array): number;
  write(data: Uint8Array): number;
  /** Undefined: can't be sought (ESPIPE). */
  seek?(offset: number, whence: number): number;
  readAt?(into: Uint8Array, offset: number): number;
  writeAt?(data: Uint8Array, offset: number): number;
  truncate?(size: number): void;
  sync?(): void;
  stat(): FileStat;
  isTerminal?(): boolean;
  close(): void;
  blocking: boolean;
  /** Data to read, or the end. */
  readable?(): boolean;
  writable?(): boolean;
  /** As poll(2) tells it, in its bits; without it, what the two above say. */
  condition?(): number;
  /** Whoever waits for it; those that call `notifyWatchers` at every change have the set from the beginning. */
  readonly watchers?: Set<() => void>;
  /** The host's descriptor, where there is one: to hand to a child process. */
  hostFd?: number;
  /** open(2)'s flags. */
  flags: number;
}

/** poll(2)'s bits. */
export const POLL = { IN: 1, OUT: 4, ERR: 8, HUP: 16, RDHUP: 0x2000 } as const;

/** What is readable or writable may have changed. */
export function notifyWatchers(file: { readonly watchers: Set<() => void> }): void {
  if (file.watchers.size > 0) for (const changed of [...file.watchers]) changed();
}

interface Entry {
  file: OpenFile;
  inheritable: boolean;
}

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;
const S_IFCHR = 0o020000;
const O_APPEND = 0o2000;
const O_RDWR = 2;

const counts = new Map<OpenFile, number>();
const table: (Entry | undefined)[] = [];
/** All descriptors below this one are taken. */
let allTaken = 0;

const SEEK_DATA = 3;
const SEEK_HOLE = 4;

/** A file of the host's. */
export class HostFile implements OpenFile {
  blocking = true;
  /** Undefined: the host keeps the position (until the first seek). */
  private position: number | undefined;
  private known = 0;
  private regular: boolean | undefined;

  constructor(
    readonly hostFd: number,
    readonly flags: number,
  ) {}

  isRegular(): boolean {
    return (this.regular ??= this.hostFd > 2 && (host().files.fstat(this.hostFd).mode & S_IFMT) === S_IFREG);
  }

  read(into: Uint8Array): number {
    const n = host().files.read(this.hostFd, into, this.position ?? null);
    this.advance(n);
    return n;
  }

  write(all: Uint8Array): number {
    const append = (this.flags & O_APPEND) !== 0;
    const data = fileSizeLimit.soft === Infinity ? all : this.fitting(all, append);
    const n = host().files.write(this.hostFd, data, append ? null : (this.position ?? null));
    if (append) {
      if (this.isRegular()) this.known = this.size();
      if (this.position !== undefined) this.position = this.known;
    } else this.advance(n);
    return n;
  }

  /** As much as the limit of a file's size leaves room for. Raises EFBIG. */
  private fitting(data: Uint8Array, append: boolean): Uint8Array {
    if (!this.isRegular()) return data;
    const room = fileSizeLimit.soft - (append ? this.size() : (this.position ?? this.known));
    if (room <= 0 && data.length > 0) throw osError('EFBIG');
    return data.subarray(0, room);
  }

  private advance(n: number): void {
    this.known += n;
    if (this.position !== undefined) this.position += n;
  }

  private size(): number {
    return host().files.fstat(this.hostFd).size;
  }

  seek(offset: number, whence: number): number {
    if (!this.isRegular()) {
      // Devices such as /dev/null have no position but take a seek.
      if (this.hostFd > 2 && (this.stat().mode & S_IFMT) === S_IFCHR && !this.isTerminal()) return 0;
      throw osError('ESPIPE');
    }
    if (whence < 0 || whence > SEEK_HOLE) throw osError('EINVAL');
    const size = whence >= 2 ? this.size() : 0;
    if (whence >= SEEK_DATA && (offset < 0 || offset >= size)) throw osError('ENXIO');
    // As on file systems that don't tell of holes: the first is behind the end.
    const base = whence === 1 ? this.known : whence === 2 ? size : 0;
    const target = whence === SEEK_HOLE ? size : base + offset;
    if (target < 0) throw osError('EINVAL');
    // From now on the position is kept here: the host's own has moved if a child process has the file, too.
    if (whence !== 1 || offset !== 0) this.position = target;
    this.known = target;
    return target;
  }

  /**
   * The host's descriptor for a child process, standing where this one stands; `own`: to be closed when the child has it.
   * DIFFERS: after a seek, child and program each have a position of their own: Node can't set the host's.
   */
  forChild(): { hostFd: number; own: boolean } {
    const { hostFd, position } = this;
    if (position === undefined || (this.flags & O_APPEND) !== 0) return { hostFd, own: false };
    const { files } = host();
    try {
      const fd = files.open(`/proc/self/fd/${hostFd}`, position === 0 ? this.flags & 3 : O_RDWR, 0);
      const skipped = new Uint8Array(65536);
      for (let at = 0; at < position;) {
        const n = files.read(fd, skipped.subarray(0, position - at), null);
        if (n === 0) break;
        at += n;
      }
      return { hostFd: fd, own: true };
    } catch (e) {
      if (e instanceof HostError) return { hostFd, own: false };
      throw e;
    }
  }

  readAt(into: Uint8Array, offset: number): number {
    return host().files.read(this.hostFd, into, offset);
  }

  writeAt(data: Uint8Array, offset: number): number {
    return host().files.write(this.hostFd, data, offset);
  }

  truncate(size: number): void {
    if (size > fileSizeLimit.soft && size > this.size()) throw osError('EFBIG');
    host().files.truncate(this.hostFd, size);
  }

  sync(): void {
    host().files.sync(this.hostFd);
  }

  stat(): FileStat {
    return host().files.fstat(this.hostFd);
  }

  isTerminal(): boolean {
    return host().isTerminal(this.hostFd);
  }

  close(): void {
    host().files.close(this.hostFd);
  }
}

/** Descriptor 0: a thread that waits for input lets the others and the event loop go on. */
class StandardInput extends HostFile {
  readonly watchers = new Set<() => void>();

  constructor() {
    super(0, 0);
    inputSink.arrived = () => notifyWatchers(this);
  }

  readable(): boolean {
    return host().inputReady();
  }

  override read(into: Uint8Array): number {
    if (!this.blocking && !this.readable()) throw osError('EAGAIN');
    if (otherThreads.any()) waitFor(() => this.readable(), null, true);
    return super.read(into);
  }
}

/** RLIMIT_FSIZE as the program has set it: for its own writing; a child process knows nothing of it. */
export const fileSizeLimit = { soft: Infinity };

/** RLIMIT_NOFILE as the program has set it. */
export const descriptorLimit = { soft: Infinity };

function lowestFree(atLeast: number): number {
  const fromFirst = atLeast <= allTaken;
  let fd = fromFirst ? allTaken : atLeast;
  while (table[fd] !== undefined) fd++;
  if (fromFirst) allTaken = fd;
  return fd;
}

/** Puts a file at the lowest free descriptor; where there is none left, closes it and raises EMFILE. */
export function allocateFd(file: OpenFile, inheritable = false, atLeast = 0): number {
  ensureStandard();
  const fd = lowestFree(atLeast);
  if (fd >= descriptorLimit.soft) {
    if (!counts.has(file)) file.close();
    throw osError('EMFILE');
  }
  table[fd] = { file, inheritable };
  counts.set(file, (counts.get(file) ?? 0) + 1);
  return fd;
}

/** Raises EMFILE (a HostError) where no descriptor is free: before anything is taken or made that would get one. */
export function requireFreeFd(): void {
  if (descriptorLimit.soft === Infinity) return;
  ensureStandard();
  if (lowestFree(0) >= descriptorLimit.soft) throw new HostError('EMFILE', -24, 'too many open files');
}

let standard = false;

function ensureStandard(): void {
  if (standard) return;
  standard = true;
  for (let fd = 0; fd < 3; fd++) {
    const file = fd === 0 ? new StandardInput() : new HostFile(fd, 1);
    table[fd] = { file, inheritable: true };
    counts.set(file, 1);
  }
  for (const fd of passedDescriptors()) {
    const file = new HostFile(fd, O_RDWR);
    table[fd] = { file, inheritable: true };
    counts.set(file, 1);
  }
}

/** What a descriptor stands for; raises OSError EBADF. */
export function fileOf(fd: number): OpenFile {
  return entryOf(fd).file;
}

export function entryOf(fd: number): Entry {
  ensureStandard();
  const entry = table[fd];
  if (entry === undefined) throw osError('EBADF');
  return entry;
}

export function isOpen(fd: number): boolean {
  ensureStandard();
  return table[fd] !== undefined;
}

const OWN_DESCRIPTOR = /^\/(?:dev\/(?:fd\/(\d+)|(stdin|stdout|stderr))|proc\/self\/fd\/(\d+))$/;

/** The descriptor that a path such as /dev/stdin or /dev/fd/5 names: one of the program's, not of the host's. */
function namedDescriptor(path: string): number | undefined {
  const named = OWN_DESCRIPTOR.exec(path);
  if (named === null) return undefined;
  const fd = named[2] === undefined ? Number(named[1] ?? named[3]) : ['stdin', 'stdout', 'stderr'].indexOf(named[2]);
  return isOpen(fd) ? fd : undefined;
}

/** open(2): raises HostError. */
export function openFd(path: string, flags: number, mode: number): number {
  requireFreeFd();
  const named = namedDescriptor(path);
  if (named !== undefined) {
    const file = fileOf(named);
    // A file is opened anew, with a position of its own; Linux has pipes so, too, but not sockets, as Node's pipes are.
    if (!(file instanceof HostFile) || !file.isRegular()) return dupFd(named);
    return allocateFd(new HostFile(host().files.open(`/proc/self/fd/${file.hostFd}`, flags, mode), flags));
  }
  const hostFd = host().files.open(path, flags, mode);
  return allocateFd(new HostFile(hostFd, flags));
}

/** Keeps a file open without a descriptor of the program's: a child process has it. */
export function retainFile(file: OpenFile): void {
  counts.set(file, (counts.get(file) ?? 0) + 1);
}

export function closeFd(fd: number): void {
  const { file } = entryOf(fd);
  table[fd] = undefined;
  allTaken = Math.min(allTaken, fd);
  releaseFile(file);
}

/** One descriptor fewer stands for the file; the last one closes it. */
export function releaseFile(file: OpenFile): void {
  const left = (counts.get(file) ?? 1) - 1;
  if (left > 0) counts.set(file, left);
  else {
    counts.delete(file);
    file.close();
  }
}

export function dupFd(fd: number, inheritable = false, atLeast = 0): number {
  return allocateFd(fileOf(fd), inheritable, atLeast);
}

/** dup2(2). */
export function dupTo(fd: number, target: number, inheritable: boolean): void {
  const { file } = entryOf(fd);
  if (fd === target) return;
  if (target < 0) throw osError('EBADF');
  counts.set(file, (counts.get(file) ?? 0) + 1);
  if (table[target] !== undefined) closeFd(target);
  table[target] = { file, inheritable };
}

/** All open descriptors, in order. */
export function openFds(): number[] {
  ensureStandard();
  const out: number[] = [];
  table.forEach((e, fd) => {
    if (e !== undefined) out.push(fd);
  });
  return out;
}

/** The call failed only because the descriptor is non-blocking. */
export function isWouldBlock(e: unknown): boolean {
  return (
    (e instanceof HostError && (e.code === 'EAGAIN' || e.code === 'EWOULDBLOCK')) || isError(e, Exc.BlockingIOError)
  );
}
