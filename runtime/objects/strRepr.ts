/**
 * `repr` of str and bytes.
 */
import { isPrintable } from './unicode';

/** `repr(s)`. */
export function reprStr(s: string): string {
  const quote = s.includes("'") && !s.includes('"') ? '"' : "'";

  if (/^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/.test(s)) return quote + s + quote;
  let out = quote;
  for (const c of s) {
    const n = c.codePointAt(0)!;
    if (c === quote || c === '\\') out += `\\${c}`;
    else if (n >= 0x20 && n < 0x7f) out += c;
    else if (c === '\n') out += '\\n';
    else if (c === '\r') out += '\\r';
    else if (c === '\t') out += '\\t';
    else if (n > 0x7f && isPrintable(c)) out += c;
    else out += escapeCode(n);
  }
  return out + quote;
}

/** `\xhh`, `\uhhhh` or `\Uhhhhhhhh`. */
export function escapeCode(n: number): string {
  if (n < 0x100) return `\\x${n.toString(16).padStart(2, '0')}`;
  return n < 0x10000 ? `\\u${n.toString(16).padStart(4, '0')}` : `\\U${n.toString(16).padStart(8, '0')}`;
}

/** `repr(b)` of bytes. */
export function reprBytes(data: Uint8Array): string {
  const quote = data.includes(0x27) && !data.includes(0x22) ? '"' : "'";
  const q = quote.charCodeAt(0);
  let out = `b${quote}`;
  for (const b of data) {
    if (b === q || b === 0x5c) out += `\\${String.fromCharCode(b)}`;
    else if (b >= 0x20 && b < 0x7f) out += String.fromCharCode(b);
    else if (b === 10) out += '\\n';
    else if (b === 13) out += '\\r';
    else if (b === 9) out += '\\t';
    else out += `\\x${b < 16 ? '0' : ''}${b.toString(16)}`;
  }
  return out + quote;
}
