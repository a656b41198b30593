/**
 * `ssl.SSLError` and its subclasses, and raising them (CPython's _ssl.c: PySSL_SetError).
 *
 * Owns: classes, numbers and messages. DIFFERS: the messages name no line of _ssl.c.
 */
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { lookupAttr, setAttr } from '../../objects/attributes';
import { PyDict } from '../../objects/dict';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { defMethod } from '../../objects/descriptors';
import type { PyType, Value } from '../../objects/object';
import { str } from '../../objects/text';
import { makeClass } from '../../objects/classCreation';
import { attrChanged } from '../../objects/typeObject';
import { strOf } from '../../objects/values';

export interface SslErrors {
  SSLError: PyType;
  SSLZeroReturnError: PyType;
  SSLWantReadError: PyType;
  SSLWantWriteError: PyType;
  SSLSyscallError: PyType;
  SSLEOFError: PyType;
  SSLCertVerificationError: PyType;
}

let made: SslErrors | undefined;

function makeErrors(): SslErrors {
  const define = (name: string, bases: PyType[], doc: string): PyType => {
    const ns = new PyDict();
    ns.setStr('__module__', 'ssl');
    ns.setStr('__doc__', doc);
    return makeClass(name, bases, ns);
  };
  const base = define('SSLError', [Exc.OSError], 'TLS failed; library and reason say where and why.');
  defMethod(base, '__str__(self, /)', (self: Value) => {
    const strerror = lookupAttr(self, 'strerror');
    if (strerror !== undefined && strOf(strerror) !== undefined) return strerror;
    return str(lookupAttr(self, 'args') ?? None);
  });
  attrChanged(base, '__str__');
  for (const name of ['library', 'reason']) setAttr(base, name, None);
  const sub = (name: string, doc: string): PyType => define(name, [base], doc);
  const certificate = define(
    'SSLCertVerificationError',
    [base, Exc.ValueError],
    "The peer's certificate was not accepted.",
  );
  return {
    SSLError: base,
    SSLZeroReturnError: sub('SSLZeroReturnError', 'The peer ended the TLS session in good order.'),
    SSLWantReadError: sub(
      'SSLWantReadError',
      'More data must be read from the socket before this can be done without waiting.',
    ),
    SSLWantWriteError: sub(
      'SSLWantWriteError',
      'More data must be written to the socket before this can be done without waiting.',
    ),
    SSLSyscallError: sub('SSLSyscallError', 'The operating system reported an error during TLS.'),
    SSLEOFError: sub('SSLEOFError', 'The connection ended without the end of its TLS session.'),
    SSLCertVerificationError: certificate,
  };
}

export function sslErrors(): SslErrors {
  return (made ??= makeErrors());
}

function raise(cls: PyType, number: number, message: string, library: string, reason: string): PyBaseException {
  const e = call(cls, [number, message]) as PyBaseException;
  setAttr(e, 'library', library);
  setAttr(e, 'reason', reason);
  return e;
}

export const wantRead = (): PyBaseException =>
  call(sslErrors().SSLWantReadError, [2, 'The operation did not complete (read)']) as PyBaseException;

export const zeroReturn = (): PyBaseException =>
  call(sslErrors().SSLZeroReturnError, [6, 'TLS/SSL connection has been closed (EOF)']) as PyBaseException;

export const unexpectedEof = (): PyBaseException =>
  raise(
    sslErrors().SSLEOFError,
    8,
    '[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol',
    'SSL',
    'UNEXPECTED_EOF_WHILE_READING',
  );

/** A plain SSLError with a text only. */
export const sslError = (message: string): PyBaseException => call(sslErrors().SSLError, [message]) as PyBaseException;

/** Text that should be certificates. */
export const certificatesError = (message: string): PyBaseException =>
  call(sslErrors().SSLError, [0, message]) as PyBaseException;

/** An error of OpenSSL's: its library ("SSL routines") and reason ("wrong version number"). */
export function opensslError(library: string, reason: string): PyBaseException {
  const short = library === 'x509 certificate routines' ? 'X509' : library === 'PEM routines' ? 'PEM' : 'SSL';
  // OpenSSL 3.2 renamed the texts of these alerts, not the reasons' names.
  const old = reason.replace(/^ssl\/tls alert/, 'sslv3 alert');
  const name = old.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return raise(sslErrors().SSLError, 1, `[${short}: ${name}] ${reason}`, short, name);
}

/** OpenSSL's X509_V_ERR_ numbers and texts, by the names that Node gives. */
const verdicts: Record<string, [number, string]> = {
  UNABLE_TO_GET_ISSUER_CERT: [2, 'unable to get issuer certificate'],
  UNABLE_TO_GET_CRL: [3, 'unable to get certificate CRL'],
  CERT_SIGNATURE_FAILURE: [7, 'certificate signature failure'],
  CERT_NOT_YET_VALID: [9, 'certificate is not yet valid'],
  CERT_HAS_EXPIRED: [10, 'certificate has expired'],
  CRL_HAS_EXPIRED: [12, 'CRL has expired'],
  DEPTH_ZERO_SELF_SIGNED_CERT: [18, 'self-signed certificate'],
  SELF_SIGNED_CERT_IN_CHAIN: [19, 'self-signed certificate in certificate chain'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [20, 'unable to get local issuer certificate'],
  // Node tells the last error; before this one OpenSSL finds that there is no issuer.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [20, 'unable to get local issuer certificate'],
  CERT_CHAIN_TOO_LONG: [22, 'certificate chain too long'],
  CERT_REVOKED: [23, 'certificate revoked'],
  INVALID_CA: [24, 'invalid CA certificate'],
  PATH_LENGTH_EXCEEDED: [25, 'path length constraint exceeded'],
  INVALID_PURPOSE: [26, 'unsuitable certificate purpose'],
  CERT_UNTRUSTED: [27, 'certificate not trusted'],
  CERT_REJECTED: [28, 'certificate rejected'],
};

const HOSTNAME_MISMATCH = 62;
const ADDRESS_MISMATCH = 64;

function verificationFailed(code: number, message: string): PyBaseException {
  const text = `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${message}`;
  const e = raise(sslErrors().SSLCertVerificationError, 1, text, 'SSL', 'CERTIFICATE_VERIFY_FAILED');
  setAttr(e, 'verify_code', code);
  setAttr(e, 'verify_message', message);
  return e;
}

export function untrusted(verdict: string): PyBaseException {
  const [code, message] = verdicts[verdict] ?? [1, verdict.toLowerCase().replaceAll('_', ' ')];
  return verificationFailed(code, message);
}

export function nameMismatch(name: string, isAddress: boolean): PyBaseException {
  const what = isAddress ? 'IP address' : 'Hostname';
  return verificationFailed(
    isAddress ? ADDRESS_MISMATCH : HOSTNAME_MISMATCH,
    `${what} mismatch, certificate is not valid for '${name}'.`,
  );
}
