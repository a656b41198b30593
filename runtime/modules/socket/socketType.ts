/**
 * `_socket.socket`: Python's socket object over a SocketFile (CPython's socketmodule.c).
 *
 * Owns: blocking, timeouts, arguments, addresses as Python values.
 */
import { bareType, None } from '../../objects/builtinTypes';
import { contiguous, getBuffer, needBytes } from '../../objects/buffer';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { newError, overflowError, typeError, valueError } from '../../objects/errors';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { toArray } from '../../objects/iteration';
import { interp } from '../../objects/interp';
import { NativeSpec } from '../../objects/native';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { defNewSig } from '../../objects/typeObject';
import { intOf, PyBytes, PyFloat, PyList, PyTuple } from '../../objects/values';
import { allocateFd, closeFd, fileOf, isWouldBlock, requireFreeFd } from '../fileDescriptors';
import { errnoOf } from '../errnoTable';
import { osError } from '../osErrors';
import { secondsOf } from '../seconds';
import { addressValue, endOf } from './resolver';
import { IPPROTO_MAX, optionsNodeLacks } from './furtherSocketConstants';
import { SocketFile } from './socketFile';
import { AF, IPPROTO_TCP, IPPROTO_UDP, MSG, SO, SOCK, SOL_SOCKET } from './socketConstants';
import { waitFor } from './waiting';
import { givenType } from '../../objects/typeNames';

export const socketType = bareType('_socket.socket');

export const defaults = { timeout: null as number | null };

export class PySocket extends PyObject {
  fd = -1;
  family = 0;
  sockType = 0;
  proto = 0;
  /** Seconds; null: blocking, 0: non-blocking. */
  timeout: number | null = null;

  /** The socket behind; raises EBADF for a closed one. */
  get file(): SocketFile {
    const f = this.fd < 0 ? undefined : fileOf(this.fd);
    if (f === undefined) throw osError('EBADF');
    if (!(f instanceof SocketFile)) throw osError('ENOTSOCK');
    return f;
  }
}

/** A timeout argument: None, or seconds. */
export function timeoutOf(v: Value): number | null {
  if (v === None) return null;
  const s = secondsOf(v);
  if (s < 0) throw valueError('Timeout value out of range');
  return s;
}

function timedOut(): PyBaseException {
  return newError(Exc.TimeoutError, 'timed out');
}

/** Does a call that may have to wait until `ready` first. */
function blocking<T>(
  s: PySocket,
  ready: (f: SocketFile) => boolean,
  attempt: (f: SocketFile) => T,
  flags = 0,
  again = true,
): T {
  const { file } = s;
  const timeout = flags & MSG.DONTWAIT ? 0 : s.timeout;
  if (timeout === 0) return attempt(file);
  const deadline = timeout;
  for (;;) {
    if (!waitFor(() => ready(file) || file.closed, deadline, again)) throw timedOut();
    if (file.closed) throw osError('EBADF');
    try {
      return attempt(file);
    } catch (e) {
      if (!isWouldBlock(e)) throw e;
    }
  }
}

const readable = (f: SocketFile): boolean => f.readable();
const writable = (f: SocketFile): boolean => f.writable();

function init(s: PySocket, family: Value, type: Value, proto: Value, fileno: Value): void {
  s.timeout = defaults.timeout;
  if (fileno !== None) {
    if (fileno instanceof PyFloat) throw typeError("'float' object cannot be interpreted as an integer");
    const fd = Number(toIndex(fileno));
    if (fd < 0) throw valueError('negative file descriptor');
    const f = fileOf(fd);
    if (!(f instanceof SocketFile)) throw osError('ENOTSOCK');
    s.fd = fd;
    const or = (given: Value, own: number): number => (given === -1 ? own : Number(toIndex(given)));
    s.family = or(family, f.family);
    s.sockType = or(type, f.type);
    s.proto = or(proto, f.proto);
    if (!f.blocking) s.timeout = 0;
    return;
  }
  const given = [family, type, proto].map((v) => Number(toIndex(v)));
  s.family = given[0] === -1 ? AF.INET : given[0];
  const kind = given[1] === -1 ? SOCK.STREAM : given[1];
  s.sockType = kind & ~(SOCK.NONBLOCK | SOCK.CLOEXEC);
  s.proto = given[2] === -1 ? 0 : given[2];
  if (s.family !== AF.INET && s.family !== AF.INET6 && s.family !== AF.UNIX) throw osError('EAFNOSUPPORT');
  checkKind(s.family, s.sockType, s.proto);
  s.fd = allocateFd(new SocketFile(s.family, s.sockType, s.proto));
  if (kind & SOCK.NONBLOCK) s.timeout = 0;
  s.file.blocking = s.timeout === null;
}

