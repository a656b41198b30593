/**
 * `_socket.socket`: Python's socket object over a SocketFile (CPython's socketmodule.c).
 *
 * Owns: making, connecting and closing. What goes over it is in socketTransfers.ts, its options in socketOptions.ts.
 */
import { None } from '../../objects/builtinTypes';
import { defMethod } from '../../objects/descriptors';
import { typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import { NativeSpec } from '../../objects/native';
import { type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { cInt, toIndex } from '../../objects/toIndex';
import { defNewSig } from '../../objects/typeObject';
import { PyFloat, PyTuple } from '../../objects/values';
import { allocateFd, closeFd, fileOf, requireFreeFd } from '../fileDescriptors';
import { errnoOf } from '../errnoTable';
import { hostCall, osError } from '../osErrors';
import { addressValue, endOf } from './resolver';
import { IPPROTO_MAX } from './furtherSocketConstants';
import { blocking, defaults, PySocket, readable, socketType, timedOut } from './pySocket';
import { AF, IPPROTO_TCP, IPPROTO_UDP, SOCK } from './socketConstants';
import { SocketFile } from './socketFile';
import { installOptions } from './socketOptions';
import { installReceiving, installSending } from './socketTransfers';
import { lookOutside, waitFor } from './waiting';

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
  if (type === SOCK.RAW) throw osError(proto === 0 ? 'EPROTONOSUPPORT' : 'EPERM');
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
  if (file.connecting) lookOutside();
  if (file.connecting) return errnoOf('EALREADY')!;
  if (file.outcomeUntold) {
    file.outcomeUntold = false;
    return file.connected ? 0 : file.takeError() || errnoOf('ECONNABORTED')!;
  }
  if (file.connected || file.listening) return errnoOf(to.path === undefined || file.connected ? 'EISCONN' : 'EINVAL')!;
  file.connect(to);
  // A Unix socket is connected, or refused, at once.
  if (to.path !== undefined) waitFor(() => !file.connecting, null);
  else if (s.timeout === 0) return errnoOf('EINPROGRESS')!;
  if (!waitFor(() => !file.connecting, s.timeout)) return s.timeout === null ? 0 : -1;
  // With a time limit, the kernel connects in the background, and the module asks for SO_ERROR.
  if (s.timeout === null || to.path !== undefined) file.outcomeUntold = false;
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
    const pending = Math.max(cInt(backlog), 0);
    const { file } = s;
    if (s.sockType !== SOCK.STREAM) throw osError('EOPNOTSUPP');
    file.listen(pending);
    return None;
  });
  defMethod(t, '_accept(self, /)', (s: PySocket) => {
    const { file } = s;
    if (!file.listening) throw osError(s.sockType === SOCK.STREAM ? 'EINVAL' : 'EOPNOTSUPP');
    hostCall(requireFreeFd);
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
