/**
 * The lines of text that the opcodes of pickle's first protocols are followed by.
 *
 * Each function gives undefined for a line that isn't as pickle writes it: others are left to the library's code.
 */
import { normInt } from '../../objects/values';
import { parseFloatText } from '../../objects/floatOps';
import type { Value } from '../../objects/object';
import { PyFloat } from '../../objects/values';
import { decodeEscapes } from '../escapeCodecs';

/** More digits than these are subject to sys.set_int_max_str_digits(). */
const MOST_DIGITS = 600;

const LONGEST_CALL = 4096;

const BACKSLASH = 0x5c;

export function latin1Text(data: Uint8Array): string {
  if (data.length <= LONGEST_CALL) return String.fromCharCode(...data);
  let text = '';
  for (let i = 0; i < data.length; i += LONGEST_CALL)
    text += String.fromCharCode(...data.subarray(i, i + LONGEST_CALL));
  return text;
}

/** The number of an entry of the memo. */
export function numberOfLine(line: Uint8Array): number | undefined {
  if (line.length === 0 || line.length > 9) return undefined;
  let n = 0;
  for (const c of line) {
    if (c < 0x30 || c > 0x39) return undefined;
    n = n * 10 + c - 0x30;
  }
  return n;
}

function decimal(text: string): Value | undefined {
  if (text.length > MOST_DIGITS || !/^-?(?:0|[1-9]\d*)$/.test(text)) return undefined;
  return text.length < 16 ? Number(text) + 0 : normInt(BigInt(text));
}

export function intOfLine(line: Uint8Array): Value | undefined {
  const text = latin1Text(line);
  if (text === '00') return false;
  return text === '01' ? true : decimal(text);
}

export function longOfLine(line: Uint8Array): Value | undefined {
  const text = latin1Text(line);
  return decimal(text.endsWith('L') ? text.slice(0, -1) : text);
}

export function floatOfLine(line: Uint8Array): Value | undefined {
  const text = latin1Text(line);
  const x = text.includes('_') ? undefined : parseFloatText(text);
  return x === undefined ? undefined : new PyFloat(x);
}

/** Text in the encoding raw-unicode-escape. */
export function textOfLine(line: Uint8Array): string {
  return line.includes(BACKSLASH) ? decodeEscapes(line, 'strict', true, true).text : latin1Text(line);
}

/** What is between the quotes, if there are no escapes. */
export function stringOfLine(line: Uint8Array): Uint8Array | undefined {
  const [quote] = line;
  if (line.length < 2 || (quote !== 0x22 && quote !== 0x27) || line[line.length - 1] !== quote) return undefined;
  return line.includes(BACKSLASH) ? undefined : line.subarray(1, -1);
}
