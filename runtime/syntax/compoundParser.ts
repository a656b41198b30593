/**
 * Parses compound statements and blocks.
 *
 * Owns: CPython's compound_stmt and block. Must not know: simple statements' inside.
 */

import type { Expr, ExceptHandler, Keyword, MatchCase, Positioned, Stmt, TypeParam, WithItem } from './ast';
import { SimpleStatementParser } from './simpleStatementParser';
import { Tok } from './token';
import { PARSE_FAILURE } from './tokenCursor';

export abstract class CompoundParser extends SimpleStatementParser {
  /** For the error pass: where each statement that could be parsed begins and ends. */
  completed: Map<number, number> | null = null;

  /** Appends the statements of one logical line or one compound statement. */
  protected parseStatement(into: Stmt[]): void {
    const s = this.p;
    switch (this.kinds[s]) {
      case Tok.KwDef:
        into.push(this.parseFunction(s, [], false));
        return;
      case Tok.KwIf:
        this.p++;
        into.push(this.parseIf(s));
        return;
      case Tok.KwClass:
        into.push(this.parseClass(s, []));
        return;
      case Tok.At:
        into.push(this.parseDecorated());
        return;
      case Tok.KwFor:
        into.push(this.parseFor(s, false));
        return;
      case Tok.KwTry:
        into.push(this.parseTry(s));
        return;
      case Tok.KwWhile:
        into.push(this.parseWhile(s));
        return;
      case Tok.KwWith:
        into.push(this.parseWith(s, false));
        return;
      case Tok.KwAsync:
        into.push(this.parseAsync(s, []));
        return;
      case Tok.Name:
        if (this.nameAt(s) === 'match' && this.startsExpression(this.kinds[s + 1])) {
          const match = this.tryMatch(s);
          if (match !== null) {
            into.push(match);
            return;
          }
        }
    }
    this.parseSimpleStatements(into);
  }

  /** From the token `s` to the last token that is no newline, indent or dedent. */
  private blockPosition(s: number): Positioned {
    const e = this.lastToken();
    return {
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[e],
      end_col_offset: this.endCols[e],
    };
  }

  private parseBlock(): Stmt[] {
    const body: Stmt[] = [];
    if (!this.accept(Tok.Newline)) {
      this.parseSimpleStatements(body);
      return body;
    }
    this.expect(Tok.Indent);
    do {
      const start = this.p;
      this.parseStatement(body);
      this.completed?.set(start, this.p);
    } while (!this.accept(Tok.Dedent));
    return body;
  }

  /** ':' block */
  private parseSuite(): Stmt[] {
    this.expect(Tok.Colon);
    return this.parseBlock();
  }

  private parseElse(): Stmt[] {
    return this.accept(Tok.KwElse) ? this.parseSuite() : [];
  }

  private parseIf(s: number): Stmt {
    const test = this.parseNamedExpression();
    const body = this.parseSuite();
    let orelse: Stmt[];
    const next = this.p;
    if (this.accept(Tok.KwElif)) orelse = [this.parseIf(next)];
    else orelse = this.parseElse();
    return { kind: 'If', test, body, orelse, ...this.blockPosition(s) };
  }

  private parseWhile(s: number): Stmt {
    this.p++;
    const test = this.parseNamedExpression();
    const body = this.parseSuite();
    const orelse = this.parseElse();
    return { kind: 'While', test, body, orelse, ...this.blockPosition(s) };
  }

  private parseAsync(s: number, decorators: Expr[]): Stmt {
    this.p++;
    switch (this.kinds[this.p]) {
      case Tok.KwDef:
        return this.parseFunction(s, decorators, true);
      case Tok.KwFor:
        return this.parseFor(s, true);
      case Tok.KwWith:
        return this.parseWith(s, true);
      default:
        return this.fail();
    }
  }

