/**
 * TLS for the program's `ssl`: Node's TLS over bytes in memory.
 *
 * Owns: the contexts, connections and their steps. A step gives a connection some bytes and ends when Node's TLS has
 * come to rest: everything it does to bytes in memory happens within a few turns of the event loop. Must not know: where
 * the bytes come from.
 */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import type { HostOperations, TlsHandshake, TlsProgress, TlsSettings } from '../../runtime/index';
import type { HostResource, ResourceTable } from './resourceTable';

type Arguments<K extends keyof HostOperations> = HostOperations[K]['arguments'];

/** Turns of the event loop without any activity after which a connection is at rest. */
const QUIET_TURNS = 3;

/** TLS 1.3's are always offered; Node takes them from the same list. */
const SUITES = 'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256';

const versions: Record<number, tls.SecureVersion> = {
  0x0301: 'TLSv1',
  0x0302: 'TLSv1.1',
  0x0303: 'TLSv1.2',
  0x0304: 'TLSv1.3',
};

const contexts = new WeakMap<ResourceTable, Map<number, tls.SecureContext>>();

function contextsOf(table: ResourceTable): Map<number, tls.SecureContext> {
  const known = contexts.get(table) ?? new Map<number, tls.SecureContext>();
  contexts.set(table, known);
  return known;
}

function makeContext(s: TlsSettings): tls.SecureContext {
  const options: tls.SecureContextOptions & { allowPartialTrustChain?: boolean } = {
    ca: s.bundledAuthorities ? [...tls.rootCertificates, ...s.authorities] : s.authorities,
    cert: s.chains.map((c) => c.certificate),
    key: s.chains.map((c) => ({ pem: c.key, passphrase: c.passphrase ?? undefined })),
    ciphers: `${SUITES}:${s.ciphers}`,
    minVersion: versions[s.minVersion],
    maxVersion: versions[s.maxVersion],
    secureOptions: s.options,
    allowPartialTrustChain: s.partialChain,
    ...(s.curve === null ? {} : { ecdhCurve: s.curve }),
    ...(s.dhParameters === null ? {} : { dhparam: s.dhParameters }),
    ...(s.revoked.length === 0 ? {} : { crl: s.revoked }),
  };
  return tls.createSecureContext(options);
}

export async function defineTlsContext(
  { context, settings }: Arguments<'tls.context'>,
  table: ResourceTable,
): Promise<null> {
  contextsOf(table).set(context, makeContext(settings));
  return null;
}

/** The wire under the TLS connection: what comes in is pushed, what goes out is collected. */
class Wire extends Duplex {
  readonly sent: Uint8Array[] = [];
  activity = 0;

  constructor() {
    super({ allowHalfOpen: true, autoDestroy: false });
  }

  override _read(): void {
    this.activity++;
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.activity++;
    this.sent.push(chunk);
    done();
  }

  override _final(done: () => void): void {
    done();
  }
}

/** What Node keeps to itself: OpenSSL's verdict on the peer's certificate, for servers without a tls.Server. */
interface Handle {
  verifyError?(): NodeJS.ErrnoException | null;
}

type OpensslFailure = NodeJS.ErrnoException & { library?: string; reason?: string };

class HostTls implements HostResource {
  private readonly wire = new Wire();
  readonly socket: tls.TLSSocket;
  private plain: Uint8Array[] = [];
  private ended = false;
  private inputEnded = false;
  private progress: Partial<TlsProgress> = {};

  constructor(
    private readonly options: Arguments<'tls.open'>,
    context: tls.SecureContext,
  ) {
    this.socket = options.server ? this.serve(context) : this.connect(context);
    const { socket, wire } = this;
    socket.on('data', (chunk: Uint8Array) => {
      wire.activity++;
      this.plain.push(chunk);
    });
    socket.on('end', () => {
      wire.activity++;
      this.ended = true;
    });
    socket.on('error', (error: OpensslFailure) => this.failed(error));
    socket.on('session', (session) => (this.progress.session = new Uint8Array(session)));
    socket.once('secure', () => this.secured());
  }

  private connect(context: tls.SecureContext): tls.TLSSocket {
    const { serverName, alpn, session } = this.options;
    return tls.connect({
      socket: this.wire,
      secureContext: context,
      servername: serverName === null || isIP(serverName) !== 0 ? '' : serverName,
      ALPNProtocols: alpn,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(session === null ? {} : { session: Buffer.from(session) }),
    });
  }

