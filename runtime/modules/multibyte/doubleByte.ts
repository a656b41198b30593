/** Encodings that are ASCII and codes of two bytes, each of one character. */
import type { ByteBuilder } from '../../objects/byteBuilder';
import { charset, type CharsetName } from './charsets';
import { ILLEGAL, type MultibyteCodec, TOO_FEW } from './codec';

export function pushCode(out: ByteBuilder, code: number): void {
  out.push(code >> 8);
  out.push(code & 0xff);
}

/** Whether both bytes are those of a set of 94 rows and cells with the high bit, as EUC puts them. */
export const isEuc = (code: number): boolean => code >> 8 > 0xa0 && (code & 0xff) > 0xa0;

/** `codeOf` and `characterOf` give 0 where there is none. */
export function doubleByte(
  name: string,
  codeOf: (character: number) => number,
  characterOf: (lead: number, trail: number) => number,
): MultibyteCodec {
  return {
    name,
    isAscii: true,
    encode(chars, at, out) {
      const code = codeOf(chars[at]);
      if (code === 0) return ILLEGAL;
      pushCode(out, code);
      return 1;
    },
    decode(bytes, at, out) {
      if (at + 1 === bytes.length) return TOO_FEW;
      const c = characterOf(bytes[at], bytes[at + 1]);
      if (c === 0) return ILLEGAL;
      out.push(c);
      return 2;
    },
  };
}

/** With the codes of a set as they are. */
export const codesOf = (name: CharsetName): MultibyteCodec =>
  doubleByte(
    name,
    (character) => charset(name).encode(character),
    (lead, trail) => charset(name).decode(lead, trail),
  );
