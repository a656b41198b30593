/**
 * The front end's entry: source text → AST, or a PySyntaxError.
 *
 * Owns: the modes (exec, eval, single, func_type) and the order fast parser → error pass. Must not know: who asks.
 *
 * DIFFERS: a doubtful escape that is made an error is marked where it stands, also in f-strings and behind a prefix.
 */

import type { Expr, Expression, FunctionType, Interactive, Module, Stmt, TypeIgnore } from './ast';
import { CompoundParser } from './compoundParser';
import { findSyntaxError, type StartRule } from './errors/findSyntaxError';
import { Lexer } from './lexer';
import { codePoints, type LexerOptions, type LexerWarning } from './lexerState';
import { LiteralError, warningAsError } from './stringLiteral';
import { PySyntaxError } from './syntaxError';
import { Tok } from './token';
import { PARSE_FAILURE } from './tokenCursor';

export interface ParseOptions {
  /** PyCF_TYPE_COMMENTS */
  typeComments?: boolean;
  /** PyCF_ALLOW_INCOMPLETE_INPUT: a source that could go on raises _IncompleteInputError. */
  allowIncompleteInput?: boolean;
  /** PyCF_DONT_IMPLY_DEDENT */
  dontImplyDedent?: boolean;
  /** from __future__ import barry_as_FLUFL */
  barryAsFlufl?: boolean;
  /** Receives the SyntaxWarnings of invalid escapes and of keywords glued to numbers. */
  onWarning?: LexerWarning;
}

class FastParser extends CompoundParser {
  constructor(
    lexer: Lexer,
    private readonly options: ParseOptions,
  ) {
    super(lexer);
    this.filename = lexer.filename;
    this.typeIgnores = lexer.typeIgnores;
    this.flufl = options.barryAsFlufl === true;
  }

  private readonly filename: string;
  private readonly typeIgnores: TypeIgnore[];
  /** from __future__ import barry_as_FLUFL, from here on */
  flufl: boolean;

  protected barryAsFlufl(): boolean {
    return this.flufl;
  }

  protected warnEscape(message: string, at: number): void {
    const lineStart = this.source.lastIndexOf('\n', at - 1) + 1;
    const line = this.source.slice(0, lineStart).split('\n').length;
    if (this.options.onWarning?.(message, line) !== true) return;
    const offset = codePoints(this.source, lineStart, at) + 1;
    const text = /.*\n?/y;
    text.lastIndex = lineStart;
    const [lineText] = text.exec(this.source)!;
    const error = warningAsError(message);
    throw new PySyntaxError('SyntaxError', error, this.filename, line, offset, line, offset + 2, lineText, 'warning');
  }

  protected noteFuture(feature: string): void {
    if (feature === 'barry_as_FLUFL') this.flufl = true;
  }

  module(): Module {
    const body: Stmt[] = [];
    while (!this.at(Tok.EndMarker)) {
      const start = this.p;
      this.parseStatement(body);
      this.completed?.set(start, this.p);
    }
    return { kind: 'Module', body, type_ignores: this.typeIgnores };
  }

  expression(): Expression {
    const body = this.parseExpressions();
    while (this.accept(Tok.Newline));
    if (!this.at(Tok.EndMarker)) this.fail();
    return { kind: 'Expression', body };
  }

  interactive(): Interactive {
    const body: Stmt[] = [];
    if (this.at(Tok.EndMarker)) this.fail();
    const s = this.p;
    if (this.accept(Tok.Newline)) {
      body.push({ kind: 'Pass', ...this.span(s) });
    } else {
      this.parseStatement(body);
      if (this.atCompound(s) && !this.accept(Tok.Newline)) this.fail();
    }
    return { kind: 'Interactive', body };
  }

  private atCompound(index: number): boolean {
    switch (this.kinds[index]) {
      case Tok.KwDef:
      case Tok.At:
      case Tok.KwAsync:
      case Tok.KwIf:
      case Tok.KwClass:
      case Tok.KwWith:
      case Tok.KwFor:
      case Tok.KwTry:
      case Tok.KwWhile:
        return true;
      default:
        return this.kinds[this.p - 1] === Tok.Dedent;
    }
  }

  get stopToken(): number {
    return this.p;
  }

  /** The newline that ended the statement, with the comment in front of it. */
  get newline(): { start: number; end: number } {
    return { start: this.starts[this.p - 1], end: this.ends[this.p - 1] };
  }

