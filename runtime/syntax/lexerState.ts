/**
 * What the parts of the lexer share: the place in the source, the bracket stack, the stack of open f-strings,
 * the way tokens are emitted and errors are raised.
 *
 * Owns: the state and its positions. Must not know: the rules by which tokens are found.
 */

import { NameTable } from './nameTable';
import { warningAsError } from './stringLiteral';
import { PySyntaxError, type SyntaxErrorSource, type SyntaxErrorType } from './syntaxError';
import { type Tok } from './token';
import { TokenBuffer } from './tokenBuffer';

/** An f-string or t-string being read; mirrors CPython's tokenizer_mode. */
export interface StringMode {
  prefix: 'f' | 't';
  raw: boolean;
  quote: number;
  quoteSize: number;
  /** Whether the lexer is in the text of the string, not in one of its expressions. */
  inText: boolean;
  bracketDepth: number;
  expressionDepth: number;
  inFormatSpec: boolean;
  inDebug: boolean;
  start: number;
  line: number;
  lineStart: number;
}

/** Gives whether the warning is to be an error. */
export type LexerWarning = (message: string, lineno: number) => boolean;

export interface LexerOptions {
  /** Emit comments, newlines without meaning and unbalanced brackets, as the tokenize module wants them. */
  extraTokens?: boolean;
  /** Emit type comments as tokens (PyCF_TYPE_COMMENTS). */
  typeComments?: boolean;
  /** Mode 'single': the end of the text counts as a newline (mirrors _PyPegen_fill_token). */
  interactive?: boolean;
  /** With `interactive`: the end of the text closes no block. */
  dontImplyDedent?: boolean;
  onWarning?: LexerWarning;
}

export class LexerState {
  pos = 0;
  line = 1;
  lineStart = 0;
  /** Where the token being read began. */
  tokenLine = 1;
  tokenLineStart = 0;
  atLineStart = true;
  pendingIndents = 0;
  continuationLine = false;
  readonly indents: number[] = [0];
  readonly altIndents: number[] = [0];
  readonly brackets: number[] = [];
  readonly bracketLines: number[] = [];
  readonly bracketStarts: number[] = [];
  readonly bracketLineStarts: number[] = [];
  readonly modes: StringMode[] = [];
  mode: StringMode | null = null;
  readonly tokens: TokenBuffer;
  readonly names = new NameTable();
  readonly ascii: boolean;
  /** Whether the end of the source has been read: what is wrong might be right if it went on. */
  reachedEnd = false;
  private columnPos = 0;
  private columnBytes = 0;

  constructor(
    readonly source: string,
    readonly filename: string,
    readonly options: LexerOptions,
  ) {
    this.tokens = new TokenBuffer((source.length >> 2) + 64);

    this.ascii = !/[^\x00-\x7f]/.test(source);
  }

  emit(kind: Tok, start: number, end: number): void {
    const tokens = this.tokens;
    const index = tokens.count;
    if (index === tokens.kind.length) tokens.grow();
    tokens.count = index + 1;
    tokens.kind[index] = kind;
    tokens.start[index] = start;
    tokens.end[index] = end;
    tokens.line[index] = this.tokenLine;
    tokens.endLine[index] = this.line;
    if (this.ascii) {
      tokens.col[index] = start - this.tokenLineStart;
      tokens.endCol[index] = end - this.lineStart;
    } else {
      tokens.col[index] = this.byteColumn(this.tokenLineStart, start);
      tokens.endCol[index] = this.byteColumn(this.lineStart, end);
    }
  }

  /** The number of UTF-8 bytes in source[lineStart, pos). Cheap as long as positions grow. */
  private byteColumn(lineStart: number, pos: number): number {
    if (this.columnPos < lineStart || this.columnPos > pos) {
      this.columnPos = lineStart;
      this.columnBytes = 0;
    } else if (this.columnLineStart !== lineStart) {
      this.columnPos = lineStart;
      this.columnBytes = 0;
    }
    this.columnLineStart = lineStart;
    let bytes = this.columnBytes;
    for (let i = this.columnPos; i < pos; i++) {
      const code = this.source.charCodeAt(i);
      bytes += code < 0x80 ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3;
    }
    this.columnPos = pos;
    this.columnBytes = bytes;
    return bytes;
  }
  private columnLineStart = 0;

  /** The source line that begins at `lineStart`, without its newline. */
  lineText(lineStart: number): string {
    const end = this.source.indexOf('\n', lineStart);
    return end < 0 ? this.source.slice(lineStart) : this.source.slice(lineStart, end);
  }

  /** Mirrors _PyTokenizer_syntaxerror: the error lies at the last character read. */
  error(message: string): PySyntaxError {
    return this.errorRange(message, -1, -1);
  }

  /** Mirrors _syntaxerror_range. */
  errorRange(message: string, offset: number, endOffset: number): PySyntaxError {
    return this.here(message, offset, endOffset, 'parser');
  }

  /** An error in the line being read. */
  private here(message: string, offset: number, endOffset: number, from: SyntaxErrorSource): PySyntaxError {
    const column = offset === -1 ? codePoints(this.source, this.lineStart, this.pos) : offset;
    const end = endOffset === -1 ? column : endOffset;
    const text = this.lineText(this.lineStart);
    return new PySyntaxError('SyntaxError', message, this.filename, this.line, column, this.line, end, text, from);
  }

  errorAt(
    type: SyntaxErrorType,
    message: string,
    line: number,
    offset: number,
    endOffset: number,
    text: string | null,
  ): PySyntaxError {
    return new PySyntaxError(type, message, this.filename, line, offset, line, endOffset, text);
  }

  warn(message: string): void {
    if (this.options.onWarning?.(message, this.line) !== true) return;
    throw this.here(warningAsError(message), -1, -1, 'warning');
  }
}

/** The number of code points in source[start, end). */
export function codePoints(source: string, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if ((source.charCodeAt(i) & 0xfc00) !== 0xdc00) count++;
  return count;
}
