/**
 * `str.encode`, `bytes.decode`: the built-in codecs by name, all others through the codec registry.
 */
import { bytesOf } from './buffer';
import { newError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { typeOf, type Value } from './object';
import { decodeSimple, decodeUtf8, decodeUtfN, encodeSimple, encodeUtf8, encodeUtfN } from './utfCodecs';
import { PyBytes, strOf } from './values';

/** The registry behind other encodings; set by the module _codecs. */
export const codecRegistry = {} as {
  encode?(text: Value, encoding: string, errors: string): Value;
  decode?(data: Value, encoding: string, errors: string): Value;
};

type Encoder = (s: string, errors: string) => Uint8Array;
type Decoder = (data: Uint8Array, errors: string, source: Value) => string;

const encoders: Record<string, Encoder> = {
  utf8: encodeUtf8,
  latin1: (s, errors) => encodeSimple(s, errors, 'latin1'),
  ascii: (s, errors) => encodeSimple(s, errors, 'ascii'),
  utf16: (s, errors) => encodeUtfN(s, errors, 2, 'bom'),
  utf16le: (s, errors) => encodeUtfN(s, errors, 2, 'le'),
  utf16be: (s, errors) => encodeUtfN(s, errors, 2, 'be'),
  utf32: (s, errors) => encodeUtfN(s, errors, 4, 'bom'),
  utf32le: (s, errors) => encodeUtfN(s, errors, 4, 'le'),
  utf32be: (s, errors) => encodeUtfN(s, errors, 4, 'be'),
};

const decoders: Record<string, Decoder> = {
  utf8: (data, errors, source) => decodeUtf8(data, errors, true, source).text,
  latin1: (data, errors, source) => decodeSimple(data, errors, false, source),
  ascii: (data, errors, source) => decodeSimple(data, errors, true, source),
  utf16: (data, errors, source) => decodeUtfN(data, errors, 2, 0, true, source).text,
  utf16le: (data, errors, source) => decodeUtfN(data, errors, 2, -1, true, source).text,
  utf16be: (data, errors, source) => decodeUtfN(data, errors, 2, 1, true, source).text,
  utf32: (data, errors, source) => decodeUtfN(data, errors, 4, 0, true, source).text,
  utf32le: (data, errors, source) => decodeUtfN(data, errors, 4, -1, true, source).text,
  utf32be: (data, errors, source) => decodeUtfN(data, errors, 4, 1, true, source).text,
};

const aliases: Record<string, string> = {
  'iso88591': 'latin1', 'iso8859': 'latin1', 'l1': 'latin1', '88591': 'latin1', 'cp819': 'latin1', 'latin': 'latin1', 'usascii': 'ascii', '646': 'ascii',
  'u8': 'utf8', 'utf': 'utf8',
}; // prettier-ignore

const normalized = new Map<string, string>();

/** The key of a built-in codec, or a name that is none. */
function codecKey(encoding: string): string {
  let key = normalized.get(encoding);
  if (key === undefined) {
    const bare = encoding.toLowerCase().replace(/[-_ ]/g, '');
    key = aliases[bare] ?? bare;
    normalized.set(encoding, key);
  }
  return key;
}

/** A handler's name is a C string. */
function checkErrors(errors: string): void {
  if (errors !== 'strict' && errors.includes('\0')) throw valueError('embedded null character');
}

/** `s.encode(encoding, errors)`. */
export function encode(text: Value, encoding: string, errors: string): PyBytes {
  checkErrors(errors);
  const f = encoders[codecKey(encoding)] as Encoder | undefined;
  if (f !== undefined) return new PyBytes(f(strOf(text)!, errors));
  if (codecRegistry.encode === undefined) throw newError(Exc.LookupError, `unknown encoding: ${encoding}`);
  const r = codecRegistry.encode(text, encoding, errors);
  if (r instanceof PyBytes) return r;
  throw typeError(
    `'${encoding}' encoder returned '${typeOf(r).tpName}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types`,
  );
}

/** `data.decode(encoding, errors)` of a bytes-like object. */
export function decode(data: Value, encoding: string, errors: string): string {
  checkErrors(errors);
  const bytes = bytesOf(data);
  // Of no bytes nobody asks in which encoding they are.
  if (bytes?.length === 0) return '';
  const f = decoders[codecKey(encoding)] as Decoder | undefined;
  if (f !== undefined) return f(bytes!, errors, data);
  if (codecRegistry.decode === undefined) throw newError(Exc.LookupError, `unknown encoding: ${encoding}`);
  const r = codecRegistry.decode(data, encoding, errors);
  const s = strOf(r);
  if (s !== undefined) return s;
  throw typeError(
    `'${encoding}' decoder returned '${typeOf(r).tpName}' instead of 'str'; use codecs.decode() to decode to arbitrary types`,
  );
}
