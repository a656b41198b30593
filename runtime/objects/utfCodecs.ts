/**
 * The codecs that are part of the interpreter: UTF-8, UTF-16, UTF-32, Latin-1, ASCII.
 *
 * Decoders take `final`: without it an incomplete character at the end is left over (`consumed` says so).
 */
import { ByteBuilder } from './byteBuilder';
import { handleError, unicodeError, type Replacement } from './codecErrors';
import type { Value } from './object';
import { codePoints } from './strOps';
import { PyBytes } from './values';

export interface Decoded {
  text: string;
  consumed: number;
}

/** Calls the handler for a run of characters that cannot be encoded and appends what it gives. */
function encodeError(
  out: ByteBuilder,
  name: string,
  s: string,
  chars: readonly string[],
  start: number,
  end: number,
  reason: string,
  errors: string,
  put: (code: number) => boolean,
  unit = 1,
): number {
  const error = unicodeError('encode', name, s, start, end, reason);
  const r: Replacement = handleError(errors, error, chars.length);
  if (typeof r.text !== 'string') {
    if (r.text.length % unit !== 0) throw error;
    out.append(r.text);
  } else for (const c of r.text) if (!put(c.codePointAt(0)!)) throw error;
  return r.next;
}

const simpleEncoders = {
  latin1: { name: 'latin-1', limit: 0x100, reason: 'ordinal not in range(256)' },
  ascii: { name: 'ascii', limit: 0x80, reason: 'ordinal not in range(128)' },
};

export function encodeSimple(s: string, errors: string, kind: keyof typeof simpleEncoders): Uint8Array {
  const { name, limit, reason } = simpleEncoders[kind];
  const fast = new Uint8Array(s.length);
  let i = 0;
  for (; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c >= limit) break;
    fast[i] = c;
  }
  if (i === s.length) return fast;
  const chars = codePoints(s);
  const out = new ByteBuilder(s.length + 16);
  const put = (code: number): boolean => {
    if (code >= limit) return false;
    out.push(code);
    return true;
  };
  for (let at = 0; at < chars.length;) {
    const code = chars[at].codePointAt(0)!;
    if (put(code)) {
      at++;
      continue;
    }
    let end = at + 1;
    while (end < chars.length && chars[end].codePointAt(0)! >= limit) end++;
    at = encodeError(out, name, s, chars, at, end, reason, errors, put);
  }
  return out.finish();
}

const encoder = new TextEncoder();

export function encodeUtf8(s: string, errors = 'strict'): Uint8Array {
  if (s.length < 24) {
    const out = new Uint8Array(s.length);
    let i = 0;
    for (; i < s.length; i++) {
      const c = s.charCodeAt(i);
      if (c >= 0x80) break;
      out[i] = c;
    }
    if (i === s.length) return out;
  }
  if (!/[\ud800-\udfff]/.test(s) || !/\p{Cs}/u.test(s)) return encoder.encode(s);
  const chars = codePoints(s);
  const out = new ByteBuilder(s.length * 2);
  const put = (c: number): boolean => {
    if (c < 0x80) out.push(c);
    else out.append(encoder.encode(String.fromCodePoint(c)));
    return true;
  };
  const isSurrogate = (c: string): boolean => c.length === 1 && c >= '\ud800' && c <= '\udfff';
  for (let at = 0; at < chars.length;) {
    if (!isSurrogate(chars[at])) {
      put(chars[at++].codePointAt(0)!);
      continue;
    }
    let end = at + 1;
    while (end < chars.length && isSurrogate(chars[end])) end++;
    at = encodeError(
      out,
      'utf-8',
      s,
      chars,
      at,
      end,
      'surrogates not allowed',
      errors,
      // Replacements for UTFs are ASCII.
      (c) => c < 0x80 && put(c),
    );
  }
  return out.finish();
}

