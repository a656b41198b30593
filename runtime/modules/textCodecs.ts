/**
 * Whole strings in the three basic encodings: fast while nothing is wrong, else by the codec with its error handling.
 */
import type { BasicEncoding } from './codecRegistry';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The codecs with error handlers; set by the module _codecs. */
export const fullCodecs = {} as {
  encode(encoding: BasicEncoding, text: string, errors: string): Uint8Array;
  decode(encoding: BasicEncoding, data: Uint8Array, errors: string): string;
};

export function encodeWith(encoding: BasicEncoding, text: string, errors: string): Uint8Array {
  if (encoding === 'utf-8') {
    if (isWellFormed(text)) return encoder.encode(text);
  } else {
    const limit = encoding === 'ascii' ? 0x80 : 0x100;
    const out = new Uint8Array(text.length);
    let i = 0;
    for (; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c >= limit) break;
      out[i] = c;
    }
    if (i === text.length) return out;
  }
  return fullCodecs.encode(encoding, text, errors);
}

export function decodeWith(encoding: BasicEncoding, data: Uint8Array, errors: string): string {
  if (encoding === 'utf-8') {
    try {
      return decoder.decode(data);
    } catch {
      return fullCodecs.decode(encoding, data, errors);
    }
  }
  if (encoding === 'ascii' && data.some((b) => b >= 0x80)) return fullCodecs.decode(encoding, data, errors);
  return latin1(data);
}

function latin1(data: Uint8Array): string {
  let s = '';
  for (let i = 0; i < data.length; i += 8192) s += String.fromCharCode(...data.subarray(i, i + 8192));
  return s;
}

/** No lone surrogates. */
function isWellFormed(s: string): boolean {
  return !/[\ud800-\udfff]/.test(s) || !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(s);
}
