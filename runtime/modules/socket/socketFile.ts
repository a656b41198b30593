/**
 * Sockets as a kernel has them: queues, states and non-blocking calls, over what the door carries.
 *
 * Owns: one socket's state, shared by all descriptors that dup makes. A pair made by socketpair() passes its data
 * directly, without the door. Must not know: Python's socket objects, timeouts.
 */
import { host } from '../../host/currentHost';
import { forgetResource, onCompletion, onResource } from '../../host/dispatch';
import type { HostFailure } from '../../host/door';
import type { FileStat } from '../../host/hostFiles';
import type { AcceptedConnection, Datagram, DatagramOption, SocketEnd, StreamEnds } from '../../host/operations';
import { errnoOf } from '../errnoTable';
import { notifyWatchers, POLL, type OpenFile } from '../fileDescriptors';
import { namelessStat } from '../namelessStat';
import { osError } from '../osErrors';
import { AF, SO, SOCK, SOL_SOCKET } from './socketConstants';
import { datagramPeer, forgetDatagrams, isDatagramName, nameDatagrams } from './unixDatagrams';
import { operateAndWait, waitFor } from './waiting';

/** Bytes written that may be on their way before a socket counts as not writable. */
const SEND_LIMIT = 256 * 1024;
/** Bytes received and not read before the outside is asked to stop reading, and when it may go on. */
const RECEIVE_HIGH = 256 * 1024;
const RECEIVE_LOW = 64 * 1024;

const NO_OPTIONS: DatagramOption[] = [];
/** The sender of a datagram that has no name. */
export const NOBODY: SocketEnd = { address: '', port: 0, family: 4, path: '' };
const BROADCAST = '255.255.255.255';

let nextResource = 1;

export class SocketFile implements OpenFile {
  blocking = true;
  readonly flags = 2;
  /** Option values that were set, by "level:name". */
  readonly options = new Map<string, number>();
  local: SocketEnd | undefined;
  remote: SocketEnd | undefined;
  listening = false;
  connecting = false;
  connected = false;
  /** A connect is over, or will be, of which no call has told how it went: the next connect() does. */
  outcomeUntold = false;
  /** The pending error (SO_ERROR), an errno; 0 for none. */
  error = 0;
  closed = false;
  readonly watchers = new Set<() => void>();

  private resource: number | undefined;
  private peer: SocketFile | undefined;
  private received: Uint8Array[] = [];
  private receivedBytes = 0;
  /** All bytes that ever came. */
  private arrived = 0;
  private datagrams: Datagram[] = [];
  /** Set before there is a socket outside. */
  private datagramOptions: DatagramOption[] = NO_OPTIONS;
  private ended = false;
  /** The connection was reset. */
  private broken = false;
  private readShut = false;
  private writeShut = false;
  private inFlight = 0;
  private readingPaused = false;
  private waiting: SocketFile[] = [];
  private readonly ino = BigInt(100000 + nextResource);

  constructor(
    readonly family: number,
    readonly type: number,
    readonly proto: number,
  ) {}

  /** Two sockets connected to each other. */
  static pair(family: number, type: number, proto: number): [SocketFile, SocketFile] {
    const a = new SocketFile(family, type, proto);
    const b = new SocketFile(family, type, proto);
    a.peer = b;
    b.peer = a;
    for (const s of [a, b]) {
      s.connected = true;
      s.local = s.remote = { address: '', port: 0, family: 4, path: '' };
    }
    return [a, b];
  }

  private get isDatagram(): boolean {
    return this.type === SOCK.DGRAM;
  }

  get endFamily(): 4 | 6 {
    return this.family === AF.INET6 ? 6 : 4;
  }

  option(level: number, name: number): number {
    return this.options.get(`${level}:${name}`) ?? 0;
  }

  // ---- readiness

  readable(): boolean {
    if (this.listening) return this.waiting.length > 0;
    if (this.isDatagram) return this.datagrams.length > 0 || this.error !== 0;
    return (
      this.receivedBytes > 0 || this.ended || this.readShut || this.error !== 0 || (!this.connected && !this.connecting)
    );
  }

