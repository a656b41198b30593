/**
 * Methods of sockets that receive and send.
 *
 * Owns: their arguments, buffers that are filled, messages with control data. Must not know: how a socket came to be
 * connected.
 */
import { None } from '../../objects/builtinTypes';
import { contiguous, getBuffer, needBytes } from '../../objects/buffer';
import { defMethod } from '../../objects/descriptors';
import { typeError, valueError } from '../../objects/errors';
import { toArray } from '../../objects/iteration';
import { type PyType, typeOf, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { givenType } from '../../objects/typeNames';
import { PyBytes, PyList, PyTuple } from '../../objects/values';
import { osError } from '../osErrors';
import { addressValue, endOf } from './resolver';
import { blocking, type PySocket, readable, writable } from './pySocket';
import { MSG, SOCK } from './socketConstants';
import { NOBODY } from './socketFile';
import { lookOutside } from './waiting';

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

export function installReceiving(t: PyType): void {
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
    s.sockType === SOCK.DGRAM && from !== NOBODY ? addressValue(s.family, from) : None;
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

export function installSending(t: PyType): void {
  const send = (s: PySocket, data: Uint8Array, flags: number, again = true): number => {
    // The other side may have gone, which a loop that doesn't block is told as it waits.
    if (s.timeout !== 0) lookOutside();
    return blocking(s, writable, (f) => f.send(data), flags, again);
  };
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
