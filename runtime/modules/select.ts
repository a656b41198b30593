/**
 * `select`: select, poll and epoll over the program's descriptors (CPython's selectmodule.c).
 *
 * Owns: the module. Which descriptors are ready is theirs to say (fileDescriptors.ts).
 */
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { lookupAttr } from '../objects/attributes';
import { defClassMethod, defGetSet, defMethod } from '../objects/descriptors';
import { keyError, newError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { toArray } from '../objects/iteration';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { defNewSig, disallowNew } from '../objects/typeObject';
import { intOf, PyList, PyTuple } from '../objects/values';
import type { FileStat } from '../host/hostFiles';
import { allocateFd, closeFd, fileOf, isOpen, type OpenFile } from './fileDescriptors';
import { osError } from './osErrors';
import { nativeModule } from './registry';
import { secondsOf } from './seconds';
import { waitFor } from './socket/waiting';

const IN = 1;
const PRI = 2;
const OUT = 4;
const ERR = 8;
const HUP = 16;
const NVAL = 32;
const ET = 1 << 31;
const ONESHOT = 1 << 30;

/** An int, or an object with fileno(). */
function fdOf(v: Value): number {
  const n = intOf(v);
  if (n !== undefined) {
    if (Number(n) < 0) throw valueError(`file descriptor cannot be a negative integer (${String(n)})`);
    return Number(n);
  }
  const method = lookupAttr(v, 'fileno');
  if (method === undefined) throw typeError('argument must be an int, or have a fileno() method.');
  const fd = intOf(call(method));
  if (fd === undefined) throw typeError(`fileno() returned a non-integer`);
  if (Number(fd) < 0) throw valueError(`file descriptor cannot be a negative integer (${String(fd)})`);
  return Number(fd);
}

const readable = (f: OpenFile): boolean => f.readable?.() ?? true;
const writable = (f: OpenFile): boolean => f.writable?.() ?? true;

function select(rlist: Value, wlist: Value, xlist: Value, timeoutValue: Value): Value {
  const timeout = timeoutValue === None ? null : secondsOf(timeoutValue);
  if (timeout !== null && timeout < 0) throw valueError('timeout must be non-negative');
  const lists = [rlist, wlist, xlist].map((list) => {
    if (typeOf(list).tp_iter === null && typeOf(list).sq_item === null)
      throw typeError('arguments 1-3 must be sequences');
    return toArray(list).map((item) => {
      const fd = fdOf(item);
      if (fd >= 1024) throw valueError('filedescriptor out of range in select()');
      if (!isOpen(fd)) throw osError('EBADF');
      return { item, file: fileOf(fd) };
    });
  });
  const [reads, writes] = lists;
  const ready = (): boolean => reads.some((r) => readable(r.file)) || writes.some((w) => writable(w.file));
  if (!ready()) waitFor(ready, timeout, true);
  return new PyTuple([
    new PyList(reads.filter((r) => readable(r.file)).map((r) => r.item)),
    new PyList(writes.filter((w) => writable(w.file)).map((w) => w.item)),
    new PyList([]),
  ]);
}

function readyMask(fd: number, mask: number): number {
  if (!isOpen(fd)) return NVAL;
  const f = fileOf(fd);
  let out = 0;
  if (mask & (IN | 64) && readable(f)) out |= mask & (IN | 64);
  if (mask & (OUT | 256) && writable(f)) out |= mask & (OUT | 256);
  if ((f as { hungUp?: boolean }).hungUp === true) out |= HUP;
  return out;
}

const pollType = bareType('select.poll');

class PyPoll extends PyObject {
  readonly fds = new Map<number, number>();
  constructor() {
    super(pollType);
  }
}

function waitReady(fds: Map<number, number>, timeout: number | null, limit: number): Value {
  const found = (): [number, number][] => {
    const out: [number, number][] = [];
    for (const [fd, mask] of fds) {
      const m = readyMask(fd, mask);
      if (m !== 0) out.push([fd, m]);
    }
    return out;
  };
  let ready = found();
  if (ready.length === 0) {
    waitFor(() => (ready = found()).length > 0, timeout, true);
  }
  return new PyList(ready.slice(0, limit).map(([fd, mask]) => new PyTuple([fd, mask])));
}

function installPoll(): void {
  const t = pollType;
  t.isBase = false;
  disallowNew(t);
  defMethod(t, 'register(self, fd, eventmask=7, /)', (p: PyPoll, fd: Value, mask: Value) => {
    p.fds.set(fdOf(fd), Number(toIndex(mask)));
    return None;
  });
  defMethod(t, 'modify(self, fd, eventmask, /)', (p: PyPoll, fd: Value, mask: Value) => {
    if (!p.fds.has(fdOf(fd))) throw osError('ENOENT');
    p.fds.set(fdOf(fd), Number(toIndex(mask)));
    return None;
  });
  defMethod(t, 'unregister(self, fd, /)', (p: PyPoll, fd: Value) => {
    if (!p.fds.delete(fdOf(fd))) throw keyError(fdOf(fd));
    return None;
  });
  defMethod(t, 'poll(self, timeout=None, /)', (p: PyPoll, timeout: Value) => {
    const ms = timeout === None ? null : secondsOf(timeout);
    return waitReady(p.fds, ms === null || ms < 0 ? null : ms / 1000, Infinity);
  });
}

const epollType = bareType('select.epoll');

/** The descriptor that an epoll object has. */
class EpollFile implements OpenFile {
  blocking = true;
  readonly flags = 2;
  readonly fds = new Map<number, number>();
  closed = false;
  read(): number {
    throw osError('EINVAL');
  }
  write(): number {
    throw osError('EINVAL');
  }
  stat(): FileStat {
    throw osError('EINVAL');
  }
  readable(): boolean {
    for (const [fd, mask] of this.fds) if (readyMask(fd, mask) !== 0) return true;
    return false;
  }
  writable(): boolean {
    return false;
  }
  close(): void {
    this.closed = true;
  }
}

class PyEpoll extends PyObject {
  file: EpollFile | undefined = new EpollFile();
  fd = allocateFd(this.file!);

  get open(): EpollFile {
    if (this.file === undefined) throw valueError('I/O operation on closed epoll object');
    return this.file;
  }
}

function closeEpoll(e: PyEpoll): Value {
  if (e.file !== undefined) {
    e.file = undefined;
    closeFd(e.fd);
  }
  return None;
}

function installEpoll(): void {
  const t = epollType;
  t.alloc = (cls) => new PyEpoll(cls);
  defNewSig(t, '(cls, sizehint=-1, flags=0)', (cls: PyType, hint: Value) => {
    const n = Number(toIndex(hint));
    if (n !== -1 && n <= 0) throw valueError('negative sizehint');
    return new PyEpoll(cls);
  });
  const checked = (fd: Value): number => {
    const n = fdOf(fd);
    if (!isOpen(n)) throw osError('EBADF');
    return n;
  };
  defMethod(t, 'register(self, fd, eventmask=7)', (e: PyEpoll, fd: Value, mask: Value) => {
    const { fds } = e.open;
    const n = checked(fd);
    // Plain files can't be watched.
    if (fileOf(n).readable === undefined) throw osError('EPERM');
    if (fds.has(n)) throw osError('EEXIST');
    fds.set(n, Number(toIndex(mask)));
    return None;
  });
  defMethod(t, 'modify(self, fd, eventmask)', (e: PyEpoll, fd: Value, mask: Value) => {
    const n = checked(fd);
    if (!e.open.fds.has(n)) throw osError('ENOENT');
    e.open.fds.set(n, Number(toIndex(mask)));
    return None;
  });
  defMethod(t, 'unregister(self, fd)', (e: PyEpoll, fd: Value) => {
    if (!e.open.fds.delete(fdOf(fd))) throw osError(isOpen(fdOf(fd)) ? 'ENOENT' : 'EBADF');
    return None;
  });
  defMethod(t, 'poll(self, timeout=None, maxevents=-1)', (e: PyEpoll, timeout: Value, maxevents: Value) => {
    const { fds } = e.open;
    const seconds = timeout === None ? null : secondsOf(timeout);
    const limit = Number(toIndex(maxevents));
    if (limit !== -1 && limit <= 0) throw valueError(`maxevents must be greater than 0, got ${limit}`);
    // The kernel forgets closed descriptors.
    for (const fd of [...fds.keys()]) if (!isOpen(fd)) fds.delete(fd);
    return waitReady(fds, seconds === null || seconds < 0 ? null : seconds, limit === -1 ? Infinity : limit);
  });
  defMethod(t, 'close(self, /)', closeEpoll);
  defMethod(t, 'fileno(self, /)', (e: PyEpoll) => (e.open, e.fd));
  defMethod(t, '__enter__(self, /)', (e: PyEpoll) => (e.open, e));
  defMethod(t, '__exit__(self, /, *exc_info)', closeEpoll);
  defClassMethod(t, 'fromfd(cls, fd, /)', () => {
    throw newError(Exc.NotImplementedError, 'epoll.fromfd() is not supported here');
  });
  defGetSet(t, 'closed', (e: PyEpoll) => e.file === undefined);
}

// Before installObjects() makes all types ready.
installPoll();
installEpoll();

nativeModule('select', (m) => {
  m.def('select(rlist, wlist, xlist, timeout=None, /)', select);
  m.def('poll()', () => new PyPoll());
  m.type(epollType);
  m.set('error', Exc.OSError);
  m.set('PIPE_BUF', 4096);
  const bits = {
    IN,
    PRI,
    OUT,
    ERR,
    HUP,
    NVAL,
    RDNORM: 64,
    RDBAND: 128,
    WRNORM: 256,
    WRBAND: 512,
    MSG: 1024,
    RDHUP: 8192,
  };
  for (const [name, bit] of Object.entries(bits)) {
    m.set(`POLL${name}`, bit);
    if (name !== 'NVAL') m.set(`EPOLL${name}`, bit);
  }
  m.set('EPOLLET', ET >>> 0);
  m.set('EPOLLONESHOT', ONESHOT);
  m.set('EPOLLEXCLUSIVE', 1 << 28);
  m.set('EPOLL_CLOEXEC', 0o2000000);
});
