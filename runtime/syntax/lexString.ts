/**
 * String literals: plain ones as one token, f-strings and t-strings as start, text, expressions and end.
 *
 * Owns: CPython's tok_get_fstring_mode and the string part of tok_get_normal_mode. Must not know: escapes' values.
 */

import { codePoints, type LexerState, type StringMode } from './lexerState';
import { escapeWarning } from './stringLiteral';
import { Tok } from './token';

const NEWLINE = 10;
const BACKSLASH = 0x5c;
const LBRACE = 0x7b;
const RBRACE = 0x7d;
const MAX_NESTED_STRINGS = 150;
const MAX_NESTED_EXPRESSIONS = 3;

/** Reads the plain string whose prefix began at `start` and whose quote is at `lexer.pos`. */
export function lexPlainString(lexer: LexerState, start: number): void {
  const source = lexer.source;
  const quote = source.charCodeAt(lexer.pos);
  const quotePos = lexer.pos;
  const triple = source.charCodeAt(quotePos + 1) === quote && source.charCodeAt(quotePos + 2) === quote;
  let pos = quotePos + 1;
  if (triple) {
    pos = quotePos + 3;
    for (;;) {
      const code = source.charCodeAt(pos);
      if (code === quote) {
        if (source.charCodeAt(pos + 1) === quote && source.charCodeAt(pos + 2) === quote) break;
        pos++;
      } else if (code === NEWLINE) {
        pos++;
        lexer.line++;
        lexer.lineStart = pos;
      } else if (code === BACKSLASH) {
        pos++;
        if (source.charCodeAt(pos) === NEWLINE) {
          lexer.line++;
          lexer.lineStart = pos + 1;
        }
        pos++;
      } else if (code !== code || pos >= source.length) {
        throw unterminatedTriple(lexer, start, quotePos);
      } else {
        pos++;
      }
    }
    lexer.pos = pos + 3;
  } else {
    for (;;) {
      const code = source.charCodeAt(pos);
      if (code === quote) break;
      if (code === BACKSLASH) {
        pos++;
        if (source.charCodeAt(pos) === NEWLINE) {
          lexer.line++;
          lexer.lineStart = pos + 1;
        }
        pos++;
      } else if (code === NEWLINE || pos >= source.length) {
        throw unterminated(lexer, start, quotePos, pos);
      } else {
        pos++;
      }
    }
    lexer.pos = pos + 1;
  }
  lexer.emit(Tok.String, start, lexer.pos);
}

function unterminatedTriple(lexer: LexerState, start: number, quotePos: number): Error {
  lexer.reachedEnd = true;
  let lastLine = lexer.line;
  if (lexer.source.endsWith('\n') && lexer.lineStart >= lexer.source.length) lastLine--;
  lexer.line = lexer.tokenLine;
  lexer.lineStart = lexer.tokenLineStart;
  lexer.pos = start + 1;
  const missing = missingBrace(lexer, quotePos, 3);
  if (missing !== null) return missing;
  return lexer.error(`unterminated triple-quoted string literal (detected at line ${lastLine})`);
}

function unterminated(lexer: LexerState, start: number, quotePos: number, end: number): Error {
  const { source } = lexer;
  const quote = source.charCodeAt(quotePos);
  if (end >= source.length) lexer.reachedEnd = true;
  const lastLine = end >= source.length && lexer.lineStart >= end ? lexer.line - 1 : lexer.line;
  lexer.line = lexer.tokenLine;
  lexer.lineStart = lexer.tokenLineStart;
  lexer.pos = start + 1;
  const missing = missingBrace(lexer, quotePos, 1);
  if (missing !== null) return missing;
  if (hasEscapedQuote(source, quotePos + 1, end, quote)) {
    return lexer.error(
      `unterminated string literal (detected at line ${lastLine}); perhaps you escaped the end quote?`,
    );
  }
  return lexer.error(`unterminated string literal (detected at line ${lastLine})`);
}

/** Inside an f-string's expression its own quote more likely ends it. */
function missingBrace(lexer: LexerState, quotePos: number, size: number): Error | null {
  const mode = lexer.mode;
  if (mode === null || mode.quote !== lexer.source.charCodeAt(quotePos) || mode.quoteSize !== size) return null;
  return lexer.error(`${mode.prefix}-string: expecting '}'`);
}

function hasEscapedQuote(source: string, start: number, end: number, quote: number): boolean {
  let escaped = false;
  for (let pos = start; pos < end; pos++) {
    if (source.charCodeAt(pos) === BACKSLASH) {
      pos++;
      if (source.charCodeAt(pos) === quote) escaped = true;
    }
  }
  return escaped;
}

/** Opens the f-string or t-string whose prefix began at `start` and whose quote is at `lexer.pos`. */
export function lexStringStart(lexer: LexerState, start: number, prefix: 'f' | 't', raw: boolean): void {
  const { source } = lexer;
  const quote = source.charCodeAt(lexer.pos);
  const triple = source.charCodeAt(lexer.pos + 1) === quote && source.charCodeAt(lexer.pos + 2) === quote;
  lexer.pos += triple ? 3 : 1;
  if (lexer.modes.length + 1 >= MAX_NESTED_STRINGS) throw lexer.error('too many nested f-strings or t-strings');
  const mode: StringMode = {
    prefix,
    raw,
    quote,
    quoteSize: triple ? 3 : 1,
    inText: true,
    bracketDepth: 0,
    expressionDepth: -1,
    inFormatSpec: false,
    inDebug: false,
    start,
    line: lexer.line,
    lineStart: lexer.lineStart,
  };
  lexer.modes.push(mode);
  lexer.mode = mode;
  lexer.emit(prefix === 'f' ? Tok.FStringStart : Tok.TStringStart, start, lexer.pos);
}