  writable(): boolean {
    if (this.connecting) return false;
    if (this.peer !== undefined) return this.writeShut || this.peer.closed || this.peer.receivedBytes < SEND_LIMIT;
    return this.inFlight < SEND_LIMIT || this.error !== 0 || this.writeShut;
  }

  // ---- as a QuickStream

  get ready(): number {
    return this.isDatagram ? 0 : this.receivedBytes;
  }

  takes(count: number): boolean {
    if (this.error !== 0 || this.broken || this.writeShut || !this.connected || this.isDatagram) return false;
    const { peer } = this;
    if (peer !== undefined) return !peer.closed && !peer.readShut && peer.receivedBytes + count <= SEND_LIMIT;
    return this.resource !== undefined && !this.ended && this.inFlight + count <= SEND_LIMIT;
  }

  condition(): number {
    if (this.connecting) return 0;
    const error = this.error === 0 ? 0 : POLL.ERR;
    if (this.isDatagram) return error | (this.datagrams.length + this.receivedBytes > 0 ? POLL.IN : 0) | POLL.OUT;
    if (this.listening) return this.waiting.length > 0 ? POLL.IN : 0;
    // A connect that failed leaves a socket that is closed in both directions.
    const readEnd = this.ended || this.readShut || error !== 0;
    const hungUp = !this.connected || this.broken || (readEnd && (this.writeShut || this.peer?.closed === true));
    return (
      error |
      (this.receivedBytes > 0 || readEnd ? POLL.IN : 0) |
      (readEnd ? POLL.RDHUP : 0) |
      (hungUp ? POLL.HUP : 0) |
      (this.writable() ? POLL.OUT : 0)
    );
  }

  // ---- setting up

  /** Undefined where it succeeded, else an errno. */
  bind(at: SocketEnd): number {
    if (at.path === '') return this.bindToFreeName(at);
    if (this.local !== undefined) return errnoOf('EINVAL')!;
    if (this.isDatagram && at.path !== undefined && isDatagramName(at.path)) return errnoOf('EADDRINUSE')!;
    const resource = this.claim();
    // A stream socket makes the name in the file system.
    const end =
      this.isDatagram && at.path === undefined
        ? operateAndWait('datagram.bind', {
            resource,
            at,
            reuseAddress: this.option(SOL_SOCKET, SO.REUSEADDR) !== 0 || this.option(SOL_SOCKET, SO.REUSEPORT) !== 0,
            options: this.datagramOptions,
          })
        : operateAndWait('stream.bind', {
            resource,
            at: outside(at),
            ipv6Only: this.family === AF.INET6 && this.option(41, 26) !== 0,
            reuseAddress: this.option(SOL_SOCKET, SO.REUSEADDR) !== 0,
          });
    if (end.failure !== undefined) {
      this.release();
      return errnoOfFailure(end.failure);
    }
    this.local = at.path === undefined ? (end.result as SocketEnd) : at;
    if (this.isDatagram && at.path !== undefined) nameDatagrams(at.path, this);
    return 0;
  }

  /** The abstract name that unix(7) chooses for a socket bound to no name. */
  private bindToFreeName(at: SocketEnd): number {
    const [a, b, c] = host().random(3);
    const first = (a << 16) | (b << 8) | c;
    for (let tries = 0; tries < 0x100000; tries++) {
      const path = `\0${((first + tries) & 0xfffff).toString(16).padStart(5, '0')}`;
      const failed = this.bind({ ...at, path });
      if (failed !== errnoOf('EADDRINUSE')) return failed;
    }
    return errnoOf('ENOSPC')!;
  }

  listen(backlog: number): void {
    if (this.connected || this.connecting) throw osError('EINVAL');
    if (this.listening) return;
    if (this.local === undefined) {
      const failed = this.bind({
        address: this.family === AF.INET6 ? '::' : '0.0.0.0',
        port: 0,
        family: this.endFamily,
      });
      if (failed !== 0) throw osError(failed);
    }
    // Connections may come together with the answer.
    this.listening = true;
    const { failure } = operateAndWait('stream.listen', { resource: this.resource!, backlog });
    if (failure === undefined) return;
    this.listening = false;
    throw osError(errnoOfFailure(failure));
  }