/** Puts the units of UTF-16 or UTF-32 in the byte order asked for. */
export function encodeUtfN(s: string, errors: string, size: 2 | 4, order: 'le' | 'be' | 'bom'): Uint8Array {
  const out = new ByteBuilder(s.length * size + 4);
  const big = order === 'be';
  const unit = (c: number): void => {
    const b = size === 2 ? [c & 255, c >> 8] : [c & 255, (c >> 8) & 255, (c >> 16) & 255, 0];
    if (big) b.reverse();
    for (const x of b) out.push(x);
  };
  if (order === 'bom') unit(0xfeff);
  const put = (c: number): void => {
    if (size === 4 || c < 0x10000) unit(c);
    else {
      unit(0xd7c0 + (c >> 10));
      unit(0xdc00 + (c & 0x3ff));
    }
  };
  const name = `utf-${size * 8}${order === 'bom' ? '' : `-${order}`}`;
  const chars = codePoints(s);
  for (let at = 0; at < chars.length;) {
    const c = chars[at].codePointAt(0)!;
    if (c < 0xd800 || c > 0xdfff) {
      put(c);
      at++;
      continue;
    }
    const replace = (x: number): boolean => {
      if (x >= 0x80) return false;
      put(x);
      return true;
    };
    at = encodeError(out, name, s, chars, at, at + 1, 'surrogates not allowed', errors, replace, size);
  }
  return out.finish();
}

// ---- decoding

/** A decoder's error handling: the text of the replacement, and where to go on. `object` is made only when needed. */
class DecodeErrors {
  private object: PyBytes | undefined;
  constructor(
    readonly name: string,
    readonly data: Uint8Array,
    readonly errors: string,
    private readonly source: Value | undefined,
  ) {}

  handle(start: number, end: number, reason: string): Replacement & { text: string } {
    this.object ??= this.source instanceof PyBytes ? this.source : new PyBytes(this.data.slice());
    const r = handleError(
      this.errors,
      unicodeError('decode', this.name, this.object, start, end, reason),
      this.data.length,
    );
    return r as Replacement & { text: string };
  }
}

export function decodeSimple(data: Uint8Array, errors: string, ascii: boolean, source?: Value): string {
  if (!ascii) return latin1(data);
  let first = 0;
  while (first < data.length && data[first] < 128) first++;
  if (first === data.length) return latin1(data);
  const handler = new DecodeErrors('ascii', data, errors, source);
  let out = latin1(data.subarray(0, first));
  for (let at = first; at < data.length;) {
    if (data[at] < 128) {
      out += String.fromCharCode(data[at++]);
      continue;
    }
    const r = handler.handle(at, at + 1, 'ordinal not in range(128)');
    out += r.text;
    at = r.next;
  }
  return out;
}