/**
 * Reads the next token in the text of the innermost string: its end or a piece of text.
 * Answers false, having entered an expression, where the next token is the `{` of a replacement field.
 */
export function lexStringText(lexer: LexerState, mode: StringMode): boolean {
  const { source } = lexer;
  const { quote, quoteSize } = mode;
  const start = lexer.pos;
  lexer.tokenLine = lexer.line;
  lexer.tokenLineStart = lexer.lineStart;
  if (source.charCodeAt(start) === LBRACE && source.charCodeAt(start + 1) !== LBRACE) {
    enterExpression(lexer, mode);
    return false;
  }
  if (startsWithQuotes(source, start, quote, quoteSize)) {
    lexer.pos = start + quoteSize;
    lexer.modes.pop();
    lexer.mode = lexer.modes.length > 0 ? lexer.modes[lexer.modes.length - 1] : null;
    lexer.emit(mode.prefix === 'f' ? Tok.FStringEnd : Tok.TStringEnd, start, lexer.pos);
    return true;
  }
  const middle = mode.prefix === 'f' ? Tok.FStringMiddle : Tok.TStringMiddle;
  const inFormatSpec = mode.inFormatSpec && mode.expressionDepth >= 0;
  let namedEscape = false;
  let pos = start;
  for (;;) {
    const code = source.charCodeAt(pos);
    if (code === quote) {
      if (startsWithQuotes(source, pos, quote, quoteSize)) break;
      pos++;
    } else if (code === LBRACE) {
      if (source.charCodeAt(pos + 1) === LBRACE && !inFormatSpec) {
        emitDoubledBrace(lexer, middle, start, pos);
        return true;
      }
      // The text ends here; the next token is the brace.
      lexer.pos = pos;
      enterExpression(lexer, mode);
      mode.inFormatSpec = false;
      emitText(lexer, middle, start, pos);
      return true;
    } else if (code === RBRACE) {
      if (namedEscape) {
        emitText(lexer, middle, start, pos + 1);
        return true;
      }
      if (source.charCodeAt(pos + 1) === RBRACE && !inFormatSpec && mode.bracketDepth === 0) {
        emitDoubledBrace(lexer, middle, start, pos);
      } else {
        mode.inText = false;
        mode.inFormatSpec = false;
        emitText(lexer, middle, start, pos);
      }
      return true;
    } else if (code === BACKSLASH) {
      pos++;
      const escaped = source.charCodeAt(pos);
      if (escaped === LBRACE || escaped === RBRACE) {
        lexer.pos = pos + 1;
        if (!mode.raw) lexer.warn(invalidEscape(escaped));
        continue;
      }
      if (escaped === NEWLINE) {
        lexer.line++;
        lexer.lineStart = pos + 1;
      } else if (escaped === 0x4e && !mode.raw && source.charCodeAt(pos + 1) === LBRACE) {
        namedEscape = true;
        pos++;
      }
      if (pos < source.length) pos++;
    } else if (code === NEWLINE && quoteSize === 1) {
      lexer.pos = pos + 1;
      if (inFormatSpec) {
        throw lexer.error(
          `${mode.prefix}-string: newlines are not allowed in format specifiers for single quoted ${mode.prefix}-strings`,
        );
      }
      throw unterminatedText(lexer, mode, false);
    } else if (pos >= source.length) {
      throw unterminatedText(lexer, mode, true);
    } else {
      pos++;
      if (code === NEWLINE) {
        lexer.line++;
        lexer.lineStart = pos;
      }
    }
  }
  emitText(lexer, middle, start, pos);
  return true;
}

export function invalidEscape(code: number): string {
  return escapeWarning(`\\${String.fromCharCode(code)}`);
}

function startsWithQuotes(source: string, pos: number, quote: number, size: number): boolean {
  if (source.charCodeAt(pos) !== quote) return false;
  return size === 1 || (source.charCodeAt(pos + 1) === quote && source.charCodeAt(pos + 2) === quote);
}

function emitText(lexer: LexerState, kind: Tok, start: number, end: number): void {
  lexer.pos = end;
  lexer.emit(kind, start, end);
}

/** Text up to a doubled brace: its value ends behind the first of the two, its place behind the second. */
function emitDoubledBrace(lexer: LexerState, kind: Tok, start: number, brace: number): void {
  emitText(lexer, kind, start, brace + 2);
  lexer.tokens.end[lexer.tokens.count - 1] = brace + 1;
}

function enterExpression(lexer: LexerState, mode: StringMode): void {
  mode.expressionDepth++;
  if (mode.expressionDepth >= MAX_NESTED_EXPRESSIONS) {
    throw lexer.error(`${mode.prefix}-string: expressions nested too deeply`);
  }
  mode.inText = false;
}

function unterminatedText(lexer: LexerState, mode: StringMode, atEnd: boolean): Error {
  if (atEnd) lexer.reachedEnd = true;
  let lastLine = lexer.line;
  if (atEnd && lexer.lineStart >= lexer.source.length && lastLine > 1) lastLine--;
  lexer.line = mode.line;
  lexer.lineStart = mode.lineStart;
  lexer.pos = mode.start + 1;
  const kind = mode.quoteSize === 3 ? 'unterminated triple-quoted' : 'unterminated';
  return lexer.errorAt(
    'SyntaxError',
    `${kind} ${mode.prefix}-string literal (detected at line ${lastLine})`,
    mode.line,
    codePoints(lexer.source, mode.lineStart, lexer.pos),
    codePoints(lexer.source, mode.lineStart, lexer.pos),
    lexer.lineText(mode.lineStart),
  );
}
