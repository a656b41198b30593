/**
 * Parses the patterns of `case`.
 *
 * Owns: CPython's rules from patterns down. Must not know: the match statement around them.
 */

import type { Expr, Pattern } from './ast';
import { ExpressionParser } from './expressionParser';
import { Tok } from './token';

export abstract class PatternParser extends ExpressionParser {
  /** patterns: an open sequence or one pattern */
  protected parsePatterns(): Pattern {
    const s = this.p;
    const first = this.parseMaybeStarPattern();
    if (!this.at(Tok.Comma)) {
      if (first.kind === 'MatchStar') this.fail();
      return first;
    }
    const patterns = [first];
    while (this.accept(Tok.Comma)) {
      if (this.at(Tok.Colon) || this.at(Tok.KwIf)) break;
      patterns.push(this.parseMaybeStarPattern());
    }
    return { kind: 'MatchSequence', patterns, ...this.span(s) };
  }

  private parseMaybeStarPattern(): Pattern {
    if (!this.at(Tok.Star)) return this.parsePattern();
    const s = this.p++;
    const name = this.expectName();
    return { kind: 'MatchStar', name: name === '_' ? null : name, ...this.span(s) };
  }

  /** as_pattern or or_pattern */
  private parsePattern(): Pattern {
    const s = this.p;
    const pattern = this.parseOrPattern();
    if (!this.accept(Tok.KwAs)) return pattern;
    const name = this.expectName();
    if (name === '_') this.fail();
    this.refuseAttributeOrCall();
    return { kind: 'MatchAs', pattern, name, ...this.span(s) };
  }

  private refuseAttributeOrCall(): void {
    if (this.at(Tok.Dot) || this.at(Tok.LPar) || this.at(Tok.Equal)) this.fail();
  }

  private parseOrPattern(): Pattern {
    const s = this.p;
    const first = this.parseClosedPattern();
    if (!this.at(Tok.VBar)) return first;
    const patterns = [first];
    while (this.accept(Tok.VBar)) patterns.push(this.parseClosedPattern());
    return { kind: 'MatchOr', patterns, ...this.span(s) };
  }

  private parseClosedPattern(): Pattern {
    const s = this.p;
    switch (this.kinds[s]) {
      case Tok.KwNone:
        this.p++;
        return { kind: 'MatchSingleton', value: { type: 'None' }, ...this.span(s) };
      case Tok.KwTrue:
      case Tok.KwFalse:
        this.p++;
        return {
          kind: 'MatchSingleton',
          value: { type: 'bool', value: this.kinds[s] === Tok.KwTrue },
          ...this.span(s),
        };
      case Tok.Number:
      case Tok.Minus:
      case Tok.String:
      case Tok.FStringStart:
      case Tok.TStringStart: {
        const value = this.parseLiteralExpression();
        return { kind: 'MatchValue', value, ...this.span(s) };
      }
      case Tok.Name:
        return this.parseNamePattern();
      case Tok.LPar:
        return this.parseParenthesizedPattern();
      case Tok.LSqb: {
        this.p++;
        const patterns = this.parsePatternList(Tok.RSqb);
        return { kind: 'MatchSequence', patterns, ...this.span(s) };
      }
      case Tok.LBrace:
        return this.parseMappingPattern();
      default:
        return this.fail();
    }
  }

  /** signed_number, complex_number or strings */
  private parseLiteralExpression(): Expr {
    const s = this.p;
    if (!this.at(Tok.Number) && !this.at(Tok.Minus)) {
      return this.parseStrings();
    }
    const left = this.parseSignedNumber();
    if (!this.at(Tok.Plus) && !this.at(Tok.Minus)) return left;
    const number = left.kind === 'UnaryOp' ? left.operand : left;
    if (number.kind !== 'Constant' || number.value.type === 'complex') this.fail();
    const op = this.accept(Tok.Plus) ? 'Add' : 'Sub';
    if (op === 'Sub') this.p++;
    const right = this.parseNumber();
    if (right.kind !== 'Constant' || right.value.type !== 'complex') this.fail();
    return { kind: 'BinOp', left, op, right, ...this.span(s) };
  }

  private parseSignedNumber(): Expr {
    const s = this.p;
    if (!this.accept(Tok.Minus)) return this.parseNumber();
    const operand = this.parseNumber();
    return { kind: 'UnaryOp', op: 'USub', operand, ...this.span(s) };
  }

