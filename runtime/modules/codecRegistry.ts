/**
 * The codec registry and encoding and decoding by name (CPython's codecs.c).
 *
 * Owns: search functions, the cache, error handlers' names. UTF-8, ASCII and Latin-1 are done here while all is well,
 * so that nothing of `encodings` must be loaded for them.
 */
import { getAttr, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { newError, typeError, valueError } from '../objects/errors';
import { isInstanceOf, typeOf, type Value } from '../objects/object';
import { encodeUtf8 } from '../objects/utfCodecs';
import { PyTuple } from '../objects/values';
import { tupleType } from '../objects/builtinTypes';
import { addGcRoot } from '../objects/finalizable';

const searchers: Value[] = [];
const cache = new Map<string, PyTuple>();

/** Imports `encodings`, which registers its search function; set by the start-up. */
export const codecHooks = { loadEncodings: (): void => undefined };

let encodingsLoaded = false;

addGcRoot(() => searchers);

export function registerSearch(f: Value): void {
  if (typeOf(f).tp_call === null) throw typeError('argument must be callable');
  searchers.push(f);
}

export function unregisterSearch(f: Value): void {
  const at = searchers.indexOf(f);
  if (at < 0) return;
  searchers.splice(at, 1);
  cache.clear();
}

/** CPython's _Py_normalize_encoding: runs of anything but ASCII letters, digits and dots are one underscore. */
function normalize(encoding: string): string {
  return encoding
    .replace(/[^A-Za-z0-9.]+/g, (_, at: number) => (at === 0 ? '' : '_'))
    .replace(/_$/, '')
    .replace(/[A-Z]/g, (c) => c.toLowerCase());
}

/** CPython's _PyCodec_Lookup; raises LookupError. */
export function lookupCodec(encoding: string): PyTuple {
  const name = normalize(encoding);
  // The name goes through C, as UTF-8.
  if (encoding.includes('\0')) throw valueError('embedded null character');
  if (/[\ud800-\udfff]/.test(encoding)) encodeUtf8(encoding);
  const known = cache.get(name);
  if (known !== undefined) return known;
  if (!encodingsLoaded) {
    encodingsLoaded = true;
    codecHooks.loadEncodings();
  }
  for (const f of [...searchers]) {
    const r = call(f, [name]);
    if (r === None) continue;
    if (!(r instanceof PyTuple) || r.items.length !== 4) throw typeError('codec search functions must return 4-tuples');
    cache.set(name, r);
    return r;
  }
  throw newError('LookupError', `unknown encoding: ${encoding}`);
}

/** Like lookupCodec, for text encodings alone; `alternative` is what to use instead, if anything. */
export function lookupTextCodec(encoding: string, alternative?: string): PyTuple {
  const info = lookupCodec(encoding);
  if (isInstanceOf(info, tupleType) && info.cls !== tupleType) {
    const isText = lookupAttr(info, '_is_text_encoding');
    if (isText !== undefined && !isTrue(isText))
      throw newError(
        'LookupError',
        `'${encoding}' is not a text encoding${alternative === undefined ? '' : `; use ${alternative} to handle arbitrary codecs`}`,
      );
  }
  return info;
}

export type BasicEncoding = 'utf-8' | 'ascii' | 'latin-1';

const basic: Record<string, BasicEncoding> = {
  utf8: 'utf-8',
  'utf-8': 'utf-8',
  cp65001: 'utf-8',
  ascii: 'ascii',
  'us-ascii': 'ascii',
  646: 'ascii',
  latin1: 'latin-1',
  'latin-1': 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
  8859: 'latin-1',
};

/** One of the three encodings that need no codec object; undefined for all others. */
export function basicEncoding(encoding: string): BasicEncoding | undefined {
  return basic[encoding.toLowerCase().replace(/_/g, '-')];
}

export function codecAttr(encoding: string, name: 'incrementaldecoder' | 'incrementalencoder', errors: string): Value {
  return call(getAttr(lookupTextCodec(encoding), name), [errors]);
}