/** Refuses what Node has no sockets for, as a kernel without it does. */
function checkKind(family: number, type: number, proto: number): void {
  if (type === SOCK.RAW) throw osError('EPERM');
  if (type !== SOCK.STREAM && type !== SOCK.DGRAM) throw osError(type > 0 && type < 11 ? 'ESOCKTNOSUPPORT' : 'EINVAL');
  const own = family === AF.UNIX ? AF.UNIX : type === SOCK.STREAM ? IPPROTO_TCP : IPPROTO_UDP;
  if (proto < 0 || proto >= IPPROTO_MAX) throw osError('EINVAL');
  if (proto !== 0 && proto !== own) throw osError('EPROTONOSUPPORT');
}

const initSpec = new NativeSpec(
  'socket(self, family=-1, type=-1, proto=-1, fileno=None)',
  (s: PySocket, family: Value, type: Value, proto: Value, fileno: Value) => {
    init(s, family, type, proto, fileno);
    return None;
  },
);

/** The errno of a connect: 0, or EINPROGRESS, EISCONN ... */
function connect(s: PySocket, address: Value, caller: string): number {
  const to = endOf(s.family, address, caller);
  const { file } = s;
  if (s.sockType === SOCK.DGRAM) return file.connectDatagrams(to);
  if (file.connecting) return errnoOf('EALREADY')!;
  if (file.connected) return errnoOf('EISCONN')!;
  file.connect(to);
  // A Unix socket is connected, or refused, at once.
  if (to.path !== undefined) waitFor(() => !file.connecting, null);
  else if (s.timeout === 0) return errnoOf('EINPROGRESS')!;
  if (!waitFor(() => !file.connecting, s.timeout)) return s.timeout === null ? 0 : -1;
  return file.takeError();
}

function installConnecting(t: PyType): void {
  defMethod(t, 'bind(self, address, /)', (s: PySocket, address: Value) => {
    const at = endOf(s.family, address, 'bind');
    const failed = s.file.bind(at);
    if (failed !== 0) throw osError(failed);
    return None;
  });
  defMethod(t, 'listen(self, backlog=128, /)', (s: PySocket, backlog: Value) => {
    checkInt(backlog);
    const { file } = s;
    if (s.sockType !== SOCK.STREAM) throw osError('EOPNOTSUPP');
    file.listen();
    return None;
  });
  defMethod(t, '_accept(self, /)', (s: PySocket) => {
    const { file } = s;
    if (!file.listening) throw osError(s.sockType === SOCK.STREAM ? 'EINVAL' : 'EOPNOTSUPP');
    requireFreeFd();
    const accepted = blocking(s, readable, (f) => {
      const a = f.accept();
      if (a === undefined) throw osError('EAGAIN');
      return a;
    });
    return new PyTuple([allocateFd(accepted), addressValue(s.family, accepted.remote)]);
  });
  defMethod(t, 'connect(self, address, /)', (s: PySocket, address: Value) => {
    const errno = connect(s, address, 'connect');
    if (errno === -1) throw timedOut();
    if (errno !== 0) throw osError(errno);
    return None;
  });
  defMethod(t, 'connect_ex(self, address, /)', (s: PySocket, address: Value) => {
    const errno = connect(s, address, 'connect_ex');
    return errno === -1 ? errnoOf('EAGAIN')! : errno;
  });
  defMethod(t, 'getsockname(self, /)', (s: PySocket) => addressValue(s.family, s.file.local));
  defMethod(t, 'getpeername(self, /)', (s: PySocket) => {
    if (!s.file.connected) throw osError('ENOTCONN');
    return addressValue(s.family, s.file.remote);
  });
  defMethod(t, 'shutdown(self, how, /)', (s: PySocket, how: Value) => {
    s.file.shutdown(Number(toIndex(how)));
    return None;
  });
  defMethod(t, 'close(self, /)', (s: PySocket) => {
    const { fd } = s;
    s.fd = -1;
    if (fd >= 0) closeFd(fd);
    return None;
  });
  defMethod(t, 'detach(self, /)', (s: PySocket) => {
    const { fd } = s;
    s.fd = -1;
    return fd;
  });
  defMethod(t, 'fileno(self, /)', (s: PySocket) => s.fd);
}

/** A C int. */
function checkInt(v: Value): void {
  const n = Number(toIndex(v));
  if (Math.abs(n) > 0x7fffffff)
    throw overflowError(n > 0 ? 'signed integer is greater than maximum' : 'signed integer is less than minimum');
}

