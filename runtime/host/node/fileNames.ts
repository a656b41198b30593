/**
 * Names of files between the program's text, where a byte that is no UTF-8 is a lone surrogate, and what Node takes.
 */
import { decodeFs, encodeFs } from '../fsEncoding';

/** As Node takes it: text, or the bytes where text can't say them. */
export function nativeName(path: string): string | Buffer {
  return /[\udc80-\udcff]/.test(path) ? Buffer.from(encodeFs(path)) : path;
}

/** What Node gave as text; where that isn't sure, `bytes` asks again. */
export function nameFrom(text: string, bytes: () => Uint8Array): string {
  return text.includes('\ufffd') ? decodeFs(bytes()) : text;
}
