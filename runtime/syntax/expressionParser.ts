/**
 * Parses expressions by recursive descent, binary operators by precedence.
 *
 * Owns: CPython's rules from star_expressions down to primary. Must not know: statements, atoms.
 * The parser looks ahead instead of trying: what PEG decides by order of alternatives is decided here by a token.
 */

import type { CompareOperator, Expr, Keyword, Operator } from './ast';
import { ArgumentParser } from './argumentParser';
import { Tok } from './token';

const OPERATOR_NAMES: readonly Operator[] = [
  'BitOr',
  'BitXor',
  'BitAnd',
  'LShift',
  'RShift',
  'Add',
  'Sub',
  'Mult',
  'Div',
  'FloorDiv',
  'Mod',
  'MatMult',
  'Pow',
];

/** By operator kind from VBar on; DoubleStar is not here: power binds by itself. */
const PRECEDENCE = new Uint8Array([1, 2, 3, 4, 4, 5, 5, 6, 6, 6, 6, 6, 0]);

export function operatorName(kind: Tok): Operator {
  return OPERATOR_NAMES[kind - Tok.VBar];
}

export abstract class ExpressionParser extends ArgumentParser {
  // --- lists of expressions ---

  /** star_expressions */
  protected parseStarExpressions(): Expr {
    const s = this.p;
    const first = this.at(Tok.Star) ? this.parseStarred() : this.parseExpression();
    if (!this.at(Tok.Comma)) return first;
    const elts = [first];
    while (this.accept(Tok.Comma)) {
      if (!this.startsExpression()) break;
      elts.push(this.at(Tok.Star) ? this.parseStarred() : this.parseExpression());
    }
    return this.tuple(elts, s);
  }

  /** expressions: no stars. */
  protected parseExpressions(): Expr {
    const s = this.p;
    const first = this.parseExpression();
    if (!this.at(Tok.Comma)) return first;
    const elts = [first];
    while (this.accept(Tok.Comma)) {
      if (!this.startsExpression() || this.at(Tok.Star)) break;
      elts.push(this.parseExpression());
    }
    return this.tuple(elts, s);
  }

  protected parseAnnotatedRhs(): Expr {
    return this.at(Tok.KwYield) ? this.parseYield() : this.parseStarExpressions();
  }

  /** Whether a token of this kind, by default the current one, can begin an expression or a starred one. */
  protected startsExpression(kind: Tok = this.kinds[this.p]): boolean {
    switch (kind) {
      case Tok.Name:
      case Tok.Number:
      case Tok.String:
      case Tok.FStringStart:
      case Tok.TStringStart:
      case Tok.LPar:
      case Tok.LSqb:
      case Tok.LBrace:
      case Tok.Ellipsis:
      case Tok.Plus:
      case Tok.Minus:
      case Tok.Tilde:
      case Tok.Star:
      case Tok.KwFalse:
      case Tok.KwNone:
      case Tok.KwTrue:
      case Tok.KwAwait:
      case Tok.KwLambda:
      case Tok.KwNot:
        return true;
      default:
        return false;
    }
  }

  /** star_expression as an annotation or default: '*' bitwise_or, or expression */
  protected parseStarredExpressionOrExpression(): Expr {
    return this.at(Tok.Star) ? this.parseStarred() : this.parseExpression();
  }

  protected parseYield(): Expr {
    const s = this.p;
    this.p++;
    if (this.accept(Tok.KwFrom)) {
      const value = this.parseExpression();
      return {
        kind: 'YieldFrom',
        value,
        ...this.span(s),
      };
    }
    const value = this.startsExpression() ? this.parseStarExpressions() : null;
    return {
      kind: 'Yield',
      value,
      ...this.span(s),
    };
  }

  /** named_expression */
  protected parseNamedExpression(): Expr {
    if (this.kinds[this.p] !== Tok.Name || this.kinds[this.p + 1] !== Tok.ColonEqual) {
      const value = this.parseExpression();
      if (this.at(Tok.ColonEqual)) this.fail();
      return value;
    }
    const s = this.p;
    const target = this.nameNode(s, 'Store');
    this.p += 2;
    const value = this.parseExpression();
    return {
      kind: 'NamedExpr',
      target,
      value,
      ...this.span(s),
    };
  }

  // --- operators ---

  /** expression: conditional, lambda or disjunction */
  protected parseExpression(): Expr {
    const s = this.p;
    if (this.kinds[s] === Tok.KwLambda) return this.parseLambda();
    const body = this.parseOr();
    if (this.kinds[this.p] !== Tok.KwIf) return body;
    this.p++;
    const test = this.parseOr();
    this.expect(Tok.KwElse);
    const orelse = this.parseExpression();
    return {
      kind: 'IfExp',
      test,
      body,
      orelse,
      ...this.span(s),
    };
  }

  private parseLambda(): Expr {
    const s = this.p;
    this.p++;
    const args = this.parseParameters(Tok.Colon, false);
    this.expect(Tok.Colon);
    const body = this.parseExpression();
    return {
      kind: 'Lambda',
      args,
      body,
      ...this.span(s),
    };
  }

  /** disjunction */
  protected parseOr(): Expr {
    const s = this.p;
    const first = this.parseAnd();
    if (this.kinds[this.p] !== Tok.KwOr) return first;
    const values = [first];
    while (this.accept(Tok.KwOr)) values.push(this.parseAnd());
    return {
      kind: 'BoolOp',
      op: 'Or',
      values,
      ...this.span(s),
    };
  }

  private parseAnd(): Expr {
    const s = this.p;
    const first = this.parseNot();
    if (this.kinds[this.p] !== Tok.KwAnd) return first;
    const values = [first];
    while (this.accept(Tok.KwAnd)) values.push(this.parseNot());
    return {
      kind: 'BoolOp',
      op: 'And',
      values,
      ...this.span(s),
    };
  }