  /** Begins to connect; `connecting` tells when it is over, `error` how. */
  connect(to: SocketEnd): void {
    const from = this.local ?? null;
    // What bind() reserved makes room for the connection.
    if (this.resource !== undefined) this.release();
    const resource = this.claim();
    this.connecting = true;
    this.outcomeUntold = true;
    this.error = 0;
    onCompletion(host().start('stream.connect', { resource, to: outside(to), from }), (end) => {
      this.connecting = false;
      if (end.failure !== undefined) {
        this.error = errnoOfFailure(end.failure);
        this.release();
      } else {
        const { local, remote } = end.result as StreamEnds;
        this.becomeConnected(to.path === undefined ? { local, remote } : { local: from ?? local, remote: to });
      }
      notifyWatchers(this);
    });
  }

  /** Datagram sockets: remembers where to send. An errno, or 0. */
  connectDatagrams(to: SocketEnd): number {
    if (to.path !== undefined) {
      const peer = datagramPeer(to.path);
      if (typeof peer === 'string') return errnoOf(peer)!;
    } else if (this.mayNotBroadcast(to)) return errnoOf('EACCES')!;
    else {
      if (this.local === undefined) this.bindAnywhere();
      // The host can't connect to port 0, where nobody is.
      const end = to.port === 0 ? null : operateAndWait('datagram.connect', { resource: this.resource!, to });
      if (end?.failure !== undefined) return errnoOfFailure(end.failure);
      if (end !== null) this.local = end.result as SocketEnd;
    }
    this.remote = to;
    this.connected = true;
    return 0;
  }

  accept(): SocketFile | undefined {
    return this.waiting.shift();
  }

  private becomeConnected(ends: StreamEnds): void {
    this.connected = true;
    this.local = ends.local;
    this.remote = ends.remote;
  }

  private claim(): number {
    const resource = nextResource++;
    this.adopt(resource);
    return resource;
  }

  private adopt(resource: number): void {
    this.resource = resource;
    onResource(resource, (event, data) => this.happened(event, data));
  }

  private release(): void {
    if (this.resource === undefined) return;
    const { resource } = this;
    this.resource = undefined;
    forgetResource(resource);
    // More may be on its way.
    const taken = this.readShut ? Infinity : this.arrived - this.receivedBytes;
    const close = { resource, reset: this.resets(), taken };
    // A name in the file system: there it can be seen that the host is closing it.
    if (/^[^\0]/.test(this.local?.path ?? '')) operateAndWait('resource.close', close);
    else host().tell('resource.close', close);
  }

  /** SO_LINGER with a time of 0 resets the connection, and so does what came and was never read. */
  private resets(): boolean {
    return this.options.get('linger') === 0 || (this.connected && this.receivedBytes > 0 && !this.isDatagram);
  }

  private happened(event: string, data: unknown): void {
    this.note(event, data);
    notifyWatchers(this);
  }

  private note(event: string, data: unknown): void {
    switch (event) {
      case 'data':
        this.push(data as Uint8Array);
        break;
      case 'message':
        this.datagrams.push(data as Datagram);
        break;
      case 'connection':
        this.welcome(data as AcceptedConnection);
        break;
      case 'written':
        this.inFlight -= data as number;
        break;
      case 'end':
        this.ended = true;
        break;
      case 'error':
        this.error = errnoOfFailure(data as HostFailure);
        this.broken = true;
        break;
      case 'close':
        this.ended = true;
        this.inFlight = 0;
        if (this.resource !== undefined) forgetResource(this.resource);
        break;
    }
  }

  private welcome(c: AcceptedConnection): void {
    const s = new SocketFile(this.family, this.type, this.proto);
    s.adopt(c.resource);
    s.becomeConnected(this.local?.path === undefined ? c : { local: this.local, remote: c.remote });
    if (this.listening && !this.closed) this.waiting.push(s);
    else s.close();
  }

  // ---- data

  private push(data: Uint8Array): void {
    if (data.length === 0 || this.readShut) return;
    this.received.push(data);
    this.arrived += data.length;
    this.receivedBytes += data.length;
    if (this.receivedBytes > RECEIVE_HIGH && !this.readingPaused && this.resource !== undefined) this.flow(false);
  }