  private parseNumber(): Expr {
    if (!this.at(Tok.Number)) this.fail();
    return this.parseAtom();
  }

  /** capture_pattern, wildcard_pattern, value_pattern or class_pattern */
  private parseNamePattern(): Pattern {
    const s = this.p;
    if (this.kinds[s + 1] !== Tok.Dot && this.kinds[s + 1] !== Tok.LPar) {
      const name = this.expectName();
      if (this.at(Tok.Equal)) this.fail();
      return { kind: 'MatchAs', pattern: null, name: name === '_' ? null : name, ...this.span(s) };
    }
    this.p++;
    let value: Expr = this.nameNode(s, 'Load');
    while (this.accept(Tok.Dot)) {
      const attr = this.expectName();
      value = { kind: 'Attribute', value, attr, ctx: 'Load', ...this.span(s) };
    }
    if (this.at(Tok.LPar)) return this.parseClassPattern(value, s);
    if (this.at(Tok.Equal)) this.fail();
    return { kind: 'MatchValue', value, ...this.span(s) };
  }

  private parseClassPattern(cls: Expr, s: number): Pattern {
    this.p++;
    const patterns: Pattern[] = [];
    const kwd_attrs: string[] = [];
    const kwd_patterns: Pattern[] = [];
    while (!this.at(Tok.RPar)) {
      if (this.at(Tok.Name) && this.kinds[this.p + 1] === Tok.Equal) {
        kwd_attrs.push(this.expectName());
        this.p++;
        kwd_patterns.push(this.parsePattern());
      } else {
        if (kwd_attrs.length > 0) this.fail();
        patterns.push(this.parsePattern());
      }
      if (!this.accept(Tok.Comma)) break;
    }
    this.expect(Tok.RPar);
    return { kind: 'MatchClass', cls, patterns, kwd_attrs, kwd_patterns, ...this.span(s) };
  }

  /** group_pattern or sequence_pattern in parentheses */
  private parseParenthesizedPattern(): Pattern {
    const s = this.p;
    this.p++;
    const before = this.p;
    const patterns = this.parsePatternList(Tok.RPar);
    const trailingComma = this.kinds[this.p - 2] === Tok.Comma && this.p - 2 >= before;
    if (patterns.length === 1 && !trailingComma && patterns[0].kind !== 'MatchStar') return patterns[0];
    if (patterns.length === 1 && !trailingComma) this.fail();
    return { kind: 'MatchSequence', patterns, ...this.span(s) };
  }

  private parsePatternList(end: Tok): Pattern[] {
    const patterns: Pattern[] = [];
    while (!this.at(end)) {
      patterns.push(this.parseMaybeStarPattern());
      if (!this.accept(Tok.Comma)) break;
    }
    this.expect(end);
    return patterns;
  }

  private parseMappingPattern(): Pattern {
    const s = this.p;
    this.p++;
    const keys: Expr[] = [];
    const patterns: Pattern[] = [];
    let rest: string | null = null;
    while (!this.at(Tok.RBrace)) {
      if (this.accept(Tok.DoubleStar)) {
        rest = this.expectName();
        if (rest === '_') this.fail();
        this.accept(Tok.Comma);
        break;
      }
      keys.push(this.parseMappingKey());
      this.expect(Tok.Colon);
      patterns.push(this.parsePattern());
      if (!this.accept(Tok.Comma)) break;
    }
    this.expect(Tok.RBrace);
    return { kind: 'MatchMapping', keys, patterns, rest, ...this.span(s) };
  }

  private parseMappingKey(): Expr {
    const s = this.p;
    switch (this.kinds[s]) {
      case Tok.KwNone:
      case Tok.KwTrue:
      case Tok.KwFalse:
        return this.parseAtom();
      case Tok.Name: {
        let value: Expr = this.nameNode(s, 'Load');
        this.p++;
        if (!this.at(Tok.Dot)) this.fail();
        while (this.accept(Tok.Dot)) {
          const attr = this.expectName();
          value = { kind: 'Attribute', value, attr, ctx: 'Load', ...this.span(s) };
        }
        return value;
      }
      case Tok.Number:
      case Tok.Minus:
      case Tok.String:
      case Tok.FStringStart:
      case Tok.TStringStart:
        return this.parseLiteralExpression();
      default:
        return this.fail();
    }
  }
}
