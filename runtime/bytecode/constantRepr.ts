/**
 * Python's repr() of constants, as listings and unparsed annotations show them.
 *
 * Owns: text of literals. Must not know: Python objects.
 */
import type { Const } from './constant';

/** `codeName` writes a code object, which has no literal. */
export function constantRepr(value: Const, codeName: (code: Const & { type: 'code' }) => string): string {
  switch (value.type) {
    case 'None':
      return 'None';
    case 'Ellipsis':
      return 'Ellipsis';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return floatRepr(value.value);
    case 'complex':
      return complexRepr(value.real ?? 0, value.imag);
    case 'str':
      return stringRepr(value.value);
    case 'bytes':
      return bytesRepr(value.value);
    case 'tuple': {
      const items = value.items.map((item) => constantRepr(item, codeName));
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
    }
    case 'frozenset': {
      const items = value.items.map((item) => constantRepr(item, codeName));
      return items.length === 0 ? 'frozenset()' : `frozenset({${items.join(', ')}})`;
    }
    case 'slice':
      return `slice(${value.items.map((item) => constantRepr(item, codeName)).join(', ')})`;
    case 'code':
      return codeName(value);
  }
}

export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const text = formatFloat(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The shortest digits that give the float back, without a forced `.0`. */
function formatFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, exponentText] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 16) {
    const text = String(value);
    return text.includes('e') ? value.toFixed(Math.max(0, mantissa.replace(/[-.]/g, '').length - 1 - exponent)) : text;
  }
  const sign = exponent < 0 ? '-' : '+';
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function complexRepr(real: number, imag: number): string {
  const part = (x: number) => (Number.isNaN(x) ? 'nan' : Number.isFinite(x) ? formatFloat(x) : x < 0 ? '-inf' : 'inf');
  if (real === 0 && !Object.is(real, -0)) return `${part(imag)}j`;
  const sign = imag < 0 || Object.is(imag, -0) ? '' : '+';
  return `(${part(real)}${sign}${part(imag)}j)`;
}

const UNPRINTABLE = /[\p{C}\p{Z}]/u;

export function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (char === quote || char === '\\') out += `\\${char}`;
    else if (char === '\n') out += '\\n';
    else if (char === '\r') out += '\\r';
    else if (char === '\t') out += '\\t';
    else if (code >= 32 && code < 127) out += char;
    else if (code < 0x100 && (code < 32 || UNPRINTABLE.test(char))) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (!UNPRINTABLE.test(char)) out += char;
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, '0')}`;
    else out += `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return out + quote;
}

export function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  let out = `b${quote}`;
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    if (char === quote || char === '\\') out += `\\${char}`;
    else if (byte === 9) out += '\\t';
    else if (byte === 10) out += '\\n';
    else if (byte === 13) out += '\\r';
    else if (byte < 32 || byte >= 127) out += `\\x${byte.toString(16).padStart(2, '0')}`;
    else out += char;
  }
  return out + quote;
}
