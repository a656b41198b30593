/**
 * Codecs of backslash escapes and of character maps: unicode_escape, raw_unicode_escape, escape, charmap.
 *
 * Owns: the conversions. The module `_codecs` makes them functions.
 */
import { None } from '../objects/builtinTypes';
import { handleError, unicodeError } from '../objects/codecErrors';
import { isError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { typeOf, type Value } from '../objects/object';
import { getItem } from '../objects/subscript';
import { intOf, PyBytes, strOf } from '../objects/values';

const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0');
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Characters by code point; a lone surrogate is one. */
const codesOf = (s: string): number[] => Array.from(s, (c) => c.codePointAt(0)!);

export function encodeUnicodeEscape(s: string): Uint8Array {
  let out = '';
  for (const c of codesOf(s)) {
    if (c === 0x5c) out += '\\\\';
    else if (c === 9) out += '\\t';
    else if (c === 10) out += '\\n';
    else if (c === 13) out += '\\r';
    else if (c >= 0x20 && c < 0x7f) out += String.fromCharCode(c);
    else if (c < 0x100) out += `\\x${hex(c, 2)}`;
    else out += c < 0x10000 ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`;
  }
  return bytesOf(out);
}

export function encodeRawUnicodeEscape(s: string): Uint8Array {
  let out = '';
  for (const c of codesOf(s)) {
    if (c < 0x100) out += String.fromCharCode(c);
    else out += c < 0x10000 ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`;
  }
  return bytesOf(out);
}

const simple: Record<string, string> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  b: '\b',
  f: '\f',
  t: '\t',
  n: '\n',
  r: '\r',
  v: '\v',
  a: '\x07',
};

interface EscapeDecoding {
  text: string;
  consumed: number;
  /** The first escape that is none, with its backslash: worth a DeprecationWarning. */
  invalid: string | undefined;
}

/** Decodes; `raw` knows only \u and \U. An escape that is cut short is left for later unless `final`. */
export function decodeEscapes(data: Uint8Array, errors: string, final: boolean, raw: boolean): EscapeDecoding {
  const encoding = raw ? 'rawunicodeescape' : 'unicodeescape';
  const source = new PyBytes(data);
  let text = '';
  let invalid: string | undefined;
  let i = 0;
  const fail = (from: number, to: number, reason: string): void => {
    const r = handleError(errors, unicodeError('decode', encoding, source, from, to, reason), data.length);
    text += typeof r.text === 'string' ? r.text : '';
    i = r.next;
  };
  while (i < data.length) {
    const c = data[i];
    if (c !== 0x5c) {
      text += String.fromCharCode(c);
      i++;
      continue;
    }
    const start = i;
    if (i + 1 >= data.length) {
      if (!final) return { text, consumed: start, invalid };
      if (raw) {
        text += '\\';
        i++;
      } else fail(start, data.length, '\\ at end of string');
      continue;
    }
    const kind = String.fromCharCode(data[i + 1]);
    if (raw && kind !== 'u' && kind !== 'U') {
      text += `\\${kind}`;
      i += 2;
      continue;
    }
    if (!raw && kind in simple) {
      text += simple[kind];
      i += 2;
      continue;
    }
    if (!raw && kind >= '0' && kind <= '7') {
      let j = i + 1;
      let n = 0;
      while (j < data.length && j < i + 4 && data[j] >= 0x30 && data[j] <= 0x37) n = n * 8 + data[j++] - 0x30;
      if (n > 0o377) invalid ??= `\\${n.toString(8)}`;
      text += String.fromCharCode(n);
      i = j;
      continue;
    }
    const width = kind === 'u' ? 4 : kind === 'U' ? 8 : !raw && kind === 'x' ? 2 : 0;
    if (width > 0) {
      let j = i + 2;
      while (j < data.length && j < i + 2 + width && /[0-9a-fA-F]/.test(String.fromCharCode(data[j]))) j++;
      if (j < i + 2 + width) {
        if (j === data.length && !final) return { text, consumed: start, invalid };
        fail(start, j, `truncated \\${kind}${'X'.repeat(width)} escape`);
        continue;
      }
      const n = parseInt(String.fromCharCode(...data.subarray(i + 2, j)), 16);
      if (n > 0x10ffff) {
        fail(start, j, raw ? '\\Uxxxxxxxx out of range' : 'illegal Unicode character');
        continue;
      }
      text += String.fromCodePoint(n);
      i = j;
      continue;
    }
    if (kind === 'N') {
      const close = data.indexOf(0x7d, i);
      if (data[i + 2] !== 0x7b || close < 0 || close === i + 3) {
        if (!final && close < 0) return { text, consumed: start, invalid };
        fail(start, close < 0 ? data.length : close + 1, 'malformed \\N character escape');
        continue;
      }
      const found = characterByName.codeOf(String.fromCharCode(...data.subarray(i + 3, close)));
      if (found === undefined) {
        fail(start, close + 1, 'unknown Unicode character name');
        continue;
      }
      text += found;
      i = close + 1;
      continue;
    }
    invalid ??= `\\${kind}`;
    text += `\\${kind}`;
    i += 2;
  }
  return { text, consumed: data.length, invalid };
}

/** Characters by name for `\N{…}`; set where the tables of names are. */
export const characterByName: { codeOf: (name: string) => string | undefined } = { codeOf: () => undefined };