/** One character per byte. */
export function latin1(data: Uint8Array): string {
  if (data.length < 1024) return String.fromCharCode(...data);
  let out = '';
  for (let i = 0; i < data.length; i += 8192) out += String.fromCharCode(...data.subarray(i, i + 8192));
  return out;
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function decodeUtf8(data: Uint8Array, errors = 'strict', final = true, source?: Value): Decoded {
  let ascii = 0;
  if (data.length < 64) {
    while (ascii < data.length && data[ascii] < 128) ascii++;
    if (ascii === data.length) return { text: latin1(data), consumed: ascii };
  } else {
    try {
      return { text: strictDecoder.decode(data), consumed: data.length };
    } catch {
      // There is an error in it: find it below.
    }
  }
  return decodeUtf8Slowly(data, errors, final, source);
}

function decodeUtf8Slowly(data: Uint8Array, errors: string, final: boolean, source: Value | undefined): Decoded {
  const handler = new DecodeErrors('utf-8', data, errors, source);
  const parts: string[] = [];
  let at = 0;
  let text = '';
  const flush = (): void => {
    parts.push(text);
    text = '';
  };
  while (at < data.length) {
    const b = data[at];
    if (b < 0x80) {
      text += String.fromCharCode(b);
      at++;
      continue;
    }
    const need = b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    let bad = 0;
    let reason = 'invalid start byte';
    if (need === 0) bad = 1;
    else {
      let ok = 1;
      for (; ok < need && at + ok < data.length; ok++) {
        const x = data[at + ok];
        const low = ok === 1 ? (b === 0xe0 ? 0xa0 : b === 0xf0 ? 0x90 : 0x80) : 0x80;
        const high = ok === 1 ? (b === 0xed ? 0x9f : b === 0xf4 ? 0x8f : 0xbf) : 0xbf;
        if (x < low || x > high) break;
      }
      if (ok < need) {
        if (at + ok >= data.length) {
          if (!final) break;
          reason = 'unexpected end of data';
        } else {
          // Half of a surrogate, which a handler may want whole.
          if (!final && b === 0xed && ok === 1 && at + 2 === data.length && (data[at + 1] & 0xc0) === 0x80) break;
          reason = 'invalid continuation byte';
        }
        bad = ok;
      }
    }
    if (bad === 0) {
      let code = b & (0xff >> (need + 1));
      for (let i = 1; i < need; i++) code = (code << 6) | (data[at + i] & 0x3f);
      text += String.fromCodePoint(code);
      at += need;
      if (text.length > 4096) flush();
      continue;
    }
    const r = handler.handle(at, at + bad, reason);
    text += r.text;
    at = r.next;
  }
  flush();
  return { text: parts.join(''), consumed: at };
}

export interface DecodedUtf extends Decoded {
  /** -1 little endian, 1 big endian, 0 where no mark was seen yet. */
  order: number;
}

/** `order`: -1 little, 1 big, 0 by the byte-order mark (else little). */
export function decodeUtfN(
  data: Uint8Array,
  errors: string,
  size: 2 | 4,
  order: number,
  final: boolean,
  source?: Value,
): DecodedUtf {
  let big = order > 0;
  let at = 0;
  let seen = order;
  if (order === 0 && data.length >= size) {
    const read = (b: boolean): number => unitAt(data, 0, size, b);
    if (read(false) === 0xfeff) {
      seen = -1;
      at = size;
    } else if (read(true) === 0xfeff) {
      seen = 1;
      big = true;
      at = size;
    }
  }
  const name = `utf-${size * 8}-${big ? 'be' : 'le'}`;
  const handler = new DecodeErrors(name, data, errors, source);
  let text = '';
  while (at < data.length) {
    if (at + size > data.length) {
      if (!final) break;
      const r = handler.handle(at, data.length, 'truncated data');
      text += r.text;
      at = r.next;
      continue;
    }
    const c = unitAt(data, at, size, big);
    let error: string | undefined;
    let length: number = size;
    if (size === 4) {
      if (c >= 0xd800 && c <= 0xdfff) error = 'code point in surrogate code point range(0xd800, 0xe000)';
      else if (c > 0x10ffff) error = 'code point not in range(0x110000)';
      else text += String.fromCodePoint(c);
    } else if (c < 0xd800 || c > 0xdfff) text += String.fromCharCode(c);
    else if (c > 0xdbff) error = 'illegal encoding';
    else if (at + 4 > data.length) {
      if (!final) break;
      error = 'unexpected end of data';
      length = data.length - at;
    } else {
      const d = unitAt(data, at + 2, 2, big);
      if (d >= 0xdc00 && d <= 0xdfff) {
        text += String.fromCharCode(c, d);
        length = 4;
      } else error = 'illegal UTF-16 surrogate';
    }
    if (error === undefined) {
      at += length;
      continue;
    }
    const r = handler.handle(at, at + length, error);
    text += r.text;
    at = r.next;
  }
  return { text, consumed: at, order: seen };
}

function unitAt(data: Uint8Array, at: number, size: number, big: boolean): number {
  let n = 0;
  for (let i = 0; i < size; i++) n = n * 256 + data[at + (big ? i : size - 1 - i)];
  return n;
}
