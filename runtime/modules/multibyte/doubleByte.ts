/** Encodings that are ASCII and one set of two-byte codes, as they are. */
import { charset, type CharsetName } from './charsets';
import { ILLEGAL, type MultibyteCodec, TOO_FEW } from './codec';

export function doubleByte(name: CharsetName): MultibyteCodec {
  return {
    name,
    isAscii: true,
    encode(chars, at, out) {
      const code = charset(name).encode(chars[at]);
      if (code === 0) return ILLEGAL;
      out.push(code >> 8);
      out.push(code & 0xff);
      return 1;
    },
    decode(bytes, at, out) {
      if (at + 1 === bytes.length) return TOO_FEW;
      const c = charset(name).decode(bytes[at], bytes[at + 1]);
      if (c === 0) return ILLEGAL;
      out.push(c);
      return 2;
    },
  };
}
