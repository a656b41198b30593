/**
 * What the library's modules make at run time from texts that are always the same, made when the library is built: the
 * programs of regular expressions, the code of generated sources (named tuples, dataclasses).
 *
 * Owns: the file's format and finding things in it. Must not know: what they are for; where the file comes from.
 *
 * Layout: format, number of entries; for each a hash of its key and its length; the entries: key and result.
 */
import { ByteReader, ByteWriter } from './byteStream';

/** Changes with the format of the file or of what is in it. */
export const PREPARED_FORMAT = 0xc0df0001;

/** Of text, in 53 bits. */
function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b) ^ (a >>> 15);
  }
  return (b >>> 11) * 0x100000000 + (a >>> 0);
}

export interface PreparedEntry {
  key: string;
  result: Uint8Array;
}

const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** Keys that UTF-8 cannot hold are left out. */
export function preparedBytes(all: readonly PreparedEntry[]): Uint8Array {
  const entries = all.filter(({ key }) => !LONE_SURROGATE.test(key));
  const index = new ByteWriter();
  index.uint(PREPARED_FORMAT);
  index.uint(entries.length);
  const sections = new ByteWriter();
  for (const { key, result } of entries) {
    const start = sections.length;
    sections.utf8(key);
    sections.raw(result);
    index.uint(hashOf(key));
    index.uint(sections.length - start);
  }
  index.raw(sections.finish());
  return index.finish();
}

export class PreparedArchive {
  private readonly places = new Map<number, [start: number, end: number]>();

  /** A file of another format is as good as none. */
  constructor(private readonly bytes: Uint8Array) {
    const reader = new ByteReader(bytes);
    if (reader.uint() !== PREPARED_FORMAT) return;
    const count = reader.uint();
    const lengths: [hash: number, length: number][] = [];
    for (let i = 0; i < count && reader.at < bytes.length; i++) lengths.push([reader.uint(), reader.uint()]);
    let { at } = reader;
    for (const [hash, length] of lengths) {
      if (at + length > bytes.length) return;
      this.places.set(hash, [at, at + length]);
      at += length;
    }
  }

  find(key: string): Uint8Array | null {
    const place = this.places.get(hashOf(key));
    if (place === undefined) return null;
    const reader = new ByteReader(this.bytes, place[0]);
    return reader.utf8() === key ? this.bytes.subarray(reader.at, place[1]) : null;
  }
}
