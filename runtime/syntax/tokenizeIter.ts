/**
 * The tokens that the library's `tokenize` sees: numbered as in `token`, with their texts, places and lines.
 *
 * Owns: what CPython's TokenizerIter makes of the lexer's tokens. Must not know: the guest's objects.
 */

import { codePoints } from './lexerState';
import { Lexer } from './lexer';
import { PySyntaxError } from './syntaxError';
import { FIRST_KEYWORD, Tok } from './token';

export interface TokenInfo {
  type: number;
  text: string;
  /** Lines from 1, columns in characters from 0. */
  line: number;
  col: number;
  endLine: number;
  endCol: number;
  /** The physical lines on which the token stands. */
  lines: string;
}

export interface TokenStream {
  tokens: TokenInfo[];
  /** What ends the stream, if not the end of the source. */
  error: PySyntaxError | null;
}

/** The numbers of `token`, by our kinds up to TypeComment. */
const TYPES: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 59, 60, 61, 62, 63, 64, 65, 66, 57];
const NAME = 1;
const OP = 55;

/** Operators in the order of their numbers, from 7 on. */
const EXACT = new Map(
  '( ) [ ] : , ; + - * / | & < > = . % { } == != <= >= ~ ^ << >> ** += -= *= /= %= &= |= ^= <<= >>= **= // //= @ @= -> ... := !'
    .split(' ')
    .map((operator, index) => [operator, index + 7]),
);

/** Mirrors TokenizerIter: with `extraTokens` it also gives comments and newlines without meaning. */
export function tokenStream(source: string, extraTokens: boolean): TokenStream {
  if (source === '' && !extraTokens) return { tokens: [], error: null };
  if (source.includes('\0'))
    return { tokens: [], error: tokenizerError('source code cannot contain null bytes', 1, 0) };
  const implicitNewline = source !== '' && !/[\r\n]$/.test(source);
  const complete = implicitNewline ? `${source}\n` : source;
  const lexer = new Lexer(complete.replace(/\r\n?/g, '\n'), '<string>', { extraTokens });
  let error: PySyntaxError | null = null;
  try {
    lexer.readAll();
  } catch (failure) {
    if (!(failure instanceof PySyntaxError)) throw failure;
    error = asTokenizerError(failure, complete);
  }
  const writer = new StreamWriter(lexer, complete, implicitNewline, extraTokens);
  const tokens: TokenInfo[] = [];
  for (let index = 0; index < lexer.tokens.count; index++) tokens.push(writer.info(index));
  if (error === null && extraTokens && lexer.brackets.length > 0) {
    tokens.pop();
    error = tokenizerError(END_OF_SOURCE, complete.split('\n').length - 1, 0);
  }
  return { tokens, error };
}

const END_OF_SOURCE = 'unexpected EOF in multi-line statement';

function tokenizerError(message: string, line: number, offset: number): PySyntaxError {
  return new PySyntaxError('SyntaxError', message, '<string>', line, offset, line, offset, '');
}

/** Mirrors tokenizeriter_error: what the parser would word or place otherwise. */
function asTokenizerError(error: PySyntaxError, source: string): PySyntaxError {
  if (/was never closed$/.test(error.msg)) return tokenizerError(END_OF_SOURCE, source.split('\n').length - 1, 0);
  if (error.msg.startsWith('unexpected EOF'))
    return tokenizerError(END_OF_SOURCE, error.lineno ?? 1, error.offset ?? 0);
  if (error.type === 'SyntaxError' && !error.msg.startsWith('unexpected character after')) return error;
  const { type, msg, filename, lineno, text } = error;
  const offset = codePoints(text ?? '', 0, text?.length ?? 0);
  return new PySyntaxError(type, msg, filename, lineno, offset, lineno, offset, text);
}

class StreamWriter {
  /** The lines as they were written, with their ends. */
  private readonly lines: string[];
  private readonly starts: number[] = [0];
  private lastLine = -1;
  private lastText = '';

