/**
 * The values of string and bytes literals: prefixes, quotes and escapes.
 *
 * Owns: decoding. Must not know: tokens, the AST. An undecodable literal throws LiteralError, whose text the error
 * pass turns into CPython's message.
 */

import { lookUpCharacterName } from './characterNames';

export class LiteralError extends Error {}

/** Called for `\d` and the like, and for octal escapes past \377; `index` is that of the backslash. */
export type EscapeWarning = (message: string, index: number) => void;

const BACKSLASH = 0x5c;

export interface LiteralPrefix {
  bytes: boolean;
  raw: boolean;
  unicode: boolean;
  /** Index of the first character of the content, from the literal's start. */
  bodyStart: number;
  quoteSize: number;
}

/** Takes the literal source[start, end) apart. */
export function splitLiteral(source: string, start: number, end: number): LiteralPrefix {
  let pos = start;
  let bytes = false;
  let raw = false;
  let unicode = false;
  for (;;) {
    const letter = source.charCodeAt(pos) | 0x20;
    if (letter === 0x62) bytes = true;
    else if (letter === 0x72) raw = true;
    else if (letter === 0x75) unicode = source.charCodeAt(pos) === 0x75;
    else break;
    pos++;
  }
  const quote = source.charCodeAt(pos);
  const triple = end - pos >= 6 && source.charCodeAt(pos + 1) === quote && source.charCodeAt(pos + 2) === quote;
  const quoteSize = triple ? 3 : 1;
  return { bytes, raw, unicode, bodyStart: pos + quoteSize - start, quoteSize };
}

/** Decodes the escapes of a str literal's content. */
export function decodeStr(body: string, warn?: EscapeWarning): string {
  let at = body.indexOf('\\');
  if (at < 0) return body;
  let result = '';
  let from = 0;
  while (at >= 0) {
    result += body.slice(from, at);
    const code = body.charCodeAt(at + 1);
    const simple = simpleEscape(code);
    if (simple !== null) {
      result += simple;
      from = at + 2;
    } else if (code >= 0x30 && code <= 0x37) {
      from = octalEnd(body, at);
      const value = parseInt(body.slice(at + 1, from), 8);
      if (value > 0o377) warn?.(octalWarning(body.slice(at, from)), at);
      result += String.fromCharCode(value);
    } else if (code === 0x78) {
      from = at + 4;
      result += hexEscape(body, at, 2, 'truncated \\xXX escape');
    } else if (code === 0x75) {
      from = at + 6;
      result += hexEscape(body, at, 4, 'truncated \\uXXXX escape');
    } else if (code === 0x55) {
      from = at + 10;
      result += hexEscape(body, at, 8, 'truncated \\UXXXXXXXX escape');
    } else if (code === 0x4e) {
      const close = body.charCodeAt(at + 2) === 0x7b ? body.indexOf('}', at + 3) : -1;
      if (close <= at + 3) {
        const stop = close > 0 ? close : body.charCodeAt(at + 2) === 0x7b ? body.length - 1 : at + 1;
        throw unicodeError(body, at, stop, 'malformed \\N character escape');
      }
      const text = lookUpCharacterName(body.slice(at + 3, close));
      if (text === null) throw unicodeError(body, at, close, 'unknown Unicode character name');
      result += text;
      from = close + 1;
    } else {
      // CPython turns a backslash before what is beyond ASCII into an escape of itself, without a word.
      if (body.charCodeAt(at + 1) < 0x80) warn?.(escapeWarning(escapeAt(body, at)), at);
      result += '\\';
      from = at + 1;
    }
    at = body.indexOf('\\', from);
  }
  return result + body.slice(from);
}

