/**
 * The values of number literals.
 *
 * Owns: text → ConstantValue. Must not know: tokens. The text is well formed (the lexer saw to it).
 */

import type { ConstantValue } from './ast';

/** CPython's sys.int_info.default_max_str_digits. */
export const MAX_INT_DIGITS = 4300;

/** Answers null for a decimal int of more than MAX_INT_DIGITS digits. */
export function numberValue(text: string): ConstantValue | null {
  const last = text.charCodeAt(text.length - 1) | 0x20;
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  const radixMarker = digits.charCodeAt(0) === 48 ? digits.charCodeAt(1) | 0x20 : 0;
  if (radixMarker === 0x78 || radixMarker === 0x6f || radixMarker === 0x62) return int(digits);
  if (last === 0x6a) return { type: 'complex', imag: Number(digits.slice(0, -1)) };
  if (/[.eE]/.test(digits)) return { type: 'float', value: Number(digits) };
  if (digits.length > MAX_INT_DIGITS) return null;
  // Number('') and BigInt read leading zeros (only zeros can have them) as decimal.
  return int(digits);
}

function int(digits: string): ConstantValue {
  const value = Number(digits);
  if (Number.isSafeInteger(value)) return { type: 'int', value };
  return { type: 'int', value: BigInt(digits) };
}
