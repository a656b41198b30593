/**
 * The settings of TLS connections: what a `_ssl._SSLContext` holds (CPython's _ssl.c).
 *
 * Owns: telling them to the outside when a connection needs them. Must not know: how they are set.
 */
import { bareType, None } from '../../objects/builtinTypes';
import { PyObject, type PyType, type Value } from '../../objects/object';
import type { HostFailure } from '../../host/door';
import { operateAndWait } from '../socket/waiting';
import { toPem } from './der';
import { DEFAULT_CIPHERS, PROTO, PROTOCOL, VERIFY } from './sslConstants';
import { opensslError } from './sslErrors';

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
export function tryChange<K extends keyof PySslContext>(
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
