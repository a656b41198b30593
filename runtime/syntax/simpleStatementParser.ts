/**
 * Parses simple statements.
 *
 * Owns: CPython's simple_stmts. Must not know: compound statements.
 */

import type { Alias, Expr, Stmt } from './ast';
import { operatorName } from './expressionParser';
import { PatternParser } from './patternParser';
import { Tok } from './token';

export abstract class SimpleStatementParser extends PatternParser {
  /** func_type_comment: behind the colon, or alone on the block's first line. */
  protected parseFunctionTypeComment(): string | null {
    if (this.at(Tok.Newline) && this.kinds[this.p + 1] === Tok.TypeComment && this.kinds[this.p + 2] === Tok.Newline) {
      if (this.kinds[this.p + 3] !== Tok.Indent) return null;
      this.p++;
    }
    return this.parseTypeComment();
  }

  /** simple_stmts: one logical line */
  protected parseSimpleStatements(into: Stmt[]): void {
    do {
      if (this.at(Tok.Newline)) break;
      into.push(this.parseSimpleStatement());
    } while (this.accept(Tok.Semi));
    if (into.length === 0) this.fail();
    this.expect(Tok.Newline);
  }

  private parseSimpleStatement(): Stmt {
    const s = this.p;
    switch (this.kinds[s]) {
      case Tok.KwReturn: {
        this.p++;
        const value = this.startsExpression() ? this.parseStarExpressions() : null;
        return { kind: 'Return', value, ...this.span(s) };
      }
      case Tok.KwImport:
        this.p++;
        return { kind: 'Import', names: this.parseDottedNames(), ...this.span(s) };
      case Tok.KwFrom:
        return this.parseImportFrom();
      case Tok.KwRaise:
        return this.parseRaise();
      case Tok.KwPass:
        this.p++;
        return { kind: 'Pass', ...this.span(s) };
      case Tok.KwBreak:
        this.p++;
        return { kind: 'Break', ...this.span(s) };
      case Tok.KwContinue:
        this.p++;
        return { kind: 'Continue', ...this.span(s) };
      case Tok.KwDel:
        return this.parseDelete();
      case Tok.KwAssert: {
        this.p++;
        const test = this.parseExpression();
        const msg = this.accept(Tok.Comma) ? this.parseExpression() : null;
        return { kind: 'Assert', test, msg, ...this.span(s) };
      }
      case Tok.KwGlobal:
        this.p++;
        return { kind: 'Global', names: this.parseNameList(), ...this.span(s) };
      case Tok.KwNonlocal:
        this.p++;
        return { kind: 'Nonlocal', names: this.parseNameList(), ...this.span(s) };
      case Tok.KwYield: {
        const value = this.parseYield();
        return { kind: 'Expr', value, ...this.span(s) };
      }
      case Tok.Name:
        if (this.kinds[s + 1] === Tok.Name && this.nameAt(s) === 'type') return this.parseTypeAlias();
    }
    return this.parseExpressionStatement();
  }

  /** assignment or star_expressions */
  private parseExpressionStatement(): Stmt {
    const s = this.p;
    const first = this.parseStarExpressions();
    const kind = this.kinds[this.p];
    if (kind === Tok.Newline || kind === Tok.Semi) return { kind: 'Expr', value: first, ...this.span(s) };
    if (kind === Tok.Equal) return this.parseAssignment(s, first);
    if (kind === Tok.Colon) return this.parseAnnotated(s, first);
    if (kind >= Tok.VBarEqual && kind <= Tok.DoubleStarEqual) {
      if (first.kind !== 'Name' && first.kind !== 'Attribute' && first.kind !== 'Subscript') this.fail();
      first.ctx = 'Store';
      this.p++;
      const value = this.parseAnnotatedRhs();
      return { kind: 'AugAssign', target: first, op: operatorName(kind - 13), value, ...this.span(s) };
    }
    return { kind: 'Expr', value: first, ...this.span(s) };
  }

