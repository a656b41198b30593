/**
 * The table of operations that the outside does for the program and that take time.
 *
 * Owns: names, arguments and results. A new operation is one row here, one in adapter/host/operationTable.ts and one
 * file beside it. Must not know: how they are done.
 *
 * Resources (sockets, servers) have numbers: the program's side chooses those of the resources that it asks for, the
 * outside those of the connections that it accepts. What happens to one comes as `resource` messages.
 */

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/** An end of a connection: an address and a port, or a path. */
export interface SocketEnd {
  address: string;
  port: number;
  family: 4 | 6;
  path?: string;
}

/** What `stream.connect` and an accepted connection tell. */
export interface StreamEnds {
  local: SocketEnd;
  remote: SocketEnd;
}

/**
 * Events of a stream: 'data' (Uint8Array), 'written' (so many bytes more have left), 'end', 'error' (HostFailure),
 * 'close'; of a server 'connection'.
 */
export interface AcceptedConnection extends StreamEnds {
  resource: number;
}

/** The event 'message' of a datagram socket. */
export interface Datagram {
  data: Uint8Array;
  from: SocketEnd;
}

/**
 * How datagrams go out, and which groups' come in. An interface is a name, an address or '', the system's choice; `source`
 * null: everybody's.
 */
export type DatagramOption =
  | { option: 'join' | 'leave'; group: string; on: string; source: string | null }
  | { option: 'interface'; on: string }
  | { option: 'hops' | 'multicastHops'; value: number }
  | { option: 'loopback' | 'broadcast'; on: boolean };

/**
 * What stands at a descriptor of a child: a descriptor of this process, a pipe that the child reads or writes, what another
 * of its descriptors stands for, which is smaller, a socket whose other end is the program's, nothing.
 */
export type ChildDescriptor = number | 'input' | 'output' | { as: number } | 'socket' | 'ignore';

/**
 * A child process to start. Its events: 'output' ({ fd, bytes }), 'outputEnd' (fd), 'inputEnd' (fd: nobody reads that any
 * more), 'exit' (ProcessEnd).
 */
export interface ProcessStart {
  resource: number;
  file: string;
  args: string[];
  cwd: string | null;
  env: Record<string, string>;
  /** Of the child's descriptors from 0 on. */
  stdio: ChildDescriptor[];
  newSession: boolean;
  /** null: this process's. */
  umask: number | null;
  uid: number | null;
  gid: number | null;
}

export interface ProcessEnd {
  code: number;
  /** The number of the signal that ended it; 0 for none. */
  signal: number;
}

/** What an SSLContext says; certificates and keys are PEM. */
export interface TlsSettings {
  chains: { certificate: string; key: string; passphrase: string | null }[];
  authorities: string[];
  /** Also those that come with the host. */
  bundledAuthorities: boolean;
  ciphers: string;
  /** TLS versions as on the wire (0x0303 for TLS 1.2). */
  minVersion: number;
  maxVersion: number;
  curve: string | null;
  dhParameters: string | null;
  /** OpenSSL's SSL_OP_ bits. */
  options: number;
  partialChain: boolean;
  revoked: string[];
}

export interface TlsOpen {
  resource: number;
  context: number;
  server: boolean;
  /** What a client says in its hello; null: nothing. */
  serverName: string | null;
  /** The name or address that the peer's certificate must be for; null: any. */
  expectedName: string | null;
  alpn: string[];
  /** A client's certificate is asked for; with `needsCertificate` the handshake fails without one. */
  asksCertificate: boolean;
  needsCertificate: boolean;
  session: Uint8Array | null;
}

export interface TlsHandshake {
  protocol: string;
  cipher: string;
  alpn: string | null;
  /** DER, the peer's own certificate first. */
  chain: Uint8Array[];
  /** OpenSSL's name of what is wrong with the peer's certificate. */
  verifyError: string | null;
  nameMatches: boolean;
  reused: boolean;
  finished: Uint8Array | null;
  peerFinished: Uint8Array | null;
}

