/**
 * `_ssl._SSLContext`: the settings of TLS connections (CPython's _ssl.c).
 *
 * Owns: the settings, checking them, telling them to the outside when a connection needs them.
 */
import { bareType, None } from '../../objects/builtinTypes';
import { bytesOf } from '../../objects/buffer';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { interp } from '../../objects/interp';
import { setAttr } from '../../objects/attributes';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { overflowError, typeError, valueError } from '../../objects/errors';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { defNewSig } from '../../objects/typeObject';
import { intOf, PyBytes, PyList, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { HostError, namesIn } from '../../host/hostFiles';
import type { HostFailure } from '../../host/door';
import { decodeFs } from '../../host/fsEncoding';
import { hostCall, osError, pathArg } from '../osErrors';
import { childEnvironment } from '../posix/process';
import { operateAndWait } from '../socket/waiting';
import { authorityKind, certificateDict, isCertificate } from './certificate';
import { derAt, DerError, pemBlocks, toPem } from './der';
import { CERT, DEFAULT_CIPHERS, OP, PROTO, PROTOCOL, VERIFY } from './sslConstants';
import { opensslError, sslError, sslErrors } from './sslErrors';
import { givenType } from '../../objects/typeNames';

export const contextType = bareType('_ssl._SSLContext');

interface KeyChain {
  certificate: string;
  key: string;
  passphrase: string | null;
}

/** The version of a context that knows only one, by protocol. */
const singleVersions: Partial<Record<number, number>> = {
  [PROTOCOL.TLSv1]: PROTO.TLSv1,
  [PROTOCOL.TLSv1_1]: PROTO.TLSv1_1,
  [PROTOCOL.TLSv1_2]: PROTO.TLSv1_2,
};

let nextContext = 1;

export class PySslContext extends PyObject {
  protocol = 0;
  options = 0;
  verifyMode = 0;
  checkHostname = false;
  verifyFlags: number = VERIFY.X509_TRUSTED_FIRST;
  hostFlags = 4;
  minVersion: number = PROTO.TLSv1_2;
  maxVersion: number = PROTO.MAXIMUM_SUPPORTED;
  tickets = 2;
  postHandshakeAuth = false;
  ciphers = DEFAULT_CIPHERS;
  curve: string | null = null;
  dhParameters: string | null = null;
  alpn: string[] = [];
  chains: KeyChain[] = [];
  authorities: Uint8Array[] = [];
  revoked: string[] = [];
  /** Found by directory: not counted among those loaded. */
  directoryAuthorities: Uint8Array[] = [];
  bundledAuthorities = false;
  sniCallback: Value = None;
  messageCallback: Value = None;
  keylog: Value = None;
  readonly id = nextContext++;
  /** The outside knows these settings. */
  private told = false;

  constructor(cls: PyType = contextType) {
    super(cls);
  }

  changed(): void {
    this.told = false;
  }

  /** Tells the outside; what OpenSSL doesn't like comes back. */
  tell(): HostFailure | undefined {
    if (this.told) return undefined;
    // A context of one version says nothing of it in its bounds.
    const only = singleVersions[this.protocol];
    const bounded = (v: number, lowest: number): number => only ?? (v < 0 ? lowest : v);
    const end = operateAndWait('tls.context', {
      context: this.id,
      settings: {
        chains: this.chains,
        authorities: [...this.authorities, ...this.directoryAuthorities].map((der) => toPem(der, 'CERTIFICATE')),
        bundledAuthorities: this.bundledAuthorities,
        ciphers: this.ciphers,
        minVersion: bounded(this.minVersion, PROTO.TLSv1),
        maxVersion: bounded(this.maxVersion, PROTO.TLSv1_3),
        curve: this.curve,
        dhParameters: this.dhParameters,
        options: this.options,
        partialChain: (this.verifyFlags & VERIFY.X509_PARTIAL_CHAIN) !== 0,
        revoked: this.revoked,
      },
    });
    this.told = end.failure === undefined;
    return end.failure;
  }

  get tellOrThrow(): number {
    const failure = this.tell();
    if (failure !== undefined) throw opensslError('SSL routines', failure.message);
    return this.id;
  }
}

/** Changes a setting if OpenSSL takes it. */
function tryChange<K extends keyof PySslContext>(
  c: PySslContext,
  field: K,
  value: PySslContext[K],
): HostFailure | undefined {
  const old = c[field];
  c[field] = value;
  c.changed();
  const failure = c.tell();
  if (failure !== undefined) {
    c[field] = old;
    c.changed();
  }
  return failure;
}

function readText(path: Value, what: string): string {
  const { text } = pathArg(path, what);
  try {
    return decodeFs(host().files.readFile(text));
  } catch (e) {
    if (e instanceof HostError) throw osError(e.code);
    throw e;
  }
}

/** A password: given, or asked of the function given, if the key needs one. */
function passphraseOf(v: Value, key: string): string | null {
  if (v === None || !/ENCRYPTED/.test(key)) {
    if (v !== None && strOf(v) === undefined && bytesOf(v) === undefined && typeOf(v).tp_call === null)
      throw typeError('password should be a string or callable');
    return null;
  }
  const isCall = strOf(v) === undefined && bytesOf(v) === undefined;
  if (isCall && typeOf(v).tp_call === null) throw typeError('password should be a string or callable');
  const given = isCall ? call(v) : v;
  const data = bytesOf(given);
  const text = strOf(given) ?? (data === undefined ? undefined : decodeFs(data));
  if (text === undefined)
    throw typeError(isCall ? 'password callback must return a string' : 'password should be a string or callable');
  if (text.length > 1024) throw valueError('password cannot be longer than 1024 bytes');
  return text;
}

function loadCertChain(c: PySslContext, certfile: Value, keyfile: Value, password: Value): Value {
  const certificate = readText(certfile, 'certfile should be a valid filesystem path');
  const key = keyfile === None ? certificate : readText(keyfile, 'keyfile should be a valid filesystem path');
  const [first] = pemBlocks(certificate, 'CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE') ?? [];
  if (first === undefined || !/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) throw opensslPem('SSL');
  const passphrase = passphraseOf(password, key);
  const failure = tryChange(c, 'chains', [{ certificate, key, passphrase }]);
  if (failure === undefined) return None;
  if (/KEY_VALUES_MISMATCH|key values mismatch/i.test(failure.code + failure.message))
    throw opensslError('x509 certificate routines', 'key values mismatch');
  throw opensslPem('SSL');
}

/** The reason is one that CPython has no name for. */
function opensslPem(library: 'SSL' | 'X509'): PyBaseException {
  const e = call(sslErrors().SSLError, [1, `[${library}] PEM lib`]) as PyBaseException;
  setAttr(e, 'library', library);
  setAttr(e, 'reason', None);
  return e;
}

/** Adds certificates that aren't there yet. */
function addAuthorities(c: PySslContext, found: readonly Uint8Array[]): void {
  const key = (der: Uint8Array): string => der.join();
  const known = new Set(c.authorities.map(key));
  for (const der of found) {
    if (known.has(key(der))) continue;
    known.add(key(der));
    c.authorities.push(der);
  }
  c.changed();
}

function fromData(data: Value): Uint8Array[] {
  const text = strOf(data);
  if (text !== undefined) {
    if (/[^\0-\x7f]/.test(text)) throw typeError('cadata should be an ASCII string or a bytes-like object');
    const found = pemBlocks(text, 'CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE');
    if (found === undefined) throw opensslError('PEM routines', 'bad base64 decode');
    if (found.length === 0) throw sslError('no start line: cadata does not contain a certificate');
    return found;
  }
  const bytes = bytesOf(data);
  if (bytes === undefined) throw typeError('cadata should be an ASCII string or a bytes-like object');
  const found: Uint8Array[] = [];
  try {
    for (let at = 0; at < bytes.length;) {
      const { whole } = derAt(bytes, at);
      if (whole[0] !== 0x30) throw new DerError('not enough data');
      certificateDict(whole);
      found.push(whole.slice());
      at += whole.length;
    }
  } catch {
    throw sslError('not enough data: cadata does not contain a certificate');
  }
  if (found.length === 0) throw valueError('Empty certificate data');
  return found;
}

function loadLocations(c: PySslContext, cafile: Value, capath: Value, cadata: Value): Value {
  if (cafile === None && capath === None && cadata === None)
    throw typeError('cafile, capath and cadata cannot be all omitted');
  if (cadata !== None) addAuthorities(c, fromData(cadata));
  if (cafile !== None) {
    const text = readText(cafile, 'cafile should be a valid filesystem path');
    const found = pemBlocks(text, 'CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE');
    if (!found?.every(isCertificate)) throw opensslPem('X509');
    const crls = (pemBlocks(text, 'X509 CRL') ?? []).map((der) => toPem(der, 'X509 CRL'));
    if (found.length + crls.length === 0)
      throw opensslError('x509 certificate routines', 'no certificate or crl found');
    addAuthorities(c, found);
    c.revoked.push(...crls);
  }
  if (capath !== None) {
    const { text } = pathArg(capath, 'capath should be a valid filesystem path');
    addDirectory(c, text);
  }
  return None;
}

/** Certificates by the hashes of their names, as OpenSSL looks for them. */
function addDirectory(c: PySslContext, path: string): void {
  for (const name of namesIn(host().files, path).filter((n) => /^[\da-f]{8}\.\d+$/.test(n)))
    c.directoryAuthorities.push(
      ...(pemBlocks(decodeFs(host().files.readFile(`${path}/${name}`)), 'CERTIFICATE') ?? []),
    );
  c.changed();
}

/** Where systems keep the certificates of authorities. */
export const systemAuthorities = {
  file: '/etc/ssl/cert.pem',
  candidates: [
    '/etc/ssl/cert.pem',
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/usr/local/share/certs/ca-root-nss.crt',
  ],
};

function setDefaultVerifyPaths(c: PySslContext): Value {
  const file = childEnvironment.get('SSL_CERT_FILE');
  const folder = childEnvironment.get('SSL_CERT_DIR');
  if (folder !== undefined) unlessMissing(() => addDirectory(c, folder));
  if (file !== undefined) {
    unlessMissing(() => addAuthorities(c, pemBlocks(decodeFs(host().files.readFile(file)), 'CERTIFICATE') ?? []));
    return None;
  }
  for (const path of systemAuthorities.candidates) {
    const found = unlessMissing(() => {
      c.directoryAuthorities.push(...(pemBlocks(decodeFs(host().files.readFile(path)), 'CERTIFICATE') ?? []));
      c.changed();
    });
    if (found) return None;
  }
  c.bundledAuthorities = true;
  c.changed();
  return None;
}

/** False where the files aren't there: then they aren't used. */
function unlessMissing(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (e) {
    if (!(e instanceof HostError)) throw e;
    return false;
  }
}

function installLoading(t: PyType): void {
  defMethod(t, 'load_cert_chain(self, certfile, keyfile=None, password=None)', loadCertChain);
  defMethod(t, 'load_verify_locations(self, cafile=None, capath=None, cadata=None)', loadLocations);
  defMethod(t, 'set_default_verify_paths(self, /)', setDefaultVerifyPaths);
  defMethod(t, 'load_dh_params(self, filepath, /)', (c: PySslContext, path: Value) => {
    const { text } = pathArg(path, 'filepath');
    const content = decodeFs(hostCall(() => host().files.readFile(text), path));
    if (!content.includes('BEGIN DH PARAMETERS')) throw opensslError('PEM routines', 'no start line');
    if (tryChange(c, 'dhParameters', content) !== undefined) throw opensslPem('SSL');
    return None;
  });
  defMethod(t, 'get_ca_certs(self, /, binary_form=False)', (c: PySslContext, binary: Value) => {
    const found = c.authorities.filter((der) => authorityKind(der) === 1);
    return new PyList(found.map((der) => (isTrue(binary) ? new PyBytes(der) : certificateDict(der))));
  });
  defMethod(t, 'cert_store_stats(self, /)', (c: PySslContext) => {
    const stats = new PyDict();
    stats.setStr('x509', c.authorities.length);
    stats.setStr('crl', c.revoked.length);
    stats.setStr('x509_ca', c.authorities.filter((der) => authorityKind(der) !== 0).length);
    return stats;
  });
  defMethod(t, 'session_stats(self, /)', () => {
    const stats = new PyDict();
    const names = ['number', 'connect', 'connect_good', 'connect_renegotiate', 'accept', 'accept_good'];
    for (const name of [...names, 'accept_renegotiate', 'hits', 'misses', 'timeouts', 'cache_full'])
      stats.setStr(name, 0);
    return stats;
  });
}

/** TLS 1.3's, and what the usual list of the others selects. */
const knownCiphers = [
  'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256', 'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES256-SHA384', 'ECDHE-RSA-AES256-SHA384',
  'ECDHE-ECDSA-AES128-SHA256', 'ECDHE-RSA-AES128-SHA256', 'DHE-RSA-AES256-GCM-SHA384', 'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-SHA256', 'DHE-RSA-AES128-SHA256',
]; // prettier-ignore

/** DIFFERS: OpenSSL's language of cipher lists isn't read; only names are, else the usual ones are told. */
function cipherNames(list: string): string[] {
  const named = knownCiphers.filter((name) => name.startsWith('TLS_') || list.split(/[:, ]/).includes(name));
  return named.length > 3 ? named : knownCiphers;
}

function cipherValue(name: string): Value {
  const d = new PyDict();
  d.setStr('name', name);
  d.setStr('protocol', name.startsWith('TLS_') ? 'TLSv1.3' : 'TLSv1.2');
  const bits = /256|CHACHA/.test(name.replace(/SHA256|SHA384/, '')) ? 256 : 128;
  d.setStr('strength_bits', bits);
  d.setStr('alg_bits', bits);
  d.setStr('aead', /GCM|CHACHA/.test(name));
  return d;
}

function installChoosing(t: PyType): void {
  defMethod(t, 'set_ciphers(self, cipherlist, /)', (c: PySslContext, list: Value) => {
    const text = strOf(list);
    if (text === undefined) throw typeError(`set_ciphers() argument must be str, not ${givenType(list)}`);
    if (text.trim() === '' || tryChange(c, 'ciphers', text) !== undefined) throw sslError('No cipher can be selected.');
    return None;
  });
  defMethod(t, 'get_ciphers(self, /)', (c: PySslContext) => new PyList(cipherNames(c.ciphers).map(cipherValue)));
  defMethod(t, 'set_ecdh_curve(self, name, /)', (c: PySslContext, name: Value) => {
    const data = bytesOf(name);
    const text = strOf(name) ?? (data === undefined ? undefined : decodeFs(data));
    if (text === undefined) throw typeError(`expected str, bytes or os.PathLike object, not ${typeOf(name).tpName}`);
    if (tryChange(c, 'curve', text) !== undefined) throw valueError(`unknown elliptic curve name '${text}'`);
    return None;
  });
  defMethod(t, '_set_alpn_protocols(self, protos, /)', (c: PySslContext, protos: Value) => {
    const data = bytesOf(protos);
    if (data === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(protos).tpName}'`);
    c.alpn = [];
    for (let at = 0; at < data.length; at += 1 + data[at])
      c.alpn.push(String.fromCharCode(...data.subarray(at + 1, at + 1 + data[at])));
    return None;
  });
}

const VERSIONS: readonly number[] = Object.values(PROTO);

function checkVersion(c: PySslContext, v: Value): number {
  if (c.protocol !== PROTOCOL.TLS && c.protocol !== PROTOCOL.TLS_CLIENT && c.protocol !== PROTOCOL.TLS_SERVER)
    throw valueError("The context's protocol doesn't support modification of highest and lowest version.");
  const n = Number(toIndex(v));
  if (!VERSIONS.includes(n) || n === PROTO.SSLv3) throw valueError(`Unsupported TLS/SSL version 0x${n.toString(16)}`);
  if (n === PROTO.TLSv1 || n === PROTO.TLSv1_1)
    deprecated(`ssl.TLSVersion.${n === PROTO.TLSv1 ? 'TLSv1' : 'TLSv1_1'} is deprecated`);
  return n;
}

/** Warns whoever called the module `ssl`. */
function deprecated(message: string): void {
  interp().warn(Exc.DeprecationWarning, message, 2);
}

const VERSION_OPTIONS = [OP.NO_SSLv3, OP.NO_TLSv1, OP.NO_TLSv1_1, OP.NO_TLSv1_2, OP.NO_TLSv1_3];

/** Options are 64 bits. */
const has = (options: number, bit: number): boolean => (BigInt(options) & BigInt(bit)) !== 0n;

function installProperties(t: PyType): void {
  const property = (name: string, get: (c: PySslContext) => Value, set?: (c: PySslContext, v: Value) => void): void =>
    defGetSet(
      t,
      name,
      get,
      set === undefined
        ? undefined
        : (c: PySslContext, v) => {
            if (v === undefined) throw typeError(`cannot delete attribute`);
            set(c, v);
            c.changed();
          },
    );
  property('protocol', (c) => c.protocol);
  property('security_level', () => 2);
  property(
    'check_hostname',
    (c) => c.checkHostname,
    (c, v) => {
      c.checkHostname = isTrue(v);
      if (c.checkHostname && c.verifyMode === CERT.NONE) c.verifyMode = CERT.REQUIRED;
    },
  );
  property(
    'verify_mode',
    (c) => c.verifyMode,
    (c, v) => {
      const n = Number(toIndex(v));
      if (n < 0 || n > 2) throw valueError('invalid value for verify_mode');
      if (n === CERT.NONE && c.checkHostname)
        throw valueError('Cannot set verify_mode to CERT_NONE when check_hostname is enabled.');
      c.verifyMode = n;
    },
  );
  property(
    'verify_flags',
    (c) => c.verifyFlags,
    (c, v) => (c.verifyFlags = Number(toIndex(v))),
  );
  property(
    '_host_flags',
    (c) => c.hostFlags,
    (c, v) => (c.hostFlags = Number(toIndex(v))),
  );
  property(
    'options',
    (c) => c.options,
    (c, v) => {
      if (intOf(v) === undefined) throw typeError(`argument 1 must be int, not ${typeOf(v).tpName}`);
      const n = Number(toIndex(v));
      if (n < 0) throw valueError('options must be non-negative');
      if (n >= 2 ** 64) throw overflowError('Python int too large to convert to C unsigned long');
      if (VERSION_OPTIONS.some((bit) => has(n, bit) && !has(c.options, bit)))
        deprecated('ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated');
      c.options = n;
    },
  );
  property(
    'minimum_version',
    (c) => c.minVersion,
    (c, v) => {
      const n = checkVersion(c, v);
      c.minVersion = n === PROTO.MAXIMUM_SUPPORTED ? PROTO.TLSv1_3 : n;
    },
  );
  property(
    'maximum_version',
    (c) => c.maxVersion,
    (c, v) => {
      const n = checkVersion(c, v);
      c.maxVersion = n === PROTO.MINIMUM_SUPPORTED ? PROTO.TLSv1 : n;
    },
  );
  property(
    'num_tickets',
    (c) => c.tickets,
    (c, v) => {
      const n = Number(toIndex(v));
      if (n < 0) throw valueError('value must be non-negative');
      if (c.protocol !== PROTOCOL.TLS_SERVER) throw valueError('SSLContext is not a server context.');
      c.tickets = n;
    },
  );
  property(
    'sni_callback',
    (c) => c.sniCallback,
    (c, v) => {
      if (c.protocol === PROTOCOL.TLS_CLIENT) throw valueError('sni_callback cannot be set on TLS_CLIENT context');
      if (v !== None && typeOf(v).tp_call === null) throw typeError('not a callable object');
      c.sniCallback = v;
    },
  );
  property(
    '_msg_callback',
    (c) => c.messageCallback,
    (c, v) => {
      if (v !== None && typeOf(v).tp_call === null) throw typeError(`${typeOf(v).tpName} is not callable.`);
      c.messageCallback = v;
    },
  );
  property(
    'post_handshake_auth',
    (c) => c.postHandshakeAuth,
    (c, v) => (c.postHandshakeAuth = isTrue(v)),
  );
}

const deprecatedProtocols: Partial<Record<number, string>> = {
  [PROTOCOL.TLS]: 'PROTOCOL_TLS',
  [PROTOCOL.TLSv1]: 'PROTOCOL_TLSv1',
  [PROTOCOL.TLSv1_1]: 'PROTOCOL_TLSv1_1',
  [PROTOCOL.TLSv1_2]: 'PROTOCOL_TLSv1_2',
};

export function installContext(): void {
  const t = contextType;
  t.alloc = (cls) => new PySslContext(cls);
  t.hasDict = false;
  defNewSig(t, '(cls, protocol, /)', (cls: PyType, protocol: Value) => {
    const n = Number(toIndex(protocol));
    if (!(Object.values(PROTOCOL) as number[]).includes(n)) throw valueError('invalid or unsupported protocol version');
    const old = deprecatedProtocols[n];
    if (old !== undefined) deprecated(`ssl.${old} is deprecated`);
    const c = cls.alloc!(cls) as PySslContext;
    c.protocol = n;
    c.options = OP.ALL + OP.NO_SSLv3 + OP.CIPHER_SERVER_PREFERENCE + OP.NO_COMPRESSION + OP.ENABLE_MIDDLEBOX_COMPAT;
    if (n === PROTOCOL.TLS_CLIENT) {
      c.checkHostname = true;
      c.verifyMode = CERT.REQUIRED;
    }
    return c;
  });
  installLoading(t);
  installChoosing(t);
  installProperties(t);
}