  private parseAssignment(s: number, first: Expr): Stmt {
    const targets: Expr[] = [];
    let value = first;
    while (this.accept(Tok.Equal)) {
      this.makeStore(value);
      targets.push(value);
      if (this.at(Tok.KwYield)) {
        value = this.parseYield();
        break;
      }
      value = this.parseStarExpressions();
    }
    const type_comment = this.parseTypeComment();
    return { kind: 'Assign', targets, value, type_comment, ...this.span(s) };
  }

  private parseAnnotated(s: number, target: Expr): Stmt {
    if (target.kind !== 'Name' && target.kind !== 'Attribute' && target.kind !== 'Subscript') this.fail();
    target.ctx = 'Store';
    const simple = this.kinds[s] === Tok.Name && target.kind === 'Name' ? 1 : 0;
    this.p++;
    const annotation = this.parseExpression();
    const value = this.accept(Tok.Equal) ? this.parseAnnotatedRhs() : null;
    return { kind: 'AnnAssign', target, annotation, value, simple, ...this.span(s) };
  }

  private parseTypeAlias(): Stmt {
    const s = this.p++;
    const name = this.nameNode(this.p++, 'Store');
    const type_params = this.parseTypeParameters();
    this.expect(Tok.Equal);
    const value = this.parseExpression();
    return { kind: 'TypeAlias', name, type_params, value, ...this.span(s) };
  }

  private parseRaise(): Stmt {
    const s = this.p++;
    let exc: Expr | null = null;
    let cause: Expr | null = null;
    if (this.startsExpression() && !this.at(Tok.Star)) {
      exc = this.parseExpression();
      if (this.accept(Tok.KwFrom)) cause = this.parseExpression();
    }
    return { kind: 'Raise', exc, cause, ...this.span(s) };
  }

  private parseDelete(): Stmt {
    const s = this.p++;
    const targets: Expr[] = [];
    do {
      if (targets.length > 0 && (this.at(Tok.Newline) || this.at(Tok.Semi))) break;
      const target = this.parsePrimary();
      this.makeDelete(target);
      targets.push(target);
    } while (this.accept(Tok.Comma));
    return { kind: 'Delete', targets, ...this.span(s) };
  }

  private parseNameList(): string[] {
    const names = [this.expectName()];
    while (this.accept(Tok.Comma)) names.push(this.expectName());
    return names;
  }

  // --- imports ---

  /** Told of each name imported from __future__. */
  protected abstract noteFuture(feature: string): void;

  private parseDottedName(): string {
    let name = this.expectName();
    while (this.accept(Tok.Dot)) name += '.' + this.expectName();
    return name;
  }

  private parseDottedNames(): Alias[] {
    const names: Alias[] = [];
    do {
      const s = this.p;
      const name = this.parseDottedName();
      const asname = this.accept(Tok.KwAs) ? this.expectName() : null;
      names.push({ kind: 'alias', name, asname, ...this.span(s) });
    } while (this.accept(Tok.Comma));
    return names;
  }

  private parseImportFrom(): Stmt {
    const s = this.p++;
    let level = 0;
    for (;;) {
      if (this.accept(Tok.Dot)) level++;
      else if (this.accept(Tok.Ellipsis)) level += 3;
      else break;
    }
    const module = level === 0 || this.at(Tok.Name) ? this.parseDottedName() : null;
    this.expect(Tok.KwImport);
    const names: Alias[] = [];
    if (this.at(Tok.Star)) {
      const star = this.p++;
      names.push({ kind: 'alias', name: '*', asname: null, ...this.span(star) });
    } else {
      const parenthesized = this.accept(Tok.LPar);
      do {
        if (parenthesized && names.length > 0 && this.at(Tok.RPar)) break;
        const start = this.p;
        const name = this.expectName();
        const asname = this.accept(Tok.KwAs) ? this.expectName() : null;
        names.push({ kind: 'alias', name, asname, ...this.span(start) });
      } while (this.accept(Tok.Comma));
      if (parenthesized) this.expect(Tok.RPar);
    }
    if (module === '__future__' && level === 0) for (const alias of names) this.noteFuture(alias.name);
    return { kind: 'ImportFrom', module, names, level, ...this.span(s) };
  }
}
