/**
 * Parses what stands in the brackets behind a primary: call arguments and subscripts.
 *
 * Owns: CPython's rules arguments, args, kwargs, slices. Must not know: operators.
 */

import type { Expr, Keyword } from './ast';
import { AtomParser } from './atomParser';
import { Tok } from './token';

export abstract class ArgumentParser extends AtomParser {
  /** Whether the current token can begin an expression or a starred one. */
  protected abstract startsExpression(kind?: Tok): boolean;

  /** '*' expression, in calls and subscripts */
  private parseStarredExpression(): Expr {
    const s = this.p;
    this.p++;
    const value = this.parseExpression();
    return {
      kind: 'Starred',
      value,
      ctx: 'Load',
      ...this.span(s),
    };
  }

  /** '(' [arguments] ')', or the parenthesised generator expression of a call. */
  protected parseArguments(args: Expr[], keywords: Keyword[], allowGenerator: boolean): void {
    const open = this.p;
    this.p++;
    let seenKeyword = false;
    let seenDoubleStar = false;
    while (!this.at(Tok.RPar)) {
      const s = this.p;
      const kind = this.kinds[s];
      if (kind === Tok.DoubleStar) {
        this.p++;
        seenDoubleStar = true;
        keywords.push(this.keyword(null, this.parseExpression(), s));
      } else if (kind === Tok.Name && this.kinds[s + 1] === Tok.Equal) {
        const name = this.nameAt(s);
        this.p += 2;
        seenKeyword = true;
        keywords.push(this.keyword(name, this.parseExpression(), s));
      } else if (kind === Tok.Star) {
        if (seenDoubleStar) this.fail();
        args.push(this.parseStarredExpression());
      } else {
        if (seenKeyword || seenDoubleStar) this.fail();
        const value = this.parseNamedExpression();
        if (allowGenerator && s === open + 1 && (this.at(Tok.KwFor) || this.at(Tok.KwAsync))) {
          const generators = this.parseComprehensionClauses();
          this.expect(Tok.RPar);
          args.push(this.generator(value, generators, open));
          return;
        }
        args.push(value);
      }
      if (!this.accept(Tok.Comma)) break;
    }
    this.expect(Tok.RPar);
  }

  private keyword(arg: string | null, value: Expr, s: number): Keyword {
    return {
      kind: 'keyword',
      arg,
      value,
      ...this.span(s),
    };
  }

  protected parseSlices(): Expr {
    const s = this.p;
    const first = this.parseSlice();
    if (!this.at(Tok.Comma)) {
      if (first.kind !== 'Starred') return first;
      return this.tuple([first], s);
    }
    const elts = [first];
    while (this.accept(Tok.Comma)) {
      if (this.at(Tok.RSqb)) break;
      elts.push(this.parseSlice());
    }
    return this.tuple(elts, s);
  }

  private parseSlice(): Expr {
    const s = this.p;
    let lower: Expr | null = null;
    if (!this.at(Tok.Colon)) {
      if (this.at(Tok.Star)) return this.parseStarredExpression();
      lower = this.parseNamedExpression();
      if (!this.at(Tok.Colon)) return lower;
      if (lower.kind === 'NamedExpr' && this.kinds[s + 1] === Tok.ColonEqual) this.fail();
    }
    this.p++;
    let upper: Expr | null = null;
    let step: Expr | null = null;
    if (this.startsExpression()) upper = this.parseExpression();
    if (this.accept(Tok.Colon) && this.startsExpression()) step = this.parseExpression();
    return {
      kind: 'Slice',
      lower,
      upper,
      step,
      ...this.span(s),
    };
  }
}
