/**
 * Parses atoms (names, literals, displays, comprehensions) and assignment targets.
 *
 * Owns: CPython's rules atom, genexp, for_if_clauses, star_targets. Must not know: operators (a subclass does).
 */

import type { Comprehension, Expr, ExprContext } from './ast';
import { numberValue } from './numberLiteral';
import { ParameterParser } from './parameterParser';
import { Tok } from './token';

export abstract class AtomParser extends ParameterParser {
  /** named_expression */
  protected abstract parseNamedExpression(): Expr;
  /** disjunction */
  protected abstract parseOr(): Expr;
  /** bitwise_or and what binds closer: operators of at least `least`. */
  protected abstract parseBinary(least: number): Expr;
  protected abstract parsePrimary(): Expr;
  protected abstract parseYield(): Expr;

  protected tuple(elts: Expr[], s: number): Expr {
    return {
      kind: 'Tuple',
      elts,
      ctx: 'Load',
      ...this.span(s),
    };
  }

  /** '*' bitwise_or */
  protected parseStarred(): Expr {
    const s = this.p;
    this.p++;
    const value = this.parseBinary(1);
    return {
      kind: 'Starred',
      value,
      ctx: 'Load',
      ...this.span(s),
    };
  }

  private parseStarNamedExpression(): Expr {
    return this.at(Tok.Star) ? this.parseStarred() : this.parseNamedExpression();
  }

  // --- atoms ---

  protected parseAtom(): Expr {
    const s = this.p;
    switch (this.kinds[s]) {
      case Tok.Name:
        this.p++;
        return this.nameNode(s, 'Load');
      case Tok.Number: {
        this.p++;
        const value = numberValue(this.source.slice(this.starts[s], this.ends[s]));
        if (value === null) return this.fail();
        return {
          kind: 'Constant',
          value,
          ukind: null,
          lineno: this.lines[s],
          col_offset: this.cols[s],
          end_lineno: this.endLines[s],
          end_col_offset: this.endCols[s],
        };
      }
      case Tok.String:
      case Tok.FStringStart:
      case Tok.TStringStart:
        return this.parseStrings();
      case Tok.LPar:
        return this.parseParenthesized();
      case Tok.LSqb:
        return this.parseListDisplay();
      case Tok.LBrace:
        return this.parseBraceDisplay();
      case Tok.KwNone:
        return this.singleton({ type: 'None' });
      case Tok.KwTrue:
        return this.singleton({ type: 'bool', value: true });
      case Tok.KwFalse:
        return this.singleton({ type: 'bool', value: false });
      case Tok.Ellipsis:
        return this.singleton({ type: 'Ellipsis' });
      default:
        return this.fail();
    }
  }

  private singleton(value: { type: 'None' } | { type: 'Ellipsis' } | { type: 'bool'; value: boolean }): Expr {
    const s = this.p++;
    return {
      kind: 'Constant',
      value,
      ukind: null,
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[s],
      end_col_offset: this.endCols[s],
    };
  }

  protected nameNode(index: number, ctx: ExprContext): Expr {
    return {
      kind: 'Name',
      id: this.nameAt(index),
      ctx,
      lineno: this.lines[index],
      col_offset: this.cols[index],
      end_lineno: this.endLines[index],
      end_col_offset: this.endCols[index],
    };
  }

  /** tuple, group or genexp */
  private parseParenthesized(): Expr {
    const s = this.p;
    this.p++;
    if (this.accept(Tok.RPar)) return this.tuple([], s);
    if (this.at(Tok.KwYield)) {
      const value = this.parseYield();
      this.expect(Tok.RPar);
      return value;
    }
    const first = this.parseStarNamedExpression();
    if (this.at(Tok.Comma)) {
      const elts = [first];
      while (this.accept(Tok.Comma)) {
        if (this.at(Tok.RPar)) break;
        elts.push(this.parseStarNamedExpression());
      }
      this.expect(Tok.RPar);
      return this.tuple(elts, s);
    }
    if (first.kind === 'Starred') this.fail();
    if (this.at(Tok.KwFor) || this.at(Tok.KwAsync)) {
      const generators = this.parseComprehensionClauses();
      this.expect(Tok.RPar);
      return this.generator(first, generators, s);
    }
    this.expect(Tok.RPar);
    return first;
  }

  protected generator(elt: Expr, generators: Comprehension[], s: number): Expr {
    return {
      kind: 'GeneratorExp',
      elt,
      generators,
      ...this.span(s),
    };
  }

  private parseListDisplay(): Expr {
    const s = this.p;
    this.p++;
    const elts: Expr[] = [];
    let generators: Comprehension[] | null = null;
    if (!this.at(Tok.RSqb)) {
      elts.push(this.parseStarNamedExpression());
      if (elts[0].kind !== 'Starred' && (this.at(Tok.KwFor) || this.at(Tok.KwAsync))) {
        generators = this.parseComprehensionClauses();
      } else {
        while (this.accept(Tok.Comma)) {
          if (this.at(Tok.RSqb)) break;
          elts.push(this.parseStarNamedExpression());
        }
      }
    }
    this.expect(Tok.RSqb);
    if (generators !== null) {
      return {
        kind: 'ListComp',
        elt: elts[0],
        generators,
        ...this.span(s),
      };
    }
    return {
      kind: 'List',
      elts,
      ctx: 'Load',
      ...this.span(s),
    };
  }

