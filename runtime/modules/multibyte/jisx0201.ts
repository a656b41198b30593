/** JIS X 0201: ASCII with a yen sign and an overline, and half-width katakana. 0 is none, but for the null character. */

export const YEN = 0xa5;
export const OVERLINE = 0x203e;

export function romanCode(c: number): number {
  if (c === YEN) return 0x5c;
  if (c === OVERLINE) return 0x7e;
  return c < 0x80 && c !== 0x5c && c !== 0x7e ? c : 0;
}

export function romanOf(byte: number): number {
  if (byte === 0x5c) return YEN;
  if (byte === 0x7e) return OVERLINE;
  return byte < 0x80 ? byte : 0;
}

/** With the high bit. */
export const kanaCode = (c: number): number => (c >= 0xff61 && c <= 0xff9f ? c - 0xfec0 : 0);

export const kanaOf = (byte: number): number => (byte >= 0xa1 && byte <= 0xdf ? byte + 0xfec0 : 0);
