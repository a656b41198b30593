/**
 * A network in memory: streams, servers, datagrams and names, on a virtual clock, with delays and faults from a seed.
 *
 * Owns: who is connected to whom and what is on its way. Must not know: sockets as Python sees them, how time passes
 * (whoever makes it says what the time is and takes the events that are to arrive later).
 */
import type { DoorEvent, HostFailure } from '../door';
import type { Datagram, HostOperations, OperationName, SocketEnd, StreamEnds } from '../operations';
import type { RandomSource } from '../randomSource';

/** Something that goes wrong at a moment of virtual time. */
export type Fault =
  /** Nothing gets through until then, to or from a port (or any): streams are late, datagrams lost. */
  | { kind: 'partition'; at: number; until: number; port?: number }
  /** Connections to a port (or all) break off: with an error (reset), or as if the other side had closed. */
  | { kind: 'reset' | 'close'; at: number; port?: number };

export interface NetworkOptions {
  /** Seconds that a message takes, at least and at most; each one's is drawn. */
  latency?: [number, number];
  /** The share of datagrams that get lost. */
  loss?: number;
  /** The chance of each message on a stream to reset the connection instead. */
  resets?: number;
  faults?: Fault[];
  /** Addresses of hosts by name, beside localhost. */
  names?: Record<string, string[]>;
}

/** What the network needs of the host. */
export interface NetworkClock {
  now(): number;
  schedule(at: number, event: DoorEvent): void;
}

interface Stream {
  id: number;
  peer: Stream | undefined;
  /** The port (or path) that was connected to. */
  port: number;
  /** The other side's last message arrives then: later ones not before. */
  lastArrival: number;
  /** This side said that it writes nothing more. */
  ended: boolean;
  closed: boolean;
  paused: boolean;
  held: DoorEvent[];
}

/** Numbers of accepted connections: far from those that the program chooses. */
const FIRST_ACCEPTED = 1_000_000;
const FIRST_EPHEMERAL = 49_152;

const FAILURES: Record<string, [number, string]> = {
  EADDRINUSE: [98, 'address already in use'],
  ECONNREFUSED: [111, 'connection refused'],
  ECONNRESET: [104, 'connection reset by peer'],
  EAI_NONAME: [-2, 'name or service not known'],
  ENOSYS: [38, 'not part of the network in memory'],
};

function failure(code: string): HostFailure {
  const [errno, message] = FAILURES[code];
  return { code, errno, message };
}

const keyOf = (end: SocketEnd): string => end.path ?? String(end.port);

export class MemoryNetwork {
  private readonly streams = new Map<number, Stream>();
  /** Names that were taken, by stream sockets. */
  private readonly servers = new Map<string, { resource: number; at: SocketEnd; listening: boolean }>();
  private readonly sockets = new Map<number, SocketEnd>();
  private mask = 0o022;
  private nextAccepted = FIRST_ACCEPTED;
  private nextPort = FIRST_EPHEMERAL;

  constructor(
    private readonly options: NetworkOptions,
    private readonly clock: NetworkClock,
    private readonly randomness: RandomSource,
  ) {
    for (const fault of options.faults ?? [])
      if (fault.kind !== 'partition')
        clock.schedule(fault.at, { kind: 'resource', resource: -1, event: 'fault', data: fault });
  }

  /** Does an operation of the program; false where it is none of the network's. */
  operate<K extends OperationName>(id: number, operation: K, given: HostOperations[K]['arguments']): boolean {
    const handler = this.handlers[operation] as ((id: number, args: unknown) => void) | undefined;
    handler?.call(this, id, given);
    return handler !== undefined;
  }

  /** A fault is due (it stands among the events that arrive). */
  strike(fault: Fault): DoorEvent[] {
    const events: DoorEvent[] = [];
    for (const s of this.streams.values()) {
      if (s.closed || s.peer === undefined || (fault.port !== undefined && fault.port !== s.port)) continue;
      if (fault.kind === 'reset') events.push(...this.broken(s));
      else if (!s.peer.ended) events.push({ kind: 'resource', resource: s.id, event: 'end' });
    }
    return events;
  }