function size(v: Value, what: string): number {
  const n = Number(toIndex(v));
  if (n < 0) throw valueError(`negative buffersize in ${what}`);
  return n;
}

/** Fills a writable buffer; returns how many bytes. */
function into(buffer: Value, nbytes: Value, what: string, receive: (limit: number) => Uint8Array): number {
  const view = getBuffer(buffer);
  if (view === undefined || view.readonly || view.strides !== null) {
    view?.release();
    throw typeError(`${what}() argument 1 must be read-write bytes-like object, not ${givenType(buffer)}`);
  }
  try {
    const asked = Number(toIndex(nbytes));
    if (asked < 0) throw valueError(`negative buffersize in ${what}`);
    const memory = contiguous(view);
    if (asked > memory.length)
      throw valueError(
        what === 'recv_into'
          ? 'buffer too small for requested bytes'
          : 'nbytes is greater than the length of the buffer',
      );
    const data = receive(asked === 0 ? memory.length : asked);
    memory.set(data);
    return data.length;
  } finally {
    view.release();
  }
}

function installReceiving(t: PyType): void {
  const receive = (s: PySocket, limit: number, flags: number): Uint8Array =>
    blocking(s, readable, (f) => f.receive(limit, (flags & MSG.PEEK) !== 0), flags);
  defMethod(t, 'recv(self, bufsize, flags=0, /)', (s: PySocket, limit: Value, flags: Value) => {
    const n = size(limit, 'recv');
    return new PyBytes(n === 0 ? new Uint8Array(0) : receive(s, n, Number(toIndex(flags))));
  });
  defMethod(
    t,
    'recv_into(self, buffer, nbytes=0, flags=0)',
    (s: PySocket, buffer: Value, nbytes: Value, flags: Value) =>
      into(buffer, nbytes, 'recv_into', (n) => receive(s, n, Number(toIndex(flags)))),
  );
  const receiveFrom = (s: PySocket, limit: number, flags: number) =>
    blocking(s, readable, (f) => f.receiveFrom(limit, (flags & MSG.PEEK) !== 0), flags);
  const fromValue = (s: PySocket, from: Parameters<typeof addressValue>[1]): Value =>
    s.sockType === SOCK.DGRAM ? addressValue(s.family, from) : None;
  defMethod(t, 'recvfrom(self, bufsize, flags=0, /)', (s: PySocket, limit: Value, flags: Value) => {
    const d = receiveFrom(s, size(limit, 'recvfrom'), Number(toIndex(flags)));
    return new PyTuple([new PyBytes(d.data), fromValue(s, d.from)]);
  });
  defMethod(
    t,
    'recvfrom_into(self, buffer, nbytes=0, flags=0)',
    (s: PySocket, buffer: Value, nbytes: Value, flags: Value) => {
      let from: Value = None;
      const n = into(buffer, nbytes, 'recvfrom_into', (limit) => {
        const d = receiveFrom(s, limit, Number(toIndex(flags)));
        from = fromValue(s, d.from);
        return d.data;
      });
      return new PyTuple([n, from]);
    },
  );
  const ancillarySize = (v: Value): void => {
    const n = Number(toIndex(v));
    if (n < 0 || n > 0x7fffffff) throw valueError('invalid ancillary data buffer length');
  };
  /** As many bytes as fit, and whether a datagram was longer. */
  const message = (s: PySocket, limit: number, flags: number): { data: Uint8Array; flags: number; from: Value } => {
    const d = receiveFrom(s, s.sockType === SOCK.DGRAM ? Infinity : limit, flags);
    const cut = d.data.length > limit;
    return { data: cut ? d.data.subarray(0, limit) : d.data, flags: cut ? MSG.TRUNC : 0, from: fromValue(s, d.from) };
  };
  defMethod(
    t,
    'recvmsg(self, bufsize, ancbufsize=0, flags=0, /)',
    (s: PySocket, limit: Value, ancillary: Value, flags: Value) => {
      const n = Number(toIndex(limit));
      if (n < 0) throw valueError('negative buffer size in recvmsg()');
      ancillarySize(ancillary);
      const got = message(s, n, Number(toIndex(flags)));
      return new PyTuple([new PyBytes(got.data), new PyList([]), got.flags, got.from]);
    },
  );
  defMethod(
    t,
    'recvmsg_into(self, buffers, ancbufsize=0, flags=0, /)',
    (s: PySocket, buffers: Value, ancillary: Value, flags: Value) => {
      if (typeOf(buffers).tp_iter === null && typeOf(buffers).sq_item === null)
        throw typeError('recvmsg_into() argument 1 must be an iterable');
      const views = toArray(buffers).map((b) => {
        const view = getBuffer(b);
        if (view === undefined || view.readonly || view.strides !== null)
          throw typeError(
            `recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers, not ${givenType(b)}`,
          );
        return view;
      });
      try {
        ancillarySize(ancillary);
        const memories = views.map(contiguous);
        const room = memories.reduce((n, m) => n + m.length, 0);
        const got = message(s, room, Number(toIndex(flags)));
        let at = 0;
        for (const memory of memories) {
          const part = got.data.subarray(at, at + memory.length);
          memory.set(part);
          at += part.length;
        }
        return new PyTuple([got.data.length, new PyList([]), got.flags, got.from]);
      } finally {
        for (const view of views) view.release();
      }
    },
  );
}