  private parseNot(): Expr {
    const s = this.p;
    if (this.kinds[s] !== Tok.KwNot) return this.parseComparison();
    this.p++;
    const operand = this.parseNot();
    return {
      kind: 'UnaryOp',
      op: 'Not',
      operand,
      ...this.span(s),
    };
  }

  private parseComparison(): Expr {
    const s = this.p;
    const left = this.parseBinary(1);
    let op = this.comparisonOperator();
    if (op === null) return left;
    const ops: CompareOperator[] = [];
    const comparators: Expr[] = [];
    while (op !== null) {
      ops.push(op);
      comparators.push(this.parseBinary(1));
      op = this.comparisonOperator();
    }
    const e = this.p - 1;
    return {
      kind: 'Compare',
      left,
      ops,
      comparators,
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[e],
      end_col_offset: this.endCols[e],
    };
  }

  /** Consumes a comparison operator, if there is one. */
  private comparisonOperator(): CompareOperator | null {
    switch (this.kinds[this.p]) {
      case Tok.EqEqual:
        this.p++;
        return 'Eq';
      case Tok.NotEqual:
        if (!this.acceptsNotEqual()) return null;
        this.p++;
        return 'NotEq';
      case Tok.Less:
        this.p++;
        return 'Lt';
      case Tok.LessEqual:
        this.p++;
        return 'LtE';
      case Tok.Greater:
        this.p++;
        return 'Gt';
      case Tok.GreaterEqual:
        this.p++;
        return 'GtE';
      case Tok.KwIn:
        this.p++;
        return 'In';
      case Tok.KwIs:
        this.p++;
        return this.accept(Tok.KwNot) ? 'IsNot' : 'Is';
      case Tok.KwNot:
        if (this.kinds[this.p + 1] !== Tok.KwIn) return null;
        this.p += 2;
        return 'NotIn';
      default:
        return null;
    }
  }

  /** Mirrors _PyPegen_check_barry_as_flufl: `<>` is no operator (but under that future, the only one). */
  private acceptsNotEqual(): boolean {
    const flufl = this.barryAsFlufl();
    return (this.source.charCodeAt(this.starts[this.p]) === 0x3c) === flufl;
  }

  protected abstract barryAsFlufl(): boolean;

  /** bitwise_or and what binds closer: operators of at least `least`. */
  protected parseBinary(least: number): Expr {
    const s = this.p;
    let left = this.parseFactor();
    for (;;) {
      const kind = this.kinds[this.p];
      if (kind < Tok.VBar || kind > Tok.At) return left;
      const precedence = PRECEDENCE[kind - Tok.VBar];
      if (precedence < least) return left;
      this.p++;
      const right = this.parseBinary(precedence + 1);
      const e = this.p - 1;
      left = {
        kind: 'BinOp',
        left,
        op: OPERATOR_NAMES[kind - Tok.VBar],
        right,
        lineno: this.lines[s],
        col_offset: this.cols[s],
        end_lineno: this.endLines[e],
        end_col_offset: this.endCols[e],
      };
    }
  }

  private parseFactor(): Expr {
    const s = this.p;
    const kind = this.kinds[s];
    if (kind === Tok.Minus || kind === Tok.Plus || kind === Tok.Tilde) {
      this.p++;
      const operand = this.parseFactor();
      return {
        kind: 'UnaryOp',
        op: kind === Tok.Minus ? 'USub' : kind === Tok.Plus ? 'UAdd' : 'Invert',
        operand,
        ...this.span(s),
      };
    }
    const left = kind === Tok.KwAwait ? this.parseAwait() : this.parsePrimary();
    if (this.kinds[this.p] !== Tok.DoubleStar) return left;
    this.p++;
    const right = this.parseFactor();
    const e = this.p - 1;
    return {
      kind: 'BinOp',
      left,
      op: 'Pow',
      right,
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[e],
      end_col_offset: this.endCols[e],
    };
  }

  private parseAwait(): Expr {
    const s = this.p;
    this.p++;
    const value = this.parsePrimary();
    return {
      kind: 'Await',
      value,
      ...this.span(s),
    };
  }

  // --- primaries ---

  protected parsePrimary(): Expr {
    const s = this.p;
    let value = this.parseAtom();
    for (;;) {
      switch (this.kinds[this.p]) {
        case Tok.Dot: {
          this.p++;
          const attr = this.expectName();
          const e = this.p - 1;
          value = {
            kind: 'Attribute',
            value,
            attr,
            ctx: 'Load',
            lineno: this.lines[s],
            col_offset: this.cols[s],
            end_lineno: this.endLines[e],
            end_col_offset: this.endCols[e],
          };
          break;
        }
        case Tok.LPar: {
          const args: Expr[] = [];
          const keywords: Keyword[] = [];
          this.parseArguments(args, keywords, true);
          const e = this.p - 1;
          value = {
            kind: 'Call',
            func: value,
            args,
            keywords,
            lineno: this.lines[s],
            col_offset: this.cols[s],
            end_lineno: this.endLines[e],
            end_col_offset: this.endCols[e],
          };
          break;
        }
        case Tok.LSqb: {
          this.p++;
          const slice = this.parseSlices();
          this.expect(Tok.RSqb);
          const e = this.p - 1;
          value = {
            kind: 'Subscript',
            value,
            slice,
            ctx: 'Load',
            lineno: this.lines[s],
            col_offset: this.cols[s],
            end_lineno: this.endLines[e],
            end_col_offset: this.endCols[e],
          };
          break;
        }
        default:
          return value;
      }
    }
  }
}
