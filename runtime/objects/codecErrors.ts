/**
 * Unicode errors and their handlers (CPython's codecs.c, error handling part).
 *
 * Owns: the exceptions, the built-in handlers, the table of registered ones.
 */
import { call } from './call';
import { newError, typeError } from './errors';
import { Exc, type PyBaseException } from './exceptionTypes';
import { isInstanceOf, isSubtype, typeOf, type Value } from './object';
import { codePoints, strLength, strRange } from './strOps';
import { escapeCode } from './strRepr';
import { tupleType } from './builtinTypes';
import { intOf, PyBytes, type PyTuple, strOf } from './values';

/** Error handlers written in Python: `codecs.register_error`. */
export const registeredHandlers = new Map<string, Value>();

/** Name of a character for `namereplace`; set by unicodedata's tables. */
export const characterNames: { nameOf: (code: number) => string | undefined } = { nameOf: () => undefined };

export function unicodeError(
  kind: 'encode' | 'decode',
  encoding: string,
  object: Value,
  start: number,
  end: number,
  reason: string,
): PyBaseException {
  const e = newError(kind === 'encode' ? Exc.UnicodeEncodeError : Exc.UnicodeDecodeError);
  e.args = [encoding, object, start, end, reason];
  e.fields = new Map<string, Value>([
    ['encoding', encoding],
    ['object', object],
    ['start', start],
    ['end', end],
    ['reason', reason],
  ]);
  return e;
}

/** What a handler gives: text (or, when encoding, bytes) and where to go on. */
export interface Replacement {
  text: string | Uint8Array;
  next: number;
}

function field(e: PyBaseException, name: string): Value {
  const v = e.fields?.get(name);
  if (v === undefined) throw typeError(`${name} attribute not set`);
  return v;
}

/** What is wrong, within the object: CPython's unicode_error_adjust_start and _end. */
function rangeOf(e: PyBaseException, size: number): { start: number; end: number } {
  const start = Math.max(0, Math.min(Number(field(e, 'start')), size - 1));
  const end = Math.min(Math.max(Number(field(e, 'end')), 1), size);
  return { start, end };
}

/** The characters that an encoder or a translation stumbled over. */
function badCharacters(e: PyBaseException): { codes: number[]; end: number } {
  const text = textOf(e);
  const { start, end } = rangeOf(e, strLength(text));
  return { codes: codePoints(strRange(text, start, Math.max(start, end))).map((c) => c.codePointAt(0)!), end };
}

function textOf(e: PyBaseException): string {
  const text = strOf(field(e, 'object'));
  if (text === undefined) throw typeError('object attribute must be unicode');
  return text;
}

function bytesOf(e: PyBaseException): Uint8Array {
  const object = field(e, 'object');
  if (!(object instanceof PyBytes)) throw typeError('object attribute must be bytes');
  return object.data;
}

function wrongException(e: Value) {
  return typeError(`don't know how to handle ${typeOf(e).tpName} in error callback`);
}

const isEncode = (e: PyBaseException): boolean => isSubtype(e.cls, Exc.UnicodeEncodeError);
const isDecode = (e: PyBaseException): boolean => isSubtype(e.cls, Exc.UnicodeDecodeError);
const isTranslate = (e: PyBaseException): boolean => isSubtype(e.cls, Exc.UnicodeTranslateError);

type Handler = (e: PyBaseException) => Replacement;

const escaped =
  (escape: (code: number) => string): Handler =>
  (e) => {
    if (!isEncode(e) && !isTranslate(e)) throw wrongException(e);
    const { codes, end } = badCharacters(e);
    return { text: codes.map(escape).join(''), next: end };
  };

const xmlEscape = escaped((c) => `&#${c};`);
const nameEscape = escaped((c) => {
  const name = characterNames.nameOf(c);
  return name === undefined ? escapeCode(c) : `\\N{${name}}`;
});
const backslash = escaped(escapeCode);

/** The bytes a decoder stumbled over. */
function badBytes(e: PyBaseException): { bytes: Uint8Array; start: number; end: number } {
  const data = bytesOf(e);
  const { start, end } = rangeOf(e, data.length);
  return { bytes: data.subarray(start, Math.max(start, end)), start, end };
}

/** The UTF a codec name stands for, for surrogatepass. */
function utfOf(encoding: string): { size: number; big: boolean } | undefined {
  const name = encoding.toLowerCase().replaceAll('_', '-');
  if (name === 'utf-8' || name === 'utf8' || name === 'cp65001') return { size: 3, big: false };
  const m = /^utf-?(16|32)(-?(le|be))?$/.exec(name);
  return m === null ? undefined : { size: Number(m[1]) / 8, big: m[3] === 'be' };
}

