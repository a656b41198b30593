/** What zlib/stream.ts takes from pako, a port of zlib to JavaScript that brings no types for its inner modules. */
/* eslint-disable no-restricted-exports -- pako's modules have default exports */

declare module 'pako/lib/zlib/zstream.js' {
  export default class ZStream {
    input: Uint8Array | null;
    next_in: number;
    avail_in: number;
    total_in: number;
    output: Uint8Array | null;
    next_out: number;
    avail_out: number;
    total_out: number;
    msg: string;
    state: object | null;
    adler: number;
  }
}

declare module 'pako/lib/zlib/deflate.js' {
  import type ZStream from 'pako/lib/zlib/zstream.js';
  export function deflateInit2(
    strm: ZStream,
    level: number,
    method: number,
    windowBits: number,
    memLevel: number,
    strategy: number,
    legacyHash?: boolean,
  ): number;
  export function deflate(strm: ZStream, flush: number): number;
  export function deflateSetDictionary(strm: ZStream, dictionary: Uint8Array): number;
}

declare module 'pako/lib/zlib/inflate.js' {
  import type ZStream from 'pako/lib/zlib/zstream.js';
  export function inflateInit2(strm: ZStream, windowBits: number): number;
  export function inflate(strm: ZStream, flush: number): number;
  export function inflateSetDictionary(strm: ZStream, dictionary: Uint8Array): number;
}

declare module 'pako/lib/zlib/adler32.js' {
  export default function adler32(adler: number, data: Uint8Array, length: number, position: number): number;
}
