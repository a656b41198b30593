/** DER and PEM: just enough to read certificates. Must not know: Python objects, what a certificate is. */

export interface DerNode {
  /** The identifier octet. */
  tag: number;
  content: Uint8Array;
  /** With identifier and length. */
  whole: Uint8Array;
}

export class DerError extends Error {}

/** The element at `at`; raises DerError. */
export function derAt(data: Uint8Array, at = 0): DerNode {
  let i = at + 2;
  let length = data[at + 1];
  if (length === undefined) throw new DerError('not enough data');
  if (length >= 0x80) {
    const octets = length & 0x7f;
    if (octets === 0 || octets > 4) throw new DerError('bad length');
    length = 0;
    for (const end = i + octets; i < end; i++) length = length * 256 + (data[i] ?? 0);
  }
  if (i + length > data.length) throw new DerError('not enough data');
  return { tag: data[at], content: data.subarray(i, i + length), whole: data.subarray(at, i + length) };
}

/** The elements one after another. */
export function derItems(data: Uint8Array): DerNode[] {
  const out: DerNode[] = [];
  for (let at = 0; at < data.length;) {
    const node = derAt(data, at);
    out.push(node);
    at += node.whole.length;
  }
  return out;
}

export function oidText(content: Uint8Array): string {
  const arcs: number[] = [];
  let n = 0;
  for (const byte of content) {
    n = n * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0) {
      const first = Math.min(2, Math.floor(n / 40));
      arcs.push(first, n - first * 40);
    } else arcs.push(n);
    n = 0;
  }
  return arcs.join('.');
}

const utf8 = new TextDecoder();

/** A string of any of ASN.1's string types. */
export function derText({ tag, content }: DerNode): string {
  if (tag === 0x1e) {
    let out = '';
    for (let i = 0; i + 1 < content.length; i += 2) out += String.fromCharCode((content[i] << 8) | content[i + 1]);
    return out;
  }
  // T61String is read as Latin-1, as OpenSSL does.
  return tag === 0x14 ? String.fromCharCode(...content) : utf8.decode(content);
}

/** UTCTime or GeneralizedTime in seconds since the epoch. */
export function derTime({ tag, content }: DerNode): number {
  const text = utf8.decode(content);
  const long = tag === 0x18 ? text : (Number(text.slice(0, 2)) < 50 ? '20' : '19') + text;
  const part = (from: number, to: number): number => Number(long.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(8, 10), part(10, 12), part(12, 14) || 0) / 1000;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function decodeBase64(text: string): Uint8Array | undefined {
  const clean = text.replace(/\s+/g, '').replace(/=+$/, '');
  const out = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let n = 0;
  for (const c of clean) {
    const value = ALPHABET.indexOf(c);
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[n++] = (held >> bits) & 0xff;
    }
  }
  return out;
}

function encodeBase64(data: Uint8Array): string {
  let out = '';
  for (let i = 0; i < data.length; i += 3) {
    const n = (data[i] << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    out += ALPHABET[n >> 18] + ALPHABET[(n >> 12) & 63];
    out += i + 1 < data.length ? ALPHABET[(n >> 6) & 63] : '=';
    out += i + 2 < data.length ? ALPHABET[n & 63] : '=';
  }
  return out;
}

/** The contents of all PEM blocks with one of the labels; undefined where one isn't base64. */
export function pemBlocks(text: string, ...labels: string[]): Uint8Array[] | undefined {
  const out: Uint8Array[] = [];
  for (const [, label, body] of text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g)) {
    if (!labels.includes(label)) continue;
    const data = decodeBase64(body);
    if (data === undefined) return undefined;
    out.push(data);
  }
  return out;
}

export function toPem(data: Uint8Array, label: string): string {
  const lines = encodeBase64(data).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
