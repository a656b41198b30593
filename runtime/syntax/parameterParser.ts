/**
 * Parses parameter lists of functions and lambdas, and type parameters.
 *
 * Owns: arguments, arg, type_param. Must not know: how expressions are parsed (a subclass does).
 */

import type { Arg, Arguments, Expr, TypeParam } from './ast';
import { StringParser } from './stringParser';
import { Tok } from './token';

export abstract class ParameterParser extends StringParser {
  protected abstract parseExpression(): Expr;
  protected abstract parseStarredExpressionOrExpression(): Expr;

  /** parameters or lambda_parameters, up to but without `end` */
  protected parseParameters(end: Tok, annotated: boolean): Arguments {
    const result: Arguments = {
      kind: 'arguments',
      posonlyargs: [],
      args: [],
      vararg: null,
      kwonlyargs: [],
      kw_defaults: [],
      kwarg: null,
      defaults: [],
    };
    let keywordOnly = false;
    while (!this.at(end)) {
      if (this.accept(Tok.Slash)) {
        if (keywordOnly || result.posonlyargs.length > 0 || result.args.length === 0) this.fail();
        result.posonlyargs = result.args;
        result.args = [];
      } else if (this.accept(Tok.Star)) {
        if (keywordOnly) this.fail();
        keywordOnly = true;
        if (this.at(Tok.Comma)) {
          // A bare star must be followed by a keyword-only parameter.
          if (this.kinds[this.p + 1] !== Tok.Name) this.fail();
        } else {
          result.vararg = this.parseParameter(annotated, true);
        }
      } else if (this.accept(Tok.DoubleStar)) {
        result.kwarg = this.parseParameter(annotated, false);
        this.acceptSeparator(result, end);
        break;
      } else {
        const parameter = this.parseParameter(annotated, false);
        const value = this.accept(Tok.Equal) ? this.parseExpression() : null;
        if (keywordOnly) {
          result.kwonlyargs.push(parameter);
          result.kw_defaults.push(value);
        } else {
          if (value !== null) result.defaults.push(value);
          else if (result.defaults.length > 0) this.fail();
          result.args.push(parameter);
        }
      }
      if (!this.acceptSeparator(result, end)) break;
    }
    if (!this.at(end)) this.fail();
    return result;
  }

  /** The comma behind a parameter, and the parameter's type comment behind or instead of it. */
  private acceptSeparator(list: Arguments, end: Tok): boolean {
    const comma = this.accept(Tok.Comma);
    if (this.at(Tok.TypeComment)) {
      const before = this.kinds[this.p - (comma ? 2 : 1)];
      const last = list.kwarg ?? list.kwonlyargs.at(-1) ?? list.vararg ?? list.args.at(-1);
      if (before === Tok.Slash || before === Tok.Star || last === undefined) this.fail();
      last.type_comment = this.parseTypeComment();
      if (!comma && !this.at(end)) this.fail();
    }
    return comma;
  }

  private parseParameter(annotated: boolean, starAnnotation: boolean): Arg {
    const s = this.p;
    const arg = this.expectName();
    let annotation: Expr | null = null;
    if (annotated && this.accept(Tok.Colon)) {
      annotation = starAnnotation ? this.parseStarredExpressionOrExpression() : this.parseExpression();
    }
    const e = this.p - 1;
    return {
      kind: 'arg',
      arg,
      annotation,
      type_comment: null,
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[e],
      end_col_offset: this.endCols[e],
    };
  }

  /** [type_params] */
  protected parseTypeParameters(): TypeParam[] {
    const result: TypeParam[] = [];
    if (!this.accept(Tok.LSqb)) return result;
    do {
      if (this.at(Tok.RSqb) && result.length > 0) break;
      result.push(this.parseTypeParameter());
    } while (this.accept(Tok.Comma));
    this.expect(Tok.RSqb);
    return result;
  }

  private parseTypeParameter(): TypeParam {
    const s = this.p;
    const star = this.accept(Tok.Star);
    const doubleStar = !star && this.accept(Tok.DoubleStar);
    const name = this.expectName();
    const bound = !star && !doubleStar && this.accept(Tok.Colon) ? this.parseExpression() : null;
    let default_value: Expr | null = null;
    if (this.accept(Tok.Equal)) {
      default_value = star ? this.parseStarredExpressionOrExpression() : this.parseExpression();
    }
    const e = this.p - 1;
    const position = {
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[e],
      end_col_offset: this.endCols[e],
    };
    if (star) return { kind: 'TypeVarTuple', name, default_value, ...position };
    if (doubleStar) return { kind: 'ParamSpec', name, default_value, ...position };
    return { kind: 'TypeVar', name, bound, default_value, ...position };
  }
}