  private flow(reading: boolean): void {
    this.readingPaused = !reading;
    host().tell('stream.flow', { resource: this.resource!, reading });
  }

  /** Up to `limit` bytes; empty at the end. Raises EAGAIN where it would block. */
  receive(limit: number, peek = false): Uint8Array {
    if (this.isDatagram && this.peer === undefined) return this.receiveFrom(limit, peek).data;
    if (this.receivedBytes === 0) {
      if (this.error !== 0) throw osError(this.takeError());
      if (this.ended || this.readShut) return new Uint8Array(0);
      if (!this.connected && !this.connecting) throw osError('ENOTCONN');
      throw osError('EAGAIN');
    }
    if (this.isDatagram) {
      const whole = peek ? this.received[0] : this.received.shift()!;
      if (!peek) {
        this.receivedBytes -= whole.length;
        notifyWatchers(this.peer!);
      }
      return whole.subarray(0, limit);
    }
    const out = this.take(limit, peek);
    if (this.readingPaused && this.receivedBytes < RECEIVE_LOW && this.resource !== undefined) this.flow(true);
    return out;
  }

  private take(limit: number, peek: boolean): Uint8Array {
    const first = this.received[0];
    if (first.length >= limit || this.received.length === 1) {
      // Each view of an array costs more than the array.
      const part = first.length <= limit && !peek ? first : first.subarray(0, limit);
      if (!peek) this.drop(part.length);
      return part;
    }
    const out = new Uint8Array(Math.min(limit, this.receivedBytes));
    let at = 0;
    for (const chunk of this.received) {
      if (at === out.length) break;
      const part = chunk.subarray(0, out.length - at);
      out.set(part, at);
      at += part.length;
    }
    if (!peek) this.drop(out.length);
    return out;
  }

