/**
 * The character sets of East Asia: two-byte codes and their characters.
 *
 * Owns: reading charsets.bin, one set at a time, when it is first asked for. scripts/charsets.ts writes the file. Must
 * not know: how encodings put codes into bytes.
 *
 * The file: names and lengths, then deflated sections. A section: runs of codes, the characters in the order of codes
 * (each as the distance from the one before), pairs of characters that have one code, and what a search for the code of
 * a character finds otherwise than the first code that has it.
 */
import { BrokenInstallation } from '../../base/brokenInstallation';
import { inflateRaw } from '../../base/inflate';
import { ByteReader } from '../../bytecode/byteStream';
import type { TextBuilder } from './textBuilder';

/** Gives the file's bytes, null where there is none; asked once. */
export const charsetSource = { read: (): Uint8Array | null => null };

/** Characters from this number on stand for a pair of characters. */
export const FIRST_PAIR = 0x110000;
/** No set has characters past the third plane. */
const ENCODABLE = 0x30000;

export interface CharsetData {
  codes: number[];
  /** 0 takes away what the set below has there. */
  characters: number[];
  pairs: (readonly [first: number, second: number])[];
  exceptions: (readonly [character: number, code: number])[];
}

export class Charset {
  private decoding: Uint32Array | undefined;
  private encoding: Uint16Array | undefined;
  private readonly pairCodes = new Map<number, number>();
  private readonly firsts = new Set<number>();

  constructor(
    private readonly data: CharsetData,
    private readonly base?: Charset,
  ) {
    data.codes.forEach((code, i) => {
      const character = data.characters[i];
      if (character < FIRST_PAIR) return;
      const [first, second] = data.pairs[character - FIRST_PAIR];
      this.firsts.add(first);
      this.pairCodes.set(pairKey(first, second), code);
    });
  }

  /** The character of a code, or a number from FIRST_PAIR on; 0 where there is none. */
  decode(lead: number, trail: number): number {
    return (this.decoding ??= this.makeDecoding())[(lead << 8) | trail];
  }

  /** The code of a character; 0 where there is none. */
  encode(character: number): number {
    return character < ENCODABLE ? (this.encoding ??= this.makeEncoding())[character] : 0;
  }

  pair(character: number): readonly [first: number, second: number] {
    return this.data.pairs[character - FIRST_PAIR];
  }

  /** Whether the character may begin a pair. */
  beginsPair(character: number): boolean {
    return this.firsts.has(character);
  }

  /** The code of a pair; 0 where there is none. */
  encodePair(first: number, second: number): number {
    return this.pairCodes.get(pairKey(first, second)) ?? 0;
  }

  private makeDecoding(): Uint32Array {
    const map = this.base?.makeDecoding() ?? new Uint32Array(0x10000);
    const { codes, characters } = this.data;
    codes.forEach((code, i) => (map[code] = characters[i]));
    return map;
  }

  private makeEncoding(): Uint16Array {
    const map = this.base?.makeEncoding() ?? new Uint16Array(ENCODABLE);
    const { codes, characters, exceptions } = this.data;
    for (let i = codes.length; i-- > 0;) if (characters[i] < ENCODABLE) map[characters[i]] = codes[i];
    map[0] = 0;
    for (const [character, code] of exceptions) map[character] = code;
    return map;
  }
}

const pairKey = (first: number, second: number): number => first * 0x10000 + second;

/** Of each set that completes or changes another: the other one. */
const bases = {
  gb2312: undefined,
  gbk: 'gb2312',
  gb18030: 'gbk',
  big5: undefined,
  cp950: 'big5',
  big5hkscs: 'big5',
  jisx0208: undefined,
  jisx0212: undefined,
  // The first plane, with all of JIS X 0208, and the second.
  jisx0213a: 'jisx0208',
  jisx0213b: undefined,
  // What Microsoft added, in bytes of Shift_JIS.
  cp932: undefined,
  // With the codes of both bytes from 0xa1 on it is KS X 1001.
  cp949: undefined,
} as const;

export type CharsetName = keyof typeof bases;

const loaded = new Map<CharsetName, Charset>();
let sections: Map<string, Uint8Array> | undefined;

export function charset(name: CharsetName): Charset {
  let found = loaded.get(name);
  if (found === undefined) {
    const base = bases[name];
    found = new Charset(
      read(() => parseCharset(section(name))),
      base === undefined ? undefined : charset(base),
    );
    loaded.set(name, found);
  }
  return found;
}

/** Adds what a set decoded: a character, or a pair of `pairs`, a set that is loaded only for one. */
export function appendDecoded(out: TextBuilder, character: number, pairs: CharsetName): void {
  if (character < FIRST_PAIR) out.push(character);
  else for (const one of charset(pairs).pair(character)) out.push(one);
}

/** A section of the file, inflated. */
export function section(name: string): Uint8Array {
  return read(() => inflateRaw((sections ??= readSections()).get(name)!).data);
}

function read<T>(what: () => T): T {
  try {
    return what();
  } catch (e) {
    if (e instanceof BrokenInstallation) throw e;
    throw new BrokenInstallation('the file of character sets, charsets.bin, is damaged');
  }
}

function readSections(): Map<string, Uint8Array> {
  const bytes = charsetSource.read();
  if (bytes === null) throw new BrokenInstallation('the file of character sets, charsets.bin, is missing');
  const reader = new ByteReader(bytes);
  const lengths: [string, number][] = [];
  for (let n = reader.uint(); n > 0; n--) lengths.push([reader.utf8(), reader.uint()]);
  return new Map(lengths.map(([name, length]) => [name, reader.raw(length)]));
}

export function parseCharset(bytes: Uint8Array): CharsetData {
  const reader = new ByteReader(bytes);
  const data: CharsetData = { codes: [], characters: [], pairs: [], exceptions: [] };
  let code = 0;
  for (let n = reader.uint(); n > 0; n--) {
    code += reader.uint();
    for (let length = reader.uint(); length > 0; length--) data.codes.push(code++);
  }
  let character = 0;
  for (let i = 0; i < data.codes.length; i++) data.characters.push((character += reader.int() + 1));
  for (let n = reader.uint(); n > 0; n--) data.pairs.push([reader.uint(), reader.uint()]);
  character = 0;
  for (let n = reader.uint(); n > 0; n--) data.exceptions.push([(character += reader.uint()), reader.uint()]);
  return data;
}