  /** dict, set, dictcomp or setcomp */
  private parseBraceDisplay(): Expr {
    const s = this.p;
    this.p++;
    if (this.at(Tok.RBrace) || this.at(Tok.DoubleStar)) return this.parseDict(s, [], []);
    if (this.at(Tok.Star)) return this.parseSet(s, this.parseStarred());
    const first = this.parseNamedExpression();
    if (this.at(Tok.Colon)) {
      if (first.kind === 'NamedExpr' && this.kinds[s + 1] === Tok.ColonEqual) this.fail();
      this.p++;
      const value = this.parseExpression();
      if (!this.at(Tok.KwFor) && !this.at(Tok.KwAsync)) return this.parseDict(s, [first], [value]);
      const generators = this.parseComprehensionClauses();
      this.expect(Tok.RBrace);
      return {
        kind: 'DictComp',
        key: first,
        value,
        generators,
        ...this.span(s),
      };
    }
    if (!this.at(Tok.KwFor) && !this.at(Tok.KwAsync)) return this.parseSet(s, first);
    const generators = this.parseComprehensionClauses();
    this.expect(Tok.RBrace);
    return {
      kind: 'SetComp',
      elt: first,
      generators,
      ...this.span(s),
    };
  }

  private parseSet(s: number, first: Expr): Expr {
    const elts = [first];
    while (this.accept(Tok.Comma)) {
      if (this.at(Tok.RBrace)) break;
      elts.push(this.parseStarNamedExpression());
    }
    this.expect(Tok.RBrace);
    return {
      kind: 'Set',
      elts,
      ...this.span(s),
    };
  }

  private parseDict(s: number, keys: (Expr | null)[], values: Expr[]): Expr {
    if (keys.length === 0 || this.accept(Tok.Comma)) {
      while (!this.at(Tok.RBrace)) {
        if (this.accept(Tok.DoubleStar)) {
          keys.push(null);
          values.push(this.parseBinary(1));
        } else {
          keys.push(this.parseExpression());
          this.expect(Tok.Colon);
          values.push(this.parseExpression());
        }
        if (!this.accept(Tok.Comma)) break;
      }
    }
    this.expect(Tok.RBrace);
    return {
      kind: 'Dict',
      keys,
      values,
      ...this.span(s),
    };
  }

  /** for_if_clauses */
  protected parseComprehensionClauses(): Comprehension[] {
    const clauses: Comprehension[] = [];
    while (this.at(Tok.KwFor) || this.at(Tok.KwAsync)) {
      const is_async = this.accept(Tok.KwAsync) ? 1 : 0;
      this.expect(Tok.KwFor);
      const target = this.parseForTargets();
      this.expect(Tok.KwIn);
      const iter = this.parseOr();
      const ifs: Expr[] = [];
      while (this.accept(Tok.KwIf)) ifs.push(this.parseOr());
      clauses.push({ kind: 'comprehension', target, iter, ifs, is_async });
    }
    return clauses;
  }

  // --- targets ---

  /** star_targets in front of `in` */
  protected parseForTargets(): Expr {
    const s = this.p;
    const first = this.parseStarTarget();
    if (!this.at(Tok.Comma)) return first;
    const elts = [first];
    while (this.accept(Tok.Comma)) {
      if (this.at(Tok.KwIn)) break;
      elts.push(this.parseStarTarget());
    }
    const tuple = this.tuple(elts, s);
    if (tuple.kind === 'Tuple') tuple.ctx = 'Store';
    return tuple;
  }

  /** star_target: no operators can be part of it, so a primary suffices. */
  protected parseStarTarget(): Expr {
    const s = this.p;
    if (!this.accept(Tok.Star)) {
      const target = this.parsePrimary();
      this.makeStore(target);
      return target;
    }
    const value = this.parsePrimary();
    this.makeStore(value);
    return {
      kind: 'Starred',
      value,
      ctx: 'Store',
      ...this.span(s),
    };
  }

  /** Turns an expression into the target that the same tokens are as star_targets, or fails. */
  protected makeStore(target: Expr): void {
    switch (target.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        target.ctx = 'Store';
        return;
      case 'Tuple':
      case 'List':
        target.ctx = 'Store';
        for (const element of target.elts) this.makeStore(element);
        return;
      case 'Starred':
        if (target.value.kind === 'Starred') this.fail();
        target.ctx = 'Store';
        this.makeStore(target.value);
        return;
      default:
        this.fail();
    }
  }

  protected makeDelete(target: Expr): void {
    switch (target.kind) {
      case 'Name':
      case 'Attribute':
      case 'Subscript':
        target.ctx = 'Del';
        return;
      case 'Tuple':
      case 'List':
        target.ctx = 'Del';
        for (const element of target.elts) this.makeDelete(element);
        return;
      default:
        this.fail();
    }
  }
}
