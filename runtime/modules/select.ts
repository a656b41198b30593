/**
 * `select`: select, poll and epoll over the program's descriptors (CPython's selectmodule.c).
 *
 * Owns: the module. Which descriptors are ready is theirs to say (fileDescriptors.ts).
 */
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { lookupAttr } from '../objects/attributes';
import { defClassMethod, defGetSet, defMethod } from '../objects/descriptors';
import { isError, keyError, newError, overflowError, runtimeError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { toArray } from '../objects/iteration';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { defNewSig, disallowNew } from '../objects/typeObject';
import { intOf, PyList, PyTuple } from '../objects/values';
import { AnonymousFile } from './anonymousFile';
import { allocateFd, closeFd, fileOf, isOpen, notifyWatchers, type OpenFile } from './fileDescriptors';
import { osError } from './osErrors';
import { nativeModule } from './registry';
import { secondsOf } from './seconds';
import { waitFor } from './socket/waiting';
import { threads } from './threads';

const IN = 1;
const PRI = 2;
const OUT = 4;
const ERR = 8;
const HUP = 16;
const NVAL = 32;
const RDNORM = 64;
const WRNORM = 256;
const ET = 1 << 31;
const ONESHOT = 1 << 30;
const CLOEXEC = 0o2000000;
/** What can happen, without the bits that say how to tell. */
const EVENTS = 0xffff;

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
  const timeout = timeoutOf(timeoutValue, 'a float');
  if (timeout !== null && timeout < 0) throw valueError('timeout must be non-negative');
  const lists = [rlist, wlist, xlist].map((list) => {
    if (typeOf(list).tp_iter === null && typeOf(list).sq_item === null)
      throw typeError('arguments 1-3 must be sequences');
    // A list may grow or shrink while its items' fileno() is called.
    const items = list instanceof PyList ? list.items : toArray(list);
    const found: { item: Value; file: OpenFile }[] = [];
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      const fd = fdOf(item);
      if (fd >= 1024) throw valueError('filedescriptor out of range in select()');
      if (!isOpen(fd)) throw osError('EBADF');
      found.push({ item, file: fileOf(fd) });
    }
    return found;
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
  const found = f.condition?.() ?? (readable(f) ? IN : 0) | (writable(f) ? OUT : 0);
  const normal = (found & IN ? RDNORM : 0) | (found & OUT ? WRNORM : 0);
  return (found | normal) & (mask | ERR | HUP);
}

/** Seconds or milliseconds; null for None. */
function timeoutOf(v: Value, kind: string): number | null {
  if (v === None) return null;
  try {
    return secondsOf(v);
  } catch (e) {
    if (isError(e, Exc.TypeError)) throw typeError(`timeout must be ${kind} or None`);
    throw e;
  }
}

const pollType = bareType('select.poll');

class PyPoll extends PyObject {
  readonly fds = new Map<number, number>();
  /** The thread that is in poll(). */
  user: unknown = undefined;
  constructor() {
    super(pollType);
  }
}

type Found = [fd: number, mask: number];

function waitReady(find: () => Found[], timeout: number | null): Found[] {
  let ready = find();
  if (ready.length === 0) waitFor(() => (ready = find()).length > 0, timeout, true);
  return ready;
}

const foundValue = (ready: Found[]): Value => new PyList(ready.map(([fd, mask]) => new PyTuple([fd, mask])));

/** poll()'s masks are C's unsigned shorts. */
function pollMask(v: Value): number {
  const n = Number(toIndex(v));
  if (n < 0) throw valueError('value must be positive');
  if (n > 0xffff) throw overflowError('Python int too large for C unsigned short');
  return n;
}

function poll(p: PyPoll, timeout: Value): Value {
  const ms = timeoutOf(timeout, 'an integer');
  if (p.user !== undefined && p.user !== threads.current) throw runtimeError('concurrent poll() invocation');
  // A thread that waits comes here again, and leaves the mark until then.
  p.user = threads.current;
  const find = (): Found[] =>
    [...p.fds].map(([fd, mask]): Found => [fd, readyMask(fd, mask)]).filter(([, m]) => m !== 0);
  const ready = waitReady(find, ms === null || ms < 0 ? null : ms / 1000);
  p.user = undefined;
  return foundValue(ready);
}

function installPoll(): void {
  const t = pollType;
  t.isBase = false;
  disallowNew(t);
  defMethod(t, 'register(self, fd, eventmask=7, /)', (p: PyPoll, fd: Value, mask: Value) => {
    p.fds.set(fdOf(fd), pollMask(mask));
    return None;
  });
  defMethod(t, 'modify(self, fd, eventmask, /)', (p: PyPoll, fd: Value, mask: Value) => {
    if (!p.fds.has(fdOf(fd))) throw osError('ENOENT');
    p.fds.set(fdOf(fd), pollMask(mask));
    return None;
  });
  defMethod(t, 'unregister(self, fd, /)', (p: PyPoll, fd: Value) => {
    if (!p.fds.delete(fdOf(fd))) throw keyError(fdOf(fd));
    return None;
  });
  defMethod(t, 'poll(self, timeout=None, /)', poll);
}

const epollType = bareType('select.epoll');

/** One descriptor that an epoll object watches. */
class Registration {
  /** Something has happened since it was last reported: what edge-triggered registrations wait for. */
  fresh = true;
  /** It was to tell once, and has. */
  spent = false;
  readonly changed = (): void => {
    this.fresh = true;
    this.owner.noticed();
  };

  constructor(
    readonly owner: EpollFile,
    readonly file: OpenFile,
    public mask: number,
  ) {
    file.watchers?.add(this.changed);
  }

  drop(): void {
    this.file.watchers?.delete(this.changed);
  }
}

/** What an epoll object's descriptor stands for. */
class EpollFile extends AnonymousFile {
  readonly flags = 2;
  readonly watchers = new Set<() => void>();
  private readonly fds = new Map<number, Registration>();

  readable(): boolean {
    return this.find().length > 0;
  }

  close(): void {
    for (const r of this.fds.values()) r.drop();
    this.fds.clear();
  }

  noticed(): void {
    notifyWatchers(this);
  }

  /** The registration of an open descriptor; the kernel forgets those that were closed. */
  private at(fd: number): Registration | undefined {
    const r = this.fds.get(fd);
    if (r === undefined || (isOpen(fd) && fileOf(fd) === r.file)) return r;
    r.drop();
    this.fds.delete(fd);
    return undefined;
  }

  register(fd: number, mask: number): void {
    if (!isOpen(fd)) throw osError('EBADF');
    const file = fileOf(fd);
    // Plain files can't be watched.
    if (file.readable === undefined) throw osError('EPERM');
    if (file === this) throw osError('EINVAL');
    if (this.at(fd) !== undefined) throw osError('EEXIST');
    this.fds.set(fd, new Registration(this, file, mask));
    this.noticed();
  }

  modify(fd: number, mask: number): void {
    if (!isOpen(fd)) throw osError('EBADF');
    const r = this.at(fd);
    if (r === undefined) throw osError('ENOENT');
    r.mask = mask;
    r.spent = false;
    r.changed();
  }

  unregister(fd: number): void {
    if (!isOpen(fd)) throw osError('EBADF');
    const r = this.at(fd);
    if (r === undefined) throw osError('ENOENT');
    r.drop();
    this.fds.delete(fd);
  }

  find(): Found[] {
    const out: Found[] = [];
    for (const fd of [...this.fds.keys()]) {
      const r = this.at(fd);
      if (r === undefined || r.spent || (r.mask & ET && !r.fresh)) continue;
      const mask = readyMask(fd, r.mask & EVENTS);
      if (mask !== 0) out.push([fd, mask]);
    }
    return out;
  }

  reported(ready: Found[]): void {
    for (const [fd] of ready) {
      const r = this.fds.get(fd)!;
      r.fresh = false;
      if (r.mask & ONESHOT) r.spent = true;
    }
  }
}

class PyEpoll extends PyObject {
  file: EpollFile | undefined = undefined;
  fd = -1;

  get open(): EpollFile {
    if (this.file === undefined) throw valueError('I/O operation on closed epoll object');
    if (!isOpen(this.fd) || fileOf(this.fd) !== this.file) throw osError('EBADF');
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
  t.isBase = false;
  t.alloc = (cls) => new PyEpoll(cls);
  defNewSig(t, '(cls, sizehint=-1, flags=0)', (cls: PyType, hint: Value, flags: Value) => {
    const n = Number(toIndex(hint));
    if (n !== -1 && n <= 0) throw valueError('negative sizehint');
    const bits = Number(toIndex(flags));
    if (bits !== 0 && bits !== CLOEXEC) throw newError(Exc.OSError, 'invalid flags');
    const e = new PyEpoll(cls);
    e.file = new EpollFile();
    e.fd = allocateFd(e.file);
    return e;
  });
  defMethod(t, 'register(self, fd, eventmask=7)', (e: PyEpoll, fd: Value, mask: Value) => {
    e.open.register(fdOf(fd), Number(toIndex(mask)));
    return None;
  });
  defMethod(t, 'modify(self, fd, eventmask)', (e: PyEpoll, fd: Value, mask: Value) => {
    e.open.modify(fdOf(fd), Number(toIndex(mask)));
    return None;
  });
  defMethod(t, 'unregister(self, fd)', (e: PyEpoll, fd: Value) => {
    e.open.unregister(fdOf(fd));
    return None;
  });
  defMethod(t, 'poll(self, timeout=None, maxevents=-1)', (e: PyEpoll, timeout: Value, maxevents: Value) => {
    const { open } = e;
    const seconds = timeoutOf(timeout, 'an integer');
    const limit = Number(toIndex(maxevents));
    if (limit !== -1 && limit <= 0) throw valueError(`maxevents must be greater than 0, got ${limit}`);
    const ready = waitReady(() => open.find(), seconds === null || seconds < 0 ? null : seconds);
    const told = limit === -1 ? ready : ready.slice(0, limit);
    open.reported(told);
    return foundValue(told);
  });
  defMethod(t, 'close(self, /)', closeEpoll);
  defMethod(t, 'fileno(self, /)', (e: PyEpoll) => (e.open, e.fd));
  defMethod(t, '__enter__(self, /)', (e: PyEpoll) => (e.open, e));
  defMethod(t, '__exit__(self, /, *exc_info)', closeEpoll);
  defClassMethod(t, 'fromfd(cls, fd, /)', (cls: PyType, fd: Value) => {
    const e = new PyEpoll(cls);
    e.fd = Number(toIndex(fd));
    const file = fileOf(e.fd);
    if (!(file instanceof EpollFile)) throw osError('EINVAL');
    e.file = file;
    return e;
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
    RDNORM,
    RDBAND: 128,
    WRNORM,
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
  m.set('EPOLL_CLOEXEC', CLOEXEC);
});