/** How many control messages there are; checks their form. */
function ancillaryItems(v: Value): number {
  if (typeOf(v).tp_iter === null && typeOf(v).sq_item === null)
    throw typeError('sendmsg() argument 2 must be an iterable');
  const items = toArray(v);
  for (const item of items) {
    const parts = item instanceof PyTuple ? item.items : [];
    if (parts.length !== 3)
      throw typeError(
        '[sendmsg() ancillary data items] must be tuples of length 3: (cmsg_level, cmsg_type, cmsg_data)',
      );
    toIndex(parts[0]);
    toIndex(parts[1]);
    needBytes(parts[2]);
  }
  return items.length;
}

function installSending(t: PyType): void {
  const send = (s: PySocket, data: Uint8Array, flags: number, again = true): number =>
    blocking(s, writable, (f) => f.send(data), flags, again);
  defMethod(t, 'send(self, data, flags=0, /)', (s: PySocket, data: Value, flags: Value) =>
    send(s, needBytes(data), Number(toIndex(flags))),
  );
  defMethod(t, 'sendall(self, data, flags=0, /)', (s: PySocket, v: Value, flags: Value) => {
    const all = needBytes(v);
    for (let sent = 0; sent < all.length;) sent += send(s, all.subarray(sent), Number(toIndex(flags)), sent === 0);
    return None;
  });
  defMethod(t, 'sendto(self, /, *args)', (s: PySocket, args: Value[]) => {
    if (args.length < 2 || args.length > 3) throw typeError(`sendto() takes 2 or 3 arguments (${args.length} given)`);
    const data = needBytes(args[0]);
    if (args.length === 3) toIndex(args[1]);
    const to = endOf(s.family, args[args.length - 1], 'sendto');
    if (s.sockType !== SOCK.DGRAM) {
      if (!s.file.connected) throw osError('EPIPE');
      return send(s, data, 0);
    }
    if (data.length > 65507) throw osError('EMSGSIZE');
    return s.file.sendTo(data, to);
  });
  defMethod(
    t,
    'sendmsg(self, buffers, ancdata=(), flags=0, address=None, /)',
    (s: PySocket, buffers: Value, ancillary: Value, flags: Value, address: Value) => {
      if (typeOf(buffers).tp_iter === null && typeOf(buffers).sq_item === null)
        throw typeError('sendmsg() argument 1 must be an iterable');
      const parts = toArray(buffers).map((b) => needBytes(b));
      const control = ancillaryItems(ancillary);
      const bits = Number(toIndex(flags));
      const to = address === None ? undefined : endOf(s.family, address, 'sendmsg');
      // DIFFERS: the host has no way to pass descriptors or credentials.
      if (control > 0)
        throw osError('EOPNOTSUPP', undefined, undefined, 'sendmsg(): ancillary data cannot be sent here');
      const data = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
      let at = 0;
      for (const p of parts) {
        data.set(p, at);
        at += p.length;
      }
      if (to !== undefined && s.sockType === SOCK.DGRAM) return s.file.sendTo(data, to);
      return send(s, data, bits);
    },
  );
}

/** What the kernel answers for options that nobody set. */
function defaultOption(s: PySocket, level: number, name: number): number {
  if (level === SOL_SOCKET) {
    switch (name) {
      case SO.ERROR:
        return s.file.takeError();
      case SO.TYPE:
        return s.sockType;
      case SO.DOMAIN:
        return s.family;
      case SO.PROTOCOL:
        return s.proto;
      case SO.ACCEPTCONN:
        return s.file.listening ? 1 : 0;
      case SO.SNDBUF:
      case SO.RCVBUF:
        return 212992;
    }
  }
  return 0;
}

/**
 * DIFFERS: what the host has no option for is kept and told again, without effect; so are options given as bytes but
 * SO_LINGER: no multicast group is joined.
 */