  private parseFor(s: number, isAsync: boolean): Stmt {
    this.p++;
    const target = this.parseForTargets();
    this.expect(Tok.KwIn);
    const iter = this.parseStarExpressions();
    this.expect(Tok.Colon);
    const type_comment = this.parseTypeComment();
    const body = this.parseBlock();
    const orelse = this.parseElse();
    return { kind: isAsync ? 'AsyncFor' : 'For', target, iter, body, orelse, type_comment, ...this.blockPosition(s) };
  }

  // --- with ---

  private parseWith(s: number, isAsync: boolean): Stmt {
    this.p++;
    const items = (this.at(Tok.LPar) ? this.tryParenthesizedItems() : null) ?? this.parseWithItems();
    this.expect(Tok.Colon);
    const type_comment = this.parseTypeComment();
    const body = this.parseBlock();
    return { kind: isAsync ? 'AsyncWith' : 'With', items, body, type_comment, ...this.blockPosition(s) };
  }

  private parseWithItems(): WithItem[] {
    const items = [this.parseWithItem()];
    while (this.accept(Tok.Comma)) items.push(this.parseWithItem());
    return items;
  }

  private parseWithItem(): WithItem {
    const context_expr = this.parseExpression();
    const optional_vars = this.accept(Tok.KwAs) ? this.parseStarTarget() : null;
    return { kind: 'withitem', context_expr, optional_vars };
  }

  /** `with (a, b as c):`, if the parentheses are those of the items; consumes nothing otherwise. */
  private tryParenthesizedItems(): WithItem[] | null {
    const s = this.p;
    if (this.kinds[this.behindBrackets(s)] !== Tok.Colon) return null;
    try {
      this.p++;
      const items = [this.parseWithItem()];
      while (this.accept(Tok.Comma)) {
        if (this.at(Tok.RPar)) break;
        items.push(this.parseWithItem());
      }
      this.expect(Tok.RPar);
      if (this.at(Tok.Colon)) return items;
    } catch (error) {
      if (error !== PARSE_FAILURE) throw error;
    }
    this.p = s;
    return null;
  }

  /** The index behind the bracket that closes the one at `open`. */
  private behindBrackets(open: number): number {
    let depth = 0;
    for (let index = open; ; index++) {
      switch (this.kinds[index]) {
        case Tok.LPar:
        case Tok.LSqb:
        case Tok.LBrace:
          depth++;
          break;
        case Tok.RPar:
        case Tok.RSqb:
        case Tok.RBrace:
          depth--;
          if (depth === 0) return index + 1;
          break;
        case Tok.EndMarker:
          return index;
      }
    }
  }

  // --- try ---

  private parseTry(s: number): Stmt {
    this.p++;
    const body = this.parseSuite();
    const handlers: ExceptHandler[] = [];
    const star = this.at(Tok.KwExcept) && this.kinds[this.p + 1] === Tok.Star;
    while (this.at(Tok.KwExcept)) {
      handlers.push(this.parseHandler(star));
    }
    const orelse = handlers.length > 0 ? this.parseElse() : [];
    const finalbody = this.accept(Tok.KwFinally) ? this.parseSuite() : [];
    if (handlers.length === 0 && finalbody.length === 0) this.fail();
    return { kind: star ? 'TryStar' : 'Try', body, handlers, orelse, finalbody, ...this.blockPosition(s) };
  }

  private parseHandler(star: boolean): ExceptHandler {
    const s = this.p++;
    if (this.accept(Tok.Star) !== star) this.fail();
    let type: Expr | null = null;
    let name: string | null = null;
    if (star || !this.at(Tok.Colon)) {
      const before = this.p;
      type = this.parseExpressions();
      if (this.accept(Tok.KwAs)) {
        // Only one expression, or a parenthesised tuple, can be named.
        if (type.kind === 'Tuple' && this.behindExpression(before) !== this.p - 1) this.fail();
        name = this.expectName();
      }
    }
    const body = this.parseSuite();
    return { kind: 'ExceptHandler', type, name, body, ...this.blockPosition(s) };
  }