  functionType(): FunctionType {
    this.expect(Tok.LPar);
    const argtypes: Expr[] = [];
    if (!this.at(Tok.RPar)) {
      let stars = 0;
      do {
        if (stars === 2) this.fail();
        if (this.accept(Tok.DoubleStar)) stars = 2;
        else if (this.accept(Tok.Star)) stars = stars === 0 ? 1 : this.fail();
        else if (stars > 0) this.fail();
        argtypes.push(this.parseExpression());
      } while (this.accept(Tok.Comma));
    }
    this.expect(Tok.RPar);
    this.expect(Tok.Arrow);
    const returns = this.parseExpression();
    while (this.accept(Tok.Newline));
    if (!this.at(Tok.EndMarker)) this.fail();
    return { kind: 'FunctionType', argtypes, returns };
  }
}

export function parseModule(source: string, filename: string, options: ParseOptions = {}): Module {
  return parse(source, filename, options, 'file', (parser) => parser.module());
}

export function parseExpression(source: string, filename: string, options: ParseOptions = {}): Expression {
  return parse(source, filename, options, 'eval', (parser) => parser.expression());
}

export function parseInteractive(source: string, filename: string, options: ParseOptions = {}): Interactive {
  return parse(source, filename, options, 'interactive', (parser, text) => {
    const tree = parser.interactive();
    refuseMoreStatements(text, parser.newline, filename);
    return tree;
  });
}

/** The text of a signature type comment, `(int, str) -> bool`. */
export function parseFunctionType(source: string, filename: string, options: ParseOptions = {}): FunctionType {
  return parse(source, filename, options, 'func_type', (parser) => parser.functionType());
}

function parse<T>(
  source: string,
  filename: string,
  options: ParseOptions,
  rule: StartRule,
  start: (parser: FastParser, text: string) => T,
): T {
  const text = normalizeNewlines(source, rule === 'file');
  if (text.includes('\0')) {
    const message = 'source code string cannot contain null bytes';
    throw new PySyntaxError('SyntaxError', message, filename, null, null, null, null, null);
  }
  const lexerOptions: LexerOptions = {
    onWarning: options.onWarning,
    typeComments: options.typeComments,
    interactive: rule === 'interactive',
    dontImplyDedent: options.dontImplyDedent,
  };
  const lexer = new Lexer(text, filename, lexerOptions);
  let lexerError: unknown = null;
  try {
    lexer.readAll();
  } catch (error) {
    if (!(error instanceof PySyntaxError) || error.from === 'warning') throw error;
    lexerError = error;
  }
  const parser = new FastParser(lexer, options);
  try {
    const tree = start(parser, text);
    if (lexerError === null) return tree;
  } catch (error) {
    if (error instanceof RangeError && lexerError === null) throw tooDeep(filename);
    if (error !== PARSE_FAILURE && !(error instanceof LiteralError) && !(error instanceof RangeError)) throw error;
  }
  throw findSyntaxError(text, filename, {
    rule,
    completed: completedStatements(lexer, options, (again) => start(again, text)),
    stopToken: parser.stopToken,
    lexer: { ...lexerOptions, onWarning: undefined },
    barryAsFlufl: parser.flufl,
    allowIncompleteInput: options.allowIncompleteInput === true,
  });
}

/** Parses once more up to the failure, noting which statements are right. */
function completedStatements(
  lexer: Lexer,
  options: ParseOptions,
  start: (parser: FastParser) => unknown,
): Map<number, number> {
  const parser = new FastParser(lexer, { ...options, onWarning: undefined });
  const completed = new Map<number, number>();
  parser.completed = completed;
  try {
    start(parser);
  } catch {
    // It fails where it has failed before.
  }
  return completed;
}

/** Mirrors CPython's answer where its parser's stack ends. */
function tooDeep(filename: string): PySyntaxError {
  const message = 'Parser stack overflowed - Memory Error';
  return new PySyntaxError('MemoryError', message, filename, null, null, null, null, null);
}

/** Mirrors bad_single_statement: behind a single statement only blank lines and comments may stand. */
function refuseMoreStatements(text: string, newline: { start: number; end: number }, filename: string): void {
  const { start, end } = newline;
  if (/^(?:[ \t\n\f]*(?:#[^\n]*)?(?:\n|$))*$/.test(text.slice(end))) return;
  const lineStart = text.lastIndexOf('\n', Math.max(0, end - 2)) + 1;
  const line = text.slice(0, lineStart).split('\n').length;
  const message = 'multiple statements found while compiling a single statement';
  const offset = start - lineStart + 1;
  throw new PySyntaxError(
    'SyntaxError',
    message,
    filename,
    line,
    offset,
    line,
    end - lineStart + 1,
    text.slice(lineStart, end),
  );
}

/** Mirrors translate_newlines: \r\n and \r become \n; in exec mode the last line gets one. */
function normalizeNewlines(source: string, complete: boolean): string {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  return !complete || text === '' || text.endsWith('\n') ? text : text + '\n';
}