  private serve(context: tls.SecureContext): tls.TLSSocket {
    const { alpn, asksCertificate, needsCertificate } = this.options;
    return new tls.TLSSocket(this.wire, {
      isServer: true,
      secureContext: context,
      requestCert: asksCertificate,
      rejectUnauthorized: needsCertificate,
      ALPNProtocols: alpn,
    });
  }

  private secured(): void {
    this.wire.activity++;
    const { socket, options } = this;
    const chain: Uint8Array[] = [];
    for (let c = socket.getPeerCertificate(true); c?.raw; c = c.issuerCertificate) {
      chain.push(new Uint8Array(c.raw));
      if (c.issuerCertificate === c || !c.issuerCertificate) break;
    }
    const { name, standardName } = socket.getCipher();
    const protocol = socket.getProtocol() ?? 'TLSv1.2';
    const verdict = (socket as unknown as { _handle: Handle | null })._handle?.verifyError?.() ?? null;
    const handshake: TlsHandshake = {
      protocol,
      cipher: protocol === 'TLSv1.3' ? standardName : name,
      alpn: socket.alpnProtocol || null,
      chain,
      verifyError: chain.length > 0 && verdict !== null ? (verdict.code ?? verdict.message) : null,
      nameMatches: options.expectedName === null || matches(chain[0], options.expectedName),
      reused: socket.isSessionReused(),
      finished: copy(socket.getFinished()),
      peerFinished: copy(socket.getPeerFinished()),
    };
    this.progress.handshake = handshake;
  }

  private failed(error: OpensslFailure): void {
    this.wire.activity++;
    // The peer went away without a word: the program sees that by itself.
    if (error.code === 'ECONNRESET' && this.inputEnded) return;
    this.progress.failure ??= { library: error.library ?? 'SSL routines', reason: error.reason ?? error.message };
  }

  async drive({ input, inputEnd, plain, shutdown }: Arguments<'tls.drive'>): Promise<TlsProgress> {
    if (input.length > 0) this.wire.push(input);
    if (inputEnd && !this.inputEnded) {
      this.inputEnded = true;
      this.wire.push(null);
    }
    if (plain !== null && plain.length > 0) this.socket.write(plain);
    if (shutdown) this.socket.end();
    return this.settle();
  }

  private async settle(): Promise<TlsProgress> {
    const { wire } = this;
    for (let quiet = 0, seen = -1; quiet < QUIET_TURNS;) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      const now = wire.activity + this.socket.bytesWritten;
      if (now === seen && wire.readableLength === 0) quiet++;
      else quiet = 0;
      seen = now;
    }
    const { progress } = this;
    this.progress = {};
    return {
      ...progress,
      output: joined(wire.sent.splice(0)),
      plain: joined(this.plain.splice(0)),
      ended: this.ended && !this.inputEnded,
    };
  }

  close(): void {
    this.socket.on('error', () => undefined);
    this.socket.destroy();
    this.wire.destroy();
  }
}

function matches(certificate: Uint8Array | undefined, name: string): boolean {
  if (certificate === undefined) return false;
  const x509 = new X509Certificate(certificate);
  if (isIP(name) !== 0) return x509.checkIP(name) !== undefined;
  return x509.checkHost(name, { subject: 'default', partialWildcards: false }) !== undefined;
}

function copy(data: Buffer | undefined): Uint8Array | null {
  return data === undefined ? null : new Uint8Array(data);
}

function joined(parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function contextOf(table: ResourceTable, context: number): tls.SecureContext {
  return contextsOf(table).get(context) ?? tls.createSecureContext({});
}

export async function openTls(options: Arguments<'tls.open'>, table: ResourceTable): Promise<null> {
  table.add(options.resource, new HostTls(options, contextOf(table, options.context)));
  return null;
}

const gone: TlsProgress = { output: new Uint8Array(0), plain: new Uint8Array(0), ended: true };

export async function driveTls(args: Arguments<'tls.drive'>, table: ResourceTable): Promise<TlsProgress> {
  return table.get(args.resource, HostTls)?.drive(args) ?? gone;
}
