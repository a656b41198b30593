/**
 * The front end's entry: source text → AST, or a PySyntaxError.
 *
 * Owns: the modes (exec, eval, single, func_type) and the order fast parser → error pass. Must not know: who asks.
 */

import type { Expr, Expression, FunctionType, Interactive, Module, Stmt, TypeIgnore } from './ast';
import { CompoundParser } from './compoundParser';
import { Lexer } from './lexer';
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
  onWarning?: (message: string, lineno: number) => void;
}

class FastParser extends CompoundParser {
  constructor(
    lexer: Lexer,
    private readonly options: ParseOptions,
  ) {
    super(lexer);
  }

  protected barryAsFlufl(): boolean {
    return this.options.barryAsFlufl === true;
  }

  module(): Module {
    const body: Stmt[] = [];
    while (!this.at(Tok.EndMarker)) this.parseStatement(body);
    const type_ignores: TypeIgnore[] = [];
    return { kind: 'Module', body, type_ignores };
  }

  expression(): Expression {
    const body = this.parseExpressions();
    while (this.accept(Tok.Newline));
    if (!this.at(Tok.EndMarker)) this.fail();
    return { kind: 'Expression', body };
  }

  interactive(): Interactive {
    const body: Stmt[] = [];
    const s = this.p;
    if (this.at(Tok.Newline) || this.at(Tok.EndMarker)) {
      this.p++;
      const position = {
        lineno: this.lines[s],
        col_offset: this.cols[s],
        end_lineno: this.endLines[s],
        end_col_offset: this.endCols[s],
      };
      body.push({ kind: 'Pass', ...position });
    } else {
      this.parseStatement(body);
    }
    while (this.accept(Tok.Newline));
    if (!this.at(Tok.EndMarker)) this.fail();
    return { kind: 'Interactive', body };
  }

  functionType(): FunctionType {
    this.expect(Tok.LPar);
    const argtypes: Expr[] = [];
    while (!this.at(Tok.RPar)) {
      if (!this.accept(Tok.Star)) this.accept(Tok.DoubleStar);
      argtypes.push(this.parseExpression());
      if (!this.accept(Tok.Comma)) break;
    }
    this.expect(Tok.RPar);
    this.expect(Tok.Arrow);
    const returns = this.parseExpression();
    while (this.accept(Tok.Newline));
    if (!this.at(Tok.EndMarker)) this.fail();
    return { kind: 'FunctionType', argtypes, returns };
  }

  /** The token where the parser stopped. */
  get place(): { line: number; start: number; end: number } {
    return { line: this.lines[this.p], start: this.starts[this.p], end: this.ends[this.p] };
  }
}

export function parseModule(source: string, filename: string, options: ParseOptions = {}): Module {
  return parse(source, filename, options, (parser) => parser.module());
}

export function parseExpression(source: string, filename: string, options: ParseOptions = {}): Expression {
  return parse(source, filename, options, (parser) => parser.expression());
}

export function parseInteractive(source: string, filename: string, options: ParseOptions = {}): Interactive {
  return parse(source, filename, options, (parser) => parser.interactive());
}

/** The text of a signature type comment, `(int, str) -> bool`. */
export function parseFunctionType(source: string, filename: string, options: ParseOptions = {}): FunctionType {
  return parse(source, filename, options, (parser) => parser.functionType());
}

function parse<T>(source: string, filename: string, options: ParseOptions, rule: (parser: FastParser) => T): T {
  const text = normalizeNewlines(source);
  const lexer = new Lexer(text, filename, { onWarning: options.onWarning });
  lexer.readAll();
  const parser = new FastParser(lexer, options);
  try {
    return rule(parser);
  } catch (error) {
    if (error !== PARSE_FAILURE) throw error;
    const { line, start, end } = parser.place;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const lineEnd = text.indexOf('\n', start);
    throw new PySyntaxError(
      'SyntaxError',
      'invalid syntax',
      filename,
      line,
      start - lineStart + 1,
      line,
      end - lineStart + 1,
      text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd + 1),
    );
  }
}

/** Mirrors translate_newlines: \r\n and \r become \n, the last line gets one. */
function normalizeNewlines(source: string): string {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  return text === '' || text.endsWith('\n') ? text : text + '\n';
}
