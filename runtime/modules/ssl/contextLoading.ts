/**
 * `_ssl._SSLContext`'s certificates, keys, authorities and parameters: where they are read from.
 */
import { None } from '../../objects/builtinTypes';
import { bytesOf } from '../../objects/buffer';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { setAttr } from '../../objects/attributes';
import { type PyBaseException } from '../../objects/exceptionTypes';
import { typeError, valueError } from '../../objects/errors';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { PyBytes, PyList, strOf } from '../../objects/values';
import { host } from '../../host/currentHost';
import { HostError, namesIn } from '../../host/hostFiles';
import { decodeFs } from '../../host/fsEncoding';
import { hostCall, osError, pathArg } from '../osErrors';
import { childEnvironment } from '../posix/process';
import { authorityKind, certificateDict, isCertificate } from './certificate';
import { derAt, DerError, pemBlocks, toPem } from './der';
import { certificatesError, opensslError, sslErrors } from './sslErrors';
import { type PySslContext, tryChange } from './context';

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
    if (found.length === 0) throw certificatesError('no start line: cadata does not contain a certificate');
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
    throw certificatesError('not enough data: cadata does not contain a certificate');
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

export function installLoading(t: PyType): void {
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
