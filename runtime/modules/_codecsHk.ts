/** The module `_codecs_hk`: Big5 with the characters of Hong Kong, four of which are pairs (CPython's _codecs_hk.c). */
import { appendDecoded, charset } from './multibyte/charsets';
import { ILLEGAL, type MultibyteCodec, TOO_FEW } from './multibyte/codec';
import { defineCodecs } from './multibyte/defineCodecs';
import { pushCode } from './multibyte/doubleByte';

const big5hkscs: MultibyteCodec = {
  name: 'big5hkscs',
  isAscii: true,
  encode(chars, at, out, _state, flush) {
    const set = charset('big5hkscs');
    const c = chars[at];
    let code = 0;
    if (set.beginsPair(c)) {
      if (at + 1 < chars.length) code = set.encodePair(c, chars[at + 1]);
      else if (!flush) return TOO_FEW;
    }
    const isPair = code !== 0;
    if (!isPair) code = set.encode(c);
    if (code === 0) return ILLEGAL;
    pushCode(out, code);
    return isPair ? 2 : 1;
  },
  decode(bytes, at, out) {
    if (at + 1 === bytes.length) return TOO_FEW;
    const c = charset('big5hkscs').decode(bytes[at], bytes[at + 1]);
    if (c === 0) return ILLEGAL;
    appendDecoded(out, c, 'big5hkscs');
    return 2;
  },
};

defineCodecs('_codecs_hk', [big5hkscs]);