  private readonly handlers: {
    [K in OperationName]?: (id: number, args: HostOperations[K]['arguments']) => void;
  } = {
    'dns.lookup': (id, { host, family }) => {
      const found = this.lookUp(host)
        .map((address) => ({ address, family: address.includes(':') ? (6 as const) : (4 as const) }))
        .filter((a) => family === 0 || a.family === family);
      this.complete(id, found.length > 0 ? { result: found } : { failure: failure('EAI_NONAME') }, this.delay());
    },
    'dns.reverse': (id, { address, port }) =>
      this.complete(id, {
        result: { hostname: address === '127.0.0.1' ? 'localhost' : address, service: String(port) },
      }),
    'stream.bind': (id, { resource, at }) => {
      const end = at.path === undefined && at.port === 0 ? { ...at, port: this.freePort() } : at;
      if (this.servers.has(keyOf(end))) {
        this.complete(id, { failure: failure('EADDRINUSE') });
        return;
      }
      this.servers.set(keyOf(end), { resource, at: end, listening: false });
      this.complete(id, { result: end });
    },
    'stream.listen': (id, { resource }) => {
      for (const server of this.servers.values()) if (server.resource === resource) server.listening = true;
      this.complete(id, { result: null });
    },
    'stream.connect': (id, { resource, to, from }) => this.connect(id, resource, to, from),
    'stream.write': (id, { resource, data }) => {
      if (id !== 0) this.complete(id, { result: null });
      const s = this.streams.get(resource);
      if (s === undefined || s.closed) return;
      this.send(s, 'data', data);
      this.clock.schedule(this.clock.now() + this.delay(), {
        kind: 'resource',
        resource,
        event: 'written',
        data: data.length,
      });
    },
    'stream.end': (_id, { resource }) => {
      const s = this.streams.get(resource);
      if (s === undefined || s.ended) return;
      s.ended = true;
      this.send(s, 'end');
    },
    'stream.flow': (_id, { resource, reading }) => {
      const s = this.streams.get(resource);
      if (s === undefined) return;
      s.paused = !reading;
      if (reading) for (const event of s.held.splice(0)) this.clock.schedule(this.clock.now(), event);
    },
    'stream.option': () => undefined,
    'resource.close': (_id, { resource, reset }) => this.close(resource, reset),
    'datagram.bind': (id, { resource, at }) => {
      const end = at.path === undefined && at.port === 0 ? { ...at, port: this.freePort() } : at;
      if ([...this.sockets.values()].some((other) => keyOf(other) === keyOf(end))) {
        this.complete(id, { failure: failure('EADDRINUSE') });
        return;
      }
      this.sockets.set(resource, end);
      this.complete(id, { result: end });
    },
    'datagram.connect': (id, { resource }) => this.complete(id, { result: this.sockets.get(resource)! }),
    'datagram.option': (id) => this.complete(id, { result: null }),
    'datagram.send': (id, { resource, data, to }) => {
      this.complete(id, { result: null });
      const from = this.sockets.get(resource);
      const target = [...this.sockets].find(([, end]) => keyOf(end) === keyOf(to));
      const lost = this.randomness.fraction() < (this.options.loss ?? 0);
      if (from === undefined || target === undefined || lost || this.partitionedUntil(to.port) > 0) return;
      const message: Datagram = { data, from: { ...from, address: hostAddress(from.address) } };
      this.clock.schedule(this.clock.now() + this.delay(), {
        kind: 'resource',
        resource: target[0],
        event: 'message',
        data: message,
      });
    },
    'process.spawn': (id) => this.complete(id, { failure: failure('ENOSYS') }),
    'process.umask': (id, { mask }) => {
      this.complete(id, { result: this.mask });
      this.mask = mask;
    },
  };

  private connect(id: number, resource: number, to: SocketEnd, from: SocketEnd | null): void {
    const server = this.servers.get(keyOf(to));
    const at = Math.max(this.clock.now() + this.delay(), this.partitionedUntil(to.port));
    if (!server?.listening) {
      this.clock.schedule(at, { kind: 'completion', id, failure: failure('ECONNREFUSED') });
      return;
    }
    const local = { address: hostAddress(to.address), port: from?.port || this.freePort(), family: to.family };
    const ends: StreamEnds =
      to.path === undefined
        ? { local, remote: { ...to, address: hostAddress(to.address) } }
        : { local: { ...local, address: '', port: 0, path: '' }, remote: to };
    const client = this.newStream(resource, to.port);
    const accepted = this.newStream(this.nextAccepted++, to.port);
    client.peer = accepted;
    accepted.peer = client;
    client.lastArrival = accepted.lastArrival = at;
    this.clock.schedule(at, { kind: 'completion', id, result: ends });
    this.clock.schedule(at, {
      kind: 'resource',
      resource: server.resource,
      event: 'connection',
      data: { resource: accepted.id, local: ends.remote, remote: ends.local },
    });
  }

