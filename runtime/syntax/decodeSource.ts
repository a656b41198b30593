/**
 * Bytes of a source file → text: byte order mark, PEP 263 declaration, UTF-8 by default.
 *
 * Owns: finding the encoding and decoding. Must not know: Python's codec registry, by which the runtime decodes what is in
 * another encoding than UTF-8.
 */

import { codePoints } from './lexerState';
import { PySyntaxError } from './syntaxError';

const DECLARATION = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const BLANK = /^[ \t\f]*(?:[#\r\n]|$)/;

/** Text in any other encoding than UTF-8 and Latin-1, by its declared name; throws what `decodeSource` is to throw. */
export type DecodeDeclared = (content: Uint8Array, encoding: string, filename: string) => string;

/** Decodes a source file as CPython does; throws PySyntaxError where CPython raises SyntaxError. */
export function decodeSource(bytes: Uint8Array, filename: string, decode: DecodeDeclared = decodeByHost): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = hasMark ? bytes.subarray(3) : bytes;
  const declared = declaredEncoding(content);
  const encoding = declared === null ? 'utf-8' : normalizeEncoding(declared);
  if (hasMark && encoding !== 'utf-8') {
    const line =
      decodeLatin1(content)
        .split(/\r?\n/)
        .find((text) => DECLARATION.test(text)) ?? '';
    const message = `encoding problem: ${declared} with BOM`;
    throw new PySyntaxError('SyntaxError', message, filename, 1, 0, 1, line.length, line);
  }
  if (declared === null || encoding === 'utf-8') return decodeUtf8(content, filename, declared);
  if (encoding === 'iso-8859-1') return decodeLatin1(content);
  return decode(translateNewlines(content), declared, filename);
}

/** One byte a line end, and one at the end: CPython's translate_newlines. Positions in errors count so. */
function translateNewlines(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length + 1);
  let n = 0;
  bytes.forEach((byte, i) => {
    if (byte === 10 && bytes[i - 1] === 13) return;
    out[n++] = byte === 13 ? 10 : byte;
  });
  if (out[n - 1] !== 10) out[n++] = 10;
  return out.subarray(0, n);
}

/** With the encodings that JavaScript has: for tools, which run no program. */
function decodeByHost(content: Uint8Array, declared: string, filename: string): string {
  const encoding = normalizeEncoding(declared);
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding === 'ascii' ? 'utf-8' : encoding, { fatal: true, ignoreBOM: true });
  } catch {
    throw encodingError(`unknown encoding: ${declared}`, filename);
  }
  if (encoding === 'ascii') {
    const bad = content.findIndex((byte) => byte > 127);
    if (bad >= 0) {
      const hex = content[bad].toString(16);
      throw encodingError(
        `'ascii' codec can't decode byte 0x${hex} in position ${bad}: ordinal not in range(128)`,
        filename,
      );
    }
  }
  try {
    return decoder.decode(content);
  } catch {
    throw encodingError(`(unicode error) '${encoding}' codec can't decode the source`, filename);
  }
}

/** The encoding named in one of the first two lines, or null. */
export function declaredEncoding(bytes: Uint8Array): string | null {
  let start = 0;
  for (let line = 0; line < 2; line++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    const text = decodeLatin1(bytes.subarray(start, end));
    const match = DECLARATION.exec(text);
    if (match !== null) return match[1];
    if (!BLANK.test(text)) return null;
    start = end + (bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1);
  }
  return null;
}

/** Mirrors get_normal_name: the spellings of UTF-8 and Latin-1. */
function normalizeEncoding(name: string): string {
  const normal = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (normal === 'utf-8' || normal.startsWith('utf-8-')) return 'utf-8';
  if (
    /^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(normal) ||
    normal === 'latin1' ||
    normal === 'latin' ||
    normal === 'l1'
  )
    return 'iso-8859-1';
  if (normal === 'us-ascii') return 'ascii';
  const full = name.toLowerCase().replaceAll('_', '-');
  return PYTHON_TO_WHATWG[full] ?? full;
}

/** Python's names of encodings that the Encoding Standard spells otherwise. */
const PYTHON_TO_WHATWG: Record<string, string> = {
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  cp1253: 'windows-1253',
  cp1254: 'windows-1254',
  cp1255: 'windows-1255',
  cp1256: 'windows-1256',
  cp1257: 'windows-1257',
  cp1258: 'windows-1258',
  cp949: 'euc-kr',
  cp936: 'gbk',
  cp932: 'shift_jis',
  'shift-jis': 'shift_jis',
  'mac-roman': 'macintosh',
  'iso8859-15': 'iso-8859-15',
  'latin-9': 'iso-8859-15',
  latin9: 'iso-8859-15',
};

function decodeLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

function decodeUtf8(bytes: Uint8Array, filename: string, declared: string | null): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const bad = firstInvalidByte(bytes);
    const hex = bytes[bad].toString(16).padStart(2, '0');
    if (declared !== null && normalizeEncoding(declared) !== 'utf-8') {
      throw encodingError(`'utf-8' codec can't decode byte 0x${hex} in position ${bad}: invalid start byte`, filename);
    }
    let line = 1;
    let lineStart = 0;
    for (let i = 0; i < bad; i++) {
      if (bytes[i] !== 10) continue;
      line++;
      lineStart = i + 1;
    }
    const before = new TextDecoder('utf-8').decode(bytes.subarray(lineStart, bad));
    const offset = codePoints(before, 0, before.length) + 1;
    const hint = 'but no encoding declared; see https://peps.python.org/pep-0263/ for details';
    const message = `Non-UTF-8 code starting with '\\x${hex}' on line ${line}, ${hint}`;
    const lineEnd = bytes.indexOf(10, bad);
    const text = new TextDecoder('utf-8').decode(bytes.subarray(lineStart, lineEnd < 0 ? bytes.length : lineEnd));
    throw new PySyntaxError('SyntaxError', message, filename, line, offset, line, offset, text);
  }
}

/** The index of the first byte that cannot belong to UTF-8. */
function firstInvalidByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const size = sequenceSize(bytes, at);
    if (size === 0) return at;
    at += size;
  }
  return bytes.length - 1;
}

/** How many bytes the well-formed sequence at `at` has, or 0. */
function sequenceSize(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead < 0x80) return 1;
  const size = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < size; i++) if ((bytes[at + i] & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1];
  const overlong = (lead === 0xe0 && second < 0xa0) || (lead === 0xf0 && second < 0x90);
  const beyond = (lead === 0xed && second >= 0xa0) || (lead === 0xf4 && second >= 0x90);
  return overlong || beyond ? 0 : size;
}

/** Where the text cannot be decoded there is no line to show. */
export function encodingError(message: string, filename: string): PySyntaxError {
  return new PySyntaxError('SyntaxError', message, filename, 0, -1, null, null, null);
}