  private behindExpression(start: number): number {
    const here = this.p;
    this.p = start;
    this.parseExpression();
    const behind = this.p;
    this.p = here;
    return behind;
  }

  // --- definitions ---

  private parseDecorated(): Stmt {
    const decorators: Expr[] = [];
    while (this.accept(Tok.At)) {
      decorators.push(this.parseNamedExpression());
      this.expect(Tok.Newline);
    }
    const s = this.p;
    switch (this.kinds[s]) {
      case Tok.KwDef:
        return this.parseFunction(s, decorators, false);
      case Tok.KwClass:
        return this.parseClass(s, decorators);
      case Tok.KwAsync:
        if (this.kinds[s + 1] !== Tok.KwDef) this.fail();
        return this.parseAsync(s, decorators);
      default:
        return this.fail();
    }
  }

  /** The current token is `def`; `s` is it or the `async` in front. */
  private parseFunction(s: number, decorator_list: Expr[], isAsync: boolean): Stmt {
    this.p++;
    const name = this.expectName();
    const type_params = this.parseTypeParameters();
    this.expect(Tok.LPar);
    const args = this.parseParameters(Tok.RPar, true);
    this.expect(Tok.RPar);
    const returns = this.accept(Tok.Arrow) ? this.parseExpression() : null;
    this.expect(Tok.Colon);
    const type_comment = this.parseFunctionTypeComment();
    const body = this.parseBlock();
    return {
      kind: isAsync ? 'AsyncFunctionDef' : 'FunctionDef',
      name,
      args,
      body,
      decorator_list,
      returns,
      type_comment,
      type_params,
      ...this.blockPosition(s),
    };
  }

  private parseClass(s: number, decorator_list: Expr[]): Stmt {
    this.p++;
    const name = this.expectName();
    const type_params: TypeParam[] = this.parseTypeParameters();
    const bases: Expr[] = [];
    const keywords: Keyword[] = [];
    if (this.at(Tok.LPar)) this.parseArguments(bases, keywords, false);
    const body = this.parseSuite();
    return { kind: 'ClassDef', name, bases, keywords, body, decorator_list, type_params, ...this.blockPosition(s) };
  }

  // --- match ---

  /** Parses a match statement, or answers null if `match (…)` turns out to be an expression. */
  private tryMatch(s: number): Stmt | null {
    let subject: Expr;
    try {
      this.p++;
      subject = this.parseSubject();
      this.expect(Tok.Colon);
      this.expect(Tok.Newline);
      this.expect(Tok.Indent);
    } catch (error) {
      if (error !== PARSE_FAILURE) throw error;
      this.p = s;
      return null;
    }
    const cases: MatchCase[] = [];
    do cases.push(this.parseCase());
    while (!this.accept(Tok.Dedent));
    return { kind: 'Match', subject, cases, ...this.blockPosition(s) };
  }

  /** subject_expr: a named expression, or several ones (perhaps starred) with a comma. */
  private parseSubject(): Expr {
    const s = this.p;
    const first = this.at(Tok.Star) ? this.parseStarred() : this.parseNamedExpression();
    if (!this.at(Tok.Comma)) {
      if (first.kind === 'Starred') this.fail();
      return first;
    }
    const elts = [first];
    while (this.accept(Tok.Comma)) {
      if (this.at(Tok.Colon)) break;
      elts.push(this.at(Tok.Star) ? this.parseStarred() : this.parseNamedExpression());
    }
    return this.tuple(elts, s);
  }

  private parseCase(): MatchCase {
    if (!this.at(Tok.Name) || this.nameAt(this.p) !== 'case') this.fail();
    this.p++;
    const pattern = this.parsePatterns();
    const guard = this.accept(Tok.KwIf) ? this.parseNamedExpression() : null;
    const body = this.parseSuite();
    return { kind: 'match_case', pattern, guard, body };
  }
}
