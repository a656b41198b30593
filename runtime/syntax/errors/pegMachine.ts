/**
 * The machine that runs the error pass: tokens read as they are needed, memo, left recursion, and the ways in which
 * CPython's parser raises a SyntaxError.
 *
 * Owns: the state of one run. Must not know: the grammar.
 */

import type { Lexer } from '../lexer';
import { codePoints } from '../lexerState';
import { PySyntaxError, type SyntaxErrorType } from '../syntaxError';
import { Tok } from '../token';

/** No match. (An optional part that is absent is null.) */
export const FAIL = undefined;

/** A token or a tree node: its kind, its first and last token, and the parts that messages need. */
export class PegNode {
  constructor(
    readonly kind: string,
    readonly first: number,
    readonly last: number,
    readonly parts: readonly PegValue[],
  ) {}
}

export type PegValue = PegNode | readonly PegValue[] | null | undefined;
export type Bindings = Map<string, PegValue>;
export type Matcher = (machine: PegMachine) => PegValue;

/** A place as CPython's tokens have it: bytes from 0, or -1 for tokens without text. */
interface Place {
  line: number;
  col: number;
  endLine: number;
  endCol: number;
}

interface MemoEntry {
  value: PegValue;
  mark: number;
}

export class PegMachine {
  mark = 0;
  /** Whether rules named invalid_… take part. */
  blaming = false;
  /** Set by an alternative that failed and forbids those after it. */
  stop = false;
  /** Whether the error came from the lexer. */
  lexerFailed = false;
  /** By token, then by rule: what was found there and where it ended. */
  private memo: (Map<number, MemoEntry> | undefined)[] = [];
  private readonly tokenNodes: PegNode[] = [];
  private readonly levels: number[] = [];

  constructor(
    readonly lexer: Lexer,
    readonly barryAsFlufl: boolean,
    private readonly completed: ReadonlyMap<number, number>,
  ) {}

  get fill(): number {
    return this.lexer.tokens.count;
  }

  restart(): void {
    this.mark = 0;
    this.blaming = true;
    this.memo = [];
  }

  // --- tokens ---

  kindAt(index: number): Tok {
    while (this.lexer.tokens.count <= index) {
      try {
        this.lexer.next();
      } catch (error) {
        this.lexerFailed = true;
        throw error;
      }
      this.levels[this.lexer.tokens.count - 1] = this.lexer.brackets.length;
    }
    return this.lexer.tokens.kind[index];
  }

  /** How many brackets are open behind the token. */
  levelAt(index: number): number {
    return this.levels[index] ?? 0;
  }

  textAt(index: number): string {
    return this.lexer.source.slice(this.lexer.tokens.start[index], this.lexer.tokens.end[index]);
  }

  nameAt(index: number): string {
    return this.lexer.names.names[this.lexer.tokens.name[index]];
  }

  /** Consumes the current token and answers it as a node. */
  take(): PegNode {
    const index = this.mark++;
    return (this.tokenNodes[index] ??= new PegNode('token', index, index, []));
  }

  node(kind: string, start: number, parts: readonly PegValue[]): PegNode {
    let last = this.mark - 1;
    const kinds = this.lexer.tokens.kind;
    while (last > start && (kinds[last] === Tok.EndMarker || (kinds[last] >= Tok.Newline && kinds[last] <= Tok.Dedent)))
      last--;
    return new PegNode(kind, start, last, parts);
  }

  // --- memo ---

  memoized(key: number, matcher: Matcher): PegValue {
    const entries = (this.memo[this.mark] ??= new Map<number, MemoEntry>());
    const known = entries.get(key);
    if (known !== undefined) {
      this.mark = known.mark;
      return known.value;
    }
    const value = matcher(this);
    entries.set(key, { value, mark: this.mark });
    return value;
  }

  /**
   * Passes over a statement that is known to be right. Not over the last of them: what is wrong behind it (an `elif`
   * behind an `else`) can be its business.
   * DIFFERS: CPython's second run can blame a right statement for a mistake further down (`type X[T = A] = T`).
   */
  skipStatement(): boolean {
    const end = this.completed.get(this.mark);
    if (end === undefined || !this.completed.has(end)) return false;
    this.kindAt(end - 1);
    this.mark = end;
    return true;
  }

  /** A whole statement has been read: nothing inside it will be asked for again. */
  forget(start: number): void {
    for (let mark = start + 1; mark < this.mark; mark++) this.memo[mark] = undefined;
  }

  /** Mirrors pegen's way with left-recursive rules: parses again with the last result as the seed until it stops growing. */
  growSeed(rule: number, matcher: Matcher): PegValue {
    const start = this.mark;
    const entries = (this.memo[start] ??= new Map<number, MemoEntry>());
    const key = rule * 2;
    const known = entries.get(key);
    if (known !== undefined) {
      this.mark = known.mark;
      return known.value;
    }
    let value: PegValue = FAIL;
    let mark = start;
    for (;;) {
      entries.set(key, { value, mark });
      this.mark = start;
      const grown = matcher(this);
      if (grown === FAIL || this.mark <= mark) break;
      value = grown;
      mark = this.mark;
    }
    this.mark = value === FAIL ? start : mark;
    return value;
  }