  constructor(
    private readonly lexer: Lexer,
    complete: string,
    private readonly implicitNewline: boolean,
    private readonly extra: boolean,
  ) {
    this.lines = complete.match(/[^\r\n]*(?:\r\n?|\n)/g) ?? [];
    for (let at = lexer.source.indexOf('\n'); at >= 0; at = lexer.source.indexOf('\n', at + 1))
      this.starts.push(at + 1);
  }

  info(index: number): TokenInfo {
    const { tokens, source } = this.lexer;
    const kind = tokens.kind[index] as Tok;
    const trailing = kind === Tok.EndMarker || (kind === Tok.Dedent && tokens.start[index] >= source.length);
    if (trailing && this.extra) {
      const line = this.lines.length + 1;
      return { type: TYPES[kind], text: '', line, col: 0, endLine: line, endCol: 0, lines: '' };
    }
    const line = trailing ? this.lines.length : tokens.line[index];
    const endLine = trailing ? this.lines.length : tokens.endLine[index];
    const lines = this.linesOf(kind, trailing, line, endLine);
    if (!this.extra && (trailing || kind === Tok.Indent || kind === Tok.Dedent)) {
      return { type: TYPES[kind], text: '', line, col: -1, endLine, endCol: -1, lines };
    }
    const col = this.column(line, tokens.start[index]);
    const text = this.text(kind, index, line, endLine);
    const carriageReturn = kind === Tok.Newline && this.lines[line - 1].endsWith('\r\n') ? 1 : 0;
    const endCol = this.column(endLine, this.endOf(kind, index)) + carriageReturn;
    return { type: this.type(kind, text), text, line, col, endLine, endCol, lines };
  }

  private type(kind: Tok, text: string): number {
    if (kind <= Tok.TypeComment) return TYPES[kind];
    if (kind >= FIRST_KEYWORD) return NAME;
    return this.extra ? OP : (EXACT.get(text) ?? OP);
  }

  /** Doubled braces end a text one character before its place does. */
  private endOf(kind: Tok, index: number): number {
    const { end } = this.lexer.tokens;
    return kind === Tok.Newline && !this.extra ? end[index] - 1 : end[index];
  }

  private column(line: number, pos: number): number {
    const start = this.starts[line - 1] ?? this.lexer.source.length;
    return this.lexer.ascii ? pos - start : codePoints(this.lexer.source, start, pos);
  }

  /** The text as it was written: a newline may be \r\n. */
  private text(kind: Tok, index: number, line: number, endLine: number): string {
    const { start, end } = this.lexer.tokens;
    if (kind === Tok.Newline || kind === Tok.NL) {
      // Without extra tokens it is the comment in front of it.
      const carriageReturn = this.lines[line - 1].endsWith('\r\n') ? '\r' : '';
      if (!this.extra) return this.lexer.source.slice(start[index], end[index] - 1) + carriageReturn;
      if (this.implicitNewline && line === this.lines.length) return '';
      return `${carriageReturn}\n`;
    }
    if (line === endLine) return this.lexer.source.slice(start[index], end[index]);
    const first = this.lines[line - 1].slice(start[index] - this.starts[line - 1]);
    const last = this.lines[endLine - 1].slice(0, end[index] - this.starts[endLine - 1]);
    return first + this.lines.slice(line, endLine - 1).join('') + last;
  }

  /** Mirrors TokenizerIter's cache of the line, which a later token of the same line shares. */
  private linesOf(kind: Tok, trailing: boolean, line: number, endLine: number): string {
    const literal = kind === Tok.String || (kind >= Tok.FStringStart && kind <= Tok.TStringEnd);
    if (endLine !== this.lastLine) {
      const from = literal ? line : endLine;
      this.lastText = trailing ? '' : this.lines.slice(from - 1, endLine).join('');
      if (this.implicitNewline && endLine === this.lines.length) this.lastText = this.lastText.slice(0, -1);
    }
    this.lastLine = literal ? line : endLine;
    return this.lastText;
  }
}