  private drop(count: number): void {
    this.receivedBytes -= count;
    if (this.peer !== undefined) notifyWatchers(this.peer);
    let left = count;
    while (left > 0) {
      const first = this.received[0];
      if (first.length > left) {
        this.received[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.received.shift();
    }
  }

  receiveFrom(limit: number, peek = false): Datagram {
    if (!this.isDatagram || this.peer !== undefined) return { data: this.receive(limit, peek), from: this.remote! };
    if (this.error !== 0) throw osError(this.takeError());
    for (;;) {
      const first = this.datagrams[0];
      if (first === undefined) throw osError('EAGAIN');
      if (!peek) this.datagrams.shift();
      if (
        this.connected &&
        this.remote !== undefined &&
        this.remote.path === undefined &&
        (first.from.port !== this.remote.port || first.from.address !== this.remote.address)
      )
        continue;
      return { data: first.data.subarray(0, limit), from: first.from };
    }
  }

  /** The number of bytes taken. Raises EAGAIN where it would block. */
  send(data: Uint8Array): number {
    if (this.error !== 0) throw osError(this.takeError());
    if (this.writeShut) throw osError('EPIPE');
    if (!this.connected) throw osError(this.unconnected());
    if (this.peer !== undefined) return this.sendToPeer(this.peer, data);
    if (this.isDatagram) return this.sendTo(data, this.remote!);
    if (this.broken || (this.ended && this.resource === undefined)) throw osError('EPIPE');
    const room = SEND_LIMIT - this.inFlight;
    if (room <= 0) throw osError('EAGAIN');
    const part = data.slice(0, room);
    if (part.length === 0) return 0;
    this.inFlight += part.length;
    const write = { resource: this.resource!, data: part };
    if (!this.ended) host().tell('stream.write', write);
    else {
      // Nothing is read any more that could tell of a reset.
      operateAndWait('stream.write', write);
      if (this.error !== 0) throw osError(this.takeError());
    }
    return part.length;
  }

  /** Why nothing can be sent: to TCP a socket that was never connected is as one that is closed. */
  private unconnected(): string {
    if (this.isDatagram) return 'EDESTADDRREQ';
    if (this.connecting) return 'EAGAIN';
    return this.family === AF.UNIX ? 'ENOTCONN' : 'EPIPE';
  }

  private sendToPeer(peer: SocketFile, data: Uint8Array): number {
    if (peer.closed || peer.readShut) throw osError('EPIPE');
    const room = SEND_LIMIT - peer.receivedBytes;
    if (room <= 0) throw osError('EAGAIN');
    const part = data.slice(0, room);
    peer.push(part);
    notifyWatchers(peer);
    return part.length;
  }

  private sendToPath(data: Uint8Array, path: string): number {
    const peer = datagramPeer(path);
    if (typeof peer === 'string') throw osError(peer);
    peer.datagrams.push({ data: data.slice(), from: this.local ?? NOBODY });
    notifyWatchers(peer);
    return data.length;
  }

  sendTo(data: Uint8Array, to: SocketEnd): number {
    if (to.path !== undefined) return this.sendToPath(data, to.path);
    if (this.mayNotBroadcast(to)) throw osError('EACCES');
    if (this.local === undefined) this.bindAnywhere();
    onCompletion(host().start('datagram.send', { resource: this.resource!, data: data.slice(), to }), (end) => {
      if (end.failure === undefined) return;
      this.error = errnoOfFailure(end.failure);
      notifyWatchers(this);
    });
    return data.length;
  }

  private mayNotBroadcast({ address }: SocketEnd): boolean {
    return address === BROADCAST && this.option(SOL_SOCKET, SO.BROADCAST) === 0;
  }

  private bindAnywhere(): void {
    const failed = this.bind({ address: this.family === AF.INET6 ? '::' : '0.0.0.0', port: 0, family: this.endFamily });
    if (failed !== 0) throw osError(failed);
  }

  takeError(): number {
    const { error } = this;
    this.error = 0;
    return error;
  }

  /** `how`: 0 reading, 1 writing, 2 both. */
  shutdown(how: number): void {
    if (!this.connected) throw osError('ENOTCONN');
    this.shut(how);
    notifyWatchers(this);
  }

  private shut(how: number): void {
    if (how !== 1) this.readShut = true;
    if (how !== 0 && !this.writeShut) {
      this.writeShut = true;
      if (this.peer !== undefined) this.endPeer(this.peer);
      else if (this.resource !== undefined && !this.isDatagram) host().tell('stream.end', { resource: this.resource });
    }
  }

  private endPeer(peer: SocketFile): void {
    peer.ended = true;
    notifyWatchers(peer);
  }

  setStreamOption(option: 'noDelay' | 'keepAlive', value: boolean): void {
    if (this.connected && this.resource !== undefined && !this.isDatagram)
      host().tell('stream.option', { resource: this.resource, option, value });
  }

  /** DIFFERS: before bind() it is only noted, and what is wrong with it is an error of bind(). Raises OSError. */
  setDatagramOption(option: DatagramOption): void {
    if (this.resource === undefined) {
      this.datagramOptions = [...this.datagramOptions, option];
      return;
    }
    const end = operateAndWait('datagram.option', { resource: this.resource, option });
    if (end.failure !== undefined) throw osError(errnoOfFailure(end.failure));
  }

  // ---- as an open file

  read(into: Uint8Array): number {
    if (this.blocking) waitFor(() => this.readable(), null, true);
    const data = this.receive(into.length);
    into.set(data);
    return data.length;
  }

  write(data: Uint8Array): number {
    if (this.blocking) waitFor(() => this.writable(), null, true);
    return this.send(data);
  }

  stat(): FileStat {
    return namelessStat(0o140777, this.ino, 8n);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const s of this.waiting.splice(0)) s.close();
    forgetDatagrams(this.local?.path, this);
    if (this.peer !== undefined) {
      // What the other side sent and nobody has read is an error there.
      if (this.receivedBytes > 0 && !this.isDatagram) this.peer.error = errnoOf('ECONNRESET')!;
      this.endPeer(this.peer);
    }
    this.release();
  }
}

/** The same end as the outside finds it, which has a working directory of its own. */
function outside(end: SocketEnd): SocketEnd {
  const { path } = end;
  if (path === undefined || path.startsWith('/') || path.startsWith('\0')) return end;
  return { ...end, path: `${host().files.cwd()}/${path}` };
}

export function errnoOfFailure(f: HostFailure): number {
  return errnoOf(f.code) ?? Math.abs(f.errno);
}
