/**
 * Number literals: where one ends and whether it is well formed.
 *
 * Owns: the rules and messages of CPython's tok_get_normal_mode for numbers. Must not know: the literal's value.
 */

import type { LexerState } from './lexerState';

const UNDERSCORE = 0x5f;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** Reads the number at `lexer.pos` and leaves `lexer.pos` behind it. */
export function lexNumber(lexer: LexerState): void {
  const source = lexer.source;
  const first = source.charCodeAt(lexer.pos);
  if (first === 48) {
    const marker = source.charCodeAt(lexer.pos + 1) | 0x20;
    if (marker === 0x78) return lexRadix(lexer, 'hexadecimal', isHexDigit);
    if (marker === 0x6f) return lexRadix(lexer, 'octal', (code) => code >= 48 && code <= 55);
    if (marker === 0x62) return lexRadix(lexer, 'binary', (code) => code === 48 || code === 49);
    return lexLeadingZero(lexer);
  }
  if (first !== 0x2e) decimalTail(lexer);
  lexFractionAndExponent(lexer);
}

function lexRadix(lexer: LexerState, name: string, accepts: (code: number) => boolean): void {
  const source = lexer.source;
  lexer.pos += 2;
  do {
    if (source.charCodeAt(lexer.pos) === UNDERSCORE) lexer.pos++;
    if (!accepts(source.charCodeAt(lexer.pos))) throw radixError(lexer, name);
    while (accepts(source.charCodeAt(lexer.pos))) lexer.pos++;
  } while (source.charCodeAt(lexer.pos) === UNDERSCORE);
  if (isDigit(source.charCodeAt(lexer.pos))) throw radixError(lexer, name);
  verifyEnd(lexer, name);
}

function radixError(lexer: LexerState, name: string): Error {
  const code = lexer.source.charCodeAt(lexer.pos);
  if (isDigit(code) && name !== 'hexadecimal') {
    lexer.pos++;
    return lexer.error(`invalid digit '${String.fromCharCode(code)}' in ${name} literal`);
  }
  return lexer.error(`invalid ${name} literal`);
}

function lexLeadingZero(lexer: LexerState): void {
  const source = lexer.source;
  const start = lexer.pos;
  lexer.pos++;
  let nonZero = false;
  for (;;) {
    if (source.charCodeAt(lexer.pos) === UNDERSCORE) {
      lexer.pos++;
      if (!isDigit(source.charCodeAt(lexer.pos))) throw lexer.error('invalid decimal literal');
    }
    if (source.charCodeAt(lexer.pos) !== 48) break;
    lexer.pos++;
  }
  const zerosEnd = lexer.pos;
  if (isDigit(source.charCodeAt(lexer.pos))) {
    nonZero = true;
    decimalTail(lexer);
  }
  const code = source.charCodeAt(lexer.pos);
  const lower = code | 0x20;
  if (code === 0x2e || lower === 0x65 || lower === 0x6a) {
    lexFractionAndExponent(lexer);
    return;
  }
  if (nonZero && lexer.options.extraTokens !== true) {
    const offset = start + 1 - lexer.lineStart;
    throw lexer.errorRange(
      'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
      offset,
      zerosEnd + 1 - lexer.lineStart,
    );
  }
  verifyEnd(lexer, 'decimal');
}

/** Mirrors tok_decimal_tail: digits with single underscores between them. */
function decimalTail(lexer: LexerState): void {
  const source = lexer.source;
  for (;;) {
    while (isDigit(source.charCodeAt(lexer.pos))) lexer.pos++;
    if (source.charCodeAt(lexer.pos) !== UNDERSCORE) return;
    lexer.pos++;
    if (!isDigit(source.charCodeAt(lexer.pos))) throw lexer.error('invalid decimal literal');
  }
}

function lexFractionAndExponent(lexer: LexerState): void {
  const source = lexer.source;
  if (source.charCodeAt(lexer.pos) === 0x2e) {
    lexer.pos++;
    if (isDigit(source.charCodeAt(lexer.pos))) decimalTail(lexer);
  }
  if ((source.charCodeAt(lexer.pos) | 0x20) === 0x65) {
    const exponentStart = lexer.pos;
    lexer.pos++;
    const sign = source.charCodeAt(lexer.pos);
    if (sign === 0x2b || sign === 0x2d) {
      lexer.pos++;
      if (!isDigit(source.charCodeAt(lexer.pos))) throw lexer.error('invalid decimal literal');
    } else if (!isDigit(sign)) {
      lexer.pos = exponentStart;
      verifyEnd(lexer, 'decimal');
      return;
    }
    decimalTail(lexer);
  }
  if ((source.charCodeAt(lexer.pos) | 0x20) === 0x6a) {
    lexer.pos++;
    verifyEnd(lexer, 'imaginary');
  } else {
    verifyEnd(lexer, 'decimal');
  }
}

const KEYWORDS_AFTER_NUMBER = /^(?:i[fns]|(?:and|else|for|or|not)(?![\w\x80-\uffff]))/;

/** Mirrors verify_end_of_number: a keyword may follow at once (with a warning), no other name may. */
function verifyEnd(lexer: LexerState, name: string): void {
  const code = lexer.source.charCodeAt(lexer.pos);
  const isNameStart = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === UNDERSCORE || isDigit(code);
  if (!isNameStart) return;
  if (KEYWORDS_AFTER_NUMBER.test(lexer.source.slice(lexer.pos, lexer.pos + 5))) {
    lexer.warn(`invalid ${name} literal`);
    return;
  }
  throw lexer.error(`invalid ${name} literal`);
}