/** Decodes a bytes literal's content; characters beyond ASCII must have been refused before. */
export function decodeBytes(body: string, raw: boolean, warn?: EscapeWarning): Uint8Array {
  const result = new Uint8Array(body.length);
  let length = 0;
  let pos = 0;
  while (pos < body.length) {
    const code = body.charCodeAt(pos);
    if (code !== BACKSLASH || raw) {
      result[length++] = code;
      pos++;
      continue;
    }
    const next = body.charCodeAt(pos + 1);
    const simple = simpleEscape(next);
    if (simple !== null) {
      if (simple !== '') result[length++] = simple.charCodeAt(0);
      pos += 2;
    } else if (next >= 0x30 && next <= 0x37) {
      const end = octalEnd(body, pos);
      const value = parseInt(body.slice(pos + 1, end), 8);
      if (value > 0o377) warn?.(octalWarning(body.slice(pos, end)), pos);
      result[length++] = value & 0xff;
      pos = end;
    } else if (next === 0x78) {
      const digits = body.slice(pos + 2, pos + 4);
      if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
        throw new LiteralError(`(value error) invalid \\x escape at position ${pos}`);
      }
      result[length++] = parseInt(digits, 16);
      pos += 4;
    } else {
      warn?.(escapeWarning(escapeAt(body, pos)), pos);
      result[length++] = BACKSLASH;
      pos++;
    }
  }
  return result.slice(0, length);
}

function simpleEscape(code: number): string | null {
  switch (code) {
    case 10:
      return '';
    case BACKSLASH:
      return '\\';
    case 0x27:
      return "'";
    case 0x22:
      return '"';
    case 0x61:
      return '\x07';
    case 0x62:
      return '\b';
    case 0x66:
      return '\f';
    case 0x6e:
      return '\n';
    case 0x72:
      return '\r';
    case 0x74:
      return '\t';
    case 0x76:
      return '\v';
    default:
      return null;
  }
}

function octalEnd(body: string, backslash: number): number {
  let end = backslash + 2;
  while (end < backslash + 4) {
    const code = body.charCodeAt(end);
    if (!(code >= 0x30 && code <= 0x37)) break;
    end++;
  }
  return end;
}

function hexEscape(body: string, backslash: number, digits: number, problem: string): string {
  const start = backslash + 2;
  let end = start;
  while (end < start + digits && /[0-9a-fA-F]/.test(body.charAt(end))) end++;
  if (end < start + digits) throw unicodeError(body, backslash, end - 1, problem);
  const value = parseInt(body.slice(start, end), 16);
  if (value > 0x10ffff) throw unicodeError(body, backslash, end - 1, 'illegal Unicode character');
  return String.fromCodePoint(value);
}

function unicodeError(body: string, start: number, last: number, problem: string): LiteralError {
  // CPython counts in a copy in which every character beyond ASCII is spelt as ten: \UXXXXXXXX.
  const place = (index: number): number => {
    let position = 0;
    for (let i = 0; i < index;) {
      const code = body.codePointAt(i) as number;
      position += code > 127 ? 10 : 1;
      i += code > 0xffff ? 2 : 1;
    }
    return position;
  };
  const from = place(start);
  const to = place(last);
  const range = from === to ? `byte 0x5c in position ${from}` : `bytes in position ${from}-${to}`;
  return new LiteralError(`(unicode error) 'unicodeescape' codec can't decode ${range}: ${problem}`);
}

const SUCH = 'Such sequences will not work in the future. ';

/** What an error says in a warning's place. */
export const warningAsError = (message: string): string => message.replace(SUCH, '');

const escapeAt = (body: string, backslash: number): string =>
  `\\${String.fromCodePoint(body.codePointAt(backslash + 1) ?? 0)}`;

function octalWarning(escape: string): string {
  return `"${escape}" is an invalid octal escape sequence. ${SUCH}Did you mean "\\${escape}"? A raw string is also an option.`;
}

/** The message for `\\d`. */
export function escapeWarning(escape: string): string {
  return `"${escape}" is an invalid escape sequence. ${SUCH}Did you mean "\\${escape}"? A raw string is also an option.`;
}