function surrogatePass(e: PyBaseException): Replacement {
  if (!isEncode(e) && !isDecode(e)) throw wrongException(e);
  const bad = isEncode(e) ? badCharacters(e) : undefined;
  const data = bad === undefined ? bytesOf(e) : new Uint8Array(0);
  const utf = utfOf(strOf(field(e, 'encoding'))!);
  if (utf === undefined) throw e;
  if (bad !== undefined) {
    const out: number[] = [];
    for (const c of bad.codes) {
      if (c < 0xd800 || c > 0xdfff) throw e;
      if (utf.size === 3) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 0x3f), 0x80 | (c & 0x3f));
      else {
        const unit = utf.size === 2 ? [c & 255, c >> 8] : [c & 255, c >> 8, 0, 0];
        out.push(...(utf.big ? unit.reverse() : unit));
      }
    }
    return { text: Uint8Array.from(out), next: bad.end };
  }
  const { start } = rangeOf(e, data.length);
  let code = 0;
  if (start + utf.size <= data.length) {
    const b = data.subarray(start, start + utf.size);
    if (utf.size === 3) {
      if ((b[0] & 0xf0) === 0xe0 && (b[1] & 0xc0) === 0x80 && (b[2] & 0xc0) === 0x80)
        code = ((b[0] & 15) << 12) | ((b[1] & 63) << 6) | (b[2] & 63);
    } else for (let i = 0; i < utf.size; i++) code = code * 256 + b[utf.big ? i : utf.size - 1 - i];
  }
  if (code < 0xd800 || code > 0xdfff) throw e;
  return { text: String.fromCharCode(code), next: start + utf.size };
}

function surrogateEscape(e: PyBaseException): Replacement {
  if (isEncode(e)) {
    const { codes, end } = badCharacters(e);
    const out = codes.map((c) => {
      if (c < 0xdc80 || c > 0xdcff) throw e;
      return c - 0xdc00;
    });
    return { text: Uint8Array.from(out), next: end };
  }
  if (!isDecode(e)) throw wrongException(e);
  const { bytes, start } = badBytes(e);
  let text = '';
  for (const b of bytes.subarray(0, 4)) {
    if (b < 128) break;
    text += String.fromCharCode(0xdc00 + b);
  }
  if (text === '') throw e;
  return { text, next: start + text.length };
}

const handlers: Record<string, Handler> = {
  strict: (e) => {
    throw e;
  },
  ignore: (e) => {
    if (isDecode(e)) return { text: '', next: badBytes(e).end };
    if (!isEncode(e) && !isTranslate(e)) throw wrongException(e);
    return { text: '', next: badCharacters(e).end };
  },
  replace: (e) => {
    if (isDecode(e)) return { text: '\ufffd', next: badBytes(e).end };
    if (!isEncode(e) && !isTranslate(e)) throw wrongException(e);
    const { codes, end } = badCharacters(e);
    return { text: (isEncode(e) ? '?' : '\ufffd').repeat(codes.length), next: end };
  },
  xmlcharrefreplace: (e) => {
    if (!isEncode(e)) throw wrongException(e);
    return xmlEscape(e);
  },
  namereplace: (e) => {
    if (!isEncode(e)) throw wrongException(e);
    return nameEscape(e);
  },
  backslashreplace: (e) => {
    if (!isDecode(e)) return backslash(e);
    const { bytes, end } = badBytes(e);
    const text = Array.from(bytes, (b) => `\\x${b.toString(16).padStart(2, '0')}`).join('');
    return { text, next: end };
  },
  surrogatepass: surrogatePass,
  surrogateescape: surrogateEscape,
};

export const builtinHandlers: ReadonlyMap<string, Handler> = new Map(Object.entries(handlers));

export function builtinHandler(errors: string): Handler {
  const handler = builtinHandlers.get(errors);
  if (handler === undefined) throw newError(Exc.LookupError, `unknown error handler name '${errors}'`);
  return handler;
}

/** Calls the handler `errors` for an exception; `size` is the length of the object. */
export function handleError(errors: string, e: PyBaseException, size: number): Replacement {
  const python = registeredHandlers.get(errors);
  if (python === undefined) return builtinHandler(errors)(e);
  const r = call(python, [e]);
  const encoding = isEncode(e);
  const items = isInstanceOf(r, tupleType) ? (r as PyTuple).items : [];
  const text =
    items.length === 2
      ? (strOf(items[0]) ?? (encoding && items[0] instanceof PyBytes ? items[0].data : undefined))
      : undefined;
  const at = items.length === 2 ? intOf(items[1]) : undefined;
  if (text === undefined || at === undefined)
    throw typeError(
      `${encoding ? 'encoding' : 'decoding'} error handler must return (${encoding ? 'str/bytes' : 'str'}, int) tuple`,
    );
  let next = Number(at);
  if (next < 0) next += size;
  if (next < 0 || next > size) throw newError(Exc.IndexError, `position ${at} from error handler out of bounds`);
  return { text, next };
}
