/**
 * Base64, uuencode, quoted-printable and CRCs over byte arrays. A malformed input throws SyntaxError with the message.
 */
import { ByteBuilder } from '../objects/byteBuilder';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DECODE = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) DECODE[ALPHABET.charCodeAt(i)] = i;
const PAD = 61;

export function encodeBase64(data: Uint8Array, newline: boolean): Uint8Array {
  const out = new Uint8Array(Math.ceil(data.length / 3) * 4 + (newline ? 1 : 0));
  let at = 0;
  for (let i = 0; i < data.length; i += 3) {
    const n = data.length - i;
    const bits = (data[i] << 16) | ((n > 1 ? data[i + 1] : 0) << 8) | (n > 2 ? data[i + 2] : 0);
    out[at++] = ALPHABET.charCodeAt(bits >> 18);
    out[at++] = ALPHABET.charCodeAt((bits >> 12) & 63);
    out[at++] = n > 1 ? ALPHABET.charCodeAt((bits >> 6) & 63) : PAD;
    out[at++] = n > 2 ? ALPHABET.charCodeAt(bits & 63) : PAD;
  }
  if (newline) out[at] = 10;
  return out;
}

export function decodeBase64(data: Uint8Array, strict: boolean): Uint8Array {
  const out = new ByteBuilder(Math.ceil(data.length / 4) * 3);
  if (strict && data.length > 0 && data[0] === PAD) throw new SyntaxError('Leading padding not allowed');
  let quad = 0;
  let left = 0;
  let pads = 0;
  let padded = false;
  for (let i = 0; i < data.length; i++) {
    const c = data[i];
    if (c === PAD) {
      padded = true;
      if (strict && quad === 0) throw new SyntaxError('Excess padding not allowed');
      if (quad >= 2 && quad + ++pads >= 4) {
        if (strict && i + 1 < data.length) throw new SyntaxError('Excess data after padding');
        return out.finish();
      }
      continue;
    }
    const v = DECODE[c];
    if (v < 0) {
      if (strict) throw new SyntaxError('Only base64 data is allowed');
      continue;
    }
    if (strict && padded) throw new SyntaxError('Discontinuous padding not allowed');
    pads = 0;
    switch (quad) {
      case 0:
        quad = 1;
        left = v;
        break;
      case 1:
        quad = 2;
        out.push((left << 2) | (v >> 4));
        left = v & 15;
        break;
      case 2:
        quad = 3;
        out.push((left << 4) | (v >> 2));
        left = v & 3;
        break;
      default:
        quad = 0;
        out.push((left << 6) | v);
    }
  }
  if (quad !== 0) {
    if (quad === 1)
      throw new SyntaxError(
        `Invalid base64-encoded string: number of data characters (${Math.floor(out.length / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`,
      );
    throw new SyntaxError('Incorrect padding');
  }
  return out.finish();
}

export function encodeUu(data: Uint8Array, backtick: boolean): Uint8Array {
  const out = new ByteBuilder();
  const put = (n: number): void => {
    out.push(n === 0 && backtick ? 96 : n + 32);
  };
  put(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const bits = (data[i] << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) put((bits >> shift) & 63);
  }
  out.push(10);
  return out.finish();
}

export function decodeUu(data: Uint8Array): Uint8Array {
  if (data.length === 0) return data;
  const length = (data[0] - 32) & 63;
  const out = new Uint8Array(length);
  let at = 1;
  let n = 0;
  let left = 0;
  let bits = 0;
  while (n < length) {
    let c = at < data.length ? data[at] : 0;
    if (c === 10 || c === 13 || at >= data.length) c = 0;
    else {
      if (c < 32 || c > 96) throw new SyntaxError('Illegal char');
      c = (c - 32) & 63;
    }
    at++;
    left = (left << 6) | c;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[n++] = (left >> bits) & 255;
      left &= (1 << bits) - 1;
    }
  }
  for (; at < data.length; at++) {
    const c = data[at];
    if (c !== 32 && c !== 96 && c !== 10 && c !== 13) throw new SyntaxError('Trailing garbage');
  }
  return out;
}

const HEX = '0123456789ABCDEF';
const isHex = (c: number | undefined): boolean => c !== undefined && /[0-9a-fA-F]/.test(String.fromCharCode(c));

export function decodeQuotedPrintable(data: Uint8Array, header: boolean): Uint8Array {
  const out = new ByteBuilder(data.length);
  for (let i = 0; i < data.length;) {
    if (data[i] === PAD) {
      i++;
      if (i >= data.length) break;
      if (data[i] === 10 || data[i] === 13) {
        while (i < data.length && data[i] !== 10) i++;
        if (i < data.length) i++;
      } else if (data[i] === PAD) {
        out.push(PAD);
        i++;
      } else if (isHex(data[i]) && isHex(data[i + 1])) {
        out.push(parseInt(String.fromCharCode(data[i], data[i + 1]), 16));
        i += 2;
      } else out.push(PAD);
    } else {
      out.push(header && data[i] === 95 ? 32 : data[i]);
      i++;
    }
  }
  return out.finish();
}

const MAX_LINE = 76;

export function encodeQuotedPrintable(
  data: Uint8Array,
  quoteTabs: boolean,
  isText: boolean,
  header: boolean,
): Uint8Array {
  const out = new ByteBuilder(data.length * 2);
  const firstLf = data.indexOf(10);
  const crlf = firstLf > 0 && data[firstLf - 1] === 13;
  let line = 0;
  const newline = (): void => {
    if (crlf) out.push(13);
    out.push(10);
  };
  const quote = (b: number): void => {
    out.push(PAD);
    out.push(HEX.charCodeAt(b >> 4));
    out.push(HEX.charCodeAt(b & 15));
  };
  let last = -1;
  for (let i = 0; i < data.length;) {
    const b = data[i];
    const next = data[i + 1] as number | undefined;
    const needs =
      b > 126 ||
      b === PAD ||
      (header && b === 95) ||
      (b === 46 && line === 0 && (i + 1 === data.length || next === 10 || next === 13 || next === 0)) ||
      (!isText && (b === 13 || b === 10)) ||
      ((b === 9 || b === 32) && i + 1 === data.length) ||
      (b < 33 && b !== 13 && b !== 10 && b !== 9 && b !== 32) ||
      (b < 33 && b !== 13 && b !== 10 && (quoteTabs || (!quoteTabs && b !== 9 && b !== 32)));
    if (needs) {
      if (line + 3 >= MAX_LINE) {
        out.push(PAD);
        newline();
        line = 0;
      }
      quote(b);
      line += 3;
      i++;
      last = -1;
      continue;
    }
    if (isText && (b === 10 || (b === 13 && next === 10))) {
      line = 0;
      // White space at the end of a line must be quoted.
      if (last === 32 || last === 9) {
        out.length--;
        quote(last);
      }
      newline();
      i += b === 13 ? 2 : 1;
      last = 10;
    } else {
      if (next !== undefined && next !== 10 && line + 1 >= MAX_LINE) {
        out.push(PAD);
        newline();
        line = 0;
      }
      line++;
      const c = header && b === 32 ? 95 : b;
      out.push(c);
      last = c;
      i++;
    }
  }
  return out.finish();
}

export function crcHqx(data: Uint8Array, start: number): number {
  let crc = start;
  for (const b of data) {
    crc ^= b << 8;
    for (let k = 0; k < 8; k++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}