  // --- raising ---

  /** Where the token is, as CPython's tokens say; -1 for a token without text. */
  place(index: number): Place {
    const tokens = this.lexer.tokens;
    const kind = tokens.kind[index];
    const implied = kind === Tok.Newline && tokens.start[index] === tokens.end[index];
    if (kind === Tok.EndMarker || kind === Tok.Indent || kind === Tok.Dedent || implied) {
      const line = tokens.start[index] >= this.lexer.source.length ? this.lastLine() : tokens.line[index];
      return { line, col: -1, endLine: line, endCol: -1 };
    }
    return {
      line: tokens.line[index],
      col: tokens.col[index],
      endLine: tokens.endLine[index],
      endCol: tokens.endCol[index],
    };
  }

  private lastLine(): number {
    const { line, lineStart, source } = this.lexer;
    if (source === '') return 0;
    return lineStart >= source.length ? line - 1 : line;
  }

  /** RAISE_SYNTAX_ERROR_KNOWN_LOCATION and …_KNOWN_RANGE */
  raiseRange(first: PegNode, last: PegNode, message: string): never {
    const from = this.place(first.first);
    const to = this.place(last.last);
    throw this.known('SyntaxError', from.line, from.col, to.endLine, to.endCol, message);
  }

  /** RAISE_SYNTAX_ERROR_STARTING_FROM: up to where the lexer has read. */
  raiseFrom(first: PegNode, message: string): never {
    const from = this.place(first.first);
    const tokens = this.lexer.tokens;
    const last = this.fill - 1;
    const endCol = tokens.endCol[last];
    throw this.known('SyntaxError', from.line, from.col, tokens.endLine[last], endCol - 1, message);
  }

  /** RAISE_SYNTAX_ERROR (the last token read) and, with `index`, …_ON_NEXT_TOKEN */
  raiseAtToken(type: SyntaxErrorType, message: string, index = this.fill - 1): never {
    const place = this.place(index);
    if (place.col !== -1) throw this.known(type, place.line, place.col, place.endLine, place.endCol, message);
    const text = this.lineText(place.line);
    const tokens = this.lexer.tokens;
    const atEnd = tokens.start[index] >= this.lexer.source.length;
    const offset = atEnd ? byteLength(text) : tokens.endCol[index];
    throw this.make(type, place.line, charOffset(text, offset), place.endLine, -1, message);
  }

  /** The same where the last token read is the lexer's failure: it has no text, so its place is where reading stopped. */
  raiseAtLexer(type: SyntaxErrorType, message: string): never {
    const { lexer } = this;
    const atEnd = lexer.pos >= lexer.source.length;
    const line = atEnd ? this.lastLine() : lexer.line;
    const text = this.lineText(line);
    throw this.make(
      type,
      line,
      atEnd ? codePoints(text, 0, text.length) : lexer.pos - lexer.lineStart,
      line,
      -1,
      message,
    );
  }

  /** Mirrors RAISE_ERROR_KNOWN_LOCATION: byte columns from 0. */
  known(
    type: SyntaxErrorType,
    line: number,
    col: number,
    endLine: number,
    endCol: number,
    message: string,
  ): PySyntaxError {
    const text = this.lineText(line);
    // CPython measures both columns in the first line, even where the range ends in another.
    const offset = charOffset(text, col + 1);
    const endOffset = endCol + 1 > 0 ? charOffset(text, endCol + 1) : endCol + 1;
    return this.make(type, line, offset, endLine, endOffset, message);
  }

  private make(
    type: SyntaxErrorType,
    line: number,
    offset: number,
    endLine: number,
    endOffset: number,
    message: string,
  ): PySyntaxError {
    return new PySyntaxError(type, message, this.lexer.filename, line, offset, endLine, endOffset, this.lineText(line));
  }

  /** The line that the lexer has read last. */
  private currentLine(): number {
    const last = this.fill - 1;
    if (last < 0) return 1;
    const { start, endLine } = this.lexer.tokens;
    return start[last] >= this.lexer.source.length ? this.lastLine() : endLine[last];
  }

  /** The source line. As in CPython, it has its newline only where the lexer has not read beyond it. */
  private lineText(line: number): string {
    const source = this.lexer.source;
    let start = 0;
    for (let i = 1; i < line; i++) start = source.indexOf('\n', start) + 1;
    const end = source.indexOf('\n', start);
    if (end < 0) return source.slice(start);
    return source.slice(start, this.currentLine() <= line ? end + 1 : end);
  }
}

function utf8Size(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const char of text) bytes += utf8Size(char.codePointAt(0) as number);
  return bytes;
}

/** Mirrors _PyPegen_byte_offset_to_character_offset: a character cut in two counts. */
function charOffset(text: string, bytes: number): number {
  if (bytes < 0) return bytes;
  let count = 0;
  let passed = 0;
  for (const char of text) {
    if (passed >= bytes) return count;
    passed += utf8Size(char.codePointAt(0) as number);
    count++;
  }
  return passed >= bytes ? count : count + 1;
}
