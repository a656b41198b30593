/**
 * File names: UTF-8 with surrogateescape, as on Linux.
 *
 * Owns: both directions. A byte that is no UTF-8 is the lone surrogate U+DC80 + (byte - 0x80).
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function encodeFs(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return encoder.encode(text);
  const out: number[] = [];
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (code >= 0xdc80 && code <= 0xdcff) out.push(code - 0xdc00);
    else out.push(...encoder.encode(c));
  }
  return Uint8Array.from(out);
}

export function decodeFs(data: Uint8Array): string {
  try {
    return decoder.decode(data);
  } catch {
    return decodeEscaping(data);
  }
}

function decodeEscaping(data: Uint8Array): string {
  let out = '';
  let i = 0;
  while (i < data.length) {
    const b = data[i];
    const n = b < 0x80 ? 1 : b >= 0xc2 && b < 0xe0 ? 2 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xf0 && b < 0xf5 ? 4 : 0;
    if (n > 0 && i + n <= data.length) {
      try {
        out += decoder.decode(data.subarray(i, i + n));
        i += n;
        continue;
      } catch {
        // Falls through: the first byte is escaped.
      }
    }
    out += String.fromCharCode(0xdc00 + b);
    i++;
  }
  return out;
}
