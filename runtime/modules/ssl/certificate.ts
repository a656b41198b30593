/**
 * An X.509 certificate as `SSLSocket.getpeercert()` shows it (CPython's _decode_certificate).
 *
 * Owns: reading the DER. Must not know: connections, contexts.
 */
import { PyDict } from '../../objects/dict';
import type { Value } from '../../objects/object';
import { PyTuple } from '../../objects/values';
import { formatIPv4 } from '../socket/addresses';
import { derAt, derItems, derText, derTime, oidText, type DerNode } from './der';
import { objectByOid } from './objectNames';

const SUBJECT_ALT_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const KEY_USAGE = '2.5.29.15';
const KEY_CERT_SIGN = 4;
const CRL_POINTS = '2.5.29.31';
const AUTHORITY_ACCESS = '1.3.6.1.5.5.7.1.1';
const ACCESS_OCSP = '1.3.6.1.5.5.7.48.1';
const ACCESS_ISSUERS = '1.3.6.1.5.5.7.48.2';

interface Parts {
  version: number;
  serial: Uint8Array;
  issuer: DerNode;
  notBefore: number;
  notAfter: number;
  subject: DerNode;
  extensions: Map<string, Uint8Array>;
}

/** Raises DerError. */
function partsOf(der: Uint8Array): Parts {
  const fields = derItems(derItems(derAt(der).content)[0].content);
  const hasVersion = fields[0].tag === 0xa0;
  const version = hasVersion ? derAt(fields[0].content).content[0] + 1 : 1;
  const [serial, , issuer, validity, subject, , ...rest] = hasVersion ? fields.slice(1) : fields;
  const [notBefore, notAfter] = derItems(validity.content).map(derTime);
  const extensions = new Map<string, Uint8Array>();
  const list = rest.find((n) => n.tag === 0xa3);
  for (const extension of list === undefined ? [] : derItems(derAt(list.content).content)) {
    const items = derItems(extension.content);
    extensions.set(oidText(items[0].content), items[items.length - 1].content);
  }
  return { version, serial: serial.content, issuer, notBefore, notAfter, subject, extensions };
}

/** As X509_check_ca() tells: 0 none, 1 a certificate authority, 3 by being of version 1 and its own issuer, 4 by its use. */
export function authorityKind(der: Uint8Array): 0 | 1 | 3 | 4 {
  const { version, extensions, issuer, subject } = partsOf(der);
  const constraints = extensions.get(BASIC_CONSTRAINTS);
  if (constraints !== undefined) {
    const [ca] = derItems(derAt(constraints).content);
    return ca?.tag === 1 && ca.content[0] !== 0 ? 1 : 0;
  }
  if (version === 1 && issuer.whole.join() === subject.whole.join()) return 3;
  const usage = extensions.get(KEY_USAGE);
  return usage !== undefined && (derAt(usage).content[1] & KEY_CERT_SIGN) !== 0 ? 4 : 0;
}

/** It can be read. */
export function isCertificate(der: Uint8Array): boolean {
  try {
    partsOf(der);
    return true;
  } catch {
    return false;
  }
}

/** A distinguished name: a tuple of tuples of pairs. */
function nameValue(name: DerNode): Value {
  return new PyTuple(
    derItems(name.content).map(
      (set) =>
        new PyTuple(
          derItems(set.content).map((pair) => {
            const [type, value] = derItems(pair.content);
            const oid = oidText(type.content);
            return new PyTuple([objectByOid(oid)?.long ?? oid, derText(value)]);
          }),
        ),
    ),
  );
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timeText(seconds: number): string {
  const t = new Date(seconds * 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())}`;
  return `${months[t.getUTCMonth()]} ${String(t.getUTCDate()).padStart(2)} ${clock} ${t.getUTCFullYear()} GMT`;
}

function hex(data: Uint8Array): string {
  const digits = [...data].map((b) => b.toString(16).padStart(2, '0')).join('');
  return digits.replace(/^(00)+(?=..)/, '').toUpperCase();
}

function addressText(data: Uint8Array): string {
  if (data.length === 4) return formatIPv4(data);
  if (data.length !== 16) return '<invalid>';
  return Array.from({ length: 8 }, (_, i) => ((data[i * 2] << 8) | data[i * 2 + 1]).toString(16).toUpperCase()).join(
    ':',
  );
}

/** A GeneralName as ('DNS', 'localhost'). */
function generalName(n: DerNode): Value {
  const text = (): string => String.fromCharCode(...n.content);
  switch (n.tag & 0x1f) {
    case 1:
      return new PyTuple(['email', text()]);
    case 2:
      return new PyTuple(['DNS', text()]);
    case 4:
      return new PyTuple(['DirName', nameValue(derAt(n.content))]);
    case 6:
      return new PyTuple(['URI', text()]);
    case 7:
      return new PyTuple(['IP Address', addressText(n.content)]);
    case 8:
      return new PyTuple(['Registered ID', oidText(n.content)]);
    default:
      return new PyTuple(['othername', '<unsupported>']);
  }
}

function accessUris(extension: Uint8Array, method: string): Value[] {
  return derItems(derAt(extension).content)
    .map((access) => derItems(access.content))
    .filter(([type, place]) => oidText(type.content) === method && place.tag === 0x86)
    .map(([, place]) => String.fromCharCode(...place.content));
}

function revocationUris(extension: Uint8Array): Value[] {
  const uris: Value[] = [];
  for (const point of derItems(derAt(extension).content)) {
    const [where] = derItems(point.content);
    if (where?.tag !== 0xa0) continue;
    const [full] = derItems(where.content);
    if (full?.tag !== 0xa0) continue;
    for (const n of derItems(full.content)) if (n.tag === 0x86) uris.push(String.fromCharCode(...n.content));
  }
  return uris;
}

/** Raises DerError. */
export function certificateDict(der: Uint8Array): PyDict {
  const parts = partsOf(der);
  const d = new PyDict();
  d.setStr('subject', nameValue(parts.subject));
  d.setStr('issuer', nameValue(parts.issuer));
  d.setStr('version', parts.version);
  d.setStr('serialNumber', hex(parts.serial));
  d.setStr('notBefore', timeText(parts.notBefore));
  d.setStr('notAfter', timeText(parts.notAfter));
  const names = parts.extensions.get(SUBJECT_ALT_NAME);
  if (names !== undefined) d.setStr('subjectAltName', new PyTuple(derItems(derAt(names).content).map(generalName)));
  const access = parts.extensions.get(AUTHORITY_ACCESS);
  const uris = (key: string, found: Value[]): void => {
    if (found.length > 0) d.setStr(key, new PyTuple(found));
  };
  if (access !== undefined) {
    uris('OCSP', accessUris(access, ACCESS_OCSP));
    uris('caIssuers', accessUris(access, ACCESS_ISSUERS));
  }
  const points = parts.extensions.get(CRL_POINTS);
  if (points !== undefined) uris('crlDistributionPoints', revocationUris(points));
  return d;
}
