/**
 * The module `_codecs_cn`: encodings of mainland China (CPython's _codecs_cn.c).
 *
 * GB 2312 is in all of them. GBK has characters at the places that it leaves free and changes two of its own; GB 18030
 * has all characters, those that have no place in GBK with four bytes.
 */
import { ByteReader } from '../bytecode/byteStream';
import type { ByteBuilder } from '../objects/byteBuilder';
import { charset, section } from './multibyte/charsets';
import { ILLEGAL, type MultibyteCodec, TOO_FEW } from './multibyte/codec';
import { defineCodecs } from './multibyte/defineCodecs';
import { codesOf, pushCode } from './multibyte/doubleByte';

// ---- GB 18030

/** Characters of the first plane that have four bytes, with the number of the first one's code. */
interface Run {
  first: number;
  length: number;
  base: number;
}

let runs: { byCode: Run[]; byCharacter: Run[] } | undefined;

function fourByteRuns() {
  if (runs !== undefined) return runs;
  const bytes = section('gb18030runs');
  const reader = new ByteReader(bytes);
  const byCode: Run[] = [];
  for (let base = 0, last = 0; reader.at < bytes.length;) {
    const first = last + reader.int();
    const length = reader.uint();
    byCode.push({ first, length, base });
    base += length;
    last = first + length;
  }
  return (runs = { byCode, byCharacter: [...byCode].sort((a, b) => a.first - b.first) });
}

/** The last run for which `key` is not past `n`. */
function runAt(sorted: readonly Run[], key: 'base' | 'first', n: number): Run {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if (sorted[mid][key] <= n) low = mid;
    else high = mid - 1;
  }
  return sorted[low];
}

function pushFour(out: ByteBuilder, n: number, lead: number): void {
  out.push(lead + Math.floor(n / 12600));
  out.push(0x30 + (Math.floor(n / 1260) % 10));
  out.push(0x81 + (Math.floor(n / 10) % 126));
  out.push(0x30 + (n % 10));
}

/** How many codes of four bytes the first plane has. */
const FIRST_PLANE = 39420;

const gb18030: MultibyteCodec = {
  name: 'gb18030',
  isAscii: true,
  encode(chars, at, out) {
    const c = chars[at];
    if (c > 0xffff) {
      pushFour(out, c - 0x10000, 0x90);
      return 1;
    }
    const code = charset('gb18030').encode(c);
    if (code !== 0) {
      pushCode(out, code);
      return 1;
    }
    const { first, length, base } = runAt(fourByteRuns().byCharacter, 'first', c);
    if (c < first || c >= first + length) return ILLEGAL;
    pushFour(out, base + c - first, 0x81);
    return 1;
  },
  decode(bytes, at, out) {
    const left = bytes.length - at;
    if (left < 2) return TOO_FEW;
    const [c1, c2, c3, c4] = bytes.subarray(at, at + 4);
    if (c2 < 0x30 || c2 > 0x39) {
      const c = charset('gb18030').decode(c1, c2);
      if (c === 0) return ILLEGAL;
      out.push(c);
      return 2;
    }
    if (left < 4) return TOO_FEW;
    if (c1 < 0x81 || c1 > 0xfe || c3 < 0x81 || c3 > 0xfe || c4 < 0x30 || c4 > 0x39) return ILLEGAL;
    const n = ((c1 - 0x81) * 10 + c2 - 0x30) * 1260 + (c3 - 0x81) * 10 + c4 - 0x30;
    // From lead byte 0x90 on there are the other planes.
    const other = n - 15 * 12600 + 0x10000;
    if (n < FIRST_PLANE && c1 < 0x85) {
      const { first, base } = runAt(fourByteRuns().byCode, 'base', n);
      out.push(first + n - base);
    } else if (c1 >= 0x90 && other <= 0x10ffff) out.push(other);
    else return ILLEGAL;
    return 4;
  },
};

// ---- HZ: GB 2312 in seven bits, between `~{` and `~}`

const TILDE = 0x7e;
const OPEN = 0x7b;
const CLOSE = 0x7d;

const hz: MultibyteCodec = {
  name: 'hz',
  isAscii: false,
  encode(chars, at, out, state) {
    const c = chars[at];
    if (c < 0x80) {
      hz.resetEncoder!(state, out);
      out.push(c);
      if (c === TILDE) out.push(c);
      return 1;
    }
    const code = charset('gb2312').encode(c);
    if (code === 0) return ILLEGAL;
    if (state[0] === 0) {
      out.push(TILDE);
      out.push(OPEN);
      state[0] = 1;
    }
    out.push((code >> 8) & 0x7f);
    out.push(code & 0x7f);
    return 1;
  },
  decode(bytes, at, out, state) {
    const c1 = bytes[at];
    const isLast = at + 1 === bytes.length;
    const c2 = bytes[at + 1];
    if (c1 === TILDE) {
      if (isLast) return TOO_FEW;
      if (state[0] === 1) {
        if (c2 !== CLOSE) return ILLEGAL;
        state[0] = 0;
      } else if (c2 === TILDE) out.push(TILDE);
      else if (c2 === OPEN) state[0] = 1;
      // A line that goes on.
      else if (c2 !== 0x0a) return ILLEGAL;
      return 2;
    }
    if (c1 > 0x7f) return ILLEGAL;
    if (state[0] === 0) {
      out.push(c1);
      return 1;
    }
    if (isLast) return TOO_FEW;
    const c = c2 < 0x80 ? charset('gb2312').decode(c1 | 0x80, c2 | 0x80) : 0;
    if (c === 0) return ILLEGAL;
    out.push(c);
    return 2;
  },
  resetEncoder(state, out) {
    if (state[0] === 0) return;
    out.push(TILDE);
    out.push(CLOSE);
    state[0] = 0;
  },
  resetDecoder: (state) => state.fill(0),
};

defineCodecs('_codecs_cn', [codesOf('gb2312'), codesOf('gbk'), gb18030, hz]);
