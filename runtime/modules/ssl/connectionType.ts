/**
 * `_ssl._SSLSocket`: one TLS connection between two MemoryBIOs (CPython's _ssl.c; `ssl.SSLObject` and `ssl.SSLSocket`
 * are its owners).
 *
 * Owns: the steps. Each takes all that has arrived, has the outside go on with it, and puts what comes of it where it
 * belongs. Must not know: sockets.
 */
import { bareType, None } from '../../objects/builtinTypes';
import { contiguous, getBuffer, needBytes } from '../../objects/buffer';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { disallowNew } from '../../objects/typeObject';
import { intOf, PyBytes, PyFloat, PyList, PyTuple, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import type { TlsHandshake, TlsProgress } from '../../host/operations';
import { parseIPv4, parseIPv6 } from '../socket/addresses';
import { operateAndWait } from '../socket/waiting';
import { certificateDict } from './certificate';
import { readClientHello } from './clientHello';
import { PySslContext } from './context';
import { PyMemoryBio } from './memoryBio';
import { CERT } from './sslConstants';
import { nameMismatch, opensslError, unexpectedEof, untrusted, wantRead, zeroReturn } from './sslErrors';
import { givenType } from '../../objects/typeNames';

export const connectionType = bareType('_ssl._SSLSocket');
export const sessionType = bareType('_ssl.SSLSession');

export class PySslSession extends PyObject {
  constructor(
    readonly context: PySslContext,
    readonly data: Uint8Array,
    readonly time: number,
  ) {
    super(sessionType);
  }
}

/** Resources of TLS connections have numbers of their own, apart from those of sockets and children. */
let nextResource = 2 ** 28;

const HANDSHAKE_FAILURE = 40;
const INTERNAL_ERROR = 80;

export class PySslConnection extends PyObject {
  owner: Value = None;
  session: PySslSession | undefined;
  handshake: TlsHandshake | undefined;
  private readonly resource = nextResource++;
  private opened = false;
  private plain: Uint8Array[] = [];
  /** Bytes that read() can return at once. */
  pending = 0;
  private peerDone = false;
  private inputEnded = false;
  private shutdownSent = false;
  private failure: PyBaseException | undefined;

  constructor(
    public context: PySslContext,
    private readonly incoming: PyMemoryBio,
    private readonly outgoing: PyMemoryBio,
    readonly server: boolean,
    readonly serverName: string | null,
  ) {
    super(connectionType);
  }

  /** The outside needs what came first to know who is asked for; false: more must come. */
  private open(): boolean {
    let alpn = this.context.alpn;
    if (this.server) {
      const hello = readClientHello(this.incoming.peek());
      if (hello === undefined && !this.incoming.ended) return false;
      if (hello && this.context.sniCallback !== None) this.chooseContext(hello.name);
      // A server that shares none of the client's protocols goes on without.
      alpn = this.context.alpn.filter((p) => hello?.alpn.includes(p)).slice(0, 1);
    }
    this.opened = true;
    operateAndWait('tls.open', {
      resource: this.resource,
      context: this.context.tellOrThrow,
      server: this.server,
      serverName: this.serverName,
      expectedName: this.context.checkHostname ? this.serverName : null,
      alpn,
      asksCertificate: this.context.verifyMode !== CERT.NONE,
      needsCertificate: this.context.verifyMode === CERT.REQUIRED,
      session: this.session?.data ?? null,
    });
    return true;
  }

  /** The program's sni_callback may put another context in place. */
  private chooseContext(name: string | null): void {
    let alert: number | undefined;
    try {
      const subject = this.owner === None ? this : this.owner;
      const answer = call(this.context.sniCallback, [subject, name ?? None, this.context]);
      if (answer !== None) {
        alert = Number(intOf(answer) ?? INTERNAL_ERROR);
        if (intOf(answer) === undefined)
          interp().unraisable(
            typeError(`servername callback must return None or an integer, not '${typeOf(answer).tpName}'`),
            'Exception ignored in ssl servername callback',
            this.context.sniCallback,
          );
      }
    } catch (e) {
      if (!(e instanceof PyBaseException)) throw e;
      interp().unraisable(e, 'Exception ignored in ssl servername callback', this.context.sniCallback);
      alert = HANDSHAKE_FAILURE;
    }
    if (alert === undefined) return;
    this.incoming.take(this.incoming.pending);
    this.outgoing.push(Uint8Array.of(21, 3, 3, 0, 2, 2, alert));
    throw (this.failure = opensslError('SSL routines', 'callback failed'));
  }

  /** One step outside; raises what goes wrong there. */
  private drive(plain: Uint8Array | null = null, shutdown = false): void {
    if (this.failure !== undefined) throw this.failure;
    if (!this.opened && !this.open()) return;
    const input = this.incoming.take(this.incoming.pending);
    const inputEnd = this.incoming.eof && !this.inputEnded;
    this.inputEnded ||= inputEnd;
    const end = operateAndWait('tls.drive', { resource: this.resource, input, inputEnd, plain, shutdown });
    if (end.failure !== undefined) throw opensslError('SSL routines', end.failure.message);
    this.take(end.result as TlsProgress);
  }

  private take(p: TlsProgress): void {
    if (p.handshake !== undefined) this.complete(p.handshake);
    this.outgoing.push(p.output);
    if (p.plain.length > 0) {
      this.plain.push(p.plain);
      this.pending += p.plain.length;
    }
    this.peerDone ||= p.ended;
    if (p.session !== undefined) this.session = new PySslSession(this.context, p.session, host().now());
    if (p.failure !== undefined)
      this.failure = p.failure.reason === '' ? unexpectedEof() : opensslError(p.failure.library, p.failure.reason);
    if (p.failure !== undefined && this.pending === 0) throw this.failure!;
  }

  /** The peer proved who it is, or not. Then nothing of ours goes out any more: the peer finds the connection closed. */
  private complete(handshake: TlsHandshake): void {
    const { context } = this;
    if (context.verifyMode !== CERT.NONE && handshake.verifyError !== null)
      throw (this.failure = untrusted(handshake.verifyError));
    if (!this.server && !handshake.nameMatches) {
      const name = this.serverName ?? '';
      throw (this.failure = nameMismatch(name, parseIPv4(name) !== undefined || parseIPv6(name) !== undefined));
    }
    this.handshake = handshake;
  }

  doHandshake(): void {
    if (this.handshake !== undefined) return;
    this.drive();
    if (this.handshake !== undefined) return;
    if (this.inputEnded) throw unexpectedEof();
    throw wantRead();
  }

  /** Empty at the peer's end of data. */
  read(limit: number): Uint8Array {
    if (this.handshake === undefined) this.doHandshake();
    if (limit === 0) return new Uint8Array(0);
    if (this.pending === 0 || this.incoming.pending > 0) this.drive();
    if (this.pending === 0) {
      if (this.failure !== undefined) throw this.failure;
      if (this.peerDone) {
        if (this.shutdownSent) throw zeroReturn();
        return new Uint8Array(0);
      }
      if (this.inputEnded) throw unexpectedEof();
      throw wantRead();
    }
    const [first] = this.plain;
    const out = first.subarray(0, limit);
    if (out.length === first.length) this.plain.shift();
    else this.plain[0] = first.subarray(limit);
    this.pending -= out.length;
    return out;
  }

  write(data: Uint8Array): number {
    if (this.handshake === undefined) this.doHandshake();
    if (this.shutdownSent) throw opensslError('SSL routines', 'protocol is shutdown');
    this.drive(data.slice());
    return data.length;
  }

  shutdown(): void {
    if (this.handshake === undefined) throw opensslError('SSL routines', 'shutdown while in init');
    const first = !this.shutdownSent;
    this.shutdownSent = true;
    this.drive(null, first);
    if (this.pending > 0 && !this.peerDone) throw opensslError('SSL routines', 'application data after close notify');
    if (this.peerDone) return;
    if (this.inputEnded) throw unexpectedEof();
    throw wantRead();
  }

  finalize(): void {
    if (this.opened) host().tell('resource.close', { resource: this.resource, reset: true });
    this.opened = false;
  }
}

/** Strength in bits, by the cipher's name. */
function bitsOf(cipher: string): number {
  if (/CHACHA20|AES_?256|AES256|CAMELLIA256/.test(cipher)) return 256;
  if (/3DES|DES-CBC3/.test(cipher)) return 112;
  return 128;
}

function readInto(c: PySslConnection, limit: Value, buffer: Value): Value {
  const asked = Number(toIndex(limit));
  if (buffer === None) {
    if (asked < 0) throw valueError('size should not be negative');
    return new PyBytes(c.read(asked));
  }
  const view = getBuffer(buffer);
  if (view === undefined || view.readonly || view.strides !== null) {
    view?.release();
    throw typeError(`read() argument 2 must be read-write bytes-like object, not ${givenType(buffer)}`);
  }
  try {
    const memory = contiguous(view);
    const data = c.read(asked <= 0 || asked > memory.length ? memory.length : asked);
    memory.set(data);
    return data.length;
  } finally {
    view.release();
  }
}

function installTalking(t: PyType): void {
  defMethod(t, 'do_handshake(self, /)', (c: PySslConnection) => (c.doHandshake(), None));
  defMethod(t, 'read(self, size, buffer=None, /)', readInto);
  defMethod(t, 'write(self, b, /)', (c: PySslConnection, b: Value) => c.write(needBytes(b)));
  defMethod(t, 'pending(self, /)', (c: PySslConnection) => c.pending);
  defMethod(t, 'shutdown(self, /)', (c: PySslConnection) => (c.shutdown(), None));
  defMethod(t, 'verify_client_post_handshake(self, /)', () => {
    throw newError(Exc.NotImplementedError, 'Post-handshake auth is not supported by your OpenSSL version.');
  });
}

function installAsking(t: PyType): void {
  defMethod(t, 'getpeercert(self, der=False, /)', (c: PySslConnection, der: Value) => {
    if (c.handshake === undefined) throw valueError('handshake not done yet');
    const [certificate] = c.handshake.chain;
    if (certificate === undefined) return None;
    if (isTrue(der)) return new PyBytes(certificate);
    // Unverified, its contents mean nothing.
    return certificateDictIf(c.context.verifyMode !== CERT.NONE, certificate);
  });
  const chain = (c: PySslConnection): Value =>
    c.handshake === undefined || c.handshake.chain.length === 0
      ? None
      : new PyList(c.handshake.chain.map((der) => new PyBytes(der)));
  defMethod(t, 'get_unverified_chain(self, /)', chain);
  defMethod(t, 'get_verified_chain(self, /)', chain);
  defMethod(t, 'cipher(self, /)', (c: PySslConnection) => {
    if (c.handshake === undefined) return None;
    const { cipher, protocol } = c.handshake;
    return new PyTuple([cipher, protocol, bitsOf(cipher)]);
  });
  // DIFFERS: the outside does not tell which ciphers both sides have.
  defMethod(t, 'shared_ciphers(self, /)', () => None);
  defMethod(t, 'compression(self, /)', () => None);
  defMethod(t, 'version(self, /)', (c: PySslConnection) => c.handshake?.protocol ?? None);
  defMethod(t, 'selected_alpn_protocol(self, /)', (c: PySslConnection) => c.handshake?.alpn ?? None);
  defMethod(t, "get_channel_binding(self, cb_type='tls-unique')", (c: PySslConnection, type: Value) => {
    if (strOf(type) !== 'tls-unique') throw valueError(`'${strOf(type) ?? ''}' channel binding type not implemented`);
    const h = c.handshake;
    // The first Finished message: the client's, in a handshake from scratch.
    const finished = c.server !== (h?.reused ?? false) ? h?.peerFinished : h?.finished;
    return finished === undefined || finished === null ? None : new PyBytes(finished);
  });
}

function certificateDictIf(verified: boolean, der: Uint8Array): Value {
  const d = certificateDict(der);
  if (!verified) for (const key of d.keyList()) d.delete(key);
  return d;
}

function installAttributes(t: PyType): void {
  defGetSet(
    t,
    'context',
    (c: PySslConnection) => c.context,
    (c: PySslConnection, v) => {
      if (!(v instanceof PySslContext)) throw typeError('The value must be a SSLContext');
      c.context = v;
    },
  );
  defGetSet(
    t,
    'owner',
    (c: PySslConnection) => c.owner,
    (c: PySslConnection, v) => (c.owner = v ?? None),
  );
  defGetSet(t, 'server_side', (c: PySslConnection) => c.server);
  defGetSet(t, 'server_hostname', (c: PySslConnection) => c.serverName ?? None);
  defGetSet(t, 'session_reused', (c: PySslConnection) => c.handshake?.reused ?? false);
  defGetSet(
    t,
    'session',
    (c: PySslConnection) => c.session ?? None,
    (c: PySslConnection, v) => {
      if (!(v instanceof PySslSession)) throw typeError('Value is not a SSLSession.');
      if (v.context !== c.context) throw valueError('Session refers to a different SSLContext.');
      if (c.server) throw valueError('Cannot set session for server-side SSLSocket.');
      if (c.handshake !== undefined) throw valueError('Cannot set session after handshake.');
      c.session = v;
    },
  );
}

export function installConnection(): void {
  const t = connectionType;
  t.isBase = false;
  disallowNew(t, sessionType);
  t.tp_finalize = (c) => (c as PySslConnection).finalize();
  installTalking(t);
  installAsking(t);
  installAttributes(t);
  defGetSet(sessionType, 'id', (s: PySslSession) => new PyBytes(s.data.slice(0, 32)));
  defGetSet(sessionType, 'time', (s: PySslSession) => new PyFloat(s.time));
  defGetSet(sessionType, 'timeout', () => 7200);
  defGetSet(sessionType, 'ticket_lifetime_hint', () => 7200);
  defGetSet(sessionType, 'has_ticket', () => true);
}

/** `context._wrap_bio(...)`. */
export function installWrapping(contextType: PyType): void {
  defMethod(
    contextType,
    '_wrap_bio(self, /, incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None)',
    (c: PySslContext, incoming: Value, outgoing: Value, server: Value, name: Value, owner: Value, session: Value) => {
      for (const bio of [incoming, outgoing])
        if (!(bio instanceof PyMemoryBio))
          throw typeError(`argument must be _ssl.MemoryBIO, not ${typeOf(bio).tpName}`);
      if (isTrue(server) && c.protocol === 16)
        throw opensslMethod('Cannot create a server socket with a PROTOCOL_TLS_CLIENT context');
      if (!isTrue(server) && c.protocol === 17)
        throw opensslMethod('Cannot create a client socket with a PROTOCOL_TLS_SERVER context');
      const text = name === None ? null : strOf(name)!;
      if (text !== null && (text === '' || text.startsWith('.')))
        throw valueError('server_hostname cannot be an empty string or start with a leading dot.');
      if (text?.includes('\0')) throw typeError('embedded null character');
      const made = new PySslConnection(c, incoming as PyMemoryBio, outgoing as PyMemoryBio, isTrue(server), text);
      made.owner = owner;
      if (session instanceof PySslSession) made.session = session;
      else if (session !== None) throw typeError('Value is not a SSLSession.');
      return made;
    },
  );
}

function opensslMethod(message: string): PyBaseException {
  return call(opensslError('SSL routines', '').cls, [1, message]) as PyBaseException;
}