  private newStream(id: number, port: number): Stream {
    const s: Stream = {
      id,
      peer: undefined,
      port,
      lastArrival: 0,
      ended: false,
      closed: false,
      paused: false,
      held: [],
    };
    this.streams.set(id, s);
    return s;
  }

  /** A message to the other side: in order, and not before a partition has ended. */
  private send(s: Stream, event: string, data?: unknown): void {
    const { peer } = s;
    if (peer === undefined) return;
    const at = Math.max(s.lastArrival, this.clock.now() + this.delay(), this.partitionedUntil(s.port));
    s.lastArrival = at;
    if (peer.closed) {
      // Nobody is there: a reset comes back for data.
      if (event === 'data') for (const e of this.broken(s)) this.clock.schedule(at, e);
      return;
    }
    if (event === 'data' && this.randomness.fraction() < (this.options.resets ?? 0)) {
      for (const e of [...this.broken(s), ...this.broken(peer)]) this.clock.schedule(at, e);
      return;
    }
    this.clock.schedule(at, { kind: 'resource', resource: peer.id, event, data });
    if (event === 'end' && peer.ended) {
      this.clock.schedule(at, { kind: 'resource', resource: peer.id, event: 'close' });
      this.clock.schedule(at, { kind: 'resource', resource: s.id, event: 'close' });
    }
  }

  private broken(s: Stream): DoorEvent[] {
    if (s.closed) return [];
    s.closed = true;
    return [
      { kind: 'resource', resource: s.id, event: 'error', data: failure('ECONNRESET') },
      { kind: 'resource', resource: s.id, event: 'close' },
    ];
  }

  private close(resource: number, reset: boolean): void {
    for (const [key, server] of this.servers) if (server.resource === resource) this.servers.delete(key);
    this.sockets.delete(resource);
    const s = this.streams.get(resource);
    if (s === undefined) return;
    if (!s.closed) {
      if (reset && s.peer !== undefined) {
        const at = Math.max(s.lastArrival, this.clock.now() + this.delay(), this.partitionedUntil(s.port));
        for (const e of this.broken(s.peer)) this.clock.schedule(at, e);
      } else if (!s.ended) this.send(s, 'end');
      s.ended = true;
      s.closed = true;
    }
    this.streams.delete(resource);
  }

  /** Whether an event that arrives now is kept back, because the program doesn't read at the moment. */
  holds(event: DoorEvent): boolean {
    if (event.kind !== 'resource' || (event.event !== 'data' && event.event !== 'end')) return false;
    const s = this.streams.get(event.resource);
    if (!s?.paused) return false;
    s.held.push(event);
    return true;
  }

  private complete(id: number, end: { result: unknown } | { failure: HostFailure }, after = 0): void {
    this.clock.schedule(this.clock.now() + after, { kind: 'completion', id, ...end });
  }

  private delay(): number {
    const [least, most] = this.options.latency ?? [0.0001, 0.001];
    return least + (most - least) * this.randomness.fraction();
  }

  private partitionedUntil(port: number): number {
    const now = this.clock.now();
    let until = 0;
    for (const f of this.options.faults ?? [])
      if (f.kind === 'partition' && f.at <= now && now < f.until && (f.port === undefined || f.port === port))
        until = Math.max(until, f.until);
    return until;
  }

  private freePort(): number {
    return this.nextPort++;
  }

  private lookUp(host: string): string[] {
    if (host === 'localhost') return ['127.0.0.1'];
    if (/^[\d.]+$|:/.test(host)) return [host];
    return this.options.names?.[host] ?? [];
  }
}

/** All hosts are one: what listens on any address is reached on the loopback's. */
function hostAddress(address: string): string {
  return address === '0.0.0.0' || address === '' ? '127.0.0.1' : address === '::' ? '::1' : address;
}