function setOption(s: PySocket, level: number, name: number, value: Value): void {
  const { file } = s;
  if (optionsNodeLacks[level]?.includes(name)) throw osError('ENOPROTOOPT');
  const n = intOf(value);
  if (n === undefined) {
    const data = needBytes(value);
    const view = new DataView(data.buffer, data.byteOffset, data.length);
    if (level === SOL_SOCKET && name === SO.LINGER && data.length >= 8) {
      if (view.getInt32(0, true) !== 0) file.options.set('linger', view.getInt32(4, true));
      else file.options.delete('linger');
    }
    file.options.set(`${level}:${name}`, data.length >= 4 ? view.getInt32(0, true) : 0);
    return;
  }
  const number = Number(n);
  if (Math.abs(number) > 0x7fffffff)
    throw overflowError(number > 0 ? 'signed integer is greater than maximum' : 'signed integer is less than minimum');
  // The kernel doubles buffer sizes.
  const kept = level === SOL_SOCKET && (name === SO.SNDBUF || name === SO.RCVBUF) ? Math.max(number * 2, 2304) : number;
  file.options.set(`${level}:${name}`, kept);
  if (level === 6 && name === 1) file.setStreamOption('noDelay', number !== 0);
  if (level === SOL_SOCKET && name === SO.KEEPALIVE) file.setStreamOption('keepAlive', number !== 0);
}

function installOptions(t: PyType): void {
  defMethod(
    t,
    'getsockopt(self, level, optname, buflen=0, /)',
    (s: PySocket, levelValue: Value, nameValue: Value, buflen: Value) => {
      const level = Number(toIndex(levelValue));
      const name = Number(toIndex(nameValue));
      const length = Number(toIndex(buflen));
      if (length < 0 || length > 1024) throw newError(Exc.OSError, 'getsockopt buflen out of range');
      const n = s.file.options.get(`${level}:${name}`) ?? defaultOption(s, level, name);
      if (length === 0) return n;
      const out = new Uint8Array(Math.max(4, Math.min(length, 8)));
      new DataView(out.buffer).setInt32(0, n, true);
      return new PyBytes(out.slice(0, length));
    },
  );
  defMethod(
    t,
    'setsockopt(self, level, optname, value, optlen=0, /)',
    (s: PySocket, level: Value, name: Value, value: Value) => {
      if (intOf(value) === undefined) needBytes(value);
      setOption(s, Number(toIndex(level)), Number(toIndex(name)), value);
      return None;
    },
  );
  const setTimeout_ = (s: PySocket, timeout: number | null): Value => {
    const { file } = s;
    s.timeout = timeout;
    file.blocking = timeout === null;
    return None;
  };
  defMethod(t, 'setblocking(self, flag, /)', (s: PySocket, flag: Value) => setTimeout_(s, isTrue(flag) ? null : 0));
  defMethod(t, 'getblocking(self, /)', (s: PySocket) => s.timeout !== 0);
  defMethod(t, 'settimeout(self, timeout, /)', (s: PySocket, v: Value) => setTimeout_(s, timeoutOf(v)));
  defMethod(t, 'gettimeout(self, /)', (s: PySocket) => timeoutValue(s.timeout));
  defGetSet(t, 'timeout', (s: PySocket) => timeoutValue(s.timeout));
  defGetSet(t, 'family', (s: PySocket) => s.family);
  defGetSet(t, 'type', (s: PySocket) => s.sockType);
  defGetSet(t, 'proto', (s: PySocket) => s.proto);
}

export function timeoutValue(timeout: number | null): Value {
  return timeout === null ? None : new PyFloat(timeout);
}

export function installSocket(): void {
  const t = socketType;
  t.doc =
    'socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket\nsocket(fileno=fd) -> socket\n\nOne end of a connection, or what waits for connections; with fileno, one over an open descriptor.';
  t.alloc = (cls) => new PySocket(cls);
  defNewSig(t, '(cls, /, *args, **kwargs)', (cls: PyType) => cls.alloc!(cls));
  t.tp_init = (self, args, kwnames) => {
    initSpec.call([self, ...args], kwnames);
  };
  t.tp_finalize = (self) => {
    const s = self as PySocket;
    const { fd } = s;
    if (fd < 0) return;
    interp().warn(Exc.ResourceWarning, `unclosed ${repr(s)}`, 1);
    s.fd = -1;
    closeFd(fd);
  };
  t.tp_repr = (self) => {
    const s = self as PySocket;
    return `<socket object, fd=${s.fd}, family=${s.family}, type=${s.sockType}, proto=${s.proto}>`;
  };
  installConnecting(t);
  installReceiving(t);
  installSending(t);
  installOptions(t);
}