/** What a step of a TLS connection brought. */
export interface TlsProgress {
  /** To be sent to the peer. */
  output: Uint8Array;
  /** What the peer's application wrote. */
  plain: Uint8Array;
  /** The peer said that it is done. */
  ended: boolean;
  /** Present in the step that completed the handshake. */
  handshake?: TlsHandshake;
  session?: Uint8Array;
  failure?: { library: string; reason: string };
}

export interface HostOperations {
  'dns.lookup': { arguments: { host: string; family: 0 | 4 | 6 }; result: ResolvedAddress[] };
  'dns.reverse': { arguments: { address: string; port: number }; result: { hostname: string; service: string } };
  'stream.connect': {
    arguments: { resource: number; to: SocketEnd; from: SocketEnd | null };
    result: StreamEnds;
  };
  /** Takes a name; whoever connects there is refused. */
  'stream.bind': {
    arguments: { resource: number; at: SocketEnd; ipv6Only: boolean; reuseAddress: boolean };
    result: SocketEnd;
  };
  /** The events of a resource that has a name are connections from now on. */
  'stream.listen': { arguments: { resource: number; backlog: number }; result: null };
  /** Told, as a rule, not started: the event 'written' says when the data has left the process, 'error' why it couldn't. */
  'stream.write': { arguments: { resource: number; data: Uint8Array }; result: null };
  /** Half-closes: nothing more will be written. */
  'stream.end': { arguments: { resource: number }; result: null };
  'stream.flow': { arguments: { resource: number; reading: boolean }; result: null };
  'stream.option': { arguments: { resource: number; option: 'noDelay' | 'keepAlive'; value: boolean }; result: null };
  /** `taken`: so many bytes of a stream were read. */
  'resource.close': { arguments: { resource: number; reset: boolean; taken?: number }; result: null };
  'datagram.bind': {
    arguments: { resource: number; at: SocketEnd; reuseAddress: boolean; options: DatagramOption[] };
    result: SocketEnd;
  };
  /** Only to and from there, and what it refuses comes as the event 'error'. Tells the address that it is sent from. */
  'datagram.connect': { arguments: { resource: number; to: SocketEnd }; result: SocketEnd };
  'datagram.option': { arguments: { resource: number; option: DatagramOption }; result: null };
  'datagram.send': { arguments: { resource: number; data: Uint8Array; to: SocketEnd }; result: null };
  'process.spawn': { arguments: ProcessStart; result: { pid: number } };
  /** Ends when the data has left. */
  'process.input': { arguments: { resource: number; fd: number; data: Uint8Array }; result: null };
  'process.inputEnd': { arguments: { resource: number; fd: number }; result: null };
  'process.output': { arguments: { resource: number; fd: number; flow: 'on' | 'pause' | 'close' }; result: null };
  /** Gives the old one. */
  'process.umask': { arguments: { mask: number }; result: number };
  /** Makes or replaces the context of that number; fails where OpenSSL does not like the settings. */
  'tls.context': { arguments: { context: number; settings: TlsSettings }; result: null };
  'tls.open': { arguments: TlsOpen; result: null };
  /** Gives the connection what has arrived and what is to be written, and waits until nothing more comes of it. */
  'tls.drive': {
    arguments: { resource: number; input: Uint8Array; inputEnd: boolean; plain: Uint8Array | null; shutdown: boolean };
    result: TlsProgress;
  };
  /** Signals of this number are given to the program from now on, or no more (then they do what they do by default). */
  'signal.watch': { arguments: { signal: number; on: boolean }; result: null };
  /** An interval timer (ITIMER_REAL 0, _VIRTUAL 1, _PROF 2), which sends a signal; `set` null only asks. Gives what was left. */
  'signal.timer': {
    arguments: { which: number; signal: number; set: { seconds: number; interval: number } | null };
    result: { seconds: number; interval: number };
  };
  'process.kill': { arguments: { pid: number; signal: number }; result: null };
}

export type OperationName = keyof HostOperations;