/** `codecs.escape_encode`: bytes as they stand in a literal. */
export function escapeBytes(data: Uint8Array): Uint8Array {
  let out = '';
  for (const c of data) {
    if (c === 0x27 || c === 0x5c) out += `\\${String.fromCharCode(c)}`;
    else if (c === 9) out += '\\t';
    else if (c === 10) out += '\\n';
    else if (c === 13) out += '\\r';
    else out += c >= 0x20 && c < 0x7f ? String.fromCharCode(c) : `\\x${hex(c, 2)}`;
  }
  return bytesOf(out);
}

/** `codecs.escape_decode`: the bytes of a literal's inside, and the first escape in it that is none. */
export function unescapeBytes(data: Uint8Array, errors: string): { bytes: Uint8Array; invalid: string | undefined } {
  const out: number[] = [];
  let invalid: string | undefined;
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 0x5c) {
      out.push(data[i]);
      continue;
    }
    if (++i >= data.length) throw valueError('Trailing \\ in string');
    const kind = String.fromCharCode(data[i]);
    if (kind in simple) for (const c of simple[kind]) out.push(c.charCodeAt(0));
    else if (kind >= '0' && kind <= '7') {
      let n = 0;
      let j = i;
      while (j < data.length && j < i + 3 && data[j] >= 0x30 && data[j] <= 0x37) n = n * 8 + data[j++] - 0x30;
      if (n > 0xff) invalid ??= `\\${n.toString(8)}`;
      out.push(n & 0xff);
      i = j - 1;
    } else if (kind === 'x') {
      const digits = String.fromCharCode(...data.subarray(i + 1, i + 3));
      if (/^[0-9a-fA-F]{2}$/.test(digits)) {
        out.push(parseInt(digits, 16));
        i += 2;
      } else if (errors === 'strict') throw valueError(`invalid \\x escape at position ${i - 1}`);
      else {
        if (errors === 'replace') out.push(0x3f);
        else if (errors !== 'ignore') throw valueError(`decoding error; unknown error handling code: ${errors}`);
        if (/^[0-9a-fA-F]/.test(digits)) i++;
      }
    } else {
      invalid ??= `\\${kind}`;
      out.push(0x5c, data[i]);
    }
  }
  return { bytes: Uint8Array.from(out), invalid };
}

/** What a mapping gives for a byte: text, or undefined for "no such character". */
function mapped(mapping: Value, byte: number): string | undefined {
  const table = strOf(mapping);
  let v: Value;
  if (table !== undefined) {
    const c = Array.from(table)[byte] as string | undefined;
    return c === undefined || c === '\ufffe' ? undefined : c;
  }
  try {
    v = getItem(mapping, byte);
  } catch (e) {
    if (isError(e, Exc.LookupError)) return undefined;
    throw e;
  }
  if (v === None) return undefined;
  const n = intOf(v);
  if (n !== undefined) {
    if (n === 0xfffe) return undefined;
    if (n < 0 || n > 0x10ffff) throw typeError('character mapping must be in range(0x110000)');
    return String.fromCodePoint(Number(n));
  }
  const s = strOf(v);
  if (s === undefined) throw typeError('character mapping must return integer, None or str');
  return s === '\ufffe' ? undefined : s;
}

export function decodeCharmap(data: Uint8Array, errors: string, mapping: Value): string {
  const table = strOf(mapping);
  const known = table === undefined ? undefined : Array.from(table);
  let text = '';
  for (let i = 0; i < data.length;) {
    const c = known === undefined ? mapped(mapping, data[i]) : known[data[i]];
    if (c !== undefined && c !== '\ufffe') {
      text += c;
      i++;
      continue;
    }
    const e = unicodeError('decode', 'charmap', new PyBytes(data), i, i + 1, 'character maps to <undefined>');
    const r = handleError(errors, e, data.length);
    text += typeof r.text === 'string' ? r.text : '';
    i = r.next;
  }
  return text;
}

/** The bytes for a character, or undefined. */
function encoded(mapping: Value, code: number): readonly number[] | undefined {
  let v: Value;
  try {
    v = getItem(mapping, code);
  } catch (e) {
    if (isError(e, Exc.LookupError)) return undefined;
    throw e;
  }
  if (v === None) return undefined;
  if (v instanceof PyBytes) return [...v.data];
  const n = intOf(v);
  if (n === undefined) throw typeError(`character mapping must return integer, bytes or None, not ${typeOf(v).tpName}`);
  if (n < 0 || n > 255) throw typeError('character mapping must be in range(256)');
  return [Number(n)];
}

export function encodeCharmap(s: string, errors: string, mapping: Value): Uint8Array {
  const codes = codesOf(s);
  const out: number[] = [];
  for (let i = 0; i < codes.length;) {
    const b = encoded(mapping, codes[i]);
    if (b !== undefined) {
      out.push(...b);
      i++;
      continue;
    }
    let end = i + 1;
    while (end < codes.length && encoded(mapping, codes[end]) === undefined) end++;
    const e = unicodeError('encode', 'charmap', s, i, end, 'character maps to <undefined>');
    const r = handleError(errors, e, codes.length);
    if (typeof r.text !== 'string') out.push(...r.text);
    else
      for (const c of codesOf(r.text)) {
        const replacement = encoded(mapping, c);
        if (replacement === undefined) throw e;
        out.push(...replacement);
      }
    i = r.next;
  }
  return Uint8Array.from(out);
}
